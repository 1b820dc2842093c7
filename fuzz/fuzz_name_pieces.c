/*
 * name/pieces, firm, text/oddity: a value of any bytes as a form field holds it; the first byte is the kind. Its pieces
 * are names that can be read, none of them the value itself, and what is odd about it stands in it.
 */
#include "name/name.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_pieces(struct name_scratch *s, str text, enum name_kind kind, const str *piece, size_t count, unsigned rendered)
{
    if (count > NAME_PIECES_MAX || rendered >> count) abort();
    for (size_t i = 0; i < count; i++) {
        const struct name_query *q;
        bool is_rendered = rendered >> i & 1;
        if (piece[i].len == 0 || str_eq(piece[i], text)) abort();
        for (size_t k = 0; k < i; k++)
            if (str_eq(piece[i], piece[k])) abort();
        name_query_reset(s);
        cordon_status st = (is_rendered ? name_query_parse_rendered : name_query_parse)(s, piece[i], kind, &q, NULL);
        if (st == CORDON_NOMEM || (st == CORDON_SYNTAX && str_is_utf8(text, NULL))) abort();
    }
}

static void check_oddities(str text, bool is_person, struct arena *arena)
{
    struct text_oddity odd[TEXT_ODDITIES_MAX];
    size_t count = text_oddities(text, is_person, arena, odd);
    if (count > TEXT_ODDITIES_MAX) abort();
    for (size_t i = 0; i < count; i++) {
        if (odd[i].word.data < text.data || odd[i].word.data + odd[i].word.len > text.data + text.len) abort();
        if (!odd[i].at || odd[i].at > text.len || !str_is_utf8(odd[i].read_as, NULL)) abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct name_scratch *s;
    struct arena arena;
    str piece[NAME_PIECES_MAX];
    unsigned rendered = 0;
    bool is_cut = false;
    if (size == 0) return 0;
    if (!s) s = name_scratch_new();
    if (!s) abort();
    enum name_kind kind = (enum name_kind)(data[0] % 4);
    str text = str_of((const char *)data + 1, size - 1);
    arena_init(&arena, 4u << 20);
    size_t count = name_pieces(text, kind, &arena, piece, &rendered, &is_cut);
    check_pieces(s, text, kind, piece, count, rendered);
    count = name_pieces_written(text, kind, &arena, piece, &is_cut);
    check_pieces(s, text, kind, piece, count, 0);
    check_oddities(text, kind == NAME_PERSON, &arena);
    if (!str_is_utf8(name_in_latin(text, &arena), NULL)) abort();
    if (name_is_firm(text, &arena) && !name_is_role(text, &arena)) abort();
    if (arena.failed) abort();
    arena_release(&arena);
    return 0;
}
