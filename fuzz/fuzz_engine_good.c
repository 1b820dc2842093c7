/* engine/good: any bytes as a known-good list, sealed so that the reader gets behind the seals. What is
 * read can be asked, and is written again as it was. */
#include "engine/good.h"

#include "base/mem.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct cordon_good *new_list(void)
{
    struct cordon_good *g = mem_calloc(1, sizeof *g);
    if (!g) abort();
    arena_init(&g->arena, 256u << 20);
    g->has_key = true;
    return g;
}

static void look(const struct cordon_good *g)
{
    struct cordon_good_entry e;
    for (size_t i = 0; cordon_good_at(g, i, &e); i++) {
        struct good_view v = { .good = g, .subject = e.subject, .as_of_s = e.created_s, .days_max = 1 };
        struct good_facts now = { .is_rule = e.is_rule, .target = e.target, .mark = e.mark, .listed = e.listed };
        struct good_state s = good_ask(&v, &now);
        if (s.is_suppressed && (s.why || !s.entry || s.entry->ended_line)) abort();
        now.is_protected = true;
        if (good_ask(&v, &now).is_suppressed) abort();
        if (e.id != i + 1 || e.expires_s <= e.created_s) abort();
    }
}

/* A line for every line of the input: what cannot be told from our own writing. */
static void seal_lines(const struct cordon_good *g, str text, struct buf *out)
{
    char before[SHA_HEX_LEN + 1], seal[SHA_HEX_LEN + 1];
    memcpy(before, good_seal_first, sizeof before);
    for (str line; str_next(&text, '\n', &line);) {
        struct buf one = BUF_INIT(1 << 20);
        if (!line.len) continue;
        buf_add(&one, line);
        good_seal(&g->key, before, &one, 0, seal);
        buf_add(out, buf_str(&one));
        memcpy(before, seal, sizeof before);
        buf_release(&one);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct cordon_error err = { .status = CORDON_OK };
    str text = str_of((const char *)data, size);
    struct cordon_good *raw = new_list(), *sealed = new_list();
    struct buf lines = BUF_INIT(8u << 20);
    if (good_read(raw, text, STR("fuzz"), &err) && !err.message[0]) abort();
    seal_lines(sealed, text, &lines);
    if (!lines.failed && good_read(sealed, buf_str(&lines), STR("fuzz"), &err) == CORDON_OK) look(sealed);
    buf_release(&lines);
    cordon_good_close(raw);
    cordon_good_close(sealed);
    return 0;
}
