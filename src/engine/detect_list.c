/* The list detector: names, identifiers and wallets of the record against every list. */
#include "engine/screener.h"

#include "base/num.h"
#include "engine/score.h"

static void keep_better(struct name_match *kept, const struct name_hit *n,
                        const struct subject_name *name, int32_t most_cb)
{
    int32_t worth_cb = score_name_cb(n->info_cb < most_cb ? n->info_cb : most_cb);
    bool is_better = n->name_bp != kept->bp ? n->name_bp > kept->bp : worth_cb > kept->info_cb;
    if (kept->bp && !is_better) return;
    *kept = (struct name_match){ .bp = n->name_bp, .is_exact = n->is_exact, .flags = n->flags,
                                 .statement = n->statement, .info_cb = worth_cb,
                                 .given = name->text, .value = name->value };
}

/* What the value that the name stood in can be worth: its words cut otherwise (A. L. I. for Ali) tell no
 * more than the words. */
static int32_t most_of(const struct subject *s, const struct subject_name *name)
{
    int32_t most = name_query_info(name->query);
    for (size_t i = 0; i < s->name_count; i++) {
        int32_t cb = s->names[i].value == name->value ? name_query_info(s->names[i].query) : most;
        if (cb < most) most = cb;
    }
    return most;
}

static cordon_status look_for_name(struct cordon_screener *scr, const struct set_source *src,
                                   const struct subject_name *name, struct cordon_error *err)
{
    const struct name_hit *found;
    size_t count;
    cordon_status st = name_search(scr->names, &src->names, name->query, scr->gate_bp, &found, &count,
                                   err);
    if (st && st != CORDON_LIMIT) return st; /* out of work: what was found counts */
    int32_t most_cb = count ? most_of(scr->subject, name) : 0;
    for (size_t k = 0; k < count; k++) {
        struct hit *h = hit_of(scr, src, found[k].row, name->party);
        if (!h) continue; /* full: hits that are there may still find a better name */
        keep_better(&h->name, &found[k], name, most_cb);
        if (!(found[k].flags & NAME_WEAK)) keep_better(&h->strong, &found[k], name, most_cb);
    }
    return scr->arena.failed ? error_nomem(err) : st;
}

static cordon_status look_for_names(struct cordon_screener *scr, const struct set_source *src,
                                    struct cordon_error *err)
{
    const struct subject *s = scr->subject;
    cordon_status st = CORDON_OK;
    if (name_index_count(&src->names) == 0) return CORDON_OK; /* a list of wallets */
    for (size_t i = 0; !st && i < s->name_count; i++) st = look_for_name(scr, src, &s->names[i], err);
    for (size_t i = 0; !st && i < s->other_name_count; i++)
        st = look_for_name(scr, src, &s->other_names[i], err);
    return st;
}

static void look_for_key(struct cordon_screener *scr, const struct set_source *src, str key,
                         uint32_t party)
{
    struct keys_hit k;
    if (!key.len) return;
    for (uint32_t at = keys_find(&src->identifiers, key);
         keys_at(&src->identifiers, at, &k) && str_eq(k.key, key); at++)
        hit_of(scr, src, k.row, party); /* the evidence looks at the numbers themselves */
}

static void look_for_number(struct cordon_screener *scr, const struct set_source *src,
                            const struct subject_number *n)
{
    const struct canon *c = &n->canon;
    for (size_t k = 0; k < c->key_count; k++) look_for_key(scr, src, c->key[k], n->party);
    look_for_key(scr, src, c->wide, n->party);
}

static void look_for_numbers(struct cordon_screener *scr, const struct set_source *src)
{
    const struct subject *s = scr->subject;
    for (size_t i = 0; i < s->number_count; i++) look_for_number(scr, src, &s->numbers[i]);
    for (size_t i = 0; i < s->other_number_count; i++) look_for_number(scr, src, &s->other_numbers[i]);
}

/* What courts and agencies say; not what services and researchers do. */
static bool is_authority_s(const struct hit *h)
{
    struct wallet_label l;
    if (!str_eq(h->source->catalogue->tier, STR("label"))) return true;
    wallet_label_read(h->source, h->row, &l);
    return l.klass >= LABEL_RISK && str_eq(l.status, STR("authority"));
}

static void note_wallet(struct hit *h, struct subject_wallet *w, enum wallet_how how,
                        uint32_t statement)
{
    const struct list_source *about = h->source->catalogue;
    bool is_designation = !about || str_eq(about->tier, STR("designated"));
    h->wallet = how;
    h->wallet_statement = statement;
    h->given_wallet = w->text;
    h->wallet_value = w->value;
    if (how != WALLET_LISTED) return;
    w->is_designated |= is_designation;
    w->is_labelled |= !is_designation && is_authority_s(h);
    w->is_met = true;
}

