/*
 * The whole machine on people whose truth is known.
 *
 *   bench_population [--people N] [--seed S] [--disguised PER_THOUSAND] [--threads N]
 *                    [--table FILE] [--draw FILE] [--no-price]
 *
 * A population is made up (docs/train.md), swept with the rules built in, policy demo, as of
 * 2026-10-01, and held against the truth. Without --people two populations: 100,000 with 1 in 1,000
 * disguised, and 20,000 with 10 in 1,000, since a hundred disguised tell little.
 *
 * Printed: how many of whom are sent to a person, by label, level and culture, with intervals of 95 %
 * (Wilson); operators; speed; what evasion would cost (price.h). --table writes each rule's share among
 * honest and disguised; --draw the prices as SVG.
 */
#include "price.h"

#include "base/json.h"
#include "base/mem.h"
#include "engine/policy.h"
#include "os/os.h"

#include <cordon/data.h>
#include <cordon/sweep.h>
#include <cordon/train.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

enum { AS_OF_S = 1790812800 }; /* 2026-10-01, the day the made-up people live on */
enum {
    CULTURES_MAX = 32,
    RULES_MAX = 1024,
    WORD_MAX = 64,
    PRICES_MAX = 1 << 20,
    RULES_SHOWN = 20,
};

enum label { HONEST = 0, FARM, RENTED, LONE, RING, FRONT, LABELS };
static const char *const label_name[LABELS] = { "honest", "farm", "rented", "lone", "ring", "front" };
enum level { CARELESS = 0, ORDINARY, CAREFUL, LEVELS };
static const char *const level_name[LEVELS] = { "careless", "ordinary", "careful" };

/* --- small tools ---------------------------------------------------------------------------------- */

static void die(const char *what, const struct cordon_error *err)
{
    fprintf(stderr, "bench_population: %s: %s\n", what, err ? err->message : "");
    exit(1);
}

struct share {
    double at, low, high;
};

/* Wilson's interval of 95 %. */
static struct share wilson(size_t hits, size_t of)
{
    const double z = 1.959964, n = (double)of;
    if (!of) return (struct share){ 0, 0, 1 };
    double p = (double)hits / n, d = 1 + z * z / n, mid = (p + z * z / (2 * n)) / d;
    double half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / d;
    return (struct share){ p, mid - half > 0 ? mid - half : 0, mid + half < 1 ? mid + half : 1 };
}

static const char *kept(bool is_met)
{
    return is_met ? "holds" : "MISSED";
}

/* want > 0: at least; want < 0: at most; 0: nothing is asked. */
static void print_share(const char *what, size_t hits, size_t of, double want)
{
    struct share s = wilson(hits, of);
    printf("  %-40s %6zu of %6zu  %7.3f %%  (%.3f .. %.3f)", what, hits, of, s.at * 100, s.low * 100, s.high * 100);
    if (want > 0) printf("  want >= %g %%  %s", want * 100, of ? kept(s.at >= want) : "nobody to ask");
    if (want < 0) printf("  want <= %g %%  %s", -want * 100, kept(s.at <= -want));
    printf("\n");
}

/* --- people --------------------------------------------------------------------------------------- */

struct person {
    str                 subject;
    enum label          label;
    enum level          level;
    unsigned            culture;
    uint32_t            band;     /* whose hands, of the truth; 0: nobody's */
    uint32_t            planted;  /* traits that show */
    uint32_t            operator; /* of the answer; 0: in none */
    enum cordon_verdict verdict;
    int32_t             points;
    uint32_t            flags;
    uint8_t             is_strong; /* one of its flags alone sends it to a person */
};

/* A rule, over all populations of the run. */
struct rule_row {
    char   id[WORD_MAX], strength[16], root[WORD_MAX], group[WORD_MAX];
    size_t of[LABELS];      /* people it is true of */
    size_t honest_reviewed; /* of them honest, counted, and sent to a person */
};

struct prices {
    uint32_t *sum, *once;
    size_t    count;
};

struct bench {
    struct arena    arena;
    struct person  *person; /* by subject once all are made */
    size_t          people, room;
    char            culture[CULTURES_MAX][WORD_MAX];
    size_t          cultures;
    struct rule_row rule[RULES_MAX];
    size_t          rules, total[LABELS]; /* rows; people of all populations */
    struct prices   price[LABELS];
    size_t          inexact, changed; /* prices not exact; points not those of the answer */
    int             file;
    unsigned        threads;
    bool            has_price;
    struct cordon_set    *set;
    struct cordon_rules  *cordon_rules;
    struct cordon_policy *policy;
};

