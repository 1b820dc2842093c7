/* train/generate: the same bytes from the same seed, records that Cordon reads, truth beside them. */
#include "tests/test.h"

#include <cordon/train.h>

#include "base/hash.h"
#include "base/mem.h"
#include "record/record.h"
#include "train/person.h"

/* What one run gave, counted while it went by. */
struct seen {
    struct sha hash;
    uint64_t   subjects, records, bytes;
    uint64_t   label[LABEL_COUNT];
    uint64_t   culture[CULTURE_COUNT];
    struct record_reader *reader; /* NULL: not read */
    struct arena arena;
    uint32_t   with[2][FIELD_COUNT]; /* honest, disguised people that have the field */
    uint32_t   people[2];
    uint64_t   zones, zones_wrong;
    uint64_t   stop_after;
};

static bool says(str truth, const char *words)
{
    return str_find(truth, str_c(words), 0) != SIZE_MAX;
}

static enum train_label label_of(str truth)
{
    for (unsigned l = 0; l < LABEL_COUNT; l++) {
        char want[32];
        snprintf(want, sizeof want, "\"label\":\"%.*s\"", STR_ARG(train_label_name((enum train_label)l)));
        if (says(truth, want)) return (enum train_label)l;
    }
    fail_msg("truth without a label: %.*s", STR_ARG(truth));
    return LABEL_HONEST;
}

static unsigned value_of(char c)
{
    return byte_is_digit(c) ? (unsigned)(c - '0') : c == '<' ? 0 : (unsigned)(c - 'A' + 10);
}

static bool digit_holds(const char *s, size_t from, size_t to, size_t at)
{
    unsigned sum = 0;
    for (size_t i = from; i < to; i++) sum += value_of(s[i]) * (unsigned[]){ 7, 3, 1 }[(i - from) % 3];
    return value_of(s[at]) == sum % 10;
}

static bool zone_holds(str zone)
{
    char all[40];
    if (zone.len != 89 || zone.data[44] != '\n') return false;
    const char *two = zone.data + 45;
    memcpy(all, two, 10);
    memcpy(all + 10, two + 13, 7);
    memcpy(all + 17, two + 21, 22);
    all[39] = two[43];
    return digit_holds(two, 0, 9, 9) && digit_holds(two, 13, 19, 19) && digit_holds(two, 21, 27, 27) &&
           digit_holds(all, 0, 39, 39);
}

static void read_record(struct seen *s, str line, str truth, enum train_label label, bool has[FIELD_COUNT])
{
    struct record rec;
    struct cordon_error err = { .status = CORDON_OK };
    arena_reset(&s->arena);
    if (record_from_json(s->reader, line, 1, 1, &s->arena, &rec, &err))
        fail_msg("%s: %.*s", err.message, STR_ARG(line));
    assert_int_equal(rec.unread_count, 0);
    assert_true(rec.kind != RECORD_KIND_NONE);
    assert_true(str_starts(rec.subject, STR("made-")));
    char want[64];
    snprintf(want, sizeof want, "{\"subject\":\"%.*s\"", STR_ARG(rec.subject));
    assert_true(says(truth, want));
    for (size_t i = 0; i < rec.value_count; i++) {
        const struct record_value *v = &rec.values[i];
        has[v->field] = true;
        if (v->field != FIELD_DOC_MRZ) continue;
        s->zones++;
        bool is_meant = says(truth, "ocr_error") || (label && says(truth, "mrz_wrong"));
        if (!zone_holds(v->text)) {
            s->zones_wrong++;
            if (!is_meant) fail_msg("a zone is wrong by accident: %.*s", STR_ARG(v->text));
        }
    }
}