static void add_wallet_hit(struct cordon_screener *scr, const struct set_source *src, str key,
                           struct subject_wallet *w)
{
    struct keys_hit k;
    for (uint32_t at = keys_find(&src->wallets, key);
         keys_at(&src->wallets, at, &k) && str_eq(k.key, key); at++) {
        struct hit *h = hit_of(scr, src, k.row, w->party);
        if (!h) return;
        note_wallet(h, w, WALLET_LISTED, k.statement);
    }
}

/* A text that is no valid address, or one without a checksum, may be a slip away from a listed
 * one. */
static void look_near(struct cordon_screener *scr, const struct set_source *src,
                      struct subject_wallet *w, uint64_t *pairs)
{
    for (uint32_t at = 0; at < keys_count(&src->wallets); at++) {
        if (++*pairs > DETECT_NEAR_PAIRS_MAX) return; /* told by check_wallets */
        struct keys_hit k;
        struct entity_statement st;
        struct addr_near near;
        if (!keys_at(&src->wallets, at, &k)) return;
        if (!entity_statement_get(&src->entities, k.statement, &st)) continue;
        if (!addr_near(w->text, &st.value, 1, &near, 1)) continue;
        struct hit *h = hit_of(scr, src, k.row, w->party);
        if (!h || h->wallet == WALLET_LISTED) continue;
        note_wallet(h, w, near.slip == ADDR_SLIP_SAME ? WALLET_LISTED : WALLET_NEAR, k.statement);
    }
}

/* Labels are many and no designations: an address that is merely like one says nothing. */
static bool is_labels(const struct set_source *src)
{
    return src->catalogue && str_eq(src->catalogue->tier, STR("label"));
}

static void look_for_wallets(struct cordon_screener *scr, const struct set_source *src,
                             uint64_t *pairs)
{
    struct subject *s = scr->subject;
    struct buf *text = &scr->scratch;
    buf_reset(text);
    for (size_t i = 0; i < s->wallet_count; i++) {
        struct subject_wallet *w = &s->wallets[i];
        if (w->key.len) add_wallet_hit(scr, src, w->key, w);
        if (w->addr.verdict != ADDR_VALID) {
            text->len = 0;
            buf_add(text, STR("text:"));
            buf_add(text, w->text);
            add_wallet_hit(scr, src, buf_str(text), w);
            if (!is_labels(src)) look_near(scr, src, w, pairs);
        }
    }
    if (text->failed) scr->arena.failed = true;
}

/* A cap kept something from being compared: no clear without it. */
static void check_limited(struct cordon_screener *scr, str id, str what, int64_t limit)
{
    struct say_reason why = { SAY_LIMIT_REACHED, 2,
                              { say_string(STR("what"), what), say_integer(STR("limit"), limit) } };
    check_add(&scr->checks, id, CHECK_LIMITED, true, &why);
}

/* A wallet that cannot be read was not screened, whatever else the lists say. */
static void check_wallets(struct cordon_screener *scr, uint64_t pairs)
{
    const struct subject *s = scr->subject;
    if (!s->wallet_count) return;
    if (pairs > DETECT_NEAR_PAIRS_MAX) {
        check_limited(scr, STR("wallet"), STR("wallets compared with listed ones"), DETECT_NEAR_PAIRS_MAX);
        return;
    }
    for (size_t i = 0; i < s->wallet_count; i++) {
        if (s->wallets[i].addr.verdict != ADDR_MALFORMED || s->wallets[i].is_found) continue;
        struct say_reason why = { SAY_WALLET_MALFORMED, 1,
                                  { say_string(STR("wallet"), s->wallets[i].text) } };
        check_add(&scr->checks, STR("wallet"), CHECK_FAILED, true, &why);
        return;
    }
    check_add(&scr->checks, STR("wallet"), CHECK_DONE, true, NULL);
}

/* --- scripts ------------------------------------------------------------------------------------- */

/* Names of the list that are written in letters which are sounds. */
uint64_t detect_heard_names(const struct set_source *src)
{
    static const enum text_script scripts[] = { SCRIPT_LATIN, SCRIPT_CYRILLIC, SCRIPT_GREEK, SCRIPT_ARABIC,
                                                SCRIPT_HEBREW, SCRIPT_OTHER };
    uint64_t count = 0;
    for (size_t i = 0; i < COUNT_OF(scripts); i++) count += name_index_in_script(&src->names, scripts[i]);
    return count;
}

