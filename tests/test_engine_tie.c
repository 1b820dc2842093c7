/* engine/tie: what subjects share, as features: each field that links, and what does not. */
#include "tests/sweep_help.h"

/* Two people, each with one value, beside eight who share nothing. */
static void add_two(struct shelf *s, const char *a, const char *b)
{
    struct buf text = BUF_INIT(1 << 20);
    buf_printf(&text, "{'kind':'worker','id':'1','subject':'a','name':'Testa Mustermann','birth_date':'1980-01-01',%s}\n", a);
    buf_printf(&text, "{'kind':'worker','id':'2','subject':'b','name':'Ama Sampel','birth_date':'1990-02-02',%s}\n", b);
    for (int i = 0; i < 8; i++)
        buf_printf(&text, "{'kind':'worker','id':'x%d','subject':'x%d','name':'Erika Beispiel %d','birth_date':'1970-03-0%d'}\n",
                   i, i, i, i + 1);
    buf_add_byte(&text, '\0');
    shelf_add(s, "a.jsonl", text.data, NULL);
    buf_release(&text);
}

static const char resume_a[] =
    "Senior engineer with nine years of made-up work for example firms. I own services from the first sketch to the "
    "quiet night: schema, rollout, dashboards, handover notes. I write short documents before long programs, measure "
    "twice, and keep the change small enough to undo. Colleagues say that I answer quickly and never leave a ticket.";

