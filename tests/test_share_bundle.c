/* Bundles: taken when all is right, refused by name when anything is not. */
#include "share/bundle.h"
#include "share/ustar.h"

#include "base/num.h"

#include "tests/test.h"

#include <unistd.h>

static char folder[] = "/tmp/cordon-bundle-XXXXXX";

#define DAY  86400
#define T0   ((int64_t)20635 * DAY) /* 2026-07-01 */

static const char own_list[] = "id,name,type,birth_date\nA-1,Anton Muster,person,1984-03-12\n"
                               "A-2,Muster Trading,organization,\n";

/* Paths below the folder, a few at a time. */
static const char *at(const char *name)
{
    static char path[8][256];
    static unsigned turn;
    turn = (turn + 1) % 8;
    snprintf(path[turn], sizeof path[turn], "%s/%s", folder, name);
    return path[turn];
}

static void put(const char *name, str bytes)
{
    assert_int_equal(os_file_replace(at(name), bytes, NULL), CORDON_OK);
}

static void copy(const char *from, const char *to)
{
    struct os_file f = OS_FILE_INIT;
    assert_int_equal(os_file_read(at(from), &f, NULL), CORDON_OK);
    put(to, f.bytes);
    os_file_unmap(&f);
}

static void keygen(const char *name)
{
    char key[64], pub[64];
    snprintf(key, sizeof key, "%s.key", name);
    snprintf(pub, sizeof pub, "%s.pub", name);
    struct cordon_bundle_keygen args = { .secret_path = at(key), .public_path = at(pub) };
    assert_int_equal(cordon_bundle_keygen(&args, NULL, NULL), CORDON_OK);
}

static void sign(const char *file, const char *signer)
{
    char key[64], out[128];
    snprintf(key, sizeof key, "%s.key", signer);
    snprintf(out, sizeof out, "%s.%s.minisig", file, signer);
    struct cordon_bundle_sign args = { .file = at(file), .secret_path = at(key), .out = at(out), .now_s = T0 };
    assert_int_equal(cordon_bundle_sign(&args, NULL), CORDON_OK);
}

static void make_root(const char *out, const char *old, const char *const *names, size_t count, uint32_t k)
{
    struct cordon_bundle_signer signers[4];
    struct cordon_error err = ERROR_INIT;
    static char pub[4][256];
    for (size_t i = 0; i < count; i++) {
        snprintf(pub[i], sizeof pub[i], "%s/%s.pub", folder, names[i]);
        signers[i] = (struct cordon_bundle_signer){ str_c(names[i]), pub[i] };
    }
    struct cordon_root_make args = { .out = at(out), .old_path = old ? at(old) : NULL,
                                     .origin = old ? STR_EMPTY : STR("lists.example.org"),
                                     .signers = signers, .signer_count = count, .threshold = k,
                                     .issued_s = T0, .expires_s = T0 + 700 * DAY };
    if (cordon_root_make(&args, &err)) fail_msg("%s", err.message);
}

static void make_bundle(const char *out, const char *after, int64_t issued)
{
    struct cordon_error err = ERROR_INIT;
    const char *const rules[] = { at("pack") };
    char csv[256];
    snprintf(csv, sizeof csv, "%s/labels.csv", folder);
    const struct cordon_bundle_label labels[] = { { STR_INIT("us_court"), STR_INIT("2026-06-01"), csv } };
    const cordon_str sources[] = { STR_INIT("own") };
    char data[256];
    snprintf(data, sizeof data, "%s/sender", folder);
    struct cordon_bundle_make args = {
        .out = at(out), .data_dir = data, .sources = sources, .source_count = 1, .rules = rules,
        .rule_count = 1, .labels = labels, .label_count = 1, .after = after ? at(after) : NULL,
        .origin = after ? STR_EMPTY : STR("lists.example.org"), .issued_s = issued,
        .expires_s = issued + 30 * DAY,
    };
    if (cordon_bundle_make(&args, &err)) fail_msg("%s: %s", err.file, err.message);
}

static void import_own(const char *data, const char *text)
{
    struct cordon_counts counts;
    struct cordon_error err = ERROR_INIT;
    put("own.csv", str_c(text));
    const char *const files[] = { at("own.csv") };
    struct cordon_import in = { .data_dir = at(data), .source = STR("own"), .files = files, .file_count = 1,
                                .edition = STR("2026-06-01") };
    if (cordon_import(&in, &counts, &err)) fail_msg("%s", err.message);
}

static const char *const three[] = { "bank", "court", "police" };

