/*
 * Screening again, held to screening all anew: ten thousand made-up subjects, and what changed between real editions of two
 * lists. CORDON_RESCREEN_SUBJECTS=100000 takes as many.
 */
#include "tests/watched.h"

#include "engine/set.h"

#ifdef TEST_SANITIZED
enum { SUBJECTS = 1000 };
#else
enum { SUBJECTS = 10000 };
#endif

static uint32_t subjects = SUBJECTS;
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

static void take_words(str name)
{
    for (str rest = name, word; str_next(&rest, ' ', &word);)
        if (word.len > 1 && listed.count < COUNT_OF(listed.item)) listed.item[listed.count++] = arena_str(&watched.memory, word);
}

static void gather_words(void)
{
    struct cordon_set *set = NULL;
    struct entity e;
    struct entity_statement st;
    assert_int_equal(cordon_set_open(watched.folder, &set, NULL), CORDON_OK);
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
    watched_write(buf_str(&out));
    buf_release(&out);
    buf_release(&name);
}

/* --- the store ------------------------------------------------------------------------------------------------------ */

static void add_all(struct cordon_subjects *s, int64_t as_of_s)
{
    struct cordon_error err = ERROR_INIT;
    struct cordon_subjects_added added;
    struct cordon_subjects_add how = watched_how(as_of_s);
    if (cordon_subjects_add(s, &how, &added, &err)) fail_msg("%s:%llu %s", err.file, (unsigned long long)err.line, err.message);
    assert_int_equal(added.added, subjects);
}

/* With all lists required. */
static struct cordon_rescreened rescreen(struct cordon_subjects *s, int64_t as_of_s)
{
    struct cordon_error err = ERROR_INIT;
    struct cordon_rescreened sum;
    struct cordon_screen_options o = watched_options(as_of_s);
    o.require = STR_EMPTY;
    if (watched_try_rescreen(s, as_of_s, (struct cordon_rescreen){ .options = &o }, &sum, &err)) fail_msg("%s %s", err.file, err.message);
    return sum;
}

static void tell(const char *what, const struct cordon_rescreened *sum)
{
    print_message("%s: %llu added %llu changed %llu removed; %llu looked at, %llu screened, %llu moved, %llu rehit\n", what,
                  (unsigned long long)sum->added, (unsigned long long)sum->changed, (unsigned long long)sum->removed,
                  (unsigned long long)sum->sieved, (unsigned long long)sum->screened, (unsigned long long)sum->moved,
                  (unsigned long long)sum->rehit);
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
    str kept, fresh;
    (void)state;
    NEED_SHARED("un-sc-2025-04-19/consolidated.xml");
    for (size_t i = 0; i < 7; i++) snprintf(path[i], sizeof path[i], "%s", shared_path(rest[i]));
    un_old[0] = path[0];
    un_new[0] = path[1];
    for (size_t i = 0; i < 4; i++) ofac_old[i] = path[2 + i];
    ofac_new[0] = path[6];
    watched_import("un_sc", un_old, 1, "");
    watched_import("us_ofac_sdn", ofac_old, 4, "2025-04-19");
    gather_words();
    assert_true(listed.count > 1000);
    make_subjects();

    struct cordon_subjects *s = watched_open(0, true);
    add_all(s, (int64_t)FIRST * DAY);
    struct cordon_rescreened first = rescreen(s, (int64_t)FIRST * DAY);
    assert_int_equal(first.subjects, subjects);
    assert_int_equal(first.screened, subjects);

    watched_import("un_sc", un_new, 1, "");
    struct cordon_rescreened un = rescreen(s, (int64_t)LATER * DAY);
    tell("UN", &un);
    assert_false(un.was_all);
    assert_true(un.screened < subjects);
    watched_import("us_ofac_sdn", ofac_new, 1, "2026-02-26");
    struct cordon_rescreened ofac = rescreen(s, (int64_t)LATER * DAY + 60);
    tell("OFAC", &ofac);
    assert_false(ofac.was_all);
    assert_true(ofac.rehit > 0);
    kept = watched_all(s, false);
    cordon_subjects_close(s);

    struct cordon_subjects *all = watched_open(1, true);
    add_all(all, (int64_t)LATER * DAY);
    struct cordon_rescreened anew = rescreen(all, (int64_t)LATER * DAY + 60);
    fresh = watched_all(all, false);
    cordon_subjects_close(all);
    for (size_t v = 0; v < 5; v++) assert_int_equal(anew.verdicts[v], ofac.verdicts[v]);
    assert_true(str_eq(kept, fresh));
}

static int set_up(void **state)
{
    const char *asked = getenv("CORDON_RESCREEN_SUBJECTS");
    if (asked && atoi(asked) > 1000) subjects = (uint32_t)atoi(asked);
    return watched_set_up(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_kept_equals_screening_all_anew),
    };
    return cmocka_run_group_tests(tests, set_up, watched_tear_down);
}
