/* list/kr_xml: the Korean notice, made-up, and the real one's names in its form. */
#include "tests/imported.h"

#include "base/num.h"
#include "list/kr_text.h"

#define INFO(title, day)                                                                         \
    "<행정규칙기본정보><행정규칙일련번호>2100000000001</행정규칙일련번호>"                        \
    "<행정규칙명><![CDATA[" title "]]></행정규칙명><발령일자>" day "</발령일자>"                  \
    "<발령번호>2099-2</발령번호><시행일자>20990122</시행일자></행정규칙기본정보>"
#define TITLE "금융거래등제한대상자 지정 및 지정 취소에 관한 규정"
#define NOTICE(annex)                                                                            \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<AdmRulService>" INFO(TITLE, "20260114") "\n"   \
    "<조문내용><![CDATA[제1조(목적)]]></조문내용>\n<별표>\n<별표단위><별표번호>0001</별표번호>\n" \
    "<별표제목>명단</별표제목>\n<별표내용><![CDATA[\n" annex "]]></별표내용></별표단위></별표>\n"  \
    "</AdmRulService>\n"

static const char whole[] = NOTICE(
    "금융거래등제한대상자 명단 (8명)\n"
    "□ 국제연합 안전보장이사회 결의 1718호 관련\n"
    "  1. EXAMPLE, Chol Su (a.k.a. EXEMPEL, Ch'o'l-\n"
    "     su; a.k.a. \"TIGER\"; f.k.a. OLD, Name) (\"예시\"), Example Street 1, Pyongyang, Korea, North;\n"
    "     DOB 11 Mar 1945; POB Pyongyang, Korea, North; nationality Korea, North; Gender Male;\n"
    "     Passport X0000001 (Korea, North) expires 05 Apr 2009; KPi.999 (individual) [DPRK2]\n"
    "     (Linked To: EXAMPLE TRADING).\n"
    "  2. EXAMPLE TRADING CO., LTD (a.k.a. EXAMPLE LLC (Cyrillic: ООО ПРИМЕР)) (예시무역회사), 12 Test\n"
    "     Road, Dalian, China; Identification Number IMO 0000001.\n"
    "□ 우리 정부 독자제재 대상 (사이버)\n"
    "  3. Kang Mok Nam 강목남 DOB Jan 3, 1956\n"
    "  4. 조본보 link to First Example Bank (예시신용은행)\n"
    "  5. EXAMPLE, Il (예일) (국가예시기술총국) (individual)\n"
    "  6. CHON EXAMPLE SAN; Vessel Type Tanker; Vessel Registration Identification IMO 0000002 (vessel) [DPRK4].\n"
    "□ 테러 관련 제재 대상\n"
    "  7. EXAMPLE, Chol Su; DOB 1960; nationality Somalia (individual) [SDGT].\n"
    "  8. 12. EXAMPLE BRIGADE (QDe.999); a group that meets on\n"
    "99. Street in Example Town\n"
    "◇ 참고\n  9. This is no entry\n");

