/* What a subject shares with others, as features. */
#include "base/mem.h"
#include "engine/tie_inside.h"

#include <stdlib.h>

enum {
    DAY_S = 86400,
    LEAVER_DAYS = 60, /* src: knowledge-indicators */
};

/* --- by what others call them -------------------------------------------------------------------- */

static int by_hash(const void *x, const void *y)
{
    const struct known_as *a = x, *b = y;
    if (a->hash != b->hash) return a->hash < b->hash ? -1 : 1;
    return a->subject < b->subject ? -1 : a->subject > b->subject;
}

static void know(struct ties *t, uint32_t subject, str word)
{
    if (word.len) t->known[t->knowns++] = (struct known_as){ str_hash(word), subject };
}

static size_t most_words(const struct pool *p)
{
    size_t count = p->subjects;
    for (size_t i = 0; i < p->count; i++) {
        count += 2 + p->record[i]->join_count;
        for (size_t k = 0; k < p->record[i]->value_count; k++)
            count += p->record[i]->values[k].field == FIELD_ACCOUNT;
    }
    return count;
}

cordon_status ties_index_names(struct ties *t, struct cordon_error *err)
{
    const struct pool *p = t->pool;
    t->known = mem_alloc((most_words(p) + 1) * sizeof *t->known);
    if (!t->known) return error_nomem(err);
    for (uint32_t s = 0; s < p->subjects; s++) know(t, s, p->subject[s].id);
    for (size_t i = 0; i < p->count; i++) {
        const struct record *r = p->record[i];
        uint32_t s = p->subject_of[i];
        know(t, s, r->subject);
        know(t, s, r->id);
        for (size_t k = 0; k < r->join_count; k++) know(t, s, r->joins[k].value);
        for (size_t k = 0; k < r->value_count; k++)
            if (r->values[k].field == FIELD_ACCOUNT) know(t, s, r->values[k].text);
    }
    qsort(t->known, t->knowns, sizeof *t->known, by_hash);
    size_t kept = 0; /* each once: a year of log lines says one thing many times */
    for (size_t i = 0; i < t->knowns; i++)
        if (!kept || by_hash(&t->known[kept - 1], &t->known[i])) t->known[kept++] = t->known[i];
    t->knowns = kept;
    return CORDON_OK;
}

/* The one subject known as this; LINK_NONE when there is none, or several. */
static uint32_t known_as(const struct ties *t, str word)
{
    uint64_t hash = str_hash(word);
    size_t low = 0, high = t->knowns;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (t->known[mid].hash < hash) low = mid + 1;
        else high = mid;
    }
    if (low == t->knowns || t->known[low].hash != hash) return LINK_NONE;
    for (size_t i = low + 1; i < t->knowns && t->known[i].hash == hash; i++)
        if (t->known[i].subject != t->known[low].subject) return LINK_NONE;
    return t->known[low].subject;
}

/* --- gathering ----------------------------------------------------------------------------------- */

struct asking {
    const struct ties         *t;
    const struct pool_subject *s;
    uint32_t                   subject, place;
    uint32_t                   records; /* of the subject that are looked at */
    const struct tie_findings *found;
    struct link_count          count[LINK_FEATURES];
    uint32_t                   near_permille; /* texts more alike are one */
    struct arena              *arena;
    struct feature_item       *item;
    size_t                     items, room;
};

static void give(struct asking *a, enum feature f, int64_t number, const struct origin *at, size_t origins)
{
    if (a->items == a->room || f == FEATURE_COUNT) return;
    struct origin *kept = origins ? arena_alloc(a->arena, origins * sizeof *kept) : NULL;
    if (origins && !kept) return;
    if (origins) memcpy(kept, at, origins * sizeof *kept);
    a->item[a->items++] = (struct feature_item){ .feature = f, .number = number, .origin = kept,
                                                 .origins = origins };
}

