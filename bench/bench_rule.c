/*
 * Speed of rules.
 *
 *   bench_rule [SEED]
 *
 * 1. 1,000 Sigma rules as public collections have them (half of them process creation on Windows;
 *    registry, files, network, DNS, script blocks, web, clouds), over 20,000 events of the same log
 *    sources with 12 to 19 values. Once with events at hand, once with their JSON read first.
 * 2. 150 rules over 195 features (whole numbers, flags, words), 40 of which a record has.
 * 3. Two rules and five correlations of them over 1,000 users.
 *
 * Rounds are repeated; printed are median, slowest and fastest, in processor time of one thread. Rules and events are made by a fixed
 * generator from the seed.
 */
#include "rule/rule.h"

#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum {
    RULES = 1000,
    EVENTS = 20000,
    ROUNDS = 15,
    FLAT_RULES = 150,
    FEATURES = 195,
    RECORDS = 20000
};

static uint64_t state;

static uint64_t dice(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}
static size_t below(size_t n)
{
    return (size_t)(dice() >> 11) % n;
}
static void die(const char *what)
{
    fprintf(stderr, "%s\n", what);
    exit(1);
}
static uint64_t now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID,
                  &t); /* of this process alone: the machine may be busy */
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

/* --- words -------------------------------------------------------------------------------- */

static const char *const syllable[] = { "win",   "sys",  "net",  "reg",  "sv",  "host", "cmd",
                                        "power", "ps",   "up",   "date", "run", "dll",  "ms",
                                        "exec",  "task", "log",  "ad",   "min", "user", "tmp",
                                        "ser",   "vice", "tool", "dump", "kit", "sh" };
static const char *const program[] = { "svchost", "explorer", "chrome",     "outlook",
                                       "teams",   "cmd",      "powershell", "rundll32",
                                       "conhost", "msedge",   "code",       "git",
                                       "python",  "services", "taskhostw",  "winword",
                                       "excel",   "onedrive" };
static const char *const folder[] = {
    "C:\\Windows\\System32\\", "C:\\Program Files\\", "C:\\Users\\anna\\AppData\\Local\\",
    "C:\\Windows\\",           "C:\\ProgramData\\",   "C:\\Program Files (x86)\\Common\\"
};
#define PICK(list) list[below(sizeof list / sizeof *list)]

static void word(struct buf *b, size_t n)
{
    for (size_t i = 0; i < n; i++) buf_add(b, str_c(PICK(syllable)));
}

struct source {
    const char *category, *product;
    const char *text[6]; /* fields of text */
    unsigned share;      /* of 100 */
};
static const struct source sources[] = {
    { "process_creation",
      "windows",
      { "Image", "CommandLine", "ParentImage", "ParentCommandLine", "OriginalFileName",
        "User" },
      50 },
    { "registry_set",
      "windows",
      { "TargetObject", "Details", "Image", "EventType", "User", "ProcessGuid" },
      10 },
    { "file_event",
      "windows",
      { "TargetFilename", "Image", "User", "ProcessGuid", "Company", "Product" },
      8 },
    { "ps_script",
      "windows",
      { "ScriptBlockText", "Path", "User", "Computer", "HostApplication", "Level" },
      8 },
    { "image_load",
      "windows",
      { "ImageLoaded", "Image", "Signature", "Company", "Description", "User" },
      4 },
    { "network_connection",
      "windows",
      { "DestinationHostname", "Image", "DestinationIp", "SourceIp", "User", "Protocol" },
      5 },
    { "dns_query",
      "windows",
      { "QueryName", "Image", "QueryResults", "User", "Computer", "Status" },
      3 },
    { "webserver",
      "",
      { "cs-uri-stem", "cs-user-agent", "cs-uri-query", "cs-referer", "c-ip", "cs-host" },
      5 },
    { "process_creation",
      "linux",
      { "Image", "CommandLine", "ParentImage", "CurrentDirectory", "User", "LogonId" },
      4 },
    { "audit",
      "okta",
      { "eventType", "displayMessage", "actor.alternateId", "client.ipAddress",
        "outcome.result", "target.displayName" },
      3 },
};
enum { SOURCES = sizeof sources / sizeof *sources };