static int by_subject(const void *a, const void *b)
{
    return str_cmp(((const struct person *)a)->subject, ((const struct person *)b)->subject);
}

static struct person *person_find(struct bench *b, str subject)
{
    struct person key = { .subject = subject };
    return bsearch(&key, b->person, b->people, sizeof *b->person, by_subject);
}

static unsigned word_of(const char *const *words, size_t count, str word)
{
    for (unsigned i = 0; i < count; i++)
        if (str_eq(word, str_c(words[i]))) return i;
    fprintf(stderr, "bench_population: unknown word %.*s\n", STR_ARG(word));
    exit(1);
}

static unsigned culture_of(struct bench *b, str name)
{
    for (unsigned i = 0; i < b->cultures; i++)
        if (str_eq(name, str_c(b->culture[i]))) return i;
    if (b->cultures == CULTURES_MAX) die("too many cultures", NULL);
    snprintf(b->culture[b->cultures], WORD_MAX, "%.*s", STR_ARG(name));
    return (unsigned)b->cultures++;
}

static size_t count_items(struct json_reader *r)
{
    size_t count = 0;
    for (enum json_kind k; (k = json_next(r)) != JSON_ARRAY_END && k != JSON_ERROR; count++) json_skip(r, k);
    return count;
}

static void read_truth(struct bench *b, str truth, struct person *p, struct cordon_error *err)
{
    struct json_reader r;
    json_init(&r, truth, &b->arena, err);
    (void)json_next(&r);
    while (json_next(&r) == JSON_KEY) {
        str key = r.text;
        enum json_kind k = json_next(&r);
        int64_t n = 0;
        if (str_eq(key, STR("subject"))) p->subject = arena_str(&b->arena, r.text);
        else if (str_eq(key, STR("label"))) p->label = (enum label)word_of(label_name, LABELS, r.text);
        else if (str_eq(key, STR("level"))) p->level = (enum level)word_of(level_name, LEVELS, r.text);
        else if (str_eq(key, STR("culture"))) p->culture = culture_of(b, r.text);
        else if (str_eq(key, STR("group")) && evidence_number(str_from(r.text, 1), &n)) p->band = (uint32_t)n + 1;
        else if (str_eq(key, STR("planted"))) p->planted = (uint32_t)count_items(&r);
        else json_skip(&r, k);
    }
}

static cordon_status take_person(void *ctx, str records, str truth, struct cordon_error *err)
{
    struct bench *b = ctx;
    if (b->people == b->room) {
        size_t room = b->room ? b->room * 2 : 1024;
        struct person *more = mem_realloc(b->person, room * sizeof *more);
        if (!more) return CORDON_NOMEM;
        b->person = more;
        b->room = room;
    }
    struct person *p = &b->person[b->people++];
    *p = (struct person){ .label = HONEST };
    read_truth(b, truth, p, err);
    return os_write_all(b->file, records, err);
}

/* --- answers -------------------------------------------------------------------------------------- */

static struct rule_row *rule_of(struct bench *b, str id)
{
    for (size_t i = 0; i < b->rules; i++)
        if (str_eq(id, str_c(b->rule[i].id))) return &b->rule[i];
    if (b->rules == RULES_MAX) die("too many rules", NULL);
    struct rule_row *r = &b->rule[b->rules++];
    *r = (struct rule_row){ .strength = "" };
    snprintf(r->id, sizeof r->id, "%.*s", STR_ARG(id));
    return r;
}

/* One object of `reasons`. */
static void read_reason(struct bench *b, struct json_reader *r, struct person *p, bool is_reviewed)
{
    str id = STR_EMPTY, strength = STR_EMPTY, root = STR_EMPTY, group = STR_EMPTY;
    bool is_counted = false;
    while (json_next(r) == JSON_KEY) {
        str key = r->text;
        enum json_kind k = json_next(r);
        if (str_eq(key, STR("id"))) id = r->text;
        else if (str_eq(key, STR("strength"))) strength = r->text;
        else if (str_eq(key, STR("root"))) root = r->text;
        else if (str_eq(key, STR("group"))) group = r->text;
        else if (str_eq(key, STR("counted"))) is_counted = k == JSON_TRUE;
        else json_skip(r, k);
    }
    if (!strength.len) return; /* a legal fact, or a list's */
    struct rule_row *row = rule_of(b, id);
    snprintf(row->strength, sizeof row->strength, "%.*s", STR_ARG(strength));
    snprintf(row->root, sizeof row->root, "%.*s", STR_ARG(root));
    snprintf(row->group, sizeof row->group, "%.*s", STR_ARG(group));
    row->of[p->label]++;
    row->honest_reviewed += p->label == HONEST && is_reviewed && is_counted;
    p->flags++;
    if (is_counted && str_eq(strength, STR("strong"))) p->is_strong = 1;
}