static void each_field_links_by_its_canonical_form(void **state)
{
    static const struct {
        enum feature feature;
        const char  *a, *b;
        int          want;
    } rows[] = {
        { FEATURE_LINK_PHONE, "'phone':'+1 (555) 010-0100'", "'phone':'0015550100100'", 1 },
        { FEATURE_LINK_PHONE, "'phone':'(555) 010-0100','country':'us'", "'phone':'+15550100100'", 1 },
        { FEATURE_LINK_PHONE, "'phone':'+1 555 010 0100'", "'phone':'+1 555 010 0101'", 0 },
        { FEATURE_LINK_PHONE, "'res':{'phone':'+1 555 010 0100'}", "'phone':'+15550100100'", 1 },
        { FEATURE_LINK_EMAIL, "'email':'T.Esta+jobs@gmail.com'", "'email':'testa@gmail.com'", 1 },
        { FEATURE_LINK_EMAIL, "'email':'testa@example.com'", "'email':'ama@example.com'", 0 },
        { FEATURE_LINK_DEVICE, "'dev':{'serial':'c02-ab 123x'}", "'dev':{'serial':'C02AB123X'}", 1 },
        { FEATURE_LINK_DEVICE, "'dev':{'serial':'N/A'}", "'dev':{'serial':'N/A'}", 0 },
        { FEATURE_LINK_DEVICE, "'dev':{'print':'f00d','print_bits':'40'}", "'dev':{'print':'f00d','print_bits':'40'}", 1 },
        { FEATURE_LINK_DEVICE, "'dev':{'print':'f00d','print_bits':'12'}", "'dev':{'print':'f00d','print_bits':'12'}", 0 },
        { FEATURE_LINK_DEVICE, "'dev':{'print':'f00d'}", "'dev':{'print':'f00d'}", 0 },
        { FEATURE_LINK_ADDRESS, "'ship':{'address':'88 Pretend Terrace, Tulsa, OK 00777'}",
          "'ship':{'address':'88 PRETEND TER., Tulsa OK, 00777'}", 1 },
        { FEATURE_LINK_ADDRESS, "'ship':{'address':'88 Pretend Terrace, Tulsa, OK 00777','kind':'forwarder'}",
          "'ship':{'address':'88 Pretend Terrace, Tulsa, OK 00777'}", 0 },
        { FEATURE_LINK_ACCOUNT, "'pay':{'account':'0007-7007-7012'}", "'pay':{'account':'000770077012'}", 1 },
        { FEATURE_LINK_ACCOUNT, "'pay':{'account':'4711'}", "'pay':{'account':'4711'}", 0 }, /* of which bank? */
        { FEATURE_LINK_ACCOUNT, "'pay':{'account':'4711','routing':'021000089'}", "'pay':{'account':'4711','routing':'021000089'}", 1 },
        { FEATURE_LINK_ACCOUNT, "'pay':{'account':'4711','routing':'021000089'}", "'pay':{'account':'4711','routing':'011000015'}", 0 },
        { FEATURE_LINK_ACCOUNT, "'iban':'DE89 3704 0044 0532 0130 00'", "'pay':{'account':'DE89370400440532013000'}", 1 },
        { FEATURE_LINK_WALLET, "'wallet':'0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'",
          "'pay':{'account':'0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed'}", 1 },
        { FEATURE_LINK_DOCUMENT, "'doc':{'type':'passport','number':'X-12 345 67','issuer':'Germany'}",
          "'doc':{'type':'passport','number':'x1234567','issuer':'de'}", 1 },
        { FEATURE_LINK_DOCUMENT, "'doc':{'number':'X1234567','issuer':'de'}", "'doc':{'number':'X1234567','issuer':'fr'}", 0 },
        { FEATURE_LINK_DOCUMENT, "'doc':{'template':'abcdef0123456789'}", "'doc':{'template':'abcdef0123456789'}", 1 },
        { FEATURE_LINK_PHOTO, "'photo':{'hash':'0123456789abcdef'}", "'photo':{'hash':'0123456789ABCDEE'}", 1 },
        { FEATURE_LINK_PHOTO, "'photo':{'hash':'0123456789abcdef'}", "'photo':{'hash':'fedcba9876543210'}", 0 },
        { FEATURE_LINK_PHOTO, "'photo':{'hash':'no hash'}", "'photo':{'hash':'no hash'}", 0 },
        { FEATURE_LINK_PHOTO, "'photo':{'face':'f-1'}", "'doc':{'face':'f-1'}", 1 },
        { FEATURE_LINK_PORTFOLIO, "'port':{'url':'https://www.made-up.example/ann/'}", "'port':{'url':'http://made-up.example/ann'}", 1 },
        { FEATURE_LINK_PORTFOLIO, "'port':{'url':'https://hosting.example/ann'}", "'port':{'url':'https://hosting.example/bob'}", 0 },
        { FEATURE_LINK_PORTFOLIO, "'code':{'host':'codehost.example','handle':'Testa-1'}", "'code':{'host':'codehost.example','handle':'testa1'}", 1 },
        { FEATURE_LINK_PORTFOLIO, "'code':{'host':'codehost.example','handle':'testa'}", "'code':{'host':'other.example','handle':'testa'}", 0 },
        { FEATURE_LINK_TEST, "'int':{'test_print':'p-1'}", "'int':{'test_print':'p-1'}", 1 },
        { FEATURE_LINK_REFEREE, "'ref':{'email':'boss@example.com'}", "'ref':{'email':'Boss@Example.com'}", 1 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct shelf s;
        shelf_open(&s);
        add_two(&s, rows[i].a, rows[i].b);
        shelf_tie(&s);
        int64_t got[2] = { tied_number(&s, "a", rows[i].feature), tied_number(&s, "b", rows[i].feature) };
        if (got[0] != rows[i].want || got[1] != rows[i].want)
            fail_msg("%s | %s: %d and %d, not %d", rows[i].a, rows[i].b, (int)got[0], (int)got[1], rows[i].want);
        assert_int_equal(tied_number(&s, "x1", rows[i].feature), 0);
        shelf_close(&s);
    }
}

static void a_feature_names_the_subjects_own_row(void **state)
{
    struct shelf s;
    (void)state;
    shelf_open(&s);
    shelf_add(&s, "a.jsonl", "{'kind':'worker','id':'1','subject':'a','name':'Testa Mustermann'}\n"
                             "{'kind':'payee','id':'2','subject':'a','time':'2026-08-01','pay':{'account':'00011122233'}}\n", NULL);
    shelf_add(&s, "b.jsonl", "{'kind':'payee','id':'3','subject':'b','name':'Ama Sampel','pay':{'account':'0001 1122 233'}}\n", NULL);
    shelf_tie(&s);
    const struct feature_item *item = must_tie(&s, "a", FEATURE_LINK_ACCOUNT, NULL);
    assert_int_equal(item->number, 1);
    assert_int_equal(item->origins, 1);
    const struct pool_subject *a = &s.pool->subject[subject_called(&s, "a")];
    const struct record *r = s.pool->order[a->first + item->origin[0].record];
    assert_str(r->id, "2");
    assert_str(item->origin[0].value->text, "00011122233"); /* as written */
    item = must_tie(&s, "b", FEATURE_LINK_ACCOUNT, NULL);
    assert_str(item->origin[0].value->text, "0001 1122 233");
    /* of one record alone: only what stands in it */
    const struct feature_item *list;
    size_t count;
    uint32_t number = subject_called(&s, "a");
    assert_int_equal(ties_features(&s.ties, number, NULL, &s.arena, &list, &count, &s.err), CORDON_OK);
    assert_int_equal(ties_of_record(&s.ties, number, s.pool->order[a->first], &s.arena, &list, count, &s.err), CORDON_OK);
    for (size_t i = 0; i < count; i++) assert_int_equal(list[i].origins, 0);
    assert_int_equal(ties_files(&s.ties, number), 1);
    assert_str(ties_name(&s.ties, number), "Testa Mustermann");
    shelf_close(&s);
}

static void households_and_offices_and_crowds_stand_apart(void **state)
{
    struct shelf s;
    struct buf text = BUF_INIT(1 << 20);
    (void)state;
    shelf_open(&s);
    /* declared, and by one home */
    buf_add(&text, STR("{'kind':'worker','id':'1','subject':'h1','name':'Testa Mustermann','household':'H-1','pay':{'account':'00011122233'}}\n"
                       "{'kind':'worker','id':'2','subject':'h2','name':'Otto Mustermann','household':'h-1','pay':{'account':'00011122233'}}\n"
                       "{'kind':'worker','id':'3','subject':'m1','name':'Ama Sampel','address':'5 Sample Street, Raleigh, NC 00024','pay':{'account':'00044455566'}}\n"
                       "{'kind':'worker','id':'4','subject':'m2','name':'Kofi Ejemplo','address':'5 Sample St, Raleigh NC 00024','pay':{'account':'00044455566'}}\n"));
    /* an office's phone, and a crowd's */
    for (int i = 0; i < 6; i++)
        buf_printf(&text, "{'kind':'worker','id':'o%d','subject':'o%d','name':'Office Beispiel %d','office':'Berlin','phone':'+1 555 010 0200'}\n", i, i, i);
    for (int i = 0; i < 60; i++)
        buf_printf(&text, "{'kind':'worker','id':'c%d','subject':'c%d','name':'Crowd Exemplo %d','phone':'+1 555 010 0300'}\n", i, i, i);
    buf_add_byte(&text, '\0');
    shelf_add(&s, "a.jsonl", text.data, NULL);
    shelf_tie(&s);
    assert_int_equal(tied_number(&s, "h1", FEATURE_LINK_ACCOUNT), 0);
    assert_int_equal(tied_number(&s, "m1", FEATURE_LINK_ACCOUNT), 0);
    assert_int_equal(tied_number(&s, "m2", FEATURE_LINK_ADDRESS), 0);
    assert_int_equal(tied_number(&s, "o1", FEATURE_LINK_PHONE), 0);
    assert_int_equal(tied_number(&s, "c1", FEATURE_LINK_PHONE), 0);
    assert_int_equal(link_groups(s.ties.link), 0);
    buf_release(&text);
    shelf_close(&s);
}

/* --- sessions ------------------------------------------------------------------------------------ */

/* A worker with an issued laptop whose sessions come from these addresses, one a day. */
static void add_worker(struct buf *text, int number, const char *const *ip, int days)
{
    buf_printf(text, "{'kind':'worker','id':'w%d','subject':'w%d','name':'Worker Exemplo %d','dev':{'serial':'SERIAL%04d','owner':'issued'}}\n",
               number, number, number, number);
    for (int d = 0; d < days; d++)
        buf_printf(text, "{'kind':'login','id':'l%d-%d','subject':'w%d','time':'2026-08-%02dT09:0%d:00Z',"
                   "'net':{'ip':'%s','device':'SERIAL%04d'}}\n", number, d, number, d + 1, number, ip[d], number);
}

static void laptops_link_where_they_stand(void **state)
{
    static const char *const farm[] = { "203.0.113.7", "203.0.113.7", "203.0.113.7", "203.0.113.7", "203.0.113.7", "203.0.113.7" };
    /* two days of six in the office, the others at home */
    static const char *const office[2][6] = {
        { "203.0.113.9", "198.51.100.1", "198.51.100.1", "203.0.113.9", "198.51.100.1", "198.51.100.1" },
        { "203.0.113.9", "198.51.100.2", "198.51.100.2", "203.0.113.9", "198.51.100.2", "198.51.100.2" },
    };
    struct shelf s;
    struct buf text = BUF_INIT(1 << 20);
    (void)state;
    shelf_open(&s);
    for (int i = 0; i < 3; i++) add_worker(&text, i, farm, 6);
    for (int i = 0; i < 2; i++) add_worker(&text, 3 + i, office[i], 6);
    buf_add_byte(&text, '\0');
    shelf_add(&s, "a.jsonl", text.data, NULL);
    shelf_tie(&s);
    assert_int_equal(tied_number(&s, "w0", FEATURE_LINK_EGRESS), 2);
    assert_int_equal(tied_number(&s, "w3", FEATURE_LINK_EGRESS), 0);
    assert_int_equal(tied_number(&s, "w0", FEATURE_LINK_GROUP_SIZE), 3);
    assert_true(tied_number(&s, "w0", FEATURE_LINK_GROUP_RARITY_CB) > 500);
    assert_int_equal(tied_number(&s, "w3", FEATURE_LINK_GROUP_SIZE), 0);
    buf_release(&text);
    shelf_close(&s);
}

static void a_year_of_sessions_is_quick(void **state)
{
    struct shelf s;
    struct buf text = BUF_INIT(64u << 20);
    (void)state;
    shelf_open(&s);
    buf_add(&text, STR("{'kind':'worker','id':'w','subject':'w','name':'Testa Mustermann','dev':{'serial':'SERIAL0001','owner':'issued'}}\n"));
    for (int i = 0; i < 60000; i++)
        buf_printf(&text, "{'kind':'login','id':'l%d','subject':'w','time':'2026-%02d-%02dT%02d:%02d:00Z','net':{'ip':'203.0.%d.%d','device':'SERIAL0001'}}\n",
                   i, 1 + i % 12, 1 + i % 28, i % 24, i % 60, i % 113, i % 250);
    buf_add_byte(&text, '\0');
    char *p = text.data;
    for (size_t i = 0; i < text.len; i++)
        if (p[i] == '\'') p[i] = '"';
    const char *path = put_file(s.folder, "a.jsonl", str_of(text.data, text.len - 1));
    if (pool_add(s.pool, path, STR("a"), STR_EMPTY, NULL, &s.err)) fail_msg("%s", s.err.message);
    uint64_t from_ns = os_ticks_ns();
    shelf_tie(&s);
    assert_true(os_ticks_ns() - from_ns < UINT64_C(20000000000));
    struct screen_limit limit[SCREEN_LIMITS_MAX];
    assert_int_equal(ties_limits(&s.ties, 0, limit), 0);
    buf_release(&text);
    shelf_close(&s);
}

/* --- what needs another look ---------------------------------------------------------------------- */

static void colleagues_may_name_one_referee(void **state)
{
    struct shelf s;
    (void)state;
    shelf_open(&s);
    add_two(&s, "'ref':{'email':'boss@example.com'},'job':[{'employer':'Example Works'}]",
            "'ref':{'email':'boss@example.com'},'job':[{'employer':'Other'},{'employer':'EXAMPLE works'}]");
    shelf_tie(&s);
    assert_int_equal(tied_number(&s, "a", FEATURE_LINK_REFEREE), 0);
    shelf_close(&s);
}

static void who_came_after_one_left_is_told(void **state)
{
    static const struct {
        const char *came;
        int         want;
    } rows[] = { { "2026-03-01", 1 }, { "2026-04-29", 1 }, { "2026-06-20", 0 }, { "2026-02-01", 0 } };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        char a[256];
        struct shelf s;
        shelf_open(&s);
        snprintf(a, sizeof a, "'phone':'+1 555 010 0100','app':{'applied_at':'%s'}", rows[i].came);
        add_two(&s, a, "'phone':'+1 555 010 0100','status':'former','time':'2026-03-01'");
        shelf_tie(&s);
        if (tied_number(&s, "a", FEATURE_LINK_LEAVER) != rows[i].want)
            fail_msg("%s: %d", rows[i].came, (int)tied_number(&s, "a", FEATURE_LINK_LEAVER));
        shelf_close(&s);
    }
}

