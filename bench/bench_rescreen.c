/*
 * Millions of subjects, and a change of three hundred listed parties: how long until everybody it touches is screened
 * again.
 *
 *   bench_rescreen SHARED SOURCE [--subjects N] [--payments N] [--look-back] [--folder DIR] [--keep]
 *
 * Subjects: six of ten with names of data/train/names.tsv (sixteen cultures, weight 1 / (rank + 12), a third of those
 * that have one in their own script), four with words of data/freq/persons.tsv by their share; half with a birth date,
 * one of ten with a passport. Lists: OFAC's sdn.csv of 2024-05-03 and the UN's of 2026-02-27. The change: 200 parties
 * added, 50 changed, 50 removed. Seed 20260101.
 *
 * --payments N: made-up payments between any two of the subjects over ten years in five currencies, written by the store's own
 * calls. --look-back: which of them touched the newly listed, after the change. Times are of the wall and of all processors
 * together: with two free cores the wall takes half of that.
 */
#include <cordon/subjects.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/num.h"
#include "engine/watch.h"
#include "os/os.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { AS_OF_S = 1772323200 /* 2026-03-01 */, ADDED = 200, CHANGED = 50, REMOVED = 50, PARTS_MAX = 128, FREQ_MAX = 40000 };

static uint64_t seed = 20260101;

static uint32_t dice(uint32_t sides)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((seed >> 32) * sides >> 32);
}

_Noreturn static void die(const char *what, const struct cordon_error *err)
{
    fprintf(stderr, "bench_rescreen: %s: %s %s\n", what, err ? err->file : "", err ? err->message : "");
    exit(1);
}

static double seconds_since(uint64_t ns)
{
    return (double)(os_ticks_ns() - ns) / 1e9;
}

/* Of all threads. */
static double processor_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* --- names ---------------------------------------------------------------------------------------------------------- */

struct name_list {
    str  name[600];
    uint32_t up_to[600]; /* of the weights */
    size_t count;
};
struct culture {
    str         id;
    struct name_list part[4]; /* male, female, surname, father */
};
static struct culture culture[32];
static size_t cultures;
static str word[FREQ_MAX];
static uint64_t word_up_to[FREQ_MAX];
static size_t words;

static void read_part(struct name_list *p, str names)
{
    uint32_t sum = 0;
    for (str name; str_next(&names, '|', &name) && p->count < COUNT_OF(p->name); p->count++) {
        p->name[p->count] = name;
        sum += 100000 / (uint32_t)(p->count + 12);
        p->up_to[p->count] = sum;
    }
}

static void read_names(const char *source, struct arena *a)
{
    static const char *const parts[] = { "male", "female", "surname", "father" };
    struct os_file file = OS_FILE_INIT;
    struct cordon_error err;
    str path = arena_printf(a, "%s/data/train/names.tsv", source), line;
    if (os_file_map(path.data, &file, &err)) die("names", &err);
    for (str rest = file.bytes; str_next(&rest, '\n', &line);) {
        str id, part;
        if (!str_next(&line, '\t', &id) || !str_next(&line, '\t', &part) || str_starts(id, STR("#"))) continue;
        if (!cultures || !str_eq(culture[cultures - 1].id, id)) {
            if (str_eq(id, STR("culture")) || cultures == COUNT_OF(culture)) continue;
            culture[cultures++].id = id;
        }
        if (str_eq(part, STR("given"))) read_part(&culture[cultures - 1].part[3], line);
        for (size_t i = 0; i < 4; i++)
            if (str_eq(part, str_c(parts[i]))) read_part(&culture[cultures - 1].part[i], line);
    }
}

static void read_words(const char *source, struct arena *a)
{
    struct os_file file = OS_FILE_INIT;
    struct cordon_error err;
    uint64_t sum = 0, cb;
    str path = arena_printf(a, "%s/data/freq/persons.tsv", source), line, token;
    if (os_file_map(path.data, &file, &err)) die("words", &err);
    for (str rest = file.bytes; str_next(&rest, '\n', &line) && words < FREQ_MAX;) {
        if (!str_next(&line, '\t', &token) || !num_parse_u64(line, 2000, &cb) || token.len < 2 || (unsigned char)token.data[0] >= 0x80) continue;
        sum += (uint64_t)(1e9 * pow(2, -(double)cb / 100)) + 1;
        word[words] = token;
        word_up_to[words++] = sum;
    }
}

static str pick(const struct name_list *p, bool is_native)
{
    if (!p->count) return STR("Ana");
    uint32_t at = dice(p->up_to[p->count - 1]);
    size_t i = 0;
    while (p->up_to[i] <= at) i++;
    size_t slash = str_index(p->name[i], '/');
    return is_native && slash < p->name[i].len ? str_from(p->name[i], slash + 1) : str_sub(p->name[i], 0, slash);
}

