/*
 * Screening again, held to screening all anew, where the difference is random: parties of every culture and kind come, change
 * and go, and the subjects are made of their names with words left out, turned round, misspelt, cut to initials, joined.
 */
#include "tests/watched.h"

#include "base/json.h"
#include "base/num.h"

#ifdef TEST_SANITIZED
enum { SUBJECTS = 700, ROUNDS = 3 };
#else
enum { SUBJECTS = 3000, ROUNDS = 6 };
#endif
enum { PARTIES = 300, LISTED = 140, DAY = 86400, FIRST = 20200, CULTURES = 40, NAMES = 400 };

static uint64_t seed = 20260822;

static uint32_t dice(uint32_t sides)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % sides;
}

/* --- names -------------------------------------------------------------------------------------------------------- */

struct culture {
    str    id, given[NAMES], family[NAMES];
    size_t givens, families;
} culture[CULTURES];
static size_t cultures;

static void read_names(void)
{
    struct os_file file = OS_FILE_INIT;
    str line, id, part, name;
    assert_int_equal(os_file_map(source_path("data/train/names.tsv"), &file, NULL), CORDON_OK);
    for (str rest = file.bytes; str_next(&rest, '\n', &line);) {
        if (!str_next(&line, '\t', &id) || !str_next(&line, '\t', &part) || str_starts(id, STR("#")) || str_eq(id, STR("culture"))) continue;
        if ((!cultures || !str_eq(culture[cultures - 1].id, id)) && cultures < CULTURES) culture[cultures++].id = arena_str(&watched.memory, id);
        struct culture *c = &culture[cultures - 1];
        bool is_family = str_starts(part, STR("surname")) || str_starts(part, STR("father"));
        for (str rest_names = line; str_next(&rest_names, '|', &name);) {
            if (is_family && c->families < NAMES) c->family[c->families++] = arena_str(&watched.memory, name);
            if (!is_family && c->givens < NAMES) c->given[c->givens++] = arena_str(&watched.memory, name);
        }
    }
    os_file_unmap(&file);
    assert_true(cultures > 10);
}

/* "Roman/native": both, or one where there is but one. */
static str side_of(str name, bool is_native)
{
    size_t slash = str_index(name, '/');
    return is_native && slash < name.len ? str_from(name, slash + 1) : str_sub(name, 0, slash);
}

enum { WORDS_MOST = 12 };
struct person {
    str    word[WORDS_MOST], native[WORDS_MOST];
    size_t words;
    const char *schema;
    str    number, wallet;
    uint32_t birth;
};

static void add_part(struct person *p, const str *names, size_t count)
{
    str name = count ? names[dice((uint32_t)count)] : STR("Ana");
    p->word[p->words] = side_of(name, false);
    p->native[p->words++] = side_of(name, true);
}

static const char *const firm_words[] = { "Trading", "Shipping", "Company", "Ltd", "General", "Import", "Export", "Bank", "of", "Korea", "Petroleum",
                                          "Mining", "Group", "Int'l", "LLC", "무역", "会社", "ООО", "Торговый", "Дом", "12" };
static const char *const short_names[] = { "Li", "A", "NOC", "123", "J. R.", "???", "\xEA\xB9\x80", "O", "7", "Ng", "KOMID", "Abu", "Umm" };

static struct person new_person(void)
{
    struct person p = { .words = 0, .schema = "Person", .birth = 1940 + dice(66) };
    const struct culture *c = &culture[dice((uint32_t)cultures)];
    uint32_t kind = dice(20);
    if (kind == 0) {
        p.word[0] = p.native[0] = str_c(short_names[dice(COUNT_OF(short_names))]);
        p.words = 1;
    } else if (kind < 5) {
        p.schema = kind == 1 ? "Vessel" : "Organization";
        add_part(&p, c->family, c->families);
        for (uint32_t i = 1 + dice(kind == 4 ? 8 : 3); i; i--) p.word[p.words] = p.native[p.words] = str_c(firm_words[dice(COUNT_OF(firm_words))]), p.words++;
    } else {
        for (uint32_t i = 1 + dice(2 + (kind == 5) * 5); i; i--) add_part(&p, c->given, c->givens);
        add_part(&p, c->family, c->families);
        if (kind == 6) p.schema = "";
    }
    if (dice(6) == 0) p.number = arena_printf(&watched.memory, "%c%07u", 'A' + (char)dice(4), dice(10000000));
    if (dice(12) == 0) p.wallet = arena_printf(&watched.memory, "0x%08x%08x%08x%08x%08x", dice(UINT32_MAX), dice(UINT32_MAX), dice(UINT32_MAX), dice(UINT32_MAX), dice(UINT32_MAX));
    return p;
}

