/* What files say about ownership: parties by key, edges as they come. */
#include "owner/read.h"

#include "base/mem.h"
#include "base/num.h"
#include "text/text.h"

#include <stdarg.h>
#include <stdio.h>

void owner_book_init(struct owner_book *b, size_t cap)
{
    *b = (struct owner_book){ .party = NULL };
    arena_init(&b->arena, cap);
}

void owner_book_release(struct owner_book *b)
{
    arena_release(&b->arena);
    mem_free(b->party);
    mem_free(b->edge);
    mem_free(b->key);
    mem_free(b->slot);
    *b = (struct owner_book){ .party = NULL };
}

/* --- keys -------------------------------------------------------------------------------------------- */

/* In `room` when it is ASCII, as nearly all are. */
str owner_same(str key, char room[OWNER_KEY_MAX], struct arena *arena)
{
    size_t n = 0;
    for (size_t i = 0; i < key.len; i++) {
        if ((unsigned char)key.data[i] >= 0x80) {
            str same = text_fold(text_plain(key, arena), arena);
            return same.len ? same : key;
        }
        bool is_blank = byte_is_blank(key.data[i]) || key.data[i] == '\v' || key.data[i] == '\f';
        if (!is_blank || (n && room[n - 1] != ' ')) room[n++] = is_blank ? ' ' : byte_lower(key.data[i]);
    }
    while (n && room[n - 1] == ' ') n--;
    return n ? str_of(room, n) : key;
}

static uint32_t *slot_of(const struct owner_book *b, str same)
{
    uint32_t mask = b->slot_count - 1, i = (uint32_t)str_hash(same) & mask;
    while (b->slot[i] && !str_eq(b->key[b->slot[i] - 1].same, same)) i = (i + 1) & mask;
    return &b->slot[i];
}

static bool grow_slots(struct owner_book *b)
{
    uint32_t want = b->slot_count ? b->slot_count * 2 : 1024;
    uint32_t *slots = mem_calloc(want, sizeof *slots);
    if (!slots) return false;
    mem_free(b->slot);
    b->slot = slots;
    b->slot_count = want;
    for (uint32_t i = 0; i < b->key_count; i++) *slot_of(b, b->key[i].same) = i + 1;
    return true;
}

static bool grow(void **items, uint32_t count, uint32_t *room, size_t size)
{
    if (count < *room) return true;
    uint32_t want = *room ? *room * 2 : 256;
    void *p = mem_realloc(*items, want * size);
    if (!p) return false;
    *items = p;
    *room = want;
    return true;
}

uint32_t owner_party_find(const struct owner_book *b, str key)
{
    char room[OWNER_KEY_MAX];
    struct arena scratch;
    key = str_trim(key);
    if (!b->slot_count || key.len > OWNER_KEY_MAX) return UINT32_MAX;
    arena_init(&scratch, 1 << 20);
    uint32_t at = *slot_of(b, owner_same(key, room, &scratch));
    arena_release(&scratch);
    return at ? b->key[at - 1].party : UINT32_MAX;
}

/* A key that leads nowhere yet; `same` is the book's. */
static cordon_status add_key(struct owner_book *b, str same, uint32_t party, struct cordon_error *err)
{
    if (b->key_count == OWNER_KEYS_MAX) return error_set(err, CORDON_LIMIT, "more than %d ids", OWNER_KEYS_MAX);
    void *items = b->key;
    bool has_room = grow(&items, b->key_count, &b->key_room, sizeof *b->key);
    b->key = items;
    if (!has_room || b->arena.failed || ((b->key_count + 1) * 2 > b->slot_count && !grow_slots(b)))
        return error_nomem(err);
    b->key[b->key_count] = (struct owner_key){ same, party };
    *slot_of(b, same) = b->key_count + 1;
    b->key_count++;
    return CORDON_OK;
}

static uint32_t add_new(struct owner_book *b, str key, str same, struct cordon_error *err)
{
    if (b->party_count == OWNER_PARTIES_MAX) {
        error_set(err, CORDON_LIMIT, "more than %d parties", OWNER_PARTIES_MAX);
        return UINT32_MAX;
    }
    void *items = b->party;
    bool has_room = grow(&items, b->party_count, &b->party_room, sizeof *b->party);
    b->party = items;
    str kept = arena_str(&b->arena, key);
    str kept_same = str_eq(key, same) ? kept : arena_str(&b->arena, same);
    if (!has_room || b->arena.failed) {
        error_nomem(err);
        return UINT32_MAX;
    }
    if (add_key(b, kept_same, b->party_count, err)) return UINT32_MAX;
    b->party[b->party_count] = (struct owner_party){ .key = kept, .name = kept, .is = b->party_count };
    return b->party_count++;
}