static size_t source_of(size_t share)
{
    for (size_t i = 0, sum = 0; i < SOURCES; i++) {
        sum += sources[i].share;
        if (share < sum) return i;
    }
    return 0;
}

/* --- rules -------------------------------------------------------------------------------- */

static void list(struct buf *b, const char *before, const char *after, size_t n, size_t words)
{
    for (size_t i = 0; i < n; i++) {
        buf_printf(b, "            - '%s", before);
        word(b, words);
        buf_printf(b, "%s'\n", after);
    }
}

/* One item of a search; the kinds and how often they come are those of public rules. */
static void item(struct buf *b, const struct source *s, size_t field)
{
    size_t kind = below(100);
    const char *name = s->text[field];
    if (kind < 35) {
        buf_printf(b, "        %s|endswith:\n", name);
        list(b, "\\", ".exe", 1 + below(4), 2);
    } else if (kind < 65) {
        buf_printf(b, "        %s|contains:\n", name);
        list(b, below(2) ? " -" : "", below(2) ? " " : "", 1 + below(6), 2 + below(2));
    } else if (kind < 75) {
        buf_printf(b, "        %s|contains|all:\n", name);
        list(b, " ", "", 2 + below(2), 2);
    } else if (kind < 83) {
        buf_printf(b, "        %s|startswith:\n", name);
        list(b, "C:\\", "\\", 1 + below(2), 2);
    } else if (kind < 90) {
        buf_printf(b, "        %s:\n", name);
        list(b, "", ".exe", 1 + below(4), 2);
    } else if (kind < 94) {
        buf_printf(b, "        %s:\n", name);
        list(b, "*\\", "\\*.tmp", 1 + below(2), 3);
    } else if (kind < 97) {
        buf_printf(b, "        %s|re: '(?:-|/)", name);
        word(b, 3);
        buf_printf(b, "\\s+[a-z0-9]{4,}'\n");
    } else if (kind < 98) {
        buf_printf(b, "        EventID: %zu\n        %s|contains: 'x%zu'\n", 4600 + below(200),
                   name, below(90));
    } else {
        buf_printf(b, "        DestinationIp|cidr: 10.%zu.0.0/16\n", below(250));
    }
}

static void sigma_rule(struct buf *b, size_t i)
{
    const struct source *s = &sources[source_of(below(100))];
    size_t first = below(3), selections = 1 + below(2);
    buf_printf(b,
               "%stitle: rule %zu\nname: r%zu\nlevel: medium\nlogsource:\n    category: %s\n",
               i ? "---\n" : "", i, i, s->category);
    if (*s->product) buf_printf(b, "    product: %s\n", s->product);
    buf_add(b, STR("detection:\n"));
    for (size_t k = 0; k < selections; k++) {
        buf_printf(b, "    selection_%zu:\n", k);
        item(b, s, (first + k) % 6);
    }
    bool has_filter = below(3) == 0;
    if (has_filter) {
        buf_printf(b, "    filter_main:\n        %s|startswith: 'C:\\Program Files\\'\n",
                   s->text[1]);
        if (below(4) == 0) buf_printf(b, "    filter_null:\n        %s: null\n", s->text[4]);
    }
    buf_printf(b, "    condition: %s selection_*%s\n", below(2) ? "all of" : "1 of",
               has_filter ? " and not 1 of filter_*" : "");
}

/* --- events ------------------------------------------------------------------------------- */

static void text_of(struct buf *b, const char *field)
{
    if (str_find(str_c(field), STR("Command"), 0) != SIZE_MAX ||
        str_find(str_c(field), STR("Script"), 0) != SIZE_MAX) {
        buf_printf(b, "\\\"%s%s.exe\\\"", PICK(folder), PICK(program));
        for (size_t i = 0, n = 3 + below(12); i < n; i++) {
            buf_add(b, str_c(below(2) ? " --" : " "));
            word(b, 1 + below(3));
            if (below(3) == 0) buf_printf(b, "=%zu", below(100000));
        }
    } else if (str_find(str_c(field), STR("Ip"), 0) != SIZE_MAX) {
        buf_printf(b, "%zu.%zu.%zu.%zu", 1 + below(200), below(256), below(256), below(256));
    } else if (str_find(str_c(field), STR("uri"), 0) != SIZE_MAX) {
        buf_add(b, STR("/"));
        word(b, 2);
        buf_printf(b, "/index?id=%zu&q=", below(10000));
        word(b, 2);
    } else {
        buf_add(b, str_c(PICK(folder)));
        word(b, 2);
        buf_printf(b, "\\%s.exe", PICK(program));
    }
}