/* 1.root (2 of 3), 1.cordon, 2.cordon, 3.cordon, all signed by bank and police. */
static int group_setup(void **state)
{
    (void)state;
    assert_non_null(mkdtemp(folder));
    for (size_t i = 0; i < 3; i++) keygen(three[i]);
    keygen("stranger");
    make_root("1.root", NULL, three, 3, 2);
    sign("1.root", "bank");
    sign("1.root", "police");
    import_own("sender", own_list);
    put("labels.csv", STR("id,name,type,wallet\nL-1,,wallet,0x0000000000000000000000000000000000000001\n"));
    assert_int_equal(os_folder_make(at("pack"), NULL), CORDON_OK);
    struct os_file rule = OS_FILE_INIT;
    assert_int_equal(os_file_read(source_path("rules/us/co_bank_elsewhere.yml"), &rule, NULL), CORDON_OK);
    put("pack/co_bank_elsewhere.yml", rule.bytes);
    os_file_unmap(&rule);
    make_bundle("1.cordon", NULL, T0);
    make_bundle("2.cordon", "1.cordon", T0 + DAY);
    make_bundle("3.cordon", "2.cordon", T0 + 2 * DAY);
    for (unsigned i = 1; i <= 3; i++) {
        char name[16];
        snprintf(name, sizeof name, "%u.cordon", i);
        sign(name, "bank");
        sign(name, "police");
    }
    return 0;
}

static int group_teardown(void **state)
{
    (void)state;
    return (int)os_folder_remove_tree(folder, NULL);
}

static int fresh(void **state)
{
    (void)state;
    return (int)os_folder_remove_tree(at("data"), NULL);
}

/* --- asking ------------------------------------------------------------------------------------------------ */

static struct cordon_error why;

static cordon_status verify(const char *file, const char *root, int64_t now)
{
    why = (struct cordon_error)ERROR_INIT;
    return cordon_bundle_verify(at(file), at(root), now, NULL, &why);
}

static unsigned outcomes, faults;
static char reason_told[512];

static void count_outcome(void *ctx, const struct cordon_bundle_outcome *o)
{
    (void)ctx;
    outcomes++;
    faults += o->status != CORDON_OK;
    if (o->reason.len) snprintf(reason_told, sizeof reason_told, "%.*s: %.*s", STR_ARG(o->what), STR_ARG(o->reason));
}

static cordon_status take(const char *file, const char *root, int64_t now, const char *gap)
{
    why = (struct cordon_error)ERROR_INIT;
    outcomes = faults = 0;
    reason_told[0] = 0;
    char path[256], root_path[256], data[256];
    snprintf(path, sizeof path, "%s/%s", folder, file);
    snprintf(root_path, sizeof root_path, "%s/%s", folder, root ? root : "");
    snprintf(data, sizeof data, "%s/data", folder);
    struct cordon_bundle_import args = { .data_dir = data, .file = path, .root_path = root ? root_path : NULL,
                                         .as_of_s = now, .allow_gap = str_c(gap),
                                         .outcome = count_outcome };
    return cordon_bundle_import(&args, NULL, &why);
}

static void assert_refused(cordon_status st, const char *words)
{
    assert_int_not_equal(st, CORDON_OK);
    if (!strstr(why.message, words)) fail_msg("'%s' does not say '%s'", why.message, words);
}

static size_t lists_in_use(void)
{
    struct cordon_set *set = NULL;
    struct cordon_list l;
    size_t n = 0;
    assert_int_equal(cordon_set_open(at("data"), &set, NULL), CORDON_OK);
    for (size_t i = 0; cordon_set_list(set, i, &l); i++) n += !l.is_starter;
    cordon_set_close(set);
    return n;
}

/* --- the good way ------------------------------------------------------------------------------------------- */

static void a_row_of_bundles_is_taken(void **state)
{
    (void)state;
    assert_int_equal(take("1.cordon", "1.root", T0 + DAY, NULL), CORDON_OK);
    assert_int_equal(outcomes, 3); /* own, us_court, rules */
    assert_int_equal(lists_in_use(), 2);
    assert_true(os_file_exists(at("data/rules/lists.example.org/pack/co_bank_elsewhere.yml")));
    assert_int_equal(take("1.cordon", NULL, T0 + DAY, NULL), CORDON_OK); /* the same once more */
    assert_int_equal(take("2.cordon", NULL, T0 + DAY, NULL), CORDON_OK);
    assert_int_equal(take("3.cordon", NULL, T0 + 3 * DAY, NULL), CORDON_OK);
}

static void the_same_content_gives_the_same_bytes(void **state)
{
    (void)state;
    struct os_file a = OS_FILE_INIT, b = OS_FILE_INIT;
    make_bundle("again.cordon", "1.cordon", T0 + DAY);
    assert_int_equal(os_file_read(at("again.cordon"), &a, NULL), CORDON_OK);
    assert_int_equal(os_file_read(at("2.cordon"), &b, NULL), CORDON_OK);
    assert_true(str_eq(a.bytes, b.bytes));
    os_file_unmap(&a);
    os_file_unmap(&b);
}

