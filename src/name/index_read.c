/* Reading a name index: every number is checked before it is used as a place. */
#include "name/index.h"

#include "base/num.h"
#include "name/alike.h"
#include "name/freq.h"
#include "name/key.h"
#include "name/compare_version.h"
#include "name/table_version.h"

_Static_assert(SECTIONS <= COUNT_OF(((struct name_index *)0)->section), "name.h has a slot a section");

const char *const index_tag[SECTIONS] = { "nam.head", "nam.name", "nam.list", "nam.word",
                                          "nam.text", "nam.post", "nam.slot", "nam.tag",
                                          "nam.val",  "nam.read", "nam.hyp",  "nam.eslt",
                                          "nam.echo", "nam.nrow", "nam.near" };

uint32_t index_head(const struct name_index *x, unsigned field)
{
    return part_u32(x->section[SEC_HEAD], field);
}

uint32_t name_index_count(const struct name_index *x)
{
    return index_head(x, HEAD_ADDED);
}

uint32_t name_index_in_script(const struct name_index *x, enum text_script script)
{
    return index_head(x, HEAD_SCRIPT + (unsigned)script);
}

size_t name_index_bytes(const struct name_index *x)
{
    size_t total = 0;
    for (int i = 0; i < SECTIONS; i++) total += x->section[i].len;
    return total;
}

static bool fits(const struct name_index *x, enum index_section s, uint64_t items, size_t width)
{
    return x->section[s].len == items * width;
}

static bool is_sound(const struct name_index *x)
{
    uint64_t buckets = index_head(x, HEAD_BUCKETS);
    if (!fits(x, SEC_HEAD, HEAD_FIELDS, 4)) return false;
    if (buckets == 0 || (buckets & (buckets - 1)) || buckets > 1u << 31) return false;
    if (!fits(x, SEC_NAME, x->names, NAME_ROW)) return false;
    if (!fits(x, SEC_WORD, (uint64_t)x->tokens + 1, WORD_ROW)) return false;
    if (!fits(x, SEC_SLOT, buckets + 1, 4)) return false;
    uint64_t echoes = index_head(x, HEAD_ECHO_BUCKETS);
    if (echoes == 0 || (echoes & (echoes - 1)) || echoes > 1u << 31 || !fits(x, SEC_ECHO_SLOT, echoes + 1, 4)) return false;
    if (x->section[SEC_ECHO].len % ECHO_ROW) return false;
    if (x->width != WIDTH_SMALL && x->width != WIDTH_FULL) return false;
    if (x->section[SEC_TAG].len / 2 != x->section[SEC_VAL].len / x->width) return false;
    if (x->section[SEC_NEAR_ROW].len < NEAR_ROW_ROW || x->section[SEC_NEAR_ROW].len % NEAR_ROW_ROW) return false;
    if (x->section[SEC_READ].len < READ_ROW || x->section[SEC_READ].len % READ_ROW || x->section[SEC_HYP].len % HYP_ROW)
        return false;
    for (unsigned r = 0; r < READINGS; r++)
        if (index_head(x, HEAD_READING + r) > index_head(x, HEAD_READING + r + 1)) return false;
    return index_head(x, HEAD_READING) == 0 && index_head(x, HEAD_READING + READINGS) == x->names;
}

cordon_status name_index_open(const struct part *p, struct name_index *ret_index,
                              struct cordon_error *err)
{
    struct name_index x = { .names = 0 };
    for (int i = 0; i < SECTIONS; i++) {
        cordon_status st = part_section(p, index_tag[i], INDEX_VERSION, &x.section[i], err);
        if (st) return st;
    }
    x.names = index_head(&x, HEAD_STORED);
    x.tokens = index_head(&x, HEAD_WORDS);
    x.width = index_head(&x, HEAD_WIDTH);
    if (!is_sound(&x))
        return error_set(err, CORDON_CORRUPT, "name index: its sections do not fit together");
    if (index_head(&x, HEAD_TABLES) != NAME_TABLES_VERSION)
        return error_set(err, CORDON_UNSUPPORTED,
                         "name index was built with other word tables; build it again");
    *ret_index = x;
    return CORDON_OK;
}

