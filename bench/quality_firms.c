/*
 * Firms that nobody listed against listed firms and vessels: how many of them meet one, by the kind of their
 * names (words of trades, acronyms, labels of crypto services, surnames by country). With FALSE in the
 * environment those at the gate are printed beside whom they met.
 */
#include "quality.h"

#include <stdio.h>
#include <stdlib.h>

enum { KINDS_MAX = 16 };

struct firms {
    struct bench_listing list;
    str                  listed; /* lines of firms_list.tsv */
    str                  kind[KINDS_MAX];
    struct scores        scores[KINDS_MAX];
    size_t               kinds;
};

static struct scores *scores_of(struct firms *f, str kind)
{
    size_t i = 0;
    while (i < f->kinds && !str_eq(f->kind[i], kind)) i++;
    if (i == KINDS_MAX) bench_die("too many kinds of firms", NULL);
    if (i == f->kinds) f->kind[f->kinds++] = kind;
    return &f->scores[i];
}

static void tell(const struct firms *f, str name, const struct name_hit *hit)
{
    str rest = f->listed, line = STR_EMPTY;
    for (uint32_t i = 0; i <= hit->row; i++) str_next(&rest, '\n', &line);
    printf("# ordinary firm: %.*s / %.*s %u\n", STR_ARG(name), STR_ARG(line), hit->name_bp);
}

static void ask(struct bench *b, struct firms *f, str kind, str name)
{
    size_t count = 0;
    const struct name_hit *hit = bench_search(b, &f->list, name, NAME_ORGANIZATION, NAME_INDEX_FLOOR_BP, &count);
    scores_add(scores_of(f, kind), count ? hit->name_bp : 0, 0);
    if (count && hit->name_bp >= b->policy->gate_bp && getenv("FALSE")) tell(f, name, hit);
}

static void say(const struct bench *b, struct firms *f)
{
    static const struct { unsigned least; const char *name; } steps[] = {
        { 9500, "alerts at 9500" }, { 9000, "alerts at 9000" }, { 8500, "alerts at 8500" }, { 8000, "alerts at 8000" },
    };
    bench_row(b, "firms, ordinary", STR("all"), "listed names", 0, (double)f->list.count);
    for (size_t i = 0; i < f->kinds; i++) {
        struct scores *s = &f->scores[i];
        scores_sort(s);
        bench_row(b, "firms, ordinary", f->kind[i], "firms", 0, (double)s->count);
        for (size_t k = 0; k < sizeof steps / sizeof *steps; k++)
            bench_row(b, "firms, ordinary", f->kind[i], steps[k].name, 4, scores_above(s, false, steps[k].least));
        bench_row(b, "firms, ordinary", f->kind[i], "alerts at gate", 4, scores_above(s, false, (unsigned)b->policy->gate_bp));
    }
}

void bench_firms(struct bench *b, const char *folder)
{
    static struct firms f;
    struct os_file list, ordinary;
    str kind;
    if (!bench_load(folder, "firms_list.tsv", &list) || !bench_load(folder, "firms_ordinary.tsv", &ordinary)) return;
    f.listed = list.bytes;
    f.list.build = name_build_new();
    for (str rest = list.bytes, line; str_next(&rest, '\n', &line) && line.len;)
        if (str_next(&line, '\t', &kind)) bench_list_add(&f.list, line, bench_kind_of(kind));
    bench_list_open(&f.list);
    for (str rest = ordinary.bytes, line; str_next(&rest, '\n', &line) && line.len;)
        if (str_next(&line, '\t', &kind)) ask(b, &f, kind, line);
    say(b, &f);
}
