/* The sameness proof: that it holds of a generated population, and that it can fail. */
#include "tests/test.h"

#include <cordon/screen.h>
#include <cordon/train.h>

#include "base/mem.h"
#include "base/num.h"
#include "engine/same.h"
#include "evidence/labels.h"
#include "evidence/rename.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { RECORDS_MAX = 4096 };

struct bench {
    struct cordon_rules  *opened;
    const struct rules   *rules;
    struct cordon_policy *policy;
    struct name_scratch  *names;
    struct record_reader *reader;
    struct flag_scratch  *flags;
    struct same_scratch  *same;
    struct arena          arena;
    struct flags          first;
    struct same           found;
    struct record         record[RECORDS_MAX];
    const struct record  *list[RECORDS_MAX];
    size_t                people, flagged, failed;
    int64_t               now_s;
};

static struct bench *bench;

static void open_rules(struct bench *b, const char *const *paths, size_t count)
{
    struct cordon_error err = ERROR_INIT;
    cordon_status st;
    flag_scratch_free(b->flags);
    cordon_rules_free(b->opened);
    if (cordon_rules_open(paths, count, &b->opened, &err)) fail_msg("%s: %s", err.file, err.message);
    b->rules = rules_get(b->opened, &st, &err);
    assert_non_null(b->rules);
    b->flags = flag_scratch_new(b->rules);
    assert_non_null(b->flags);
}

static int set_up(void **state)
{
    struct cordon_error err = ERROR_INIT;
    (void)state;
    bench = calloc(1, sizeof *bench);
    if (!bench || cordon_policy_load("default", &bench->policy, &err)) return 1;
    bench->names = name_scratch_new();
    bench->reader = record_reader_new();
    bench->same = same_scratch_new();
    bench->now_s = 1790812800; /* 2026-10-01, when the generated population lives */
    arena_init(&bench->arena, 256u << 20);
    open_rules(bench, NULL, 0);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    same_scratch_free(bench->same);
    flag_scratch_free(bench->flags);
    cordon_rules_free(bench->opened);
    cordon_policy_free(bench->policy);
    name_scratch_free(bench->names);
    record_reader_free(bench->reader);
    arena_release(&bench->arena);
    free(bench);
    return 0;
}

/* Flags of records, '\n' between, and their proof. */
static void prove(struct bench *b, str records)
{
    struct cordon_error err = ERROR_INIT;
    str rest = records, one;
    size_t count = 0;
    arena_reset(&b->arena);
    name_query_reset(b->names);
    while (str_next(&rest, '\n', &one)) {
        if (!one.len) continue;
        assert_true(count < RECORDS_MAX);
        if (record_from_json(b->reader, one, 1, 1, &b->arena, &b->record[count], &err)) fail_msg("%s", err.message);
        b->list[count] = &b->record[count];
        count++;
    }
    struct dossier d = { .records = b->list, .count = count, .now_s = b->now_s };
    struct flag_ask ask = { .dossier = &d };
    assert_int_equal(flags_find(b->flags, b->policy, b->names, &ask, &b->arena, &b->first, &err), CORDON_OK);
    cordon_status st = same_prove(b->same, b->flags, b->policy, b->rules, &ask, &b->first, &b->found, &err);
    if (st) fail_msg("%s", err.message);
}

static void print_finding(const struct bench *b, str records)
{
    const struct same_finding *f = &b->found.finding[0];
    printf("%zu of %zu runs, %d points; %.*s%s/%.*s %d points:", b->found.differs, b->found.runs, b->first.points,
           STR_ARG(f->culture), f->own_script ? " own script" : "", STR_ARG(f->nation), f->points);
    for (size_t i = 0; i < f->flags; i++) printf(" %.*s", STR_ARG(f->flag[i]));
    printf("\n");
    if (getenv("SAME_SHOW")) printf("%.*s\n", (int)records.len, records.data);
}

static cordon_status take(void *ctx, cordon_str records, cordon_str truth, struct cordon_error *err)
{
    struct bench *b = ctx;
    (void)truth;
    (void)err;
    prove(b, records);
    b->people++;
    b->flagged += b->first.count > 0;
    if (b->found.verdict == SAME_HOLDS) return CORDON_OK;
    if (b->failed++ < 40) print_finding(b, records);
    return CORDON_OK;
}