static str pick_word(void)
{
    uint64_t at = ((uint64_t)dice(UINT32_MAX) << 20 | dice(1u << 20)) % word_up_to[words - 1];
    size_t low = 0, high = words - 1;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (word_up_to[mid] <= at) low = mid + 1;
        else high = mid;
    }
    return word[low];
}

static void add_name(struct buf *out)
{
    if (dice(10) < 4) {
        uint32_t count = 2 + (dice(3) == 0);
        for (uint32_t i = 0; i < count; i++) {
            if (i) buf_add_byte(out, ' ');
            buf_add(out, pick_word());
        }
        return;
    }
    const struct culture *c = &culture[dice((uint32_t)cultures)];
    while (!c->part[2].count || !(c->part[0].count || c->part[3].count)) c = &culture[dice((uint32_t)cultures)];
    const struct name_list *given = c->part[0].count && c->part[1].count ? &c->part[dice(2)] : &c->part[3]; /* a single list stands there */
    bool is_native = dice(3) == 0, is_split = str_eq(c->id, STR("korean")) || str_eq(c->id, STR("chinese"));
    if (is_split) buf_add(out, pick(&c->part[2], is_native));
    if (is_split && !is_native) buf_add_byte(out, ' ');
    buf_add(out, pick(given, is_native));
    if (is_split) {
        if (!is_native && dice(2)) buf_add_byte(out, dice(2) ? ' ' : '-');
        buf_add(out, pick(given, is_native));
        return;
    }
    if (given != &c->part[3] && c->part[3].count && dice(2)) {
        buf_add_byte(out, ' ');
        buf_add(out, pick(&c->part[3], is_native));
    }
    if (c->part[2].count) {
        buf_add_byte(out, ' ');
        buf_add(out, pick(&c->part[2], is_native));
    }
}

static void write_subjects(const char *path, uint64_t count)
{
    FILE *f = fopen(path, "w");
    struct buf b = BUF_INIT(1 << 16);
    if (!f) die("cannot write subjects", NULL);
    for (uint64_t i = 0; i < count; i++) {
        buf_reset(&b);
        buf_printf(&b, "{\"id\":\"C%llu\",\"schema\":\"person\",\"name\":\"", (unsigned long long)i);
        add_name(&b);
        buf_add_byte(&b, '"');
        if (dice(2)) buf_printf(&b, ",\"birth_date\":\"%u-%02u-%02u\"", 1940 + dice(66), 1 + dice(12), 1 + dice(28));
        if (dice(10) == 0) buf_printf(&b, ",\"passport\":\"M%08u\"", dice(100000000));
        buf_add(&b, STR("}\n"));
        fwrite(b.data, 1, b.len, f);
    }
    if (fclose(f)) die("cannot write subjects", NULL);
    buf_release(&b);
}

/* --- payments ------------------------------------------------------------------------------------------------------------- */

static void write_payments(struct cordon_subjects *s, uint64_t count, uint64_t subjects)
{
    enum { BLOCKS_AT_ONCE = 64 };
    static struct watch_payment payment[PAYMENT_BLOCK];
    static char id[PAYMENT_BLOCK][16];
    static const char currency[5][4] = { "USD", "EUR", "KRW", "JPY", "GBP" };
    struct cordon_error err = { .status = CORDON_OK };
    uint64_t done = 0, start = os_ticks_ns(), told = start;
    while (done < count) {
        if (store_begin(s->store, &err)) die("payments", &err);
        for (int k = 0; k < BLOCKS_AT_ONCE && done < count; k++) {
            size_t n = 0;
            for (; n < PAYMENT_BLOCK && done < count; n++, done++) {
                int len = snprintf(id[n], sizeof id[n], "P%llu", (unsigned long long)done);
                payment[n] = (struct watch_payment){ .payer = 1 + dice((uint32_t)subjects), .payee = 1 + dice((uint32_t)subjects),
                                                     .amount = 100 + dice(100000000), .day = (int32_t)(16800 + dice(3650)),
                                                     .decimals = 2, .id = str_of(id[n], (size_t)len) };
                memcpy(payment[n].currency, currency[dice(5)], 4);
            }
            if (watch_payments_put(s->store, payment, n, &err)) die("payments", &err);
        }
        if (store_commit(s->store, &err)) die("payments", &err);
        if (seconds_since(told) < 10) continue;
        told = os_ticks_ns();
        printf("  %llu of %llu payments, %.0f s\n", (unsigned long long)done, (unsigned long long)count, seconds_since(start));
        fflush(stdout);
    }
    printf("%llu payments written in %.1f s\n", (unsigned long long)count, seconds_since(start));
}

/* --- lists --------------------------------------------------------------------------------------------------------------- */

