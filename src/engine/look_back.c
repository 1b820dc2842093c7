/*
 * Which past payments touched the newly listed: parties that came or changed, the subjects found near them at review or
 * above, and one walk over all payments with a bit for each such subject.
 */
#include "engine/look_back.h"

#include "engine/rescreen.h"

#include "base/date.h"
#include "base/mem.h"
#include "base/num.h"
#include "law/law.h"

#include <stdlib.h>

enum { LOOK_ARENA_MAX = 1 << 30, PARTIES_MOST = 100000 };

struct near_row {
    uint64_t row;
    uint32_t party;
};

/* A payment of somebody near a party. */
struct touching {
    struct look_payment  place;
    struct watch_payment payment; /* without its id */
};

struct looker {
    struct store         *store;
    struct watch_payments payments;
    struct touching      *found;
    size_t                count, room;
};

struct looking {
    struct cordon_subjects        *s;
    const struct cordon_look_back *look;
    struct cordon_looked_back     *sum;
    struct arena                   arena;
    struct watch_base              from, to;
    struct watch_delta             delta;
    struct look_party             *party;
    size_t                         parties, party_room;
    struct near_row               *near; /* by row */
    size_t                         nears, near_room;
    uint64_t                      *touched; /* a bit a row */
    uint64_t                       rows;
    struct looker                 *looker;
    unsigned                       workers;
    struct buf                     kept;
    bool                           is_first; /* no lists were before the present ones */
    bool                           no_memory;
};

static void *grown(void *p, size_t count, size_t *room, size_t size)
{
    if (count < *room) return p;
    *room = *room ? *room * 2 : 64;
    return mem_realloc(p, *room * size);
}

/* --- who --------------------------------------------------------------------------------------------------------------- */

struct rows {
    uint64_t *row;
    size_t    count, room;
    bool      no_memory;
};

static bool add_row(void *ctx, uint64_t row)
{
    struct rows *r = ctx;
    uint64_t *p = grown(r->row, r->count, &r->room, sizeof *p);
    r->no_memory = !p;
    if (!p) return false;
    r->row = p;
    r->row[r->count++] = row;
    return true;
}

static void name_party(struct looking *l, struct look_party *p)
{
    for (size_t i = 0; i < l->look->set->source_count; i++) {
        const struct set_source *src = &l->look->set->source[i];
        struct entity e;
        uint32_t row;
        if (!entity_find(&src->entities, p->entity, &row) || !entity_get(&src->entities, row, &e)) continue;
        p->source = src->about.source;
        p->edition = src->about.edition;
        p->is_dprk = e.flags & ENTITY_DPRK;
        p->name = entity_value(&src->entities, &e, ftm_prop_find(STR("name")));
    }
}

/* The hit on this party, when it counts. */
static cordon_status hit_on(struct looking *l, uint64_t row, uint64_t id, struct watch_hit *ret, bool *ret_counts, struct cordon_error *err)
{
    struct watch_found f;
    *ret_counts = false;
    buf_reset(&l->kept);
    cordon_status st = store_found(l->s->store, row, &l->kept, err);
    if (!st) st = watch_found_read(buf_str(&l->kept), &l->arena, &f, err);
    if (st == CORDON_CORRUPT) { /* the others are told all the same */
        l->sum->damaged++;
        return CORDON_OK;
    }
    for (size_t i = 0; !st && i < f.count; i++) {
        if (watch_id(f.hit[i].entity) != id || f.hit[i].verdict < CORDON_REVIEW) continue;
        if (*ret_counts && f.hit[i].verdict <= ret->verdict) continue;
        *ret = f.hit[i];
        ret->entity = arena_str(&l->arena, f.hit[i].entity);
        *ret_counts = true;
    }
    return st;
}

static cordon_status subject_of(struct looking *l, uint64_t row, str *ret, struct cordon_error *err)
{
    struct record r;
    buf_reset(&l->kept);
    cordon_status st = store_record(l->s->store, row, &l->kept, err);
    if (!st) st = record_unpack(buf_str(&l->kept), &l->arena, &r, err);
    if (!st) *ret = arena_str(&l->arena, watch_subject_id(&r));
    if (st != CORDON_CORRUPT) return st;
    *ret = arena_printf(&l->arena, "row %llu", (unsigned long long)row); /* its id stands in the record alone */
    l->sum->damaged++;
    return CORDON_OK;
}