static void read_operator(struct json_reader *r, struct person *p)
{
    int64_t n = 0;
    while (json_next(r) == JSON_KEY) {
        str key = r->text;
        enum json_kind k = json_next(r);
        if (str_eq(key, STR("id")) && str_starts(r->text, STR("op-")) && evidence_number(str_from(r->text, 3), &n))
            p->operator = (uint32_t)n;
        else
            json_skip(r, k);
    }
}

static cordon_status take_answer(void *ctx, enum cordon_verdict verdict, str line, struct cordon_error *err)
{
    struct bench *b = ctx;
    struct json_reader r;
    struct person *p = NULL;
    struct arena scratch;
    arena_init(&scratch, 64 << 20);
    json_init(&r, line, &scratch, err);
    (void)json_next(&r);
    while (json_next(&r) == JSON_KEY) {
        str key = r.text;
        enum json_kind k = json_next(&r);
        int64_t n = 0;
        if (str_eq(key, STR("subject"))) p = person_find(b, r.text);
        else if (p && str_eq(key, STR("points")) && evidence_number(r.text, &n)) p->points = (int32_t)n;
        else if (p && str_eq(key, STR("operator"))) read_operator(&r, p);
        else if (p && str_eq(key, STR("reasons")) && k == JSON_ARRAY)
            while (json_next(&r) == JSON_OBJECT) read_reason(b, &r, p, verdict >= CORDON_REVIEW);
        else json_skip(&r, k);
    }
    arena_release(&scratch);
    if (!p) die("an answer about nobody", NULL);
    p->verdict = verdict;
    return CORDON_OK;
}

/* --- the run -------------------------------------------------------------------------------------- */

static double seconds(void)
{
    return (double)os_ticks_ns() / 1e9;
}

static void sweep(struct bench *b, const char *path)
{
    struct cordon_error err;
    struct cordon_sweep *s = NULL;
    struct cordon_batch_totals totals;
    struct cordon_sweep_counts counts;
    struct rusage usage;
    const struct cordon_screen_options o = { .policy = b->policy, .min_bp = -1, .as_of_s = AS_OF_S,
                                             .rules = b->cordon_rules, .law = CORDON_LAW_NONE };
    const struct cordon_sweep_file file = { .path = path };
    const struct cordon_sweep_run run = { .threads = b->threads, .answer = take_answer, .answer_ctx = b };
    double t0 = seconds();
    if (cordon_sweep_new(b->set, &o, &s, &err) || cordon_sweep_add(s, &file, &err)) die("sweep", &err);
    double t1 = seconds();
    if (cordon_sweep_join(s, &err)) die("join", &err);
    double t2 = seconds();
    if (cordon_sweep_screen(s, &run, &totals, &err)) die("screen", &err);
    double t3 = seconds();
    cordon_sweep_count(s, &counts);
    cordon_sweep_free(s);
    getrusage(RUSAGE_SELF, &usage);
    printf("  %llu records of %llu subjects: read %.1f s, joined and linked %.1f s, screened %.1f s (%u threads)\n",
           (unsigned long long)counts.records, (unsigned long long)counts.subjects, t1 - t0, t2 - t1, t3 - t2,
           b->threads ? b->threads : os_cpu_count());
    printf("  %.0f records and %.0f subjects a second; at most %.0f MB of memory\n", (double)counts.records / (t3 - t0),
           (double)counts.subjects / (t3 - t0), (double)usage.ru_maxrss / 1024);
    if (totals.unreadable || totals.limited)
        printf("  %llu unreadable, %llu limited\n", (unsigned long long)totals.unreadable,
               (unsigned long long)totals.limited);
}

