/*
 * How well names are told apart.
 *
 *   bench_quality [--open] SETS [SHARED WORK]
 *
 * SETS is a folder made by tools/make_name_sets.py, or bench/sets/ (--open);
 * what it does not hold is left out. SHARED holds data/ with the real lists, WORK is a folder for a data set.
 * A figure a line: set, kind, measure, value. With MISSES in the environment pairs of one party that the
 * policy does not call possible are printed, with FALSE those of two that it does; POLICY names another policy.
 *
 *   pairs.tsv    recall where one in 100, and one in 1,000, of two people's pairs reach as much
 *   general.tsv  precision and recall at the shipped policy: is a name alone "possible"?
 *   list.txt ... a list of Koreans against ordinary people (quality_korean.c)
 *   firms_*.tsv  firms on no list against listed ones (quality_firms.c)
 *   people.tsv   ordinary people against real lists (quality_people.c)
 *
 * Jaro-Winkler stands beside each: its recall at the same rate of false ones, in the same run.
 */
#include "quality.h"

#include "base/mem.h"
#include "engine/score.h"
#include "jaro.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SETS_MAX = 256, CLASSES_MAX = 64 };

/* --- shared tools ------------------------------------------------------------------------------- */

void bench_die(const char *what, const struct cordon_error *err)
{
    fprintf(stderr, "bench_quality: %s%s%s\n", what, err ? ": " : "", err ? err->message : "");
    exit(1);
}

void bench_row(const struct bench *b, const char *set, str kind, const char *measure, int digits, double value)
{
    printf("%s%s\t%.*s\t%s\t%.*f\n", b->prefix, set, STR_ARG(kind), measure, digits, value);
}

bool bench_load(const char *folder, const char *name, struct os_file *ret)
{
    char path[4096];
    struct cordon_error err = ERROR_INIT;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    *ret = (struct os_file)OS_FILE_INIT;
    cordon_status st = os_file_map(path, ret, &err);
    if (st == CORDON_NOTFOUND) return false;
    if (st) bench_die(path, &err);
    return true;
}

struct pair_score bench_pair(struct bench *b, str x, str y, enum name_kind kind)
{
    struct pair_score s = { .name_bp = 0 };
    struct name_pair pair;
    struct cordon_error err = ERROR_INIT;
    name_query_reset(b->names);
    arena_reset(&b->arena);
    s.jaro = (uint16_t)jaro_winkler(jaro_prepare(x, &b->arena), jaro_prepare(y, &b->arena));
    if (name_compare(b->names, x, y, kind, &pair, &err)) return s;
    s.name_bp = pair.name_bp;
    s.is_exact = pair.is_exact;
    s.info_cb = pair.info_cb;
    s.score_bp = score_bp_of(b->policy->prior_cb + score_name_cb(pair.info_cb));
    s.is_possible = pair.name_bp >= b->policy->gate_bp &&
                    policy_name_is_possible(b->policy, pair.name_bp, pair.is_exact, false, s.score_bp);
    return s;
}

void scores_add(struct scores *s, uint16_t bp, uint16_t jaro)
{
    if (s->count == s->room) {
        s->room = s->room ? s->room * 2 : 1024;
        s->bp = mem_realloc(s->bp, s->room * sizeof *s->bp);
        s->jaro = mem_realloc(s->jaro, s->room * sizeof *s->jaro);
        if (!s->bp || !s->jaro) bench_die("out of memory", NULL);
    }
    s->bp[s->count] = bp;
    s->jaro[s->count++] = jaro;
}

static int falling(const void *a, const void *b)
{
    uint16_t x = *(const uint16_t *)a, y = *(const uint16_t *)b;
    return (x < y) - (x > y);
}

void scores_sort(struct scores *s)
{
    if (!s->count) return;
    qsort(s->bp, s->count, sizeof *s->bp, falling);
    qsort(s->jaro, s->count, sizeof *s->jaro, falling);
}

double scores_above(const struct scores *s, bool is_jaro, unsigned least)
{
    const uint16_t *v = is_jaro ? s->jaro : s->bp;
    size_t n = 0;
    while (n < s->count && v[n] >= least) n++;
    return s->count ? (double)n / (double)s->count : 0;
}

unsigned scores_least(const struct scores *s, bool is_jaro, double share)
{
    size_t at = (size_t)(share * (double)s->count);
    return at < s->count ? (is_jaro ? s->jaro : s->bp)[at] + 1u : 1;
}

/* --- pairs -------------------------------------------------------------------------------------- */

struct kind_of_pairs {
    char          set[64];
    str           kind;
    struct scores one, two;
};

static struct kind_of_pairs *kind_of(struct kind_of_pairs *all, size_t *count, str set, str kind)
{
    for (size_t i = 0; i < *count; i++)
        if (str_eq(str_c(all[i].set), set) && str_eq(all[i].kind, kind)) return &all[i];
    if (*count == SETS_MAX) bench_die("too many sets", NULL);
    snprintf(all[*count].set, sizeof all->set, "%.*s", STR_ARG(set));
    all[*count].kind = kind;
    return &all[(*count)++];
}

