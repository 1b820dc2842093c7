/*
 * Links: a million identities with twenty attributes each; near-duplicates among resumes; photos.
 *
 *   bench_link [IDENTITIES [RESUMES [PHOTOS]]]      defaults 1000000 100000 1000000
 *
 * Identities: 12 of their values are their own; the others come from a world of flatmates (3 of
 * 10 share an address and its network, one in 20 has equipment sent there), offices of 40 with one egress, recruiters whose phone 200
 * people give, three hundred anonymizer exits, and farms: one identity in 1,000 belongs to a farm
 * of eight that share a laptop address, an egress, two payout accounts in turn and a sequence of
 * exits. Resumes: 300 words, a third of them from 2,000 stock sentences; one in ten is another's
 * with words exchanged; recall and false pairs are counted with sets of whole words, not hashes.
 * Everything comes from one seed. Times are processor time, once; memory is the process's peak.
 */
#include "base/mem.h"
#include "link/link.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

enum { SEED = 20261121, WORDS = 300, VOCABULARY = 20000, SENTENCES = 2000, SENTENCE = 12,
       FARM = 8, OFFICE = 40 };

static uint64_t random_state = SEED;

static uint64_t next_random(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    return random_state ^= random_state << 17;
}

static uint32_t below(uint32_t n)
{
    return (uint32_t)(next_random() % n);
}

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t); /* one thread; other work on the machine does not count */
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double peak_mb(void)
{
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return (double)u.ru_maxrss / 1024;
}

static void need(cordon_status st, const char *what, const struct cordon_error *err)
{
    if (!st) return;
    fprintf(stderr, "bench_link: %s: %s\n", what, err->message);
    exit(2);
}

/* --- a million identities --------------------------------------------------------------------- */

static void add(struct link *l, uint32_t id, enum link_kind kind, const char *head, uint64_t value,
                int64_t time_s)
{
    char text[64];
    struct cordon_error err = ERROR_INIT;
    int n = snprintf(text, sizeof text, "%s%0*llx", head, kind == LINK_PHOTO ? 16 : 8,
                     (unsigned long long)value);
    const struct link_attribute a = { .identity = id, .kind = kind,
                                      .value = str_of(text, (size_t)n), .time_s = time_s,
                                      .bits = 40, .origin = (uint64_t)id << 8 | (uint64_t)kind };
    need(link_add(l, &a, &err), "value", &err);
}

static bool is_farm(uint32_t id)
{
    return id % (FARM * 1000) < FARM;
}

static void add_person(struct link *l, uint32_t id)
{
    char name[48], birth[16], office[24];
    struct cordon_error err = ERROR_INIT;
    str names = { name, (size_t)snprintf(name, sizeof name, "given%u family%u", id % 5003, id) };
    str births = { birth, (size_t)snprintf(birth, sizeof birth, "19%02u-%02u-%02u", 60 + id % 40,
                                           1 + id % 12, 1 + id % 28) };
    bool has_office = id % 5 == 0;
    int n = snprintf(office, sizeof office, "office %u", id / (5 * OFFICE));
    const struct link_identity who = { .number = id, .name = &names, .names = 1,
                                       .birth = &births, .births = 1,
                                       .office = has_office ? str_of(office, (size_t)n) : STR_EMPTY };
    need(link_add_identity(l, &who, &err), "identity", &err);
}