static void reads_every_entry(void **state)
{
    struct imported i;
    (void)state;
    import_text(&i, &list_kr_xml, "kr_kofiu", str_c(whole));
    assert_string_equal(i.err.message, "");
    assert_int_equal(i.st, CORDON_OK);
    assert_str(i.report.edition, "2026-01-14");
    assert_int_equal(i.report.doubt_count, 0);
    assert_int_equal(i.report.entries, 8);
    assert_int_equal(i.report.persons, 4);
    assert_int_equal(i.report.vessels, 1);
    assert_int_equal(i.report.others, 1);
    assert_int_equal(i.report.dprk_entries, 3);
    struct entity e = imported_get(&i, "kr_kofiu-EXAMPLE_CHOL_SU");
    assert_int_equal(e.schema, FTM_SCHEMA_PERSON);
    assert_int_equal(e.flags, ENTITY_DPRK);
    assert_str(imported_values(&i, &e, FTM_PROP_NAME), "EXAMPLE, Chol Su");
    assert_str(imported_values(&i, &e, FTM_PROP_ALIAS), "EXEMPEL, Ch'o'l-su | 예시");
    assert_str(imported_values(&i, &e, FTM_PROP_WEAK_ALIAS), "TIGER");
    assert_str(imported_values(&i, &e, FTM_PROP_PREVIOUS_NAME), "OLD, Name");
    assert_str(imported_values(&i, &e, FTM_PROP_BIRTH_DATE), "1945-03-11");
    assert_str(imported_values(&i, &e, FTM_PROP_ADDRESS), "Example Street 1, Pyongyang, Korea, North");
    assert_str(imported_values(&i, &e, FTM_PROP_COUNTRY), "kp");
    assert_str(imported_values(&i, &e, FTM_PROP_NATIONALITY), "kp");
    assert_str(imported_values(&i, &e, FTM_PROP_GENDER), "male");
    assert_str(imported_values(&i, &e, FTM_PROP_PASSPORT_NUMBER), "X0000001");
    struct entity c = imported_child(&i, &e, FTM_SCHEMA_SANCTION, 0);
    assert_str(imported_values(&i, &c, FTM_PROP_PROGRAM),
               "국제연합 안전보장이사회 결의 1718호 관련 | DPRK2");
    assert_str(imported_values(&i, &c, FTM_PROP_PROVISIONS), "United Nations Security Council");
    assert_str(imported_values(&i, &c, FTM_PROP_UNSC_ID), "KPi.999");
    c = imported_child(&i, &e, FTM_SCHEMA_UNKNOWN_LINK, 0);
    assert_str(imported_values(&i, &c, FTM_PROP_NAMES_MENTIONED), "EXAMPLE TRADING");
    struct entity_statement s;
    assert_true(entity_statement_get(&i.set, e.first_statement, &s));
    assert_int_equal(s.src.line, 10);
    imported_release(&i);
}

/* The notice with another text for the line breaks of its annex; for mem_free. */
static str with_breaks(const char *other)
{
    struct buf out = BUF_INIT(1 << 20);
    str text = str_c(whole);
    size_t from = str_find(text, STR("금융거래등제한대상자 명단"), 0), to = str_find(text, STR("]]></별표내용"), from), at;
    buf_add(&out, str_sub(text, 0, from));
    for (; (at = str_find(str_sub(text, 0, to), STR("\n"), from)) != SIZE_MAX; from = at + 1) {
        buf_add(&out, str_sub(text, from, at));
        buf_add(&out, str_c(other));
    }
    buf_add(&out, str_from(text, from));
    return buf_str(&out);
}

/* Every value with its entity, its property and, if wanted, its line. */
static void dump(const struct imported *i, bool has_lines, struct buf *out)
{
    for (uint32_t row = 0; row < i->set.count; row++) {
        struct entity e;
        struct entity_statement st;
        assert_true(entity_get(&i->set, row, &e));
        for (uint32_t s = 0; s < e.statement_count; s++) {
            assert_true(entity_statement_get(&i->set, e.first_statement + s, &st));
            buf_printf(out, "%.*s %d %.*s %u\n", STR_ARG(e.id), (int)st.prop, STR_ARG(st.value), has_lines ? st.src.line : 0);
        }
    }
    assert_false(out->failed);
}

/* The law database hands out each line of an annex as a CDATA section of its own. */
static void a_section_is_a_line(void **state)
{
    static const struct { const char *brk; bool has_lines; } rows[] = {
        { "]]><![CDATA[", false }, { "]]>\n<![CDATA[", true }, { "]]>\r\n  <![CDATA[", true },
    };
    struct buf want = BUF_INIT(1 << 20), got = BUF_INIT(1 << 20);
    struct imported i;
    (void)state;
    for (size_t k = 0; k < COUNT_OF(rows); k++) {
        str text = with_breaks(rows[k].brk);
        buf_reset(&want);
        buf_reset(&got);
        import_text(&i, &list_kr_xml, "kr_kofiu", str_c(whole));
        dump(&i, rows[k].has_lines, &want);
        imported_release(&i);
        import_text(&i, &list_kr_xml, "kr_kofiu", text);
        assert_string_equal(i.err.message, "");
        assert_int_equal(i.report.doubt_count, 0);
        dump(&i, rows[k].has_lines, &got);
        imported_release(&i);
        assert_str(buf_str(&got), buf_str(&want).data);
        mem_free((void *)(uintptr_t)text.data);
    }
    buf_release(&want);
    buf_release(&got);
}

