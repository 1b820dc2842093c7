/*
 * Speed of red flags: from what a company's system exports to a verdict.
 *
 *   bench_evidence [CORDON] [SEED]
 *
 * 1. Records through all rules that are built in, with features and values at hand: rule_eval alone.
 * 2. What computing the features of one applicant takes: evidence_compute alone.
 * 3. Rows of a table to answers (cordon_screen_file, rules on, the starter list, one worker):
 *      export   20,000 rows made up from the seed, with the columns of an applicant tracking system
 *               (examples/exports/greenhouse.csv), read by the mapping that comes with Cordon
 *      full     2,000 applicants of `cordon train --generate`, every field a column: jobs, schools,
 *               documents, the text of the resume
 * 4. CORDON, when given: `cordon screen` of one applicant from process start.
 *
 * Rounds are repeated; printed are median, slowest and fastest. Processor time of the whole process: reader,
 * worker and writer together count as one core.
 */
#include "engine/rules.h"

#include "base/country.h"
#include "base/mem.h"
#include "engine/policy.h"
#include "os/os.h"

#include <cordon/data.h>
#include <cordon/map.h>
#include <cordon/screen.h>
#include <cordon/train.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    ROUNDS = 9,
    STARTS = 15,
    EXPORT_ROWS = 20000,
    PEOPLE = 2000,
    COLUMNS_MAX = 1024,
    EVENT_VALUES_MAX = 4096,
};
enum { AS_OF_S = 1790812800 }; /* 2026-10-01, the day the made-up people live on */

static uint64_t seed = 20261001;

static uint32_t below(uint32_t n)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)((seed >> 11) % n);
}

static void die(const char *what, const struct cordon_error *err)
{
    fprintf(stderr, "bench_evidence: %s: %s\n", what, err ? err->message : "");
    exit(1);
}

static uint64_t now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static int by_double(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;
    return (a > b) - (a < b);
}

static void print_rate(const char *what, double *rate, size_t rounds, double want)
{
    qsort(rate, rounds, sizeof *rate, by_double);
    double median = rate[rounds / 2];
    printf("%-46s median %9.0f a second  (%.0f .. %.0f)", what, median, rate[0], rate[rounds - 1]);
    if (want > 0) printf("  want >= %.0f  %s", want, median >= want ? "ok" : "MISSED");
    printf("\n");
}

/* --- made-up people ------------------------------------------------------------------------------- */

struct people {
    struct arena          arena;
    struct record_reader *reader;
    struct record        *record; /* applicants */
    size_t                count, room;
};

static cordon_status take_person(void *ctx, str records, str truth, struct cordon_error *err)
{
    struct people *p = ctx;
    (void)truth;
    for (str line; str_next(&records, '\n', &line);) {
        if (!line.len || p->count == p->room) continue;
        struct record r = { .line = 1 };
        cordon_status st = record_from_json(p->reader, arena_str(&p->arena, line), 1, 1, &p->arena, &r, err);
        if (st) return st;
        if (r.kind == RECORD_KIND_APPLICANT) p->record[p->count++] = r;
    }
    return CORDON_OK;
}

static void make_people(struct people *p)
{
    struct cordon_error err;
    struct cordon_train_options o = { .seed = seed, .people = PEOPLE, .disguised = 1 };
    arena_init(&p->arena, (size_t)1 << 30);
    p->reader = record_reader_new();
    p->room = PEOPLE;
    p->count = 0;
    p->record = arena_calloc(&p->arena, p->room, sizeof *p->record);
    if (!p->reader || !p->record) die("memory", NULL);
    if (cordon_train_generate(&o, take_person, p, &err)) die("people", &err);
}

/* --- 1, 2: features and rules --------------------------------------------------------------------- */

