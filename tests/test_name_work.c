/* name/search: what a name costs to look for, by culture. The bound on a record's work is the same for all, and no
 * culture's names may come near it. */
#include "tests/test.h"

#include "engine/screener.h"
#include "name/name.h"
#include "name/scratch.h"

enum { WORDS = 16, LINE = 8192, NAME = 1024, SHARE_OF_LIMIT = 100, TEN = 10 };

/* A culture of data/same/names.tsv: words in Latin letters and in the culture's own. */
struct culture {
    char  id[32];
    char  text[LINE];
    str   part[2][2][WORDS]; /* given or family, Latin or own */
    size_t count[2];
};

struct world {
    struct culture      *culture;
    size_t               count;
    struct part_writer   writer;
    struct buf           bytes;
    struct part          part;
    struct name_index    index;
    struct name_scratch *scratch;
};

static void read_words(struct culture *c, int which, str cell)
{
    for (str word; str_next(&cell, '|', &word) && c->count[which] < WORDS;) {
        size_t slash = str_index(word, '/'), n = c->count[which]++;
        c->part[which][0][n] = str_sub(word, 0, slash);
        c->part[which][1][n] = slash < word.len ? str_from(word, slash + 1) : c->part[which][0][n];
    }
}

static void read_cultures(struct world *w)
{
    char line[LINE];
    FILE *f = fopen(source_path("data/same/names.tsv"), "rb");
    assert_non_null(f);
    w->culture = calloc(256, sizeof *w->culture);
    while (fgets(line, sizeof line, f)) {
        struct culture *c = &w->culture[w->count];
        str cell, rest;
        if (line[0] == '#' || !strncmp(line, "culture", 7)) continue;
        assert_true(w->count < 256);
        snprintf(c->text, sizeof c->text, "%s", line);
        rest = str_trim(str_c(c->text));
        assert_true(str_next(&rest, '\t', &cell));
        snprintf(c->id, sizeof c->id, "%.*s", STR_ARG(cell));
        for (int which = 0; which < 2 && str_next(&rest, '\t', &cell); which++) read_words(c, which, cell);
        w->count += c->count[0] && c->count[1];
    }
    fclose(f);
}

static void index_all(struct world *w)
{
    struct name_build *b = name_build_new();
    uint32_t row = 0;
    for (size_t i = 0; i < w->count; i++)
        for (size_t g = 0; g < w->culture[i].count[0]; g++)
            for (size_t f = 0; f < w->culture[i].count[1]; f++)
                for (int own = 0; own < 2; own++) {
                    char name[NAME];
                    const struct culture *c = &w->culture[i];
                    snprintf(name, sizeof name, "%.*s %.*s", STR_ARG(c->part[0][own][g]), STR_ARG(c->part[1][own][f]));
                    assert_true(name_build_add(b, row++, 0, str_c(name), NAME_PERSON, NAME_PRIMARY));
                }
    part_writer_init(&w->writer);
    buf_init(&w->bytes, 1u << 30);
    assert_int_equal(name_build_write(b, &w->writer, NULL), CORDON_OK);
    assert_int_equal(part_writer_finish(&w->writer, &w->bytes, NULL), CORDON_OK);
    assert_int_equal(part_open(buf_str(&w->bytes), &w->part, NULL), CORDON_OK);
    assert_int_equal(name_index_open(&w->part, &w->index, NULL), CORDON_OK);
    name_build_free(b);
    part_writer_release(&w->writer);
}

static int start(void **state)
{
    struct world *w = calloc(1, sizeof *w);
    read_cultures(w);
    index_all(w);
    w->scratch = name_scratch_new();
    *state = w;
    return 0;
}

static int stop(void **state)
{
    struct world *w = *state;
    name_scratch_free(w->scratch);
    buf_release(&w->bytes);
    free(w->culture);
    free(w);
    return 0;
}

