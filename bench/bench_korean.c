/*
 * How well names are told apart: pairs of writings, and a list against ordinary people.
 *
 *   bench_quality SETS        (tools/make_name_sets.py makes the folder)
 *
 * For each set and kind of pairs: how many of one person's reach a threshold that one in 100, and one in
 * 1,000, of two people's reach; and both at the policy's gate. For the list: how many ordinary people meet
 * somebody on it, and how many listed people are found by another writing, at rising thresholds and at given
 * rates of alerts; by name alone, and where the birth year must agree with the list or be absent there (ordinary
 * people's years are drawn by the ages of a population). With MISSES in the environment the pairs below the gate are
 * printed, with FALSE those above it.
 */
#include "base/buf.h"
#include "base/mem.h"
#include "name/name.h"
#include "os/os.h"

#include <stdio.h>
#include <stdlib.h>

enum { GATE_BP = 7500, SETS_MAX = 64, LISTED_MAX = 4096 };

struct tally {
    str      set, kind;
    uint16_t *good, *bad; /* scores */
    size_t   goods, bads, good_room, bad_room;
};

struct bench {
    struct name_scratch *names;
    struct tally         set[SETS_MAX];
    size_t               sets;
};

static void die(const char *what, const struct cordon_error *err)
{
    fprintf(stderr, "bench_quality: %s%s%s\n", what, err ? ": " : "", err ? err->message : "");
    exit(1);
}

static void load(const char *folder, const char *name, struct os_file *ret)
{
    char path[4096];
    struct cordon_error err = ERROR_INIT;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    *ret = (struct os_file)OS_FILE_INIT;
    if (os_file_map(path, ret, &err)) die(path, &err);
}

static uint16_t score(struct bench *b, str x, str y)
{
    struct cordon_error err = ERROR_INIT;
    struct name_pair pair;
    name_query_reset(b->names);
    return name_compare(b->names, x, y, NAME_PERSON, &pair, &err) ? 0 : pair.name_bp;
}

static void push(uint16_t **list, size_t *count, size_t *room, uint16_t bp)
{
    if (*count == *room) {
        *room = *room ? *room * 2 : 1024;
        *list = mem_realloc(*list, *room * sizeof **list);
        if (!*list) die("out of memory", NULL);
    }
    (*list)[(*count)++] = bp;
}

static struct tally *tally_of(struct bench *b, str set, str kind)
{
    for (size_t i = 0; i < b->sets; i++)
        if (str_eq(b->set[i].set, set) && str_eq(b->set[i].kind, kind)) return &b->set[i];
    if (b->sets == SETS_MAX) die("too many sets", NULL);
    b->set[b->sets] = (struct tally){ .set = set, .kind = kind };
    return &b->set[b->sets++];
}

static int falling(const void *a, const void *b)
{
    uint16_t x = *(const uint16_t *)a, y = *(const uint16_t *)b;
    return (x < y) - (x > y);
}

static double above(const uint16_t *list, size_t count, unsigned least)
{
    size_t n = 0;
    while (n < count && list[n] >= least) n++;
    return count ? (double)n / (double)count : 0;
}

/* Of good ones, how many are above what `share` of the bad ones reach? */
static double recall_at(const struct tally *t, double share)
{
    size_t at = (size_t)(share * (double)t->bads);
    unsigned least = t->bads > at ? t->bad[at] + 1u : 1;
    return above(t->good, t->goods, least);
}

static void pairs(struct bench *b, const char *folder)
{
    struct os_file file;
    load(folder, "pairs.tsv", &file);
    bool tells_misses = getenv("MISSES"), tells_false = getenv("FALSE");
    for (str rest = file.bytes, line; str_next(&rest, '\n', &line) && line.len;) {
        str label, set, kind, x, y;
        if (!str_next(&line, '\t', &label) || !str_next(&line, '\t', &set) || !str_next(&line, '\t', &kind) ||
            !str_next(&line, '\t', &x) || !str_next(&line, '\t', &y))
            continue;
        bool is_one = str_eq(label, STR("1"));
        uint16_t bp = score(b, x, y);
        struct tally *t = tally_of(b, set, kind);
        struct tally *all = tally_of(b, set, STR("all"));
        for (size_t k = 0; k < 2; k++, t = all) {
            if (is_one) push(&t->good, &t->goods, &t->good_room, bp);
            else push(&t->bad, &t->bads, &t->bad_room, bp);
        }
        if (is_one ? tells_misses && bp < GATE_BP : tells_false && bp >= GATE_BP)
            printf("# %s %.*s %.*s: %.*s / %.*s %u\n", is_one ? "missed" : "false", STR_ARG(set), STR_ARG(kind),
                   STR_ARG(x), STR_ARG(y), bp);
    }
    printf("set\tkind\tone\ttwo\tat_1_percent\tat_0.1_percent\tat_gate\tfalse_at_gate\n");
    for (size_t i = 0; i < b->sets; i++) {
        struct tally *t = &b->set[i];
        if (t->goods) qsort(t->good, t->goods, sizeof *t->good, falling);
        if (t->bads) qsort(t->bad, t->bads, sizeof *t->bad, falling);
        printf("%.*s\t%.*s\t%zu\t%zu\t%.3f\t%.3f\t%.3f\t%.4f\n", STR_ARG(t->set), STR_ARG(t->kind), t->goods, t->bads,
               recall_at(t, 0.01), recall_at(t, 0.001), above(t->good, t->goods, GATE_BP), above(t->bad, t->bads, GATE_BP));
    }
    os_file_unmap(&file);
}

