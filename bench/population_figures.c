/* Figures of bench_population: how many of whom are sent to a person, operators, cultures, rules. */
#include "population.h"

#include "base/mem.h"

#include <math.h>
#include <stdlib.h>

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

/* want > 0: at least; want < 0: at most; 0: nothing is asked. */
static void print_share(const char *what, size_t hits, size_t of, double want)
{
    struct share s = wilson(hits, of);
    printf("  %-40s %6zu of %6zu  %7.3f %%  (%.3f .. %.3f)", what, hits, of, s.at * 100, s.low * 100, s.high * 100);
    if (want > 0) printf("  want >= %g %%  %s", want * 100, of ? kept(s.at >= want) : "nobody to ask");
    if (want < 0) printf("  want <= %g %%  %s", -want * 100, kept(s.at <= -want));
    printf("\n");
}

const char *kept(bool is_met)
{
    return is_met ? "holds" : "MISSED";
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

double per_hundred(size_t hits, size_t of)
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

void figures_print(struct bench *b)
{
    review_from = b->policy->flag_review;
    print_honest(b);
    print_recall(b);
    print_bands(b);
    print_ceiling(b);
    print_cultures(b);
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

void figures_print_rules(struct bench *b)
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

void figures_write_table(const struct bench *b, const char *path)
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