static void tar_can_look_inside(void **state)
{
    (void)state;
    char line[512];
    if (system("command -v tar >/dev/null 2>&1")) skip();
    snprintf(line, sizeof line, "test \"$(tar tf %s | head -1)\" = cordon-bundle.txt && tar xf %s -C %s",
             at("1.cordon"), at("1.cordon"), folder);
    assert_int_equal(system(line), 0);
    assert_true(os_file_exists(at("labels/us_court/2026-06-01/labels.csv")));
}

/* --- refusals ------------------------------------------------------------------------------------------------- */

static void one_changed_byte_anywhere_is_refused(void **state)
{
    (void)state;
    struct os_file f = OS_FILE_INIT;
    assert_int_equal(os_file_read(at("1.cordon"), &f, NULL), CORDON_OK);
    copy("1.cordon.bank.minisig", "bad.cordon.bank.minisig");
    copy("1.cordon.police.minisig", "bad.cordon.police.minisig");
    char *bytes = mem_alloc(f.bytes.len);
    assert_non_null(bytes);
    memcpy(bytes, f.bytes.data, f.bytes.len);
    for (size_t i = 0; i < f.bytes.len; i += i < 1024 || i + 1100 > f.bytes.len ? 7 : 97) {
        bytes[i] ^= 4;
        put("bad.cordon", str_of(bytes, f.bytes.len));
        assert_int_equal(verify("bad.cordon", "1.root", T0 + DAY), CORDON_REFUSED);
        bytes[i] ^= 4;
    }
    for (size_t len = 0; len < f.bytes.len; len += 511) {
        put("bad.cordon", str_of(bytes, len));
        assert_int_not_equal(verify("bad.cordon", "1.root", T0 + DAY), CORDON_OK);
    }
    mem_free(bytes);
    os_file_unmap(&f);
    assert_int_not_equal(take("bad.cordon", "1.root", T0 + DAY, NULL), CORDON_OK);
    assert_false(os_file_exists(at("data/current")));
    assert_false(os_file_exists(at("data/bundles/lists.example.org.json")));
}

static void signatures_that_are_too_few_are_refused(void **state)
{
    (void)state;
    copy("1.cordon", "few.cordon");
    assert_refused(verify("few.cordon", "1.root", T0 + DAY), "0 of the 2 signatures");
    sign("few.cordon", "bank");
    assert_refused(verify("few.cordon", "1.root", T0 + DAY), "1 of the 2 signatures");
    assert_non_null(strstr(why.message, "missing: court police"));
    copy("few.cordon.bank.minisig", "few.cordon.minisig"); /* one signer twice */
    assert_refused(verify("few.cordon", "1.root", T0 + DAY), "one signer counts once");
    sign("few.cordon", "stranger");
    assert_refused(verify("few.cordon", "1.root", T0 + DAY), "stranger.minisig: unknown key");
    copy("2.cordon.police.minisig", "few.cordon.police.minisig");
    assert_refused(verify("few.cordon", "1.root", T0 + DAY), "police.minisig: false");
    sign("few.cordon", "court");
    assert_int_equal(verify("few.cordon", "1.root", T0 + DAY), CORDON_OK);
}

static void old_bundles_do_not_come_again(void **state)
{
    (void)state;
    assert_int_equal(take("1.cordon", "1.root", T0 + 3 * DAY, NULL), CORDON_OK);
    assert_int_equal(take("2.cordon", NULL, T0 + 3 * DAY, NULL), CORDON_OK);
    assert_refused(take("1.cordon", NULL, T0 + 3 * DAY, NULL), "serial 1 comes again: 2 was taken already");
    assert_int_equal(outcomes, 0);
}

static void a_gap_needs_a_reason(void **state)
{
    (void)state;
    struct os_file f = OS_FILE_INIT;
    assert_int_equal(take("1.cordon", "1.root", T0 + 3 * DAY, NULL), CORDON_OK);
    assert_refused(take("3.cordon", NULL, T0 + 3 * DAY, NULL), "bundles between are missing");
    assert_int_equal(take("3.cordon", NULL, T0 + 3 * DAY, "a stick was lost"), CORDON_OK);
    assert_int_equal(os_file_read(at("data/bundles/lists.example.org.json"), &f, NULL), CORDON_OK);
    assert_true(str_find(f.bytes, STR("\"gap\":\"a stick was lost\""), 0) != SIZE_MAX);
    os_file_unmap(&f);
}