/* What evasion would cost those who were caught, in a pool of their own: the sweep's is inside it. */
static void find_prices(struct bench *b, const char *path)
{
    struct cordon_error err;
    struct pool *pool = pool_new();
    struct name_scratch *names = name_scratch_new();
    struct ties ties;
    cordon_status st;
    const struct rules *rules = rules_get(b->cordon_rules, &st, &err);
    struct pricing *pricing = rules ? pricing_new(rules, b->policy) : NULL;
    if (!pool || !names || !pricing) die("memory", NULL);
    if (pool_add(pool, path, STR("population"), STR_EMPTY, NULL, &err) ||
        pool_join(pool, names, (uint16_t)b->policy->possible_name_bp, &err) ||
        ties_make(pool, rules->data, b->policy, &ties, &err))
        die("pool", &err);
    uint8_t *is_strong = mem_calloc(pool->subjects + 1, 1);
    const struct tie_findings found = { is_strong };
    if (!is_strong) die("memory", NULL);
    for (size_t i = 0; i < pool->subjects; i++) {
        const struct person *p = person_find(b, pool->subject[i].id);
        is_strong[i] = p && p->is_strong;
    }
    for (uint32_t i = 0; i < pool->subjects; i++) {
        const struct person *p = person_find(b, pool->subject[i].id);
        struct price price;
        int32_t points;
        if (!p || p->label == HONEST || p->points < b->policy->flag_review) continue;
        if (price_find(pricing, &ties, i, &found, AS_OF_S, &price, &points, &err)) die("price", &err);
        struct prices *all = &b->price[p->label];
        b->changed += points != p->points;
        b->inexact += !price.is_exact;
        if (all->count == PRICES_MAX) continue;
        all->sum[all->count] = price.sum;
        all->once[all->count++] = price.once;
    }
    mem_free(is_strong);
    pricing_free(pricing);
    ties_release(&ties);
    name_scratch_free(names);
    pool_free(pool);
}

static int32_t review_from; /* points; the policy's */

/* --- figures -------------------------------------------------------------------------------------- */

static bool is_caught(const struct person *p) { return p->verdict >= CORDON_REVIEW; }
static bool is_named(const struct person *p) { return is_caught(p) && p->points < review_from; }
static bool is_escalated(const struct person *p) { return p->verdict >= CORDON_ESCALATE; }

static size_t count_of(const struct bench *b, enum label label, int level, bool (*is)(const struct person *))
{
    size_t n = 0;
    for (size_t i = 0; i < b->people; i++) {
        const struct person *p = &b->person[i];
        n += p->label == label && (level < 0 || p->level == (enum level)level) && (!is || is(p));
    }
    return n;
}

static void print_recall(const struct bench *b)
{
    static const double want[LABELS] = { [FARM] = 0.98, [RENTED] = 0.80, [LONE] = 0.50 };
    printf(" disguised at review or above\n");
    for (int k = FARM; k < LABELS; k++) {
        print_share(label_name[k], count_of(b, (enum label)k, -1, is_caught), count_of(b, (enum label)k, -1, NULL), want[k]);
        for (int v = 0; v < LEVELS; v++) {
            char what[WORD_MAX];
            snprintf(what, sizeof what, "  %s", level_name[v]);
            print_share(what, count_of(b, (enum label)k, v, is_caught), count_of(b, (enum label)k, v, NULL), 0);
        }
    }
}

static bool is_blank(const struct person *p) { return !p->planted; }
static bool is_mute(const struct person *p) { return !p->flags; }

static void print_ceiling(const struct bench *b)
{
    printf(" disguised of whom nothing could be seen\n");
    for (int k = FARM; k < LABELS; k++) {
        char what[WORD_MAX];
        size_t all = count_of(b, (enum label)k, -1, NULL);
        snprintf(what, sizeof what, "%s: no trait in the data", label_name[k]);
        print_share(what, count_of(b, (enum label)k, -1, is_blank), all, 0);
        snprintf(what, sizeof what, "%s: no flag at all", label_name[k]);
        print_share(what, count_of(b, (enum label)k, -1, is_mute), all, 0);
    }
}

static void print_honest(const struct bench *b)
{
    size_t honest = count_of(b, HONEST, -1, NULL), escalated = 0, right = 0;
    for (size_t i = 0; i < b->people; i++) {
        escalated += is_escalated(&b->person[i]);
        right += is_escalated(&b->person[i]) && b->person[i].label != HONEST;
    }
    print_share("honest at review or above", count_of(b, HONEST, -1, is_caught), honest, -0.01);
    print_share("  of these by a name on a list alone", count_of(b, HONEST, -1, is_named), honest, 0);
    print_share("honest at escalate", count_of(b, HONEST, -1, is_escalated), honest, -0.0005);
    print_share("disguised among those at escalate", right, escalated, 0.60);
}

/* --- operators ------------------------------------------------------------------------------------ */

struct band {
    uint32_t   number, operator; /* operator: of its first linked member */
    enum label label;
    size_t     members, linked;
    bool       is_split; /* linked members are in several */
};