/* The subject's own row behind a value. */
static bool own_row(const struct asking *a, uint32_t value, struct origin *ret)
{
    const struct link_holder *h = ties_holder(link_value(a->t->link, value), a->subject);
    const struct record_value *stands = NULL;
    if (!h) return false;
    (void)ties_row(a->t, h->origin, &stands);
    *ret = (struct origin){ ties_place(h->origin) - a->s->first, stands };
    return true;
}

static size_t own_rows(const struct asking *a, const uint32_t *value, size_t values,
                       struct origin ret[FEATURE_ORIGINS_MAX])
{
    size_t count = 0;
    for (size_t i = 0; i < values && count < FEATURE_ORIGINS_MAX; i++)
        if (own_row(a, value[i], &ret[count])) count++;
    return count;
}

/* --- counts that are not all of them -------------------------------------------------------------- */

/* Two who worked at one firm may name one referee. */
static uint32_t referees_without_employer(const struct asking *a)
{
    const struct link_count *c = &a->count[LINK_F_REFEREE];
    uint32_t count = 0;
    for (uint32_t i = 0; i < c->others; i++)
        count += !ties_share_employer(a->t, a->subject, link_number(a->t->link, c->other[i]));
    return count < c->parties ? count : c->parties;
}

/* Those behind the same device in a test; who gave the same answers is another matter. */
static uint32_t test_devices(const struct asking *a)
{
    const struct link_count *c = &a->count[LINK_F_TEST];
    uint32_t most = 0;
    for (uint32_t i = 0; i < c->values; i++) {
        const struct link_value *v = link_value(a->t->link, c->value[i]);
        if (v->kind == LINK_TEST && v->parties > most + 1) most = v->parties - 1;
    }
    return most < c->parties ? most : c->parties;
}

/* Those behind texts that are one; and behind texts that are one in part, who are not among them. */
static uint32_t resumes(const struct asking *a, bool in_part)
{
    const struct link_count *c = &a->count[LINK_F_RESUME];
    uint32_t most[2] = { 0, 0 };
    for (uint32_t i = 0; i < c->values; i++) {
        const struct link_value *v = link_value(a->t->link, c->value[i]);
        bool is_part = v->permille < a->near_permille;
        if (v->parties > most[is_part] + 1) most[is_part] = v->parties - 1;
    }
    if (!most[1]) return in_part ? 0 : c->parties;
    if (!in_part) return most[0] < c->parties ? most[0] : c->parties;
    return most[0] < c->parties ? c->parties - most[0] : 0;
}

/* --- features ------------------------------------------------------------------------------------ */

static void give_counts(struct asking *a)
{
    for (int f = 0; f < LINK_FEATURES; f++) {
        const struct link_count *c = &a->count[f];
        struct origin at[FEATURE_ORIGINS_MAX];
        uint32_t parties = f == LINK_F_REFEREE ? referees_without_employer(a)
                           : f == LINK_F_TEST  ? test_devices(a)
                           : f == LINK_F_RESUME ? resumes(a, false)
                                               : c->parties;
        size_t origins = parties ? own_rows(a, c->value, c->values, at) : 0;
        give(a, feature_find(link_feature_name((enum link_feature)f)), parties, at, origins);
    }
}

static void give_parts(struct asking *a)
{
    const struct link_count *c = &a->count[LINK_F_RESUME];
    struct origin at[FEATURE_ORIGINS_MAX];
    uint32_t parties = resumes(a, true);
    give(a, FEATURE_LINK_RESUME_PART, parties, at, parties ? own_rows(a, c->value, c->values, at) : 0);
}

static void give_answers(struct asking *a)
{
    const struct link_count *c = &a->count[LINK_F_TEST];
    uint32_t value[FEATURE_ORIGINS_MAX];
    struct origin at[FEATURE_ORIGINS_MAX];
    size_t values = 0;
    for (uint32_t i = 0; i < c->values && values < FEATURE_ORIGINS_MAX; i++)
        if (link_value(a->t->link, c->value[i])->kind == LINK_ANSWERS) value[values++] = c->value[i];
    if (values) give(a, FEATURE_INT_ANSWERS_COPIED, 1, at, own_rows(a, value, values, at));
}

