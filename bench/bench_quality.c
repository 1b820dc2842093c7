/*
 * How well names are told apart: pairs of writings, and a list against ordinary people.
 *
 *   bench_quality SETS        (tools/make_name_sets.py makes the folder)
 *
 * Sets called firm* hold organisations, vessel* vessels, all others persons. Firms that nobody listed are looked for
 * in a list of firms and vessels too; with FIRMS in the environment only these are, not persons.
 *
 * For each set and kind of pairs: how many of one person's reach a threshold that one in 100, and one in
 * 1,000, of two people's reach; and both at the policy's gate. For the list: how many ordinary people meet
 * somebody on it, and how many listed people are found by another writing, at rising thresholds. With
 * MISSES in the environment the pairs below the gate are printed, with FALSE those above it.
 */
#include "base/buf.h"
#include "base/mem.h"
#include "name/name.h"
#include "base/num.h"
#include "os/os.h"

#include <stdio.h>
#include <stdlib.h>

enum { GATE_BP = 7500, SETS_MAX = 256, LISTED_MAX = 4096 };

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

static enum name_kind kind_of_set(str set)
{
    if (str_starts(set, STR("firm"))) return NAME_ORGANIZATION;
    return str_starts(set, STR("vessel")) ? NAME_OBJECT : NAME_PERSON;
}

