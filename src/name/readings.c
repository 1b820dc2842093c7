/* Searching by readings. */
#include "name/readings.h"

#include "base/num.h"
#include "name/key.h"

#include <stdlib.h>

enum {
    WHOLE_LEAST_CB = -580, /* a reading less likely than this may be an accident of letters (ours) */
    UNSURE_MOST_CB = 700,  /* what such an accident is worth at most (ours) */
    UNLIKELY_CB = 1000,    /* another culture's reading of two names, by so much rarer names, is none (ours) */
};

enum { ALL_MODELS = (1 << MODELS) - 1 };

static const struct name_model *const models[MODELS] = {
    [MODEL_KOREAN] = &korean_model, [MODEL_CHINESE] = &chinese_model, [MODEL_JAPANESE] = &japanese_model,
};

static bool is_whole(const struct hypothesis *h)
{
    return h->is_whole && h->prior_cb > WHOLE_LEAST_CB;
}

unsigned readings_whole(const struct readings *r)
{
    unsigned set = 0;
    for (size_t i = 0; i < r->count; i++)
        if (is_whole(&r->hyp[i])) set |= 1u << model_of(&r->hyp[i]);
    return set;
}

/* Of readings that agree as well, the commoner name: what is worth less is the likelier reading. */
static bool is_better(const struct score *x, const struct score *than)
{
    return x->name_bp > than->name_bp || (x->name_bp == than->name_bp && x->info_cb < than->info_cb);
}

static size_t read_by(const struct read_name *n, unsigned set, struct hypothesis ret[READINGS_ROOM])
{
    size_t count = 0;
    for (unsigned m = 0; m < MODELS; m++)
        if (set >> m & 1) count += models[m]->read(n, ret + count);
    return count;
}

size_t readings_read(const struct read_name *n, struct hypothesis ret[READINGS_ROOM])
{
    return read_by(n, ALL_MODELS, ret);
}

size_t readings_keys(const struct hypothesis *h, uint64_t ret[HYPOTHESIS_KEYS_MAX])
{
    return models[model_of(h)]->keys(h, ret);
}

bool readings_know(const struct readings *r)
{
    for (size_t i = 0; i < r->count; i++)
        if (models[model_of(&r->hyp[i])]->is_known(&r->hyp[i])) return true;
    return false;
}

static bool readings_by(const struct read_name *n, unsigned set, struct arena *arena, struct readings *ret)
{
    struct hypothesis room[READINGS_ROOM];
    *ret = (struct readings){ .count = read_by(n, set, room) };
    if (!ret->count) return true;
    ret->hyp = arena_alloc(arena, ret->count * sizeof *ret->hyp);
    if (!ret->hyp) return false;
    memcpy(ret->hyp, room, ret->count * sizeof *room);
    return true;
}

bool readings_of(const struct read_name *n, struct arena *arena, struct readings *ret)
{
    return readings_by(n, ALL_MODELS, arena, ret);
}

bool readings_like(const struct read_name *n, const struct readings *other, struct arena *arena, struct readings *ret)
{
    unsigned set = 0;
    for (size_t i = 0; i < other->count; i++) set |= 1u << model_of(&other->hyp[i]);
    return readings_by(n, set, arena, ret);
}

static unsigned own_of(const struct readings *r)
{
    unsigned set = 0;
    for (size_t i = 0; i < r->count; i++) {
        const struct name_model *m = models[model_of(&r->hyp[i])];
        if (is_whole(&r->hyp[i]) && m->is_own && m->is_own(&r->hyp[i])) set |= 1u << model_of(&r->hyp[i]);
    }
    return set;
}

enum { FIT_NONE_CB = 1 << 20 };

/* What a reading is worth to itself: the less, the commoner the name. */
static int32_t fit_of(const struct hypothesis *h)
{
    struct score s = models[model_of(h)]->pair(h, h);
    return s.name_bp ? s.info_cb - h->prior_cb : FIT_NONE_CB; /* two readings of kanji tell nothing of the kanji */
}

/* The likeliest whole reading of each model, among those spelled in Latin letters. */
static void fits_of(const struct readings *r, int32_t ret[MODELS])
{
    for (unsigned m = 0; m < MODELS; m++) ret[m] = FIT_NONE_CB;
    for (size_t i = 0; i < r->count; i++) {
        const struct hypothesis *h = &r->hyp[i];
        enum model_id m = model_of(h);
        if (!is_whole(h) || !models[m]->is_spelled || !models[m]->is_spelled(h)) continue;
        int32_t cb = fit_of(h);
        if (cb < ret[m]) ret[m] = cb;
    }
}

