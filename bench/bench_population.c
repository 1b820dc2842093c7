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
#include "population.h"

#include "base/json.h"
#include "base/mem.h"
#include "evidence/evidence.h"
#include "os/os.h"

#include <cordon/rules.h>
#include <cordon/sweep.h>
#include <cordon/train.h>

#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

const char *const label_name[LABELS] = { "honest", "farm", "rented", "lone", "ring", "front" };
const char *const level_name[LEVELS] = { "careless", "ordinary", "careful" };

void die(const char *what, const struct cordon_error *err)
{
    fprintf(stderr, "bench_population: %s: %s\n", what, err ? err->message : "");
    exit(1);
}

/* --- people --------------------------------------------------------------------------------------- */

int by_subject(const void *a, const void *b)
{
    return str_cmp(((const struct person *)a)->subject, ((const struct person *)b)->subject);
}

struct person *person_find(struct bench *b, str subject)
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
    figures_print(b);
    if (b->has_price) prices_find(b, path);
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
    if (cordon_rules_open(NULL, 0, &b->cordon_rules, &err)) die("rules", &err);
    if (cordon_set_open(NULL, &b->set, &err)) die("starter list", &err);
    if (people) {
        run_population(b, people, seed, disguised);
    } else {
        run_population(b, 100000, seed, 1);
        run_population(b, 20000, seed, 10);
    }
    figures_print_rules(b);
    if (b->has_price) prices_print(b);
    if (table) figures_write_table(b, table);
    if (drawing) prices_draw(b, drawing);
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