/* The place of a line that stands in the file with references is looked for, and not for ever: entries by tens of
 * thousands in front of megabytes of other text took minutes. */
static void lines_written_otherwise_cost_no_time(void **state)
{
    enum { ENTRIES = 30000, FORMS = 8, FORM_BYTES = 2 << 20 };
    struct imported i;
    struct buf out = BUF_INIT(64 << 20);
    (void)state;
    buf_printf(&out, "<AdmRulService>" INFO(TITLE, "20260114") "\n<별표><별표단위><별표내용>명단 (%d명)\n1. PLAIN, Example\n", ENTRIES);
    for (int n = 2; n <= ENTRIES; n++) buf_printf(&out, "%d. EXAMPLE %d &amp; SONS\n", n, n);
    buf_add(&out, STR("</별표내용></별표단위>"));
    for (int n = 0; n < FORMS; n++) {
        buf_add(&out, STR("<별표단위><별표내용>"));
        for (int k = 0; k < FORM_BYTES / 16; k++) buf_add(&out, STR("1. 2. 3. a form\n"));
        buf_add(&out, STR("</별표내용></별표단위>"));
    }
    buf_add(&out, STR("</별표></AdmRulService>"));
    assert_false(out.failed);
    import_text(&i, &list_kr_xml, "kr_kofiu", buf_str(&out));
    assert_string_equal(i.err.message, "");
    assert_int_equal(i.report.entries, ENTRIES);
    struct entity e = imported_get(&i, "kr_kofiu-PLAIN_EXAMPLE");
    struct entity_statement s;
    assert_true(entity_statement_get(&i.set, e.first_statement, &s));
    assert_int_equal(s.src.line, 3);
    imported_release(&i);
    buf_release(&out);
}

static void tells_what_is_glued_to_a_name(void **state)
{
    struct imported i;
    (void)state;
    import_text(&i, &list_kr_xml, "kr_kofiu", str_c(whole));
    assert_int_equal(i.st, CORDON_OK);
    struct entity e = imported_get(&i, "kr_kofiu-EXAMPLE_TRADING_CO_LTD");
    assert_int_equal(e.schema, FTM_SCHEMA_ORGANIZATION);
    assert_int_equal(e.flags, ENTITY_DPRK);
    assert_str(imported_values(&i, &e, FTM_PROP_NAME), "EXAMPLE TRADING CO., LTD");
    assert_str(imported_values(&i, &e, FTM_PROP_ALIAS), "EXAMPLE LLC | ООО ПРИМЕР | 예시무역회사");
    assert_str(imported_values(&i, &e, FTM_PROP_COUNTRY), "cn");
    e = imported_get(&i, "kr_kofiu-KANG_MOK_NAM");
    assert_int_equal(e.schema, FTM_SCHEMA_PERSON);
    assert_int_equal(e.flags, 0);
    assert_str(imported_values(&i, &e, FTM_PROP_NAME), "Kang Mok Nam");
    assert_str(imported_values(&i, &e, FTM_PROP_ALIAS), "강목남");
    assert_str(imported_values(&i, &e, FTM_PROP_BIRTH_DATE), "1956-01-03");
    e = imported_get(&i, "kr_kofiu-조본보");
    assert_int_equal(e.schema, FTM_SCHEMA_LEGAL_ENTITY);
    assert_str(imported_values(&i, &e, FTM_PROP_NAME), "조본보");
    assert_str(imported_values(&i, &e, FTM_PROP_ALIAS), "");
    struct entity c = imported_child(&i, &e, FTM_SCHEMA_UNKNOWN_LINK, 0);
    assert_str(imported_values(&i, &c, FTM_PROP_NAMES_MENTIONED), "예시신용은행");
    c = imported_child(&i, &e, FTM_SCHEMA_UNKNOWN_LINK, 1);
    assert_str(imported_values(&i, &c, FTM_PROP_NAMES_MENTIONED), "First Example Bank");
    e = imported_get(&i, "kr_kofiu-EXAMPLE_IL");
    assert_str(imported_values(&i, &e, FTM_PROP_ALIAS), "예일");
    c = imported_child(&i, &e, FTM_SCHEMA_UNKNOWN_LINK, 0);
    assert_str(imported_values(&i, &c, FTM_PROP_NAMES_MENTIONED), "국가예시기술총국");
    c = imported_child(&i, &e, FTM_SCHEMA_SANCTION, 0);
    assert_str(imported_values(&i, &c, FTM_PROP_PROVISIONS), "Republic of Korea");
    e = imported_get(&i, "kr_kofiu-CHON_EXAMPLE_SAN");
    assert_int_equal(e.schema, FTM_SCHEMA_VESSEL);
    assert_int_equal(e.flags, ENTITY_DPRK);
    assert_str(imported_values(&i, &e, FTM_PROP_IMO_NUMBER), "0000002");
    imported_release(&i);
}