bool index_name(const struct name_index *x, uint32_t n, struct stored_name *ret)
{
    const uint8_t *p = part_record(x->section[SEC_NAME], n, NAME_ROW);
    if (!p) return false;
    *ret = (struct stored_name){
        .row = num_get_u32(p), .statement = num_get_u32(p + 4), .list = num_get_u32(p + 8),
        .legal = num_get_u16(p + 12), .count = p[14], .flags = p[15] & NAME_FLAGS_MASK,
        .kind = (enum name_kind)(p[15] >> NAME_KIND_SHIFT),
    };
    return ret->count > 0 && ret->count <= WORDS_MAX;
}

bool index_word(const struct name_index *x, uint32_t w, struct stored_word *ret)
{
    const uint8_t *p = w < x->tokens ? part_record(x->section[SEC_WORD], w, WORD_ROW) : NULL;
    const uint8_t *q = p ? part_record(x->section[SEC_WORD], w + 1, WORD_ROW) : NULL;
    if (!p || !q) return false;
    uint32_t from = num_get_u32(p), to = num_get_u32(q);
    *ret = (struct stored_word){ .post_from = num_get_u32(p + 4), .post_to = num_get_u32(q + 4) };
    if (from < to) ret->text = part_bytes(x->section[SEC_TEXT], from, to - from);
    for (int r = 0; r < READINGS; r++) ret->weight[r] = num_get_u16(p + 8 + 2 * r);
    return ret->text.len > 0;
}

bool index_word_read(const struct name_index *x, uint32_t w, bool with_concept, struct word *ret)
{
    struct stored_word s;
    const uint8_t *p = w < x->tokens ? part_record(x->section[SEC_WORD], w, WORD_ROW) : NULL;
    if (!p || !index_word(x, w, &s)) return false;
    *ret = (struct word){ .text = s.text, .kind = p[14] < WORD_KINDS ? p[14] : WORD_PLAIN,
                          .has_digit = (p[15] & WORD_HAS_DIGIT) != 0, .is_firms = true,
                          .class = index_word_class(p) };
    if (with_concept && ret->class != CLASS_NONE) ret->concept = vocabulary_concept(s.text);
    ret->hash = (uint32_t)str_hash(s.text);
    ret->letters = word_letters(s.text);
    for (int r = 0; r < READINGS; r++) ret->weight[r] = s.weight[r];
    bool is_weighed = ret->kind == WORD_PLAIN || ret->kind == WORD_PATRONYM;
    ret->is_known = is_weighed && ret->weight[READ_PERSON] < FREQ_PERSON_UNSEEN_CB;
    return true;
}

const uint8_t *index_words_of(const struct name_index *x, const struct stored_name *n)
{
    size_t words = x->section[SEC_LIST].len / x->width;
    if (n->list > words || n->count > words - n->list) return NULL;
    return x->section[SEC_LIST].data + x->width * (size_t)n->list;
}

uint32_t index_bucket_of(uint64_t mixed, uint32_t buckets)
{
    return (uint32_t)(mixed >> 32) & (buckets - 1);
}

uint16_t index_tag_of(uint64_t mixed)
{
    return (uint16_t)mixed;
}

void index_bucket(const struct name_index *x, uint64_t mixed, uint32_t *ret_from,
                  uint32_t *ret_to)
{
    uint32_t b = index_bucket_of(mixed, index_head(x, HEAD_BUCKETS));
    uint32_t end = (uint32_t)(x->section[SEC_TAG].len / 2);
    *ret_from = part_u32(x->section[SEC_SLOT], b);
    *ret_to = num_min_u32(part_u32(x->section[SEC_SLOT], b + 1), end);
}