static void add_value(const struct rules *r, const struct record_value *v, struct rule_value *out, size_t *count)
{
    uint32_t slot = r->field_slot[v->field];
    struct rule_value x = { .slot = slot, .type = RULE_TEXT, .text = v->text };
    struct moment m;
    bool flag;
    if (slot == RULE_NONE || *count == EVENT_VALUES_MAX) return;
    switch (record_field_info(v->field)->type) {
    case FIELD_TYPE_FLAG:
        if (evidence_flag(v->text, &flag)) x = (struct rule_value){ .slot = slot, .type = RULE_FLAG, .number = flag };
        break;
    case FIELD_TYPE_NUMBER:
        if (evidence_number(v->text, &x.number)) x.type = RULE_INTEGER;
        break;
    case FIELD_TYPE_TIME:
        if (moment_read(v->text, &m)) x = (struct rule_value){ .slot = slot, .type = RULE_TIME, .number = m.s };
        break;
    case FIELD_TYPE_IP: x.type = RULE_IP; break;
    default: break;
    }
    out[(*count)++] = x;
}

static struct rule_event event_of(const struct rules *r, const struct record *rec, const struct feature_set *features,
                                  struct arena *keep)
{
    static const enum rule_type types[] = { [FEATURE_FLAG] = RULE_FLAG, [FEATURE_INTEGER] = RULE_INTEGER,
                                            [FEATURE_WORD] = RULE_TEXT };
    static struct rule_value value[EVENT_VALUES_MAX];
    size_t count = 0;
    for (size_t i = 0; i < rec->value_count; i++) add_value(r, &rec->values[i], value, &count);
    for (size_t i = 0; i < features->count && count < EVENT_VALUES_MAX; i++) {
        const struct feature_item *f = &features->item[i];
        if (r->feature_slot[f->feature] == RULE_NONE) continue;
        value[count++] = (struct rule_value){ .slot = r->feature_slot[f->feature],
                                              .type = types[feature_table[f->feature].type],
                                              .number = f->number, .text = f->text };
    }
    struct rule_value *kept = arena_alloc(keep, (count + 1) * sizeof *kept);
    if (!kept) die("memory", NULL);
    memcpy(kept, value, count * sizeof *kept);
    return (struct rule_event){ .source = r->source[rec->kind], .value = kept, .count = count };
}

static void on_hit(void *ctx, const struct rule_hit *hit)
{
    size_t *hits = ctx;
    *hits += hit->truth == RULE_YES;
}

static void bench_rules(const struct rules *r, const struct people *p, const struct cordon_policy *policy)
{
    struct cordon_error err;
    struct arena work, keep;
    struct rule_scratch *scratch = rule_scratch_new(r->set);
    struct name_scratch *names = name_scratch_new();
    struct rule_event *event = calloc(p->count, sizeof *event);
    static struct feature_set features;
    double rate[ROUNDS];
    size_t hits = 0, values = 0, found = 0;
    arena_init(&work, 64 << 20);
    arena_init(&keep, (size_t)1 << 30);
    if (!scratch || !names || !event) die("memory", NULL);
    for (size_t round = 0; round < ROUNDS + 1; round++) {
        uint64_t began = now_ns();
        found = 0;
        for (size_t i = 0; i < p->count; i++) {
            const struct record *rec = &p->record[i];
            struct dossier d = { .subject = rec->subject, .records = &rec, .count = 1, .now_s = AS_OF_S };
            struct evidence_run run = { .dossier = &d, .data = r->data, .names = names, .arena = &work,
                                        .out = &features, .same_name_bp = (uint16_t)policy->same_bp,
                                        .possible_name_bp = (uint16_t)policy->possible_name_bp };
            arena_reset(&work);
            name_query_reset(names);
            if (evidence_compute(&run, &err)) die("features", &err);
            found += features.count;
            if (round == 0) {
                /* texts of words may be the work arena's */
                for (size_t k = 0; k < features.count; k++)
                    features.item[k].text = arena_str(&keep, features.item[k].text);
                event[i] = event_of(r, rec, &features, &keep);
                values += event[i].count;
            }
        }
        if (round) rate[round - 1] = (double)p->count * 1e9 / (double)(now_ns() - began);
    }
    printf("%zu applicants, %.1f features each, %.1f values that rules read; %u rules\n", p->count,
           (double)found / (double)p->count, (double)values / (double)p->count, rule_set_count(r->set));
    for (size_t round = 0; round < ROUNDS; round++) {
        enum { TIMES = 5 };
        uint64_t began = now_ns();
        hits = 0;
        for (size_t k = 0; k < TIMES; k++)
            for (size_t i = 0; i < p->count; i++)
                if (rule_eval(scratch, &event[i], on_hit, &hits, &err)) die("rules", &err);
        double took = (double)(now_ns() - began);
        if (round == 0) continue; /* warm */
        static double kept[ROUNDS];
        kept[round - 1] = (double)p->count * TIMES * 1e9 / took;
        if (round == ROUNDS - 1)
            print_rate("records through all rules, features given", kept, ROUNDS - 1, 100000);
    }
    print_rate("features of a full applicant", rate, ROUNDS, 0);
    rule_scratch_free(scratch);
    name_scratch_free(names);
    free(event);
    arena_release(&work);
    arena_release(&keep);
}