static void a_referral_is_known_at_the_second_look(void **state)
{
    struct shelf s;
    (void)state;
    shelf_open(&s);
    add_two(&s, "'app':{'referrer':'b'}", "'app':{'referrer':'nobody known'}");
    shelf_tie(&s);
    uint8_t strong[16] = { 0 };
    const struct tie_findings found = { strong };
    uint32_t b = subject_called(&s, "b");
    assert_true(ties_is_referred(&s.ties, subject_called(&s, "a")));
    assert_false(ties_is_referred(&s.ties, b));
    assert_null(tied(&s, "a", FEATURE_LINK_REFERRAL_FLAGGED, NULL)); /* not known yet */
    assert_int_equal(must_tie(&s, "a", FEATURE_LINK_REFERRAL_FLAGGED, &found)->number, 0);
    strong[b] = 1;
    const struct feature_item *item = must_tie(&s, "a", FEATURE_LINK_REFERRAL_FLAGGED, &found);
    assert_int_equal(item->number, 1);
    assert_str(item->origin[0].value->text, "b");
    shelf_close(&s);
}

static void reviews_of_ones_own_circle_are_counted(void **state)
{
    struct shelf s;
    (void)state;
    shelf_open(&s);
    shelf_add(&s, "a.jsonl",
              "{'kind':'account','id':'1','subject':'seller','name':'Testa Mustermann','pay':{'account':'00011122233'},"
              "'deal':[{'reviewer':'friend'},{'reviewer':'stranger'},{'reviewer':'nobody'}]}\n"
              "{'kind':'account','id':'2','subject':'friend','name':'Ama Sampel','pay':{'account':'00011122233'}}\n"
              "{'kind':'account','id':'3','subject':'stranger','name':'Erika Beispiel','pay':{'account':'00099988877'}}\n", NULL);
    shelf_tie(&s);
    const struct feature_item *item = must_tie(&s, "seller", FEATURE_DEAL_RATING_RING, NULL);
    assert_int_equal(item->number, 1);
    assert_str(item->origin[0].value->text, "friend");
    assert_null(tied(&s, "friend", FEATURE_DEAL_RATING_RING, NULL)); /* nobody reviewed him */
    shelf_close(&s);
}