static void a_forked_row_is_refused(void **state)
{
    (void)state;
    make_bundle("x.cordon", "1.cordon", T0 + DAY + 60);
    make_bundle("y.cordon", "x.cordon", T0 + DAY + 120);
    for (unsigned i = 0; i < 2; i++) {
        sign(i ? "x.cordon" : "y.cordon", "bank");
        sign(i ? "x.cordon" : "y.cordon", "court");
    }
    assert_int_equal(take("1.cordon", "1.root", T0 + 3 * DAY, NULL), CORDON_OK);
    assert_int_equal(take("2.cordon", NULL, T0 + 3 * DAY, NULL), CORDON_OK);
    assert_refused(take("x.cordon", NULL, T0 + 3 * DAY, NULL), "another bundle of this serial");
    assert_refused(take("y.cordon", NULL, T0 + 3 * DAY, NULL), "the row was forked");
}

static void time_is_held_against_the_bundle(void **state)
{
    (void)state;
    assert_refused(verify("1.cordon", "1.root", T0 + 30 * DAY), "it expired on 2026-07-31");
    assert_refused(verify("2.cordon", "1.root", T0 + DAY - 1), "before the bundle was issued");
    assert_refused(verify("1.cordon", "1.root", T0 - 365 * DAY), "before the root was issued");
    assert_refused(verify("1.cordon", "1.root", T0 + 800 * DAY), "the root expired");
    assert_int_equal(take("1.cordon", "1.root", T0 + DAY, NULL), CORDON_OK);
    assert_refused(take("2.cordon", NULL, T0 + 366 * DAY, NULL), "see whether the clock has jumped");
    assert_int_equal(take("2.cordon", NULL, T0 + 2 * DAY, NULL), CORDON_OK);
}

/* A clock that goes back would let a bundle pass that has expired. */
static void a_clock_that_goes_back_is_seen(void **state)
{
    (void)state;
    struct os_file f = OS_FILE_INIT;
    assert_int_equal(take("1.cordon", "1.root", T0 + 20 * DAY, NULL), CORDON_OK);
    assert_refused(take("2.cordon", NULL, T0 + 2 * DAY, NULL), "the bundle before was taken on 2026-07-21");
    assert_refused(take("1.cordon", NULL, T0 + 2 * DAY, NULL), "set the clock");
    assert_int_equal(outcomes, 0);
    assert_int_equal(take("2.cordon", NULL, T0 + 20 * DAY - 600, NULL), CORDON_OK); /* it was set right */
    assert_int_equal(take("3.cordon", NULL, T0 + 3 * DAY, "the clock was a month ahead"), CORDON_OK);
    assert_int_equal(os_file_read(at("data/bundles/lists.example.org.json"), &f, NULL), CORDON_OK);
    assert_true(str_find(f.bytes, STR("\"gap\":\"the clock was a month ahead\""), 0) != SIZE_MAX);
    os_file_unmap(&f);
}

/* Why a doubtful edition was taken goes with it, and is told to those who take the bundle. */
static void the_reason_of_a_doubtful_edition_goes_with_it(void **state)
{
    (void)state;
    char data[256];
    struct cordon_text text = { NULL, 0 };
    struct cordon_counts counts;
    put("un.xml", STR("<?xml version='1.0' encoding='UTF-8'?>\n<CONSOLIDATED_LIST dateGenerated='2026-06-30T00:00:00'>"
                      "<INDIVIDUALS></INDIVIDUALS><ENTITIES><ENTITY><DATAID>1</DATAID><FIRST_NAME>MUSTER BANK"
                      "</FIRST_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>KPe.901</REFERENCE_NUMBER>"
                      "</ENTITY></ENTITIES></CONSOLIDATED_LIST>\n"));
    const char *const files[] = { at("un.xml") };
    struct cordon_import in = { .data_dir = at("doubtful"), .source = STR("un_sc"), .files = files, .file_count = 1,
                                .accept = STR("all of it was delisted, told by phone") };
    why = (struct cordon_error)ERROR_INIT;
    if (cordon_import(&in, &counts, &why)) fail_msg("%s", why.message);
    snprintf(data, sizeof data, "%s/doubtful", folder);
    struct cordon_bundle_make args = { .out = at("why.cordon"), .data_dir = data, .all_sources = true,
                                       .origin = STR("lists.example.org"), .issued_s = T0,
                                       .expires_s = T0 + 9 * DAY };
    assert_int_equal(cordon_bundle_make(&args, &why), CORDON_OK);
    sign("why.cordon", "bank");
    sign("why.cordon", "court");
    assert_int_equal(cordon_bundle_verify(at("why.cordon"), at("1.root"), T0 + DAY, &text, NULL), CORDON_OK);
    assert_non_null(strstr(text.data, "\"accepted\":[{\"source\":\"un_sc\",\"edition\":\"2026-06-30\",\"reason\":"
                                      "\"all of it was delisted, told by phone\"}]"));
    cordon_text_free(&text);
    assert_refused(take("why.cordon", "1.root", T0 + DAY, NULL), "doubtful"); /* here somebody decides again */
    assert_int_equal(outcomes, 1);
    assert_string_equal(reason_told, "un_sc: all of it was delisted, told by phone");
    assert_int_equal(os_folder_remove_tree(at("doubtful"), NULL), CORDON_OK);
}

