/*
 * XML lists to entities: megabytes a second on one core, and the share of bare expat's speed.
 *
 *   bench_lists SHARED [--advanced FILE] [--mb N] [--only LIST] [--runs N]
 *
 * Each list is grown to 100 MB by repeating its entries under new numbers, and read five times by
 * its reader into an entity_build, and five times by expat with handlers that do nothing, fed with
 * pieces of the same size; the two in turns. Medians of processor time of one thread. FILE is
 * tests/data/sdn_advanced_sample.xml, grown too. Lists that are not there
 * are left out by name. Wanted: 100 MB/s and 0.6 of expat. Where expat itself reads less than 100 MB/s,
 * as on a busy machine, the share is what tells.
 */
#include "base/arena.h"
#include "list/list.h"

#include <expat.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { RUNS = 5, CHUNK = 1 << 20 };

static int runs = RUNS;

static size_t grow_to = 100000000;
static const char *only; /* the list to measure, or NULL */

struct text {
    char  *data;
    size_t len, room;
};

static void die(const char *what)
{
    fprintf(stderr, "bench_lists: %s\n", what);
    exit(1);
}

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int by_value(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* --- input ---------------------------------------------------------------------------------- */

static void add(struct text *t, const char *p, size_t len)
{
    if (t->len + len > t->room) {
        t->room = (t->len + len) * 3 / 2;
        t->data = realloc(t->data, t->room);
        if (!t->data) die("out of memory");
    }
    memcpy(t->data + t->len, p, len);
    t->len += len;
}

/* A file, unpacked when its name says so; empty when it cannot be read. */
static struct text load(const char *folder, const char *path)
{
    struct text t = { NULL, 0, 0 };
    char name[2048], command[2100], piece[65536];
    snprintf(name, sizeof name, "%s%s%s", folder, *folder ? "/" : "", path);
    snprintf(command, sizeof command, "%s '%s' 2>/dev/null", strstr(path, ".gz") ? "gzip -dc" : "cat", name);
    FILE *f = popen(command, "r");
    if (!f) return t;
    for (size_t got; (got = fread(piece, 1, sizeof piece, f)) > 0;) add(&t, piece, got);
    pclose(f);
    return t;
}

enum { MARKS_MAX = 8 };

/* The texts that stand before a number, and where each stands next. */
struct marks {
    const char *const *before;
    const char        *next[MARKS_MAX]; /* behind it; NULL when there is none */
};

static void find_next(struct marks *m, int i, const char *from)
{
    const char *p = strstr(from, m->before[i]);
    m->next[i] = p ? p + strlen(m->before[i]) : NULL;
}

static void marks_begin(struct marks *m, const char *const *before, const char *from)
{
    m->before = before;
    for (int i = 0; i < MARKS_MAX && before[i]; i++) find_next(m, i, from);
}

/* Where the next number begins; NULL when there is none. */
static const char *next_number(struct marks *m)
{
    int best = -1;
    for (int i = 0; i < MARKS_MAX && m->before[i]; i++)
        if (m->next[i] && (best < 0 || m->next[i] < m->next[best])) best = i;
    const char *at = best < 0 ? NULL : m->next[best];
    for (int i = 0; at && i < MARKS_MAX && m->before[i]; i++)
        if (m->next[i] == at) find_next(m, i, at);
    return at;
}

/* The file's entries, from the first `open` to behind the last `close`, again and again, each with
 * numbers of its own: a mark is put in front of every number. turns == 0: until it is large enough. */
static struct text grow(struct text one, const char *open, const char *close, bool is_digits,
                        unsigned turns, const char *const *before)
{
    struct text t = { NULL, 0, 0 };
    char mark[32];
    add(&one, "", 1); /* ends it for strstr */
    const char *first = strstr(one.data, open), *last = NULL, *end = one.data + one.len - 1;
    for (const char *p = first; p && (p = strstr(p, close)); p += strlen(close)) last = p;
    if (!first || !last) die("the file is not laid out as it should be");
    last += strlen(close);
    add(&t, one.data, (size_t)(first - one.data));
    for (unsigned turn = 0; turn == 0 || (turns ? turn < turns : t.len < grow_to); turn++) {
        snprintf(mark, sizeof mark, is_digits ? "%u" : "R%u.", 1000 + turn);
        const char *from = first;
        struct marks m;
        marks_begin(&m, before, first);
        for (const char *p; turn && (p = next_number(&m)) && p < last; from = p) {
            add(&t, from, (size_t)(p - from));
            add(&t, mark, strlen(mark));
        }
        add(&t, from, (size_t)(last - from));
    }
    add(&t, last, (size_t)(end - last));
    free(one.data);
    return t;
}

/* SDN_ADVANCED.XML out of the sample's 20 parties. */
static struct text grown_advanced(struct text t)
{
    static const char *const numbers[] = { " ID=\"", "FixedRef=\"", "IdentityID=\"", "NamePartGroupID=\"",
                                           "ProfileID=\"", "SanctionsEntryID=\"", "DocumentID=\"", NULL };
    unsigned turns = (unsigned)(grow_to / (t.len - t.len / 4)) + 1;
    t = grow(t, "<IDRegDocument ", "</IDRegDocument>", true, turns, numbers);
    t = grow(t, "<DistinctParty ", "</DistinctParty>", true, turns, numbers);
    return grow(t, "<SanctionsEntry ", "</SanctionsEntry>", true, turns, numbers);
}

/* --- runs ----------------------------------------------------------------------------------- */

static void no_start(void *ctx, const char *name, const char **attrs)
{
    (void)ctx;
    (void)name;
    (void)attrs;
}

static void no_end(void *ctx, const char *name)
{
    (void)ctx;
    (void)name;
}

static void no_text(void *ctx, const char *text, int len)
{
    (void)ctx;
    (void)text;
    (void)len;
}

static double run_expat(struct text t)
{
    double start = now_s();
    XML_Parser p = XML_ParserCreate(NULL);
    if (!p) die("out of memory");
    XML_SetElementHandler(p, no_start, no_end);
    XML_SetCharacterDataHandler(p, no_text);
    for (size_t at = 0; at < t.len; at += CHUNK) {
        size_t n = t.len - at < CHUNK ? t.len - at : CHUNK;
        if (XML_Parse(p, t.data + at, (int)n, at + n == t.len) != XML_STATUS_OK) die("bad XML");
    }
    XML_ParserFree(p);
    return now_s() - start;
}

static double run_reader(const struct list_format *format, struct text t, uint32_t *ret_entries)
{
    struct list_file file = { STR_INIT("list"), str_of(t.data, t.len) };
    struct list_report report;
    struct arena arena;
    struct cordon_error err;
    arena_init(&arena, (size_t)1 << 30);
    list_report_init(&report, &arena);
    struct entity_build *b = entity_build_new();
    if (!b) die("out of memory");
    double start = now_s();
    if (format->read(STR("bench"), &file, 1, b, &report, &err)) die(err.message);
    double took = now_s() - start;
    *ret_entries = report.entries;
    entity_build_free(b);
    arena_release(&arena);
    return took;
}

static void measure(const char *what, const struct list_format *format, struct text t)
{
    double bare[RUNS], ours[RUNS], mb = (double)t.len / 1e6;
    uint32_t entries = 0;
    if (only && strncmp(what, only, strlen(only)) != 0) {
        free(t.data);
        return;
    }
    for (int i = 0; i < runs; i++) {
        bare[i] = run_expat(t);
        ours[i] = run_reader(format, t, &entries);
    }
    qsort(bare, (size_t)runs, sizeof *bare, by_value);
    qsort(ours, (size_t)runs, sizeof *ours, by_value);
    double speed = mb / ours[runs / 2], ratio = bare[runs / 2] / ours[runs / 2];
    printf("%-14s %6.1f MB %7u entries  expat %6.1f MB/s  reader %6.1f MB/s %-6s  ratio %.2f %s\n", what, mb,
           entries, mb / bare[runs / 2], speed, speed >= 100 ? "ok" : "MISSED", ratio,
           ratio >= 0.6 ? "ok" : "MISSED");
    free(t.data);
}

static void measure_grown(const char *shared, const char *what, const struct list_format *format,
                          const char *path, const char *open, const char *close, const char *at)
{
    struct text one = load(shared, path);
    if (one.len == 0) {
        printf("%-14s skipped: no %s\n", what, path);
        free(one.data);
        return;
    }
    const char *const before[] = { at, NULL };
    measure(what, format, grow(one, open, close, false, 0, before));
}

/* No original file of these two is at hand: 8,000 made-up entries that look like them. */
static struct text made_up(const char *head, const char *entry, const char *tail)
{
    struct text t = { NULL, 0, 0 };
    char number[16];
    add(&t, head, strlen(head));
    for (unsigned n = 1; n <= 8000; n++) {
        const char *from = entry;
        for (const char *p; (p = strchr(from, '%')); from = p + 1) { /* % is a number, & one below 900 */
            add(&t, from, (size_t)(p - from));
            int len = snprintf(number, sizeof number, "%u", p[1] == '&' ? n % 900 : n);
            add(&t, number, (size_t)len);
            if (p[1] == '&') p++;
        }
        add(&t, from, strlen(from));
    }
    add(&t, tail, strlen(tail));
    return t;
}

static const char uk_entry[] =
    "  <Designation>\n    <LastUpdated>18/12/2021</LastUpdated>\n    <DateDesignated>03/10/2017</DateDesignated>\n"
    "    <UniqueID>RUS%</UniqueID>\n    <OFSIGroupID>13001</OFSIGroupID>\n    <Names>\n      <Name>\n"
    "        <Name1>Example</Name1>\n        <Name2>Ivanovich</Name2>\n        <Name6>SAMPLE %</Name6>\n"
    "        <NameType>Primary Name</NameType>\n      </Name>\n      <Name>\n        <Name6>Exampel Ivanovitch Sampel</Name6>\n"
    "        <NameType>Alias</NameType>\n      </Name>\n    </Names>\n"
    "    <RegimeName>The Russia (Sanctions) (EU Exit) Regulations 2019</RegimeName>\n"
    "    <IndividualEntityShip>Individual</IndividualEntityShip>\n    <DesignationSource>UK</DesignationSource>\n"
    "    <SanctionsImposed>Asset freeze|Travel Ban</SanctionsImposed>\n    <SanctionsImposedIndicators>\n"
    "      <AssetFreeze>true</AssetFreeze>\n      <ArmsEmbargo>false</ArmsEmbargo>\n      <TravelBan>true</TravelBan>\n"
    "    </SanctionsImposedIndicators>\n    <OtherInformation>Made up. Relatives and associates are made up as well.</OtherInformation>\n"
    "    <UKStatementofReasons>A made-up person who did nothing at all, and was listed for the sake of measuring how fast"
    " a statement of reasons of ordinary length, some three lines of it, goes through a reader.</UKStatementofReasons>\n"
    "    <Addresses>\n      <Address>\n        <AddressLine1>1 Street</AddressLine1>\n        <AddressLine6>Example</AddressLine6>\n"
    "        <AddressCountry>Russia</AddressCountry>\n      </Address>\n    </Addresses>\n    <IndividualDetails>\n      <Individual>\n"
    "        <DOBs>\n          <DOB>02/03/1958</DOB>\n        </DOBs>\n        <Nationalities>\n          <Nationality>Russia</Nationality>\n"
    "        </Nationalities>\n        <Positions>\n          <Position>Member of the Example Council %</Position>\n        </Positions>\n"
    "      </Individual>\n    </IndividualDetails>\n  </Designation>\n";

static const char ch_entry[] =
    "<target ssid=\"%\"><sanctions-set-id>77</sanctions-set-id><individual sex=\"male\"><identity ssid=\"64399\" main=\"true\">"
    "<name ssid=\"64401\" name-type=\"primary-name\" quality=\"good\"><name-part order=\"1\" name-part-type=\"family-name\">"
    "<value>Sample %</value><spelling-variant lang=\"rus\" script=\"CYRL\">\xD0\xA1\xD0\xB5\xD0\xBC\xD0\xBF\xD0\xBB</spelling-variant></name-part>"
    "<name-part order=\"2\" name-part-type=\"given-name\"><value>Example Ivanovich</value>"
    "<spelling-variant lang=\"rus\" script=\"CYRL\">\xD0\x98\xD0\xB2\xD0\xB0\xD0\xBD</spelling-variant></name-part></name>"
    "<nationality ssid=\"64402\"><country iso-code=\"RU\">Russian Federation</country></nationality>"
    "<day-month-year ssid=\"64400\" day=\"31\" month=\"12\" year=\"1955\" calendar=\"Gregorian\" quality=\"good\"/>"
    "<address ssid=\"1\" place-id=\"6%&\"><address-details>1 Street</address-details></address></identity>"
    "<justification ssid=\"2\">A made-up person who did nothing at all, and was listed for the sake of measuring how fast a"
    " justification of ordinary length goes through a reader.</justification></individual>"
    "<modification modification-type=\"listed\" enactment-date=\"2022-03-04\" publication-date=\"2022-03-04\" effective-date=\"2022-03-04\"/></target>\n";

static struct text swiss(void)
{
    struct text head = { NULL, 0, 0 };
    char place[256];
    static const char begin[] =
        "<swiss-sanctions-list list-type=\"whole-list\" date=\"2026-03-10\"><sanctions-program ssid=\"1\"><program-key lang=\"eng\">EX"
        "</program-key><program-name lang=\"eng\">EXAMPLE</program-name><sanctions-set ssid=\"77\" lang=\"eng\">Annex</sanctions-set>"
        "</sanctions-program>\n";
    add(&head, begin, sizeof begin - 1);
    for (unsigned n = 0; n < 900; n++) {
        int len = snprintf(place, sizeof place, "<place ssid=\"6%u\"><location>Town %u</location><country iso-code=\"RU\">Russian Federation"
                           "</country></place>\n", n, n);
        add(&head, place, (size_t)len);
    }
    add(&head, "", 1);
    struct text t = made_up(head.data, ch_entry, "</swiss-sanctions-list>\n");
    free(head.data);
    return t;
}

int main(int argc, char **argv)
{
    static char folder[2048];
    const char *shared = argc > 1 ? argv[1] : "../shared";
    const char *advanced = NULL;
    static const char *const uk_number[] = { "<UniqueID>", NULL }, *const ch_number[] = { "<target ssid=\"", NULL };
    for (int i = 2; i + 1 < argc; i += 2) {
        if (strcmp(argv[i], "--advanced") == 0) advanced = argv[i + 1];
        if (strcmp(argv[i], "--only") == 0) only = argv[i + 1];
        if (strcmp(argv[i], "--mb") == 0) grow_to = (size_t)strtoul(argv[i + 1], NULL, 10) * 1000000;
        if (strcmp(argv[i], "--runs") == 0) runs = atoi(argv[i + 1]);
    }
    if (runs < 1 || runs > RUNS) die("--runs takes 1 to 5");
    snprintf(folder, sizeof folder, "%s/data", shared);
    shared = folder;
    printf("XML to entities, one core, medians of %d; wanted: 100 MB/s and 0.60 of bare expat\n", runs);
    measure_grown(shared, "eu_xml", &list_eu_xml, "eu-fsf-2026-05-01/xmlFullSanctionsList_1_1.rebuilt.xml.gz",
                  "<sanctionEntity", "</sanctionEntity>", "euReferenceNumber=\"");
    measure_grown(shared, "un_xml, people", &list_un_xml, "un-sc-2026-02-27/consolidated.xml", "<INDIVIDUAL>",
                  "</INDIVIDUAL>", "<REFERENCE_NUMBER>");
    measure_grown(shared, "un_xml, firms", &list_un_xml, "un-sc-2026-02-27/consolidated.xml", "<ENTITY>", "</ENTITY>",
                  "<REFERENCE_NUMBER>");
    measure_grown(shared, "ca_xml", &list_ca_xml, "ca-sema-2025-05/sema.xml", "<record>", "</record>", "<Item>");
    measure("uk_xml, made up", &list_uk_xml,
            grow(made_up("<Designations>\n  <DateGenerated>02/09/2026</DateGenerated>\n", uk_entry, "</Designations>\n"),
                 "<Designation>", "</Designation>", false, 0, uk_number));
    measure("ch_xml, made up", &list_ch_xml, grow(swiss(), "<target", "</target>", true, 0, ch_number));
    struct text one = load("", advanced ? advanced : "/dev/null");
    if (one.len)
        measure("ofac_advanced", &list_ofac_advanced, grown_advanced(one));
    else
        printf("%-14s skipped: no file given\n", "ofac_advanced");
    return 0;
}
