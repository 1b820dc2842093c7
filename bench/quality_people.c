/*
 * Ordinary people against real lists: how many honest ones does a name alone alert?
 *
 * people.tsv names them by group of cultures, with a birth date that is nobody's on the lists. Each is
 * screened as a record, by the shipped policy; who has the very name of a listed party (all words equal after
 * folding, or read alike) is a namesake and counted apart: no matcher of names can tell him from it.
 */
#include "quality.h"

#include "base/buf.h"
#include "base/json.h"
#include "engine/score.h"
#include "engine/set.h"
#include "jaro.h"

#include <cordon/screen.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { AS_OF_S = 1772236800 }; /* 2026-02-28, a day after the UN edition's */
enum { GROUPS_MAX = 48, WORDS_KEPT = 4096, WORDS_SHOWN = 8, READ_ALIKE_BP = 9900 };

struct word_count {
    str    word;
    size_t alerts;
};

struct group {
    str    name;
    size_t people, namesakes, alerts;
};

struct population {
    struct group      group[GROUPS_MAX];
    size_t            groups, people, namesakes, alerts;
    struct word_count word[WORDS_KEPT];
    size_t            words;
};

/* --- lists ---------------------------------------------------------------------------------------- */

static bool import(const char *work, const char *source, const char *edition, const char *const *files, size_t count)
{
    struct cordon_error err = ERROR_INIT;
    struct cordon_counts counts;
    struct cordon_import import = { .data_dir = work, .source = str_c(source), .files = files, .file_count = count,
                                    .edition = str_c(edition) };
    if (!cordon_import(&import, &counts, &err)) return true;
    fprintf(stderr, "bench_quality: %s is left out: %s\n", source, err.message);
    return false;
}

static bool import_lists(const char *sets, const char *shared, const char *work, bool *ret_has_own)
{
    static const char *const ofac[] = { "sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv" };
    char path[6][4096];
    const char *file[6];
    for (size_t i = 0; i < 4; i++) snprintf(path[i], sizeof *path, "%s/data/us-ofac-sdn-2023-12-28/%s", shared, ofac[i]);
    snprintf(path[4], sizeof *path, "%s/data/un-sc-2026-02-27/consolidated.xml", shared);
    snprintf(path[5], sizeof *path, "%s/all.csv", sets);
    for (size_t i = 0; i < 6; i++) file[i] = path[i];
    *ret_has_own = import(work, "own", "2026-02-27", file + 5, 1);
    return import(work, "us_ofac_sdn", "2026-02-27", file, 4) && import(work, "un_sc", "", file + 4, 1);
}

static struct cordon_screener *screener(const struct bench *b, const struct cordon_set *set, const char *only)
{
    struct cordon_error err = ERROR_INIT;
    struct cordon_screener *s = NULL;
    struct cordon_screen_options o = { .policy = b->policy, .min_bp = -1, .as_of_s = AS_OF_S, .only = str_c(only),
                                       .law = CORDON_LAW_NONE };
    if (cordon_screener_new(set, &o, &s, &err)) bench_die("screener", &err);
    return s;
}

/* --- namesakes ------------------------------------------------------------------------------------ */

/* Consonants of a word, those that spellings confuse taken as one: Mohamed and Muhammad. For Latin letters;
   other words stay as they are. */
static uint64_t sound_of(str w)
{
    static const char *const one[] = { "kh", "h", "gh", "g", "dh", "d", "th", "t", "sh", "s", "ch", "k", "zh", "j",
                                       "dj", "j", "ph", "f", "ck", "k", "q", "k", "c", "k", "w", "v", "z", "s" };
    char out[256];
    size_t len = 0;
    for (size_t i = 0; i < w.len && len < sizeof out - 1;) {
        size_t used = 1;
        char c = w.data[i];
        for (size_t k = 0; k < COUNT_OF(one); k += 2)
            if (str_starts(str_from(w, i), str_c(one[k]))) {
                used = strlen(one[k]);
                c = one[k + 1][0];
                break;
            }
        bool is_soft = i && c && strchr("aeiouyhj", c);
        if (!is_soft && (!len || out[len - 1] != c)) out[len++] = c;
        i += used;
    }
    return str_hash(str_of(out, len));
}

