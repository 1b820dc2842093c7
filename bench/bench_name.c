/*
 * Name search: searches a second, recall of one slip, alerts on ordinary names.
 *
 *   bench_name LIST.tsv [ORDINARY.txt]
 *
 * LIST.tsv has a row a name: entry number, kind (P person, O organisation, V vessel), p or a
 * (primary name or alias), the name. ORDINARY.txt has a name of a person a line; without it names
 * are made up of syllables. Query mix: 40 % ordinary names, 30 % listed names of persons with one
 * slip, 20 % listed names as they are, 10 % organisations with one slip. All choices come from
 * one seed. Times are
 * processor time, the fastest of ROUNDS rounds. With MISSES or ALERTS in the environment the
 * names behind the figures are printed too; with QUICK the slow measure of aliases is left out.
 */
#include "base/buf.h"
#include "base/mem.h"
#include "name/name.h"
#include "jaro.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { QUERIES = 20000, ROUNDS = 5, ROUNDS_QUICK = 2, GATE_BP = 7500, PAIRS = 200000 };

struct listed {
    str            name;
    uint32_t       row;
    enum name_kind kind;
    bool           is_primary;
};

struct lines {
    char          *text;
    struct listed *item;
    size_t         count;
};

struct query {
    char           text[256];
    str            name;
    enum name_kind kind;
    uint32_t       row; /* of the entry it was made from */
    enum { ORDINARY, TYPO, EXACT, FIRM } what;
};

struct bench {
    struct lines         list, ordinary;
    struct query        *query;
    struct part_writer   writer;
    struct buf           bytes;
    struct part          part;
    struct name_index    index;
    struct name_scratch *scratch;
    uint64_t             random;
};

static uint64_t next_random(struct bench *b)
{
    b->random ^= b->random << 13;
    b->random ^= b->random >> 7;
    return b->random ^= b->random << 17;
}

static size_t below(struct bench *b, size_t n)
{
    return n ? (size_t)(next_random(b) % n) : 0;
}

static int rounds(void)
{
    return getenv("QUICK") ? ROUNDS_QUICK : ROUNDS;
}

static uint64_t now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t); /* other work on the machine does not count */
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static void die(const char *what)
{
    fprintf(stderr, "bench_name: %s\n", what);
    exit(2);
}

static void load(const char *path, bool has_fields, struct lines *ret)
{
    FILE *f = fopen(path, "rb");
    if (!f) die("cannot open the file");
    fseek(f, 0, SEEK_END);
    long len = ftell(f);
    rewind(f);
    ret->text = malloc((size_t)len + 1);
    ret->item = calloc((size_t)len / 2 + 1, sizeof *ret->item);
    if (!ret->text || !ret->item || fread(ret->text, 1, (size_t)len, f) != (size_t)len)
        die("cannot read the file");
    fclose(f);
    for (str rest = str_of(ret->text, (size_t)len), line; str_next(&rest, '\n', &line);) {
        struct listed *n = &ret->item[ret->count];
        str row = STR("0"), kind = STR("P"), what = STR("p");
        if (has_fields && !(str_next(&line, '\t', &row) && str_next(&line, '\t', &kind) &&
                            str_next(&line, '\t', &what)))
            continue;
        if (line.len == 0) continue;
        n->name = line;
        n->row = (uint32_t)strtoul(row.data, NULL, 10);
        n->kind = kind.data[0] == 'P'   ? NAME_PERSON
                  : kind.data[0] == 'V' ? NAME_OBJECT
                                        : NAME_ORGANIZATION;
        n->is_primary = what.data[0] == 'p';
        ret->count++;
    }
}

static double build(struct bench *b)
{
    uint64_t start = now_ns();
    struct name_build *nb = name_build_new();
    struct cordon_error err;
    for (size_t i = 0; i < b->list.count; i++) {
        const struct listed *n = &b->list.item[i];
        name_build_add(nb, n->row, (uint32_t)i, n->name, n->kind, n->is_primary ? NAME_PRIMARY : 0);
    }
    part_writer_release(&b->writer);
    part_writer_init(&b->writer);
    if (name_build_write(nb, &b->writer, &err)) die(err.message);
    name_build_free(nb);
    return (double)(now_ns() - start) / 1e6;
}

static void open_index(struct bench *b)
{
    struct cordon_error err;
    buf_init(&b->bytes, (size_t)1 << 31);
    if (part_writer_finish(&b->writer, &b->bytes, &err)) die(err.message);
    if (part_open(buf_str(&b->bytes), &b->part, &err)) die(err.message);
    if (name_index_open(&b->part, &b->index, &err)) die(err.message);
    b->scratch = name_scratch_new();
}