static cordon_status look(void *ctx, cordon_str records, cordon_str truth, struct cordon_error *err)
{
    struct seen *s = ctx;
    enum train_label label = label_of(truth);
    bool has[FIELD_COUNT] = { false }, is_person = says(truth, "\"is\":\"person\"");
    (void)err;
    if (s->stop_after && s->subjects == s->stop_after) return CORDON_REFUSED;
    sha_add(&s->hash, records);
    sha_add(&s->hash, truth);
    s->subjects++;
    s->bytes += records.len;
    s->label[label]++;
    if (is_person)
        for (unsigned c = 0; c < CULTURE_COUNT; c++) {
            char want[48];
            snprintf(want, sizeof want, "\"culture\":\"%.*s\"", STR_ARG(train_cultures[c].name));
            s->culture[c] += says(truth, want);
        }
    for (str rest = records, line; str_next(&rest, '\n', &line);) {
        if (!line.len) continue;
        s->records++;
        if (s->reader) read_record(s, line, truth, label, has);
    }
    if (is_person && s->reader) {
        s->people[label != LABEL_HONEST]++;
        for (size_t f = 0; f < FIELD_COUNT; f++) s->with[label != LABEL_HONEST][f] += has[f];
    }
    return CORDON_OK;
}

static void run(struct seen *s, uint64_t seed, uint32_t people, uint32_t disguised, bool is_read)
{
    struct cordon_error err = { .status = CORDON_OK };
    struct cordon_train_options o = { seed, people, disguised };
    memset(s, 0, sizeof *s);
    sha_init(&s->hash);
    arena_init(&s->arena, 16 << 20);
    if (is_read) s->reader = record_reader_new();
    assert_int_equal(cordon_train_generate(&o, look, s, &err), CORDON_OK);
    record_reader_free(s->reader);
    arena_release(&s->arena);
}

static void hex_of(struct seen *s, char hex[SHA_HEX_LEN + 1])
{
    uint8_t digest[SHA_LEN];
    sha_end(&s->hash, digest);
    sha_hex(digest, hex);
}

static void gives_the_same_bytes_for_the_same_seed(void **state)
{
    static struct seen a, b, c;
    char one[SHA_HEX_LEN + 1], two[SHA_HEX_LEN + 1], other[SHA_HEX_LEN + 1];
    (void)state;
    run(&a, 42, 1500, 20, false);
    run(&b, 42, 1500, 20, false);
    run(&c, 43, 1500, 20, false);
    hex_of(&a, one);
    hex_of(&b, two);
    hex_of(&c, other);
    assert_string_equal(one, two);
    assert_string_not_equal(one, other);
}

/* Any machine, any compiler: these bytes, until cordon_train_version() is raised. */
static void gives_the_bytes_of_this_version(void **state)
{
    static struct seen s;
    char hex[SHA_HEX_LEN + 1];
    (void)state;
    run(&s, 42, 1500, 20, false);
    hex_of(&s, hex);
    assert_int_equal(cordon_train_version(), 1);
    assert_string_equal(hex, "be952a3a1d86a16d4137fe42e6a1c5ed0c8556f529926368660b7276b07eedf6");
}

static void every_record_is_read_whole(void **state)
{
    static struct seen s;
    (void)state;
    run(&s, 7, 4000, 60, true);
    assert_int_equal(s.people[0] + s.people[1], 4000);
    assert_true(s.records > 4000);
    assert_true(s.zones > 100 && s.zones_wrong > 0 && s.zones_wrong * 20 < s.zones);
}

static void counts_are_as_asked(void **state)
{
    static struct seen s;
    (void)state;
    run(&s, 3, 10000, 10, false);
    assert_int_equal(s.subjects, 10000 + 200);
    assert_int_equal(s.label[LABEL_FARM] + s.label[LABEL_RENTED] + s.label[LABEL_LONE] + s.label[LABEL_RING], 100);
    assert_int_equal(s.label[LABEL_FARM], 45);
    assert_int_equal(s.label[LABEL_FRONT], 10);
    for (unsigned c = 0; c < CULTURE_COUNT; c++) assert_int_equal(s.culture[c], 500);
}

/* A field that only the disguised have would be the answer itself. Fields of events (a changed account, a
   request) are commoner among them, as the event is; none may be theirs alone. */