bool index_find_word(const struct name_index *x, str text, uint32_t *ret)
{
    uint64_t mixed = key_mix(key_of_word(text));
    uint16_t tag = index_tag_of(mixed);
    uint32_t i, to;
    struct stored_word w;
    index_bucket(x, mixed, &i, &to);
    for (; i < to; i++) {
        if (part_u16(x->section[SEC_TAG], i) != tag) continue;
        *ret = index_val(x, i);
        if (index_word(x, *ret, &w) && str_eq(w.text, text)) return true;
    }
    return false;
}

bool index_near(const struct name_index *x, uint32_t w, uint32_t *ret_from, uint32_t *ret_to)
{
    struct part_view rows = x->section[SEC_NEAR_ROW];
    uint32_t low = 0, high = (uint32_t)(rows.len / NEAR_ROW_ROW) - 1; /* the last row closes */
    uint32_t end = (uint32_t)(x->section[SEC_NEAR].len / (x->width + 2));
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (part_u32(rows, 2 * (size_t)mid) < w) low = mid + 1;
        else high = mid;
    }
    if (low + 1 >= rows.len / NEAR_ROW_ROW || part_u32(rows, 2 * (size_t)low) != w) return false;
    *ret_from = part_u32(rows, 2 * (size_t)low + 1);
    *ret_to = num_min_u32(part_u32(rows, 2 * (size_t)low + 3), end);
    return *ret_from < *ret_to;
}

void index_fetch(const struct name_index *x, uint64_t mixed)
{
    uint32_t b = index_bucket_of(mixed, index_head(x, HEAD_BUCKETS));
    __builtin_prefetch(x->section[SEC_SLOT].data + 4 * (size_t)b);
}

void index_fetch_bucket(const struct name_index *x, uint64_t mixed)
{
    uint32_t from, to;
    index_bucket(x, mixed, &from, &to);
    if (from >= to) return;
    __builtin_prefetch(x->section[SEC_TAG].data + 2 * (size_t)from);
    __builtin_prefetch(x->section[SEC_VAL].data + x->width * (size_t)from);
}

void index_fetch_echoes(const struct name_index *x, uint64_t mixed)
{
    uint32_t b = index_bucket_of(mixed, index_head(x, HEAD_ECHO_BUCKETS));
    __builtin_prefetch(x->section[SEC_ECHO_SLOT].data + 4 * (size_t)b);
}

void index_echoes(const struct name_index *x, uint64_t mixed, uint32_t *ret_from, uint32_t *ret_to)
{
    uint32_t b = index_bucket_of(mixed, index_head(x, HEAD_ECHO_BUCKETS));
    uint32_t end = (uint32_t)(x->section[SEC_ECHO].len / ECHO_ROW);
    *ret_from = part_u32(x->section[SEC_ECHO_SLOT], b);
    *ret_to = num_min_u32(part_u32(x->section[SEC_ECHO_SLOT], b + 1), end);
}

void index_postings(const struct name_index *x, uint32_t w, struct postings *ret)
{
    const uint8_t *row = x->section[SEC_WORD].data + (size_t)w * WORD_ROW; /* a last row closes */
    uint32_t from = num_get_u32(row + 4), to = num_get_u32(row + WORD_ROW + 4);
    str bytes = w < x->tokens && from < to ? part_bytes(x->section[SEC_POST], from, to - from) : STR_EMPTY;
    ret->p = (const uint8_t *)bytes.data;
    ret->end = bytes.data ? ret->p + bytes.len : NULL;
    ret->next = 0;
}

uint32_t name_tables_version(void)
{
    return (uint32_t)NAME_TABLES_VERSION ^ (uint32_t)INDEX_VERSION << 24;
}

uint32_t name_compare_version(void)
{
    return name_tables_version() ^ (uint32_t)NAME_COMPARE_VERSION;
}

uint32_t name_index_version(void)
{
    return INDEX_VERSION;
}