static void import_list(const char *folder, const char *source, const char *path, const char *edition)
{
    struct cordon_counts counts;
    struct cordon_error err = { .status = CORDON_OK };
    struct cordon_import import = { .data_dir = folder, .source = str_c(source), .files = &path, .file_count = 1,
                                    .edition = str_c(edition), .accept = STR("made for a benchmark") };
    if (cordon_import(&import, &counts, &err)) die("import", &err);
}

/* The list before: without some rows, with some others, and some written otherwise. */
static void write_before(const char *from, const char *path)
{
    struct os_file file = OS_FILE_INIT;
    struct cordon_error err;
    struct buf out = BUF_INIT(64 << 20);
    size_t n = 0, left_out = 0, changed = 0;
    str line;
    if (os_file_map(from, &file, &err)) die("sdn.csv", &err);
    bool has_gone = false;
    for (str rest = file.bytes; str_next(&rest, '\n', &line); n++) {
        bool is_row = line.len > 20;
        if (!is_row && !has_gone) { /* the end: rows that go, with numbers behind all others */
            has_gone = true;
            for (size_t i = 0; i < REMOVED; i++)
                buf_printf(&out, "%zu,\"GONE, Person %c%c\",\"individual\",\"SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n", 900000 + i,
                           (char)('a' + i / 26), (char)('a' + i % 26));
        }
        if (is_row && n % 70 == 5 && left_out < ADDED) {
            left_out++;
            continue;
        }
        if (is_row && n % 70 == 9 && changed < CHANGED) {
            changed++;
            size_t quote = str_index(line, '"');
            buf_add(&out, str_sub(line, 0, quote + 1));
            buf_add(&out, STR("AB "));
            buf_add(&out, str_from(line, quote + 1));
        } else {
            buf_add(&out, line);
        }
        if (rest.data) buf_add_byte(&out, '\n');
    }
    if (out.failed || os_file_replace(path, buf_str(&out), &err)) die("the list before", &err);
    buf_release(&out);
    os_file_unmap(&file);
}

/* --- the run --------------------------------------------------------------------------------------------------------------- */

static uint64_t changes;

static cordon_status count_lines(void *ctx, cordon_str lines, struct cordon_error *err)
{
    (void)ctx;
    (void)err;
    changes += str_count(lines, '\n');
    return CORDON_OK;
}

static uint64_t peak_kib(void)
{
    char line[256];
    uint64_t kib = 0;
    FILE *f = fopen("/proc/self/status", "r");
    while (f && fgets(line, sizeof line, f))
        if (strncmp(line, "VmHWM:", 6) == 0) kib = strtoull(line + 6, NULL, 10);
    if (f) fclose(f);
    return kib;
}

static void rescreen(struct cordon_subjects *s, const char *folder, const struct cordon_policy *policy, int64_t as_of_s, const char *what)
{
    struct cordon_set *set = NULL;
    struct cordon_error err = { .status = CORDON_OK };
    struct cordon_rescreened sum;
    struct cordon_screen_options o = { .policy = policy, .as_of_s = as_of_s, .min_bp = -1 };
    struct cordon_rescreen run = { .options = &o, .change = count_lines };
    if (cordon_set_open(folder, &set, &err)) die("set", &err);
    run.set = set;
    changes = 0;
    uint64_t start = os_ticks_ns();
    double processor = processor_seconds();
    if (cordon_rescreen(s, &run, &sum, &err)) die("rescreen", &err);
    processor = processor_seconds() - processor;
    printf("%s: %.2f s, %.2f s of processors, %.2f us a subject; parties +%llu ~%llu -%llu; %llu subjects, %llu looked at, %llu screened, %llu lines; small index %.1f MB; "
           "peak memory %.0f MB\n",
           what, seconds_since(start), processor, sum.subjects ? processor * 1e6 / (double)sum.subjects : 0, (unsigned long long)sum.added, (unsigned long long)sum.changed, (unsigned long long)sum.removed,
           (unsigned long long)sum.subjects, (unsigned long long)sum.sieved, (unsigned long long)sum.screened,
           (unsigned long long)changes, (double)sum.memory / 1e6, (double)peak_kib() / 1e3);
    fflush(stdout);
    cordon_set_close(set);
}

static uint64_t touching;

static cordon_status count_found(void *ctx, cordon_str lines, struct cordon_error *err)
{
    touching += str_count(lines, '\n');
    return count_lines(ctx, STR_EMPTY, err);
}

