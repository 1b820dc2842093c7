/* list/diff: what came, went and changed between two editions, and what cannot be compared. */
#include "tests/diff_help.h"

static void expect(const struct list_format *format, const char *before, const char *after,
                   const char *want)
{
    struct imported a, b;
    import_text(&a, format, "own", str_c(before));
    import_text(&b, format, "own", str_c(after));
    struct told t = diff_of(&a, &b);
    assert_str(buf_str(&t.text), want);
    buf_release(&t.text);
    imported_release(&a);
    imported_release(&b);
}

#define HEAD "id,type,name,alias,birth_date,nationality,passport,reason\n"

static void the_same_list_in_another_order_is_the_same(void **state)
{
    (void)state;
    expect(&list_own_csv,
           HEAD "1,person,Testina Musterfrau,Tina Muster|T. Muster,1980-02-29,de,C01|C02,x\n"
                "2,organization,Beispiel Handel,,,,,\n",
           HEAD "2,organization,Beispiel Handel,,,,,\n\n"
                "1,person,Testina Musterfrau,T. Muster|Tina Muster,1980-02-29,de,C02|C01,x\n",
           "");
}

static void entries_come_and_go_in_the_order_of_their_numbers(void **state)
{
    (void)state;
    expect(&list_own_csv, HEAD "9,person,Nine Testov,,,,,\n100,person,Hundred Testov,,,,,\n",
           HEAD "10,person,Ten Testov,,,,,\n2,person,Two Testov,,,,,\n9,person,Nine Testov,,,,,\n",
           "added 2\nadded 10\nremoved 100\n");
}

static void changed_values_are_named_with_their_property(void **state)
{
    (void)state;
    expect(&list_own_csv, HEAD "1,person,Ann Example,,1980-02-29,de,,fraud\n",
           HEAD "1,person,Ann Example,Annie,1981-02-28,de,,fraud\n",
           "changed 1\n  come alias: Annie\n  gone birthDate: 1980-02-29\n  come birthDate: 1981-02-28\n");
}

static void papers_are_compared_by_what_they_say(void **state)
{
    (void)state;
    expect(&list_own_csv, HEAD "1,person,Ann Example,,,,P1|P2,\n",
           HEAD "1,person,Ann Example,,,,P2|P3,\n",
           "changed 1\n  gone passportNumber: P1\n  come passportNumber: P3\n"
           "  gone Passport: type=Passport number=P1\n  come Passport: type=Passport number=P3\n");
}

static void a_name_that_became_an_alias_moved(void **state)
{
    (void)state;
    expect(&list_own_csv, HEAD "1,person,Ann Example,Annie Sample|Third,,,,\n",
           HEAD "1,person,Annie Sample,Ann Example,,,,\n",
           "changed 1\n  moved name to alias: Ann Example\n  gone alias: Third\n"
           "  moved alias to name: Annie Sample\n");
}

static void another_schema_and_the_mark_are_told(void **state)
{
    (void)state;
    expect(&list_own_csv, "id,type,name,program\n1,person,Ann Example,\n",
           "id,type,name,program\n1,organization,Ann Example,DPRK3\n",
           "changed 1 schema dprk\n  gone Sanction: authority=own list\n"
           "  come Sanction: authority=own list program=DPRK3\n");
}

/* --- what one edition does not carry ---------------------------------------------------------------- */

#define SDN(n, name, remarks) \
    n ",\"" name "\",\"individual\",\"DPRK\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"" remarks "\"\r\n"

static void import_ofac(struct imported *ret, const char *sdn, const char *alt, const char *add,
                        const char *comments)
{
    struct list_file f[4];
    const char *const text[] = { sdn, alt, add, comments };
    static const char *const names[] = { "sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv" };
    size_t count = 0;
    for (size_t i = 0; i < 4; i++)
        if (text[i]) f[count++] = (struct list_file){ str_c(names[i]), str_c(text[i]) };
    import_files(ret, &list_ofac_csv, "us_ofac_sdn", f, count);
}

