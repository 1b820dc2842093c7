/* What a screening found of a subject, as it is kept and compared. */
#include "engine/watch.h"

#include "base/num.h"

#include <stdlib.h>

enum {
    FOUND_FORM = 1,
    HITS_NEAR_LIMIT = SCREEN_HITS_MAX / 4, /* further ones may reach it */
};

/* The same work bound, far enough away that lists grown a few times over do not reach it. */
static bool is_near_limit(const struct cordon_screener *scr)
{
    for (size_t i = 0; i < scr->checks.count; i++)
        if (scr->checks.items[i].why.id == SAY_LIMIT_REACHED) return true;
    return scr->hits.is_full || scr->hits.count > HITS_NEAR_LIMIT || name_work_done(scr->names) > SCREEN_WORK_MAX / 16;
}

static bool has_open_check(const struct cordon_screener *scr)
{
    for (size_t i = 0; i < scr->checks.count; i++)
        if (scr->checks.items[i].is_required && scr->checks.items[i].state != CHECK_DONE) return true;
    return false;
}

static int by_score(const void *a, const void *b)
{
    const struct watch_hit *x = a, *y = b;
    if (x->score_bp != y->score_bp) return x->score_bp > y->score_bp ? -1 : 1;
    int order = str_cmp(x->entity, y->entity);
    if (order) return order;
    return x->party < y->party ? -1 : x->party > y->party;
}

static bool keep_hits(struct cordon_screener *scr, struct arena *arena, struct watch_found *f)
{
    f->hit = arena_alloc(arena, (scr->hits.count + 1) * sizeof *f->hit);
    if (!f->hit) return false;
    for (size_t i = 0; i < scr->hits.count; i++) {
        const struct hit *h = &scr->hits.items[i];
        struct entity e = { .row = 0 };
        if (!entity_get(&h->source->entities, h->row, &e)) continue;
        f->hit[f->count++] = (struct watch_hit){ .entity = arena_str(arena, e.id), .name_bp = h->name.bp,
                                                 .score_bp = h->score_bp, .verdict = h->verdict,
                                                 .party = (uint8_t)num_min_u32(h->party, UINT8_MAX) };
    }
    if (f->count > 1) qsort(f->hit, f->count, sizeof *f->hit, by_score);
    return !arena->failed;
}

cordon_status watch_screen(struct cordon_screener *scr, str bytes, struct arena *arena, struct watch_found *ret,
                           struct cordon_error *err)
{
    struct record r;
    struct cordon_answer answer;
    *ret = (struct watch_found){ .count = 0 };
    arena_reset(&scr->arena);
    cordon_status st = record_unpack(bytes, &scr->arena, &r, err);
    if (!st) st = screen_record(scr, &r, CORDON_OK, NULL, &answer, err);
    if (st) return st;
    ret->id = arena_str(arena, watch_subject_id(&r));
    if (!keep_hits(scr, arena, ret)) return error_nomem(err);
    enum cordon_verdict v = CORDON_CLEAR;
    for (size_t i = 0; i < ret->count; i++)
        if (ret->hit[i].verdict > v) v = ret->hit[i].verdict;
    bool is_open = answer.status || has_open_check(scr);
    ret->state = (uint8_t)((unsigned)v | (is_open ? STATE_OPEN : 0) | (ret->count ? STATE_HITS : 0) |
                           (answer.status || is_near_limit(scr) ? STATE_ALWAYS : 0));
    return CORDON_OK;
}

cordon_status watch_is_near(struct cordon_screener *small, str bytes, bool *ret_is_near, struct cordon_error *err)
{
    struct record r;
    const struct record *list = &r;
    *ret_is_near = true; /* what cannot be told is looked at */
    arena_reset(&small->arena);
    name_query_reset(small->names);
    small->hits = (struct hit_list){ .items = NULL };
    small->checks.count = 0;
    cordon_status st = record_unpack(bytes, &small->arena, &r, err);
    if (st) return st;
    st = subject_read(&list, 1, small->options.as_of_s, (uint16_t)small->policy->same_bp, &small->arena, small->names,
                      small->subject, err);
    if (!st) st = detector_list.run(small, err);
    if (st == CORDON_NOMEM && !small->arena.over) return st;
    *ret_is_near = st || small->hits.count || is_near_limit(small);
    return CORDON_OK;
}

