/* list/jp_list: Japan's list as workbook and as CSV, made-up and real. */
#include "tests/imported.h"
#include "tests/sheet_rows.h"

#include "base/num.h"
#include "list/jp_text.h"

#include <time.h>

static const struct sheet_rows book[] = {
    { "一覧", "資産凍結等の措置\n=13\t北朝鮮" },
    { "8.【解除】リベリア", "リベリア\n【2015年12月18日告示廃止】" },
    { "14.北朝鮮(決議1718号等；団体) ",
      "北朝鮮の団体\n"
      "告示日付\t告示番号\t日本語\\n表記\t英語表記\t別称・旧称\t所在地\tその他の情報\n"
      "2009.5.22\\n2016.3.11改訂\t*1\tエグザンプル・トレーディング\tExample Trading Co., Ltd（EXTRA）\t"
      "（別称）見本貿易部；エクストラ\\nSample Trading; Extra\\n（旧称）オールド\\nOld Trading\t"
      "北朝鮮平壌特別市；中華人民共和国丹東市\tIMO番号：5342883\\nSWIFT/BIC：EXAM KP PY\\n"
      "電話番号：＋850－2－000\\nメールアドレス：a (AT) example (DOT) org。同団体に対する手配書、b@example.org\\n"
      "暗号資産アドレス：\\n0x0000000000000000000000000000000000000001；\\n"
      "0x0000000000000000000000000000000000000002\\nKPe.999\n"
      "2010.1.1削除\t2" },
    { "15.北朝鮮(決議1718号等；個人)",
      "告示日付\t告示番号\t日本語表記\t英語表記\t別称・別名\t役職\t生年月日\t国籍\t旅券番号\tその他の情報\n"
      "2016.3.11\t=1\tレイ・ボンイン\tREI BON IN\tレ・ボンイン、イ・ボン\\nRe Bon In, I Bon\t社長\\nPresident\t"
      "@16360\t北朝鮮\t１２３４５６７、旅券失効日：2017年2月21日\t性別：男性\\n出生地：北朝鮮平壌特別市\n"
      "2016.3.11\t２\tレイ・ニ\tREI NI\t不明\t\t1964年頃又は昭和40年3月\t不明\t不明\tよく旅をする" },
    { "16.北朝鮮(協調；団体)",
      "（注）\n告示日付\t告示番号\t日本語表記\t英語表記\t所在地\n"
      "2016.12.9\t1(*1)\tエグザンプル・トレーディング\tEXAMPLE TRADING\t北朝鮮" },
};

static const char csv[] =
    "\xEF\xBB\xBF区分,番号,告示日付,告示番号,個人・団体,氏名（日本語）,氏名（英語）,別名・別称（日本語）,"
    "別名・別称（英語）,旧称（日本語）,旧称（英語）,確定に十分でない別名（日本語）,"
    "確定に十分でない別名（英語）,称号（日本語）,称号（英語）,役職（日本語）,役職（英語）,生年月日,"
    "出生地（日本語）,出生地（英語）,国籍（日本語）,国籍（英語）,旅券番号,身分証番号,"
    "住所・所在地（国）（日本語）,住所・所在地（都市その他の情報）（日本語）,住所・所在地（国）（英語）,"
    "住所・所在地（都市その他の情報）（英語）,国連参照番号,リスト掲載日,その他の情報,外務省告示情報\r\n"
    "14,014-000001,\"2009.5.22\n2016.3.11改訂\",*1,団体,エグザンプル・トレーディング,"
    "\"Example Trading Co., Ltd（EXTRA）\",見本貿易部；エクストラ,Sample Trading； Extra,オールド,Old Trading,,,,,"
    ",,,,,,,,,北朝鮮；中華人民共和国,平壌特別市；丹東市,,,KPe.999,,\"IMO番号：5342883\nSWIFT/BIC：EXAM KP PY\n"
    "電話番号：＋850－2－000\nメールアドレス：a (AT) example (DOT) org。同団体に対する手配書、b@example.org\n暗号資産アドレス：\n"
    "0x0000000000000000000000000000000000000001；\n0x0000000000000000000000000000000000000002\",\r\n"
    "15,015-000001,2016.3.11,1,個人,レイ・ボンイン,REI BON IN,レ・ボンイン；イ・ボン,Re Bon In； I Bon,,,,,,,社長,"
    "President,1944/10/15,北朝鮮平壌特別市,,北朝鮮,DPRK,\"１２３４５６７、旅券失効日：2017年2月21日\",,,,,,,,性別：男性,\r\n"
    "15,015-000002,2016.3.11,２,個人,レイ・ニ,REI NI,不明,,,,,,,,,,1964年頃又は昭和40年3月,,,不明,,不明,,,,,,,,"
    "よく旅をする,\r\n"
    "16,016-000001,2016.12.9,1(*1),団体,エグザンプル・トレーディング,EXAMPLE TRADING,,,,,,,,,,,,,,,,,,北朝鮮,,,,,,,\r\n";