static cordon_status add_subject(struct looking *l, struct look_party *p, uint64_t row, const struct watch_hit *h, struct cordon_error *err)
{
    str id = STR_EMPTY;
    struct near_row *n = grown(l->near, l->nears, &l->near_room, sizeof *n);
    if (!n) return error_nomem(err);
    l->near = n;
    cordon_status st = subject_of(l, row, &id, err);
    if (st) return st;
    l->near[l->nears++] = (struct near_row){ row, (uint32_t)(p - l->party) };
    p->subject[p->subjects++] = id;
    if (h->verdict > p->worst) p->worst = h->verdict;
    p->entity = h->entity;
    return CORDON_OK;
}

static cordon_status gather_party(struct looking *l, const struct watch_item *item, struct cordon_error *err)
{
    struct rows rows = { .row = NULL };
    uint8_t key[8];
    num_put_u64(key, item->id);
    cordon_status st = store_near(l->s->store, str_of((const char *)key, sizeof key), add_row, &rows, err);
    if (!st && rows.no_memory) st = error_nomem(err);
    struct look_party *p = st || !rows.count ? NULL : grown(l->party, l->parties, &l->party_room, sizeof *p);
    if (!st && rows.count && !p) st = error_nomem(err);
    if (p) {
        l->party = p;
        p = &l->party[l->parties];
        memset(p, 0, sizeof *p);
        p->change = item->change;
        p->is_first = l->is_first;
        p->subject = arena_alloc(&l->arena, (rows.count + 1) * sizeof *p->subject);
        if (!p->subject) st = error_nomem(err);
    }
    for (size_t i = 0; !st && i < rows.count; i++) {
        struct watch_hit h = { .verdict = CORDON_UNDECIDED };
        bool counts;
        st = hit_on(l, rows.row[i], item->id, &h, &counts, err);
        if (!st && counts) st = add_subject(l, p, rows.row[i], &h, err);
    }
    mem_free(rows.row);
    if (st || !p || !p->subjects) return st;
    name_party(l, p);
    l->parties++;
    l->sum->subjects += p->subjects;
    return CORDON_OK;
}

static int by_row(const void *a, const void *b)
{
    const struct near_row *x = a, *y = b;
    if (x->row != y->row) return x->row < y->row ? -1 : 1;
    return x->party < y->party ? -1 : x->party > y->party;
}

static cordon_status gather(struct looking *l, struct cordon_error *err)
{
    cordon_status st = watch_rows(l->s->store, &l->rows, err);
    for (size_t i = 0; !st && i < l->delta.count; i++) {
        if (l->delta.item[i].change == WATCH_REMOVED || l->delta.item[i].change == WATCH_REWRITTEN) continue;
        st = gather_party(l, &l->delta.item[i], err);
        if (!st && l->parties == PARTIES_MOST) st = error_set(err, CORDON_LIMIT, "more than %d newly listed parties have subjects", PARTIES_MOST);
    }
    if (st) return st;
    if (l->nears > 1) qsort(l->near, l->nears, sizeof *l->near, by_row);
    l->touched = mem_calloc((size_t)(l->rows / 64 + 2), sizeof *l->touched);
    if (!l->touched) return error_nomem(err);
    for (size_t i = 0; i < l->nears; i++) l->touched[l->near[i].row >> 6] |= (uint64_t)1 << (l->near[i].row & 63);
    l->sum->parties = l->parties;
    return CORDON_OK;
}

/* --- payments ----------------------------------------------------------------------------------------------------------- */

static inline bool is_touched(const struct looking *l, uint64_t row)
{
    return row <= l->rows && l->touched[row >> 6] >> (row & 63) & 1;
}

/* Where it stands among those near, or would. */
static size_t near_at(const struct looking *l, uint64_t row, uint32_t party)
{
    size_t low = 0, high = l->nears;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        const struct near_row *n = &l->near[mid];
        if (n->row < row || (n->row == row && n->party < party)) low = mid + 1;
        else high = mid;
    }
    return low;
}

