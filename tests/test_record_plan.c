/* record: tables and JSON read by a plan. */
#include "tests/test.h"

#include "base/num.h"
#include "record/plan.h"
#include "record/split.h"

struct box {
    struct record_reader *rr;
    struct record_header *header;
    struct arena          arena;
    struct buf            text;
    struct cordon_error   err;
};

static struct box box_new(void)
{
    struct box b = { .rr = record_reader_new() };
    assert_non_null(b.rr);
    arena_init(&b.arena, 16u << 20);
    buf_init(&b.text, 1u << 20);
    return b;
}

static void box_free(struct box *b)
{
    record_header_free(b->header);
    record_reader_free(b->rr);
    arena_release(&b->arena);
    buf_release(&b->text);
}

/** "line id/subject/kind field.item=value@column ..." of each record, one a line. */
static void show_record(struct box *b, const struct record *r)
{
    buf_printf(&b->text, "%u %.*s/%.*s/%.*s", (unsigned)r->line, STR_ARG(r->id), STR_ARG(r->subject),
               STR_ARG(record_kind_name(r->kind)));
    for (size_t i = 0; i < r->value_count; i++) {
        const struct record_value *v = &r->values[i];
        buf_printf(&b->text, " %.*s", STR_ARG(record_field_info(v->field)->path));
        if (v->item) buf_printf(&b->text, "#%u", (unsigned)v->item);
        buf_printf(&b->text, "=%.*s", STR_ARG(v->text));
        if (v->country.len) buf_printf(&b->text, "(%.*s)", STR_ARG(v->country));
        if (v->proof) buf_printf(&b->text, ":%.*s", STR_ARG(record_proof_name(v->proof)));
    }
    for (size_t i = 0; i < r->join_count; i++)
        buf_printf(&b->text, " [%.*s %.*s]", STR_ARG(r->joins[i].key), STR_ARG(r->joins[i].value));
    for (size_t i = 0; i < r->unread_count && i < RECORD_UNREAD_MAX; i++)
        buf_printf(&b->text, " !%.*s", STR_ARG(r->unread[i].name));
    buf_add_byte(&b->text, '\n');
}

static str run(struct box *b, struct split_block *block)
{
    struct record_cursor c;
    struct record r;
    cordon_status st;
    buf_reset(&b->text);
    record_cursor_init(&c, b->rr, block, b->header);
    for (;;) {
        arena_reset(&b->arena);
        if (!record_cursor_next(&c, &b->arena, &r, &st, &b->err)) return buf_str(&b->text);
        if (st)
            buf_printf(&b->text, "%u:%u %s\n", (unsigned)b->err.line, b->err.column, b->err.message);
        else
            show_record(b, &r);
    }
}

/** Records of rows below a header of these columns, or why they cannot be bound. */
static str rows(struct box *b, const struct plan_spec *spec, const char *header, const char *body)
{
    str cells[32], rest = str_c(header), cell;
    struct plan_table t = { .names = cells };
    struct split_block block = { .bytes = str_c(body), .line = 2, .form = SPLIT_CSV, .sep = ',' };
    while (str_next(&rest, ',', &cell)) cells[t.count++] = cell;
    record_header_free(b->header);
    b->header = NULL;
    cordon_status st = record_header_map(spec, &t, &b->header, &b->err);
    return st ? str_c(b->err.message) : run(b, &block);
}

static str objects(struct box *b, const struct plan_spec *spec, const char *body)
{
    struct split_block block = { .bytes = str_c(body), .line = 1, .form = SPLIT_LINES };
    record_header_free(b->header);
    b->header = NULL;
    cordon_status st = record_header_map(spec, NULL, &b->header, &b->err);
    return st ? str_c(b->err.message) : run(b, &block);
}

#define COLUMNS(...) .columns = (const str[]){ __VA_ARGS__ }, \
                     .column_count = sizeof((const str[]){ __VA_ARGS__ }) / sizeof(str)
#define C(lit) STR_INIT(lit)
#define SPEC(list) { .steps = list, .step_count = COUNT_OF(list) }