#define PERSON_ROW(number, cell) "15,015-00000" number ",2016.3.11," number ",個人,レイ" number ",REI " number \
    ",,,,,,,,,,,,,,,,\"" cell "\",,,,,,,,,\r\n"

/* Cells of the real workbook. */
static void finds_the_numbers_of_a_cell(void **state)
{
    static const char rows[] =
        PERSON_ROW("1", "ロシア旅券番号8208 No.555627、ダゲスタン共和国事務所発行") PERSON_ROW("2", "トルコ旅券 TR-P 614 166 （2006年3月22日発行）")
        PERSON_ROW("3", "アフガニスタン旅券：SEー011697（1988年1月25日にカブールで発行）") PERSON_ROW("4", "44103- 5251752-5")
        PERSON_ROW("5", "DG5149481、（2006年8月22日発行）、パスポート冊子番号 A2815665") PERSON_ROW("6", "旅券発行日：2011年12月7日")
        PERSON_ROW("7", "不明");
    static const char *const want[] = { "8208 No.555627 | 555627 | 8208 555627", "TR-P 614 166", "SE-011697", "44103- 5251752-5",
                                        "DG5149481 | A2815665", "", "" };
    struct imported i;
    struct buf text = BUF_INIT(1 << 16);
    (void)state;
    buf_add(&text, str_sub(str_c(csv), 0, str_index(str_c(csv), '\n') + 1));
    buf_add(&text, str_c(rows));
    import_text(&i, &list_jp_csv, "jp_mof", buf_str(&text));
    assert_string_equal(i.err.message, "");
    for (size_t k = 0; k < COUNT_OF(want); k++) {
        char id[32];
        snprintf(id, sizeof id, "jp_mof-15-%zu", k + 1);
        struct entity e = imported_get(&i, id);
        assert_str(imported_values(&i, &e, FTM_PROP_PASSPORT_NUMBER), want[k]);
    }
    assert_int_equal(i.report.warning_count, 1);
    imported_release(&i);
    buf_release(&text);
}

static void import_book(struct imported *i, const char *name)
{
    str bytes = sheet_rows_make(book, COUNT_OF(book), "2026-03-02T22:58:24Z");
    struct list_file f = { str_c(name), bytes };
    import_files(i, &list_jp_xlsx, "jp_mof", &f, 1);
    free((void *)(uintptr_t)bytes.data);
}