static void texts_link_when_nearly_the_same(void **state)
{
    struct shelf s;
    char a[1024], b[1024];
    (void)state;
    shelf_open(&s);
    snprintf(a, sizeof a, "'res':{'text':'%s'}", resume_a);
    snprintf(b, sizeof b, "'res':{'text':'%s Thank you.'}", resume_a);
    add_two(&s, a, b);
    shelf_tie(&s);
    assert_int_equal(tied_number(&s, "a", FEATURE_LINK_RESUME), 1);
    shelf_close(&s);
}

/* What cannot be compared makes its subject limited, and only that. */
static void too_long_a_value_is_told(void **state)
{
    struct shelf s;
    struct buf a = BUF_INIT(1 << 20);
    struct screen_limit limit[SCREEN_LIMITS_MAX];
    (void)state;
    static const char *const forms[] = { "'pay':{'account':'", "'household':'", "'doc':{'number':'" };
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        shelf_open(&s);
        buf_reset(&a);
        buf_add(&a, str_c(forms[i]));
        for (int k = 0; k < 2000; k++) buf_add_byte(&a, (char)('A' + k % 7));
        buf_add(&a, i == 1 ? STR("'") : STR("'}"));
        buf_add_byte(&a, '\0');
        add_two(&s, a.data, "'phone':'+1 555 010 0100'");
        shelf_tie(&s);
        if (ties_limits(&s.ties, subject_called(&s, "a"), limit) != 1) fail_msg("%s", forms[i]);
        assert_str(limit[0].check, "links");
        assert_int_equal(ties_limits(&s.ties, subject_called(&s, "b"), limit), 0);
        shelf_close(&s);
    }
    buf_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_field_links_by_its_canonical_form),
        cmocka_unit_test(a_feature_names_the_subjects_own_row),
        cmocka_unit_test(households_and_offices_and_crowds_stand_apart),
        cmocka_unit_test(laptops_link_where_they_stand),
        cmocka_unit_test(a_year_of_sessions_is_quick),
        cmocka_unit_test(colleagues_may_name_one_referee),
        cmocka_unit_test(who_came_after_one_left_is_told),
        cmocka_unit_test(a_referral_is_known_at_the_second_look),
        cmocka_unit_test(reviews_of_ones_own_circle_are_counted),
        cmocka_unit_test(texts_link_when_nearly_the_same),
        cmocka_unit_test(too_long_a_value_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
