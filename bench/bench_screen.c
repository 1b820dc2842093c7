/*
 * The numbers of screening, on the real OFAC and UN lists: import, open, size, searches a second,
 * process start, a file larger than memory should hold.
 *
 *   bench_screen CORDON SHARED [MB]
 *
 * CORDON is the command to start, SHARED the folder that holds data/, MB the size of the stream
 * file (default 1000). Query mix: 40 % made-up names of persons, 30 % listed aliases with one slip,
 * 20 % listed names as they are, 10 % organisations with one slip; all from one seed. Times are
 * medians of one run on this machine; the spread stands beside them.
 */
#include "base/buf.h"
#include "base/json.h"
#include "base/num.h"
#include "engine/set.h"
#include "os/os.h"

#include <cordon/screen.h>

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <fcntl.h>
#include <unistd.h>

enum { QUERIES = 40000, ROUNDS = 3, STARTS = 25, IMPORTS = 7, OPENS = 25, SEED = 20231228 };
enum { AS_OF_S = 1772236800 }; /* 2026-02-28 */

static uint64_t seed = SEED;

static uint32_t random_below(uint32_t n)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)(seed % n);
}

static void die(const char *what, const struct cordon_error *err)
{
    fprintf(stderr, "bench_screen: %s: %s %s\n", what, err->file, err->message);
    exit(1);
}