uint32_t owner_party_add(struct owner_book *b, str key, struct cordon_error *err)
{
    char room[OWNER_KEY_MAX];
    struct arena scratch;
    key = str_trim(key);
    if (key.len == 0 || key.len > OWNER_KEY_MAX) {
        error_set(err, key.len ? CORDON_LIMIT : CORDON_SYNTAX,
                  key.len ? "a name above 1,024 bytes" : "a party without a name");
        return UINT32_MAX;
    }
    arena_init(&scratch, 1 << 20);
    str same = owner_same(key, room, &scratch);
    uint32_t at = b->slot_count ? *slot_of(b, same) : 0, found = UINT32_MAX;
    if (at)
        found = b->key[at - 1].party;
    else if (scratch.failed)
        error_nomem(err);
    else
        found = add_new(b, key, same, err);
    arena_release(&scratch);
    return found;
}

/* --- several ids of one party ------------------------------------------------------------------------ */

static uint32_t root_of(struct owner_book *b, uint32_t party)
{
    while (b->party[party].is != party) party = b->party[party].is = b->party[b->party[party].is].is;
    return party;
}

/* @return they were two */
static bool join(struct owner_book *b, uint32_t x, uint32_t y)
{
    x = root_of(b, x);
    y = root_of(b, y);
    if (x == y) return false;
    b->party[num_max_u32(x, y)].is = num_min_u32(x, y);
    b->joined_count++;
    return true;
}

cordon_status owner_party_also(struct owner_book *b, uint32_t party, str key, bool *ret_is_news,
                               struct cordon_error *err)
{
    char room[OWNER_KEY_MAX];
    struct arena scratch;
    cordon_status st = CORDON_OK;
    key = str_trim(key);
    *ret_is_news = false;
    if (key.len == 0) return CORDON_OK;
    if (key.len > OWNER_KEY_MAX) return error_set(err, CORDON_LIMIT, "an id above 1,024 bytes");
    arena_init(&scratch, 1 << 20);
    str same = owner_same(key, room, &scratch);
    uint32_t at = *slot_of(b, same);
    if (at)
        *ret_is_news = join(b, b->key[at - 1].party, party);
    else
        st = scratch.failed ? error_nomem(err) : add_key(b, arena_str(&b->arena, same), party, err);
    arena_release(&scratch);
    return st;
}

/* What is said of a party, to the one that it is. */
static cordon_status hand_over(struct owner_book *b, const struct owner_party *from, uint32_t to,
                               struct cordon_error *err)
{
    b->party[to].is_person |= from->is_person;
    b->party[to].is_id |= from->is_id;
    for (int f = 0; f < OWNER_FACT_COUNT; f++)
        for (const struct owner_value *v = from->value[f]; v; v = v->next) {
            cordon_status st = owner_party_tell(b, to, (enum owner_fact)f, v->text, err);
            if (st) return st;
        }
    return CORDON_OK;
}

/* Move the parties that are left together. @param number  of the party that each is; becomes where that is now */
static cordon_status move_parties(struct owner_book *b, uint32_t *number, struct cordon_error *err)
{
    uint32_t kept = 0;
    cordon_status st = CORDON_OK;
    for (uint32_t i = 0; !st && i < b->party_count; i++)
        if (number[i] == i) {
            b->party[kept] = b->party[i];
            b->party[kept].is = kept;
            number[i] = kept++;
        } else {
            number[i] = number[number[i]]; /* the lower one, which is done */
            st = hand_over(b, &b->party[i], number[i], err);
        }
    b->party_count = kept;
    return st;
}