static void add_misspelt(struct buf *out, str word)
{
    size_t at = 1 + dice(8);
    bool is_plain = at + 1 < word.len;
    for (size_t i = 0; i < word.len; i++) is_plain = is_plain && !((unsigned char)word.data[i] & 0x80);
    buf_add(out, str_sub(word, 0, is_plain ? at : word.len));
    if (is_plain && dice(2)) buf_add_byte(out, (char)('a' + dice(26)));
    if (is_plain) buf_add(out, str_from(word, at + 1));
}

static str text_of(const struct person *p, bool is_other)
{
    struct buf out = BUF_INIT(1 << 16);
    bool is_native = dice(4) == 0;
    size_t from = dice(5) ? 0 : dice((uint32_t)p->words), left_out = is_other && p->words > 1 && dice(3) == 0 ? dice((uint32_t)p->words) : SIZE_MAX;
    for (size_t i = 0; i < p->words; i++) {
        size_t at = (from + i) % p->words;
        str word = is_native ? p->native[at] : p->word[at];
        uint32_t how = is_other ? dice(14) : 99;
        if (at == left_out) continue;
        if (out.len && dice(12)) buf_add_byte(&out, dice(12) ? ' ' : '-');
        if (how == 0 && word.len && !((unsigned char)word.data[0] & 0x80)) {
            buf_add_byte(&out, word.data[0]);
            if (dice(2)) buf_add_byte(&out, '.');
        } else if (how < 3) {
            add_misspelt(&out, word);
        } else {
            buf_add(&out, word);
        }
        if (how == 4) buf_add(&out, STR(" bin"));
    }
    if (is_other && dice(200) == 0)
        for (int i = 0; i < 90; i++) buf_add(&out, STR(" long name")); /* more than a name may have */
    str text = arena_str(&watched.memory, buf_str(&out));
    buf_release(&out);
    return text;
}

static void add_string(struct buf *out, const char *key, str text)
{
    struct json_writer w;
    buf_printf(out, ",\"%s\":", key);
    json_w_init(&w, out);
    json_w_str(&w, text);
}

static void add_strings(struct buf *out, const char *key, str text)
{
    struct json_writer w;
    buf_printf(out, ",\"%s\":[", key);
    json_w_init(&w, out);
    json_w_str(&w, text);
    buf_add_byte(out, ']');
}

static void write_file(struct buf *out)
{
    assert_false(out->failed);
    watched_write(buf_str(out));
    buf_release(out);
}

/* --- lists ----------------------------------------------------------------------------------------------------------- */

static struct party {
    struct person who;
    str  name, alias, weak;
    bool is_listed;
} party[PARTIES];

static void name_party(struct party *p)
{
    p->name = text_of(&p->who, false);
    p->alias = dice(3) ? STR_EMPTY : text_of(&p->who, true);
    p->weak = dice(5) ? STR_EMPTY : text_of(&p->who, true);
}

static void import_parties(int number)
{
    struct buf out = BUF_INIT(64 << 20);
    char edition[32];
    const char *path = watched.file;
    for (int i = 0; i < PARTIES; i++) {
        const struct party *p = &party[i];
        if (!p->is_listed) continue;
        const char *schema = p->who.schema;
        buf_printf(&out, "{\"id\":\"P%d\",\"schema\":\"%s\",\"target\":true,\"properties\":{\"notes\":[\"made up\"]", i, *schema ? schema : "LegalEntity");
        add_strings(&out, "name", p->name);
        if (p->alias.len) add_strings(&out, "alias", p->alias);
        if (p->weak.len) add_strings(&out, "weakAlias", p->weak);
        if (p->who.number.len) add_strings(&out, "registrationNumber", p->who.number);
        if (strcmp(schema, "Person") == 0) buf_printf(&out, ",\"birthDate\":[\"%u\"]", p->who.birth);
        buf_add(&out, STR("}}\n"));
        if (p->who.number.len)
            buf_printf(&out, "{\"id\":\"N%d\",\"schema\":\"Passport\",\"properties\":{\"holder\":[\"P%d\"],\"number\":[\"%s\"]}}\n", i, i, p->who.number.data);
        if (p->who.wallet.len)
            buf_printf(&out, "{\"id\":\"W%d\",\"schema\":\"CryptoWallet\",\"properties\":{\"holder\":[\"P%d\"],\"publicKey\":[\"%s\"]}}\n", i, i, p->who.wallet.data);
    }
    write_file(&out);
    snprintf(edition, sizeof edition, "2026-0%d-01", 1 + number);
    watched_import("own", &path, 1, edition);
}

static void shuffle_parties(void)
{
    for (uint32_t i = 3 + dice(15); i; i--) {
        struct party *p = &party[dice(PARTIES)];
        if (p->is_listed && dice(3) == 0) name_party(p); /* changed */
        else p->is_listed = !p->is_listed;
    }
}