/* --- queries -------------------------------------------------------------------------------- */

static void make_up(struct bench *b, struct query *q)
{
    static const char *const syllables[] = { "ka", "ri", "mo", "tan", "sel", "vi", "dor", "en",
                                             "lu", "bar", "shi", "no", "pet", "ra", "kim" };
    size_t len = 0;
    for (int word = 0; word < 2; word++) {
        if (word) q->text[len++] = ' ';
        for (size_t k = 0, n = 2 + below(b, 2); k < n; k++) {
            const char *s = syllables[below(b, sizeof syllables / sizeof *syllables)];
            memcpy(q->text + len, s, strlen(s));
            len += strlen(s);
        }
    }
    q->name = str_of(q->text, len);
}

/* One letter of a word of four letters or more lost, doubled up, changed or swapped. */
static bool slip(struct bench *b, struct query *q)
{
    size_t place[256], places = 0, run = 0, len = q->name.len;
    for (size_t i = 0; i <= len; i++) {
        if (i < len && byte_is_alpha(q->text[i])) {
            run++;
            continue;
        }
        for (size_t k = i - run; run >= 4 && k < i; k++) place[places++] = k;
        run = 0;
    }
    if (places == 0) return false;
    size_t at = place[below(b, places)];
    char c = (char)('a' + below(b, 26));
    char was = q->text[at];
    switch (below(b, 4)) {
    case 0: q->text[at] = c; break;
    case 1: memmove(q->text + at, q->text + at + 1, --len - at); break;
    case 2:
        memmove(q->text + at + 1, q->text + at, len++ - at);
        q->text[at] = c;
        break;
    default:
        if (at + 1 >= len || !byte_is_alpha(q->text[at + 1])) return false;
        q->text[at] = q->text[at + 1];
        q->text[at + 1] = was;
    }
    q->name = str_of(q->text, len);
    return true;
}

static void take_listed(struct bench *b, struct query *q, bool wants_person)
{
    const struct listed *n;
    do n = &b->list.item[below(b, b->list.count)];
    while (n->name.len > 200 || (n->kind == NAME_PERSON) != wants_person);
    memcpy(q->text, n->name.data, n->name.len);
    q->name = str_of(q->text, n->name.len);
    q->row = n->row;
    q->kind = n->kind;
}

static void make_query(struct bench *b, struct query *q)
{
    size_t dice = below(b, 10);
    memset(q, 0, sizeof *q);
    q->what = dice < 4 ? ORDINARY : dice < 7 ? TYPO : dice < 9 ? EXACT : FIRM;
    if (q->what == ORDINARY) {
        q->kind = NAME_PERSON;
        if (!b->ordinary.count) {
            make_up(b, q);
            return;
        }
        const struct listed *n = &b->ordinary.item[below(b, b->ordinary.count)];
        q->name.len = n->name.len < 200 ? n->name.len : 200;
        memcpy(q->text, n->name.data, q->name.len);
        q->name.data = q->text;
        return;
    }
    bool wants_person = q->what == EXACT ? below(b, 2) : q->what == TYPO;
    do take_listed(b, q, wants_person);
    while (q->what != EXACT && !slip(b, q));
}

/* --- measures ------------------------------------------------------------------------------- */

static int by_number(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return a < b ? -1 : a > b;
}

static size_t search(struct bench *b, const struct query *q, const struct name_hit **hits)
{
    const struct name_query *parsed;
    size_t count = 0;
    name_query_reset(b->scratch);
    if (name_query_parse(b->scratch, q->name, q->kind, &parsed, NULL)) return 0;
    if (name_search(b->scratch, &b->index, parsed, GATE_BP, hits, &count, NULL))
        die("search failed");
    return count;
}

static void measure_speed(struct bench *b)
{
    static const char *const names[] = { "ordinary", "one slip", "exact", "firms", "all" };
    static uint32_t ns[QUERIES];
    for (int what = ORDINARY; what <= FIRM + 1; what++) {
        double best = 1e30;
        size_t n = 0, allocations = 0;
        for (int round = 0; round < rounds(); round++) {
            uint64_t total = 0;
            n = 0;
            mem_fail_from(0);
            for (size_t i = 0; i < QUERIES; i++) {
                const struct name_hit *hits;
                if (what <= FIRM && (int)b->query[i].what != what) continue;
                uint64_t start = now_ns();
                search(b, &b->query[i], &hits);
                uint64_t took = now_ns() - start;
                total += took;
                ns[n++] = (uint32_t)took;
            }
            allocations = mem_count();
            if ((double)total < best) best = (double)total;
        }
        qsort(ns, n, sizeof *ns, by_number);
        printf("search %-9s %6zu queries  %8.0f a second  median %6.1f us  p99 %7.1f us  "
               "worst %8.1f us  %zu allocations\n",
               names[what], n, (double)n * 1e9 / best, ns[n / 2] / 1e3, ns[n * 99 / 100] / 1e3,
               ns[n - 1] / 1e3, allocations);
    }
}