/* Is the name written in letters that the list's names are written in too, or that are read with theirs? */
static bool is_readable_with(const struct cordon_screener *scr, const struct set_source *src,
                             const struct subject_name *name)
{
    enum text_script script = name_query_script(name->query);
    bool is_heard = name_query_is_heard(name->query);
    uint64_t alike = is_heard ? detect_heard_names(src) : name_index_in_script(&src->names, script);
    return script == SCRIPT_NONE || name_query_is_read(name->query) ||
           alike * 10000 >= name_index_count(&src->names) * (uint64_t)scr->policy->script_share_bp;
}

/* Was it, or the value that it stood in, not to be read? */
static bool is_garbled(const struct subject_name *names, size_t count, const struct subject_name *name)
{
    for (size_t i = 0; i < count; i++)
        if (names[i].value == name->value && name_query_is_garbled(names[i].query)) return true;
    return false;
}

/* Of the party's names, is one? A party without names is not asked about. */
static bool has_readable(const struct cordon_screener *scr, const struct set_source *src,
                         uint32_t party)
{
    const struct subject *s = scr->subject;
    const struct subject_name *names = party ? s->other_names : s->names;
    size_t count = party ? s->other_name_count : s->name_count;
    bool is_named = false;
    for (size_t i = 0; i < count; i++) {
        if (names[i].party != party) continue;
        is_named = true;
        if (is_readable_with(scr, src, &names[i]) && !is_garbled(names, count, &names[i])) return true;
    }
    return party && !is_named;
}

/* Lists that none of the party's names could be compared with, in scr->scratch. @return is one of
 * them required? */
static bool list_unreadable(struct cordon_screener *scr, uint32_t party)
{
    struct buf *lists = &scr->scratch;
    bool is_required = false;
    buf_reset(lists);
    for (size_t i = 0; i < scr->set->source_count; i++) {
        const struct set_source *src = &scr->set->source[i];
        if (!scr->is_used[i] || !name_index_count(&src->names) || has_readable(scr, src, party))
            continue;
        is_required |= scr->is_required[i];
        if (lists->len) buf_add(lists, STR(", "));
        buf_add(lists, src->about.source);
    }
    if (lists->failed) scr->arena.failed = true;
    return is_required;
}

static void tell_script(struct cordon_screener *scr, str name, enum check_state state,
                        bool is_required)
{
    str lists = arena_str(&scr->arena, buf_str(&scr->scratch));
    struct say_reason why = { SAY_SCRIPT_NOT_COMPARED, 2,
                              { say_string(STR("name"), name), say_string(STR("lists"), lists) } };
    check_add(&scr->checks, STR("script"), state, is_required, &why);
}

/* A hangul name against a list of Latin ones finds nothing, and that says nothing. Of the subject it
 * keeps the record from being clear; of another party it is told. */
static void check_scripts(struct cordon_screener *scr)
{
    const struct subject *s = scr->subject;
    if (s->has_words) {
        bool is_required = list_unreadable(scr, 0);
        if (scr->scratch.len) tell_script(scr, s->names[0].text, CHECK_SKIPPED, is_required);
    }
    for (uint32_t party = 1; party <= s->other_count; party++) {
        list_unreadable(scr, party);
        if (!scr->scratch.len) continue;
        tell_script(scr, s->others[party - 1].name, CHECK_LIMITED, false);
        break; /* one is enough to know */
    }
}

static cordon_status run(struct cordon_screener *scr, struct cordon_error *err)
{
    uint64_t pairs = 0;
    for (size_t i = 0; i < scr->set->source_count; i++) {
        const struct set_source *src = &scr->set->source[i];
        if (!scr->is_used[i]) continue;
        look_for_wallets(scr, src, &pairs); /* what is exact first: no flood of names may crowd it out */
        look_for_numbers(scr, src);
    }
    for (size_t i = 0; i < scr->set->source_count; i++) {
        if (!scr->is_used[i]) continue;
        cordon_status st = look_for_names(scr, &scr->set->source[i], err);
        if (st == CORDON_LIMIT) {
            check_limited(scr, STR("names"), STR("work of comparing names"), SCREEN_WORK_MAX);
            break;
        }
        if (st) return st;
    }
    check_scripts(scr);
    check_wallets(scr, pairs);
    if (scr->hits.is_full)
        check_limited(scr, STR("hits"), STR("hits of one record"), SCREEN_HITS_MAX);
    return scr->arena.failed ? error_nomem(err) : CORDON_OK;
}

const struct detector detector_list = { "list", run };
