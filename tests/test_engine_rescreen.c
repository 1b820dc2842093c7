/*
 * Screening again, held to screening all anew: ten thousand made-up subjects, and what changed between real editions of two
 * lists. CORDON_RESCREEN_SUBJECTS=100000 takes as many.
 */
#include "tests/test.h"

#include <cordon/subjects.h>

#include "base/hash.h"
#include "engine/set.h"
#include "os/os.h"

#ifdef TEST_SANITIZED
enum { SUBJECTS = 1000 };
#else
enum { SUBJECTS = 10000 };
#endif

static uint32_t subjects = SUBJECTS;
static char folder[] = "/tmp/cordon-test-rescreen-XXXXXX";
static char store_path[2][4200], key_path[4200], csv_path[4200];

static void import_files(const char *source, const char *const *files, size_t count, const char *edition)
{
    struct cordon_counts counts;
    struct cordon_error err = ERROR_INIT;
    struct cordon_import import = { .data_dir = folder, .source = str_c(source), .files = files, .file_count = count,
                                    .edition = str_c(edition), .accept = STR("a test of two editions") };
    if (cordon_import(&import, &counts, &err)) fail_msg("%s: %s", err.file, err.message);
}

/* --- made-up subjects -------------------------------------------------------------------------------------------- */

static uint64_t seed = 20260301;

static uint32_t dice(uint32_t sides)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % sides;
}

/* Words of listed names, so that there is something to find; and names that people of many places have. */
static struct words {
    str    item[60000];
    size_t count;
} listed;
static struct arena memory;

static void take_words(str name)
{
    for (str rest = name, word; str_next(&rest, ' ', &word);)
        if (word.len > 1 && listed.count < COUNT_OF(listed.item)) listed.item[listed.count++] = arena_str(&memory, word);
}

static void gather_words(void)
{
    struct cordon_set *set = NULL;
    struct entity e;
    struct entity_statement st;
    assert_int_equal(cordon_set_open(folder, &set, NULL), CORDON_OK);
    for (size_t i = 0; i < set->source_count; i++)
        for (uint32_t row = 0; row < set->source[i].entities.count; row++) {
            if (dice(4) || !entity_get(&set->source[i].entities, row, &e)) continue;
            for (uint32_t k = 0; k < e.statement_count; k++) {
                if (!entity_statement_get(&set->source[i].entities, e.first_statement + k, &st)) continue;
                if (ftm_prop_type(st.prop) == FTM_TYPE_NAME && st.value.len < 60) take_words(st.value);
            }
        }
    cordon_set_close(set);
}

static const char *const own[] = {
    "Kim Min Su", "Park Ji-young", "이준일", "김영희", "李俊日", "王小明", "陈伟", "Иван Петров", "Мария Сидорова", "محمد علي حسن", "فاطمة", "田中 裕子",
    "リ・ジュニル", "Siti Rahayu", "Budi", "Maria Garcia Lopez", "John O'Brien", "J. R. Smith", "Nguyen Van Anh", "Acme Trading Co., Ltd.",
    "Blue Sea Shipping GmbH", "Kim Yong Chol", "Abu Ahmad", "Mohammad Ali", "A. Hassan", "123", "NOC", "Korea Mining Development",
};

static void add_word(struct buf *out, str word)
{
    uint32_t slip = dice(12);
    size_t cut = word.len > 4 && slip == 0 ? 1 + dice((uint32_t)word.len - 2) : 0;
    if (cut && !((unsigned char)word.data[cut] & 0x80) && !((unsigned char)word.data[cut + 1] & 0x80)) {
        buf_add(out, str_sub(word, 0, cut));
        buf_add(out, str_from(word, cut + 1));
    } else {
        buf_add(out, word);
    }
}

static void add_name(struct buf *out)
{
    uint32_t words = 1 + dice(4);
    if (dice(10) == 0) {
        buf_add(out, str_c(own[dice(COUNT_OF(own))]));
        return;
    }
    uint32_t at = dice((uint32_t)listed.count);
    for (uint32_t i = 0; i < words; i++) {
        if (i) buf_add_byte(out, ' ');
        if (dice(3)) at = (at + 1) % (uint32_t)listed.count; /* often words of one name */
        else at = dice((uint32_t)listed.count);
        add_word(out, listed.item[at]);
    }
}