static void no_field_tells_by_being_there(void **state)
{
    static struct seen s;
    (void)state;
    run(&s, 11, 12000, 100, true);
    for (size_t f = FIELD_NONE + 1; f < FIELD_COUNT; f++) {
        uint64_t honest = s.with[0][f], hidden = s.with[1][f];
        if (hidden < 30) continue; /* too rare to tell anything */
        uint64_t often = hidden * s.people[0], seldom = honest * s.people[1];
        if (honest < 8 || often > 30 * seldom)
            fail_msg("%.*s: %llu disguised and %llu honest people have it",
                     STR_ARG(record_field_info((enum record_field)f)->path), (unsigned long long)hidden,
                     (unsigned long long)honest);
    }
}

/* What farms are for: laptops of several names at few addresses, most of them. */
struct parcels {
    struct arena arena;
    uint32_t farm, farm_shared, honest, honest_shared;
    str      seen[4096];
    bool     is_farm[4096];
    size_t   count;
};

static cordon_status take_parcels(void *ctx, cordon_str records, cordon_str truth, struct cordon_error *err)
{
    struct parcels *s = ctx;
    static const str key = STR_INIT("\"ship\":{\"address\":\"");
    (void)err;
    size_t at = str_find(records, key, 0);
    if (at == SIZE_MAX || s->count == 4096) return CORDON_OK;
    str rest = str_from(records, at + key.len);
    s->is_farm[s->count] = label_of(truth) == LABEL_FARM;
    s->seen[s->count++] = arena_str(&s->arena, str_sub(rest, 0, str_index(rest, '"')));
    return CORDON_OK;
}

static void laptops_of_farms_share_addresses(void **state)
{
    static struct parcels s;
    struct cordon_error err = { .status = CORDON_OK };
    struct cordon_train_options o = { 5, 8000, 40 };
    (void)state;
    arena_init(&s.arena, 64 << 20);
    assert_int_equal(cordon_train_generate(&o, take_parcels, &s, &err), CORDON_OK);
    for (size_t i = 0; i < s.count; i++) {
        bool is_shared = false;
        for (size_t k = 0; k < s.count && !is_shared; k++) is_shared = k != i && str_eq(s.seen[i], s.seen[k]);
        if (s.is_farm[i])
            s.farm++, s.farm_shared += is_shared;
        else
            s.honest++, s.honest_shared += is_shared;
    }
    assert_true(s.farm > 50 && s.farm_shared * 100 > s.farm * 55 && s.farm_shared < s.farm);
    assert_true(s.honest > 400 && s.honest_shared > 0 && s.honest_shared * 100 < s.honest * 4);
    arena_release(&s.arena);
}

static void a_sink_can_stop_it(void **state)
{
    struct cordon_error err = { .status = CORDON_OK };
    static struct seen s;
    struct cordon_train_options o = { 1, 100, 0 };
    (void)state;
    memset(&s, 0, sizeof s);
    sha_init(&s.hash);
    s.stop_after = 5;
    assert_int_equal(cordon_train_generate(&o, look, &s, &err), CORDON_REFUSED);
    assert_int_equal(s.subjects, 5);
}

