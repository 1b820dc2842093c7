/*
 * The decision: evidence to verdicts, by the policy's thresholds.
 *
 *   name alone         weak (shown) or possible (review)
 *   name and a field   escalate
 *   number alone       review; escalate when its kind and country agree
 *   number and name    stop       listed wallet: stop
 *   labelled wallet    review when the policy gives its topic weight enough; shown otherwise
 *
 * A contradiction that is proved better than by the person's own word takes a hit out of the
 * count; it stays in sight, marked.
 */
#include "engine/screener.h"

#include "engine/score.h"

#include <stdlib.h>

/* The score of one of the hit's names as it would be without contradictions that rest on the
 * person's own word: those never close a hit. */
static uint16_t floor_score_bp(const struct hit *h, const struct name_match *m)
{
    int32_t cb = h->total_cb - h->name.info_cb + m->info_cb;
    for (size_t i = 0; i < COMPARED_COUNT; i++) {
        const struct compared *e = &h->evidence[i];
        if (e->state == COMPARED_CONTRADICTS && e->proof == PROOF_SELF) cb -= e->cb;
    }
    return score_bp_of(cb);
}

static bool is_possible_name(const struct cordon_policy *p, const struct hit *h,
                             const struct name_match *m)
{
    uint16_t score = floor_score_bp(h, m);
    bool is_other_kind = h->evidence[COMPARED_KIND].state == COMPARED_CONTRADICTS;
    if (m->bp == 0) return false;
    /* the kind is the record's own word: it sets near names apart, never an equal one */
    if (is_other_kind && (!m->is_exact || score < p->possible_least_bp)) return false;
    return policy_name_is_possible(p, m->bp, m->is_exact, m->flags & NAME_WEAK, score);
}

/* What the fields beside the name add together, agreement only; a country or a sex is shared by
 * too many to stand for "a field agrees". */
static int32_t agreement_cb(const struct hit *h)
{
    static const enum compared_field telling[] = { COMPARED_BIRTH_DATE, COMPARED_BIRTH_PLACE,
                                                   COMPARED_ADDRESS, COMPARED_IDENTIFIER };
    int32_t sum = 0;
    for (size_t i = 0; i < sizeof telling / sizeof *telling; i++)
        if (h->evidence[telling[i]].cb > 0) sum += h->evidence[telling[i]].cb;
    return sum;
}

static bool is_document(enum canon_kind kind)
{
    return kind == CANON_PASSPORT || kind == CANON_NATIONAL_ID || kind == CANON_TAX ||
           kind == CANON_REGISTRATION || kind == CANON_IMO || kind == CANON_LEI ||
           kind == CANON_SWIFT || kind == CANON_ACCOUNT || kind == CANON_MMSI ||
           kind == CANON_ANY;
}

/* Kinds whose numbers are given out once in the world. */
static bool is_worldwide(enum canon_kind kind)
{
    return kind == CANON_IMO || kind == CANON_LEI || kind == CANON_SWIFT || kind == CANON_EMAIL;
}


static enum cordon_verdict by_number(const struct cordon_policy *p, const struct hit *h)
{
    const struct compared *e = &h->evidence[COMPARED_IDENTIFIER];
    bool is_near = e->state == COMPARED_NEAR;
    if (e->state != COMPARED_AGREES && !is_near) return CORDON_CLEAR;
    bool is_named = h->name.bp >= p->possible_name_bp;
    if (is_named && is_near) return CORDON_ESCALATE;
    /* one number from two countries with a name that is only near may be two documents */
    bool is_one_document = !e->other_country.len || h->name.bp >= p->same_bp;
    bool is_stop = e->is_same_kind && is_document(e->number_kind) && is_one_document;
    if (is_named) return is_stop ? CORDON_STOP : CORDON_ESCALATE;
    bool is_telling = e->number_len >= (size_t)p->number_letters_min;
    if (is_near) return is_telling && e->is_same_kind ? CORDON_REVIEW : CORDON_CLEAR;
    if (!e->is_same_kind || !is_telling) return is_telling ? CORDON_REVIEW : CORDON_CLEAR;
    return e->is_same_country || is_worldwide(e->number_kind) ? CORDON_ESCALATE : CORDON_REVIEW;
}