/* Of models that read both names, those beside which another makes far commoner names of them have no say: Kim Yong
 * Kook is 김용국, and only by a far chance the Hokkien 金用国 with a slip. */
static unsigned likely(const struct readings *a, const struct readings *b, unsigned set)
{
    int32_t fit_a[MODELS], fit_b[MODELS], best = FIT_NONE_CB;
    if (!(set & (set - 1))) return set; /* one, or none */
    fits_of(a, fit_a);
    fits_of(b, fit_b);
    for (unsigned m = 0; m < MODELS; m++)
        if (set >> m & 1 && fit_a[m] + fit_b[m] < best) best = fit_a[m] + fit_b[m];
    for (unsigned m = 0; m < MODELS; m++) {
        int32_t fit = fit_a[m] + fit_b[m];
        if (fit < FIT_NONE_CB && fit > best + UNLIKELY_CB) set &= ~(1u << m);
    }
    return set;
}

/* The models that have a say: where some read both names wholly, the others have none. */
static unsigned deciding(const struct readings *a, const struct readings *b)
{
    unsigned whole = readings_whole(a) & readings_whole(b), own = own_of(a) & own_of(b);
    return likely(a, b, own ? own : whole);
}

struct best {
    struct score             score;
    const struct hypothesis *a, *b;
};

static struct best best_pair(const struct readings *a, const struct readings *b)
{
    struct best best = { .a = NULL };
    unsigned decides = deciding(a, b);
    for (size_t j = 0; j < b->count; j++)
        for (size_t i = 0; i < a->count; i++) {
            const struct hypothesis *x = &a->hyp[i], *y = &b->hyp[j];
            if (model_of(x) != model_of(y) || (decides && !(decides >> model_of(x) & 1))) continue;
            struct score s = models[model_of(x)]->pair(x, y);
            bool is_certain = is_whole(x) && is_whole(y);
            if (!is_certain && s.info_cb > UNSURE_MOST_CB) s.info_cb = UNSURE_MOST_CB;
            if (best.a && !is_better(&s, &best.score)) continue;
            best = (struct best){ s, x, y };
        }
    return best;
}

const struct name_model *readings_join(const struct readings *a, const struct readings *b, struct score *score)
{
    if (score->is_exact || !a->count || !b->count) return NULL;
    struct best best = best_pair(a, b);
    bool decides = readings_whole(a) & readings_whole(b);
    if (!best.a || (!decides && best.score.name_bp <= score->name_bp)) return NULL;
    *score = best.score;
    return models[model_of(best.a)];
}

int32_t readings_self_info(const struct readings *r)
{
    int32_t least = FIT_NONE_CB;
    for (size_t i = 0; i < r->count; i++) {
        int32_t cb = is_whole(&r->hyp[i]) ? fit_of(&r->hyp[i]) : FIT_NONE_CB;
        if (cb < least) least = cb;
    }
    return least;
}

void readings_cap(struct score *s, int32_t self_a, int32_t self_b)
{
    int32_t most = self_a < self_b ? self_a : self_b;
    if (s->info_cb > most) s->info_cb = most;
}

/* --- saying -------------------------------------------------------------------------------------- */

enum { PART_READ_BP = 5000 }; /* parts less alike contradict each other */

static uint16_t weight_of(const struct score *s)
{
    return (uint16_t)num_min_u32(s->info_cb > 0 ? (uint32_t)s->info_cb : 0, UINT16_MAX);
}

/* How well the parts of two readings agree, whether or not the names do: to tell what contradicts. */
static uint32_t parts_alike(const struct name_model *m, const struct hypothesis *x, const struct hypothesis *y)
{
    uint32_t sum = 0;
    for (unsigned at = 0; at < HYPOTHESIS_UNITS; at++) sum += m->pair_part(x, y, at).name_bp;
    return sum;
}

static struct best nearest_pair(const struct readings *a, const struct readings *b)
{
    struct best best = best_pair(a, b);
    uint32_t most = 0;
    if (!best.a || best.score.name_bp) return best;
    best.a = NULL;
    for (size_t i = 0; i < a->count; i++)
        for (size_t j = 0; j < b->count; j++) {
            const struct hypothesis *x = &a->hyp[i], *y = &b->hyp[j];
            if (model_of(x) != model_of(y) || x->given != y->given || !models[model_of(x)]->pair_part) continue;
            uint32_t alike = parts_alike(models[model_of(x)], x, y);
            if (best.a && alike <= most) continue;
            most = alike;
            best = (struct best){ best.score, x, y };
        }
    return best;
}