/* --- 3: tables ------------------------------------------------------------------------------------ */

static void cell(struct buf *b, str text)
{
    bool quote = false;
    for (size_t i = 0; i < text.len; i++)
        quote |= text.data[i] == ',' || text.data[i] == '"' || text.data[i] == '\n' || text.data[i] == '\r';
    if (!quote) {
        buf_add(b, text);
        return;
    }
    buf_add_byte(b, '"');
    for (size_t i = 0; i < text.len; i++) {
        if (text.data[i] == '"') buf_add_byte(b, '"');
        buf_add_byte(b, text.data[i]);
    }
    buf_add_byte(b, '"');
}

/* "job_2.employer"; "" for what a table has no column for. */
static str column_of(const struct record_value *v, struct buf *name)
{
    const struct record_field_info *info = record_field_info(v->field);
    size_t dot = str_index(info->path, '.');
    buf_reset(name);
    if (info->group == GROUP_NONE || dot == info->path.len) {
        buf_add(name, v->item || v->index ? STR_EMPTY : info->path);
    } else {
        buf_add(name, str_sub(info->path, 0, dot));
        if (v->item) buf_printf(name, "_%u", v->item + 1u);
        buf_add(name, str_from(info->path, dot));
    }
    return buf_str(name);
}

static void write_full(const struct people *p, struct buf *out)
{
    static str column[COLUMNS_MAX], cells[COLUMNS_MAX];
    size_t columns = 0;
    struct arena names;
    struct buf name = BUF_INIT(256);
    arena_init(&names, 1 << 20);
    for (int pass = 0; pass < 2; pass++) {
        for (size_t k = 0; pass && k < columns; k++) {
            buf_add(out, k ? STR(",") : STR("id,subject,kind,"));
            buf_add(out, column[k]);
        }
        for (size_t i = 0; i < p->count; i++) {
            const struct record *r = &p->record[i];
            memset(cells, 0, sizeof cells);
            for (size_t v = 0; v < r->value_count; v++) {
                str of = column_of(&r->values[v], &name);
                size_t k = 0;
                if (!of.len) continue;
                while (k < columns && !str_eq(column[k], of)) k++;
                if (k == columns && columns < COLUMNS_MAX) column[columns++] = arena_str(&names, of);
                if (k < columns && !cells[k].len) cells[k] = r->values[v].text;
            }
            if (!pass) continue;
            buf_printf(out, "\n%.*s,%.*s,%.*s,", STR_ARG(r->id), STR_ARG(r->subject),
                       STR_ARG(record_kind_name(r->kind)));
            for (size_t k = 0; k < columns; k++) {
                if (k) buf_add_byte(out, ',');
                cell(out, cells[k]);
            }
        }
    }
    buf_add_byte(out, '\n');
    buf_release(&name);
    arena_release(&names);
}

