/* map: files looked at. */
#include "tests/test.h"

#include "base/buf.h"
#include "base/num.h"
#include "map/map.h"

#include <unistd.h>

static char path[64];

static void write_file(const void *bytes, size_t len)
{
    snprintf(path, sizeof path, "/tmp/cordon-map-XXXXXX");
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_true(write(fd, bytes, len) == (ssize_t)len);
    close(fd);
}

/** The proposal's JSON for these bytes, or "status message"; static. */
static const char *propose_bytes(const void *bytes, size_t len, struct cordon_map_ask *ask)
{
    static char out[256 << 10];
    struct cordon_proposal *p = NULL;
    struct cordon_error err = { .status = CORDON_OK };
    write_file(bytes, len);
    ask->path = path;
    cordon_status st = cordon_map_propose(ask, &p, &err);
    unlink(path);
    str json = st ? STR_EMPTY : cordon_proposal_json(p);
    assert_true(json.len < sizeof out);
    if (st)
        snprintf(out, sizeof out, "%s %u %s", cordon_status_name(st), (unsigned)err.line, err.message);
    else
        snprintf(out, sizeof out, "%.*s", (int)json.len, json.data);
    cordon_proposal_free(p);
    return out;
}

static const char *propose(const char *text, struct cordon_map_ask *ask)
{
    return propose_bytes(text, strlen(text), ask);
}

static void assert_has(const char *json, const char *part)
{
    if (!strstr(json, part)) print_message("no %s in %s\n", part, json);
    assert_non_null(strstr(json, part));
}

static void assert_lacks(const char *json, const char *part)
{
    assert_null(strstr(json, part));
}

static void the_order_of_dates_needs_proof(void **state)
{
    struct cordon_map_ask ask = { .path = NULL };
    struct cordon_map_answer answer = { STR_INIT("Start Date"), STR_INIT("dmy") };
    const char *open = "Employee ID,Start Date\n1,03/04/2025\n2,05/06/2025\n";
    (void)state;
    const char *json = propose(open, &ask);
    assert_has(json, "{\"column\":\"Start Date\",\"number\":2,\"state\":\"open\",\"field\":\"job.start\"");
    assert_has(json, "\"questions\":[{\"about\":\"date_order\",\"column\":\"Start Date\",\"example\":\"03/04/2025\"}]");
    assert_has(json, "\"ignore\":[\"Start Date\"]");
    json = propose("Employee ID,Start Date\n1,03/04/2025\n2,25/06/2025\n", &ask);
    assert_has(json, "\"column\":\"Start Date\",\"field\":\"job.start\",\"date\":\"dmy\"");
    json = propose("Employee ID,Start Date\n1,03/04/2025\n2,12/31/2025\n", &ask);
    assert_has(json, "\"date\":\"mdy\"");
    json = propose("Employee ID,Start Date\n1,25/04/2025\n2,12/31/2025\n", &ask);
    assert_has(json, "some dates have the day first and some the month");
    assert_lacks(json, "\"field\":\"job.start\"");
    json = propose("Employee ID,Start Date (DD/MM/YYYY)\n1,03/04/2025\n", &ask);
    assert_has(json, "\"date\":\"dmy\"");
    ask.answers = &answer;
    ask.answer_count = 1;
    json = propose(open, &ask);
    assert_has(json, "\"date\":\"dmy\"");
    assert_has(json, "\"field\":\"job.start\",\"value\":\"2025-04-03\"");
    answer.answer = STR("skip");
    assert_has(propose(open, &ask), "\"state\":\"unmapped\"");
    answer.answer = STR("what");
    assert_has(propose(open, &ask), "argument 0 'what' is no order of a date");
    answer.column = STR("Nope");
    assert_has(propose(open, &ask), "argument 0 no column 'Nope' to answer for");
}

static void values_confirm_and_refuse_names(void **state)
{
    struct cordon_map_ask ask = { .path = NULL };
    (void)state;
    const char *json = propose("Email,Contact,Who,IP\nyes,a@example.org,192.0.2.1,n/a\nno,b@example.org,192.0.2.2,-\n",
                               &ask);
    assert_has(json, "{\"column\":\"Email\",\"number\":1,\"state\":\"unmapped\",\"reason\":\"named 'email' (en); "
                     "0 of 2 values are e-mail addresses\"");
    assert_has(json, "\"column\":\"Contact\",\"number\":2,\"state\":\"mapped\",\"field\":\"email\"");
    assert_has(json, "\"column\":\"Who\",\"number\":3,\"state\":\"mapped\",\"field\":\"net.ip\"");
    assert_has(json, "\"column\":\"IP\",\"number\":4,\"state\":\"unmapped\"");
}

static void one_of_two_columns_is_taken_for_a_single_field(void **state)
{
    struct cordon_map_ask ask = { .path = NULL };
    (void)state;
    const char *json = propose("Candidate ID,Employee ID,Applied On,Application Date\nC1,E1,2026-01-01,2026-01-02\n", &ask);
    assert_has(json, "{\"column\":\"Candidate ID\",\"number\":1,\"state\":\"mapped\",\"field\":\"subject\",\"key\":\"candidate\"");
    assert_has(json, "{\"column\":\"Application Date\",\"number\":4,\"state\":\"unmapped\",\"reason\":\"field "
                     "'app.applied_at' takes one value and is read from 'Applied On'\"");
}