static str spelled(const struct hypothesis *h, struct arena *arena)
{
    char text[64];
    return arena_str(arena, str_of(text, models[model_of(h)]->spell(h, text, sizeof text)));
}

static str spelled_part(const struct hypothesis *h, unsigned at, struct arena *arena)
{
    char text[64];
    return arena_str(arena, str_of(text, models[model_of(h)]->spell_part(h, at, text, sizeof text)));
}

static void say_whole(const struct best *best, const struct read_name *a, const struct read_name *b, struct arena *arena,
                      struct part_list *out)
{
    struct name_part p = { .a = a->text, .b = b->text, .how = PART_READ, .same_bp = best->score.name_bp,
                           .weight_cb = weight_of(&best->score) };
    const struct hypothesis *h[2] = { best->a, best->b };
    for (size_t i = 0; i < 2; i++) {
        p.reading[i] = spelled(h[i], arena);
        p.system[i] = models[model_of(h[i])]->system_name(h[i]);
    }
    part_add(out, p);
}

static void say_place(const struct best *best, unsigned at, const str text[2], struct arena *arena, struct part_list *out)
{
    const struct name_model *m = models[model_of(best->a)];
    struct score s = m->pair_part(best->a, best->b, at);
    struct name_part p = { .a = text[0], .b = text[1], .same_bp = s.name_bp, .weight_cb = weight_of(&s) };
    const struct hypothesis *h[2] = { best->a, best->b };
    if (!text[0].len && !text[1].len) return;
    if (!text[0].len || !text[1].len) p.how = PART_MISSING;
    else p.how = s.name_bp >= PART_READ_BP ? PART_READ : PART_DIFFERENT;
    for (size_t i = 0; i < 2; i++) {
        p.reading[i] = text[i].len ? spelled_part(h[i], at, arena) : STR_EMPTY;
        p.system[i] = m->system_name(h[i]);
    }
    if (p.how == PART_READ && (!p.reading[0].len || !p.reading[1].len)) p.how = PART_INITIAL;
    part_add(out, p);
}

static bool is_inside(str word, const str text[HYPOTHESIS_UNITS])
{
    for (size_t i = 0; i < HYPOTHESIS_UNITS; i++)
        if (text[i].len && text[i].data < word.data + word.len && word.data < text[i].data + text[i].len) return true;
    return false;
}

/* Words that are no part of the reading: a Western first name. */
static void say_dropped(const struct read_name *n, const str text[HYPOTHESIS_UNITS], bool is_b, struct part_list *out)
{
    for (size_t i = 0; i < n->count; i++) {
        str raw = n->word[i].raw;
        if (n->role[i] == ROLE_TITLE || is_inside(raw, text)) continue;
        part_add(out, (struct name_part){ .a = is_b ? STR_EMPTY : raw, .b = is_b ? raw : STR_EMPTY, .how = PART_MISSING,
                                          .weight_cb = n->word[i].weight[READ_PERSON] });
    }
}

bool readings_say(const struct readings *a, const struct read_name *name_a, const struct readings *b,
                  const struct read_name *name_b, struct arena *arena, struct part_list *out)
{
    struct best best = nearest_pair(a, b);
    str text_a[HYPOTHESIS_UNITS], text_b[HYPOTHESIS_UNITS];
    if (!best.a) return false;
    const struct name_model *m = models[model_of(best.a)];
    if (!m->pair_part || !m->spell_part || !m->text_of) {
        say_whole(&best, name_a, name_b, arena, out);
        return true;
    }
    m->text_of(name_a, best.a, text_a);
    m->text_of(name_b, best.b, text_b);
    for (unsigned at = 0; at < HYPOTHESIS_UNITS; at++) say_place(&best, at, (str[2]){ text_a[at], text_b[at] }, arena, out);
    say_dropped(name_a, text_a, false, out);
    say_dropped(name_b, text_b, true, out);
    return true;
}

/* --- stored readings ---------------------------------------------------------------------------- */

static struct hypothesis unpack(const uint8_t *row)
{
    struct hypothesis h = {
        .system = row[0], .given = row[1] & 3u, .is_whole = row[1] >> 2 & 1u, .dropped = row[1] >> 3 & 3u,
        .is_far = row[1] >> 5 & 1u, .extra = row[1] >> 6 & 3u, .prior_cb = (int16_t)num_get_u16(row + 2),
    };
    for (size_t u = 0; u < HYPOTHESIS_UNITS; u++) h.unit[u] = num_get_u16(row + 4 + 2 * u);
    return h;
}