static void reads_renames_splits_joins_and_translates(void **state)
{
    static const struct plan_pair words[] = { { C("Active"), C("current") }, { C("gone"), C("") } };
    const struct plan_step steps[] = {
        { .field = C("subject"), .key = C("employee"), COLUMNS(C("No")) },
        { .field = C("email"), .key = C("email"), .split = C(";,"), COLUMNS(C("Mails")) },
        { .field = C("address"), .with = C(", "), .is_joined = true, COLUMNS(C("Street"), C("City")) },
        { .field = C("status"), .values = words, .value_count = 2, COLUMNS(C("State")) },
        { .field = C("code.handle"), .take = TAKE_HANDLE, COLUMNS(C("GitHub")) },
        { .field = C("co.domain"), .take = TAKE_DOMAIN, COLUMNS(C("Site")) },
        { .field = C("net.country"), .take = TAKE_LAST, COLUMNS(C("Place")) },
        { .field = C("net.city"), .take = TAKE_FIRST, COLUMNS(C("Place")) },
    };
    static const struct plan_constant constants[] = { { C("kind"), C("worker") },
                                                      { C("net.kind"), C("login") },
                                                      { C("code.host"), C("github") } };
    struct plan_spec spec = SPEC(steps);
    struct box b = box_new();
    (void)state;
    spec.constants = constants;
    spec.constant_count = 3;
    assert_str(rows(&b, &spec, "no,Mails,Street,City,State,GitHub,Site,Place,Else",
                    "7,A@x.org; b@x.org,1 Way,Town,ACTIVE,https://github.com/ann/?tab=1,"
                    "https://www.example.org/jobs,\"Busan, South, KR\",z\n"
                    "8,,,Town,gone,@bo,mail@example.net,,\n"),
               "2 7/7/worker email=A@x.org email#1=b@x.org address=1 Way, Town status=current "
               "code.handle=ann co.domain=example.org net.country=KR net.city=Busan net.kind=login "
               "code.host=github [employee 7] [email a@x.org] [email b@x.org] !Else\n"
               "3 8/8/worker address=Town code.handle=bo co.domain=example.net code.host=github "
               "[employee 8]\n");
    box_free(&b);
}

static void dates_get_one_writing_and_times_a_zone(void **state)
{
    const struct plan_step steps[] = {
        { .field = C("birth_date"), .order = WHEN_DMY, COLUMNS(C("born")) },
        { .field = C("time"), .order = WHEN_MDY, .zone = C("America/New_York"), COLUMNS(C("at")) },
        { .field = C("job.start"), COLUMNS(C("from")) },
    };
    struct plan_spec spec = SPEC(steps);
    struct box b = box_new();
    (void)state;
    assert_str(rows(&b, &spec, "born,at,from",
                    "03/04/1990,07/04/2026 9:05 PM,03/04/2020\n"
                    "12/31/1990,01/15/2026 10:00:00Z,Mar 2020\n"
                    "3/4/90,13/01/2026,2020\n"),
               "2 // birth_date=1990-04-03 time=2026-07-04T21:05:00-04:00 job.start=03/04/2020\n"
               "3 // birth_date=12/31/1990 time=2026-01-15T10:00:00Z job.start=2020-03\n"
               "4 // birth_date=3/4/90 time=13/01/2026 job.start=2020\n");
    box_free(&b);
}

static void items_of_groups_stand_together(void **state)
{
    const struct plan_step steps[] = {
        { .field = C("ref_2.name"), COLUMNS(C("ref2")) },
        { .field = C("ref.name"), COLUMNS(C("ref1")) },
        { .field = C("ref.email"), COLUMNS(C("mail1")) },
        { .field = C("ref_2.email"), COLUMNS(C("mail2")) },
        { .field = C("passport"), COLUMNS(C("pass")) },
        { .field = C("passport.country"), COLUMNS(C("by")) },
        { .field = C("birth_date:verified"), COLUMNS(C("born")) },
    };
    struct plan_spec spec = SPEC(steps);
    struct box b = box_new();
    (void)state;
    assert_str(rows(&b, &spec, "ref2,ref1,mail1,mail2,pass,by,born",
                    "Two,One,1@x.org,2@x.org,X0,jp,1990-01-01\n"),
               "2 // ref.name=One ref.email=1@x.org passport=X0(jp) birth_date=1990-01-01:verified "
               "ref.name#1=Two ref.email#1=2@x.org\n");
    box_free(&b);
}