static void look_back(struct cordon_subjects *s, const char *folder, int64_t as_of_s)
{
    struct cordon_set *set = NULL;
    struct cordon_error err = { .status = CORDON_OK };
    struct cordon_looked_back sum;
    if (cordon_set_open(folder, &set, &err)) die("set", &err);
    struct cordon_look_back look = { .set = set, .lang = STR("en"), .as_of_s = as_of_s, .found = count_found };
    uint64_t start = os_ticks_ns();
    double processor = processor_seconds();
    if (cordon_look_back(s, &look, &sum, &err)) die("look back", &err);
    printf("looking back: %.2f s, %.2f s of processors; %llu payments, %llu of them with %llu subjects near %llu parties\n", seconds_since(start),
           processor_seconds() - processor, (unsigned long long)sum.payments, (unsigned long long)sum.touched, (unsigned long long)sum.subjects,
           (unsigned long long)sum.parties);
    fflush(stdout);
    cordon_set_close(set);
}

int main(int argc, char **argv)
{
    struct arena a;
    struct cordon_error err = { .status = CORDON_OK };
    struct cordon_policy *policy = NULL;
    struct cordon_subjects *s = NULL;
    uint64_t subjects = 1000000, payments = 0;
    char folder[4096] = "/tmp/cordon-bench-rescreen-XXXXXX";
    bool keep = false, looks_back = false;
    if (argc < 3) return 2;
    const char *shared = argv[1], *source = argv[2];
    for (int i = 3; i < argc; i++) {
        if (strcmp(argv[i], "--subjects") == 0 && i + 1 < argc) subjects = strtoull(argv[++i], NULL, 10);
        else if (strcmp(argv[i], "--payments") == 0 && i + 1 < argc) payments = strtoull(argv[++i], NULL, 10);
        else if (strcmp(argv[i], "--folder") == 0 && i + 1 < argc) snprintf(folder, sizeof folder, "%s/cordon-bench-XXXXXX", argv[++i]);
        else if (strcmp(argv[i], "--look-back") == 0) looks_back = true;
        else if (strcmp(argv[i], "--keep") == 0) keep = true;
        else return 2;
    }
    arena_init(&a, 64 << 20);
    str sdn = arena_printf(&a, "%s/data/us-ofac-sdn-2024-05-03/sdn.csv", shared), un = arena_printf(&a, "%s/data/un-sc-2026-02-27/consolidated.xml", shared);
    if (!os_file_exists(sdn.data)) {
        printf("skipped: no lists in %s\n", shared);
        return 0;
    }
    if (!mkdtemp(folder)) die("cannot make a folder", NULL);
    read_names(source, &a);
    read_words(source, &a);
    str before = arena_printf(&a, "%s/sdn.csv", folder), file = arena_printf(&a, "%s/subjects.jsonl", folder);
    write_before(sdn.data, before.data);
    import_list(folder, "us_ofac_sdn", before.data, "2026-02-01");
    import_list(folder, "un_sc", un.data, "");
    write_subjects(file.data, subjects);
    printf("%llu subjects of %zu cultures and %zu words, %.0f MB as JSON Lines; %u cores\n", (unsigned long long)subjects, cultures, words,
           (double)os_file_size(file.data) / 1e6, os_cpu_count());
    if (cordon_policy_load("default", &policy, &err)) die("policy", &err);
    struct cordon_subjects_place place = { .path = arena_printf(&a, "%s/s.db", folder).data, .key = arena_printf(&a, "%s/key", folder).data };
    if (cordon_subjects_make(&place, &err) || cordon_subjects_open(&place, true, &s, &err)) die("store", &err);
    struct cordon_subjects_added added;
    struct cordon_subjects_add add = { .policy = policy, .path = file.data, .as_of_s = AS_OF_S };
    uint64_t start = os_ticks_ns();
    double processor = processor_seconds();
    if (cordon_subjects_add(s, &add, &added, &err)) die("add", &err);
    printf("added %llu in %.1f s, %.1f s of processors; store %.0f MB\n", (unsigned long long)added.added, seconds_since(start),
           processor_seconds() - processor, (double)os_file_size(place.path) / 1e6);
    (void)os_file_remove(file.data, NULL);
    if (payments) {
        write_payments(s, payments, subjects);
        printf("store %.0f MB with them\n", (double)os_file_size(place.path) / 1e6);
    }
    rescreen(s, folder, policy, AS_OF_S, "first, all");
    import_list(folder, "us_ofac_sdn", sdn.data, "2026-02-28");
    rescreen(s, folder, policy, AS_OF_S + 60, "after the change");
    if (looks_back) look_back(s, folder, AS_OF_S + 60);
    rescreen(s, folder, policy, AS_OF_S + 120, "with no change");
    struct cordon_subjects_stats c;
    if (cordon_subjects_count(s, NULL, NULL, &c, &err)) die("count", &err);
    printf("store %.0f MB, %llu words, %llu subjects with hits\n", (double)c.bytes / 1e6, (unsigned long long)c.words, (unsigned long long)c.with_hits);
    cordon_subjects_close(s);
    cordon_policy_free(policy);
    if (!keep) (void)os_folder_remove_tree(folder, NULL);
    else printf("kept in %s\n", folder);
    arena_release(&a);
    return 0;
}