struct readings readings_stored(const struct name_index *x, uint32_t name, struct hypothesis room[READINGS_ROOM])
{
    struct readings none = { .count = 0 }, r = { .hyp = room };
    uint32_t low = 0, count = (uint32_t)(x->section[SEC_READ].len / READ_ROW), high = count ? count - 1 : 0;
    if (!count) return none;
    while (low < high) { /* the last row closes */
        uint32_t mid = low + (high - low) / 2;
        if (part_u32(x->section[SEC_READ], 2 * mid) < name) low = mid + 1;
        else high = mid;
    }
    if (low + 1 >= count || part_u32(x->section[SEC_READ], 2 * low) != name) return none;
    uint32_t from = part_u32(x->section[SEC_READ], 2 * low + 1), to = part_u32(x->section[SEC_READ], 2 * low + 3);
    for (uint32_t i = from; i < to && r.count < READINGS_ROOM; i++) {
        const uint8_t *row = part_record(x->section[SEC_HYP], i, HYP_ROW);
        if (!row) break;
        room[r.count] = unpack(row);
        /* what is no reading is of a damaged part */
        if (model_of(&room[r.count]) < MODELS && models[model_of(&room[r.count])]->is_good(&room[r.count])) r.count++;
    }
    return r;
}

/* --- searching ---------------------------------------------------------------------------------- */

static bool note(struct name_scratch *s, uint32_t name, uint32_t names)
{
    if (name >= names || s->name_mark[name].seen == s->visit) return true;
    uint32_t *t = list_add(&s->touched, sizeof *t);
    if (!t) return false;
    *t = name;
    s->name_mark[name].seen = s->visit;
    return true;
}

static bool ask(struct name_scratch *s, const struct name_index *x, uint64_t key)
{
    uint64_t mixed = key_mix(key);
    uint16_t tag = index_tag_of(mixed);
    uint32_t i, to;
    index_bucket(x, mixed, &i, &to);
    s->work += to > i ? to - i : 0;
    for (; i < to; i++) {
        uint32_t val;
        if (part_u16(x->section[SEC_TAG], i) != tag) continue;
        val = index_val(x, i);
        if ((val & VAL_IS_NAME) && !note(s, val & ~VAL_IS_NAME, x->names)) return false;
    }
    return true;
}

static int by_name(const void *a, const void *b)
{
    uint32_t x = ((const struct read_hit *)a)->name, y = ((const struct read_hit *)b)->name;
    return (x > y) - (x < y);
}

bool readings_search(struct name_scratch *s, const struct name_index *x, const struct readings *q,
                     uint16_t min_bp, const struct read_hit **ret, size_t *ret_count)
{
    enum { PAIR_COST = 60 }; /* of two readings, about (measured) */
    uint64_t key[HYPOTHESIS_KEYS_MAX];
    s->visit++;
    s->touched.count = s->read.count = 0;
    for (size_t i = 0; i < q->count; i++) {
        size_t n = readings_keys(&q->hyp[i], key);
        for (size_t k = 0; k < n; k++)
            if (!ask(s, x, key[k])) return false;
    }
    for (size_t i = 0; i < s->touched.count && s->work <= s->work_max; i++) {
        struct hypothesis room[READINGS_ROOM];
        struct read_hit hit = { .name = ((const uint32_t *)s->touched.items)[i] };
        struct readings stored = readings_stored(x, hit.name, room);
        s->work += stored.count * q->count * PAIR_COST;
        hit.score = best_pair(q, &stored).score;
        if (hit.score.name_bp < min_bp) continue;
        struct read_hit *kept = list_add(&s->read, sizeof *kept);
        if (!kept) return false;
        *kept = hit;
    }
    if (s->read.count) qsort(s->read.items, s->read.count, sizeof(struct read_hit), by_name);
    *ret = s->read.items;
    *ret_count = s->read.count;
    return true;
}

str name_in_hangul(str text, struct arena *arena)
{
    struct read_name n;
    struct hypothesis h[HYPOTHESES_MAX];
    char part[64];
    str out = STR_EMPTY;
    if (form_read(text, form_readings(NAME_PERSON), arena, &n, NULL) || !korean_model.read(&n, h)) return STR_EMPTY;
    if (!h[0].is_whole || h[0].unit[0] == NO_UNIT || !h[0].given || !korean_model.is_known(&h[0])) return STR_EMPTY;
    for (unsigned i = 0; i <= h[0].given; i++) {
        size_t len = korean_model.spell_part(&h[0], i, part, sizeof part);
        if (!len) return STR_EMPTY; /* an initial */
        out = arena_printf(arena, "%.*s%.*s", (int)out.len, out.data ? out.data : "", (int)len, part);
    }
    return out;
}