/* --- as bytes ------------------------------------------------------------------------------------------------- */

void watch_found_write(const struct watch_found *f, struct buf *out)
{
    uint8_t b[8];
    b[0] = FOUND_FORM;
    b[1] = f->state;
    num_put_u32(b + 2, (uint32_t)f->count);
    buf_add_bytes(out, b, 6);
    for (size_t i = 0; i < f->count; i++) {
        const struct watch_hit *h = &f->hit[i];
        num_put_u16(b, h->name_bp);
        num_put_u16(b + 2, h->score_bp);
        b[4] = (uint8_t)h->verdict;
        b[5] = h->party;
        num_put_u16(b + 6, (uint16_t)h->entity.len);
        buf_add_bytes(out, b, 8);
        buf_add(out, str_sub(h->entity, 0, UINT16_MAX));
    }
}

cordon_status watch_found_read(str bytes, struct arena *arena, struct watch_found *ret, struct cordon_error *err)
{
    const uint8_t *p = (const uint8_t *)bytes.data;
    *ret = (struct watch_found){ .count = 0 };
    if (!bytes.len) return CORDON_OK;
    size_t count = bytes.len >= 6 ? num_get_u32(p + 2) : 0, at = 6;
    if (bytes.len < 6 || p[0] != FOUND_FORM || count > bytes.len / 8) return error_set(err, CORDON_CORRUPT, "kept hits are not whole");
    ret->state = p[1];
    ret->hit = arena_alloc(arena, (count + 1) * sizeof *ret->hit);
    if (!ret->hit) return error_nomem(err);
    for (size_t i = 0; i < count; i++) {
        if (bytes.len - at < 8) return error_set(err, CORDON_CORRUPT, "kept hits are not whole");
        size_t len = num_get_u16(p + at + 6);
        if (bytes.len - at - 8 < len || p[at + 4] > CORDON_STOP) return error_set(err, CORDON_CORRUPT, "kept hits are not whole");
        ret->hit[i] = (struct watch_hit){ .entity = str_sub(bytes, at + 8, at + 8 + len), .name_bp = num_get_u16(p + at),
                                          .score_bp = num_get_u16(p + at + 2),
                                          .verdict = (enum cordon_verdict)p[at + 4], .party = p[at + 5] };
        at += 8 + len;
    }
    ret->count = count;
    return CORDON_OK;
}

uint8_t watch_found_state(str bytes)
{
    bool is_good = bytes.len >= 6 && bytes.data[0] == FOUND_FORM;
    return is_good ? (uint8_t)bytes.data[1] & (STATE_VERDICT | STATE_OPEN | STATE_ALWAYS | STATE_HITS) : 0;
}

bool watch_found_same(const struct watch_found *a, const struct watch_found *b)
{
    if (a->count != b->count) return false;
    for (size_t i = 0; i < a->count; i++) {
        const struct watch_hit *x = &a->hit[i], *y = &b->hit[i];
        if (x->name_bp != y->name_bp || x->score_bp != y->score_bp || x->verdict != y->verdict || x->party != y->party ||
            !str_eq(x->entity, y->entity))
            return false;
    }
    return true;
}

void watch_hits_write(const struct watch_found *f, struct json_writer *w)
{
    json_w_array(w);
    for (size_t i = 0; i < f->count; i++) {
        const struct watch_hit *h = &f->hit[i];
        json_w_object(w);
        json_w_key_str(w, STR("entity_id"), h->entity);
        json_w_key_u64(w, STR("name_bp"), h->name_bp);
        json_w_key_u64(w, STR("score_bp"), h->score_bp);
        json_w_key_str(w, STR("verdict"), str_c(cordon_verdict_name(h->verdict)));
        if (h->party) json_w_key_u64(w, STR("party"), h->party);
        json_w_object_end(w);
    }
    json_w_array_end(w);
}
