/* name/arabic and name/compound: scripts without vowels, and names written together or apart. */
#include "tests/name_help.h"

#include "name/arabic.h"
#include "name/compound.h"
#include "name/form.h"

enum { GATE_BP = 7500, LEAST_BP = 6500 };

static uint16_t compare(const char *a, const char *b)
{
    return pair_of(a, b, NAME_PERSON).name_bp;
}

static uint16_t sounds(const char *a, const char *b)
{
    struct sound x[SOUNDS_MAX], y[SOUNDS_MAX];
    size_t nx = sounds_of(str_c(a), sound_script(str_c(a)), x), ny = sounds_of(str_c(b), sound_script(str_c(b)), y);
    uint16_t best = 0;
    for (size_t i = 0; i < nx; i++)
        for (size_t k = 0; k < ny; k++) {
            uint16_t bp = sound_alike(&x[i], &y[k]);
            assert_int_equal(bp, sound_alike(&y[k], &x[i]));
            if (bp > best) best = bp;
        }
    return best;
}

static void hears_a_word_in_its_spellings(void **state)
{
    static const struct { const char *word, *spelling; } rows[] = {
        { "محمد", "muhammad" },   { "محمد", "mohamed" },    { "عبيد", "ubaid" },      { "عبيد", "obeid" },
        { "حسین", "hossein" },    { "حسين", "hussain" },    { "يوسف", "yousef" },     { "وليد", "walid" },
        { "وليد", "oualid" },     { "جواد", "javad" },      { "رضا", "reza" },        { "اسحاق", "ishaq" },
        { "فتحي", "fathi" },      { "السعدي", "essaadi" },  { "الرحمن", "rahman" },   { "الرحمن", "alrahman" },
        { "الله", "allah" },      { "شهاب", "chehab" },     { "لاريجاني", "larijani" }, { "گل", "gul" },
        { "پوتین", "putin" },     { "بوتين", "putin" },     { "כהן", "cohen" },       { "יעקב", "yaakov" },
        { "חיים", "chaim" },      { "حسين", "حسین" },       { "הררי", "harari" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (sounds(rows[i].word, rows[i].spelling) < LEAST_BP)
            fail_msg("%s / %s: %u", rows[i].word, rows[i].spelling, sounds(rows[i].word, rows[i].spelling));
}

static void hears_another_word_as_another(void **state)
{
    static const struct { const char *word, *other; } rows[] = {
        { "حسن", "hussein" },  { "حسين", "hassan" },   { "علي", "omar" },     { "عزيز", "azizi" },
        { "حميد", "hamida" },  { "كريم", "kamal" },    { "خالد", "khalil" },  { "نور", "nasir" },
        { "محمد", "mansur" },  { "כהן", "kaplan" },    { "سعيد", "samir" },   { "", "ali" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (sounds(rows[i].word, rows[i].other) >= GATE_BP)
            fail_msg("%s / %s: %u", rows[i].word, rows[i].other, sounds(rows[i].word, rows[i].other));
}

static void takes_compounds_apart(void **state)
{
    static const struct { const char *word, *parts; } rows[] = {
        { "abdulrahman", "abd rahman" },   { "abdurrahman", "abd rahman" },   { "abdelkader", "abd kader" },
        { "abdirahman", "abd rahman" },    { "abdullah", "abd allah" },       { "abdallah", "abd allah" },
        { "abdulla", "abd allah" },        { "abdul", "abd" },                { "abdel", "abd" },
        { "nasrullah", "nasr allah" },     { "habibollah", "habib allah" },   { "nureddin", "nur din" },
        { "saifuddin", "saif din" },       { "noureddine", "nour din" },      { "abolghasem", "abu ghasem" },
        { "abubakr", "abu bakr" },         { "ullah", "allah" },              { "uddin", "din" },
        { "عبدالرحمن", "عبد الرحمن" },     { "عبدالله", "عبد الله" },         { "نصرالله", "نصر الله" },
        { "سيفالدين", "سيف الدين" },       { "ابوالقاسم", "ابو القاسم" },     { "абдурахман", "abd рахман" },
        { "jallalouddin", "jallal din" },  { "nourredine", "nourr din" },     { "nureldine", "nur din" },
        { "fazlolah", "fazl allah" },      { "abdalah", "abd allah" },        { "almuslih", "al muslih" },
        { "لله", "الله" },
        /* a letter lost */
        { "saifllah", "saif allah" },      { "abdllah", "abd allah" },        { "najmddin", "najm din" },
        { "abubkar", "abu bkar" },         { "abdelah", "abd allah" },        { "abdilah", "abd allah" },
        { "gholareza", "ghola reza" },     { "mohamadreza", "mohamad reza" }, { "muhamadali", "" },
        { "ghlamhossein", "ghlam hossein" },
        /* one word */
        { "alberto", "" },   { "almeida", "" },   { "alvarez", "" },   { "elvira", "" },    { "alhambra", "" },
        { "ali", "" },       { "abdi", "" },      { "mullah", "" },    { "claudine", "" },  { "geraldine", "" },
        { "martin", "" },    { "stella", "" },    { "isabella", "" },  { "aladdin", "" },   { "abdullaev", "" },
        { "abdoulaye", "" }, { "бородин", "" },   { "عبدي", "" },      { "الله", "" },      { "abdo", "" },
        { "lareza", "" },    { "gholreza", "" },  { "aliza", "" },     { "esperanza", "" },
        { "a", "" },         { "", "" },          { "李俊日", "" },    { "abu", "" },       { "عبد", "" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        str part[COMPOUND_PARTS_MAX], want = str_c(rows[i].parts), next;
        size_t count = compound_split(str_c(rows[i].word), part), k = 0;
        for (; want.len && str_next(&want, ' ', &next); k++)
            if (k >= count || !str_eq(part[k], next)) fail_msg("%s: part %zu", rows[i].word, k);
        if (k != count) fail_msg("%s: %zu parts", rows[i].word, count);
    }
}

/* Names of nobody in particular. */
static void finds_one_name_in_many_writings(void **state)
{
    static const struct { const char *a, *b; } rows[] = {
        { "عبد الرحمن خالد العبيدي", "Abdul Rahman Khalid al-Obeidi" },
        { "عبدالرحمن خالد العبيدي", "Abd al-Rahman Khaled AL-UBAIDI" },
        { "عبدالرحمن خالد العبيدي", "Abdurrahman Khalid Obeidi" },
        { "Abdulrahman Khalid Obeidi", "OBEIDI, Abd ar-Rahman Khalid" },
        { "محمد بن يوسف القحطاني", "Mohamed ben Youssef Qahtani" },
        { "محمود عبد الله ناصر", "Mahmoud Abdallah Nasser" },
        { "علیرضا کاظمی", "Ali Reza Kazemi" },
        { "Ali Reza Kazemi", "علی رضا کاظمی" },
        { "حسن حسن زاده", "Hasan Hassanzadeh" },
        { "Nurullah Zadran", "نور الله ځدراڼ" },
        { "سيد أحمد شهيد خيل", "Sayed Ahmad Shahidkhel" },
        { "יעקב בן דוד", "Yaakov ben David" },
        { "Noureddine Belkacem Haddad", "Nur al-Din Belkacem Haddad" },
        { "أبو بكر المصري", "Aboubakr al-Masri" },
        { "Али Хассан Мансур", "علي حسن منصور" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (compare(rows[i].a, rows[i].b) < GATE_BP)
            fail_msg("%s / %s: %u", rows[i].a, rows[i].b, compare(rows[i].a, rows[i].b));
}

static void spellings_differ_in_the_vowels_that_clerks_hear(void **state)
{
    static const struct { const char *a, *b; bool is_one; } rows[] = {
        { "Naim Sabri", "Naeem Sabri", true },
        { "Issam Sabri", "Essam Sabri", true },
        { "Taghi Qalibaf", "Taqi Qalibaf", true },
        { "Rafiq Shahadah", "Rafiq Chahade", true },
        { "Mufleh AL MUSLEH", "Mufleh Almuslih", true },
        { "Nourredine Sabri", "Nur al-Din Sabri", true },
        { "Umar Uthman Sabri", "Omar Othman Sabri", true },
        { "Salim Sabri", "Salama Qasim", false },
        { "Abdullah Qasim", "Abdullah Sabri", false },
        { "Abdul Rahman Qasim", "Abdul Rahim Sabri", false },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct name_pair p = pair_of(rows[i].a, rows[i].b, NAME_PERSON);
        if ((p.name_bp >= 7500) != rows[i].is_one) fail_msg("%s / %s: %u", rows[i].a, rows[i].b, p.name_bp);
    }
}

static void a_title_beside_a_lone_name_is_part_of_it(void **state)
{
    (void)state;
    assert_false(pair_of("HIZBALLAH", "Qari Hizbullah", NAME_PERSON).is_exact);
    assert_true(pair_of("Qari Hizbullah", "QARI HIZBULLAH", NAME_PERSON).is_exact);
    assert_true(pair_of("Dr. Salim Sabri", "Salim Sabri", NAME_PERSON).is_exact);
}

static void tells_people_of_common_words_apart(void **state)
{
    static const struct { const char *a, *b; } rows[] = {
        { "عبد الرحمن خالد العبيدي", "Abdul Aziz Khalid al-Dulaimi" },
        { "محمد علي حسن", "Muhammad Ali Hussein" },
        { "محمود عبد الله ناصر", "Mahmoud Abd al-Karim Saleh" },
        { "Nurullah Zadran", "Nasrullah Zadran" },
        { "علي برزان إبراهيم حسن الشمري", "Nour Barzan Ibrahim Hasan al-Shammari" }, /* a brother */
        { "رنا برزان حسن الشمري", "Barzan Hasan al-Shammari" },                      /* a daughter */
        { "חיים כהן", "Chaim Levi" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (compare(rows[i].a, rows[i].b) >= GATE_BP)
            fail_msg("%s / %s: %u", rows[i].a, rows[i].b, compare(rows[i].a, rows[i].b));
}

/* --- the index ---------------------------------------------------------------------------------- */

static uint32_t below(uint32_t *random, uint32_t end)
{
    *random = *random * 1664525u + 1013904223u;
    return (*random >> 8) % end;
}

/* Two to four words of one script. */
static void make_name(uint32_t *random, char *ret, size_t cap)
{
    static const char *const words[2][20] = {
        { "محمد", "علي", "حسن", "حسين", "عبدالرحمن", "عبد", "الله", "رضا", "العبيدي", "ناصر", "نصرالله", "زاده", "خان",
          "يوسف", "سعيد", "فتحي", "اسحاق", "بن", "ابو", "شهيد" },
        { "Mohamed", "Ali", "Hasan", "Hussein", "Abdul", "Rahman", "Abdullah", "Reza", "Obeidi", "Nasser", "Nasrullah",
          "Hassanzadeh", "Khan", "Youssef", "Said", "Fathi", "Ishaq", "bin", "Aliriza", "Shahidkhan" },
    };
    uint32_t script = below(random, 2), count = 2 + below(random, 3);
    size_t len = 0;
    for (uint32_t i = 0; i < count; i++)
        len += (size_t)snprintf(ret + len, cap - len, "%s%s", i ? " " : "", words[script][below(random, 20)]);
}

static void the_index_finds_what_a_full_scan_finds(void **state)
{
    (void)state;
    scan_index(&(struct scan){ .make = make_name, .seed = 11, .asks = NAME_PERSON, .fifth = NAME_PERSON, .least_bp = 6500 });
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hears_a_word_in_its_spellings),
        cmocka_unit_test(hears_another_word_as_another),
        cmocka_unit_test(takes_compounds_apart),
        cmocka_unit_test(finds_one_name_in_many_writings),
        cmocka_unit_test(spellings_differ_in_the_vowels_that_clerks_hear),
        cmocka_unit_test(a_title_beside_a_lone_name_is_part_of_it),
        cmocka_unit_test(tells_people_of_common_words_apart),
        cmocka_unit_test(the_index_finds_what_a_full_scan_finds),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