static int by_band(const void *a, const void *b)
{
    const struct person *const *x = a, *const *y = b;
    if ((*x)->label != (*y)->label) return (*x)->label < (*y)->label ? -1 : 1;
    if ((*x)->band != (*y)->band) return (*x)->band < (*y)->band ? -1 : 1;
    return by_subject(*x, *y);
}

static void print_bands_of(const struct person *const *member, size_t count, enum label label)
{
    size_t bands = 0, whole = 0, one = 0, none = 0, in_one = 0, all = 0;
    for (size_t i = 0, j; i < count; i = j) {
        struct band g = { .number = member[i]->band, .label = member[i]->label };
        for (j = i; j < count && member[j]->band == g.number && member[j]->label == g.label; j++) {
            g.members++;
            if (!member[j]->operator) continue;
            g.is_split |= g.linked && member[j]->operator != g.operator;
            g.operator = member[j]->operator;
            g.linked++;
        }
        if (g.label != label || g.members < 2) continue;
        bands++;
        none += !g.linked;
        one += g.linked && !g.is_split;
        whole += g.linked == g.members && !g.is_split;
        all += g.members;
        in_one += g.is_split ? 0 : g.linked;
    }
    char what[WORD_MAX];
    snprintf(what, sizeof what, "%ss whole in one operator", label_name[label]);
    print_share(what, whole, bands, label == FARM ? 1 : 0);
    snprintf(what, sizeof what, "%ss whose linked ones share one", label_name[label]);
    print_share(what, one, bands, 0);
    snprintf(what, sizeof what, "%ss of whom nobody is linked", label_name[label]);
    print_share(what, none, bands, 0);
    snprintf(what, sizeof what, "members in their %s's one operator", label_name[label]);
    print_share(what, in_one, all, 0);
}

static void print_bands(struct bench *b)
{
    const struct person **member = mem_alloc((b->people + 1) * sizeof *member);
    size_t count = 0, honest = 0, linked = 0;
    uint8_t *is_bad = mem_calloc(b->people + 2, 1); /* by operator */
    if (!member || !is_bad) die("memory", NULL);
    for (size_t i = 0; i < b->people; i++) {
        const struct person *p = &b->person[i];
        if (p->band) member[count++] = p;
        if (p->label != HONEST && p->operator <= b->people) is_bad[p->operator] = 1;
    }
    is_bad[0] = 0;
    for (size_t i = 0; i < b->people; i++) {
        const struct person *p = &b->person[i];
        linked += p->label == HONEST && p->operator;
        honest += p->label == HONEST && p->operator <= b->people && is_bad[p->operator];
    }
    qsort(member, count, sizeof *member, by_band);
    printf(" operators (operator.id of the answers)\n");
    print_bands_of(member, count, FARM);
    print_bands_of(member, count, RING);
    print_share("honest in any operator", linked, count_of(b, HONEST, -1, NULL), 0);
    print_share("honest in one with disguised", honest, count_of(b, HONEST, -1, NULL), 0);
    mem_free(member);
    mem_free(is_bad);
}

/* --- cultures ------------------------------------------------------------------------------------- */

struct rates {
    size_t honest, review, named, escalate, all, all_escalate;
};

static double per_hundred(size_t hits, size_t of)
{
    return of ? 100.0 * (double)hits / (double)of : 0;
}

static void print_cultures(const struct bench *b)
{
    struct rates r[CULTURES_MAX] = { { 0 } }, sum = { 0 };
    double far = 0, far_all = 0, far_review = 0; /* the last by red flags alone */
    for (size_t i = 0; i < b->people; i++) {
        const struct person *p = &b->person[i];
        struct rates *c = &r[p->culture];
        c->all++;
        c->all_escalate += is_escalated(p);
        c->honest += p->label == HONEST;
        c->review += p->label == HONEST && is_caught(p);
        c->named += p->label == HONEST && is_named(p);
        c->escalate += p->label == HONEST && is_escalated(p);
    }
    for (size_t i = 0; i < b->cultures; i++) {
        sum.honest += r[i].honest;
        sum.review += r[i].review;
        sum.named += r[i].named;
        sum.escalate += r[i].escalate;
        sum.all += r[i].all;
        sum.all_escalate += r[i].all_escalate;
    }
    printf(" cultures: honest people, %% at review, by a listed name alone, at escalate; all, %% at escalate\n");
    for (size_t i = 0; i < b->cultures; i++) {
        double review = per_hundred(r[i].review, r[i].honest), escalate = per_hundred(r[i].escalate, r[i].honest),
               all = per_hundred(r[i].all_escalate, r[i].all);
        printf("  %-16s %6zu  %6.2f  %6.2f  %6.3f   %6zu  %6.3f\n", b->culture[i], r[i].honest, review,
               per_hundred(r[i].named, r[i].honest), escalate, r[i].all, all);
        far = fmax(far, fabs(escalate - per_hundred(sum.escalate, sum.honest)));
        far_all = fmax(far_all, fabs(all - per_hundred(sum.all_escalate, sum.all)));
        far_review = fmax(far_review, fabs(per_hundred(r[i].review - r[i].named, r[i].honest) - per_hundred(sum.review - sum.named, sum.honest)));
    }
    printf("  farthest from the mean: escalate of the honest %.3f points  want <= 0.1  %s\n", far, kept(far <= 0.1));
    printf("  escalate of all %.3f points, review of the honest by red flags %.3f points\n", far_all, far_review);
}