/* What both formats must say of the made-up parties. */
static void check(struct imported *i)
{
    assert_string_equal(i->err.message, "");
    assert_int_equal(i->st, CORDON_OK);
    assert_int_equal(i->report.entries, 4);
    assert_int_equal(i->report.persons, 2);
    assert_int_equal(i->report.dprk_entries, 4);
    assert_int_equal(i->report.wallets, 2);
    struct entity e = imported_get(i, "jp_mof-14-1");
    assert_int_equal(e.schema, FTM_SCHEMA_ORGANIZATION);
    assert_str(imported_values(i, &e, FTM_PROP_NAME), "Example Trading Co., Ltd");
    assert_str(imported_values(i, &e, FTM_PROP_ALIAS),
               "EXTRA | エグザンプル・トレーディング | 見本貿易部 | エクストラ | Sample Trading | Extra");
    assert_str(imported_values(i, &e, FTM_PROP_PREVIOUS_NAME), "オールド | Old Trading");
    assert_str(imported_values(i, &e, FTM_PROP_ADDRESS), "北朝鮮平壌特別市 | 中華人民共和国丹東市");
    assert_str(imported_values(i, &e, FTM_PROP_COUNTRY), "kp | cn");
    assert_str(imported_values(i, &e, FTM_PROP_IMO_NUMBER), "5342883");
    assert_str(imported_values(i, &e, FTM_PROP_SWIFT_BIC), "EXAMKPPY");
    assert_str(imported_values(i, &e, FTM_PROP_PHONE), "+850-2-000");
    assert_str(imported_values(i, &e, FTM_PROP_EMAIL), "a@example.org | b@example.org");
    struct entity c = imported_child(i, &e, FTM_SCHEMA_SANCTION, 0);
    assert_str(imported_values(i, &c, FTM_PROP_PROGRAM), "北朝鮮(決議1718号等；団体)");
    assert_str(imported_values(i, &c, FTM_PROP_LISTING_DATE), "2009-05-22");
    assert_str(imported_values(i, &c, FTM_PROP_MODIFIED_AT), "2016-03-11");
    assert_str(imported_values(i, &c, FTM_PROP_UNSC_ID), "KPe.999");
    e = imported_get(i, "jp_mof-15-1");
    assert_str(imported_values(i, &e, FTM_PROP_NAME), "REI BON IN");
    assert_str(imported_values(i, &e, FTM_PROP_ALIAS),
               "レイ・ボンイン | レ・ボンイン | イ・ボン | Re Bon In | I Bon");
    assert_str(imported_values(i, &e, FTM_PROP_BIRTH_DATE), "1944-10-15");
    assert_str(imported_values(i, &e, FTM_PROP_BIRTH_PLACE), "北朝鮮平壌特別市");
    assert_str(imported_values(i, &e, FTM_PROP_NATIONALITY), "kp");
    assert_str(imported_values(i, &e, FTM_PROP_GENDER), "male");
    assert_str(imported_values(i, &e, FTM_PROP_PASSPORT_NUMBER), "1234567");
    e = imported_get(i, "jp_mof-15-2");
    assert_str(imported_values(i, &e, FTM_PROP_BIRTH_DATE), "~1964 | 1965-03");
    assert_str(imported_values(i, &e, FTM_PROP_ALIAS), "レイ・ニ");
    assert_str(imported_values(i, &e, FTM_PROP_NATIONALITY), "");
    assert_str(imported_values(i, &e, FTM_PROP_NOTES), "other: よく旅をする");
    e = imported_get(i, "jp_mof-16-1");
    c = imported_child(i, &e, FTM_SCHEMA_UNKNOWN_LINK, 0);
    assert_str(imported_values(i, &c, FTM_PROP_OBJECT), "jp_mof-14-1");
}

static void both_formats_give_the_same_parties(void **state)
{
    struct imported i;
    struct list_file f = { STR("shisantouketsu20260701.csv"), str_c(csv) };
    (void)state;
    import_book(&i, "shisantouketsu20260305.xlsx");
    check(&i);
    assert_str(i.report.edition, "2026-03-05");
    assert_int_equal(i.report.warning_count, 2);
    assert_str(i.report.warnings[0].text,
               "sheet '8.【解除】リベリア' holds measures that were lifted; passed over");
    assert_str(i.report.warnings[1].text,
               "1 rows without a name passed over: entries that were removed");
    imported_release(&i);
    assert_true(list_jp_csv.recognise(&f));
    import_files(&i, &list_jp_csv, "jp_mof", &f, 1);
    check(&i);
    assert_str(i.report.edition, "2026-07-01");
    imported_release(&i);
}

static void the_date_is_the_files_or_the_workbooks(void **state)
{
    struct imported i;
    (void)state;
    import_book(&i, "list.xlsx");
    assert_str(i.report.edition, "2026-03-02");
    imported_release(&i);
    import_text(&i, &list_jp_csv, "jp_mof", str_c(csv));
    assert_int_equal(i.st, CORDON_OK);
    assert_str(i.report.edition, "");
    imported_release(&i);
}