static uint16_t score(struct bench *b, str set, str x, str y)
{
    struct cordon_error err = ERROR_INIT;
    struct name_pair pair;
    name_query_reset(b->names);
    return name_compare(b->names, x, y, kind_of_set(set), &pair, &err) ? 0 : pair.name_bp;
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
        uint16_t bp = score(b, set, x, y);
        struct tally *t = tally_of(b, set, kind);
        if (is_one) push(&t->good, &t->goods, &t->good_room, bp);
        else push(&t->bad, &t->bads, &t->bad_room, bp);
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

/* The best score of a listed name other than `row`, or of `row` itself. */
static uint16_t best(struct bench *b, const struct listing *l, str name, uint32_t row, bool is_own)
{
    struct cordon_error err = ERROR_INIT;
    const struct name_query *q;
    const struct name_hit *hit;
    size_t count;
    name_query_reset(b->names);
    if (name_query_parse(b->names, name, NAME_PERSON, &q, &err)) return 0;
    if (name_search(b->names, &l->index, q, 6500, &hit, &count, &err)) return 0;
    for (size_t i = 0; i < count; i++)
        if (!is_own || hit[i].row == row) return hit[i].name_bp;
    return 0;
}

static void screening(struct bench *b, const char *folder)
{
    static const unsigned steps[] = { 9900, 9500, 9000, 8500, 8000, GATE_BP, 7000 };
    static struct listing l;
    struct os_file list, queries, ordinary;
    struct tally found = { .goods = 0 }, latin = { .goods = 0 }, hangul = { .goods = 0 };
    load(folder, "list.txt", &list);
    load(folder, "queries.tsv", &queries);
    load(folder, "ordinary.tsv", &ordinary);
    build(&l, list.bytes);
    for (str rest = queries.bytes, line; str_next(&rest, '\n', &line) && line.len;) {
        str kind, name, row;
        uint64_t n;
        if (!str_next(&line, '\t', &kind) || !str_next(&line, '\t', &name) || !str_next(&line, '\t', &row)) continue;
        n = strtoull(row.data, NULL, 10);
        push(&found.good, &found.goods, &found.good_room, best(b, &l, name, (uint32_t)n, true));
    }
    for (str rest = ordinary.bytes, line; str_next(&rest, '\n', &line) && line.len;) {
        str script, name;
        if (!str_next(&line, '\t', &script) || !str_next(&line, '\t', &name)) continue;
        struct tally *t = str_eq(script, STR("latin")) ? &latin : &hangul;
        push(&t->good, &t->goods, &t->good_room, best(b, &l, name, 0, false));
    }
    struct tally *all[] = { &found, &latin, &hangul };
    for (size_t i = 0; i < 3; i++)
        if (all[i]->goods) qsort(all[i]->good, all[i]->goods, sizeof *all[i]->good, falling);
    printf("listed %zu\tleast_bp\tfound of %zu\tordinary latin of %zu\tordinary hangul of %zu\n", l.count, found.goods,
           latin.goods, hangul.goods);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        printf("\t%u\t%.3f\t%.4f\t%.4f\n", steps[i], above(found.good, found.goods, steps[i]),
               above(latin.good, latin.goods, steps[i]), above(hangul.good, hangul.goods, steps[i]));
}

/* --- firms -------------------------------------------------------------------------------------- */

static void build_firms(struct listing *l, str list)
{
    struct cordon_error err = ERROR_INIT;
    struct name_build *build = name_build_new();
    part_writer_init(&l->writer);
    buf_init(&l->bytes, SIZE_MAX / 2);
    for (str rest = list, line, kind; str_next(&rest, '\n', &line) && line.len; l->count++)
        if (!str_next(&line, '\t', &kind) ||
            !name_build_add(build, (uint32_t)l->count, 0, line, kind_of_set(kind), NAME_PRIMARY))
            die("list of firms", NULL);
    if (name_build_write(build, &l->writer, &err)) die("build", &err);
    name_build_free(build);
    if (part_writer_finish(&l->writer, &l->bytes, &err)) die("part", &err);
    if (part_open(buf_str(&l->bytes), &l->part, &err) || name_index_open(&l->part, &l->index, &err))
        die("index", &err);
}

/* How many firms that are on no list meet one that is, by the kind of their names. */
static void firms(struct bench *b, const char *folder)
{
    static const unsigned steps[] = { 9900, 9500, 9000, 8500, 8000, GATE_BP };
    static struct listing l;
    struct os_file list, ordinary;
    struct tally *kind[8];
    size_t kinds = 0, before = b->sets;
    bool tells_false = getenv("FALSE");
    load(folder, "firms_list.tsv", &list);
    load(folder, "firms_ordinary.tsv", &ordinary);
    build_firms(&l, list.bytes);
    for (str rest = ordinary.bytes, line, name; str_next(&rest, '\n', &line) && line.len;) {
        struct cordon_error err = ERROR_INIT;
        const struct name_query *q;
        const struct name_hit *hit;
        size_t count;
        if (!str_next(&line, '\t', &name)) continue;
        struct tally *t = tally_of(b, STR("ordinary"), name);
        if (t == &b->set[b->sets - 1] && b->sets > before && kinds < COUNT_OF(kind) && !t->goods) kind[kinds++] = t;
        name_query_reset(b->names);
        if (name_query_parse(b->names, line, NAME_ORGANIZATION, &q, &err)) continue;
        if (name_search(b->names, &l.index, q, NAME_INDEX_FLOOR_BP, &hit, &count, &err)) continue;
        push(&t->good, &t->goods, &t->good_room, count ? hit[0].name_bp : 0);
        if (tells_false && count && hit[0].name_bp >= GATE_BP) {
            str listed = list.bytes, at = STR_EMPTY;
            for (uint32_t i = 0; i <= hit[0].row; i++) str_next(&listed, '\n', &at);
            printf("# ordinary %.*s / %.*s %u\n", STR_ARG(line), STR_ARG(at), hit[0].name_bp);
        }
    }
    printf("firms listed %zu\tleast_bp", l.count);
    for (size_t i = 0; i < kinds; i++) {
        qsort(kind[i]->good, kind[i]->goods, sizeof *kind[i]->good, falling);
        printf("\t%.*s of %zu", STR_ARG(kind[i]->kind), kind[i]->goods);
    }
    for (size_t k = 0; k < COUNT_OF(steps); k++) {
        printf("\n\t%u", steps[k]);
        for (size_t i = 0; i < kinds; i++) printf("\t%.4f", above(kind[i]->good, kind[i]->goods, steps[k]));
    }
    printf("\n");
}

int main(int argc, char **argv)
{
    static struct bench b;
    if (argc != 2) die("usage: bench_quality SETS", NULL);
    b.names = name_scratch_new();
    if (!b.names) die("out of memory", NULL);
    pairs(&b, argv[1]);
    if (!getenv("FIRMS")) screening(&b, argv[1]);
    firms(&b, argv[1]);
    return 0;
}