/* --- rules ---------------------------------------------------------------------------------------- */

static int by_reviewed(const void *x, const void *y)
{
    const struct rule_row *a = x, *b = y;
    if (a->honest_reviewed != b->honest_reviewed) return a->honest_reviewed > b->honest_reviewed ? -1 : 1;
    return strcmp(a->id, b->id);
}

static size_t disguised_of(const size_t of[LABELS])
{
    size_t sum = 0;
    for (int k = FARM; k < LABELS; k++) sum += of[k];
    return sum;
}

/* Likelihood ratio with half a person added on each side, and its interval of 95 %. */
static struct share ratio_of(const struct bench *b, const struct rule_row *r)
{
    double d = (double)disguised_of(r->of) + 0.5, h = (double)r->of[HONEST] + 0.5;
    double ds = (double)disguised_of(b->total) + 1, hs = (double)b->total[HONEST] + 1;
    double ratio = d / ds / (h / hs), err = 1.959964 * sqrt(1 / d - 1 / ds + 1 / h - 1 / hs);
    return (struct share){ ratio, ratio * exp(-err), ratio * exp(err) };
}

static void print_rules(struct bench *b)
{
    qsort(b->rule, b->rules, sizeof *b->rule, by_reviewed);
    printf(" rules that honest people at review most often have: they, all honest, all disguised, likelihood ratio\n");
    for (size_t i = 0; i < b->rules && i < RULES_SHOWN; i++) {
        const struct rule_row *r = &b->rule[i];
        struct share s = ratio_of(b, r);
        printf("  %-40s %-6s %5zu %6zu %5zu  %7.1f  (%.1f .. %.1f)\n", r->id, r->strength, r->honest_reviewed,
               r->of[HONEST], disguised_of(r->of), s.at, s.low, s.high);
    }
}

static void write_table(const struct bench *b, const char *path)
{
    FILE *f = fopen(path, "w");
    if (!f) die(path, NULL);
    fprintf(f, "# Rules on made-up people: how many each is true of. %zu honest, %zu disguised. ratio: share of the disguised /\n"
               "# share of the honest, half a person added to each, with its interval of 95 %%.\n"
               "rule\tstrength\tgroup\troot\thonest\thonest_reviewed\tdisguised\tfarm\trented\tlone\tring\tfront\tratio\tlow\thigh\n",
            b->total[HONEST], disguised_of(b->total));
    for (size_t i = 0; i < b->rules; i++) {
        const struct rule_row *r = &b->rule[i];
        struct share s = ratio_of(b, r);
        fprintf(f, "%s\t%s\t%s\t%s\t%zu\t%zu\t%zu", r->id, r->strength, r->group, r->root, r->of[HONEST],
                r->honest_reviewed, disguised_of(r->of));
        for (int k = FARM; k < LABELS; k++) fprintf(f, "\t%zu", r->of[k]);
        fprintf(f, "\t%.2f\t%.2f\t%.2f\n", s.at, s.low, s.high);
    }
    if (fclose(f)) die(path, NULL);
}

/* --- prices --------------------------------------------------------------------------------------- */

/* Bars: prices from here to the next. */
enum { BARS = 6 };
static const uint32_t bar_from[BARS] = { 0, 1, 5, 10, 50, 100 };
static const char *const bar_name[BARS] = { "0", "1-4", "5-9", "10-49", "50-99", "100+" };

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static uint32_t at_percent(const uint32_t *sorted, size_t count, size_t percent)
{
    return count ? sorted[(count - 1) * percent / 100] : 0;
}

static void count_bars(const uint32_t *sorted, size_t count, size_t ret[BARS])
{
    memset(ret, 0, BARS * sizeof *ret);
    for (size_t i = 0; i < count; i++) {
        size_t bar = BARS - 1;
        while (sorted[i] < bar_from[bar]) bar--;
        ret[bar]++;
    }
}

