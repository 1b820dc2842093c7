/* evidence/email, contact, phone, referee: what contacts say, and what they do not. */
#include "tests/evidence_help.h"

#include "evidence/contacts.h"

static void mailboxes(void **state)
{
    static const struct help_case rows[] = {
        { "throw-away", "{\"email\":\"a@mailinator.com\"}", FEATURE_EMAIL_DISPOSABLE, 1 },
        { "throw-away, below", "{\"email\":\"a@x.Mailinator.com\"}", FEATURE_EMAIL_DISPOSABLE, 1 },
        { "a relay for privacy", "{\"email\":\"x7k@privaterelay.appleid.com\"}", FEATURE_EMAIL_DISPOSABLE, 0 },
        { "own domain", "{\"email\":\"jane@doe.example\"}", FEATURE_EMAIL_FREE, 0 },
        { "free", "{\"email\":\"jane@GMAIL.com\"}", FEATURE_EMAIL_FREE, 1 },
        { "no address", "{\"name\":\"Jane\"}", FEATURE_EMAIL_FREE, HELP_ABSENT },
        { "not an address", "{\"email\":\"jane\"}", FEATURE_EMAIL_FREE, HELP_ABSENT },
        { "trade", "{\"email\":\"top.dev.1103@example.com\"}", FEATURE_EMAIL_ROLE, 1 },
        { "trade inside", "{\"email\":\"janesoftwareking@example.com\"}", FEATURE_EMAIL_ROLE, 1 },
        { "web3", "{\"email\":\"jane.web3@example.com\"}", FEATURE_EMAIL_ROLE, 1 },
        { "Devin is a name", "{\"email\":\"devin.webb@example.com\"}", FEATURE_EMAIL_ROLE, 0 },
        { "digits", "{\"email\":\"jane1127@example.com\"}", FEATURE_EMAIL_DIGITS, 1 },
        { "three digits", "{\"email\":\"jane727@example.com\"}", FEATURE_EMAIL_DIGITS, 1 },
        { "year of birth", "{\"email\":\"jane1987@example.com\"}", FEATURE_EMAIL_DIGITS, 0 },
        { "own birthday", "{\"email\":\"jane1127@example.com\",\"birth_date\":\"1990-11-27\"}", FEATURE_EMAIL_DIGITS, 0 },
        { "two digits", "{\"email\":\"jane87@example.com\"}", FEATURE_EMAIL_DIGITS, 0 },
        { "a note", "{\"email\":\"jane+1127@example.com\"}", FEATURE_EMAIL_DIGITS, 0 },
        { "age", "{\"time\":\"2026-11-20T00:00:00Z\",\"email\":{\"value\":\"a@example.com\",\"first_seen\":\"2026-11-10\"}}",
          FEATURE_EMAIL_AGE_DAYS, 10 },
        { "age by today", "{\"email\":{\"value\":\"a@example.com\",\"first_seen\":\"2026-11-10\"}}", FEATURE_EMAIL_AGE_DAYS, 11 },
        { "no sighting", "{\"email\":\"a@example.com\"}", FEATURE_EMAIL_AGE_DAYS, HELP_ABSENT },
        { "not published", "{\"email\":\"a@example.com\",\"code\":{\"handle\":\"jane\"}}", FEATURE_PUBLISHED_CONTACT, 0 },
        { "no contact", "{\"name\":\"Jane\"}", FEATURE_PUBLISHED_CONTACT, HELP_ABSENT },
    };
    (void)state;
    help_cases(rows, COUNT_OF(rows));
}

