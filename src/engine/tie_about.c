/*
 * What ties ask of a subject again and again, looked up once: names, times, employers.
 *
 * Workload: fifty people behind one value ask each other's names, and whether one left before another
 * came; each may have a year of log lines.
 */
#include "engine/tie_inside.h"

#include "base/mem.h"

#include <stdlib.h>

/* --- looking ------------------------------------------------------------------------------------- */

static bool record_says(const struct record *r, enum record_field f, str text)
{
    for (const struct record_value *v = NULL; (v = record_next(r, f, v));)
        if (str_eq_nocase(v->text, text)) return true;
    return false;
}

/* Are there two words, or letters that write a whole name without a blank: Han, kana, hangul? */
static bool is_whole_name(str text)
{
    text = str_trim(text);
    for (size_t i = 0; i < text.len; i++)
        if (text.data[i] == ' ' || (uint8_t)text.data[i] >= 0xE3) return true;
    return false;
}

bool tie_is_name(const struct record *r, str text)
{
    bool is_log = r->kind == RECORD_KIND_DEVICE || r->kind == RECORD_KIND_LOGIN || r->kind == RECORD_KIND_MESSAGE;
    return !is_log && is_whole_name(text);
}

static void look_at_names(struct tie_about *a, const struct record *r, str name[TIE_NAMES])
{
    for (const struct record_value *v = NULL; a->names < TIE_NAMES && (v = record_next(r, FIELD_NAME, v));) {
        if (!a->called.len) a->called = v->text;
        bool is_known = !tie_is_name(r, v->text);
        for (size_t k = 0; k < a->names; k++) is_known = is_known || str_eq(name[k], v->text);
        if (!is_known) name[a->names++] = v->text;
    }
}

static void look_at_time(struct tie_about *a, const struct record *r)
{
    struct moment m;
    str text = record_text(r, FIELD_TIME);
    if (!text.len) text = record_text(r, FIELD_APP_APPLIED_AT);
    if (!text.len || !moment_read(text, &m)) return;
    if (m.s < a->first_s) a->first_s = m.s;
    if (m.s > a->last_s) a->last_s = m.s;
}

static void look_at_subject(struct ties *t, uint32_t subject)
{
    const struct pool_subject *s = &t->pool->subject[subject];
    struct tie_about *a = &t->about[subject];
    str name[TIE_NAMES];
    *a = (struct tie_about){ .first_s = INT64_MAX, .last_s = INT64_MIN };
    for (uint32_t i = 0; i < s->count; i++) {
        const struct record *r = t->pool->order[s->first + i];
        look_at_names(a, r, name);
        look_at_time(a, r);
        a->has_left = a->has_left || record_says(r, FIELD_STATUS, STR("former")) ||
                      record_says(r, FIELD_STATUS, STR("blocked"));
    }
    if (!a->names) return;
    a->called = name[0];
    str *kept = arena_alloc(&t->arena, a->names * sizeof *kept);
    if (kept) memcpy(kept, name, a->names * sizeof *kept);
    a->name = kept;
}

/* --- files --------------------------------------------------------------------------------------- */

/* Records of one file stand together as they were read: each subject is met once a file. */
static cordon_status count_files(struct ties *t, struct cordon_error *err)
{
    const struct pool *p = t->pool;
    uint32_t *last = mem_calloc(p->subjects + 1, sizeof *last);
    if (!last) return error_nomem(err);
    for (size_t f = 0; f < p->files; f++)
        for (uint64_t i = 0; i < p->file[f].records; i++) {
            uint32_t s = p->subject_of[p->file[f].first + i];
            if (last[s] == f + 1) continue;
            last[s] = (uint32_t)f + 1;
            t->about[s].files++;
        }
    mem_free(last);
    return CORDON_OK;
}

/* --- employers ----------------------------------------------------------------------------------- */

static int by_subject(const void *x, const void *y)
{
    const struct tie_employer *a = x, *b = y;
    if (a->subject != b->subject) return a->subject < b->subject ? -1 : 1;
    return str_cmp(a->text, b->text);
}

static str lowered(struct arena *arena, str text)
{
    char *low = arena_alloc(arena, text.len + 1);
    if (!low) return STR_EMPTY;
    for (size_t i = 0; i < text.len; i++) low[i] = byte_lower(text.data[i]);
    return str_of(low, text.len);
}

static size_t count_employers(const struct pool *p)
{
    size_t count = 0;
    for (size_t i = 0; i < p->count; i++)
        for (const struct record_value *v = NULL; (v = record_next(p->record[i], FIELD_JOB_EMPLOYER, v));) count++;
    return count;
}