static void refuses_what_cannot_be(void **state)
{
    struct cordon_error err = { .status = CORDON_OK };
    static const struct cordon_train_options rows[] = {
        { 1, 0, 1 }, { 1, CORDON_TRAIN_PEOPLE_MAX + 1, 1 }, { 1, 10, CORDON_TRAIN_DISGUISED_MAX + 1 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(cordon_train_generate(&rows[i], look, NULL, &err), CORDON_ARGUMENT);
        assert_true(err.message[0]);
    }
}

static void small_populations_are_fine(void **state)
{
    static struct seen s;
    (void)state;
    static const struct { uint32_t people, disguised; } rows[] = { { 1, 0 }, { 2, 500 }, { 7, 500 }, { 49, 100 }, { 60, 500 } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        run(&s, i, rows[i].people, rows[i].disguised, true);
        assert_int_equal(s.people[1], rows[i].people * rows[i].disguised / 1000);
    }
}

static cordon_status drop(void *ctx, cordon_str records, cordon_str truth, struct cordon_error *err)
{
    (void)ctx, (void)records, (void)truth, (void)err;
    return CORDON_OK;
}

static void survives_failing_memory(void **state)
{
    struct cordon_train_options o = { 5, 60, 200 };
    (void)state;
    for (uint64_t n = 1; n < 2000; n++) {
        struct cordon_error err = { .status = CORDON_OK };
        mem_fail_from(n);
        cordon_status st = cordon_train_generate(&o, drop, NULL, &err);
        mem_fail_from(0);
        if (st == CORDON_OK) return;
        assert_int_equal(st, CORDON_NOMEM);
    }
    fail_msg("never got through");
}

static void shuffles_there_and_back(void **state)
{
    (void)state;
    static bool is_met[1000];
    for (uint32_t n = 1; n <= 1000; n = n * 3 + 1) {
        memset(is_met, 0, sizeof is_met);
        for (uint32_t i = 0; i < n; i++) {
            uint32_t at = prng_shuffle(99, n, i);
            assert_true(at < n && !is_met[at]);
            is_met[at] = true;
            assert_int_equal(prng_unshuffle(99, n, at), i);
        }
    }
}

static void clocks_are_right(void **state)
{
    static const struct { const char *zone; int64_t utc_s; int minutes; } rows[] = {
        { "America/New_York", 1772953199, -300 }, /* 2026-03-08 */
        { "America/New_York", 1772953200, -240 },
        { "America/New_York", 1793512799, -240 },        /* 2026-11-01 */
        { "America/New_York", 1793512800, -300 },
        { "Europe/Berlin", 1774745999, 60 },  /* 2026-03-29 */
        { "Europe/Berlin", 1774746000, 120 },
        { "Europe/Berlin", 1792889999, 120 }, /* 2026-10-25 */
        { "Europe/Berlin", 1792890000, 60 },
        { "Australia/Sydney", 1775318399, 660 }, /* 2026-04-05 */
        { "Australia/Sydney", 1775318400, 600 },
        { "Asia/Seoul", 1790000000, 540 },
        { "Asia/Kolkata", 1790000000, 330 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint8_t zone = 0;
        while (!str_eq(train_zones[zone].name, str_c(rows[i].zone))) zone++;
        assert_int_equal(zone_minutes(zone, rows[i].utc_s), rows[i].minutes);
    }
}

static void makes_the_zone_of_the_standard(void **state)
{
    /* the specimen of ICAO 9303-4, without its personal number */
    struct arena a;
    struct name_text family = { .zone = STR("ERIKSSON") }, given = { .zone = STR("ANNA<MARIA") };
    (void)state;
    arena_init(&a, 1 << 20);
    str zone = mrz_make(&family, &given, STR("UTO"), STR("UTO"), STR("L898902C3"), 1680, 1, 15445, &a);
    assert_true(str_starts(zone, STR("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408")));
    assert_true(zone_holds(zone));
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_the_same_bytes_for_the_same_seed),
        cmocka_unit_test(gives_the_bytes_of_this_version),
        cmocka_unit_test(every_record_is_read_whole),
        cmocka_unit_test(counts_are_as_asked),
        cmocka_unit_test(no_field_tells_by_being_there),
        cmocka_unit_test(laptops_of_farms_share_addresses),
        cmocka_unit_test(a_sink_can_stop_it),
        cmocka_unit_test(refuses_what_cannot_be),
        cmocka_unit_test(small_populations_are_fine),
        cmocka_unit_test(survives_failing_memory),
        cmocka_unit_test(shuffles_there_and_back),
        cmocka_unit_test(clocks_are_right),
        cmocka_unit_test(makes_the_zone_of_the_standard),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