static void add_values(struct link *l, uint32_t id)
{
    int64_t t = 1700000000 + (int64_t)below(90u * 86400);
    uint32_t farm = id / (FARM * 1000), flat = below(10) < 3 ? id / 3 : 4000000 + id;
    bool in_farm = is_farm(id);
    add(l, id, LINK_PHONE, "+1555", below(1000) < 5 ? below(50) : 1000 + id, LINK_NO_TIME);
    add(l, id, LINK_EMAIL, "mail.example/person", id, LINK_NO_TIME);
    add(l, id, LINK_EMAIL, "corp.example/work", id, LINK_NO_TIME);
    add(l, id, LINK_DEVICE, "SN", id, LINK_NO_TIME);
    add(l, id, LINK_PRINT, "", id * UINT64_C(0x9E3779B97F4A7C15), LINK_NO_TIME);
    add(l, id, LINK_HOME, "main st||10001 ", flat, LINK_NO_TIME);
    add(l, id, LINK_SHIP, "main st||10001 ", in_farm ? 9000000 + farm : below(20) ? 20000000 + id : flat,
        LINK_NO_TIME);
    add(l, id, LINK_ACCOUNT, "ACCT", in_farm ? farm * 2u + id % 2 : 5000000u + id,
        LINK_NO_TIME);
    add(l, id, LINK_WALLET, "0x00000000000000000000000000000000", id, LINK_NO_TIME);
    add(l, id, LINK_DOCUMENT, "us:P", id, LINK_NO_TIME);
    add(l, id, LINK_HANDLE, "github:dev", id, LINK_NO_TIME);
    add(l, id, LINK_PORTFOLIO, "site.example/", id, LINK_NO_TIME);
    add(l, id, LINK_REFEREE, "+1444", below(100) < 5 ? below(100000) : 200000 + id,
        LINK_NO_TIME);
    for (int i = 0; i < 3; i++) /* at home, in the office or behind the farm's line */
        add(l, id, i == 2 && in_farm ? LINK_EGRESS : LINK_IP, "100.",
            in_farm ? 7000000u + farm : id % 5 == 0 ? 8000000u + id / (5 * OFFICE) : flat,
            t + i * 86400);
    for (int i = 0; i < 4; i++)
        add(l, id, LINK_EXITS, "203.", in_farm ? (farm * 31 + (unsigned)i * 7) % 300 : below(300),
            (in_farm ? 1700000000 + (int64_t)(id % FARM) * 3600 : t) + i * 600);
}

static void count_farms(const struct link *l, uint32_t people)
{
    uint32_t farms = 0, whole = 0;
    for (uint32_t id = 0; id + FARM <= people; id += FARM * 1000) {
        uint32_t group = link_group_of(l, id);
        bool is_one = group != LINK_NONE;
        for (uint32_t i = 0; i < FARM && is_one; i++) is_one = link_group_of(l, id + i) == group;
        farms++;
        whole += is_one && link_group(l, group)->parties == FARM;
    }
    printf("link  farms that are one group, nobody else in it  %u of %u\n", whole, farms);
}

static void bench_links(uint32_t people)
{
    struct link_settings set;
    struct link *l = NULL;
    struct cordon_error err = ERROR_INIT;
    const char *why;
    link_settings_default(&set);
    need(link_new(&set, &l, &err), "new", &err);
    double start = now_s();
    for (uint32_t id = 0; id < people; id++) {
        add_person(l, id);
        add_values(l, id);
    }
    double added = now_s();
    need(link_run(l, &err), "run", &err);
    double done = now_s();
    printf("link  %u identities x 20 values: add %.1f s, run %.1f s, together %.1f s; peak %.0f MB\n",
           people, added - start, done - added, done - start, peak_mb());
    printf("link  %u shared values, %u groups, limited: %s\n", link_values(l), link_groups(l),
           link_is_limited(l) ? "yes" : "no");
    if (!link_validate(l, &why)) printf("link  NOT IN ORDER: %s\n", why);
    count_farms(l, people);
    link_free(l);
}

/* --- resumes ---------------------------------------------------------------------------------- */

struct resume {
    uint16_t word[WORDS];
    uint32_t twin; /* whose text it was made from, or itself */
};

static uint16_t sentences[SENTENCES][SENTENCE];

static uint16_t any_word(void)
{
    uint32_t a = below(VOCABULARY), b = below(VOCABULARY); /* common words are more common */
    return (uint16_t)(a < b ? a : b);
}