static void namesakes_are_told_apart_by_their_birth(void **state)
{
    struct imported i;
    (void)state;
    import_text(&i, &list_kr_xml, "kr_kofiu", str_c(whole));
    assert_int_equal(i.st, CORDON_OK);
    struct entity e = imported_get(&i, "kr_kofiu-EXAMPLE_CHOL_SU.1960");
    assert_int_equal(e.flags, 0);
    assert_str(imported_values(&i, &e, FTM_PROP_NATIONALITY), "so");
    e = imported_get(&i, "kr_kofiu-12_EXAMPLE_BRIGADE");
    assert_str(imported_values(&i, &e, FTM_PROP_ADDRESS), "a group that meets on 99. Street in Example Town");
    imported_release(&i);
}

static void reads_aliases_between_semicolons(void **state)
{
    struct imported i;
    (void)state;
    import_text(&i, &list_kr_xml, "kr_kofiu",
                str_c(NOTICE("명단 (4명)\n1. EXAMPLE, Il; a.k.a. EXEMPEL, Il; a.k.a. 예일 [DPRK]\n"
                             "2. HONG, Mok\n3. EXAMPLE, China\n4. EXAMPLE LTD; a.k.a. EX; Dalian, China\n")));
    assert_int_equal(i.st, CORDON_OK);
    struct entity e = imported_get(&i, "kr_kofiu-EXAMPLE_IL");
    assert_int_equal(e.schema, FTM_SCHEMA_PERSON);
    assert_str(imported_values(&i, &e, FTM_PROP_NAME), "EXAMPLE, Il");
    assert_str(imported_values(&i, &e, FTM_PROP_ALIAS), "EXEMPEL, Il | 예일");
    assert_str(imported_values(&i, &e, FTM_PROP_ADDRESS), "");
    e = imported_get(&i, "kr_kofiu-HONG_MOK");
    assert_int_equal(e.schema, FTM_SCHEMA_LEGAL_ENTITY);
    e = imported_get(&i, "kr_kofiu-EXAMPLE");
    assert_int_equal(e.schema, FTM_SCHEMA_ORGANIZATION);
    assert_str(imported_values(&i, &e, FTM_PROP_COUNTRY), "cn");
    e = imported_get(&i, "kr_kofiu-EXAMPLE_LTD");
    assert_str(imported_values(&i, &e, FTM_PROP_ALIAS), "EX");
    assert_str(imported_values(&i, &e, FTM_PROP_ADDRESS), "Dalian, China");
    imported_release(&i);
}

/* A word in brackets, and a comma, that belong to the name. */
static void a_firm_keeps_its_whole_name(void **state)
{
    struct imported i;
    (void)state;
    import_text(&i, &list_kr_xml, "kr_kofiu",
                str_c(NOTICE("명단 (4명)\n1. EXAMPLE TIONG (S) PTE LTD (a.k.a. EXAMPLE T.), 18 Example Road, Singapore [DPRK]\n"
                             "2. EXAMPLE CONSTRUCTION (NAMIBIA) CC (예시건설), Windhoek, Namibia [DPRK]\n"
                             "3. EXAMPLE WORKERS PARTY, PROPAGANDA AND AGITATION DEPARTMENT, Pyongyang, Korea, North [DPRK]\n"
                             "4. EXAMPLE GENERAL (EGC), Pyongyang, Korea, North [DPRK]\n")));
    assert_int_equal(i.st, CORDON_OK);
    struct entity e = imported_get(&i, "kr_kofiu-EXAMPLE_TIONG_S_PTE_LTD");
    assert_str(imported_values(&i, &e, FTM_PROP_NAME), "EXAMPLE TIONG (S) PTE LTD");
    assert_str(imported_values(&i, &e, FTM_PROP_ALIAS), "EXAMPLE T.");
    e = imported_get(&i, "kr_kofiu-EXAMPLE_CONSTRUCTION_NAMIBIA_CC");
    assert_str(imported_values(&i, &e, FTM_PROP_NAME), "EXAMPLE CONSTRUCTION (NAMIBIA) CC");
    assert_str(imported_values(&i, &e, FTM_PROP_ALIAS), "예시건설");
    e = imported_get(&i, "kr_kofiu-EXAMPLE_WORKERS_PARTY_PROPAGANDA_AND_AGITATION_DEPARTMENT");
    assert_str(imported_values(&i, &e, FTM_PROP_NAME), "EXAMPLE WORKERS PARTY, PROPAGANDA AND AGITATION DEPARTMENT");
    e = imported_get(&i, "kr_kofiu-EXAMPLE_GENERAL");
    assert_str(imported_values(&i, &e, FTM_PROP_ALIAS), "EGC");
    imported_release(&i);
}