static void paths_of_json_go_through_lists(void **state)
{
    const struct plan_step steps[] = {
        { .field = C("name"), COLUMNS(C("person.name")) },
        { .field = C("email"), .key = C("email"), COLUMNS(C("mails.value")) },
        { .field = C("job.employer"), COLUMNS(C("jobs.firm")) },
        { .field = C("job.start"), COLUMNS(C("jobs.from")) },
        { .field = C("account"), COLUMNS(C("a\\.b")) },
        { .field = C("country"), COLUMNS(C("land"), C("person.land")) },
        { .field = C("stage"), COLUMNS(C("stages")) },
    };
    static const str ignored[] = { C("debug") };
    static const struct plan_constant constants[] = { { C("job.is_remote"), C("true") } };
    struct plan_spec spec = SPEC(steps);
    struct box b = box_new();
    (void)state;
    spec.ignored = ignored;
    spec.ignored_count = 1;
    spec.constants = constants;
    spec.constant_count = 1;
    assert_str(objects(&b, &spec,
                       "{\"person\":{\"name\":\"Ann\",\"land\":\"jp\",\"age\":3},\"mails\":[{\"value\":\"a@x.org\"},"
                       "{\"value\":\"b@x.org\",\"type\":\"w\"}],\"jobs\":[{\"firm\":\"A\",\"from\":\"2020-01-01\"},"
                       "{\"from\":\"2019-01-01\"}],\"debug\":{\"x\":[1,{}]},\"a.b\":\"acc\",\"land\":null}\n"
                       "{\"stages\":[\"application\",\"interview\"],\"person\":\"text\"}\n"
                       "{\"mails\":[],\"mails\":[]}\n"
                       "[1]\n{\"person\":}\n"),
               "1 // name=Ann email=a@x.org email#1=b@x.org job.employer=A job.start=2020-01-01 "
               "job.start#1=2019-01-01 account=acc country=jp job.is_remote=true job.is_remote#1=true "
               "[email a@x.org] [email b@x.org] !person.age !mails.type\n"
               "2 // stage=application !stages\n"
               "3:13 field 'mails' is given twice\n"
               "4:1 a record is a JSON object\n"
               "5:11 '}' stands where a value should\n");
    box_free(&b);
}

static void what_cannot_be_bound_is_named(void **state)
{
    const struct { struct plan_step step[2]; const char *header, *want; } cases[] = {
        { { { .field = C("nmae"), COLUMNS(C("a")) }, { .field = C("email"), COLUMNS(C("b")) } }, "a,b",
          "unknown field 'nmae'; did you mean 'name'?" },
        { { { .field = C("zzqqx"), COLUMNS(C("a")) }, { .field = C("email"), COLUMNS(C("b")) } }, "a,b",
          "unknown field 'zzqqx'; docs/records.md lists them" },
        { { { .field = C("name"), COLUMNS(C("Full Name")) }, { .field = C("email"), COLUMNS(C("b")) } },
          "Fill Name,b", "column 'Full Name', which the mapping reads, is not there; the nearest is 'Fill Name'" },
        { { { .field = C("id"), COLUMNS(C("a")) }, { .field = C("id"), COLUMNS(C("b")) } }, "a,b",
          "'a' and 'b' both mean field 'id', which takes one value; rename or leave out one of them" },
        { { { .field = C("time"), .zone = C("Asia/Soeul"), COLUMNS(C("a")) }, { .field = C("email"), COLUMNS(C("b")) } },
          "a,b", "unknown time zone 'Asia/Soeul'; did you mean 'Asia/Seoul'?" },
        { { { .field = C("id"), .split = C(";"), COLUMNS(C("a")) }, { .field = C("email"), COLUMNS(C("b")) } },
          "a,b", "field 'id' takes one value; do not split it" },
        { { { .field = C("id"), .is_optional = true, COLUMNS(C("a")) },
            { .field = C("email"), .is_optional = true, COLUMNS(C("b")) } },
          "x,y", "the table has no column that the mapping reads; is it another export?" },
        { { { .field = C(""), COLUMNS(C("a")) }, { .field = C("email"), COLUMNS(C("b")) } }, "a,b",
          "column 'a' has neither a field nor a key" },
    };
    struct box b = box_new();
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct plan_spec spec = { .steps = cases[i].step, .step_count = 2 };
        assert_str(rows(&b, &spec, cases[i].header, ""), cases[i].want);
    }
    box_free(&b);
}

