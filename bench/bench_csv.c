/*
 * How fast tables are read: bytes to rows of cells (csv_next), and bytes to entities (the readers
 * of OFAC's CSV and of the OFSI list), each beside memchr over the same bytes, which is what a pass
 * over memory costs.
 *
 *     bench_csv [SHARED [--mb N] [--runs N]]
 *                            SHARED: the folder with data/us-ofac-sdn-2023-12-28 and
 *                            data/uk-ofsi-2020-04-27; without it only made-up rows are read.
 *                            --mb 0: the files as they are
 *
 * Inputs are grown to 100 MB by writing their rows again under other numbers. Five rounds; median
 * and fastest are printed. The made-up rows come from a fixed seed.
 */
#include "base/csv.h"
#include "base/mem.h"
#include "base/num.h"
#include "list/list.h"
#include "os/os.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROUNDS = 5, STEP = 100000 };

static size_t grown = 100 << 20; /* bytes of each input */
static int rounds = ROUNDS;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t); /* of this process alone: the machine may be busy */
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static void tell(const char *input, const char *what, size_t bytes, double *took, double yard,
                 size_t things)
{
    qsort(took, (size_t)rounds, sizeof *took, by_size);
    double median = (double)bytes / took[rounds / 2] / 1e6, best = (double)bytes / took[0] / 1e6;
    printf("%-22s %-22s %8.0f %8.0f %9.3f %12zu\n", input, what, median, best,
           yard > 0 ? median / yard : 1.0, things);
}

/* --- inputs --------------------------------------------------------------------------------- */

/* It stays mapped until the end. */
static str slurp(const char *root, const char *rest)
{
    struct os_file f = OS_FILE_INIT;
    char path[4096];
    snprintf(path, sizeof path, "%s/data/%s", root, rest);
    return os_file_map(path, &f, NULL) ? STR_EMPTY : f.bytes;
}

static str without_mark(str s)
{
    while (s.len && (s.data[s.len - 1] == 0x1A || byte_is_blank(s.data[s.len - 1]))) s.len--;
    return s;
}

/* The rows again, with `more` added to the number at each row's front or end. */
static void copy_rows(struct buf *out, str text, uint64_t more, bool is_front)
{
    uint64_t number;
    str line;
    while (str_next(&text, '\n', &line)) {
        if (str_ends(line, STR("\r"))) line.len--;
        size_t at = is_front ? 0 : line.len;
        while (!is_front && at && byte_is_digit(line.data[at - 1])) at--;
        size_t end = at;
        while (end < line.len && byte_is_digit(line.data[end])) end++;
        buf_add(out, str_sub(line, 0, at));
        if (num_parse_u64(str_sub(line, at, end), UINT64_MAX / 2, &number)) buf_add_u64(out, number + more);
        buf_add(out, str_from(line, end));
        buf_add(out, STR("\r\n"));
    }
}

static void grow(struct buf *out, str head, str text, bool is_front)
{
    buf_init(out, grown * 2 + (16 << 20));
    buf_add(out, head);
    for (uint64_t k = 0; k == 0 || out->len < grown; k++) copy_rows(out, text, k * STEP, is_front);
}

static uint64_t seed = 20261121;
static uint32_t draw(uint32_t below)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % below;
}

/* Rows of `columns` cells of 0 to 30 letters, all in quotes or none. */
static void make_rows(struct buf *out, unsigned columns, bool is_quoted)
{
    buf_init(out, grown * 2 + (16 << 20));
    while (out->len < grown) {
        for (unsigned c = 0; c < columns; c++) {
            uint32_t len = draw(3) ? draw(31) : 0;
            if (c) buf_add_byte(out, ',');
            if (is_quoted) buf_add_byte(out, '"');
            for (uint32_t i = 0; i < len; i++) buf_add_byte(out, (char)('a' + draw(26)));
            if (is_quoted) buf_add_byte(out, '"');
        }
        buf_add(out, STR("\r\n"));
    }
}

/* --- what is measured ----------------------------------------------------------------------- */

static double run_memchr(const char *input, str text)
{
    double took[ROUNDS];
    size_t lines = 0;
    for (int r = 0; r < rounds; r++) {
        double from = now();
        lines = 0;
        for (const char *p = text.data, *end = p + text.len; (p = memchr(p, '\n', (size_t)(end - p))); p++) lines++;
        took[r] = now() - from;
    }
    tell(input, "memchr, line ends", text.len, took, 0, lines);
    return (double)text.len / took[rounds / 2] / 1e6;
}