static void print_price_line(const char *what, const uint32_t *sorted, size_t count)
{
    printf("  %-8s %-22s %5zu caught: 10 %% %u, 25 %% %u, median %u, 75 %% %u, 90 %% %u", "", what, count,
           at_percent(sorted, count, 10), at_percent(sorted, count, 25), at_percent(sorted, count, 50),
           at_percent(sorted, count, 75), at_percent(sorted, count, 90));
}

static void print_prices(struct bench *b)
{
    enum { WIDTH = 50 };
    printf("price of evasion: text 0, mailbox 1, clean exit address 2, new payout account 5, resident accomplice 50\n");
    for (int k = FARM; k < LABELS; k++) {
        struct prices *p = &b->price[k];
        size_t bar[BARS];
        if (!p->count) continue;
        qsort(p->sum, p->count, sizeof *p->sum, by_number);
        qsort(p->once, p->count, sizeof *p->once, by_number);
        printf(" %s\n", label_name[k]);
        print_price_line("each change paid", p->sum, p->count);
        if (k == FARM) printf("  want median >= 50  %s", kept(at_percent(p->sum, p->count, 50) >= 50));
        printf("\n");
        print_price_line("each class paid once", p->once, p->count);
        printf("\n");
        count_bars(p->sum, p->count, bar);
        for (size_t i = 0; i < BARS; i++) {
            size_t len = bar[i] * WIDTH / p->count;
            printf("  %8s %5.1f %% ", bar_name[i], per_hundred(bar[i], p->count));
            while (len-- > 0) putchar('#');
            putchar('\n');
        }
    }
    printf("  %zu prices not exact; %zu with other points than the answer's\n", b->inexact, b->changed);
}

/* One row of bars a label. */
static void draw_label(FILE *f, const struct bench *b, int label, int top)
{
    const struct prices *p = &b->price[label];
    size_t bar[BARS];
    count_bars(p->sum, p->count, bar);
    fprintf(f, "<text class=\"l\" x=\"16\" y=\"%d\">%s</text>\n<text class=\"s\" x=\"16\" y=\"%d\">%zu caught</text>\n"
               "<text class=\"s\" x=\"16\" y=\"%d\">median %u</text>\n",
            top + 34, label_name[label], top + 54, p->count, top + 72, at_percent(p->sum, p->count, 50));
    for (int i = 0; i < BARS; i++) {
        double share = p->count ? (double)bar[i] / (double)p->count : 0;
        int height = (int)(share * 64 + 0.5), x = 136 + i * 80;
        fprintf(f, "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"64\" height=\"%d\"/>\n"
                   "<text class=\"n\" x=\"%d\" y=\"%d\">%.0f %%</text>\n",
                bar_from[i] >= 50 ? "b d" : "b", x, top + 84 - height, height > 0 ? height : 1, x + 32,
                top + 78 - height, share * 100);
    }
}

static void draw_prices(const struct bench *b, const char *path)
{
    enum { ROW = 100, TOP = 84 };
    FILE *f = fopen(path, "w");
    int rows = 0;
    if (!f) die(path, NULL);
    for (int k = FARM; k < LABELS; k++) rows += b->price[k].count > 0;
    fprintf(f, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 %d\" width=\"640\" role=\"img\" "
               "aria-label=\"Price of evasion\">\n"
               "<style>svg{background:#fff;font:14px system-ui,sans-serif}text{fill:#1c2530}.t{font-size:18px;font-weight:600}"
               ".l{font-size:16px;font-weight:600}.s,.n,.a{fill:#5b6773;font-size:12px}.n,.a{text-anchor:middle}"
               ".b{fill:#9db4c8}.d{fill:#1f5f8b}line{stroke:#d5dce3}"
               "@media(prefers-color-scheme:dark){svg{background:#12181f}text{fill:#e6ebf0}.s,.n,.a{fill:#9aa7b4}"
               ".b{fill:#46586a}.d{fill:#6fb3e0}line{stroke:#2a3541}}</style>\n"
               "<text class=\"t\" x=\"16\" y=\"30\">What it costs to be missed</text>\n"
               "<text class=\"s\" x=\"16\" y=\"50\">cheapest change that brings a caught case below review</text>\n"
               "<text class=\"s\" x=\"16\" y=\"66\">text 0, mailbox 1, exit address 2, payout account 5, resident "
               "accomplice 50</text>\n",
            TOP + rows * ROW + 40);
    int top = TOP;
    for (int k = FARM; k < LABELS; k++) {
        if (!b->price[k].count) continue;
        draw_label(f, b, k, top);
        fprintf(f, "<line x1=\"128\" x2=\"616\" y1=\"%d\" y2=\"%d\"/>\n", top + 84, top + 84);
        top += ROW;
    }
    for (int i = 0; i < BARS; i++)
        fprintf(f, "<text class=\"a\" x=\"%d\" y=\"%d\">%s</text>\n", 168 + i * 80, top + 4, bar_name[i]);
    fprintf(f, "</svg>\n");
    if (fclose(f)) die(path, NULL);
}