static void encodings_are_told(void **state)
{
    struct cordon_map_ask ask = { .path = NULL };
    static const char cp949[] = "name,note\n\xC8\xAB\xB1\xE6\xB5\xBF,\xC1\xF6\xBF\xF8\xC0\xDA \xC0\xCC\xB8\xA7\n";
    static const char sjis[] = "name,note\n\x8E\x52\x93\x63\x91\xBE\x98\x59,\x82\xA0\x82\xC8\x82\xBD\x82\xCC\n";
    static const char latin[] = "name,note\nJos\xE9,caf\xE9\n";
    static const char utf16[] = "\xFF\xFE" "n\0a\0m\0e\0,\0e\0m\0a\0i\0l\0\n\0" "A\0,\0a\0@\0x\0.\0o\0r\0g\0\n\0";
    static const char bare16[] = "n\0a\0m\0e\0\t\0e\0m\0a\0i\0l\0\n\0\x0D\x4E\t\0a\0@\0x\0.\0o\0r\0g\0\n";
    (void)state;
    assert_has(propose(cp949, &ask), "syntax 2 is not UTF-8, but likely CP949; save it as \"CSV UTF-8\"");
    assert_has(propose(sjis, &ask), "likely Shift_JIS");
    assert_has(propose(latin, &ask), "likely Windows-1252");
    const char *json = propose_bytes(utf16, sizeof utf16 - 1, &ask);
    assert_has(json, "\"encoding\":\"utf-16\"");
    assert_has(json, "\"field\":\"email\",\"value\":\"a@x.org\"");
    assert_has(propose_bytes(bare16, sizeof bare16, &ask), "\"encoding\":\"utf-16\"");
    assert_has(propose("\xEF\xBB\xBFname;email\nA;a@x.org\n", &ask), "\"separator\":\";\"");
    assert_has(propose("name|email\nA|a@x.org\n", &ask), "\"separator\":\"|\"");
}

static void what_is_no_table_is_refused(void **state)
{
    struct cordon_map_ask ask = { .path = NULL };
    (void)state;
    assert_has(propose("", &ask), "syntax 0 the file is empty");
    assert_has(propose("<html></html>", &ask), "is XML or a web page");
    assert_has(propose("Ann,ann@example.org\nBo,bo@example.org\n", &ask), "the first line holds values ('ann@example.org')");
    assert_has(propose("{\"value\":[{\"id\":1,\"ip\":\"192.0.2.1\"},\n{\"id\":2,\"ip\":\"192.0.2.2\"}],\n\"n\":2}", &ask),
               "its records stand under 'value'");
    assert_has(propose("colour,shape\nred,round\nblue,square\n", &ask), "\"map\":null");
    ask.kind = STR("aplicant");
    assert_has(propose("name\nx\n", &ask), "unknown kind 'aplicant'; did you mean 'applicant'?");
    ask.kind = STR_EMPTY;
    ask.zone = STR("Asia/Soeul");
    assert_has(propose("name\nx\n", &ask), "did you mean 'Asia/Seoul'?");
}

static void json_of_any_shape_is_flattened(void **state)
{
    struct cordon_map_ask ask = { .path = NULL };
    (void)state;
    const char *json = propose("{\"candidate\":{\"fullName\":\"Ann\",\"emails\":[{\"value\":\"a@x.org\"},{\"value\":\"b@x.org\"}]},"
                               "\"appliedAt\":\"2026-01-01T00:00:00Z\"}\n{\"candidate\":{\"fullName\":\"Bo\"}}\n", &ask);
    assert_has(json, "\"form\":\"jsonl\"");
    assert_has(json, "\"column\":\"candidate.fullName\",\"number\":1,\"state\":\"mapped\",\"field\":\"name\"");
    assert_has(json, "\"column\":\"candidate.emails.value\",\"number\":2,\"state\":\"mapped\",\"field\":\"email\"");
    assert_has(json, "{\"field\":\"email\",\"item\":2,\"value\":\"b@x.org\",\"column\":\"candidate.emails.value\"}");
}

static void every_failing_allocation_is_told(void **state)
{
    static const char text[] = "Candidate ID,Email,Applied On\n1,a@example.org,03/04/2025\n2,b@example.org,x\n";
    struct cordon_map_ask ask = { .path = path };
    (void)state;
    write_file(text, sizeof text - 1);
    for (uint64_t n = 1; n < 20000; n++) {
        struct cordon_proposal *p = NULL;
        struct cordon_error err;
        mem_fail_from(n);
        cordon_status st = cordon_map_propose(&ask, &p, &err);
        mem_fail_from(0);
        cordon_proposal_free(p);
        if (!st) {
            unlink(path);
            return;
        }
        if (st != CORDON_NOMEM) fail_msg("allocation %u: %s", (unsigned)n, err.message);
    }
    fail_msg("it never worked");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_order_of_dates_needs_proof),
        cmocka_unit_test(values_confirm_and_refuse_names),
        cmocka_unit_test(one_of_two_columns_is_taken_for_a_single_field),
        cmocka_unit_test(encodings_are_told),
        cmocka_unit_test(what_is_no_table_is_refused),
        cmocka_unit_test(json_of_any_shape_is_flattened),
        cmocka_unit_test(every_failing_allocation_is_told),
    };
    return cmocka_run_group_tests_name("map_propose", tests, NULL, NULL);
}