cordon_status owner_book_settle(struct owner_book *b, struct cordon_error *err)
{
    if (b->joined_count == 0) return CORDON_OK;
    uint32_t *number = mem_calloc(b->party_count, sizeof *number);
    if (!number) return error_nomem(err);
    for (uint32_t i = 0; i < b->party_count; i++) number[i] = root_of(b, i);
    cordon_status st = move_parties(b, number, err);
    for (uint32_t i = 0; !st && i < b->edge_count; i++) {
        b->edge[i].owner = number[b->edge[i].owner];
        b->edge[i].owned = number[b->edge[i].owned];
    }
    for (uint32_t i = 0; !st && i < b->key_count; i++) b->key[i].party = number[b->key[i].party];
    b->joined_count = 0;
    mem_free(number);
    return st;
}

cordon_status owner_edge_add(struct owner_book *b, const struct owner_edge *e, struct cordon_error *err)
{
    if (b->edge_count == OWNER_EDGES_MAX)
        return error_set(err, CORDON_LIMIT, "more than %d holdings", OWNER_EDGES_MAX);
    void *items = b->edge;
    bool has_room = grow(&items, b->edge_count, &b->edge_room, sizeof *b->edge);
    b->edge = items;
    if (!has_room) return error_nomem(err);
    b->edge[b->edge_count++] = *e;
    return CORDON_OK;
}

void owner_note_add(struct owner_book *b, uint32_t line, const char *fmt, ...)
{
    char text[512];
    va_list ap;
    if (b->note_count++ >= OWNER_NOTES_KEPT) return;
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    b->note[b->note_count - 1] =
        (struct owner_note){ .file = (uint8_t)(b->file_count ? b->file_count - 1 : 0), .line = line,
                             .text = arena_str(&b->arena, str_c(text)) };
}

/* --- shares ------------------------------------------------------------------------------------------ */

/* "30", "30.5": basis points, down and up. */
static bool read_percent(str s, uint32_t *ret_down, uint32_t *ret_up)
{
    uint32_t whole = 0, part = 0, digits = 0;
    bool has_more = false, has_whole = false;
    size_t i = 0;
    for (; i < s.len && byte_is_digit(s.data[i]) && i < 3; i++) {
        whole = whole * 10 + (uint32_t)(s.data[i] - '0');
        has_whole = true;
    }
    if (i < s.len && (s.data[i] == '.' || s.data[i] == ',')) {
        for (i++; i < s.len && byte_is_digit(s.data[i]); i++) {
            if (digits < 2)
                part = part * 10 + (uint32_t)(s.data[i] - '0');
            else
                has_more = has_more || s.data[i] != '0';
            digits++;
        }
        if (digits == 0) return false;
    }
    if (!has_whole || i != s.len) return false;
    if (digits == 1) part *= 10;
    *ret_down = whole * 100 + part;
    *ret_up = *ret_down + has_more;
    return *ret_up <= OWNER_WHOLE_BP;
}

static str without_sign(str s)
{
    s = str_trim(s);
    if (s.len && s.data[s.len - 1] == '%') s = str_trim(str_sub(s, 0, s.len - 1));
    return s;
}

bool owner_share_read(str text, struct owner_edge *e)
{
    uint32_t down, up, low, unused;
    str s = without_sign(text);
    e->is_unknown = s.len == 0 || str_eq(s, STR("?"));
    e->min_bp = 0;
    e->max_bp = OWNER_WHOLE_BP;
    if (e->is_unknown) return true;
    bool is_above = s.data[0] == '>', is_below = s.data[0] == '<';
    if (is_above || is_below) {
        bool is_equal = s.len > 1 && s.data[1] == '=';
        if (!read_percent(str_trim(str_from(s, is_equal ? 2 : 1)), &down, &up)) return false;
        if (is_above && !is_equal && down == OWNER_WHOLE_BP) return false;
        if (is_below && !is_equal && up == 0) return false;
        if (is_above)
            e->min_bp = (uint16_t)(is_equal || up != down ? down : down + 1);
        else
            e->max_bp = (uint16_t)(is_equal || up != down ? up : up - 1);
        return true;
    }
    size_t dash = str_index(s, '-');
    if (dash < s.len) {
        if (!read_percent(without_sign(str_sub(s, 0, dash)), &low, &unused) ||
            !read_percent(without_sign(str_from(s, dash + 1)), &down, &up) || low > up)
            return false;
        e->min_bp = (uint16_t)low;
        e->max_bp = (uint16_t)up;
        return true;
    }
    if (!read_percent(s, &down, &up)) return false;
    e->min_bp = (uint16_t)down;
    e->max_bp = (uint16_t)up;
    return true;
}