static enum cordon_verdict by_one_name(const struct cordon_policy *p, const struct hit *h,
                                       const struct name_match *m)
{
    if (!is_possible_name(p, h, m)) return CORDON_CLEAR;
    bool is_same = m->bp >= p->same_bp;
    return is_same && agreement_cb(h) >= p->agreeing_cb ? CORDON_ESCALATE : CORDON_REVIEW;
}

static enum cordon_verdict by_name(const struct cordon_policy *p, const struct hit *h)
{
    enum cordon_verdict any = by_one_name(p, h, &h->name), strong = by_one_name(p, h, &h->strong);
    return strong > any ? strong : any;
}

static enum cordon_verdict by_wallet(const struct cordon_policy *p, const struct hit *h)
{
    switch (h->wallet) {
    case WALLET_NONE: return CORDON_CLEAR;
    case WALLET_LISTED:
        if (h->label.klass) return wallet_label_counts(p, &h->label) ? CORDON_REVIEW : CORDON_CLEAR;
        return CORDON_STOP;
    case WALLET_NEAR: return CORDON_REVIEW;
    }
    return CORDON_CLEAR;
}

/* The strongest contradiction by a document or a verification. A self-declared value never
 * discounts: it can be invented. */
static int32_t proved_contradiction_cb(const struct hit *h)
{
    int32_t worst = 0;
    for (size_t i = 0; i < COMPARED_COUNT; i++) {
        const struct compared *e = &h->evidence[i];
        if (e->state == COMPARED_CONTRADICTS && e->proof > PROOF_SELF && e->cb < worst)
            worst = e->cb;
    }
    return worst;
}

static int32_t wallet_cb(const struct cordon_policy *p, const struct hit *h)
{
    switch (h->wallet) {
    case WALLET_NONE: return 0;
    case WALLET_LISTED: return h->label.klass ? wallet_label_cb(p, &h->label) : p->wallet_listed_cb;
    case WALLET_NEAR: return p->wallet_near_cb;
    }
    return 0;
}

static void weigh(struct cordon_screener *scr, struct hit *h)
{
    const struct cordon_policy *p = scr->policy;
    compared_make(scr->subject, h->party, h->source, h->row, p, &scr->arena, h->evidence);
    h->is_label = h->source->catalogue && str_eq(h->source->catalogue->tier, STR("label"));
    wallet_label_read(h->source, h->row, &h->label);
    h->wallet_cb = wallet_cb(p, h);
    h->total_cb = p->prior_cb + h->name.info_cb + h->wallet_cb;
    for (size_t i = 0; i < COMPARED_COUNT; i++) h->total_cb += h->evidence[i].cb;
    h->score_bp = score_bp_of(h->total_cb);

    enum cordon_verdict name = by_name(p, h), number = by_number(p, h), wallet = by_wallet(p, h);
    h->is_discounted = name > CORDON_CLEAR && proved_contradiction_cb(h) <= p->discount_cb;
    if (h->is_discounted) name = CORDON_CLEAR;
    h->verdict = name > number ? name : number;
    if (wallet > h->verdict) h->verdict = wallet;
    bool is_named_tier = h->source->catalogue &&
                         str_eq(h->source->catalogue->tier, STR("named"));
    if (h->is_label && h->verdict > CORDON_REVIEW) h->verdict = CORDON_REVIEW;
    if (is_named_tier && h->verdict > CORDON_ESCALATE) h->verdict = CORDON_ESCALATE;
}

void decide_explain(const struct cordon_policy *p, const struct hit *h, struct hit_sum *ret)
{
    enum cordon_verdict any = by_one_name(p, h, &h->name), strong = by_one_name(p, h, &h->strong);
    const struct name_match *name = strong > any ? &h->strong : &h->name;
    *ret = (struct hit_sum){ .name = name,
                             .floor_bp = floor_score_bp(h, name),
                             .agreement_cb = agreement_cb(h),
                             .contradiction_cb = proved_contradiction_cb(h),
                             .by_name = strong > any ? strong : any,
                             .by_number = by_number(p, h),
                             .by_wallet = by_wallet(p, h) };
}