/* What a plain scan with Jaro-Winkler costs on the same list and queries, names prepared before: the ratio to beat. */
static void measure_jaro(struct bench *b)
{
    enum { SCANNED = 60 };
    struct arena kept, own;
    str *prepared = calloc(b->list.count, sizeof *prepared);
    uint64_t jaro = 0, ours = 0;
    unsigned sum = 0;
    arena_init(&kept, 256 << 20);
    arena_init(&own, 1 << 20);
    if (!prepared) die("out of memory");
    for (size_t i = 0; i < b->list.count; i++) prepared[i] = jaro_prepare(b->list.item[i].name, &kept);
    for (size_t k = 0; k < SCANNED; k++) {
        const struct query *q = &b->query[k * (QUERIES / SCANNED)];
        const struct name_hit *hits;
        uint64_t start = now_ns();
        arena_reset(&own);
        str mine = jaro_prepare(q->name, &own);
        for (size_t i = 0; i < b->list.count; i++) sum += jaro_winkler(mine, prepared[i]) > 9000;
        jaro += now_ns() - start;
        start = now_ns();
        search(b, q, &hits);
        ours += now_ns() - start;
    }
    printf("Jaro-Winkler scan %.1f us a query, the index %.1f us: %.0f times as fast (%u above 0.9)\n", (double)jaro / SCANNED / 1e3,
           (double)ours / SCANNED / 1e3, (double)jaro / (double)ours, sum);
    arena_release(&kept);
    arena_release(&own);
    free(prepared);
}

static void measure_pairs(struct bench *b)
{
    double best = 1e30;
    for (int round = 0; round < rounds(); round++) {
        uint64_t start = now_ns();
        for (size_t i = 0; i < PAIRS; i++) {
            const struct listed *x = &b->list.item[i * 7919 % b->list.count];
            const struct listed *y = &b->list.item[i * 104729 % b->list.count];
            struct name_pair pair;
            name_query_reset(b->scratch);
            name_compare(b->scratch, x->name, y->name, NAME_PERSON, &pair, NULL);
        }
        double took = (double)(now_ns() - start);
        if (took < best) best = took;
    }
    printf("compare %34.0f pairs a second\n", PAIRS * 1e9 / best);
}

static void measure_recall(struct bench *b)
{
    size_t asked[4] = { 0 }, found[4] = { 0 }, first[4] = { 0 };
    for (size_t i = 0; i < QUERIES; i++) {
        const struct query *q = &b->query[i];
        const struct name_hit *hits;
        bool is_found = false;
        int32_t mine = 0, best = 0;
        if (q->what == ORDINARY) continue;
        size_t n = search(b, q, &hits);
        asked[q->what]++;
        for (size_t k = 0; k < n; k++) {
            if (k == 0 || hits[k].info_cb > best) best = hits[k].info_cb;
            if (hits[k].row != q->row) continue;
            is_found = true;
            mine = hits[k].info_cb;
        }
        if (!is_found && getenv("MISSES"))
            printf("miss %.*s\tkind %d\trow %u\n", STR_ARG(q->name), (int)q->kind, q->row);
        found[q->what] += is_found;
        first[q->what] += is_found && mine == best;
    }
    for (int what = TYPO; what <= FIRM; what++)
        printf("recall %-9s %zu of %zu = %.2f %%; own entry first or tied: %.2f %%\n",
               what == TYPO ? "one slip" : what == EXACT ? "exact" : "firms", found[what],
               asked[what], 100.0 * (double)found[what] / (double)asked[what],
               100.0 * (double)first[what] / (double)asked[what]);
}

static uint64_t mix(uint64_t sum, uint64_t x)
{
    return (sum ^ x) * 0x100000001B3u;
}

/* One number for all that was found: two versions that print the same give the same answers. */
static void measure_answers(struct bench *b)
{
    uint64_t hits_sum = 0, pairs_sum = 0;
    for (size_t i = 0; i < QUERIES; i++) {
        const struct name_hit *hits;
        size_t n = search(b, &b->query[i], &hits);
        for (size_t k = 0; k < n; k++)
            hits_sum = mix(mix(mix(hits_sum, hits[k].row), hits[k].name_bp), (uint64_t)hits[k].info_cb);
    }
    for (size_t i = 0; i < PAIRS; i++) {
        struct name_pair pair = { 0 };
        name_query_reset(b->scratch);
        name_compare(b->scratch, b->list.item[i * 7919 % b->list.count].name,
                     b->list.item[i * 104729 % b->list.count].name, NAME_PERSON, &pair, NULL);
        pairs_sum = mix(mix(pairs_sum, pair.name_bp), (uint64_t)pair.info_cb);
    }
    printf("answers: hits %016llx, pairs %016llx\n", (unsigned long long)hits_sum, (unsigned long long)pairs_sum);
}

