/* Texts with wildcards: Sigma's writing of them, and matching. */
#include "rule/inside.h"

static size_t sign_len(str s, size_t at)
{
    unsigned char c = (unsigned char)s.data[at];
    size_t len = c < 0xC0 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    return len < s.len - at ? len : s.len - at;
}

struct build {
    struct piece *piece;
    size_t count;
    char *text; /* room for all texts */
    size_t from, to;
};

static void end_text(struct build *b)
{
    if (b->to > b->from)
        b->piece[b->count++] =
            (struct piece){ PIECE_TEXT, str_of(b->text + b->from, b->to - b->from) };
    b->from = b->to;
}

static void add_wildcard(struct build *b, char c)
{
    enum piece_kind kind = c == '*' ? PIECE_MANY : PIECE_ONE;
    end_text(b);
    if (kind == PIECE_MANY && b->count && b->piece[b->count - 1].kind == PIECE_MANY) return;
    b->piece[b->count++] = (struct piece){ kind, STR_EMPTY };
}

/* A backslash makes the next *, ? or backslash plain; before anything else it is itself. */
cordon_status pattern_parse(struct arena *a, str written, struct pattern *ret)
{
    struct build b = { .piece = arena_calloc(a, written.len + 1, sizeof *b.piece),
                       .text = arena_alloc(a, written.len + 1) };
    if (!b.piece || !b.text) return CORDON_NOMEM;
    for (size_t i = 0; i < written.len; i++) {
        char c = written.data[i];
        char next = i + 1 < written.len ? written.data[i + 1] : 0;
        if (c == '\\' && (next == '*' || next == '?' || next == '\\')) {
            b.text[b.to++] = next;
            i++;
        } else if (c == '*' || c == '?') {
            add_wildcard(&b, c);
        } else {
            b.text[b.to++] = c;
        }
    }
    end_text(&b);
    *ret = (struct pattern){ b.piece, b.count };
    return CORDON_OK;
}

static bool stands_at(str text, size_t pos, str what)
{
    return text.len - pos >= what.len && memcmp(text.data + pos, what.data, what.len) == 0;
}

/* Where matching goes on when the pieces behind the last * do not fit: one sign further, or where
   the text behind it stands next. SIZE_MAX: nowhere. */
static size_t go_on(const struct pattern *p, size_t behind, str text, size_t pos)
{
    if (pos >= text.len) return SIZE_MAX;
    pos += sign_len(text, pos);
    if (behind < p->count && p->piece[behind].kind == PIECE_TEXT)
        return str_find(text, p->piece[behind].text, pos);
    return pos;
}

bool pattern_matches(const struct pattern *p, str text)
{
    size_t i = 0, pos = 0, behind = SIZE_MAX, from = 0;
    for (;;) {
        bool fits = false;
        if (i == p->count) {
            if (pos == text.len) return true;
        } else {
            const struct piece *piece = &p->piece[i];
            switch (piece->kind) {
            case PIECE_MANY:
                if (i + 1 == p->count) return true;
                behind = i + 1;
                from = pos;
                fits = true;
                break;
            case PIECE_ONE:
                fits = pos < text.len;
                if (fits) pos += sign_len(text, pos);
                break;
            case PIECE_TEXT:
                fits = stands_at(text, pos, piece->text);
                if (fits) pos += piece->text.len;
                break;
            }
            if (fits) i++;
        }
        if (fits) continue;
        if (behind == SIZE_MAX) return false;
        from = go_on(p, behind, text, from);
        if (from == SIZE_MAX) return false;
        pos = from;
        i = behind;
    }
}