static void give_group(struct asking *a)
{
    uint32_t number = link_group_of(a->t->link, a->place);
    const struct link_group *g = number == LINK_NONE ? NULL : link_group(a->t->link, number);
    struct origin at[FEATURE_ORIGINS_MAX];
    uint32_t value[FEATURE_ORIGINS_MAX];
    size_t values = ties_group_values(a->t, a->subject, value, FEATURE_ORIGINS_MAX);
    size_t origins = own_rows(a, value, values, at);
    give(a, FEATURE_LINK_GROUP_SIZE, g ? g->parties : 0, at, origins);
    give(a, FEATURE_LINK_GROUP_RARITY_CB, g ? g->rarity_cb : 0, at, origins);
}

static bool is_other(const struct asking *a, enum link_feature f, uint32_t subject)
{
    const struct link_count *c = &a->count[f];
    uint32_t place = link_place(a->t->link, subject), low = 0, high = c->others;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (c->other[mid] < place) low = mid + 1;
        else high = mid;
    }
    return low < c->others && c->other[low] == place;
}

/* Reviews by somebody who shares money, device or address with the one reviewed. */
static void give_ring(struct asking *a)
{
    static const enum link_feature shared[] = { LINK_F_ACCOUNT, LINK_F_WALLET, LINK_F_DEVICE, LINK_F_ADDRESS };
    struct origin at[FEATURE_ORIGINS_MAX];
    size_t origins = 0;
    bool any = false;
    int64_t count = 0;
    for (uint32_t i = 0; i < a->records; i++) {
        const struct record *r = a->t->pool->order[a->s->first + i];
        for (const struct record_value *v = NULL; (v = record_next(r, FIELD_DEAL_REVIEWER, v));) {
            uint32_t who = known_as(a->t, v->text);
            bool is_ring = false;
            any = true;
            for (size_t k = 0; who != LINK_NONE && k < COUNT_OF(shared); k++)
                is_ring = is_ring || is_other(a, shared[k], who);
            if (!is_ring) continue;
            count++;
            if (origins < FEATURE_ORIGINS_MAX) at[origins++] = (struct origin){ i, v };
        }
    }
    if (any) give(a, FEATURE_DEAL_RATING_RING, count, at, origins);
}

static void give_referral(struct asking *a)
{
    struct origin at[FEATURE_ORIGINS_MAX];
    size_t origins = 0;
    int64_t count = 0;
    for (uint32_t i = 0; a->found && i < a->records; i++) {
        const struct record *r = a->t->pool->order[a->s->first + i];
        for (const struct record_value *v = NULL; (v = record_next(r, FIELD_APP_REFERRER, v));) {
            uint32_t who = known_as(a->t, v->text);
            if (who == LINK_NONE || who == a->subject || !a->found->is_strong[who]) continue;
            count++;
            if (origins < FEATURE_ORIGINS_MAX) at[origins++] = (struct origin){ i, v };
        }
    }
    if (a->found) give(a, FEATURE_LINK_REFERRAL_FLAGGED, count, at, origins);
}

/* --- leavers ------------------------------------------------------------------------------------- */

/* Did somebody behind this value leave shortly before the subject came? */
static bool is_leavers(const struct asking *a, uint32_t value, int64_t first_s)
{
    const struct link_value *v = link_value(a->t->link, value);
    for (uint32_t i = 0; i < v->somes; i++) {
        const struct tie_about *who = &a->t->about[v->some[i].identity];
        if (v->some[i].identity == a->subject || !who->has_left || who->first_s > who->last_s) continue;
        if (who->last_s <= first_s && first_s - who->last_s <= (int64_t)LEAVER_DAYS * DAY_S) return true;
    }
    return false;
}