static void write_resume(struct resume *r)
{
    for (uint32_t i = 0; i < WORDS;) {
        if (below(36) < 1 && i + SENTENCE <= WORDS) { /* a third of all words */
            memcpy(r->word + i, sentences[below(SENTENCES)], sizeof sentences[0]);
            i += SENTENCE;
        } else {
            r->word[i++] = any_word();
        }
    }
}

/* Exchange words here and there: each changed word touches five shingles. */
static void copy_resume(const struct resume *from, struct resume *to)
{
    *to = *from;
    uint32_t changes = below(14);
    for (uint32_t i = 0; i < changes; i++) to->word[below(WORDS)] = any_word();
}

static int by_shingle(const void *a, const void *b)
{
    return memcmp(a, b, 5 * sizeof(uint16_t));
}

/* Jaccard in thousandths by whole words. */
static uint32_t jaccard(const struct resume *a, const struct resume *b)
{
    static uint16_t x[WORDS - 4][5], y[WORDS - 4][5];
    size_t counts[2] = { 0, 0 }, both = 0, i = 0, j = 0;
    for (int k = 0; k < 2; k++) {
        const struct resume *r = k ? b : a;
        uint16_t(*s)[5] = k ? y : x;
        for (size_t n = 0; n < WORDS - 4; n++) memcpy(s[n], r->word + n, sizeof s[n]);
        qsort(s, WORDS - 4, sizeof s[0], by_shingle);
        for (size_t n = 0; n < WORDS - 4; n++)
            if (n == 0 || by_shingle(s[n], s[n - 1]) != 0) memmove(s[counts[k]++], s[n], sizeof s[n]);
    }
    while (i < counts[0] && j < counts[1]) {
        int c = by_shingle(x[i], y[j]);
        both += c == 0;
        i += c <= 0;
        j += c >= 0;
    }
    return (uint32_t)(both * 1000 / (counts[0] + counts[1] - both));
}

static size_t write_text(const struct resume *r, char *out, size_t room)
{
    size_t len = 0;
    for (size_t i = 0; i < WORDS; i++)
        len += (size_t)snprintf(out + len, room - len, "w%u%s", r->word[i], i % 12 == 11 ? ".\n" : " ");
    return len;
}

static bool is_found(const struct link *l, uint32_t a, uint32_t b)
{
    struct link_count count[LINK_FEATURES];
    struct arena arena;
    struct cordon_error err = ERROR_INIT;
    bool is_there = false;
    arena_init(&arena, 64u << 20);
    need(link_counts(l, a, &arena, count, &err), "counts", &err);
    for (uint32_t i = 0; i < count[LINK_F_RESUME].others && !is_there; i++)
        is_there = count[LINK_F_RESUME].other[i] == b;
    arena_release(&arena);
    return is_there;
}

static void score_resumes(const struct link *l, const struct resume *r, uint32_t count)
{
    uint32_t near = 0, found = 0, reported = 0, wrong = 0, least = 1000;
    for (uint32_t i = 0; i < count; i++) {
        if (r[i].twin == i || jaccard(&r[i], &r[r[i].twin]) < 850) continue;
        near++;
        found += is_found(l, i, r[i].twin);
    }
    for (uint32_t v = 0; v < link_values(l); v++) {
        const struct link_value *value = link_value(l, v);
        for (uint32_t i = 0; i < value->holders && value->state == LINK_LINKS; i++)
            for (uint32_t j = i + 1; j < value->holders; j++) {
                uint32_t p = jaccard(&r[value->holder[i].place], &r[value->holder[j].place]);
                reported++;
                wrong += p < 750;
                least = p < least ? p : least;
            }
    }
    printf("near  recall of planted pairs with Jaccard >= 0.85: %u of %u\n", found, near);
    printf("near  pairs reported %u, of them below 0.75: %u, least 0.%03u\n", reported, wrong, least);
}

