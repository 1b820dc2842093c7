/* map: what names of columns and values say. */
#include "tests/test.h"

#include "base/num.h"
#include "map/names.h"
#include "map/values.h"

/** "field key how#number percent" of a column's name. */
static const char *guess(const char *column, enum record_kind kind, bool is_path)
{
    static char out[128];
    static const char *const hows[] = { "none", "exact", "part", "tail", "other" };
    struct name_guess g;
    names_find(str_c(column), kind, is_path, &g);
    snprintf(out, sizeof out, "%.*s%s%.*s %s%s%.0u", STR_ARG(g.field), g.key.len ? "/" : "", STR_ARG(g.key),
             hows[g.how], g.number ? "#" : "", g.number);
    return out;
}

static void names_in_four_languages(void **state)
{
    static const struct { const char *column; enum record_kind kind; const char *want; } rows[] = {
        { "Candidate Email", RECORD_KIND_APPLICANT, "email/email exact" },
        { "Applied On", RECORD_KIND_APPLICANT, "app.applied_at exact" },
        { "applied_on", RECORD_KIND_APPLICANT, "app.applied_at exact" },
        { "지원자 이름", RECORD_KIND_APPLICANT, "name part" },
        { "지원자이메일", RECORD_KIND_APPLICANT, "email/email part" },
        { "지원자의 주소", RECORD_KIND_APPLICANT, "address part" },
        { "応募者名", RECORD_KIND_APPLICANT, "name exact" },
        { "応募者の電話番号", RECORD_KIND_APPLICANT, "phone part" },
        { "氏名(カナ)", RECORD_KIND_APPLICANT, "name exact" },
        { "nama pelamar", RECORD_KIND_APPLICANT, "name exact" },
        { "Nomor Telepon Kandidat", RECORD_KIND_APPLICANT, "phone part" },
        { "tanggal lahir", RECORD_KIND_NONE, "birth_date exact" },
        { "생년월일", RECORD_KIND_NONE, "birth_date exact" },
        { "사번", RECORD_KIND_WORKER, "subject/employee exact" },
        { "社員番号", RECORD_KIND_WORKER, "subject/employee exact" },
        { "firstName", RECORD_KIND_NONE, "first_name exact" },
        { "LinkedIn URL", RECORD_KIND_NONE, "code_2.handle exact" },
        { "Company", RECORD_KIND_APPLICANT, "job.employer exact" },
        { "Company", RECORD_KIND_VENDOR, "name exact" },
        { "Reference 2 Email", RECORD_KIND_APPLICANT, "ref.email exact#2" },
        { "Email 3", RECORD_KIND_NONE, "email/email exact#3" },
        { "Start Date (DD/MM/YYYY)", RECORD_KIND_WORKER, "job.start exact" },
        { "Recruiter Email", RECORD_KIND_APPLICANT, " other" },
        { "Hiring Manager", RECORD_KIND_APPLICANT, " other" },
        { "채용담당자 이메일", RECORD_KIND_APPLICANT, " other" },
        { "採用担当者名", RECORD_KIND_APPLICANT, " none" },
        { "Backup Email", RECORD_KIND_APPLICANT, "email/email tail" },
        { "School Mascot", RECORD_KIND_APPLICANT, " none" },
        { "doc.number", RECORD_KIND_NONE, "doc.number exact" },
        { "net_2.ip", RECORD_KIND_NONE, "net_2.ip exact" },
        { "", RECORD_KIND_NONE, " none" },
        { "!!!", RECORD_KIND_NONE, " none" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const char *got = guess(rows[i].column, rows[i].kind, false);
        if (strcmp(got, rows[i].want)) fail_msg("'%s': got '%s', want '%s'", rows[i].column, got, rows[i].want);
    }
    assert_string_equal(guess("candidate.email_addresses.value", RECORD_KIND_APPLICANT, true),
                        "email/email part");
    assert_string_equal(guess("client.ipAddress", RECORD_KIND_LOGIN, true), "net.ip exact");
    assert_string_equal(guess("manager.email", RECORD_KIND_WORKER, true), " other");
}

static void a_long_name_is_cut_not_overrun(void **state)
{
    char text[1000];
    struct name_guess g;
    (void)state;
    for (size_t i = 0; i < sizeof text; i++) text[i] = i % 3 == 2 ? ' ' : (char)('a' + i % 26);
    for (size_t len = 0; len <= sizeof text; len += 7) names_find(str_of(text, len), RECORD_KIND_NONE, true, &g);
    for (size_t i = 0; i + 3 <= sizeof text; i += 3) memcpy(text + i, "名", 3);
    for (size_t len = 0; len <= sizeof text; len++) names_find(str_of(text, len), RECORD_KIND_NONE, false, &g);
}

static void names_say_what_the_records_are(void **state)
{
    unsigned votes[RECORD_KIND_COUNT] = { 0 };
    (void)state;
    names_vote(STR("Applied On"), votes);
    names_vote(STR("Candidate Email"), votes);
    names_vote(STR("Email"), votes);
    assert_int_equal(votes[RECORD_KIND_APPLICANT], 6);
    assert_int_equal(votes[RECORD_KIND_WORKER], 0);
    assert_int_equal(names_date_order(STR("Start (DD/MM/YYYY)")), WHEN_DMY);
    assert_int_equal(names_date_order(STR("Start MM-DD-YY")), WHEN_MDY);
    assert_int_equal(names_date_order(STR("Start")), WHEN_OPEN);
}

static void values_show_what_they_are(void **state)
{
    static const struct { const char *text; enum value_look look; bool want; } rows[] = {
        { "ann@example.org", LOOK_EMAIL, true },
        { "ann@localhost", LOOK_EMAIL, false },
        { "@ann", LOOK_EMAIL, false },
        { "a b@example.org", LOOK_EMAIL, false },
        { "+1 202-555-0101", LOOK_PHONE, true },
        { "010-1234-5678", LOOK_PHONE, true },
        { "2026-08-01", LOOK_PHONE, false },
        { "12345678", LOOK_PHONE, false },
        { "192.0.2.1", LOOK_IP, true },
        { "192.0.2.256", LOOK_IP, false },
        { "1.2.3", LOOK_IP, false },
        { "2001:db8::7", LOOK_IP, true },
        { "::ffff:192.0.2.1", LOOK_IP, true },
        { "fe80::1%eth0", LOOK_IP, true },
        { "12:30:45", LOOK_IP, false },
        { "https://example.org/x", LOOK_URL, true },
        { "www.example.org", LOOK_URL, true },
        { "example.org", LOOK_URL, false },
        { "github.com/ann-example", LOOK_GITHUB, true },
        { "https://gist.example.org/x", LOOK_GITHUB, false },
        { "https://www.linkedin.com/in/ann", LOOK_LINKEDIN, true },
        { "0x52908400098527886E0F7030069857D2E4169EE7", LOOK_WALLET, true },
        { "DE75 5121 0800 1245 1261 99", LOOK_IBAN, true },
        { "DE76512108001245126199", LOOK_IBAN, false },
        { "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", LOOK_HASH, true },
        { "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10", LOOK_MRZ, true },
        { "Korea, North", LOOK_COUNTRY, true },
        { "日本", LOOK_COUNTRY, true },
        { "Springfield", LOOK_COUNTRY, false },
        { "KRW", LOOK_CURRENCY, true },
        { "ABC", LOOK_CURRENCY, false },
        { "1,234.50", LOOK_NUMBER, true },
        { "₩1,000", LOOK_MONEY, true },
        { "はい", LOOK_FLAG, true },
        { "Asia/Seoul", LOOK_ZONE, true },
        { "yes/no", LOOK_ZONE, false },
        { "11111111-1111-4111-8111-111111111111", LOOK_UUID, true },
        { "31/12/2025", LOOK_DATE, true },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct value_sums sums = { .count = 0 };
        values_look(str_c(rows[i].text), &sums);
        if ((sums.look[rows[i].look] > 0) != rows[i].want)
            fail_msg("'%s': %s", rows[i].text, look_name(rows[i].look));
    }
}

static void several_in_a_cell_are_seen(void **state)
{
    struct value_sums sums = { .count = 0 };
    (void)state;
    values_look(STR("a@example.org; b@example.org"), &sums);
    values_look(STR("c@example.org"), &sums);
    assert_int_equal(sums.look[LOOK_EMAIL], 2);
    assert_int_equal(sums.lists, 1);
    assert_int_equal(sums.list_sep, ';');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_in_four_languages),
        cmocka_unit_test(a_long_name_is_cut_not_overrun),
        cmocka_unit_test(names_say_what_the_records_are),
        cmocka_unit_test(values_show_what_they_are),
        cmocka_unit_test(several_in_a_cell_are_seen),
    };
    return cmocka_run_group_tests_name("map_names", tests, NULL, NULL);
}