/* --- together ------------------------------------------------------------------------------------- */

static void run_population(struct bench *b, uint32_t people, uint64_t seed, uint32_t disguised)
{
    struct cordon_error err;
    const struct cordon_train_options o = { .seed = seed, .people = people, .disguised = disguised };
    const char *folder = getenv("TMPDIR");
    char path[4096];
    snprintf(path, sizeof path, "%s/cordon-bench-people-XXXXXX", folder && *folder ? folder : "/tmp");
    b->file = mkstemp(path);
    if (b->file < 0) die("temporary file", NULL);
    b->people = b->cultures = 0;
    arena_reset(&b->arena);
    double began = seconds();
    if (cordon_train_generate(&o, take_person, b, &err)) die("people", &err);
    close(b->file);
    qsort(b->person, b->people, sizeof *b->person, by_subject);
    printf("%u people, seed %llu, %u in 1,000 disguised (generator %u, made in %.1f s)\n", people,
           (unsigned long long)seed, disguised, cordon_train_version(), seconds() - began);
    for (size_t i = 0; i < b->people; i++) b->total[b->person[i].label]++;
    sweep(b, path);
    print_honest(b);
    print_recall(b);
    print_bands(b);
    print_ceiling(b);
    print_cultures(b);
    if (b->has_price) find_prices(b, path);
    unlink(path);
}

int main(int argc, char **argv)
{
    struct cordon_error err;
    struct bench *b = calloc(1, sizeof *b);
    uint32_t people = 0, disguised = 1;
    uint64_t seed = 1;
    const char *table = NULL, *drawing = NULL;
    if (!b) return 1;
    b->has_price = true;
    for (int i = 1; i < argc; i++) {
        str name = str_c(argv[i]);
        const char *value = i + 1 < argc ? argv[i + 1] : "";
        if (str_eq(name, STR("--no-price"))) { b->has_price = false; continue; }
        if (str_eq(name, STR("--people"))) people = (uint32_t)strtoul(value, NULL, 10);
        else if (str_eq(name, STR("--seed"))) seed = strtoull(value, NULL, 10);
        else if (str_eq(name, STR("--disguised"))) disguised = (uint32_t)strtoul(value, NULL, 10);
        else if (str_eq(name, STR("--threads"))) b->threads = (unsigned)strtoul(value, NULL, 10);
        else if (str_eq(name, STR("--table"))) table = value;
        else if (str_eq(name, STR("--draw"))) drawing = value;
        else { fprintf(stderr, "bench_population: unknown option %s\n", argv[i]); return 2; }
        i++;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    arena_init(&b->arena, (size_t)4 << 30);
    for (int k = FARM; k < LABELS; k++) {
        b->price[k].sum = calloc(PRICES_MAX, sizeof *b->price[k].sum);
        b->price[k].once = calloc(PRICES_MAX, sizeof *b->price[k].once);
        if (!b->price[k].sum || !b->price[k].once) return 1;
    }
    if (cordon_policy_load("demo", &b->policy, &err)) die("policy", &err);
    review_from = b->policy->flag_review;
    if (cordon_rules_open(NULL, 0, &b->cordon_rules, &err)) die("rules", &err);
    if (cordon_set_open(NULL, &b->set, &err)) die("starter list", &err);
    if (people) {
        run_population(b, people, seed, disguised);
    } else {
        run_population(b, 100000, seed, 1);
        run_population(b, 20000, seed, 10);
    }
    print_rules(b);
    if (b->has_price) print_prices(b);
    if (table) write_table(b, table);
    if (drawing) draw_prices(b, drawing);
    for (int k = FARM; k < LABELS; k++) {
        free(b->price[k].sum);
        free(b->price[k].once);
    }
    mem_free(b->person);
    arena_release(&b->arena);
    cordon_set_close(b->set);
    cordon_rules_free(b->cordon_rules);
    cordon_policy_free(b->policy);
    free(b);
    return 0;
}