static void no_root_no_bundle(void **state)
{
    (void)state;
    assert_refused(take("1.cordon", NULL, T0 + DAY, NULL), "no root of 'lists.example.org' is known");
    static const char *const two[] = { "court", "stranger" };
    make_root("other.root", NULL, two, 2, 1);
    assert_refused(take("1.cordon", "other.root", T0 + DAY, NULL), "0 of the 1 signatures"); /* unsigned */
    sign("other.root", "stranger");
    assert_refused(take("1.cordon", "other.root", T0 + DAY, NULL), "0 of the 1 signatures");
    assert_int_equal(take("1.cordon", "1.root", T0 + DAY, NULL), CORDON_OK);
    assert_refused(take("2.cordon", "other.root", T0 + 2 * DAY, NULL), "version 1 is known already");
}

static void only_old_signers_change_the_root(void **state)
{
    (void)state;
    static const char *const next[] = { "bank", "court", "stranger" };
    make_root("2.root", "1.root", next, 3, 2);
    sign("2.root", "stranger");
    sign("2.root", "court");
    assert_int_equal(take("1.cordon", "1.root", T0 + DAY, NULL), CORDON_OK);
    why = (struct cordon_error)ERROR_INIT;
    assert_refused(cordon_root_verify(at("2.root"), at("1.root"), T0 + DAY, NULL, &why),
                   "1 of the 2 signatures that the root before asks for");
    assert_refused(take("2.cordon", "2.root", T0 + 2 * DAY, NULL), "the root before asks for");
    sign("2.root", "bank");
    assert_int_equal(cordon_root_verify(at("2.root"), at("1.root"), T0 + DAY, NULL, NULL), CORDON_OK);
    assert_refused(take("2.cordon", "2.root", T0 + 2 * DAY, NULL), "1 of the 2 signatures"); /* police is out */
    sign("2.cordon", "stranger");
    assert_int_equal(take("2.cordon", "2.root", T0 + 2 * DAY, NULL), CORDON_OK);
    assert_refused(take("3.cordon", "1.root", T0 + 3 * DAY, NULL), "version 2 is known already");
    sign("3.cordon", "court");
    assert_int_equal(take("3.cordon", NULL, T0 + 3 * DAY, NULL), CORDON_OK);
}

static void an_expired_root_takes_nothing_and_can_be_followed(void **state)
{
    (void)state;
    enum { LATE = 800 };
    char data[256];
    const cordon_str sources[] = { STR_INIT("own") };
    snprintf(data, sizeof data, "%s/sender", folder);
    struct cordon_bundle_make late = { .out = at("late.cordon"), .data_dir = data, .sources = sources, .source_count = 1,
                                       .after = at("1.cordon"), .issued_s = T0 + LATE * DAY,
                                       .expires_s = T0 + (LATE + 30) * DAY };
    struct cordon_root_make root = { .out = at("late.root"), .old_path = at("1.root"), .issued_s = T0 + LATE * DAY,
                                     .expires_s = T0 + 2 * LATE * DAY }; /* the same signers, as many of them */
    assert_int_equal(cordon_bundle_make(&late, NULL), CORDON_OK);
    assert_int_equal(cordon_root_make(&root, NULL), CORDON_OK);
    for (unsigned i = 0; i < 2; i++) {
        sign("late.cordon", three[i]);
        sign("late.root", three[i]);
    }
    assert_int_equal(take("1.cordon", "1.root", T0 + DAY, NULL), CORDON_OK);
    assert_refused(take("late.cordon", NULL, T0 + (LATE + 1) * DAY, NULL), "the root expired on");
    assert_int_equal(take("late.cordon", "late.root", T0 + (LATE + 1) * DAY, NULL), CORDON_OK);
}

static void a_lost_memory_is_no_first_time(void **state)
{
    (void)state;
    assert_int_equal(take("1.cordon", "1.root", T0 + DAY, NULL), CORDON_OK);
    put("data/bundles/lists.example.org.json", STR("{\"format\":1,\"origin\":"));
    assert_int_equal(take("1.cordon", "1.root", T0 + DAY, NULL), CORDON_CORRUPT);
}