static bool is_near(const struct looking *l, uint64_t row, uint32_t party)
{
    size_t at = near_at(l, row, party);
    return at < l->nears && l->near[at].row == row && l->near[at].party == party;
}

/* Payer and payee near the same party: once. */
static bool add_found(const struct looking *l, struct looker *w, uint64_t block, uint32_t at, const struct watch_payment *p,
                      uint64_t row, uint64_t but)
{
    if (!is_touched(l, row)) return true;
    for (size_t i = near_at(l, row, 0); i < l->nears && l->near[i].row == row; i++) {
        uint32_t party = l->near[i].party;
        if (but && is_near(l, but, party)) continue;
        struct touching *found = grown(w->found, w->count, &w->room, sizeof *found);
        if (!found) return false;
        w->found = found;
        w->found[w->count++] = (struct touching){ { block, at, party }, *p };
    }
    return true;
}

static cordon_status look_at(void *ctx, unsigned worker, size_t at, struct cordon_error *err)
{
    struct looking *l = ctx;
    struct looker *w = &l->looker[worker];
    cordon_status st = watch_payments_load(&w->payments, w->store, at + 1, false, err);
    for (size_t i = 0; !st && i < w->payments.count; i++) {
        struct watch_payment p;
        watch_payments_sides(&w->payments, i, &p);
        if (!is_touched(l, p.payer) && !is_touched(l, p.payee)) continue;
        watch_payments_get(&w->payments, i, &p);
        bool is_good = add_found(l, w, at + 1, (uint32_t)i, &p, p.payer, 0) &&
                       add_found(l, w, at + 1, (uint32_t)i, &p, p.payee, is_touched(l, p.payer) ? p.payer : 0);
        if (!is_good) st = error_nomem(err);
    }
    return st;
}

static int by_place(const void *a, const void *b)
{
    const struct look_payment *x = &((const struct touching *)a)->place, *y = &((const struct touching *)b)->place;
    if (x->block != y->block) return x->block < y->block ? -1 : 1;
    if (x->at != y->at) return x->at < y->at ? -1 : 1;
    return x->party < y->party ? -1 : x->party > y->party;
}

static void add_payment(struct look_party *p, const struct watch_payment *pay, const struct look_payment *place)
{
    look_wide amount = pay->amount;
    size_t i = 0;
    for (unsigned d = pay->decimals; d < PAYMENT_DECIMALS_MAX; d++) amount *= 10;
    while (i < p->sums && memcmp(p->sum[i].currency, pay->currency, 4) != 0) i++;
    if (i == p->sums && p->sums < LOOK_CURRENCIES) {
        p->sum[p->sums] = (struct look_sum){ .payments = 0 };
        memcpy(p->sum[p->sums++].currency, pay->currency, 4);
    }
    if (i < p->sums) {
        p->sum[i].amount += amount;
        p->sum[i].payments++;
    } else {
        p->other++;
    }
    if (!p->payments || pay->day < p->first) p->first = pay->day;
    if (!p->payments || pay->day > p->last) p->last = pay->day;
    if (p->showns < LOOK_SHOWN) p->shown[p->showns++] = *place;
    p->payments++;
}

static void sum_up(struct looking *l, struct touching *all, size_t count)
{
    if (count > 1) qsort(all, count, sizeof *all, by_place);
    for (size_t i = 0; i < count; i++) {
        const struct look_payment *at = &all[i].place, *last = i ? &all[i - 1].place : NULL;
        add_payment(&l->party[at->party], &all[i].payment, at);
        /* one between subjects of two parties is each one's, and still one payment */
        l->sum->touched += !last || last->block != at->block || last->at != at->at;
    }
}

static cordon_status open_lookers(struct looking *l, struct cordon_error *err)
{
    struct store *all[1 + WATCH_CREW_MAX] = { l->s->store };
    cordon_status st = CORDON_OK;
    l->workers = watch_crew_size(l->look->threads);
    l->looker = mem_calloc(l->workers, sizeof *l->looker);
    if (!l->looker) return error_nomem(err);
    for (unsigned i = 0; !st && i < l->workers; i++) {
        watch_payments_init(&l->looker[i].payments);
        st = store_open(l->s->path, &l->s->key, STORE_TO_READ, 30000, &l->looker[i].store, err);
        all[1 + i] = l->looker[i].store;
    }
    /* nobody else writes while it is opened to be written; else all is read as of one moment */
    return st || l->s->to_write ? st : store_read_alike(all, 1 + l->workers, err);
}