static void run_rows(const char *input, str text, double yard)
{
    struct csv_reader *r = malloc(sizeof *r);
    struct arena arena;
    double took[ROUNDS];
    size_t cells = 0;
    arena_init(&arena, 1 << 20);
    for (int n = 0; r && n < rounds; n++) {
        bool is_row = true;
        double from = now();
        cells = 0;
        csv_init(r, text, ',', 1, &arena);
        while (csv_next(r, &is_row, NULL) == CORDON_OK && is_row) {
            cells += r->count;
            arena_reset(&arena);
        }
        took[n] = now() - from;
    }
    tell(input, "rows of cells", text.len, took, yard, cells);
    arena_release(&arena);
    free(r);
}

static void run_entities(const char *input, const struct list_format *format, const char *source,
                         const struct list_file *files, size_t count, double yard)
{
    double took[ROUNDS];
    size_t bytes = 0, entries = 0;
    for (size_t i = 0; i < count; i++) bytes += files[i].bytes.len;
    for (int n = 0; n < rounds; n++) {
        struct arena arena;
        struct list_report report;
        struct cordon_error err = { .status = CORDON_OK };
        arena_init(&arena, 1 << 26);
        list_report_init(&report, &arena);
        double from = now();
        struct entity_build *b = entity_build_new();
        cordon_status st = b ? format->read(str_c(source), files, count, b, &report, &err) : CORDON_NOMEM;
        took[n] = now() - from;
        if (st) printf("%s: %s\n", input, err.message);
        entries = report.entries;
        entity_build_free(b);
        arena_release(&arena);
    }
    tell(input, "entities", bytes, took, yard, entries);
}

/* --- the runs ------------------------------------------------------------------------------- */

static void run_made_up(const char *name, unsigned columns, bool is_quoted)
{
    struct buf text;
    make_rows(&text, columns, is_quoted);
    run_rows(name, buf_str(&text), run_memchr(name, buf_str(&text)));
    buf_release(&text);
}

static void run_ofac(const char *root)
{
    static const char *const names[] = { "sdn.csv", "alt.csv", "add.csv" };
    struct list_file files[3];
    struct buf all = BUF_INIT(grown * 2 + (16 << 20)), part[3];
    size_t one = 0;
    str small[3];
    for (size_t i = 0; i < 3; i++) {
        char path[256];
        snprintf(path, sizeof path, "us-ofac-sdn-2023-12-28/%s", names[i]);
        small[i] = without_mark(slurp(root, path));
        one += small[i].len;
        buf_init(&part[i], grown * 2 + (16 << 20));
    }
    for (uint64_t k = 0; one && (k == 0 || k * one < grown); k++)
        for (size_t i = 0; i < 3; i++) copy_rows(&part[i], small[i], k * STEP, true);
    for (size_t i = 0; i < 3; i++) {
        buf_add(&all, buf_str(&part[i]));
        buf_add(&part[i], STR("\x1a"));
        files[i] = (struct list_file){ str_c(names[i]), buf_str(&part[i]) };
    }
    if (all.len) {
        double yard = run_memchr("OFAC sdn+alt+add", buf_str(&all));
        run_rows("OFAC sdn+alt+add", buf_str(&all), yard);
        run_entities("OFAC sdn+alt+add", &list_ofac_csv, "us_ofac_sdn", files, 3, yard);
    } else {
        printf("skipped: no shared data us-ofac-sdn-2023-12-28\n");
    }
    for (size_t i = 0; i < 3; i++) buf_release(&part[i]);
    buf_release(&all);
}

static void run_ofsi(const char *root)
{
    str small = slurp(root, "uk-ofsi-2020-04-27/ConList.csv");
    struct buf text = { 0 };
    if (!small.len) {
        printf("skipped: no shared data uk-ofsi-2020-04-27\n");
        return;
    }
    size_t head = str_index(small, '\n') + 1;
    head += str_index(str_from(small, head), '\n') + 1;
    grow(&text, str_sub(small, 0, head), without_mark(str_from(small, head)), false);
    double yard = run_memchr("UK OFSI 2020", buf_str(&text));
    run_rows("UK OFSI 2020", buf_str(&text), yard);
    struct list_file file = { STR("ConList.csv"), buf_str(&text) };
    run_entities("UK OFSI 2020", &list_uk_ofsi_csv, "uk_ofsi", &file, 1, yard);
    buf_release(&text);
}

int main(int argc, char **argv)
{
    printf("%-22s %-22s %8s %8s %9s %12s\n", "input", "measured", "MB/s", "fastest", "x memchr", "count");
    for (int i = 2; i + 1 < argc; i += 2) {
        if (strcmp(argv[i], "--mb") == 0) grown = (size_t)strtoul(argv[i + 1], NULL, 10) << 20;
        if (strcmp(argv[i], "--runs") == 0) rounds = atoi(argv[i + 1]);
    }
    if (rounds < 1 || rounds > ROUNDS) return 2;
    run_made_up("made-up, plain", 20, false);
    run_made_up("made-up, quoted", 12, true);
    if (argc > 1) {
        run_ofac(argv[1]);
        run_ofsi(argv[1]);
    }
    return 0;
}