/* --- what signers must not put in either ---------------------------------------------------------------------- */

/* A tar of a head and one part with whatever header; signed by two. */
static void craft(const char *name, const char *part_line, const uint8_t header[USTAR_BLOCK], str bytes)
{
    struct buf head = BUF_INIT(1 << 16), out = BUF_INIT(1 << 20);
    buf_printf(&head, "cordon-bundle v1\norigin: lists.example.org\nserial: 9\nissued: 2026-07-01T00:00:00Z\n"
               "expires: 2026-07-31T00:00:00Z\nprev: none\n%s\n", part_line);
    ustar_add(&out, STR(HEAD_NAME), buf_str(&head), T0);
    buf_add_bytes(&out, header, USTAR_BLOCK);
    buf_add(&out, bytes);
    buf_pad(&out, USTAR_BLOCK);
    ustar_end(&out);
    put(name, buf_str(&out));
    sign(name, "bank");
    sign(name, "court");
    buf_release(&head);
    buf_release(&out);
}

static bool remember_name(void *ctx, const char *name, bool is_folder)
{
    (void)is_folder;
    buf_printf(ctx, "%s ", name);
    return true;
}

/* Names below a folder, in any order: only whether they change is asked. */
static str names_in(const char *path, struct buf *out)
{
    buf_reset(out);
    (void)os_folder_list(path, remember_name, out, NULL);
    return buf_str(out);
}

/* Neither `verify` nor `import` takes it, each by name, and no file comes or goes. */
static void assert_hostile(const char *words)
{
    static const char *const below[] = { ".", "data", "data/bundles", "data/rules", "data/editions" };
    struct buf before[COUNT_OF(below)], after = BUF_INIT(1 << 20);
    assert_refused(verify("evil.cordon", "1.root", T0 + DAY), words);
    for (size_t i = 0; i < COUNT_OF(below); i++) {
        before[i] = (struct buf)BUF_INIT(1 << 20);
        (void)names_in(at(below[i]), &before[i]);
    }
    assert_refused(take("evil.cordon", "1.root", T0 + DAY, "a gap"), words);
    assert_int_equal(outcomes, 0);
    for (size_t i = 0; i < COUNT_OF(below); i++) {
        assert_true(str_eq(buf_str(&before[i]), names_in(at(below[i]), &after)));
        buf_release(&before[i]);
    }
    buf_release(&after);
}

static void reseal(uint8_t *h)
{
    uint32_t sum = 0;
    memset(h + 148, ' ', 8);
    for (size_t i = 0; i < USTAR_BLOCK; i++) sum += h[i];
    snprintf((char *)h + 148, 8, "%06o", sum);
}

#define SHA_ABCD "88d4266fd4e6338d13b845fcf289579d209c897823b9217da3e161936f031589"
#define PART "rules/x/y.yml 4 " SHA_ABCD

static void hostile_entries_are_refused_though_signed(void **state)
{
    (void)state;
    uint8_t h[USTAR_BLOCK];
    static const struct { const char *name, *to; char type; const char *words; } rows[] = {
        { "rules/x/y.yml", "/etc/passwd", '2', "is a symbolic link" },
        { "rules/x/y.yml", "../../../current", '1', "is a hard link" },
        { "rules/x/y.yml", "", '3', "is a character device" },
        { "rules/x/y.yml", "", '4', "is a block device" },
        { "rules/x/y.yml", "", '5', "is a folder" },
        { "rules/x/y.yml", "", '6', "is a pipe" },
        { "rules/x/y.yml", "", '7', "no regular file" },
        { "rules/x/y.yml", "", '\0', "no regular file" }, /* a regular file of old tars: another form of one thing */
        { "rules/x/y.yml", "", 'x', "no regular file" }, /* pax: would rename what follows */
        { "rules/x/y.yml", "", 'L', "no regular file" }, /* GNU: a long name */
        { "rules/x/y.yml", "/etc/passwd", '0', "tar header" }, /* a file that also names a link's end */
        { "/etc/passwd", "", '0', "is an absolute path" },
        { "../../x.yml", "", '0', "climbs out" },
        { "rules/../../x.yml", "", '0', "climbs out" },
        { "rules/x/z.yml", "", '0', "stands where" },
        { "rules/x/y.yml/", "", '0', "stands where" },
        { "cordon-bundle.txt", "", '0', "stands where" }, /* a second head */
    };
    assert_int_equal(take("1.cordon", "1.root", T0 + DAY, NULL), CORDON_OK);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ustar_header(str_c(rows[i].name), 4, T0, h);
        h[156] = (uint8_t)rows[i].type;
        memcpy(h + 157, rows[i].to, strlen(rows[i].to));
        reseal(h);
        craft("evil.cordon", "part: " PART, h, STR("abcd"));
        assert_hostile(rows[i].words);
    }
    ustar_header(STR("rules/x/y.yml"), 4, T0, h);
    memcpy(h + 345, "../../..", 8); /* the field that stands before the name */
    reseal(h);
    craft("evil.cordon", "part: " PART, h, STR("abcd"));
    assert_hostile("tar header");
    ustar_header(STR("rules/x/y.yml"), 4, T0, h);
    memcpy(h + 100, "0004755", 8);
    reseal(h);
    craft("evil.cordon", "part: " PART, h, STR("abcd"));
    assert_hostile("tar header");
}