static void holds_of_two_thousand_made_up_people(void **state)
{
    struct cordon_error err = ERROR_INIT;
    const char *many = getenv("SAME_PEOPLE");
    const char *seed = getenv("SAME_SEED");
    struct cordon_train_options o = { .seed = seed ? (uint64_t)atoll(seed) : 20261121, .people = many ? (uint32_t)atoi(many) : 2000, .disguised = 200 };
    (void)state;
    if (cordon_train_generate(&o, take, bench, &err)) fail_msg("%s", err.message);
    printf("# %zu people and firms, %zu with flags, %zu differ\n", bench->people, bench->flagged, bench->failed);
    assert_true(bench->flagged > bench->people / 4);
    assert_int_equal(bench->failed, 0);
}

/* A rule of the user's own that reads a name where it may: in an address. */
static const char peeking[] =
    "title: Peeks\nid: 11111111-2222-5333-8444-555555555555\nname: peeks\nstatus: test\n"
    "description: Looks at the name inside an account.\nauthor: nobody\ndate: '2026-11-21'\n"
    "references:\n  - https://example.com/\n"
    "logsource:\n  product: cordon\ndetection:\n  name: {account|contains: testa}\n  condition: name\nlevel: high\n"
    "cordon:\n  group: contact\n  strength: strong\n  root: peeking\n  kinds: [applicant]\n"
    "  title: {ko: t, ja: t, id: t}\n  asks: {en: t, ko: t, ja: t, id: t}\n"
    "  innocent: {en: t, ko: t, ja: t, id: t}\n"
    "  source: {authority: none, document: none, date: '2026-01-01', paragraph: none}\n"
    "  tests:\n    match:\n      - {kind: applicant, email: testa@example.com}\n"
    "      - {kind: applicant, email: testa.x@example.com}\n"
    "    differ:\n      - {kind: applicant, email: b@example.com}\n      - {kind: applicant, email: c@example.com}\n";

static char peeking_path[64];

static void open_peeking(struct bench *b)
{
    snprintf(peeking_path, sizeof peeking_path, "/tmp/cordon-same-XXXXXX.yml");
    int fd = mkstemps(peeking_path, 4);
    const char *paths[] = { peeking_path };
    assert_true(fd >= 0);
    assert_int_equal(write(fd, peeking, sizeof peeking - 1), (ssize_t)(sizeof peeking - 1));
    close(fd);
    open_rules(b, paths, 1);
}

static void close_peeking(struct bench *b)
{
    unlink(peeking_path);
    open_rules(b, NULL, 0);
}

#define TESTA "{\"id\":\"t\",\"kind\":\"applicant\",\"name\":\"Testa Mustermann\",\"account\":\"testa.mustermann\"}"

static void a_rule_that_peeks_at_a_name_is_caught(void **state)
{
    (void)state;
    open_peeking(bench);
    prove(bench, STR(TESTA));
    assert_int_equal(bench->first.count, 1);
    assert_int_equal(bench->found.verdict, SAME_DIFFERS);
    assert_true(bench->found.differs > SAME_NAMES_MIN);
    assert_true(str_eq(bench->found.finding[0].flag[0], STR("peeks")));
    assert_int_equal(bench->found.finding[0].nation.len, 0); /* the name alone makes the difference */
    assert_int_equal(bench->found.findings, SAME_FINDINGS_MAX);
    /* the word that is peeked at is nobody's name here */
    prove(bench, STR("{\"kind\":\"applicant\",\"name\":\"Bo Lind\",\"email\":\"testa@example.com\"}"));
    assert_int_equal(bench->found.verdict, SAME_HOLDS);
    assert_true(bench->found.names >= SAME_NAMES_MIN && bench->found.nations >= SAME_NATIONS_MIN);
    close_peeking(bench);
}

static bool has(str json, const char *part)
{
    return str_find(json, str_c(part), 0) != SIZE_MAX;
}