static void close_lookers(struct looking *l)
{
    if (!l->s->to_write) store_read_end(l->s->store);
    for (unsigned i = 0; l->looker && i < l->workers; i++) {
        watch_payments_release(&l->looker[i].payments);
        store_close(l->looker[i].store);
        mem_free(l->looker[i].found);
    }
    mem_free(l->looker);
}

static cordon_status walk(struct looking *l, struct cordon_error *err)
{
    uint64_t blocks = 0, total = 0;
    size_t count = 0;
    cordon_status st = store_last(l->s->store, STORE_PAYMENT, &blocks, err);
    if (!st && l->parties) st = watch_crew_run(l->workers, (size_t)blocks, look_at, l, err);
    for (unsigned i = 0; i < l->workers; i++) count += l->looker[i].count;
    struct touching *all = st ? NULL : mem_alloc((count + 1) * sizeof *all);
    if (!st && !all) st = error_nomem(err);
    count = 0;
    for (unsigned i = 0; !st && i < l->workers; i++) {
        if (l->looker[i].count) memcpy(all + count, l->looker[i].found, l->looker[i].count * sizeof *all);
        count += l->looker[i].count;
    }
    if (!st) sum_up(l, all, count);
    mem_free(all);
    if (!st && blocks) {
        buf_reset(&l->kept);
        st = store_get(l->s->store, STORE_PAYMENT, blocks, &total, &l->kept, err);
    }
    l->sum->payments = total;
    return st;
}

/* --- telling -------------------------------------------------------------------------------------------------------------- */

void look_amount(look_wide amount, char ret[64])
{
    char text[64];
    size_t n = 0, at = 0, decimals = PAYMENT_DECIMALS_MAX;
    bool is_minus = amount < 0;
    if (is_minus) amount = -amount;
    while (decimals && amount % 10 == 0) { /* zeros at the end go */
        amount /= 10;
        decimals--;
    }
    if (decimals == 1) { /* 12.5 is 12.50 */
        amount *= 10;
        decimals = 2;
    }
    do {
        if (n == decimals && n) text[n++] = '.', decimals = SIZE_MAX;
        text[n++] = (char)('0' + (int)(amount % 10));
        amount /= 10;
    } while (amount || (decimals != SIZE_MAX && n <= decimals && decimals));
    if (is_minus) ret[at++] = '-';
    while (n) ret[at++] = text[--n];
    ret[at] = 0;
}

static void write_party(const struct looking *l, const struct look_party *p, struct buf *out)
{
    struct json_writer w;
    char text[64];
    json_w_init(&w, out);
    json_w_object(&w);
    json_w_key_str(&w, STR("entity_id"), p->entity);
    json_w_key_str(&w, STR("name"), p->name);
    json_w_key_str(&w, STR("source"), p->source);
    json_w_key_str(&w, STR("edition"), p->edition);
    json_w_key_str(&w, STR("change"), p->change == WATCH_ADDED ? STR("added") : STR("changed"));
    json_w_key_str(&w, STR("worst"), str_c(cordon_verdict_name(p->worst)));
    json_w_key(&w, STR("subjects"));
    json_w_array(&w);
    for (size_t i = 0; i < p->subjects; i++) json_w_str(&w, p->subject[i]);
    json_w_array_end(&w);
    json_w_key_u64(&w, STR("payments"), p->payments);
    if (p->payments) {
        date_text(p->first, text);
        json_w_key_str(&w, STR("first"), str_c(text));
        date_text(p->last, text);
        json_w_key_str(&w, STR("last"), str_c(text));
    }
    json_w_key(&w, STR("sums"));
    json_w_array(&w);
    for (size_t i = 0; i < p->sums; i++) {
        json_w_object(&w);
        json_w_key_str(&w, STR("currency"), str_of(p->sum[i].currency, strnlen(p->sum[i].currency, 4)));
        look_amount(p->sum[i].amount, text);
        json_w_key_str(&w, STR("amount"), str_c(text));
        json_w_key_u64(&w, STR("payments"), p->sum[i].payments);
        json_w_object_end(&w);
    }
    json_w_array_end(&w);
    if (p->other) json_w_key_u64(&w, STR("in_other_currencies"), p->other);
    date_time_text(l->look->as_of_s, text);
    json_w_key_str(&w, STR("as_of"), str_c(text));
    json_w_object_end(&w);
    buf_add_byte(out, '\n');
}