/* Rows of an applicant tracking system's export; everyone visibly made up. */
static void write_export(struct buf *out)
{
    static const char *const given[] = { "Ann", "Bo", "Cy", "Testina", "Jiho", "Haruto", "Putri", "Mateo", "Ngozi", "Olena",
                                         "Priya", "Yusuf", "Lin", "Emeka", "Sofia", "Tomasz" };
    static const char *const family[] = { "Example", "Sample", "Placeholder", "Mustermann", "Beispiel", "Vorbild", "Muster", "Testa",
                                          "Madeup", "Specimen", "Ejemplo", "Primjer" };
    static const char *const role[] = { "Backend Engineer", "Developer", "Data Engineer", "Designer", "Support Engineer" };
    static const char *const zone[] = { "America/Chicago", "America/New_York", "Europe/Berlin", "Asia/Tokyo", "Asia/Seoul",
                                        "Europe/London" };
    static const char *const host[] = { "example.org", "example.com", "example.net" };
    buf_add(out, STR("Candidate ID,Application ID,Candidate Name,Email,Phone,Address,Title,Company,Job Name,Requisition "
                     "ID,Source,Applied On,Current Stage,Recruiter,LinkedIn,GitHub,Submission IP,Which time zone will you work "
                     "from?\n"));
    for (uint32_t i = 0; i < EXPORT_ROWS; i++) {
        const char *g = given[below(COUNT_OF(given))], *f = family[below(COUNT_OF(family))];
        uint32_t n = below(9000);
        buf_printf(out, "%u,%u,%s %s,%s.%s%u@%s,+1 202-555-%04u,\"%u Sample Street, Springfield\",%s,Muster %u Ltd,", 100001 + i,
                   200001 + i, g, f, g, f, n, host[below(3)], 100 + below(100), 1 + below(400),
                   role[below(COUNT_OF(role))], below(300));
        buf_printf(out, "%s,R-%u,Job board,2026-%02u-%02u,Application Review,Rae Recruiter,", role[below(COUNT_OF(role))],
                   below(50), 7 + below(3), 1 + below(28));
        if (below(2)) buf_printf(out, "https://www.linkedin.com/in/%s-%s-made-up-%u/", g, f, n);
        buf_add_byte(out, ',');
        if (below(2)) buf_printf(out, "https://github.com/%s-%s-made-up-%u", g, f, n);
        buf_printf(out, ",198.51.100.%u,%s\n", below(256), zone[below(COUNT_OF(zone))]);
    }
}

static cordon_status drop(void *ctx, str lines, struct cordon_error *err)
{
    size_t *bytes = ctx;
    (void)err;
    *bytes += lines.len;
    return CORDON_OK;
}

static void bench_table(const char *what, const struct buf *table, const struct cordon_set *set,
                        const struct cordon_screen_options *o, const struct cordon_map *map, size_t rounds,
                        double want)
{
    char file[] = "/tmp/cordon-bench-rows-XXXXXX";
    struct cordon_error err;
    double rate[ROUNDS];
    struct cordon_batch_totals totals = { 0 };
    size_t bytes = 0;
    int fd = mkstemp(file);
    if (fd < 0 || os_write_all(fd, buf_str(table), &err)) die("file", NULL);
    close(fd);
    struct cordon_batch batch = { .path = file, .map = map, .threads = 1, .answer = drop, .answer_ctx = &bytes };
    for (size_t round = 0; round < rounds; round++) {
        bytes = 0;
        uint64_t began = now_ns();
        if (cordon_screen_file(set, o, &batch, &totals, &err)) die(what, &err);
        rate[round] = (double)totals.records * 1e9 / (double)(now_ns() - began);
    }
    unlink(file);
    print_rate(what, rate, rounds, want);
    printf("    %llu rows of %.0f bytes, answers of %.0f; clear %llu, review %llu, escalate %llu, undecided %llu\n",
           (unsigned long long)totals.records, (double)table->len / (double)totals.records,
           (double)bytes / (double)totals.records, (unsigned long long)totals.verdicts[CORDON_CLEAR],
           (unsigned long long)totals.verdicts[CORDON_REVIEW], (unsigned long long)totals.verdicts[CORDON_ESCALATE],
           (unsigned long long)totals.verdicts[CORDON_UNDECIDED]);
}