static void changes(void **state)
{
    static const struct help_case rows[] = {
        { "two in 90 days", "{\"email\":{\"value\":\"a@b.org\",\"changed_at\":[\"2026-11-01\",\"2026-01-01\"]},"
          "\"phone\":{\"value\":\"+12025550143\",\"changed_at\":\"2026-10-01\"}}", FEATURE_CONTACT_CHANGES_90D, 2 },
        { "three in a year", "{\"email\":{\"value\":\"a@b.org\",\"changed_at\":[\"2026-11-01\",\"2026-01-01\"]},"
          "\"phone\":{\"value\":\"+12025550143\",\"changed_at\":\"2026-10-01\"}}", FEATURE_CONTACT_CHANGES_YEAR, 3 },
        { "one change told twice", "{\"email\":{\"value\":\"a@b.org\",\"changed_at\":\"2026-11-01\"}}\n"
          "{\"email\":{\"value\":\"a@b.org\",\"changed_at\":\"2026-11-01\"}}", FEATURE_CONTACT_CHANGES_90D, 1 },
        { "none given", "{\"email\":\"a@b.org\"}", FEATURE_CONTACT_CHANGES_90D, HELP_ABSENT },
    };
    (void)state;
    help_cases(rows, COUNT_OF(rows));
}

static void reads_numbers(void **state)
{
    static const struct { const char *text, *country, *digits, *line; bool possible; } rows[] = {
        { "+82 10-1234-5678", "", "821012345678", "mobile", true },
        { "010-1234-5678", "kr", "821012345678", "mobile", true },
        { "0082 2 123 4567", "us", "8221234567", "fixed", true },
        { "070-1234-5678", "kr", "827012345678", "voip", true },
        { "(202) 555-0143", "us", "12025550143", "", true },
        { "1-202-555-0143", "ca", "12025550143", "", true },
        { "+1 (123) 555-0143", "", "11235550143", "", false }, /* no area begins with 1 */
        { "+1 202 555 014", "", "1202555014", "", false },
        { "+44 (0)20 7946 0018", "", "442079460018", "fixed", true },
        { "07700 900123", "gb", "447700900123", "mobile", true },
        { "+7 812 123-45-67", "", "78121234567", "fixed", true }, /* 8 is no trunk here */
        { "8 912 345-67-89", "ru", "79123456789", "mobile", true },
        { "+81 90-1234-5678", "", "819012345678", "mobile", true },
        { "050-1234-5678", "jp", "815012345678", "voip", true },
        { "+62 812-3456-7890", "", "6281234567890", "mobile", true },
        { "+39 06 698 1234", "", "39066981234", "fixed", true }, /* Italy keeps its nought */
        { "+1 800 555 0199", "", "18005550199", "toll_free", true },
        { "+49 1512 3456789", "", "4915123456789", "mobile", true },
        { "+86 138 0013 8000 ext 12", "", "8613800138000", "mobile", true },
        { "tel:+91-98765-43210", "", "919876543210", "mobile", true },
        { "+82 10-1234-56789012", "", "82101234567890" "12", "mobile", false },
    };
    static const struct { const char *text, *country; } bad[] = {
        { "", "us" }, { "12", "us" }, { "202-555-0143", "" }, { "none", "us" }, { "+999 12345678", "" },
        { "1-800-FLOWERS", "us" }, { "+1234567890123456789012345", "" },
    };
    struct phone p;
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (!phone_read(str_c(rows[i].text), str_c(rows[i].country), &p)) fail_msg("'%s' was not read", rows[i].text);
        assert_str(str_of(p.digits, p.len), rows[i].digits);
        assert_str(phone_line(&p), rows[i].line);
        if (phone_is_possible(&p) != rows[i].possible) fail_msg("'%s' possible: %d", rows[i].text, !rows[i].possible);
    }
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        if (phone_read(str_c(bad[i].text), str_c(bad[i].country), &p)) fail_msg("'%s' was read", bad[i].text);
    assert_true(email_same(STR("Jane.Doe+jobs@gmail.com"), STR("janedoe@googlemail.com")));
    assert_false(email_same(STR("jane.doe@example.com"), STR("janedoe@example.com")));
    assert_true(email_same(STR("Jane <jane@Example.com>"), STR("JANE@example.com")));
}