/* The same for every order of words that read alike. */
static uint64_t sounds_of(str name, struct arena *arena)
{
    uint64_t sum = 0;
    for (str rest = jaro_prepare(name, arena), w; str_next(&rest, ' ', &w);)
        if (w.len) sum += sound_of(w) * 0x9E3779B97F4A7C15u;
    return sum;
}

static bool is_in(str list, str source)
{
    for (str rest = list, one; str_next(&rest, ',', &one);)
        if (str_eq(one, source)) return true;
    return false;
}

/* Do both read as the same syllables? */
static bool reads_equal(struct bench *b, str x, str y)
{
    struct name_pair pair;
    if (name_compare(b->names, x, y, NAME_PERSON, &pair, NULL)) return false;
    const struct name_part *p = pair.parts;
    return pair.part_count && p->how == PART_READ && str_eq(p->reading[0], p->reading[1]);
}

/* Of the possible names of these lists: does one read as this name? */
static bool is_namesake(struct bench *b, const struct cordon_set *set, str only, str name)
{
    const struct name_query *q;
    bool is_one = false;
    name_query_reset(b->names);
    arena_reset(&b->arena);
    uint64_t mine = sounds_of(name, &b->arena);
    if (name_query_parse(b->names, name, NAME_PERSON, &q, NULL)) return false;
    for (size_t i = 0; i < set->source_count && !is_one; i++) {
        const struct set_source *s = &set->source[i];
        const struct name_hit *hit;
        size_t count;
        if (s->is_starter || !is_in(only, s->about.source)) continue;
        if (name_search(b->names, &s->names, q, (uint16_t)b->policy->gate_bp, &hit, &count, NULL)) continue;
        for (size_t k = 0; k < count && !is_one; k++) {
            struct entity_statement st;
            uint16_t score = score_bp_of(b->policy->prior_cb + score_name_cb(hit[k].info_cb));
            if (!policy_name_is_possible(b->policy, hit[k].name_bp, hit[k].is_exact, hit[k].flags & NAME_WEAK, score)) continue;
            is_one = hit[k].is_exact || hit[k].name_bp >= READ_ALIKE_BP;
            if (!is_one && entity_statement_get(&s->entities, hit[k].statement, &st))
                is_one = sounds_of(st.value, &b->arena) == mine || reads_equal(b, name, st.value);
            if (!is_one && getenv("ALERTS")) {
                printf("# alert %.*s: %.*s / %.*s %u %d %u\n", STR_ARG(only), STR_ARG(name), STR_ARG(st.value), hit[k].name_bp,
                       hit[k].info_cb, score);
            }
        }
    }
    return is_one;
}

/* --- one population ------------------------------------------------------------------------------- */

static struct group *group_of(struct population *p, str name)
{
    for (size_t i = 0; i < p->groups; i++)
        if (str_eq(p->group[i].name, name)) return &p->group[i];
    if (p->groups == GROUPS_MAX) bench_die("too many groups", NULL);
    p->group[p->groups] = (struct group){ .name = name };
    return &p->group[p->groups++];
}

static void count_words(struct population *p, str name, struct arena *kept)
{
    for (str rest = jaro_prepare(name, kept), w; str_next(&rest, ' ', &w);) {
        size_t i = 0;
        while (i < p->words && !str_eq(p->word[i].word, w)) i++;
        if (i == WORDS_KEPT) continue;
        if (i == p->words) p->word[p->words++] = (struct word_count){ w, 0 };
        p->word[i].alerts++;
    }
}

static enum cordon_verdict screen(struct cordon_screener *scr, struct buf *json, str name, str birth, str proof)
{
    struct cordon_error err = ERROR_INIT;
    struct cordon_answer a;
    struct json_writer w;
    buf_reset(json);
    json_w_init(&w, json);
    json_w_object(&w);
    json_w_key_str(&w, STR("id"), STR("1"));
    json_w_key_str(&w, STR("schema"), STR("Person"));
    json_w_key_str(&w, STR("name"), name);
    if (birth.len) json_w_key_str(&w, STR("birth_date"), birth);
    if (birth.len) json_w_key_str(&w, STR("birth_date.proof"), proof);
    json_w_object_end(&w);
    if (cordon_screen_json(scr, buf_str(json), 1, &a, &err)) bench_die("screen", &err);
    if (a.status) bench_die("a record of people.tsv cannot be read", NULL);
    return a.verdict;
}