static void give_leavers(struct asking *a)
{
    struct origin at[FEATURE_ORIGINS_MAX];
    size_t origins = 0;
    const struct tie_about *own = &a->t->about[a->subject];
    int64_t count = 0;
    if (own->first_s > own->last_s) return; /* no record says a time */
    for (int f = 0; f < LINK_FEATURES; f++)
        for (uint32_t i = 0; i < a->count[f].values; i++) {
            if (!is_leavers(a, a->count[f].value[i], own->first_s)) continue;
            count++;
            if (origins < FEATURE_ORIGINS_MAX && own_row(a, a->count[f].value[i], &at[origins])) origins++;
        }
    give(a, FEATURE_LINK_LEAVER, count, at, origins);
}

cordon_status ties_features(const struct ties *t, uint32_t subject, const struct tie_findings *found,
                            struct arena *arena, const struct feature_item **ret_list,
                            size_t *ret_count, struct cordon_error *err)
{
    struct link_settings set;
    link_settings_default(&set);
    struct asking a = { .near_permille = set.near_permille, .t = t, .s = &t->pool->subject[subject], .subject = subject,
                        .place = link_place(t->link, subject), .found = found, .arena = arena,
                        .room = LINK_FEATURES + 8 };
    *ret_list = NULL;
    *ret_count = 0;
    a.records = a.s->count < POOL_SUBJECT_RECORDS_MAX ? a.s->count : POOL_SUBJECT_RECORDS_MAX;
    if (a.place == LINK_NONE) return CORDON_OK;
    a.item = arena_alloc(arena, a.room * sizeof *a.item);
    if (!a.item) return error_nomem(err);
    cordon_status st = link_counts(t->link, a.place, arena, a.count, err);
    if (st) return st;
    give_counts(&a);
    give_parts(&a);
    give_answers(&a);
    give_group(&a);
    give_ring(&a);
    give_referral(&a);
    give_leavers(&a);
    *ret_list = a.item;
    *ret_count = a.items;
    return arena->failed ? error_nomem(err) : CORDON_OK;
}

bool ties_is_referred(const struct ties *t, uint32_t subject)
{
    const struct pool_subject *s = &t->pool->subject[subject];
    for (uint32_t i = 0; i < s->count; i++)
        for (const struct record_value *v = NULL;
             (v = record_next(t->pool->order[s->first + i], FIELD_APP_REFERRER, v));)
            if (known_as(t, v->text) != LINK_NONE) return true;
    return false;
}

uint32_t ties_subject(const struct ties *t, str word)
{
    for (uint32_t i = 0; i < t->pool->subjects; i++)
        if (str_eq(t->pool->subject[i].id, word)) return i;
    return known_as(t, word);
}

/* The same value where this record says it again. */
static const struct record_value *same_in(const struct record *r, const struct record_value *like)
{
    if (!like) return NULL;
    for (const struct record_value *v = NULL; (v = record_next(r, like->field, v));)
        if (str_eq_nocase(v->text, like->text)) return v;
    return NULL;
}

cordon_status ties_of_record(const struct ties *t, uint32_t subject, const struct record *record,
                             struct arena *arena, const struct feature_item **list, size_t count,
                             struct cordon_error *err)
{
    const struct pool_subject *s = &t->pool->subject[subject];
    struct feature_item *out = count ? arena_alloc(arena, count * sizeof *out) : NULL;
    for (size_t i = 0; out && i < count; i++) {
        struct origin own[FEATURE_ORIGINS_MAX];
        size_t kept = 0;
        out[i] = (*list)[i];
        for (size_t k = 0; k < out[i].origins && kept < FEATURE_ORIGINS_MAX; k++) {
            const struct record_value *v = out[i].origin[k].value;
            if (t->pool->order[s->first + out[i].origin[k].record] != record) v = same_in(record, v);
            if (v) own[kept++] = (struct origin){ 0, v };
        }
        struct origin *rows = kept ? arena_alloc(arena, kept * sizeof *rows) : NULL;
        if (rows) memcpy(rows, own, kept * sizeof *rows);
        out[i].origin = rows;
        out[i].origins = rows ? kept : 0;
    }
    if (arena->failed) return error_nomem(err);
    *list = out;
    return CORDON_OK;
}