static void numbers(void **state)
{
    static const struct help_case rows[] = {
        { "fine", "{\"country\":\"kr\",\"phone\":\"010-1234-5678\"}", FEATURE_PHONE_INVALID, 0 },
        { "too short", "{\"country\":\"kr\",\"phone\":\"010-123\"}", FEATURE_PHONE_INVALID, 1 },
        { "no country for it", "{\"phone\":\"010-1234-5678\"}", FEATURE_PHONE_INVALID, HELP_ABSENT },
        { "other country", "{\"country\":\"us\",\"phone\":\"+82 10-1234-5678\"}", FEATURE_PHONE_COUNTRY_DIFFERS, 1 },
        { "one of two", "{\"country\":\"us\",\"phone\":[\"+82 10-1234-5678\",\"+1 202 555 0143\"]}",
          FEATURE_PHONE_COUNTRY_DIFFERS, 0 },
        { "Canada is not the States", "{\"country\":\"us\",\"phone\":\"+1 416 555 0143\"}", FEATURE_PHONE_COUNTRY_DIFFERS, 1 },
        { "toll-free is both", "{\"country\":\"ca\",\"phone\":\"+1 800 555 0143\"}", FEATURE_PHONE_COUNTRY_DIFFERS, 0 },
        { "two homes", "{\"country\":\"us\",\"app\":{\"work_country\":\"kr\"},\"phone\":\"+82 10-1234-5678\"}",
          FEATURE_PHONE_COUNTRY_DIFFERS, 0 },
        { "no claim", "{\"phone\":\"+82 10-1234-5678\"}", FEATURE_PHONE_COUNTRY_DIFFERS, HELP_ABSENT },
        { "age", "{\"phone\":{\"value\":\"+82 10-1234-5678\",\"first_seen\":\"2026-10-22\"}}", FEATURE_PHONE_AGE_DAYS, 30 },
    };
    (void)state;
    help_cases(rows, COUNT_OF(rows));
    help_run("{\"phone\":{\"value\":\"+82 10-1234-5678\",\"line_type\":\"voip\"}}");
    assert_str(feature_get(&help_set, FEATURE_PHONE_LINE)->text, "voip"); /* the vendor knows better */
    help_run("{\"phone\":\"+82 10-1234-5678\"}");
    assert_str(feature_get(&help_set, FEATURE_PHONE_LINE)->text, "mobile");
    help_run("{\"phone\":\"+1 202 555 0143\"}");
    assert_null(feature_get(&help_set, FEATURE_PHONE_LINE));
}