static void what_an_edition_lacks_is_not_compared(void **state)
{
    struct imported a, b;
    (void)state;
    import_ofac(&a, SDN("36", "TESTOV, Quill", "DOB 01 Aug 1979.") "\x1a",
                "36,1,\"aka\",\"MARROWBY, Quill\",-0- \r\n36,2,\"fka\",\"OLD, Quill\",-0- \r\n\x1a",
                "36,1,\"12 Invented Street\",\"Musterstadt\",\"Korea, North\",\"a remark\"\r\n\x1a", NULL);
    import_ofac(&b, SDN("36", "MARROWBY, Quill", "DOB 02 Aug 1979.") "\x1a", NULL, NULL, NULL);
    struct told t = diff_of(&a, &b);
    assert_str(buf_str(&t.text),
               "changed 36\n  gone name: TESTOV, Quill\n  moved alias to name: MARROWBY, Quill\n"
               "  gone birthDate: 1979-08-01\n  come birthDate: 1979-08-02\n"
               "  gone lastName: TESTOV\n  come lastName: MARROWBY\n");
    buf_release(&t.text);
    imported_release(&a);
    imported_release(&b);
}

/* 980 letters of a note, then what stands around the cut at 1,000 characters */
static const char *long_remarks(const char *rest)
{
    static char text[2][2048];
    static int  next;
    char *p = text[next++ % 2];
    memset(p, 'x', 970);
    snprintf(p + 970, sizeof text[0] - 970, "; %s", rest);
    return p;
}

static void what_stands_behind_a_cut_is_not_compared(void **state)
{
    char sdn[2][4096], comments[256];
    struct imported a, b;
    (void)state;
    const char *whole = long_remarks("DOB 01 Aug 1979; Passport PS1 (Korea, North); Gender Male.");
    snprintf(sdn[0], sizeof sdn[0], SDN("36", "TESTOV, Quill", "%.1000s") "\x1a", whole);
    snprintf(comments, sizeof comments, "36,\"%s\"\r\n\x1a", whole + 1000);
    import_ofac(&a, sdn[0], NULL, NULL, comments);
    import_ofac(&b, sdn[0], NULL, NULL, NULL);
    assert_false(imported_get(&a, "us_ofac_sdn-36").flags & ENTITY_CUT);
    assert_true(imported_get(&b, "us_ofac_sdn-36").flags & ENTITY_CUT);
    struct told t = diff_of(&a, &b), back = diff_of(&b, &a);
    assert_str(buf_str(&t.text), "");
    assert_str(buf_str(&back.text), "");
    assert_int_equal(t.counts.partly, 1);
    assert_int_equal(t.counts.same, 1);
    buf_release(&t.text);
    buf_release(&back.text);
    imported_release(&a);
    imported_release(&b);
}

/* --- failing memory, and size ------------------------------------------------------------------------ */

static void every_failing_allocation_is_told(void **state)
{
    struct imported a, b;
    (void)state;
    import_text(&a, &list_own_csv, "own", str_c(HEAD "1,person,Ann Example,,,,P1,\n2,person,B,,,,,\n"));
    import_text(&b, &list_own_csv, "own", str_c(HEAD "1,person,Ann Sample,,,,P2,\n3,person,C,,,,,\n"));
    struct list_diff_side before = side_of(&a), after = side_of(&b);
    for (uint64_t n = 1;; n++) {
        struct told t = { .text = BUF_INIT(1 << 20), .side = { &before, &after } };
        struct cordon_error err = { .status = CORDON_OK };
        mem_fail_from(n);
        cordon_status st = list_diff(&before, &after, tell, &t, &t.counts, &err);
        uint64_t asked = mem_count();
        mem_fail_from(0);
        bool is_done = asked < n;
        buf_release(&t.text);
        if (is_done) break;
        assert_true(st == CORDON_NOMEM || t.text.failed || st == CORDON_OK);
        assert_true(n < 500);
    }
    imported_release(&a);
    imported_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_list_in_another_order_is_the_same),
        cmocka_unit_test(entries_come_and_go_in_the_order_of_their_numbers),
        cmocka_unit_test(changed_values_are_named_with_their_property),
        cmocka_unit_test(papers_are_compared_by_what_they_say),
        cmocka_unit_test(a_name_that_became_an_alias_moved),
        cmocka_unit_test(another_schema_and_the_mark_are_told),
        cmocka_unit_test(what_an_edition_lacks_is_not_compared),
        cmocka_unit_test(what_stands_behind_a_cut_is_not_compared),
        cmocka_unit_test(every_failing_allocation_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