static void bench_tables(const struct people *p, const struct cordon_rules *rules, const struct cordon_policy *policy)
{
    struct cordon_error err;
    struct cordon_set *set = NULL;
    struct cordon_map *map = NULL;
    struct buf table = BUF_INIT((size_t)256 << 20);
    struct cordon_screen_options o = { .policy = policy, .min_bp = -1, .as_of_s = AS_OF_S };
    if (cordon_set_open(NULL, &set, &err)) die("starter list", &err);
    if (cordon_map_load("greenhouse", NULL, &map, &err)) die("mapping", &err);
    write_export(&table);
    bench_table("rows of an export, lists alone", &table, set, &o, map, ROUNDS, 0);
    o.rules = rules;
    bench_table("rows of an export to a verdict", &table, set, &o, map, ROUNDS, 20000);
    buf_reset(&table);
    write_full(p, &table);
    o.rules = NULL;
    bench_table("full rows, lists alone", &table, set, &o, NULL, ROUNDS, 0);
    o.rules = rules;
    bench_table("full rows to a verdict", &table, set, &o, NULL, ROUNDS, 0);
    buf_release(&table);
    cordon_map_free(map);
    cordon_set_close(set);
}

/* --- 4: one record from process start ------------------------------------------------------------- */

/* Wall time, and processor time of the child. */
static double start_ms(const char *cordon, const char *file, double *ret_busy)
{
    struct rusage usage;
    uint64_t began = os_ticks_ns();
    pid_t pid = fork();
    int status = 0;
    if (pid == 0) {
        int quiet = open("/dev/null", O_WRONLY);
        if (quiet >= 0) dup2(quiet, 1), dup2(quiet, 2);
        execl(cordon, cordon, "--data", "/nonexistent/cordon-bench", "screen", "--json", "--as-of", "2026-10-01",
              file, (char *)NULL);
        _exit(127);
    }
    if (wait4(pid, &status, 0, &usage) != pid || !WIFEXITED(status) || WEXITSTATUS(status) == 127) die(cordon, NULL);
    double took = (double)(os_ticks_ns() - began) / 1e6;
    *ret_busy = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 +
                (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
    return took;
}

static void bench_start(const char *cordon, const char *what, const char *record, double want)
{
    char file[] = "/tmp/cordon-bench-one-XXXXXX";
    struct cordon_error err;
    double ms[STARTS], busy[STARTS];
    int fd = mkstemp(file);
    if (fd < 0 || os_write_all(fd, str_c(record), &err)) die("file", NULL);
    close(fd);
    for (size_t k = 0; k < STARTS; k++) ms[k] = start_ms(cordon, file, &busy[k]);
    unlink(file);
    qsort(ms, STARTS, sizeof *ms, by_double);
    qsort(busy, STARTS, sizeof *busy, by_double);
    printf("%-46s median %9.1f ms        (%.1f .. %.1f)  want < %.0f ms  %s  (%.1f ms of processors)\n", what,
           ms[STARTS / 2], ms[0], ms[STARTS - 1], want, ms[STARTS / 2] < want ? "ok" : "MISSED", busy[STARTS / 2]);
}

int main(int argc, char **argv)
{
    struct cordon_error err;
    struct people people;
    struct cordon_rules *rules = NULL;
    struct cordon_policy *policy = NULL;
    cordon_status st;
    if (argc > 2) seed = strtoull(argv[2], NULL, 10);
    printf("seed %llu, %d rounds, processor time of one thread or of one worker with its reader and writer\n",
           (unsigned long long)seed, ROUNDS);
    seed = seed * 0x9E3779B97F4A7C15u | 1;
    make_people(&people);
    if (cordon_policy_load("demo", &policy, &err)) die("policy", &err);
    if (cordon_rules_open(NULL, 0, &rules, &err)) die("rules", &err);
    uint64_t began = now_ns();
    const struct rules *made = rules_get(rules, &st, &err);
    if (!made) die("rules", &err);
    printf("%-46s        %9.1f ms\n", "rules and label data made ready", (double)(now_ns() - began) / 1e6);
    bench_rules(made, &people, policy);
    bench_tables(&people, rules, policy);
    if (argc > 1 && *argv[1]) {
        bench_start(argv[1], "one record, names alone, from process start", "{\"id\":\"1\",\"name\":\"Testina Beispiel\"}\n", 20);
        bench_start(argv[1], "one applicant, from process start",
                    "{\"id\":\"1\",\"kind\":\"applicant\",\"name\":\"Testina Beispiel\",\"email\":\"t@example.com\"}\n", 20);
    }
    cordon_rules_free(rules);
    cordon_policy_free(policy);
    record_reader_free(people.reader);
    arena_release(&people.arena);
    return 0;
}