static void a_number_of_entries_other_than_said_is_a_doubt(void **state)
{
    struct imported i;
    (void)state;
    import_text(&i, &list_kr_xml, "kr_kofiu",
                str_c(NOTICE("명단 (1,066명)\n1. EXAMPLE ONE\n2. EXAMPLE TWO\n4. EXAMPLE FOUR\n")));
    assert_int_equal(i.st, CORDON_OK);
    assert_int_equal(i.report.doubt_count, 1);
    assert_str(i.report.doubts[0], "the annex says that it names 1066, and 2 entries were read");
    imported_release(&i);
}

static void refuses_what_is_no_list(void **state)
{
    static const struct { const char *text, *want; } rows[] = {
        { "<Law>일치하는 행정규칙이 없습니다.</Law>",
          "the law database answered '일치하는 행정규칙이 없습니다.'" },
        { "<AdmRulService>" INFO("외국환거래규정", "20260114") "</AdmRulService>",
          "this is the notice '외국환거래규정', not the one on persons subject to restrictions" },
        { "<AdmRulService>" INFO(TITLE, "20260114") "</AdmRulService>",
          "no annex with a count of names such as '(1066명)': not the notice's list" },
        { "<AdmRulService><별표><별표내용>(3명)\n</별표내용></별표></AdmRulService>",
          "the list holds no entry" },
        { "<AdmRulService><별표><별표내용>(1명)\n1. ;\n</별표내용></별표></AdmRulService>",
          "entry 1 has no name" },
    };
    (void)state;
    for (size_t n = 0; n < COUNT_OF(rows); n++) {
        struct imported i;
        import_text(&i, &list_kr_xml, "kr_kofiu", str_c(rows[n].text));
        assert_true(i.st == CORDON_REFUSED || i.st == CORDON_SYNTAX);
        assert_string_equal(i.err.message, rows[n].want);
        imported_release(&i);
    }
}

static void a_cut_anywhere_is_refused_or_changes_nothing(void **state)
{
    (void)state;
    import_cut_anywhere(&list_kr_xml, "kr_kofiu", str_of(whole, sizeof whole - 1), 1, false);
}

static void every_failing_allocation_is_told(void **state)
{
    (void)state;
    import_failing(&list_kr_xml, "kr_kofiu", str_c(whole));
}

/* --- the real names ------------------------------------------------------------------------- */

static void add_hangul_or_latin(struct buf *out, str name, size_t nth)
{
    if ((unsigned char)name.data[0] >= 0xEA && (unsigned char)name.data[0] <= 0xED)
        buf_printf(out, "%s(\"%.*s\")", nth ? " " : "", STR_ARG(name));
    else
        buf_printf(out, " (a.k.a. %.*s)", STR_ARG(name));
}