/* --- subjects ----------------------------------------------------------------------------------------------------------- */

static void write_subjects(uint32_t from, uint32_t count)
{
    struct buf out = BUF_INIT(64 << 20);
    for (uint32_t i = from; i < from + count; i++) {
        const struct party *like = &party[dice(PARTIES)];
        struct person own = new_person();
        const struct person *p = dice(3) ? &like->who : &own;
        buf_printf(&out, "{\"id\":\"S-%u\"", i);
        add_string(&out, "name", text_of(p, true));
        const char *schema = dice(6) ? p->schema : "";
        if (*schema) buf_printf(&out, ",\"schema\":\"%s\"", schema);
        if (dice(2)) buf_printf(&out, ",\"birth_date\":\"%u-0%u-1%u\"", p->birth + (dice(3) == 0) * dice(100), 1 + dice(9), dice(10));
        if (p->number.len && dice(2)) add_string(&out, "passport", p->number);
        if (p->wallet.len && dice(2)) add_string(&out, "wallet", p->wallet);
        if (dice(6) == 0) add_strings(&out, "alias", text_of(&party[dice(PARTIES)].who, true));
        buf_add(&out, STR("}\n"));
    }
    write_file(&out);
}

static void add_subjects(struct cordon_subjects *s, uint32_t from, uint32_t count, int64_t as_of_s)
{
    struct cordon_error err = ERROR_INIT;
    struct cordon_subjects_added added;
    struct cordon_subjects_add how = watched_how(as_of_s);
    write_subjects(from, count);
    if (cordon_subjects_add(s, &how, &added, &err)) fail_msg("%s:%llu %s", err.file, (unsigned long long)err.line, err.message);
}

static struct cordon_rescreened rescreen(struct cordon_subjects *s, int64_t as_of_s, bool is_all)
{
    struct cordon_error err = ERROR_INIT;
    struct cordon_rescreened sum;
    if (watched_try_rescreen(s, as_of_s, (struct cordon_rescreen){ .is_all = is_all }, &sum, &err)) fail_msg("%s %s", err.file, err.message);
    return sum;
}

/* How many subjects got something else. */
static int differences(struct cordon_subjects *s, str kept, str anew)
{
    int count = 0;
    str a, b, r, rest = watched_all(s, true);
    while (str_next(&kept, '\n', &a) && str_next(&anew, '\n', &b) && str_next(&rest, '\n', &r))
        if (!str_eq(a, b) && count++ < 6) print_message("kept %.*s\nanew %.*s\n     %.*s\n", STR_ARG(a), STR_ARG(b), STR_ARG(r));
    return count + (kept.len != anew.len && !count);
}

static void every_round_equals_screening_all_anew(void **state)
{
    int wrong = 0;
    (void)state;
    for (int i = 0; i < PARTIES; i++) {
        party[i].who = new_person();
        name_party(&party[i]);
        party[i].is_listed = i < LISTED;
    }
    import_parties(0);
    struct cordon_subjects *s = watched_open(0, true);
    add_subjects(s, 0, SUBJECTS, (int64_t)FIRST * DAY);
    rescreen(s, (int64_t)FIRST * DAY, false);
    for (int round = 1; round <= ROUNDS; round++) {
        int64_t as_of_s = ((int64_t)FIRST + round * (int64_t)dice(2000)) * DAY;
        shuffle_parties();
        import_parties(round);
        if (dice(2)) add_subjects(s, dice(SUBJECTS), 30, as_of_s); /* some are others now, some are new */
        struct cordon_rescreened few = rescreen(s, as_of_s, false);
        str kept = watched_all(s, false);
        struct cordon_rescreened all = rescreen(s, as_of_s, true);
        print_message("%llu added %llu changed %llu removed; %llu looked at, %llu screened of %llu\n", (unsigned long long)few.added,
                      (unsigned long long)few.changed, (unsigned long long)few.removed, (unsigned long long)few.sieved,
                      (unsigned long long)few.screened, (unsigned long long)all.subjects);
        assert_false(few.was_all);
        assert_true(few.screened < all.subjects);
        assert_int_equal(all.screened, all.subjects);
        wrong += differences(s, kept, watched_all(s, false));
    }
    cordon_subjects_close(s);
    assert_int_equal(wrong, 0);
}

static int set_up(void **state)
{
    const char *other = getenv("CORDON_RESCREEN_SEED"); /* other subjects, other lists */
    if (other) seed += strtoull(other, NULL, 10) * 1000003;
    if (watched_set_up(state)) return -1;
    read_names();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_round_equals_screening_all_anew),
    };
    return cmocka_run_group_tests(tests, set_up, watched_tear_down);
}