static void bench_resumes(uint32_t count)
{
    static char text[WORDS * 8];
    struct link_settings set;
    struct link *l = NULL;
    struct cordon_error err = ERROR_INIT;
    struct resume *r = calloc(count, sizeof *r);
    if (!r) exit(2);
    for (size_t i = 0; i < SENTENCES; i++)
        for (size_t k = 0; k < SENTENCE; k++) sentences[i][k] = any_word();
    for (uint32_t i = 0; i < count; i++) {
        r[i].twin = i && below(10) == 0 ? below(i) : i;
        uint32_t twin = r[i].twin;
        if (twin == i)
            write_resume(&r[i]);
        else
            copy_resume(&r[twin], &r[i]);
        r[i].twin = twin;
    }
    link_settings_default(&set);
    need(link_new(&set, &l, &err), "new", &err);
    double spent = 0;
    for (uint32_t i = 0; i < count; i++) {
        char name[24];
        str names = { name, (size_t)snprintf(name, sizeof name, "name%u", i) };
        const struct link_identity who = { .number = i, .name = &names, .names = 1 };
        struct link_attribute a = { .identity = i, .kind = LINK_RESUME, .time_s = LINK_NO_TIME };
        a.value = str_of(text, write_text(&r[i], text, sizeof text));
        double start = now_s();
        need(link_add_identity(l, &who, &err), "identity", &err);
        need(link_add(l, &a, &err), "resume", &err);
        spent += now_s() - start;
    }
    double start = now_s();
    need(link_run(l, &err), "run", &err);
    spent += now_s() - start;
    printf("near  %u resumes of %d words: %.1f s (run %.1f s), %u values, limited: %s\n", count,
           WORDS, spent, now_s() - start, link_values(l), link_is_limited(l) ? "yes" : "no");
    score_resumes(l, r, count);
    link_free(l);
    free(r);
}

/* --- photos ----------------------------------------------------------------------------------- */

static void bench_photos(uint32_t count)
{
    struct link_settings set;
    struct link *l = NULL;
    struct cordon_error err = ERROR_INIT;
    uint64_t last = 0;
    uint32_t planted = 0, found = 0;
    link_settings_default(&set);
    need(link_new(&set, &l, &err), "new", &err);
    for (uint32_t i = 0; i < count; i++) {
        char name[24];
        str names = { name, (size_t)snprintf(name, sizeof name, "name%u", i) };
        const struct link_identity who = { .number = i, .name = &names, .names = 1 };
        need(link_add_identity(l, &who, &err), "identity", &err);
        uint64_t bits = next_random() * UINT64_C(0x9E3779B97F4A7C15);
        if (i % 100 == 99) { /* the picture before with six bits changed */
            bits = last;
            for (int k = 0; k < 6; k++) bits ^= UINT64_C(1) << below(64);
        }
        last = bits;
        add(l, i, LINK_PHOTO, "", bits, LINK_NO_TIME);
    }
    double start = now_s();
    need(link_run(l, &err), "run", &err);
    printf("photo %u hashes: %.1f s, %u values, limited: %s\n", count, now_s() - start,
           link_values(l), link_is_limited(l) ? "yes" : "no");
    for (uint32_t i = 99; i < count; i += 100) {
        planted++;
        found += link_group_of(l, i) != LINK_NONE && link_group_of(l, i) == link_group_of(l, i - 1);
    }
    printf("photo planted pairs found %u of %u\n", found, planted);
    link_free(l);
}

int main(int argc, char **argv)
{
    uint32_t people = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 1000000;
    uint32_t resumes = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 10) : 100000;
    uint32_t photos = argc > 3 ? (uint32_t)strtoul(argv[3], NULL, 10) : 1000000;
    setvbuf(stdout, NULL, _IOLBF, 0);
    printf("link  seed %d\n", SEED);
    if (people) bench_links(people);
    if (resumes) bench_resumes(resumes);
    if (photos) bench_photos(photos);
    return 0;
}