static int by_strength(const void *a, const void *b)
{
    const struct hit *x = a, *y = b;
    if (x->total_cb != y->total_cb) return x->total_cb > y->total_cb ? -1 : 1;
    if (x->verdict != y->verdict) return x->verdict > y->verdict ? -1 : 1;
    if (x->name.bp != y->name.bp) return x->name.bp > y->name.bp ? -1 : 1;
    if (x->source != y->source) return x->source < y->source ? -1 : 1;
    if (x->row != y->row) return x->row < y->row ? -1 : 1;
    return x->party < y->party ? -1 : x->party > y->party;
}

/* A number of another party that merely looks the same shows nothing: drop hits without a close
 * name, an agreeing number or a wallet. */
static bool says_something(const struct hit *h)
{
    return h->name.bp || h->wallet || compared_number_meets(h->evidence);
}

void decide_hits(struct cordon_screener *scr)
{
    struct hit_list *l = &scr->hits;
    size_t kept = 0;
    for (size_t i = 0; i < l->count; i++) {
        weigh(scr, &l->items[i]);
        if (says_something(&l->items[i])) l->items[kept++] = l->items[i];
    }
    l->count = kept;
    if (kept > 1) qsort(l->items, kept, sizeof *l->items, by_strength);
}

struct good_view decide_good_view(const struct cordon_screener *scr)
{
    str subject = scr->ask->subject.len ? scr->ask->subject : scr->ask->records[0]->id;
    return (struct good_view){ .good = scr->options.good, .subject = subject,
                               .as_of_s = scr->options.as_of_s,
                               .days_max = scr->policy->good_days_max };
}

/* What meets by a number or a wallet is the party itself: nobody's decision hides it. */
static void ask_good(struct cordon_screener *scr, const struct good_view *v, struct hit *h)
{
    struct entity e = { .row = 0 };
    char hex[SHA_HEX_LEN + 1] = "";
    entity_get(&h->source->entities, h->row, &e);
    if (e.row_hash) sha_hex(e.row_hash, hex);
    struct good_facts now = { .is_protected = h->wallet || compared_number_meets(h->evidence),
                              .target = e.id, .mark = scr->mark, .listed = str_c(hex) };
    h->good = good_ask(v, &now);
    h->without = h->verdict;
    if (h->good.is_suppressed) h->verdict = CORDON_CLEAR;
}

static void count_good(struct cordon_screener *scr, const struct good_state *g)
{
    scr->suppressed += g->entry && g->is_suppressed;
    scr->reopened += g->entry && !g->is_suppressed;
}

void decide_good(struct cordon_screener *scr)
{
    struct good_view v = decide_good_view(scr);
    if (!v.good) return;
    if (scr->hits.count) scr->mark = good_subject_mark(v.good, scr->subject, &scr->arena);
    for (size_t i = 0; i < scr->hits.count; i++) {
        if (scr->hits.items[i].verdict == CORDON_CLEAR) continue; /* it counts nothing as it is */
        ask_good(scr, &v, &scr->hits.items[i]);
        count_good(scr, &scr->hits.items[i].good);
    }
    for (size_t i = 0; scr->has_flags && i < scr->flags->count; i++)
        count_good(scr, &scr->flags->item[i].good);
}

enum cordon_verdict decide_record(const struct cordon_screener *scr)
{
    enum cordon_verdict v = CORDON_CLEAR;
    for (size_t i = 0; i < scr->hits.count; i++)
        if (scr->hits.items[i].verdict > v) v = scr->hits.items[i].verdict;
    if (scr->has_flags && scr->flags->verdict > v) v = scr->flags->verdict;
    if (v >= CORDON_REVIEW) return v;
    const struct check_list *lists[] = { &scr->standing, &scr->checks };
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; i < lists[k]->count; i++)
            if (lists[k]->items[i].is_required && lists[k]->items[i].state != CHECK_DONE)
                return CORDON_UNDECIDED;
    return CORDON_CLEAR;
}