/* The transcription as the law database would send it. */
static uint32_t write_annex(str tsv, struct buf *out)
{
    uint32_t count = str_count(tsv, '\n') ? (uint32_t)str_count(tsv, '\n') - 1 : 0, nth = 0;
    str rest = tsv, line;
    buf_printf(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?><AdmRulService>%s<별표><별표단위><별표내용>"
                    "<![CDATA[명단 (%u명)\n□ 북한 관련 제재 대상\n", INFO(TITLE, "20260114"), count);
    str_next(&rest, '\n', &line);
    while (str_next(&rest, '\n', &line) && line.len) {
        str no, type, names = line, name;
        str_next(&names, '\t', &no);
        str_next(&names, '\t', &type);
        buf_printf(out, " %u. ", ++nth);
        for (size_t n = 0; str_next(&names, '|', &name); n++) {
            if (n == 0)
                buf_add(out, name);
            else
                add_hangul_or_latin(out, name, n);
        }
        if (str_eq(type, STR("vessel"))) buf_add(out, STR("; Identification Number IMO 0000001"));
        bool is_glued = str_find(line, STR(" DOB "), 0) != SIZE_MAX ||
                        str_find(line, STR(" link "), 0) != SIZE_MAX;
        if (str_eq(type, STR("person")) && !is_glued) buf_add(out, STR(" (individual)"));
        buf_add(out, STR(" [DPRK].\n"));
    }
    buf_add(out, STR("◇ 참고\n]]></별표내용></별표단위></별표></AdmRulService>\n"));
    return nth;
}

/* Are all names of a row on one entry, each by its own? */
static bool has_names(const struct imported *i, const struct entity *e, str names)
{
    str name;
    while (str_next(&names, '|', &name)) {
        bool found = false;
        for (uint32_t k = 0; k < e->statement_count && !found; k++) {
            struct entity_statement s;
            found = entity_statement_get(&i->set, e->first_statement + k, &s) &&
                    str_eq(s.value, name);
        }
        if (!found) return false;
    }
    return true;
}

static void gives_the_real_names_back(void **state)
{
    const char *file = "kr-kofiu-dprk-2026-01/kofiu_dprk.tsv";
    struct imported i;
    struct buf out = BUF_INIT(1 << 20);
    (void)state;
    NEED_SHARED(file);
    str tsv = slurp(shared_path(file));
    assert_int_equal(write_annex(tsv, &out), 235);
    import_text(&i, &list_kr_xml, "kr_kofiu", buf_str(&out));
    assert_string_equal(i.err.message, "");
    assert_int_equal(i.report.doubt_count, 0);
    assert_int_equal(i.report.entries, 235);
    assert_int_equal(i.report.dprk_entries, 235);
    str rest = tsv, line;
    uint32_t row = 0, same = 0;
    str_next(&rest, '\n', &line);
    while (str_next(&rest, '\n', &line) && line.len) {
        struct entity e;
        str no, type, names = line;
        str_next(&names, '\t', &no);
        str_next(&names, '\t', &type);
        assert_true(entity_get(&i.set, row, &e));
        if (has_names(&i, &e, names))
            same++;
        row = entity_family_end(&i.set, row);
    }
    /* the others hold text that is no name: "DOB ...", "link to ...", an office; or two in one */
    assert_int_equal(same, 221);
    assert_int_equal(i.report.persons, 136);
    assert_int_equal(i.report.others, 3);
    struct entity e = imported_get(&i, "kr_kofiu-RI_CHANG_MIN");
    assert_str(imported_values(&i, &e, FTM_PROP_BIRTH_DATE), "1970-05-18");
    e = imported_child(&i, &e, FTM_SCHEMA_UNKNOWN_LINK, 0);
    imported_release(&i);
    buf_release(&out);
    free((void *)(uintptr_t)tsv.data);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_entry),
        cmocka_unit_test(a_section_is_a_line),
        cmocka_unit_test(lines_written_otherwise_cost_no_time),
        cmocka_unit_test(tells_what_is_glued_to_a_name),
        cmocka_unit_test(namesakes_are_told_apart_by_their_birth),
        cmocka_unit_test(reads_aliases_between_semicolons),
        cmocka_unit_test(a_firm_keeps_its_whole_name),
        cmocka_unit_test(a_number_of_entries_other_than_said_is_a_doubt),
        cmocka_unit_test(refuses_what_is_no_list),
        cmocka_unit_test(a_cut_anywhere_is_refused_or_changes_nothing),
        cmocka_unit_test(every_failing_allocation_is_told),
        cmocka_unit_test(gives_the_real_names_back),
    };
    return cmocka_run_group_tests_name("list_kr_xml", tests, NULL, NULL);
}