static cordon_status look_at_employers(struct ties *t, struct cordon_error *err)
{
    const struct pool *p = t->pool;
    size_t kept = 0;
    t->employer = mem_alloc((count_employers(p) + 1) * sizeof *t->employer);
    if (!t->employer) return error_nomem(err);
    for (size_t i = 0; i < p->count; i++)
        for (const struct record_value *v = NULL; (v = record_next(p->record[i], FIELD_JOB_EMPLOYER, v));)
            t->employer[t->employers++] = (struct tie_employer){ p->subject_of[i], lowered(&t->arena, v->text) };
    qsort(t->employer, t->employers, sizeof *t->employer, by_subject);
    for (size_t i = 0; i < t->employers; i++)
        if (!kept || by_subject(&t->employer[kept - 1], &t->employer[i])) t->employer[kept++] = t->employer[i];
    t->employers = kept;
    return CORDON_OK;
}

/* The first employer of a subject, or of one behind it. */
static size_t employers_from(const struct ties *t, uint32_t subject)
{
    size_t low = 0, high = t->employers;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (t->employer[mid].subject < subject) low = mid + 1;
        else high = mid;
    }
    return low;
}

bool ties_share_employer(const struct ties *t, uint32_t a, uint32_t b)
{
    size_t x = employers_from(t, a), y = employers_from(t, b);
    while (x < t->employers && y < t->employers && t->employer[x].subject == a && t->employer[y].subject == b) {
        int c = str_cmp(t->employer[x].text, t->employer[y].text);
        if (!c) return true;
        if (c < 0) x++;
        else y++;
    }
    return false;
}

/* --- asking -------------------------------------------------------------------------------------- */

str ties_name(const struct ties *t, uint32_t subject)
{
    return t->about[subject].called;
}

size_t ties_files(const struct ties *t, uint32_t subject)
{
    return t->about[subject].files;
}

size_t ties_limits(const struct ties *t, uint32_t subject, struct screen_limit ret[SCREEN_LIMITS_MAX])
{
    const struct tie_about *a = &t->about[subject];
    const struct link_told *told = link_caps(t->link);
    size_t count = 0;
    if (t->pool->subject[subject].count > POOL_SUBJECT_RECORDS_MAX)
        ret[count++] = (struct screen_limit){ STR("record"), STR("records of one subject"), POOL_SUBJECT_RECORDS_MAX };
    if (a->is_cut || a->values > LINK_PER_IDENTITY_MAX)
        ret[count++] = (struct screen_limit){ STR("links"), STR("values of one subject that are compared with others'"),
                                              LINK_PER_IDENTITY_MAX };
    else if (told[LINK_CAP_PAIRS].count)
        ret[count++] = (struct screen_limit){ STR("links"), STR("pairs that share a common value"), LINK_PAIRS_MAX };
    else if (told[LINK_CAP_PHOTOS].count && a->kinds >> LINK_PHOTO & 1)
        ret[count++] = (struct screen_limit){ STR("links"), STR("comparisons of pictures"), (int64_t)LINK_COMPARES_MAX };
    return count;
}

const struct link_holder *ties_holder(const struct link_value *v, uint32_t subject)
{
    uint32_t low = 0, high = v->holders;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (v->holder[mid].identity < subject) low = mid + 1;
        else high = mid;
    }
    return low < v->holders && v->holder[low].identity == subject ? &v->holder[low] : NULL;
}

/* Does it hold another party of the group as well? */
static bool is_of_group(const struct ties *t, const struct link_value *v, uint32_t place, uint32_t group)
{
    for (uint32_t i = 0; i < v->somes; i++)
        if (link_group_of(t->link, v->some[i].place) == group &&
            link_party(t->link, v->some[i].place) != link_party(t->link, place))
            return true;
    return false;
}

size_t ties_group_values(const struct ties *t, uint32_t subject, uint32_t *ret, size_t room)
{
    uint32_t place = link_place(t->link, subject), values, group = LINK_NONE;
    size_t count = 0;
    if (place != LINK_NONE) group = link_group_of(t->link, place);
    const uint32_t *value = group == LINK_NONE ? NULL : link_values_of(t->link, place, &values);
    for (uint32_t i = 0; value && i < values; i++) {
        const struct link_value *v = link_value(t->link, value[i]);
        bool is_full = count == room;
        if (v->state != LINK_LINKS) continue;
        if (is_full && link_value(t->link, ret[count - 1])->rarity_cb >= v->rarity_cb) continue;
        if (!is_of_group(t, v, place, group)) continue;
        size_t at = is_full ? count - 1 : count++;
        while (at && link_value(t->link, ret[at - 1])->rarity_cb < v->rarity_cb) {
            ret[at] = ret[at - 1];
            at--;
        }
        ret[at] = value[i];
    }
    return count;
}

/* --- together ------------------------------------------------------------------------------------ */

cordon_status ties_look(struct ties *t, struct cordon_error *err)
{
    t->about = mem_calloc(t->pool->subjects + 1, sizeof *t->about);
    if (!t->about) return error_nomem(err);
    for (uint32_t i = 0; i < t->pool->subjects; i++) look_at_subject(t, i);
    cordon_status st = count_files(t, err);
    if (!st) st = look_at_employers(t, err);
    return st || !t->arena.failed ? st : error_nomem(err);
}