static void reads_names_of_all_styles(void **state)
{
    static const struct { const char *cell, *want; } rows[] = {
        { "不明", "" },
        { "(a)フランク（FRANK A）、(b)エーグル（AIGLE）", "フランク | FRANK A | エーグル | AIGLE" },
        { "ア・カビール\n (a.k.a.: A. Kabir)", "ア・カビール | A. Kabir" },
        { "(a)アー(b)ベー\n（a.k.a.: (a) Aa (b)Be)", "アー | ベー | Aa | Be" },
        { "（別称、株式会社見本）\n(a.k.a. AO Sample; a.k.a. Sample, JSC)",
          "株式会社見本 | AO Sample | Sample, JSC" },
        { "アマール、ハッサン\n（a.k.a. Ammar, Hassan）", "アマール | ハッサン | Ammar | Hassan" },
        { "エッサイード、カーデル; アブ\nEs Sayed, Kader; Abu", "エッサイード、カーデル | アブ | Es Sayed, Kader | Abu" },
        { "甲（1969年2月5日出生）", "甲 | !甲(1969年2月5日出生)" },
        { "Leader (Hong Kong) Limited", "Leader (Hong Kong) Limited" },
        { "ABC Co., Ltd.", "ABC Co., Ltd." },
        { "ＡＢＣ；ＤＥＦ", "ABC | DEF" },
        { "（旧称）オールド\nOld；（別称）ニュー", "-オールド | -Old | ニュー" },
        { "NAME（original script: اسم）", "NAME | اسم" },
        { "((((((((((a", "(((((((((a" },
        { "LLC A, a.k.a. B OOO, f.k.a. C, Ltd", "LLC A | B OOO | -C, Ltd" },
        { "甲、1979年12月31日に出生\n(a.k.a.: Ko, born 31 Dec. 1979)",
          "!甲、1979年12月31日に出生 | 甲 | !Ko, born 31 Dec. 1979 | Ko" },
        { "（別称、見本）(a.k.a. Mihon; a.k.a. Sample)", "見本 | Mihon | Sample" },
        { "(別名1)アー\n(別名2)ベー", "アー | ベー" },
        { "Saqr(صقر)", "Saqr | صقر" },
        { "(a.k.a.:", "" },
    };
    struct arena a;
    struct jp_pieces *p = malloc(sizeof *p);
    (void)state;
    assert_non_null(p);
    arena_init(&a, 1 << 20);
    for (size_t n = 0; n < COUNT_OF(rows); n++) {
        struct buf out = BUF_INIT(4096);
        jp_names(str_c(rows[n].cell), JP_AKA, &a, p);
        for (size_t i = 0; i < p->count; i++)
            buf_printf(&out, "%s%s%.*s", i ? " | " : "",
                       p->piece[i].kind == JP_NOTE ? "!" : p->piece[i].kind == JP_FORMER ? "-" : "",
                       STR_ARG(p->piece[i].text));
        assert_str(buf_str(&out), rows[n].want);
        buf_release(&out);
    }
    arena_release(&a);
    free(p);
}

static void reads_dates_of_all_styles(void **state)
{
    static const struct { const char *text, *want; } rows[] = {
        { "1938年", "1938" },             { "1964年頃", "circa 1964" },
        { "１９６３年６月６日", "6 Jun 1963" }, { "1958年9月", "Sep 1958" },
        { "1963年から1968年の間", "1963 to 1968" },
        { "1955年-1958年頃", "circa 1955 to 1958" },
        { "1961年1月1日から1963年12月31日の間", "1 Jan 1961 to 31 Dec 1963" },
        { "1963/4/11", "11 Apr 1963" },   { "1967-03-12", "12 Mar 1967" },
        { "2009.5.22", "22 May 2009" },   { "26362", "1972-03-04" },
        { "昭和20年3月1日", "1 Mar 1945" }, { "平成元年", "1989" },
        { "おおよそ1964年", "circa 1964" }, { "1973 年1月15日", "15 Jan 1973" },
        { "9月28日", "" },                { "若い", "" }, { "", "" }, { "1402年13月", "" },
    };
    struct arena a;
    (void)state;
    arena_init(&a, 1 << 20);
    for (size_t n = 0; n < COUNT_OF(rows); n++)
        assert_str(jp_date(str_c(rows[n].text), &a), rows[n].want);
    arena_release(&a);
}