static void referees(void **state)
{
    static const struct help_case rows[] = {
        { "own mailbox", "{\"email\":\"jane.doe@gmail.com\",\"ref\":{\"email\":\"janedoe+ref@gmail.com\"}}",
          FEATURE_REF_SAME_CONTACT, 1 },
        { "own phone", "{\"country\":\"kr\",\"phone\":\"+82 10-1234-5678\",\"ref\":{\"phone\":\"010 1234 5678\"}}",
          FEATURE_REF_SAME_CONTACT, 1 },
        { "own device", "{\"net\":{\"device\":\"D1\"},\"ref\":{\"device\":\"d1\"}}", FEATURE_REF_SAME_CONTACT, 1 },
        { "another's", "{\"email\":\"jane@a.org\",\"phone\":\"+82 10-1234-5678\",\"ref\":{\"email\":\"bo@b.org\",\"phone\":\"+82 10-9999-5678\"}}",
          FEATURE_REF_SAME_CONTACT, 0 },
        { "no referee", "{\"email\":\"jane@a.org\"}", FEATURE_REF_SAME_CONTACT, HELP_ABSENT },
        { "own address", "{\"time\":\"2026-11-10T09:00:00Z\",\"net\":{\"ip\":\"85.214.132.117\",\"time\":\"2026-11-08T09:00:00Z\"},"
          "\"ref\":{\"ip\":\"85.214.132.117\"}}", FEATURE_REF_SAME_NETWORK, 1 },
        { "weeks apart", "{\"time\":\"2026-11-10T09:00:00Z\",\"net\":{\"ip\":\"85.214.132.117\",\"time\":\"2026-10-08T09:00:00Z\"},"
          "\"ref\":{\"ip\":\"85.214.132.117\"}}", FEATURE_REF_SAME_NETWORK, 0 },
        { "behind one carrier", "{\"time\":\"2026-11-10T09:00:00Z\",\"net\":{\"ip\":\"85.214.132.117\",\"time\":\"2026-11-08T09:00:00Z\",\"tag\":\"mobile\"},"
          "\"ref\":{\"ip\":\"85.214.132.117\"}}", FEATURE_REF_SAME_NETWORK, 0 },
        { "the referee's own session", "{\"time\":\"2026-11-10T09:00:00Z\",\"net\":{\"ip\":\"85.214.132.117\",\"kind\":\"reference\"},"
          "\"ref\":{\"ip\":\"85.214.132.117\"}}", FEATURE_REF_SAME_NETWORK, 0 },
        { "no address", "{\"ref\":{\"email\":\"bo@b.org\"}}", FEATURE_REF_SAME_NETWORK, HELP_ABSENT },
        { "a firm's referee on free mail", "{\"ref\":{\"email\":\"bo@gmail.com\",\"company\":\"Acme\"}}", FEATURE_REF_FREE_MAIL, 1 },
        { "a friend on free mail", "{\"ref\":{\"email\":\"bo@gmail.com\"}}", FEATURE_REF_FREE_MAIL, HELP_ABSENT },
        { "denied", "{\"ref\":[{\"name\":\"Bo\",\"check\":\"denied\"},{\"name\":\"Al\",\"check\":\"no_answer\"}]}", FEATURE_REF_DENIED, 1 },
        { "no answer", "{\"ref\":[{\"name\":\"Bo\",\"check\":\"denied\"},{\"name\":\"Al\",\"check\":\"no_answer\"}]}", FEATURE_REF_NO_ANSWER, 1 },
        { "not asked", "{\"ref\":{\"name\":\"Bo\"}}", FEATURE_REF_DENIED, HELP_ABSENT },
    };
    (void)state;
    help_cases(rows, COUNT_OF(rows));
}

static void domains_that_look_alike(void **state)
{
    static const struct { const char *mail, *domain; int64_t want; } rows[] = {
        { "bo@acme-widgets.com", "acmewidgets.com", 1 },    { "bo@acmewidgets.net", "acmewidgets.com", 1 },
        { "bo@acmewidgetz.com", "www.acmewidgets.com", 1 }, { "bo@acmewidgets.com", "https://acmewidgets.com/about", 0 },
        { "bo@mail.acmewidgets.com", "acmewidgets.com", 0 }, { "bo@acmewidgets.co.kr", "acmewidgets.com", 0 }, /* a branch */
        { "bo@bluesky.example", "acmewidgets.com", 0 },     { "bo@abc.com", "abd.com", 0 }, /* short names meet */
        { "bo@gmail.com", "gmali.com", HELP_ABSENT },
    };
    char json[256];
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        snprintf(json, sizeof json, "{\"ref\":{\"email\":\"%s\"},\"job\":{\"employer\":\"x\",\"domain\":\"%s\"}}", rows[i].mail, rows[i].domain);
        help_run(json);
        if (help_number(FEATURE_REF_LOOKALIKE) != rows[i].want) fail_msg("%s, %s", rows[i].mail, rows[i].domain);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mailboxes),
        cmocka_unit_test(changes),
        cmocka_unit_test(reads_numbers),
        cmocka_unit_test(numbers),
        cmocka_unit_test(referees),
        cmocka_unit_test(domains_that_look_alike),
    };
    return HELP_GROUP(tests);
}