static int by_u64(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

/* "name  median  (min .. max)" in milliseconds */
static void print_ms(const char *name, uint64_t *ns, size_t n, double want)
{
    qsort(ns, n, sizeof *ns, by_u64);
    double median = (double)ns[n / 2] / 1e6;
    printf("%-44s %9.2f ms  (%.2f .. %.2f)  want < %.0f ms  %s\n", name, median, (double)ns[0] / 1e6,
           (double)ns[n - 1] / 1e6, want, median < want ? "ok" : "MISSED");
}

/* --- the command as a process ---------------------------------------------------------------------- */

/* Run argv with stdout to `out`; gives wall time and resources of the child. */
static uint64_t run(const char *const argv[], const char *out, struct rusage *ret_usage, int *ret_code)
{
    uint64_t began = os_ticks_ns();
    int status;
    pid_t pid = fork();
    if (pid == 0) {
        int fd = open(out, O_WRONLY | O_CREAT | O_TRUNC, 0600);
        if (fd >= 0) dup2(fd, 1);
        int quiet = open("/dev/null", O_WRONLY);
        if (quiet >= 0) dup2(quiet, 2);
        execv(argv[0], (char *const *)(uintptr_t)argv); /* execv changes nothing */
        _exit(127);
    }
    wait4(pid, &status, 0, ret_usage);
    if (ret_code) *ret_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return os_ticks_ns() - began;
}

static void drop_from_cache(const char *path)
{
    int fd = open(path, O_RDONLY);
    if (fd < 0) return;
    fsync(fd);
    posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
    close(fd);
}

static void bench_import(const char *cordon, const char *shared, const char *data)
{
    static const char *const names[] = { "sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv" };
    char path[4][4096], folder[4096];
    uint64_t ns[IMPORTS];
    struct rusage usage;
    int code = 0;
    for (size_t i = 0; i < 4; i++)
        snprintf(path[i], sizeof path[i], "%s/data/us-ofac-sdn-2023-12-28/%s", shared, names[i]);
    for (size_t k = 0; k < IMPORTS; k++) {
        snprintf(folder, sizeof folder, "%s-%zu", data, k);
        for (size_t i = 0; i < 4; i++) drop_from_cache(path[i]);
        const char *argv[] = { cordon, "--data", folder, "lists", "import", "us_ofac_sdn", path[0],
                         path[1], path[2], path[3], "--edition", "2023-12-28", NULL };
        ns[k] = run(argv, "/dev/null", &usage, &code);
        if (code) fprintf(stderr, "bench_screen: import ended with %d\n", code);
        (void)os_folder_remove_tree(folder, NULL);
    }
    print_ms("import of the OFAC set, files cold, synced", ns, IMPORTS, 500);
}

static void bench_start(const char *cordon, const char *data)
{
    char file[] = "/tmp/cordon-bench-one-XXXXXX";
    uint64_t ns[STARTS];
    struct rusage usage;
    int fd = mkstemp(file);
    static const char record[] = "{\"id\":\"1\",\"name\":\"Testina Beispiel\"}\n";
    if (fd < 0 || write(fd, record, sizeof record - 1) < 0) return;
    close(fd);
    const char *argv[] = { cordon, "--data", data, "screen", "--json", "--as-of", "2026-02-28", file, NULL };
    for (size_t k = 0; k < STARTS; k++) ns[k] = run(argv, "/dev/null", &usage, NULL);
    print_ms("screen of one record from process start", ns, STARTS, 20);
    unlink(file);
}

/* --- the stream ------------------------------------------------------------------------------------ */

static void bench_stream(const char *cordon, const char *data, const struct buf *sample, unsigned megabytes)
{
    char file[] = "/tmp/cordon-bench-stream-XXXXXX";
    struct rusage small, usage;
    uint64_t bytes = 0, goal = (uint64_t)megabytes * 1000000u;
    int fd = mkstemp(file), code = 0;
    if (fd < 0) return;
    while (bytes < goal) {
        struct cordon_error err = { .status = CORDON_OK };
        if (bytes > 10000000 && bytes < 10000000 + sample->len) { /* memory at a hundredth */
            const char *argv[] = { cordon, "--data", data, "screen", "--json", "--as-of", "2026-02-28", file,
                             NULL };
            run(argv, "/dev/null", &small, NULL);
        }
        if (os_write_all(fd, buf_str(sample), &err)) die("stream file", &err);
        bytes += sample->len;
    }
    close(fd);
    const char *argv[] = { cordon, "--data", data, "screen", "--json", "--as-of", "2026-02-28", file, NULL };
    uint64_t ns = run(argv, "/dev/null", &usage, &code);
    double wall = (double)ns / 1e9;
    double cpu = (double)usage.ru_utime.tv_sec + (double)usage.ru_utime.tv_usec / 1e6 +
                 (double)usage.ru_stime.tv_sec + (double)usage.ru_stime.tv_usec / 1e6;
    printf("%-44s %9.1f s   %.1f MB/s, %.2f of %u cores busy, peak %ld MB (%ld MB at 10 MB of "
           "input), exit %d\n", "JSON Lines stream", wall, (double)bytes / 1e6 / wall, cpu / wall,
           os_cpu_count(), usage.ru_maxrss / 1024, small.ru_maxrss / 1024, code);
    unlink(file);
}

/* --- queries --------------------------------------------------------------------------------------- */

struct query {
    struct buf json;
    bool       is_found; /* set by the run: the entry it was made from was listed */
    char       id[96];   /* that entry, or "" */
};

static const char *const syllables[] = { "ka", "lo", "mi", "ran", "te", "vor", "shi", "du", "bel",
                                         "an", "jo", "ster", "pa", "ni", "gre", "hu", "zar", "wen" };

static void made_up(struct buf *out)
{
    for (int part = 0; part < 2; part++) {
        if (part) buf_add_byte(out, ' ');
        for (uint32_t k = 2 + random_below(2); k > 0; k--)
            buf_add(out, str_c(syllables[random_below(COUNT_OF(syllables))]));
    }
}

/* One slip of the hand in an ASCII name of some length; others go as they are. */
static void slipped(str name, struct buf *out)
{
    uint32_t at = name.len > 4 ? 1 + random_below((uint32_t)name.len - 2) : 0;
    bool can = at && byte_is_alpha(name.data[at]) && byte_is_alpha(name.data[at - 1]);
    if (!can) {
        buf_add(out, name);
        return;
    }
    buf_add(out, str_sub(name, 0, at));
    switch (random_below(3)) {
    case 0: buf_add_byte(out, (char)('a' + random_below(26))); break;       /* another letter */
    case 1: break;                                                          /* one left out */
    default: buf_add_byte(out, name.data[at]); buf_add_byte(out, name.data[at]); break; /* twice */
    }
    buf_add(out, str_from(name, at + 1));
}

/* A random name of a subject of the wanted kind; entity id into `id`. */
static str listed_name(const struct cordon_set *set, bool want_firm, bool want_alias, char id[96])
{
    for (;;) {
        const struct set_source *s = &set->source[random_below((uint32_t)set->source_count)];
        if (s->is_starter || random_below(10) != 0) s = &set->source[set->source_count - 1];
        for (size_t i = 0; i < set->source_count; i++)
            if (str_eq(set->source[i].about.source, STR("us_ofac_sdn")) && random_below(8) != 0)
                s = &set->source[i];
        struct entity e;
        struct entity_statement st;
        if (s->is_starter || !entity_get(&s->entities, random_below(s->entities.count), &e)) continue;
        enum entity_kind kind = ftm_schema_kind(e.schema);
        if (want_firm ? kind != KIND_ORGANIZATION : kind != KIND_PERSON) continue;
        uint32_t k = random_below(e.statement_count ? e.statement_count : 1);
        if (!entity_statement_get(&s->entities, e.first_statement + k, &st)) continue;
        if (st.prop != (want_alias ? FTM_PROP_ALIAS : FTM_PROP_NAME)) continue;
        snprintf(id, 96, "%.*s", STR_ARG(e.id));
        return st.value;
    }
}

static void make_query(const struct cordon_set *set, struct query *q)
{
    struct buf name = BUF_INIT(4096);
    struct json_writer w;
    uint32_t dice = random_below(100);
    bool is_firm = dice >= 90;
    q->id[0] = '\0';
    if (dice < 40)
        made_up(&name);
    else if (dice < 70)
        slipped(listed_name(set, false, true, q->id), &name);
    else if (dice < 90)
        buf_add(&name, listed_name(set, false, random_below(2) != 0, q->id));
    else
        slipped(listed_name(set, true, false, q->id), &name);
    buf_init(&q->json, 8192);
    json_w_init(&w, &q->json);
    json_w_object(&w);
    json_w_key_str(&w, STR("id"), STR("q"));
    json_w_key_str(&w, STR("schema"), is_firm ? STR("Organization") : STR("Person"));
    json_w_key_str(&w, STR("name"), buf_str(&name));
    json_w_object_end(&w);
    buf_release(&name);
}

static void bench_screens(const struct cordon_set *set, struct query *queries)
{
    struct cordon_error err = { .status = CORDON_OK };
    struct cordon_policy *policy = NULL;
    struct cordon_screener *scr = NULL;
    uint64_t *ns = calloc(QUERIES, sizeof *ns), best = UINT64_MAX;
    size_t asked = 0, found = 0;
    if (!ns || cordon_policy_load("default", &policy, &err)) die("policy", &err);
    struct cordon_screen_options o = { .policy = policy, .min_bp = -1, .as_of_s = AS_OF_S };
    if (cordon_screener_new(set, &o, &scr, &err)) die("screener", &err);
    for (int round = 0; round < ROUNDS; round++) {
        uint64_t began = os_ticks_ns();
        for (size_t i = 0; i < QUERIES; i++) {
            struct cordon_answer a;
            uint64_t t = os_ticks_ns();
            if (cordon_screen_json(scr, buf_str(&queries[i].json), 1, &a, &err)) die("screen", &err);
            t = os_ticks_ns() - t;
            if (round == 0 || t < ns[i]) ns[i] = t;
            if (round == 0 && queries[i].id[0]) {
                asked++;
                found += str_find(a.json, str_c(queries[i].id), 0) != SIZE_MAX;
            }
        }
        uint64_t took = os_ticks_ns() - began;
        if (took < best) best = took;
    }
    qsort(ns, QUERIES, sizeof *ns, by_u64);
    double rate = QUERIES / ((double)best / 1e9);
    printf("%-44s %9.0f /s  want >= 20000 /s  %s\n", "screens a second, one core, answers written", rate,
           rate >= 20000 ? "ok" : "MISSED");
    printf("%-44s p50 %.1f us, p99 %.1f us, p99.9 %.1f us, max %.1f us  want p99 < 1000 us  %s\n",
           "one screen", (double)ns[QUERIES / 2] / 1e3, (double)ns[QUERIES / 100 * 99] / 1e3,
           (double)ns[QUERIES / 1000 * 999] / 1e3, (double)ns[QUERIES - 1] / 1e3,
           ns[QUERIES / 100 * 99] < 1000000 ? "ok" : "MISSED");
    printf("%-44s %zu of %zu queries made from an entry list that entry\n", "found", found, asked);
    free(ns);
    cordon_screener_free(scr);
    cordon_policy_free(policy);
}

static void print_sizes(const struct cordon_set *set)
{
    size_t names = 0, bytes = 0, parts = 0;
    for (size_t i = 0; i < set->source_count; i++) {
        if (set->source[i].is_starter) continue;
        names += name_index_count(&set->source[i].names);
        bytes += name_index_bytes(&set->source[i].names);
        for (size_t k = 0; k < ROLE_COUNT; k++) parts += set->source[i].part[k].bytes.len;
    }
    printf("%-44s %9zu names, %.1f bytes a name in the index, %.1f with all parts\n", "size", names,
           (double)bytes / (double)names, (double)parts / (double)names);
}

static void import_one(const char *data, const char *source, const char *edition,
                       const char *const *files, size_t count)
{
    struct cordon_error err = { .status = CORDON_OK };
    struct cordon_counts counts;
    struct cordon_import import = { .data_dir = data, .source = str_c(source), .files = files,
                                    .file_count = count, .edition = str_c(edition) };
    if (cordon_import(&import, &counts, &err)) die(source, &err);
}

static void import_lists(const char *shared, const char *data)
{
    static const char *const names[] = { "sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv" };
    char path[5][4096];
    const char *files[5];
    for (size_t i = 0; i < 4; i++)
        snprintf(path[i], sizeof path[i], "%s/data/us-ofac-sdn-2023-12-28/%s", shared, names[i]);
    snprintf(path[4], sizeof path[4], "%s/data/un-sc-2026-02-27/consolidated.xml", shared);
    for (size_t i = 0; i < 5; i++) files[i] = path[i];
    import_one(data, "us_ofac_sdn", "2026-02-27", files, 4);
    import_one(data, "un_sc", "", files + 4, 1);
}

static void bench_open(const char *data)
{
    uint64_t ns[OPENS];
    for (size_t i = 0; i < OPENS; i++) {
        struct cordon_error err = { .status = CORDON_OK };
        struct cordon_set *set = NULL;
        ns[i] = os_ticks_ns();
        if (cordon_set_open(data, &set, &err)) die("open", &err);
        ns[i] = os_ticks_ns() - ns[i];
        cordon_set_close(set);
    }
    print_ms("open of the data set, every hash checked", ns, OPENS, 10);
}

int main(int argc, char **argv)
{
    char data[] = "/tmp/cordon-bench-XXXXXX";
    struct cordon_error err = { .status = CORDON_OK };
    struct cordon_set *set = NULL;
    struct buf sample = BUF_INIT(64 << 20);
    if (argc < 3) {
        fprintf(stderr, "usage: bench_screen CORDON SHARED [MB]\n");
        return 2;
    }
    char probe[4096];
    snprintf(probe, sizeof probe, "%s/data/us-ofac-sdn-2023-12-28/sdn.csv", argv[2]);
    if (!os_file_exists(probe)) {
        printf("skipped: no shared data %s\n", "us-ofac-sdn-2023-12-28");
        return 0;
    }
    if (!mkdtemp(data)) return 1;
    setvbuf(stdout, NULL, _IOLBF, 0);
    printf("OFAC 2023-12-28 and UN 2026-02-27, seed %d, %d queries\n", SEED, QUERIES);
    bench_import(argv[1], argv[2], data);
    import_lists(argv[2], data);
    bench_open(data);
    bench_start(argv[1], data);
    if (cordon_set_open(data, &set, &err)) die("open", &err);
    print_sizes(set);
    struct query *queries = calloc(QUERIES, sizeof *queries);
    if (!queries) return 1;
    for (size_t i = 0; i < QUERIES; i++) {
        make_query(set, &queries[i]);
        str json = buf_str(&queries[i].json);
        /* the stream's records are of the size of real ones: about a kilobyte with their note */
        buf_add(&sample, str_sub(json, 0, json.len - 1));
        buf_add(&sample, STR(",\"note\":\""));
        for (int k = 0; k < 15; k++)
            buf_add(&sample, STR("made-up text of an application, sixty bytes long, as filler. "));
        buf_add(&sample, STR("\"}\n"));
    }
    bench_screens(set, queries);
    cordon_set_close(set);
    bench_stream(argv[1], data, &sample, argc > 3 ? (unsigned)atoi(argv[3]) : 1000);
    for (size_t i = 0; i < QUERIES; i++) buf_release(&queries[i].json);
    free(queries);
    buf_release(&sample);
    (void)os_folder_remove_tree(data, NULL);
    return 0;
}