static void refuses_what_moved_or_is_no_list(void **state)
{
    static const struct { struct sheet_rows sheet; cordon_status st; const char *want; } rows[] = {
        { { "14.北朝鮮", "告示日付\t番号札\t日本語表記\t英語表記\n1\t1\tア\tA" }, CORDON_SYNTAX, "no header line" },
        { { "14.北朝鮮", "告示日付\t告示番号\t日本語表記\t英語表記\n1\tア\t1\tA" }, CORDON_SYNTAX,
          "告示番号 'ア' is no number; have the columns moved?" },
        { { "14.北朝鮮", "告示番号\t日本語表記\t英語表記\n1\tア\tA\n１\tイ\tB" }, CORDON_SYNTAX, "14-1" },
        { { "Sheet1", "Name\tAge\nA\t3" }, CORDON_REFUSED, "the list holds no entry" },
    };
    (void)state;
    for (size_t n = 0; n < COUNT_OF(rows); n++) {
        struct imported i;
        str bytes = sheet_rows_make(&rows[n].sheet, 1, NULL);
        import_text(&i, &list_jp_xlsx, "jp_mof", bytes);
        if (i.st != rows[n].st || !strstr(i.err.message, rows[n].want))
            fail_msg("%zu: %d %s", n, (int)i.st, i.err.message);
        imported_release(&i);
        free((void *)(uintptr_t)bytes.data);
    }
}

static void odd_values_are_kept_and_told(void **state)
{
    static const struct sheet_rows sheet = {
        "43.イスラエル", "告示日付\t告示番号\t日本語表記\t英語表記\t生年月日\t国籍\t見出し\n"
                         "2024.7.23\t1(#9)\tア\tA\t2090年\tどこか\tx" };
    struct imported i;
    (void)state;
    str bytes = sheet_rows_make(&sheet, 1, "2026-03-02T00:00:00Z");
    import_text(&i, &list_jp_xlsx, "jp_mof", bytes);
    assert_int_equal(i.st, CORDON_OK);
    struct entity e = imported_get(&i, "jp_mof-43-1");
    assert_str(imported_values(&i, &e, FTM_PROP_BIRTH_DATE), "");
    assert_str(imported_values(&i, &e, FTM_PROP_NOTES), "date of birth: 2090 | nationality: どこか");
    assert_int_equal(i.report.warning_count, 4); /* the column, the date, the country, the mark */
    imported_release(&i);
    free((void *)(uintptr_t)bytes.data);
}

/* Another column under the heading of passports, which would make people of firms. */
static void running_text_for_passports_is_a_doubt(void **state)
{
    static const char text[] = "よく旅をする。2016年3月11日の告示により指定された者。\\n";
    struct imported i;
    (void)state;
    for (int odd = 19; odd <= 20; odd++) {
        struct buf rows = BUF_INIT(1 << 16);
        buf_add(&rows, STR("告示日付\t告示番号\t日本語表記\t英語表記\t旅券番号"));
        for (int k = 1; k <= 40; k++) buf_printf(&rows, "\n2016.3.11\t%d\tレイ%d\tREI %d\t%s", k, k, k, k <= odd ? text : "1234567");
        buf_add_byte(&rows, '\0');
        const struct sheet_rows one = { "15.北朝鮮(決議1718号等；個人)", rows.data };
        str bytes = sheet_rows_make(&one, 1, "2026-03-02T22:58:24Z");
        struct list_file f = { STR("shisantouketsu20260305.xlsx"), bytes };
        import_files(&i, &list_jp_xlsx, "jp_mof", &f, 1);
        assert_string_equal(i.err.message, "");
        assert_int_equal(i.report.doubt_count, odd == 20);
        if (odd == 20)
            assert_true(str_starts(i.report.doubts[0], STR("20 of 40 values for 'passportNumber' are no such value")));
        imported_release(&i);
        free((void *)(uintptr_t)bytes.data);
        buf_release(&rows);
    }
}