static uint64_t work_of(struct world *w, const char *name)
{
    const struct name_query *q;
    const struct name_hit *hits;
    size_t count;
    name_query_reset(w->scratch);
    assert_int_equal(name_query_parse(w->scratch, str_c(name), NAME_PERSON, &q, NULL), CORDON_OK);
    assert_int_equal(name_search(w->scratch, &w->index, q, 7500, &hits, &count, NULL), CORDON_OK);
    return w->scratch->work;
}

static void no_culture_s_names_come_near_the_bound(void **state)
{
    struct world *w = *state;
    for (size_t i = 0; i < w->count; i++) {
        const struct culture *c = &w->culture[i];
        uint64_t most = 0, sum = 0, asked = 0, longest = 0;
        for (int own = 0; own < 2; own++)
            for (size_t g = 0; g < c->count[0]; g++)
                for (size_t f = 0; f < c->count[1]; f += 3) {
                    char name[NAME];
                    snprintf(name, sizeof name, "%.*s %.*s", STR_ARG(c->part[0][own][g]), STR_ARG(c->part[1][own][f]));
                    uint64_t work = work_of(w, name);
                    sum += work;
                    asked++;
                    if (work > most) most = work;
                }
        for (int own = 0; own < 2; own++) { /* ten words */
            char name[NAME];
            size_t len = 0;
            for (size_t k = 0; k < TEN; k++)
                len += (size_t)snprintf(name + len, sizeof name - len, "%.*s ", STR_ARG(c->part[k > 5][own][k % c->count[k > 5]]));
            uint64_t work = work_of(w, name);
            if (work > longest) longest = work;
        }
        if (most > SCREEN_WORK_MAX / SHARE_OF_LIMIT || longest > SCREEN_WORK_MAX / SHARE_OF_LIMIT)
            fail_msg("%s: %llu, of ten words %llu", c->id, (unsigned long long)most, (unsigned long long)longest);
        if (getenv("WORK"))
            print_message("%-16s mean %6llu most %7llu ten words %7llu\n", c->id, (unsigned long long)(sum / asked),
                          (unsigned long long)most, (unsigned long long)longest);
    }
}

static void the_longest_names_of_any_culture_are_compared(void **state)
{
    static const char *const names[] = {
        "Pedro de Alcântara Francisco António João Carlos Xavier de Paula Miguel Rafael Joaquim José Gonzaga",
        "Abu Abd al-Rahman Muhammad ibn Abd Allah ibn Muhammad ibn Ali al-Husayni al-Baghdadi al-Qurashi",
        "محمد بن عبد الله بن عبد الرحمن بن محمد بن علي الحسيني البغدادي القرشي الهاشمي",
        "Somdet Phra Chao Borommawongthoe Krom Phraya Invented Nopparat Chulabhorn Wachirawut Ratchadaphisek",
        "สมเด็จพระเจ้าบรมวงศ์เธอ กรมพระยา ตัวอย่าง ณ อยุธยา",
        "Sri Venkata Naga Lakshmi Narasimha Subrahmanya Sastry Raghavendra Rao Chaudhary",
        "Kim Ri Pak Choe Jong Kang Jo Yun Jang Rim",
        "김이박최정강조윤장임",
        "김 이 박 최 정 강 조 윤 장 임",
        "Nguyễn Phước Hồng Vĩnh Bảo Quý Định Minh Tôn Thất",
        "A. B. C. D. E. F. G. H. I. J.",
        "Kim Kim Kim Kim Kim Kim Kim Kim Kim Kim",
        "Muhammad Ali Muhammad Ali Muhammad Ali Muhammad Ali Muhammad Ali",
        "van der van den de la de los do da",
        "Maria Maria Maria José José José da da da de",
    };
    struct world *w = *state;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        uint64_t work = work_of(w, names[i]);
        if (work > SCREEN_WORK_MAX / SHARE_OF_LIMIT) fail_msg("%s: %llu", names[i], (unsigned long long)work);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_culture_s_names_come_near_the_bound),
        cmocka_unit_test(the_longest_names_of_any_culture_are_compared),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