/* --- a list ----------------------------------------------------------------------------------- */

struct listing {
    struct part_writer writer;
    struct buf         bytes;
    struct part        part;
    struct name_index  index;
    size_t             count;
};

static void build(struct listing *l, str list)
{
    struct cordon_error err = ERROR_INIT;
    struct name_build *build = name_build_new();
    part_writer_init(&l->writer);
    buf_init(&l->bytes, SIZE_MAX / 2);
    for (str rest = list, line; str_next(&rest, '\n', &line) && line.len; l->count++)
        if (!name_build_add(build, (uint32_t)l->count, 0, line, NAME_PERSON, NAME_PRIMARY)) die("list", NULL);
    if (name_build_write(build, &l->writer, &err)) die("build", &err);
    name_build_free(build);
    if (part_writer_finish(&l->writer, &l->bytes, &err)) die("part", &err);
    if (part_open(buf_str(&l->bytes), &l->part, &err) || name_index_open(&l->part, &l->index, &err))
        die("index", &err);
}

enum { NO_YEAR = 0, LEAST_BP = 6500 };

/* Does a line of years.tsv, "1955-1955 1960-1962", allow a year? An empty one allows all. */
static bool year_agrees(str ranges, unsigned year)
{
    bool is_known = false;
    for (str one; str_next(&ranges, ' ', &one);) {
        if (one.len < 9) continue;
        is_known = true;
        if (strtoul(one.data, NULL, 10) <= year && year <= strtoul(one.data + 5, NULL, 10)) return true;
    }
    return !is_known;
}

/* Adults by decade of birth, per thousand (ours: roughly those of the South in 2025). */
static unsigned draw_year(uint64_t *random)
{
    static const struct { unsigned from, share; } decades[] = {
        { 1930, 35 }, { 1940, 90 }, { 1950, 160 }, { 1960, 195 }, { 1970, 180 }, { 1980, 150 }, { 1990, 150 }, { 2000, 40 },
    };
    *random = *random * 6364136223846793005u + 1442695040888963407u;
    unsigned dice = (unsigned)(*random >> 33) % 1000, year = (unsigned)(*random >> 43) % 10;
    for (size_t i = 0; i < sizeof decades / sizeof *decades; i++) {
        if (dice < decades[i].share) return decades[i].from + year;
        dice -= decades[i].share;
    }
    return 1970;
}

struct screen {
    struct bench        *bench;
    const struct listing *list;
    str                  years[LISTED_MAX];
};

/* The best score of a listed name, of `row` alone if is_own; with a year, of those whom it may be. */
static uint16_t best(const struct screen *s, str name, uint32_t row, bool is_own, unsigned year)
{
    struct cordon_error err = ERROR_INIT;
    const struct name_query *q;
    const struct name_hit *hit;
    size_t count;
    name_query_reset(s->bench->names);
    if (name_query_parse(s->bench->names, name, NAME_PERSON, &q, &err)) return 0;
    if (name_search(s->bench->names, &s->list->index, q, LEAST_BP, &hit, &count, &err)) return 0;
    for (size_t i = 0; i < count; i++)
        if (is_own ? hit[i].row == row : year == NO_YEAR || year_agrees(s->years[hit[i].row], year)) return hit[i].name_bp;
    return 0;
}

struct crowd {
    str          script;
    struct tally by_name, by_year;
};

enum { CROWDS = 4, YEARS_DRAWN = 20 };