static void a_cut_anywhere_is_refused_or_changes_nothing(void **state)
{
    str bytes = sheet_rows_make(book, COUNT_OF(book), NULL);
    (void)state;
    import_cut_anywhere(&list_jp_csv, "jp_mof", str_of(csv, sizeof csv - 1), 1, true);
    import_cut_anywhere(&list_jp_xlsx, "jp_mof", bytes, 7, false);
    free((void *)(uintptr_t)bytes.data);
}

static void every_failing_allocation_is_told(void **state)
{
    str bytes = sheet_rows_make(book, COUNT_OF(book), NULL);
    (void)state;
    import_failing(&list_jp_csv, "jp_mof", str_c(csv));
    import_failing(&list_jp_xlsx, "jp_mof", bytes);
    free((void *)(uintptr_t)bytes.data);
}

static void reads_the_real_workbook(void **state)
{
    const char *file = "jp-mof-2026-03-05/shisantouketsu20260305.xlsx";
    struct imported i;
    (void)state;
    NEED_SHARED(file);
    str bytes = slurp(shared_path(file));
    struct list_file f = { STR("shisantouketsu20260305.xlsx"), bytes };
    clock_t begin = clock();
    import_files(&i, &list_jp_xlsx, "jp_mof", &f, 1);
    print_message("%.2f s\n", (double)(clock() - begin) / CLOCKS_PER_SEC);
    assert_string_equal(i.err.message, "");
    assert_str(i.report.edition, "2026-03-05");
    assert_int_equal(i.report.entries, 2862);
    assert_int_equal(i.report.dprk_entries, 330);
    assert_int_equal(i.report.wallets, 26);
    assert_int_equal(i.report.wallet_mentions, 26);
    assert_true(i.report.warning_count < 40);
    unsigned by[6] = { 0 };
    for (uint32_t row = 0; row < i.set.count; row++) {
        struct entity e;
        assert_true(entity_get(&i.set, row, &e));
        if (e.flags & ENTITY_CHILD) continue;
        for (unsigned c = 13; c <= 17; c++) {
            char head[8];
            snprintf(head, sizeof head, "%u-", c);
            if (str_starts(e.entry, str_c(head))) by[c - 13]++;
        }
    }
    assert_int_equal(by[0], 16);
    assert_int_equal(by[1], 75);
    assert_int_equal(by[2], 80);
    assert_int_equal(by[3], 75);
    assert_int_equal(by[4], 84);
    struct entity e = imported_get(&i, "jp_mof-16-1"), c = imported_child(&i, &e, FTM_SCHEMA_UNKNOWN_LINK, 0);
    assert_str(imported_values(&i, &e, FTM_PROP_SWIFT_BIC), "FTBDKPPY");
    assert_str(imported_values(&i, &c, FTM_PROP_OBJECT), "jp_mof-14-47");
    imported_release(&i);
    free((void *)(uintptr_t)bytes.data);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_numbers_of_a_cell),
        cmocka_unit_test(both_formats_give_the_same_parties),
        cmocka_unit_test(the_date_is_the_files_or_the_workbooks),
        cmocka_unit_test(reads_names_of_all_styles),
        cmocka_unit_test(reads_dates_of_all_styles),
        cmocka_unit_test(refuses_what_moved_or_is_no_list),
        cmocka_unit_test(odd_values_are_kept_and_told),
        cmocka_unit_test(running_text_for_passports_is_a_doubt),
        cmocka_unit_test(a_cut_anywhere_is_refused_or_changes_nothing),
        cmocka_unit_test(every_failing_allocation_is_told),
        cmocka_unit_test(reads_the_real_workbook),
    };
    return cmocka_run_group_tests_name("list_jp", tests, NULL, NULL);
}