static void sizes_that_lie_are_refused_though_signed(void **state)
{
    (void)state;
    uint8_t h[USTAR_BLOCK];
    static const struct { const char *size, *bytes, *words; } rows[] = {
        { "00000000005", "abcde", "has 5 bytes, its head says 4" },
        { "00000000000", "abcd", "has 0 bytes, its head says 4" },
        { "77777777777", "abcd", "has 8589934591 bytes, its head says 4" },
        { "-0000000004", "abcd", "tar header" },
        { "4", "abcd", "tar header" },
        { "\x80\0\0\0\0\0\0\0\0\0\0\4", "abcd", "tar header" }, /* GNU's numbers of 256 */
    };
    assert_int_equal(take("1.cordon", "1.root", T0 + DAY, NULL), CORDON_OK);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ustar_header(STR("rules/x/y.yml"), 4, T0, h);
        memcpy(h + 124, rows[i].size, rows[i].size[0] == '\x80' ? 12 : strlen(rows[i].size) + 1);
        reseal(h);
        craft("evil.cordon", "part: " PART, h, str_c(rows[i].bytes));
        assert_hostile(rows[i].words);
    }
    ustar_header(STR("rules/x/y.yml"), 4, T0, h);
    craft("evil.cordon", "part: " PART, h, STR("abcdHIDDEN"));
    assert_hostile("bytes are hidden");
    ustar_header(STR("rules/x/y.yml"), 1000, T0, h); /* more than there is */
    craft("evil.cordon", "part: rules/x/y.yml 1000 " SHA_ABCD, h, STR("abcd"));
    assert_hostile("'rules/x/y.yml'");
    ustar_header(STR("rules/x/y.yml"), 1 << 30, T0, h);
    craft("evil.cordon", "part: rules/x/y.yml 1073741824 " SHA_ABCD, h, STR("abcd"));
    assert_hostile("cut short within");
    ustar_header(STR("rules/x/y.yml"), 4, T0, h);
    craft("evil.cordon", "part: " PART, h, STR("abce"));
    assert_hostile("not what the head says");
    craft("evil.cordon", "part: " PART, h, STR("abcd"));
    assert_int_equal(verify("evil.cordon", "1.root", T0 + DAY), CORDON_OK); /* the frame itself is sound */
}

static void hostile_heads_are_refused_though_signed(void **state)
{
    (void)state;
    uint8_t h[USTAR_BLOCK];
    ustar_header(STR("rules/x/y.yml"), 4, T0, h);
    static const struct { const char *line, *words; } heads[] = {
        { "part: ../x.yml 4 " SHA_ABCD, "climbs" },
        { "part: rules/x/../../../x.yml 4 " SHA_ABCD, "climbs" },
        { "part: /x.yml 4 " SHA_ABCD, "absolute" },
        { "part: " PART "\npart: " PART, "one part twice" },
        { "part: " PART "\npart: " PART " ", "SIZE SHA256" },
        { "part: " PART "\npart: rules/x/a.yml 4 " SHA_ABCD, "order of their names" },
        { "part: bin/x.yml 4 " SHA_ABCD, "parts lie in" },
        { "part: rules/.x/y.yml 4 " SHA_ABCD, "beginning with" },
        { "part: rules//y.yml 4 " SHA_ABCD, "beginning with" },
        { "part: rules/x\\y.yml 4 " SHA_ABCD, "are expected between" },
        { "part: rules/x/y.sh 4 " SHA_ABCD, "ends in .yml" },
        { "part: lists/own/2026-13-01/raw.zst 4 " SHA_ABCD, "lists/SOURCE" },
        { "part: rules/x/y.yml -4 " SHA_ABCD, "SIZE SHA256" },
        { "part: rules/x/y.yml 18446744073709551620 " SHA_ABCD, "SIZE SHA256" },
        { "nonsense", "is expected" },
    };
    assert_int_equal(take("1.cordon", "1.root", T0 + DAY, NULL), CORDON_OK);
    for (size_t i = 0; i < COUNT_OF(heads); i++) {
        craft("evil.cordon", heads[i].line, h, STR("abcd"));
        assert_hostile(heads[i].words);
    }
    ustar_header(STR("lists/own/unknown/accepted.txt"), 4, T0, h);
    craft("evil.cordon", "part: lists/own/unknown/accepted.txt 4 " SHA_ABCD, h, STR("abcd"));
    assert_hostile("one line of text");
    craft("evil.cordon", "part: lists/own/unknown/accepted.txt 4 "
          "edeaaff3f1774ad2888673770c6d64097e391bc362d7d6fb34982ddf0efd18cb", h, STR("abc\n"));
    assert_hostile("no edition beside it");
}