static void tell_pair(str set, str kind, str x, str y, const struct pair_score *s, bool is_one, bool is_said)
{
    if (is_one == is_said || !getenv(is_one ? "MISSES" : "FALSE")) return;
    printf("# %s %.*s %.*s: %.*s / %.*s %u %d %u\n", is_one ? "missed" : "false", STR_ARG(set), STR_ARG(kind),
           STR_ARG(x), STR_ARG(y), s->name_bp, s->info_cb, s->score_bp);
}

static void say_pairs(const struct bench *b, struct kind_of_pairs *k)
{
    scores_sort(&k->one);
    scores_sort(&k->two);
    bench_row(b, k->set, k->kind, "pairs of one", 0, (double)k->one.count);
    bench_row(b, k->set, k->kind, "pairs of two", 0, (double)k->two.count);
    for (int is_jaro = 0; is_jaro < 2; is_jaro++)
        for (int tenth = 0; tenth < 2; tenth++) {
            static const char *const name[2][2] = { { "recall at 1 %", "recall at 0.1 %" },
                                                    { "Jaro-Winkler at 1 %", "Jaro-Winkler at 0.1 %" } };
            unsigned least = scores_least(&k->two, is_jaro, tenth ? 0.001 : 0.01);
            bench_row(b, k->set, k->kind, name[is_jaro][tenth], 3, scores_above(&k->one, is_jaro, least));
        }
    bench_row(b, k->set, k->kind, "recall at gate", 3, scores_above(&k->one, false, (unsigned)b->policy->gate_bp));
    bench_row(b, k->set, k->kind, "false at gate", 4, scores_above(&k->two, false, (unsigned)b->policy->gate_bp));
}

enum name_kind bench_kind_of(str set)
{
    if (str_starts(set, STR("firm"))) return NAME_ORGANIZATION;
    return str_starts(set, STR("vessel")) ? NAME_OBJECT : NAME_PERSON;
}

static void pairs(struct bench *b, const char *folder)
{
    static struct kind_of_pairs all[SETS_MAX];
    size_t count = 0;
    struct os_file file;
    if (!bench_load(folder, "pairs.tsv", &file)) return;
    for (str rest = file.bytes, line; str_next(&rest, '\n', &line) && line.len;) {
        str label, set, kind, x, y;
        if (!str_next(&line, '\t', &label) || !str_next(&line, '\t', &set) || !str_next(&line, '\t', &kind) ||
            !str_next(&line, '\t', &x) || !str_next(&line, '\t', &y))
            continue;
        bool is_one = str_eq(label, STR("1"));
        struct pair_score s = bench_pair(b, x, y, bench_kind_of(set));
        struct kind_of_pairs *k[] = { kind_of(all, &count, set, kind), kind_of(all, &count, set, STR("all")) };
        for (size_t i = 0; i < 2; i++) scores_add(is_one ? &k[i]->one : &k[i]->two, s.name_bp, s.jaro);
        tell_pair(set, kind, x, y, &s, is_one, s.name_bp >= b->policy->gate_bp);
    }
    for (size_t i = 0; i < count; i++) say_pairs(b, &all[i]);
    os_file_unmap(&file);
}

/* --- the general screening set ------------------------------------------------------------------- */

/* Of one half: cases and those called possible, by class; scores for the duel. */
struct general {
    const char   *set;
    str           class_name[CLASSES_MAX];
    size_t        cases[CLASSES_MAX], said[CLASSES_MAX];
    bool          is_one[CLASSES_MAX];
    size_t        classes, said_one, said_two, at_gate_one, at_gate_two;
    struct scores one, two;
};

static size_t class_of(struct general *g, str name, bool is_one)
{
    for (size_t i = 0; i < g->classes; i++)
        if (str_eq(g->class_name[i], name) && g->is_one[i] == is_one) return i;
    if (g->classes == CLASSES_MAX) bench_die("too many classes", NULL);
    g->class_name[g->classes] = name;
    g->is_one[g->classes] = is_one;
    return g->classes++;
}

static void judge(struct bench *b, struct general *g, str name, bool is_one, enum name_kind kind, str x, str y)
{
    struct pair_score s = bench_pair(b, x, y, kind);
    size_t k = class_of(g, name, is_one);
    bool at_gate = s.name_bp >= b->policy->gate_bp;
    g->cases[k]++;
    g->said[k] += s.is_possible;
    *(is_one ? &g->said_one : &g->said_two) += s.is_possible;
    *(is_one ? &g->at_gate_one : &g->at_gate_two) += at_gate;
    scores_add(is_one ? &g->one : &g->two, s.name_bp, s.jaro);
    tell_pair(str_c(g->set), name, x, y, &s, is_one, s.is_possible);
}