static void add_json(struct buf *out, str text)
{
    struct json_writer w;
    json_w_init(&w, out);
    json_w_str(&w, text);
}

static void make_subjects(void)
{
    static const char *const schema[] = { "person", "organization", "vessel", "" };
    struct buf out = BUF_INIT(256 << 20), name = BUF_INIT(4096);
    for (uint32_t i = 0; i < subjects; i++) {
        buf_reset(&name);
        add_name(&name);
        buf_printf(&out, "{\"id\":\"S-%u\",\"name\":", i);
        add_json(&out, buf_str(&name));
        const char *kind = schema[dice(4)];
        if (*kind) buf_printf(&out, ",\"schema\":\"%s\"", kind);
        if (dice(2)) buf_printf(&out, ",\"birth_date\":\"%u-0%u-1%u\"", 1940 + dice(88), 1 + dice(9), dice(10));
        if (dice(20) == 0) buf_printf(&out, ",\"passport\":\"%u\"", 100000 + dice(9000000));
        if (dice(30) == 0) buf_add(&out, STR(",\"wallet\":\"0x098b716b8aaf21512996dc57eb0615e2383e2f96\""));
        if (dice(40) == 0) buf_printf(&out, ",\"alias\":[\"%s\"]", own[dice(20)]);
        buf_add(&out, STR("}\n"));
    }
    assert_false(out.failed);
    assert_int_equal(os_file_replace(csv_path, buf_str(&out), NULL), CORDON_OK);
    buf_release(&out);
    buf_release(&name);
}

/* --- the store ------------------------------------------------------------------------------------------------------ */

static struct cordon_policy *policy;

static cordon_status hash_lines(void *ctx, cordon_str lines, struct cordon_error *err)
{
    (void)err;
    sha_add(ctx, lines);
    return CORDON_OK;
}

static cordon_status keep_lines(void *ctx, cordon_str lines, struct cordon_error *err)
{
    (void)err;
    if (ctx) buf_add(ctx, lines);
    return CORDON_OK;
}

static struct cordon_subjects *open_store(int at)
{
    struct cordon_subjects *s = NULL;
    struct cordon_error err = ERROR_INIT;
    struct cordon_subjects_place place = { .path = store_path[at], .key = key_path };
    if (!os_file_exists(store_path[at]) && cordon_subjects_make(&place, &err)) fail_msg("%s", err.message);
    if (cordon_subjects_open(&place, true, &s, &err)) fail_msg("%s", err.message);
    return s;
}

static void add_all(struct cordon_subjects *s, int64_t as_of_s)
{
    struct cordon_error err = ERROR_INIT;
    struct cordon_subjects_added added;
    struct cordon_subjects_add add = { .policy = policy, .path = csv_path, .as_of_s = as_of_s };
    if (cordon_subjects_add(s, &add, &added, &err)) fail_msg("%s:%llu %s", err.file, (unsigned long long)err.line, err.message);
    assert_int_equal(added.added, subjects);
}

static struct cordon_rescreened rescreen(struct cordon_subjects *s, int64_t as_of_s, struct buf *changes)
{
    struct cordon_set *set = NULL;
    struct cordon_error err = ERROR_INIT;
    struct cordon_rescreened sum;
    struct cordon_screen_options o = { .policy = policy, .as_of_s = as_of_s, .min_bp = -1 };
    struct cordon_rescreen run = { .options = &o, .change = keep_lines, .ctx = changes };
    assert_int_equal(cordon_set_open(folder, &set, NULL), CORDON_OK);
    run.set = set;
    if (cordon_rescreen(s, &run, &sum, &err)) fail_msg("%s %s", err.file, err.message);
    cordon_set_close(set);
    return sum;
}

static void hash_store(struct cordon_subjects *s, char hex[SHA_HEX_LEN + 1])
{
    struct sha sha;
    uint8_t digest[SHA_LEN];
    struct cordon_error err = ERROR_INIT;
    sha_init(&sha);
    if (cordon_subjects_list(s, false, hash_lines, &sha, &err)) fail_msg("%s", err.message);
    sha_end(&sha, digest);
    sha_hex(digest, hex);
}

enum { DAY = 86400, FIRST = 20200 /* 2025-04-22 */, LATER = 20513 /* 2026-03-01 */ };