static void a_bad_list_keeps_its_old_edition_and_stops_nothing(void **state)
{
    (void)state;
    char data[256];
    struct cordon_error err = ERROR_INIT;
    assert_int_equal(take("1.cordon", "1.root", T0 + DAY, NULL), CORDON_OK);
    put("broken.csv", STR("no,such,columns\n1,2,3\n"));
    snprintf(data, sizeof data, "%s/sender", folder);
    const cordon_str sources[] = { STR_INIT("own") };
    const struct cordon_bundle_label labels[] = { { STR_INIT("us_court"), STR_INIT("2026-06-02"), at("broken.csv") } };
    struct cordon_bundle_make args = { .out = at("half.cordon"), .data_dir = data, .sources = sources,
                                       .source_count = 1, .labels = labels, .label_count = 1,
                                       .after = at("1.cordon"), .issued_s = T0 + DAY,
                                       .expires_s = T0 + 9 * DAY };
    assert_int_equal(cordon_bundle_make(&args, &err), CORDON_OK);
    sign("half.cordon", "bank");
    sign("half.cordon", "court");
    assert_int_equal(take("half.cordon", NULL, T0 + 2 * DAY, NULL), CORDON_SYNTAX);
    assert_int_equal(outcomes, 2);
    assert_int_equal(faults, 1);
    assert_int_equal(lists_in_use(), 2);
}

static void every_failing_allocation_is_survived(void **state)
{
    (void)state;
    cordon_status st = CORDON_NOMEM;
    for (uint64_t n = 1; st && n < 400; n += n < 40 ? 1 : 17) {
        mem_fail_from(n);
        st = cordon_bundle_verify(at("1.cordon"), at("1.root"), T0 + DAY, NULL, NULL);
        mem_fail_from(0);
        assert_true(st == CORDON_OK || st == CORDON_NOMEM);
    }
    assert_int_equal(st, CORDON_OK);
    st = CORDON_NOMEM;
    for (uint64_t n = 1; st && n < 100000; n += n < 60 ? 1 : n / 4) {
        mem_fail_from(n);
        st = take("1.cordon", "1.root", T0 + DAY, NULL);
        mem_fail_from(0);
        if (st && st != CORDON_NOMEM) fail_msg("allocation %llu: %s", (unsigned long long)n, why.message);
    }
    assert_int_equal(st, CORDON_OK);
    assert_int_equal(lists_in_use(), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_row_of_bundles_is_taken, fresh),
        cmocka_unit_test(the_same_content_gives_the_same_bytes),
        cmocka_unit_test(tar_can_look_inside),
        cmocka_unit_test_setup(one_changed_byte_anywhere_is_refused, fresh),
        cmocka_unit_test(signatures_that_are_too_few_are_refused),
        cmocka_unit_test_setup(old_bundles_do_not_come_again, fresh),
        cmocka_unit_test_setup(a_gap_needs_a_reason, fresh),
        cmocka_unit_test_setup(a_forked_row_is_refused, fresh),
        cmocka_unit_test_setup(time_is_held_against_the_bundle, fresh),
        cmocka_unit_test_setup(no_root_no_bundle, fresh),
        cmocka_unit_test_setup(only_old_signers_change_the_root, fresh),
        cmocka_unit_test_setup(an_expired_root_takes_nothing_and_can_be_followed, fresh),
        cmocka_unit_test_setup(a_lost_memory_is_no_first_time, fresh),
        cmocka_unit_test_setup(a_clock_that_goes_back_is_seen, fresh),
        cmocka_unit_test_setup(the_reason_of_a_doubtful_edition_goes_with_it, fresh),
        cmocka_unit_test_setup(hostile_entries_are_refused_though_signed, fresh),
        cmocka_unit_test_setup(sizes_that_lie_are_refused_though_signed, fresh),
        cmocka_unit_test_setup(hostile_heads_are_refused_though_signed, fresh),
        cmocka_unit_test_setup(a_bad_list_keeps_its_old_edition_and_stops_nothing, fresh),
        cmocka_unit_test_setup(every_failing_allocation_is_survived, fresh),
    };
    return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