static int by_alerts(const void *a, const void *b)
{
    const struct word_count *x = a, *y = b;
    if (x->alerts != y->alerts) return x->alerts < y->alerts ? 1 : -1;
    return str_cmp(x->word, y->word);
}

static void say_groups(const struct bench *b, const char *set, struct population *p)
{
    double rest = (double)(p->people - p->namesakes), mean = (double)p->alerts / rest;
    for (size_t i = 0; i < p->groups; i++) {
        const struct group *g = &p->group[i];
        double n = (double)(g->people - g->namesakes);
        if (!g->alerts && !g->namesakes) continue; /* nobody at all */
        bench_row(b, set, g->name, "false alerts of 1,000", 2, 1000 * (double)g->alerts / n);
        bench_row(b, set, g->name, "times the mean", 2, mean > 0 ? (double)g->alerts / n / mean : 0);
        bench_row(b, set, g->name, "namesakes of 1,000", 2, 1000 * (double)g->namesakes / (double)g->people);
    }
    if (p->words) qsort(p->word, p->words, sizeof *p->word, by_alerts);
    for (size_t i = 0; i < p->words && i < WORDS_SHOWN; i++)
        bench_row(b, set, p->word[i].word, "alerts with this word", 0, (double)p->word[i].alerts);
}

static void against(struct bench *b, const struct cordon_set *set, const char *what, const char *only, str people)
{
    static struct population p;
    struct arena kept;
    struct buf json = BUF_INIT(8192);
    struct cordon_screener *scr = screener(b, set, only);
    size_t by_proof[3] = { 0 };
    static const char *const proof[3] = { "self", "document", "verified" };
    p = (struct population){ .groups = 0 };
    arena_init(&kept, 4 << 20);
    for (str rest = people, line; str_next(&rest, '\n', &line) && line.len;) {
        str group, how, birth, name;
        if (!str_next(&line, '\t', &group) || !str_next(&line, '\t', &how) || !str_next(&line, '\t', &birth) ||
            !str_next(&line, '\t', &name))
            continue;
        struct group *g = group_of(&p, group);
        g->people++;
        p.people++;
        if (screen(scr, &json, name, STR_EMPTY, STR_EMPTY) < CORDON_REVIEW) continue;
        if (is_namesake(b, set, str_c(only), name)) {
            g->namesakes++;
            p.namesakes++;
            continue;
        }
        g->alerts++;
        p.alerts++;
        count_words(&p, name, &kept);
        for (size_t i = 0; i < 3; i++) by_proof[i] += screen(scr, &json, name, birth, str_c(proof[i])) >= CORDON_REVIEW;
    }
    double others = (double)(p.people - p.namesakes);
    bench_row(b, what, STR("all"), "people", 0, (double)p.people);
    bench_row(b, what, STR("all"), "namesakes of 1,000", 2, 1000 * (double)p.namesakes / (double)p.people);
    bench_row(b, what, STR("all"), "false alerts of 1,000", 2, 1000 * (double)p.alerts / others);
    for (size_t i = 0; i < 3; i++) {
        char kind[64];
        snprintf(kind, sizeof kind, "birth date, proof %s", proof[i]);
        bench_row(b, what, str_c(kind), "false alerts of 1,000", 2, 1000 * (double)by_proof[i] / others);
    }
    say_groups(b, what, &p);
    arena_release(&kept);
    buf_release(&json);
    cordon_screener_free(scr);
}

void bench_people(struct bench *b, const char *sets, const char *shared, const char *work)
{
    struct cordon_error err = ERROR_INIT;
    struct cordon_set *set = NULL;
    struct os_file people, general;
    bool has_own = false;
    if (!bench_load(sets, "people.tsv", &people) || !import_lists(sets, shared, work, &has_own)) return;
    if (cordon_set_open(work, &set, &err)) bench_die("data set", &err);
    against(b, set, "people, UN", "un_sc", people.bytes);
    against(b, set, "people, OFAC and UN", "us_ofac_sdn,un_sc", people.bytes);
    if (has_own) against(b, set, "people, seven lists", "us_ofac_sdn,un_sc,own", people.bytes);
    if (bench_load(sets, "general.tsv", &general)) {
        bench_calibration(b, set, people.bytes, general.bytes);
        os_file_unmap(&general);
    }
    cordon_set_close(set);
    os_file_unmap(&people);
}