/* The answer: flags that depend on a name do not count, and it says whose bug that is, in each language. */
static void an_answer_says_that_cordon_has_a_bug(void **state)
{
    static const char *const langs[] = { "en", "ko", "ja", "id" };
    struct cordon_error err = ERROR_INIT;
    struct cordon_set *set = NULL;
    struct cordon_policy *demo = NULL;
    (void)state;
    open_peeking(bench);
    assert_int_equal(cordon_set_open(NULL, &set, &err), CORDON_OK);
    assert_int_equal(cordon_policy_load("demo", &demo, &err), CORDON_OK);
    for (size_t i = 0; i < COUNT_OF(langs); i++) {
        struct cordon_screen_options o = { .policy = demo, .min_bp = -1, .as_of_s = 1785585600, .lang = str_c(langs[i]),
                                           .rules = bench->opened };
        struct cordon_screener *scr = NULL;
        struct cordon_answer answer;
        assert_int_equal(cordon_screener_new(set, &o, &scr, &err), CORDON_OK);
        assert_int_equal(cordon_screen_json(scr, STR(TESTA), 1, &answer, &err), CORDON_OK);
        if (answer.verdict != CORDON_UNDECIDED || !has(answer.json, "\"same\":false") ||
            !has(answer.json, "\"id\":\"sameness\",\"state\":\"failed\"") || !has(answer.json, "sameness_failed") ||
            !has(answer.json, "\"peeks\"") || !has(answer.json, "report_bug") || has(answer.json, "fix_record"))
            fail_msg("%s: %.*s", langs[i], (int)answer.json.len, answer.json.data);
        cordon_screener_free(scr);
    }
    cordon_policy_free(demo);
    cordon_set_close(set);
    close_peeking(bench);
}

static void want_of_memory_is_said(void **state)
{
    struct cordon_error err = ERROR_INIT;
    struct record r;
    const struct record *list[] = { &r };
    struct dossier d = { .records = list, .count = 1, .now_s = bench->now_s };
    struct flag_ask ask = { .dossier = &d };
    (void)state;
    arena_reset(&bench->arena);
    assert_int_equal(record_from_json(bench->reader, STR(TESTA), 1, 1, &bench->arena, &r, &err), CORDON_OK);
    for (uint64_t n = 1;; n++) {
        assert_int_equal(flags_find(bench->flags, bench->policy, bench->names, &ask, &bench->arena, &bench->first, &err),
                         CORDON_OK);
        mem_fail_from(n);
        struct same_scratch *s = same_scratch_new();
        cordon_status st = s ? same_prove(s, bench->flags, bench->policy, bench->rules, &ask, &bench->first,
                                          &bench->found, &err)
                             : CORDON_NOMEM;
        uint64_t asked = mem_count();
        mem_fail_from(0);
        same_scratch_free(s);
        if (asked < n) {
            assert_int_equal(st, CORDON_OK);
            assert_int_equal(bench->found.verdict, SAME_HOLDS);
            return;
        }
        assert_int_equal(st, CORDON_NOMEM);
    }
}

/* What the relations of names say must not depend on which names they are. */
static void relations_are_the_same_under_every_name(void **state)
{
    static const char *const rows[] = {
        "{'kind':'worker','name':'Testa Mustermann','doc':{'type':'passport','name':'MUSTERMANN TESTA'},'pay':{'payee':'T. Mustermann'}}",
        "{'kind':'worker','name':'Testa Mustermann','doc':{'type':'passport','name':'MUSTERMANNN TESTA'},'pay':{'payee':'Testa Musterman'}}",
        "{'kind':'worker','name':'Li Na','doc':{'type':'passport','name':'Lu Na'},'pay':{'payee':'Li Ma'}}",
        "{'kind':'worker','name':'Kim Minsu','doc':{'type':'passport','name':'KIM MIN SOO'},'pay':{'payee':'Park Jiwon'}}",
        "{'kind':'worker','name':'J\u00f6rg M\u00fcller','email':'joerg.mueller@example.com','doc':{'type':'passport','name':'Jorg Muller',"
        "'mrz':'P<UTOMUELLER<<JOERG<<<<<<<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10','mrz_reads':2}}",
        "{'kind':'worker','name':'Ahmed El-Sayed','email':'ahmed_elsayed@example.com','doc':{'type':'passport','name':'AHMED ELSAYED'}}",
        "{'kind':'worker','name':'\uae40\ubbfc\uc218 (Kim Minsu)','alias':'\uae40\ubbfc\uc218','doc':{'type':'passport','name':'KIM MINSU'}}",
        "{'kind':'worker','name':'Suharto','nationality':'ID','birth_place':'Jakarta, Indonesia','pay':{'payee':'Suharta'}}",
        "{'kind':'worker','name':'Testa Q. Mustermann','email':'tmustermann84@example.com','ship':{'recipient':'Bo Lind'},"
        "'ref':[{'name':'Bo Lind','email':'bo.lind@example.com'}],'code':{'handle':'testa-m','author':['B. Lind','Testa M.']}}",
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        char json[1024];
        snprintf(json, sizeof json, "%s", rows[i]);
        for (char *p = json; *p; p++)
            if (*p == '\'') *p = '"';
            else if (*p == '\n') *p = ' ';
        prove(bench, str_c(json));
        if (bench->found.verdict != SAME_HOLDS) {
            print_finding(bench, str_c(json));
            fail_msg("%s", rows[i]);
        }
        assert_true(bench->found.runs >= SAME_NAMES_MIN);
    }
}