/* JSON wants its backslashes twice; the words above have them once. */
static void json_event(struct buf *b, const struct source *s, size_t i)
{
    struct buf text = BUF_INIT(1 << 16);
    buf_printf(b,
               "{\"EventID\":%zu,\"UtcTime\":\"2026-08-01 "
               "09:%02zu:%02zu\",\"Computer\":\"host-%zu.example.org\"",
               below(40), i / 60 % 60, i % 60, below(500));
    for (size_t k = 0; k < 6; k++) {
        buf_reset(&text);
        text_of(&text, s->text[k]);
        str t = buf_str(&text);
        buf_printf(b, ",\"%s\":\"", s->text[k]);
        for (size_t c = 0; c < t.len; c++) {
            if (t.data[c] == '\\' && (c + 1 >= t.len || t.data[c + 1] != '"'))
                buf_add_byte(b, '\\');
            buf_add_byte(b, t.data[c]);
        }
        buf_add_byte(b, '"');
    }
    for (size_t k = 0, n = below(8); k < n; k++)
        buf_printf(b, ",\"Extra%zu\":\"%zu\"", k, below(1000000));
    buf_printf(b, ",\"ProcessId\":%zu,\"IntegrityLevel\":\"Medium\",\"LogonId\":\"0x%zx\"}",
               below(30000), below(1 << 20));
    buf_release(&text);
}

/* --- measuring ---------------------------------------------------------------------------- */

struct bench {
    struct rule_set *set;
    struct rule_scratch *scratch;
    struct arena arena;
    struct rule_event *event;
    str *json;
    size_t events;
    size_t hits;
};

static void on_hit(void *ctx, const struct rule_hit *hit)
{
    struct bench *b = ctx;
    b->hits += hit->truth == RULE_YES;
}

static int by_double(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;
    return (a > b) - (a < b);
}

static void print(const char *what, double *rate, size_t hits, size_t events,
                  size_t allocations)
{
    qsort(rate, ROUNDS, sizeof *rate, by_double);
    printf("%-34s median %9.0f a second  (%.0f .. %.0f)  hits in %.2f %% of events  %zu "
           "allocations\n",
           what, rate[ROUNDS / 2], rate[0], rate[ROUNDS - 1],
           100.0 * (double)hits / (double)events, allocations);
}

typedef void round_fn(struct bench *b);

static void measure(struct bench *b, const char *what, round_fn *fn)
{
    double rate[ROUNDS];
    size_t allocations = 0;
    fn(b); /* warm */
    for (size_t r = 0; r < ROUNDS; r++) {
        b->hits = 0;
        mem_fail_from(0);
        uint64_t start = now_ns();
        fn(b);
        rate[r] = (double)b->events * 1e9 / (double)(now_ns() - start);
        allocations = mem_count();
    }
    print(what, rate, b->hits, b->events, allocations);
}

static void ask_all(struct bench *b)
{
    for (size_t i = 0; i < b->events; i++)
        if (rule_eval(b->scratch, &b->event[i], on_hit, b, NULL)) die("cannot ask");
}

static void read_and_ask_all(struct bench *b)
{
    for (size_t i = 0; i < b->events; i++) {
        struct rule_event e = b->event[i];
        arena_reset(&b->arena);
        if (rule_event_from_json(b->set, b->json[i], &b->arena, &e, NULL)) die("cannot read");
        if (rule_eval(b->scratch, &e, on_hit, b, NULL)) die("cannot ask");
    }
}