static void what_is_kept_equals_screening_all_anew(void **state)
{
    const char *un_old[1], *un_new[1], *ofac_old[4], *ofac_new[1];
    char path[7][4096];
    static const char *const rest[7] = {
        "un-sc-2025-04-19/consolidated.xml", "un-sc-2026-02-27/consolidated.xml", "us-ofac-sdn-2023-12-28/sdn.csv",
        "us-ofac-sdn-2023-12-28/alt.csv", "us-ofac-sdn-2023-12-28/add.csv", "us-ofac-sdn-2023-12-28/sdn_comments.csv",
        "us-ofac-sdn-2024-05-03/sdn.csv",
    };
    char kept[SHA_HEX_LEN + 1], fresh[SHA_HEX_LEN + 1];
    (void)state;
    NEED_SHARED("un-sc-2025-04-19/consolidated.xml");
    for (size_t i = 0; i < 7; i++) snprintf(path[i], sizeof path[i], "%s", shared_path(rest[i]));
    un_old[0] = path[0];
    un_new[0] = path[1];
    for (size_t i = 0; i < 4; i++) ofac_old[i] = path[2 + i];
    ofac_new[0] = path[6];
    import_files("un_sc", un_old, 1, "");
    import_files("us_ofac_sdn", ofac_old, 4, "2025-04-19");
    gather_words();
    assert_true(listed.count > 1000);
    make_subjects();

    struct cordon_subjects *s = open_store(0);
    add_all(s, (int64_t)FIRST * DAY);
    struct cordon_rescreened first = rescreen(s, (int64_t)FIRST * DAY, NULL);
    assert_int_equal(first.subjects, subjects);
    assert_int_equal(first.screened, subjects);

    import_files("un_sc", un_new, 1, "");
    struct cordon_rescreened un = rescreen(s, (int64_t)LATER * DAY, NULL);
    print_message("UN: %llu added %llu changed %llu removed; %llu looked at, %llu screened, %llu moved, %llu rehit\n",
                  (unsigned long long)un.added, (unsigned long long)un.changed, (unsigned long long)un.removed,
                  (unsigned long long)un.sieved, (unsigned long long)un.screened, (unsigned long long)un.moved,
                  (unsigned long long)un.rehit);
    assert_false(un.was_all);
    assert_true(un.screened < subjects);
    import_files("us_ofac_sdn", ofac_new, 1, "2026-02-26");
    struct cordon_rescreened ofac = rescreen(s, (int64_t)LATER * DAY + 60, NULL);
    print_message("OFAC: %llu added %llu changed %llu removed; %llu looked at, %llu screened, %llu moved, %llu rehit\n",
                  (unsigned long long)ofac.added, (unsigned long long)ofac.changed, (unsigned long long)ofac.removed,
                  (unsigned long long)ofac.sieved, (unsigned long long)ofac.screened, (unsigned long long)ofac.moved,
                  (unsigned long long)ofac.rehit);
    assert_false(ofac.was_all);
    assert_true(ofac.rehit > 0);
    hash_store(s, kept);
    cordon_subjects_close(s);

    struct cordon_subjects *all = open_store(1);
    add_all(all, (int64_t)LATER * DAY);
    struct cordon_rescreened anew = rescreen(all, (int64_t)LATER * DAY + 60, NULL);
    hash_store(all, fresh);
    cordon_subjects_close(all);
    for (size_t v = 0; v < 5; v++) assert_int_equal(anew.verdicts[v], ofac.verdicts[v]);
    assert_string_equal(kept, fresh);
}

static int set_up(void **state)
{
    const char *asked = getenv("CORDON_RESCREEN_SUBJECTS");
    (void)state;
    if (asked && atoi(asked) > 1000) subjects = (uint32_t)atoi(asked);
    if (!mkdtemp(folder)) return -1;
    snprintf(store_path[0], sizeof store_path[0], "%s/a.db", folder);
    snprintf(store_path[1], sizeof store_path[1], "%s/b.db", folder);
    snprintf(key_path, sizeof key_path, "%s/key", folder);
    snprintf(csv_path, sizeof csv_path, "%s/subjects.jsonl", folder);
    arena_init(&memory, 256 << 20);
    return cordon_policy_load("default", &policy, NULL) ? -1 : 0;
}

static int tear_down(void **state)
{
    (void)state;
    cordon_policy_free(policy);
    arena_release(&memory);
    return os_folder_remove_tree(folder, NULL) ? -1 : 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_kept_equals_screening_all_anew),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
