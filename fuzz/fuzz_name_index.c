/*
 * name/index_read, search: an index whose bytes were changed is refused or searched, never trusted.
 *
 * Input: query, zero byte, then changes of four bytes each: section, offset (u16, times the
 * section's length / 65536), value. The container's hashes are made anew, so the changes arrive.
 */
#include "name/index.h"

#include "base/mem.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const names[] = {
    "Kim Jong Un",     "Abd al Rahman Masri", "Chon Ma San 3",  "Star Trading Co., Ltd",
    "Petrovich, Ivan", "J. Smith",            "Sea Star Bank",  "\xEA\xB9\x80\xEC\xA0\x95\xEC\x9D\x80",
    "Mohammad Ali",    "Mohamad Ali Hassan",  "\xE2\x98\x85",   "Unit 61398",
    "Mohammad Hassan", "Mohammad Aly Invent", "Ali Hassan Muhamad", "Hasan Ali Mohammad", /* common words: what is near them is kept */
    "Mohammad Ali Hassan",
};

static void build(struct part_writer *w)
{
    struct name_build *b = name_build_new();
    if (!b) abort();
    for (uint32_t i = 0; i < COUNT_OF(names); i++)
        name_build_add(b, i, i, str_c(names[i]), (enum name_kind)(i % 4), 0);
    part_writer_init(w);
    if (name_build_write(b, w, NULL)) abort();
    for (size_t i = 0; i < w->count; i++)
        if (!w->section[i].bytes.len) abort(); /* each can be damaged */
    name_build_free(b);
}

static void change(struct part_writer *w, const uint8_t *p)
{
    struct buf *b = &w->section[p[0] % SECTIONS].bytes;
    size_t at = (size_t)num_get_u16(p + 1) * b->len >> 16;
    if (b->len) b->data[at] = (char)p[3];
}

static void search(const struct name_index *x, str query, uint16_t min_bp)
{
    static struct name_scratch *s;
    const struct name_query *q;
    const struct name_hit *hits;
    size_t count;
    if (!s) s = name_scratch_new();
    if (!s) abort();
    for (int kind = NAME_ANY; kind <= NAME_OBJECT; kind++) {
        name_query_reset(s);
        if (name_query_parse(s, query, (enum name_kind)kind, &q, NULL)) return;
        if (name_search(s, x, q, min_bp, &hits, &count, NULL)) abort();
        for (size_t i = 0; i < count; i++)
            if (hits[i].name_bp < min_bp || hits[i].name_bp > 10000) abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct part_writer w;
    struct buf bytes = BUF_INIT(1u << 20);
    struct part part;
    struct name_index x;
    str rest = str_of((const char *)data, size), query;
    if (!str_next(&rest, '\0', &query)) return 0;
    build(&w);
    for (size_t i = 0; i + 4 <= rest.len; i += 4) change(&w, (const uint8_t *)rest.data + i);
    if (part_writer_finish(&w, &bytes, NULL) || part_open(buf_str(&bytes), &part, NULL)) abort();
    if (name_index_open(&part, &x, NULL) == CORDON_OK) {
        search(&x, query, 7000);
        search(&x, query, 1000);
    }
    buf_release(&bytes);
    part_writer_release(&w);
    return 0;
}