static void compile(struct bench *b, str yaml, const struct rule_options *opt)
{
    struct rule_file file = { STR("made"), yaml };
    struct cordon_error err;
    uint64_t start = now_ns();
    if (rule_set_compile(&file, 1, opt, &b->set, NULL, &err)) {
        fprintf(stderr, "%lu: ", (unsigned long)err.line);
        die(err.message);
    }
    printf("%u rules, %u questions, %u names, %zu KiB of YAML, compiled in %.1f ms\n",
           rule_set_count(b->set), rule_set_predicates(b->set), rule_set_slots(b->set),
           yaml.len >> 10, (double)(now_ns() - start) / 1e6);
    b->scratch = rule_scratch_new(b->set);
    if (!b->scratch) die("no memory");
}

static void release(struct bench *b)
{
    rule_scratch_free(b->scratch);
    rule_set_free(b->set);
    free(b->event);
    free(b->json);
}

/* --- 1: Sigma ----------------------------------------------------------------------------- */

static void sigma(struct arena *keep)
{
    struct bench b = { .events = EVENTS };
    struct buf yaml = BUF_INIT(64 << 20), json = BUF_INIT(1 << 20);
    size_t bytes = 0;
    arena_init(&b.arena, 64 << 20);
    for (size_t i = 0; i < RULES; i++) sigma_rule(&yaml, i);
    compile(&b, buf_str(&yaml), NULL);
    b.event = calloc(EVENTS, sizeof *b.event);
    b.json = calloc(EVENTS, sizeof *b.json);
    for (size_t i = 0; i < EVENTS; i++) {
        const struct source *s = &sources[source_of(below(100))];
        buf_reset(&json);
        json_event(&json, s, i);
        b.json[i] = arena_str(keep, buf_str(&json));
        bytes += b.json[i].len;
        struct cordon_error err;
        if (rule_event_from_json(b.set, b.json[i], keep, &b.event[i], &err)) die(err.message);
        b.event[i].source =
            rule_source_of(b.set, str_c(s->category), str_c(s->product), STR(""));
    }
    printf("%d events, %.0f bytes of JSON each\n", EVENTS, (double)bytes / EVENTS);
    measure(&b, "1,000 rules, events at hand", ask_all);
    measure(&b, "1,000 rules, JSON read first", read_and_ask_all);
    buf_release(&yaml);
    buf_release(&json);
    arena_release(&b.arena);
    release(&b);
}

/* --- 2: features -------------------------------------------------------------------------- */

static void flat_rule(struct buf *b, size_t i)
{
    buf_printf(b,
               "%stitle: flat %zu\nname: f%zu\nlogsource: {product: cordon, category: "
               "applicant}\ndetection:\n"
               "    s:\n",
               i ? "---\n" : "", i, i);
    for (size_t k = 0, n = 1 + below(3); k < n; k++) {
        size_t f = below(FEATURES);
        switch (f % 3) {
        case 0:
            buf_printf(b, "        f%zu.flag%zu: true\n", f, k);
            break;
        case 1:
            buf_printf(b, "        f%zu.n|gte: %zu\n", f, 50 + below(50));
            break;
        default:
            buf_printf(b, "        f%zu.w: [voip, prepaid]\n", f);
        }
        if (f % 3) break; /* keys are written once */
    }
    buf_add(b, STR("    condition: s\n"));
}

static void features(struct arena *keep)
{
    struct bench b = { .events = RECORDS };
    struct buf yaml = BUF_INIT(64 << 20), name = BUF_INIT(256);
    static const char *const words[] = { "mobile", "fixed", "voip", "prepaid", "virtual" };
    for (size_t i = 0; i < FLAT_RULES; i++) flat_rule(&yaml, i);
    compile(&b, buf_str(&yaml), NULL);
    b.event = calloc(RECORDS, sizeof *b.event);
    struct rule_source source = rule_source_of(b.set, STR("applicant"), STR("cordon"), STR(""));
    for (size_t i = 0; i < RECORDS; i++) {
        struct rule_value *v = arena_calloc(keep, 40, sizeof *v);
        for (size_t k = 0; k < 40; k++) {
            size_t f = below(FEATURES);
            buf_reset(&name);
            buf_printf(&name, f % 3 == 0 ? "f%zu.flag0" : f % 3 == 1 ? "f%zu.n" : "f%zu.w", f);
            v[k].slot = rule_set_slot(b.set, buf_str(&name));
            v[k].type = f % 3 == 0 ? RULE_FLAG : f % 3 == 1 ? RULE_INTEGER : RULE_TEXT;
            v[k].number = f % 3 == 0 ? below(20) == 0 : (int64_t)below(60);
            if (f % 3 == 2) v[k].text = str_c(PICK(words));
        }
        b.event[i] = (struct rule_event){ source, v, 40, (int64_t)i };
    }
    measure(&b, "150 rules over features", ask_all);
    buf_release(&yaml);
    buf_release(&name);
    release(&b);
}