/* Each person's year is drawn some times, so that rates of one in two thousand can be seen. */
static void ask_ordinary(const struct screen *s, str script, str name, struct crowd *crowd, uint64_t *random)
{
    size_t i = 0;
    while (i < CROWDS - 1 && crowd[i].script.len && !str_eq(crowd[i].script, script)) i++;
    struct crowd *c = &crowd[i];
    c->script = script;
    uint16_t bp = best(s, name, 0, false, NO_YEAR);
    push(&c->by_name.good, &c->by_name.goods, &c->by_name.good_room, bp);
    for (size_t k = 0; k < YEARS_DRAWN; k++) {
        unsigned year = draw_year(random);
        push(&c->by_year.good, &c->by_year.goods, &c->by_year.good_room, bp ? best(s, name, 0, false, year) : 0);
    }
}

static void sort_tally(struct tally *t)
{
    if (t->goods) qsort(t->good, t->goods, sizeof *t->good, falling);
}

/* Of `found`, how many are above what one in 1/rate of `crowd` reaches. */
static double found_at(const struct tally *found, const struct tally *crowd, double rate)
{
    size_t at = (size_t)(rate * (double)crowd->goods);
    return above(found->good, found->goods, crowd->goods > at ? crowd->good[at] + 1u : 1);
}

static void tell_screening(const struct listing *l, struct tally *found, struct crowd *crowd)
{
    static const unsigned steps[] = { 9900, 9500, 9000, 8500, 8000, GATE_BP, 7000 };
    static const double rates[] = { 0.01, 0.005, 0.001, 0.0005 };
    sort_tally(found);
    printf("listed %zu\tleast_bp\tfound of %zu", l->count, found->goods);
    for (size_t i = 0; i < CROWDS && crowd[i].script.len; i++) {
        sort_tally(&crowd[i].by_name);
        sort_tally(&crowd[i].by_year);
        printf("\t%.*s of %zu\twith year", STR_ARG(crowd[i].script), crowd[i].by_name.goods);
    }
    for (size_t k = 0; k < sizeof steps / sizeof *steps; k++) {
        printf("\n\t%u\t%.3f", steps[k], above(found->good, found->goods, steps[k]));
        for (size_t i = 0; i < CROWDS && crowd[i].script.len; i++)
            printf("\t%.4f\t%.5f", above(crowd[i].by_name.good, crowd[i].by_name.goods, steps[k]),
                   above(crowd[i].by_year.good, crowd[i].by_year.goods, steps[k]));
    }
    for (size_t k = 0; k < sizeof rates / sizeof *rates; k++) {
        printf("\n\tfound at %.2f %% alerts\t", 100 * rates[k]);
        for (size_t i = 0; i < CROWDS && crowd[i].script.len; i++)
            printf("\t%.3f\t%.3f", found_at(found, &crowd[i].by_name, rates[k]), found_at(found, &crowd[i].by_year, rates[k]));
    }
    printf("\n");
}

static void screening(struct bench *b, const char *folder)
{
    static struct listing l;
    static struct screen s;
    static struct crowd crowd[CROWDS];
    struct os_file list, queries, ordinary, years;
    struct tally found = { .goods = 0 };
    uint64_t random = 20261121;
    size_t row = 0;
    load(folder, "list.txt", &list);
    load(folder, "years.tsv", &years);
    load(folder, "queries.tsv", &queries);
    load(folder, "ordinary.tsv", &ordinary);
    build(&l, list.bytes);
    s.bench = b;
    s.list = &l;
    for (str rest = years.bytes, line; row < LISTED_MAX && str_next(&rest, '\n', &line);) s.years[row++] = line;
    for (str rest = queries.bytes, line; str_next(&rest, '\n', &line) && line.len;) {
        str kind, name, number;
        if (!str_next(&line, '\t', &kind) || !str_next(&line, '\t', &name) || !str_next(&line, '\t', &number)) continue;
        uint16_t bp = best(&s, name, (uint32_t)strtoull(number.data, NULL, 10), true, NO_YEAR);
        push(&found.good, &found.goods, &found.good_room, bp);
    }
    for (str rest = ordinary.bytes, line; str_next(&rest, '\n', &line) && line.len;) {
        str script, name;
        if (str_next(&line, '\t', &script) && str_next(&line, '\t', &name)) ask_ordinary(&s, script, name, crowd, &random);
    }
    tell_screening(&l, &found, crowd);
}

int main(int argc, char **argv)
{
    static struct bench b;
    if (argc != 2) die("usage: bench_quality SETS", NULL);
    b.names = name_scratch_new();
    if (!b.names) die("out of memory", NULL);
    pairs(&b, argv[1]);
    screening(&b, argv[1]);
    return 0;
}