static cordon_status tell(struct looking *l, struct cordon_error *err)
{
    struct buf out = BUF_INIT(256 << 20);
    cordon_status st = CORDON_OK;
    for (size_t i = 0; !st && i < l->parties; i++) {
        const struct look_party *p = &l->party[i];
        buf_reset(&out);
        write_party(l, p, &out);
        st = out.failed ? error_nomem(err) : l->look->found(l->look->ctx, buf_str(&out), err);
        buf_reset(&out);
        if (!st && l->look->draft) st = look_draft(l->look, p, l->s->store, &out, err);
        if (!st && l->look->draft) st = l->look->draft(l->look->ctx, p->entity, buf_str(&out), err);
    }
    buf_release(&out);
    return st;
}

/* --- together ----------------------------------------------------------------------------------------------------------------- */

/* The screening whose lists the present ones are compared with; 0: none, all listed parties are new. */
static cordon_status find_before(struct looking *l, uint64_t *ret, struct cordon_error *err)
{
    uint64_t note[NOTE_NUMBERS];
    if (l->look->since.len) return rescreen_since(l->s->store, l->look->since, ret, err);
    cordon_status st = watch_note_get(l->s->store, NOTE_BEFORE, note, err);
    if (st) return st;
    *ret = note[1];
    return note[0] ? CORDON_OK : error_set(err, CORDON_CORRUPT, "the store does not say which lists were before the present ones; --since "
                                                                "names a screening to look back from");
}

static cordon_status find_bases(struct looking *l, struct cordon_error *err)
{
    uint64_t last = 0, before = 0;
    cordon_status st = store_last(l->s->store, STORE_BASE, &last, err);
    if (!st && !last) st = error_set(err, CORDON_REFUSED, "these subjects were never screened; 'cordon rescreen' does that");
    if (!st) st = rescreen_base(l->s->store, last, &l->arena, &l->to, err);
    if (!st && strcmp(l->to.set, l->look->set->hash_hex) != 0)
        st = error_set(err, CORDON_REFUSED, "the lists have changed since the last screening; run 'cordon rescreen' first");
    if (!st) st = find_before(l, &before, err);
    l->is_first = !before;
    return st || !before ? st : rescreen_base(l->s->store, before, &l->arena, &l->from, err);
}

cordon_status cordon_look_back(struct cordon_subjects *s, const struct cordon_look_back *look, struct cordon_looked_back *ret,
                               struct cordon_error *err)
{
    struct cordon_error none = ERROR_INIT;
    struct cordon_error *why = err ? err : &none;
    struct looking l = { .s = s, .look = look, .sum = ret, .kept = BUF_INIT(STORE_SEALED_MAX) };
    *ret = (struct cordon_looked_back){ .parties = 0 };
    struct law_touch place[LOOK_PLACES_MAX];
    size_t places;
    arena_init(&l.arena, LOOK_ARENA_MAX);
    cordon_status st = law_places_read(look->jurisdictions, place, LOOK_PLACES_MAX, &places, why);
    if (!st) st = open_lookers(&l, why);
    if (!st) st = find_bases(&l, why);
    if (!st) st = watch_delta_ids(&l.from, &l.to, &l.arena, &l.delta, why);
    if (!st) st = gather(&l, why);
    if (!st) st = walk(&l, why);
    if (!st) st = tell(&l, why);
    if (!st && ret->damaged)
        st = error_set(why, CORDON_CORRUPT, "of %llu subjects near these parties the record or the hits are damaged: 'cordon rescreen' "
                       "tells which, and finds hits anew", (unsigned long long)ret->damaged);
    close_lookers(&l);
    mem_free(l.party);
    mem_free(l.near);
    mem_free(l.touched);
    buf_release(&l.kept);
    arena_release(&l.arena);
    return st;
}