/* --- 3: correlations ---------------------------------------------------------------------- */

static struct rule_flow *flow;

static void flow_all(struct bench *b)
{
    rule_flow_reset(flow);
    for (size_t i = 0; i < b->events; i++)
        if (rule_flow_event(flow, b->scratch, &b->event[i], on_hit, b, NULL)) die("cannot ask");
}

static void correlations(struct arena *keep)
{
    static const char yaml[] =
        "title: fail\nname: fail\nlogsource: {product: okta}\ndetection: {s: {r: fail}, "
        "condition: s}\n"
        "---\ntitle: ok\nname: ok\nlogsource: {product: okta}\ndetection: {s: {r: ok}, "
        "condition: s}\n"
        "---\ntitle: a\nname: a\ncorrelation: {type: event_count, rules: [fail], group-by: "
        "[user], timespan: 1h, condition: {gte: 20}}\n"
        "---\ntitle: b\nname: b\ncorrelation: {type: value_count, rules: [fail, ok], group-by: "
        "[user], timespan: 1h, condition: {field: ip, gte: 20}}\n"
        "---\ntitle: c\nname: c\ncorrelation: {type: temporal_ordered, rules: [a, ok], "
        "group-by: [user], timespan: 1h}\n"
        "---\ntitle: d\nname: d\ncorrelation: {type: value_sum, rules: [ok], group-by: [user], "
        "timespan: 1d, condition: {field: bytes, gt: 100000000}}\n"
        "---\ntitle: e\nname: e\ncorrelation: {type: value_percentile, rules: [ok], group-by: "
        "[user], timespan: 1h, condition: {field: bytes, percentile: 95, gt: 990000}}\n";
    struct bench b = { .events = RECORDS };
    compile(&b, str_c(yaml), NULL);
    flow = rule_flow_new(b.set);
    b.event = calloc(RECORDS, sizeof *b.event);
    struct rule_source source = rule_source_of(b.set, STR(""), STR("okta"), STR(""));
    for (size_t i = 0; i < RECORDS; i++) {
        struct rule_value *v = arena_calloc(keep, 4, sizeof *v);
        v[0] = (struct rule_value){ rule_set_slot(b.set, STR("r")), RULE_TEXT, 0,
                                    below(3) ? STR("fail") : STR("ok") };
        v[1] = (struct rule_value){ rule_set_slot(b.set, STR("user")), RULE_INTEGER,
                                    (int64_t)below(1000), STR("") };
        v[2] = (struct rule_value){ rule_set_slot(b.set, STR("ip")), RULE_INTEGER,
                                    (int64_t)below(5000), STR("") };
        v[3] = (struct rule_value){ rule_set_slot(b.set, STR("bytes")), RULE_INTEGER,
                                    (int64_t)below(1000000), STR("") };
        b.event[i] = (struct rule_event){ source, v, 4, (int64_t)i };
    }
    measure(&b, "2 rules and 5 correlations", flow_all);
    rule_flow_free(flow);
    release(&b);
}

int main(int argc, char **argv)
{
    struct arena keep;
    state = argc > 1 ? strtoull(argv[1], NULL, 10) : 20260801;
    printf("seed %llu, %d rounds\n", (unsigned long long)state, ROUNDS);
    state = state * 0x9E3779B97F4A7C15u | 1;
    arena_init(&keep, (size_t)1 << 30);
    sigma(&keep);
    features(&keep);
    correlations(&keep);
    arena_release(&keep);
    return 0;
}
