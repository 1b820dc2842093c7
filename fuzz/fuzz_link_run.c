/*
 * Links of any bytes: each line is one act.
 *
 *   i NUMBER NAME      an identity, its household the name's first letter when that is a digit
 *   KIND NUMBER TIME VALUE   an attribute; kind a letter from 'A' on
 *
 * The result is in order, the same when all is added backwards, and can be written.
 */
#include "link/link.h"

#include "base/num.h"

#include <stdlib.h>

enum { LINES_MAX = 400 };

static uint64_t number_of(str s)
{
    uint64_t n = 0;
    for (size_t i = 0; i < s.len; i++) n = n * 10 + (uint8_t)s.data[i] % 10;
    return n;
}

static void act(struct link *l, str line)
{
    struct cordon_error err = ERROR_INIT;
    str kind, number, time;
    if (!str_next(&line, ' ', &kind) || !str_next(&line, ' ', &number)) return;
    if (str_eq(kind, STR("i"))) {
        bool has_home = line.len && byte_is_digit(line.data[0]);
        const struct link_identity who = { .number = (uint32_t)number_of(number) % 64, .name = &line,
                                           .names = 1, .birth = &number, .births = line.len % 2,
                                           .household = str_sub(line, 0, has_home) };
        if (link_add_identity(l, &who, &err)) return;
        return;
    }
    if (kind.len != 1 || !str_next(&line, ' ', &time)) return;
    const struct link_attribute a = { .identity = (uint32_t)number_of(number) % 64,
                                      .kind = (enum link_kind)((uint8_t)(kind.data[0] - 'A') % LINK_KINDS),
                                      .value = line, .bits = 40,
                                      .time_s = (int64_t)number_of(time),
                                      .weight = time.len % 7 == 6 ? LINK_SHARED
                                                : time.len % 7 == 5 ? LINK_WEAK : LINK_PLAIN,
                                      .origin = line.len };
    if (link_add(l, &a, &err)) return;
}

static bool make(const str *line, size_t count, bool is_backwards, struct buf *out)
{
    struct link_settings set;
    struct link *l = NULL;
    struct json_writer json;
    struct cordon_error err = ERROR_INIT;
    const char *why;
    link_settings_default(&set);
    set.near_shingles = 3;
    if (link_new(&set, &l, &err)) return false;
    for (size_t i = 0; i < count; i++) act(l, line[is_backwards ? count - 1 - i : i]);
    cordon_status st = link_run(l, &err);
    if (!st) {
        if (!link_validate(l, &why)) abort();
        json_w_init(&json, out);
        link_json(l, NULL, &json);
        link_dot(l, NULL, out);
        for (uint32_t g = 0; g < link_groups(l); g++)
            if (link_svg(l, g, NULL, out, &err)) abort();
    }
    link_free(l);
    return st == CORDON_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static str line[LINES_MAX];
    str rest = { (const char *)data, size };
    struct buf forth = BUF_INIT(64u << 20), back = BUF_INIT(64u << 20);
    size_t count = 0;
    if (size > 20000) return 0;
    while (count < LINES_MAX && str_next(&rest, '\n', &line[count])) count++;
    bool is_made = make(line, count, false, &forth);
    if (make(line, count, true, &back) != is_made) abort();
    if (!str_eq(buf_str(&forth), buf_str(&back))) abort();
    buf_release(&forth);
    buf_release(&back);
    return 0;
}