/* What is not asked again must give what it gave: the whole evidence under other names against the part. */
static cordon_status take_part(void *ctx, cordon_str records, cordon_str truth, struct cordon_error *err)
{
    struct bench *b = ctx;
    static struct feature_set before, whole;
    struct rename *plan;
    struct dossier d = { .records = b->list, .now_s = b->now_s }, other;
    struct flag_ask ask = { .dossier = &d };
    str rest = records, one;
    (void)truth;
    arena_reset(&b->arena);
    name_query_reset(b->names);
    for (; str_next(&rest, '\n', &one); d.count += one.len > 0) {
        if (!one.len) continue;
        assert_int_equal(record_from_json(b->reader, one, 1, 1, &b->arena, &b->record[d.count], err), CORDON_OK);
        b->list[d.count] = &b->record[d.count];
    }
    assert_int_equal(flags_evidence(b->flags, b->policy, b->names, &ask, &b->arena, err), CORDON_OK);
    before = *flags_features(b->flags);
    assert_int_equal(rename_plan(&d, &b->arena, &plan, err), CORDON_OK);
    struct rename_as as = { (uint16_t)(b->people++ % rename_cultures()), 3, false, 0 };
    assert_int_equal(rename_dossier(plan, &as, &b->arena, &other, err), CORDON_OK);
    ask.dossier = &other;
    assert_int_equal(flags_evidence(b->flags, b->policy, b->names, &ask, &b->arena, err), CORDON_OK);
    whole = *flags_features(b->flags);
    ask.before = &before;
    assert_int_equal(flags_evidence(b->flags, b->policy, b->names, &ask, &b->arena, err), CORDON_OK);
    const struct feature_set *part = flags_features(b->flags);
    assert_int_equal(part->count, whole.count);
    for (size_t i = 0; i < whole.count; i++) {
        size_t k = 0;
        while (k < part->count && !(part->item[k].feature == whole.item[i].feature &&
                                    part->item[k].number == whole.item[i].number &&
                                    str_eq(part->item[k].text, whole.item[i].text)))
            k++;
        if (k == part->count) fail_msg("%s", feature_table[whole.item[i].feature].name.data);
    }
    return CORDON_OK;
}

static void what_reads_no_names_gives_what_it_gave(void **state)
{
    struct cordon_error err = ERROR_INIT;
    struct cordon_train_options o = { .seed = 99, .people = 500, .disguised = 300 };
    (void)state;
    bench->people = 0;
    if (cordon_train_generate(&o, take_part, bench, &err)) fail_msg("%s", err.message);
    bench->people = 0;
}

/* Two words of a culture are never near each other, nor anything but names. */
static void names_of_a_culture_are_told_apart(void **state)
{
    (void)state;
    assert_true(rename_cultures() >= SAME_NAMES_MIN);
    assert_true(rename_nations() >= SAME_NATIONS_MIN);
    for (size_t i = 0; i < rename_cultures(); i++) {
        const struct same_culture *c = rename_culture_at(i);
        size_t count = (size_t)c->given + c->family;
        assert_true(count <= RENAME_POOL);
        for (size_t k = 0; k < count; k++) {
            str word = rename_pool_word(i, k)->plain;
            if (name_is_particle(word) || label_word(LABEL_MAIL_TRADE, word).len || label_word(LABEL_MAIL_WORD, word).len)
                fail_msg("%.*s: '%.*s' is no name", STR_ARG(c->name), STR_ARG(word));
            for (size_t j = 0; j < k; j++) {
                str other = rename_pool_word(i, j)->plain;
                if (str_eq(word, other) || words_slip(word, other) || words_spelled(word, other))
                    fail_msg("%.*s: '%.*s' and '%.*s'", STR_ARG(c->name), STR_ARG(other), STR_ARG(word));
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(relations_are_the_same_under_every_name),
        cmocka_unit_test(a_rule_that_peeks_at_a_name_is_caught),
        cmocka_unit_test(an_answer_says_that_cordon_has_a_bug),
        cmocka_unit_test(want_of_memory_is_said),
        cmocka_unit_test(names_of_a_culture_are_told_apart),
        cmocka_unit_test(what_reads_no_names_gives_what_it_gave),
        cmocka_unit_test(holds_of_two_thousand_made_up_people),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