/* Of aliases: how many reach the gate with another name of their entry? Many aliases are other
 * names altogether, so this is for comparing versions, not a recall. */
static void measure_aliases(struct bench *b)
{
    size_t asked[2] = { 0 }, found[2] = { 0 };
    for (size_t i = 0; i < b->list.count; i++) {
        const struct listed *x = &b->list.item[i];
        uint16_t best = 0;
        bool has_other = false;
        if (x->is_primary || x->name.len > 200) continue;
        for (size_t k = 0; k < b->list.count; k++) {
            const struct listed *y = &b->list.item[k];
            struct name_pair p;
            if (k == i || y->row != x->row) continue;
            name_query_reset(b->scratch);
            if (name_compare(b->scratch, x->name, y->name, x->kind, &p, NULL)) continue;
            has_other = true;
            if (p.name_bp > best) best = p.name_bp;
        }
        if (!has_other) continue;
        asked[x->kind != NAME_PERSON]++;
        found[x->kind != NAME_PERSON] += best >= GATE_BP;
    }
    for (int k = 0; k < 2; k++)
        printf("aliases %-8s %zu of %zu = %.2f %% alike to another name of their entry\n",
               k ? "firms" : "persons", found[k], asked[k],
               100.0 * (double)found[k] / (double)asked[k]);
}

static void measure_alerts(struct bench *b)
{
    static const uint16_t gates[] = { 7000, 7500, 8000, 8500, 9000, 9500 };
    size_t alerts[6] = { 0 }, hits_at_gate = 0, exact = 0, names = 0;
    for (size_t i = 0; i < b->ordinary.count; i++) {
        struct query q = { .name = b->ordinary.item[i].name, .kind = NAME_PERSON };
        const struct name_query *parsed;
        const struct name_hit *hits;
        size_t n, all = 0;
        name_query_reset(b->scratch);
        if (name_query_parse(b->scratch, q.name, q.kind, &parsed, NULL)) continue;
        if (name_search(b->scratch, &b->index, parsed, gates[0], &hits, &n, NULL)) continue;
        names++;
        if (n && hits[0].is_exact) {
            exact++;
            continue;
        }
        if (n && hits[0].name_bp >= GATE_BP && getenv("ALERTS"))
            printf("alert %.*s\t%u\t%.*s\n", STR_ARG(q.name), hits[0].name_bp,
                   STR_ARG(b->list.item[hits[0].statement].name));
        for (size_t g = 0; n && g < 6; g++) alerts[g] += hits[0].name_bp >= gates[g];
        for (size_t k = 0; k < n; k++) all += hits[k].name_bp >= GATE_BP;
        hits_at_gate += all;
    }
    printf("ordinary names %zu, namesakes set aside %zu\n", names, exact);
    for (size_t g = 0; g < 6; g++)
        printf("alerts at %u: %.1f of 1,000\n", gates[g],
               1000.0 * (double)alerts[g] / (double)(names - exact));
    printf("hits at %d: %.1f of 1,000 names\n", GATE_BP,
           1000.0 * (double)hits_at_gate / (double)(names - exact));
}

int main(int argc, char **argv)
{
    struct bench b = { .random = 0x9E3779B97F4A7C15u };
    double best = 1e30;
    if (argc < 2) die("usage: bench_name LIST.tsv [ORDINARY.txt]");
    load(argv[1], true, &b.list);
    if (argc > 2) load(argv[2], false, &b.ordinary);
    for (int i = 0; i < rounds(); i++) {
        double ms = build(&b);
        if (ms < best) best = ms;
    }
    open_index(&b);
    printf("names %u, built in %.1f ms, %.1f bytes a name\n", name_index_count(&b.index), best,
           (double)name_index_bytes(&b.index) / name_index_count(&b.index));
    b.query = calloc(QUERIES, sizeof *b.query);
    for (size_t i = 0; i < QUERIES; i++) make_query(&b, &b.query[i]);
    measure_speed(&b);
    measure_jaro(&b);
    measure_pairs(&b);
    measure_recall(&b);
    measure_answers(&b);
    if (!getenv("QUICK")) measure_aliases(&b);
    if (b.ordinary.count) measure_alerts(&b);
    name_scratch_free(b.scratch);
    return 0;
}