static void a_broken_row_costs_itself(void **state)
{
    const struct plan_step steps[] = { { .field = C("name"), COLUMNS(C("n")) },
                                              { .field = C("kind"), COLUMNS(C("k")) } };
    struct plan_spec spec = SPEC(steps);
    struct box b = box_new();
    (void)state;
    assert_str(rows(&b, &spec, "n,k", "Ann,applicant\nBo\nCy,aplicant\n\xFF,\nDee,\n"),
               "2 //applicant name=Ann\n"
               "3:0 row has 1 columns and the header has 2\n"
               "4:0 unknown kind 'aplicant'; did you mean 'applicant'?\n"
               "5:0 column 'n' is not UTF-8\n"
               "6 // name=Dee\n");
    box_free(&b);
}

static void names_of_columns_are_made_single(void **state)
{
    struct arena a;
    str ret[5];
    struct cordon_error err;
    static const str cells[] = { C(" Email "), C(""), C("Email"), C("email"), C("Email") };
    (void)state;
    arena_init(&a, 1 << 20);
    assert_int_equal(column_names(cells, 5, &a, ret, &err), CORDON_OK);
    assert_str(ret[0], "Email");
    assert_str(ret[1], "column 2");
    assert_str(ret[2], "Email (2)");
    assert_str(ret[3], "email");
    assert_str(ret[4], "Email (3)");
    arena_release(&a);
    assert_true(column_same(STR("First_Name"), STR("first name")));
    assert_false(column_same(STR("First Name"), STR("first names")));
}

static void every_failing_allocation_is_told(void **state)
{
    const struct plan_step steps[] = {
        { .field = C("name"), .is_joined = true, COLUMNS(C("a"), C("b")) },
        { .field = C("time"), .key = C("k"), .zone = C("UTC"), COLUMNS(C("t")) },
    };
    struct plan_spec spec = SPEC(steps);
    (void)state;
    for (uint64_t n = 1; n < 1000; n++) {
        struct box b = { .rr = NULL };
        struct record r;
        str cells[] = { STR("a"), STR("b"), STR("t") };
        struct plan_table t = { .names = cells, .count = 3 };
        struct split_block block = { .bytes = STR("x,y,2026-01-01 10:00\n"), .line = 2, .form = SPLIT_CSV,
                                     .sep = ',' };
        struct record_cursor c;
        cordon_status row = CORDON_OK;
        mem_fail_from(n);
        b.rr = record_reader_new();
        arena_init(&b.arena, 1 << 20);
        cordon_status st = b.rr ? record_header_map(&spec, &t, &b.header, &b.err) : CORDON_NOMEM;
        if (!st) {
            record_cursor_init(&c, b.rr, &block, b.header);
            (void)record_cursor_next(&c, &b.arena, &r, &row, &b.err);
        }
        mem_fail_from(0);
        box_free(&b);
        if (!st && !row) return;
        assert_int_equal(st ? st : row, CORDON_NOMEM);
    }
    fail_msg("it never worked");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_renames_splits_joins_and_translates),
        cmocka_unit_test(dates_get_one_writing_and_times_a_zone),
        cmocka_unit_test(items_of_groups_stand_together),
        cmocka_unit_test(paths_of_json_go_through_lists),
        cmocka_unit_test(what_cannot_be_bound_is_named),
        cmocka_unit_test(a_broken_row_costs_itself),
        cmocka_unit_test(names_of_columns_are_made_single),
        cmocka_unit_test(every_failing_allocation_is_told),
    };
    return cmocka_run_group_tests_name("record_plan", tests, NULL, NULL);
}