static void say_rates(const struct bench *b, const struct general *g, str at, size_t one, size_t two)
{
    double p = one + two ? (double)one / (double)(one + two) : 0;
    double r = g->one.count ? (double)one / (double)g->one.count : 0;
    bench_row(b, g->set, at, "precision", 3, p);
    bench_row(b, g->set, at, "recall", 3, r);
    bench_row(b, g->set, at, "F1", 3, p + r > 0 ? 2 * p * r / (p + r) : 0);
}

static void say_general(const struct bench *b, struct general *g)
{
    char kind[96];
    scores_sort(&g->one);
    scores_sort(&g->two);
    if (!g->one.count || !g->two.count) return;
    bench_row(b, g->set, STR("all"), "cases", 0, (double)(g->one.count + g->two.count));
    say_rates(b, g, STR("policy"), g->said_one, g->said_two);
    say_rates(b, g, STR("gate"), g->at_gate_one, g->at_gate_two);
    double false_rate = (double)g->said_two / (double)g->two.count;
    unsigned least = scores_least(&g->two, true, false_rate);
    bench_row(b, g->set, STR("policy"), "Jaro-Winkler recall at the same false rate", 3, scores_above(&g->one, true, least));
    for (size_t i = 0; i < g->classes; i++) {
        snprintf(kind, sizeof kind, "%.*s", STR_ARG(g->class_name[i]));
        bench_row(b, g->set, str_c(kind), g->is_one[i] ? "found" : "false", 3, (double)g->said[i] / (double)g->cases[i]);
    }
}

static void general(struct bench *b, const char *folder)
{
    static struct general half[2] = { { .set = "general learn" }, { .set = "general report" } };
    struct os_file file;
    if (!bench_load(folder, "general.tsv", &file)) return;
    for (str rest = file.bytes, line; str_next(&rest, '\n', &line) && line.len;) {
        str which, label, name, kind, x, y;
        if (!str_next(&line, '\t', &which) || !str_next(&line, '\t', &label) || !str_next(&line, '\t', &name) ||
            !str_next(&line, '\t', &kind) || !str_next(&line, '\t', &x) || !str_next(&line, '\t', &y))
            continue;
        str whole = arena_printf(&b->policy->arena, "%.*s, %.*s", STR_ARG(name), STR_ARG(kind));
        judge(b, &half[str_eq(which, STR("report"))], whole, str_eq(label, STR("1")),
              str_eq(kind, STR("person")) ? NAME_PERSON : NAME_ORGANIZATION, x, y);
    }
    for (size_t i = 0; i < 2; i++) say_general(b, &half[i]);
    os_file_unmap(&file);
}

/* --- a list ----------------------------------------------------------------------------------- */

void bench_list_add(struct bench_listing *l, str name, enum name_kind kind)
{
    if (!l->build || !name_build_add(l->build, (uint32_t)l->count++, 0, name, kind, NAME_PRIMARY)) bench_die("list", NULL);
}

void bench_list_open(struct bench_listing *l)
{
    struct cordon_error err = ERROR_INIT;
    part_writer_init(&l->writer);
    buf_init(&l->bytes, SIZE_MAX / 2);
    if (name_build_write(l->build, &l->writer, &err)) bench_die("build", &err);
    name_build_free(l->build);
    l->build = NULL;
    if (part_writer_finish(&l->writer, &l->bytes, &err)) bench_die("part", &err);
    if (part_open(buf_str(&l->bytes), &l->part, &err) || name_index_open(&l->part, &l->index, &err))
        bench_die("index", &err);
}

const struct name_hit *bench_search(struct bench *b, const struct bench_listing *l, str name, enum name_kind kind,
                                    uint16_t least_bp, size_t *ret_count)
{
    const struct name_query *q;
    const struct name_hit *hit = NULL;
    *ret_count = 0;
    name_query_reset(b->names);
    if (name_query_parse(b->names, name, kind, &q, NULL)) return NULL;
    if (name_search(b->names, &l->index, q, least_bp, &hit, ret_count, NULL)) *ret_count = 0;
    return hit;
}

int main(int argc, char **argv)
{
    static struct bench b = { .prefix = "" };
    struct cordon_error err = ERROR_INIT;
    if (argc > 1 && !strcmp(argv[1], "--open")) {
        b.prefix = "open/";
        argc--;
        argv++;
    }
    if (argc != 2 && argc != 4) bench_die("usage: bench_quality [--open] SETS [SHARED WORK]", NULL);
    b.names = name_scratch_new();
    arena_init(&b.arena, 1 << 20);
    if (!b.names || cordon_policy_load(getenv("POLICY") ? getenv("POLICY") : "default", &b.policy, &err)) bench_die("start", &err);
    pairs(&b, argv[1]);
    general(&b, argv[1]);
    bench_korean(&b, argv[1]);
    bench_firms(&b, argv[1]);
    if (argc == 4) bench_people(&b, argv[1], argv[2], argv[3]);
    return 0;
}
