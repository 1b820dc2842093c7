/* Red flags of one subject, and the proof that they do not hang on whose names it has. */
#include "engine/screener.h"

#include "base/mem.h"

static cordon_status open_rules(struct cordon_screener *scr, struct cordon_error *err)
{
    cordon_status st = CORDON_OK;
    if (scr->flags) return CORDON_OK;
    scr->rules = rules_get(scr->options.rules, &st, err);
    if (st) return st;
    scr->flag_scratch = flag_scratch_new(scr->rules);
    if (scr->flag_scratch) scr->flags = mem_alloc(sizeof *scr->flags);
    if (scr->flags) scr->flags->is_explained = scr->options.explain;
    if (scr->flags) return CORDON_OK;
    flag_scratch_free(scr->flag_scratch);
    scr->flag_scratch = NULL;
    return error_nomem(err);
}

static bool says_kind(const struct screen_ask *ask)
{
    for (size_t i = 0; i < ask->count; i++)
        if (ask->records[i]->kind != RECORD_KIND_NONE) return true;
    return false;
}

/* Beside what is given, what the lists say of the wallets. */
static cordon_status give_wallets(struct cordon_screener *scr, struct flag_ask *ask,
                                  struct cordon_error *err)
{
    struct feature_item wallets[WALLET_FEATURES];
    size_t count = wallet_features(scr, wallets);
    struct feature_item *all = arena_alloc(&scr->arena, (ask->given_count + count) * sizeof *all);
    if (!all) return error_nomem(err);
    if (ask->given_count) memcpy(all, ask->given, ask->given_count * sizeof *all);
    memcpy(all + ask->given_count, wallets, count * sizeof *all);
    ask->given = all;
    ask->given_count += count;
    return CORDON_OK;
}

/* "korean, greek own script", "ng": whose names or nationality made a difference. */
static void list_finding(struct buf *b, const struct same_finding *f)
{
    if (b->len) buf_add(b, STR(", "));
    buf_add(b, f->culture.len ? f->culture : f->nation);
    if (f->culture.len && f->nation.len) buf_printf(b, "/%.*s", STR_ARG(f->nation));
    if (f->own_script) buf_add(b, STR(" (own script)"));
}

static void list_flags(struct buf *b, const struct same *s)
{
    for (size_t i = 0; i < s->findings; i++)
        for (size_t k = 0; k < s->finding[i].flags; k++) {
            str flag = s->finding[i].flag[k];
            if (str_find(buf_str(b), flag, 0) != SIZE_MAX) continue;
            if (b->len) buf_add(b, STR(", "));
            buf_add(b, flag);
        }
}

/* Flags that depend on a name or a nationality do not count: it is Cordon that is wrong. */
static void check_sameness(struct cordon_screener *scr)
{
    const struct same *same = &scr->same;
    struct say_reason why = { .id = SAY_NONE };
    if (same->verdict == SAME_HOLDS) {
        check_add(&scr->checks, STR("sameness"), CHECK_DONE, true, &why);
        return;
    }
    if (same->verdict == SAME_DIFFERS) {
        buf_reset(&scr->scratch);
        for (size_t i = 0; i < same->findings; i++) list_finding(&scr->scratch, &same->finding[i]);
        str whose = check_listed(scr);
        buf_reset(&scr->scratch);
        list_flags(&scr->scratch, same);
        why = (struct say_reason){ SAY_SAMENESS_FAILED, 4,
                                   { say_integer(STR("runs"), (int64_t)same->differs),
                                     say_integer(STR("of"), (int64_t)same->runs), say_string(STR("whose"), whose),
                                     say_string(STR("flags"), check_listed(scr)) } };
    } else {
        why = (struct say_reason){ SAY_SAMENESS_UNPROVED, 1, { say_string(STR("what"), same->why) } };
    }
    check_add(&scr->checks, STR("sameness"), CHECK_FAILED, true, &why);
    scr->flags->verdict = CORDON_CLEAR;
}

/* The flags as they are without known-good entries. */
static cordon_status find_plain(struct cordon_screener *scr, const struct flag_ask *plain,
                                const struct flags **ret, struct cordon_error *err)
{
    struct flags *flags = arena_alloc(&scr->arena, sizeof *flags);
    if (!flags) return error_nomem(err);
    *ret = flags;
    return flags_find(scr->flag_scratch, scr->policy, scr->names, plain, &scr->arena, flags, err);
}

/* Before red flags ask for a person. Legal facts have no points: they are not asked about. */
static cordon_status prove_sameness(struct cordon_screener *scr, const struct flag_ask *ask,
                                    struct cordon_error *err)
{
    if (scr->flags->verdict < CORDON_REVIEW || scr->flags->points < scr->policy->flag_review) return CORDON_OK;
    if (!scr->same_scratch) scr->same_scratch = same_scratch_new();
    if (!scr->same_scratch) return error_nomem(err);
    struct flag_ask plain = *ask; /* known-good entries rest on values that a renaming changes */
    const struct flags *first = scr->flags;
    cordon_status st = CORDON_OK;
    plain.good = (struct good_view){ .good = NULL };
    if (ask->good.good) st = find_plain(scr, &plain, &first, err);
    if (!st)
        st = same_prove(scr->same_scratch, scr->flag_scratch, scr->policy, scr->rules, &plain, first, &scr->same, err);
    if (st) return st;
    scr->has_proof = true;
    check_sameness(scr);
    return CORDON_OK;
}

static void tell_no_kind(struct cordon_screener *scr)
{
    struct say_reason why = { SAY_RULES_LIMITED, 1, { say_string(STR("what"), STR("kind")) } };
    check_add(&scr->checks, STR("rules"), CHECK_SKIPPED, true, &why);
}

cordon_status screen_rules(struct cordon_screener *scr, struct cordon_error *err)
{
    const struct screen_ask *ask = scr->ask;
    if (!scr->options.rules) return CORDON_OK;
    if (!says_kind(ask)) {
        if (ask->more) tell_no_kind(scr); /* of a company's exports everybody is asked about */
        return CORDON_OK;
    }
    cordon_status st = open_rules(scr, err);
    if (st) return st;
    scr->has_flags = true;
    struct dossier d = { .subject = ask->subject, .records = ask->records, .count = ask->count,
                         .now_s = scr->options.as_of_s };
    struct flag_ask flag_ask = { .dossier = &d, .given = ask->given, .given_count = ask->given_count,
                                 .good = decide_good_view(scr) };
    if (scr->subject->wallet_count) st = give_wallets(scr, &flag_ask, err);
    if (st) return st;
    st = flags_find(scr->flag_scratch, scr->policy, scr->names, &flag_ask, &scr->arena, scr->flags,
                    err);
    if (st) return st;
    struct say_reason why = { .id = SAY_NONE };
    if (scr->flags->is_limited)
        why = (struct say_reason){ SAY_RULES_LIMITED, 1, { say_string(STR("what"), scr->flags->why) } };
    check_add(&scr->checks, STR("rules"), scr->flags->is_limited ? CHECK_LIMITED : CHECK_DONE, true,
              &why);
    return prove_sameness(scr, &flag_ask, err);
}
