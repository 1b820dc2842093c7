/* One block of subjects: which of them must be screened again, screening them, and what to say of it. */
#include "engine/rescreen.h"

#include "base/date.h"
#include "base/mem.h"
#include "base/num.h"

/* --- who -------------------------------------------------------------------------------------------------------- */

static cordon_status small_screener(struct rescreen *r, struct rescreen_worker *w, const struct rescreen_delta *d,
                                    struct cordon_screener **ret, struct cordon_error *err)
{
    size_t at = (size_t)(d - r->delta);
    cordon_status st = CORDON_OK;
    struct cordon_screen_options o = r->options;
    o.only = o.require = STR_EMPTY; /* it holds what is used */
    o.good = NULL;
    if (!w->small[at]) st = cordon_screener_new(d->delta.set, &o, &w->small[at], err);
    *ret = w->small[at];
    return st;
}

static cordon_status load_record(struct rescreen_worker *w, uint64_t row, struct cordon_error *err)
{
    buf_reset(&w->record);
    return store_record(w->store, row, &w->record, err);
}

/* May this subject get something else than it has? Its record is loaded when it was looked at. */
static cordon_status must_screen(struct rescreen *r, struct rescreen_worker *w, struct rescreen_task *t,
                                 const struct rescreen_delta *d, size_t slot, uint64_t row, bool *ret, struct cordon_error *err)
{
    uint8_t state = t->state[slot];
    struct cordon_screener *small;
    *ret = !d || r->run->is_all || state & (STATE_NEW | STATE_ALWAYS) || !(state & STATE_VERDICT) || rescreen_is_near(d, row) ||
           (state & STATE_HITS && d->from.good != r->to.good);
    if (*ret) return load_record(w, row, err);
    enum watch_pass pass = watch_trace_passes(&d->delta, w->block.trace[slot]);
    if (pass == WATCH_NOT) return CORDON_OK;
    t->sieved++;
    *ret = pass == WATCH_SURELY;
    cordon_status st = load_record(w, row, err);
    if (st || *ret) return st;
    st = small_screener(r, w, d, &small, err);
    return st ? st : watch_is_near(small, buf_str(&w->record), ret, err);
}

/* --- what to say ---------------------------------------------------------------------------------------------------- */

static void write_because(const struct rescreen *r, const struct rescreen_delta *d, const struct rescreen_update *u,
                          uint8_t before, struct json_writer *w)
{
    static const str names[] = { STR_INIT("none"), STR_INIT("added"), STR_INIT("changed"), STR_INIT("removed"),
                                  STR_INIT("rewritten") };
    const struct watch_found *found[2] = { &u->now, &u->before };
    size_t told = 0;
    json_w_array(w);
    for (size_t k = 0; d && k < 2; k++)
        for (size_t i = 0; i < found[k]->count; i++) {
            const struct watch_item *item = watch_delta_find(&d->delta, watch_id(found[k]->hit[i].entity));
            if (!item || (k == 1 && item->change == WATCH_ADDED)) continue;
            bool is_told = false; /* a changed party stands on both sides */
            for (size_t j = 0; k == 1 && j < u->now.count; j++) is_told |= str_eq(u->now.hit[j].entity, found[k]->hit[i].entity);
            if (is_told) continue;
            bool is_old = item->change == WATCH_REMOVED && item->list < d->from.lists;
            const struct watch_list *list = NULL;
            for (size_t j = 0; j < r->to.lists; j++)
                if (!is_old && j == item->list) list = &r->to.list[j];
            if (!list) list = item->list < r->to.lists ? &r->to.list[item->list] : &d->from.list[item->list];
            json_w_object(w);
            json_w_key_str(w, STR("entity"), found[k]->hit[i].entity);
            json_w_key_str(w, STR("source"), list->source);
            json_w_key_str(w, STR("edition"), list->edition);
            json_w_key_str(w, STR("change"), names[item->change]);
            json_w_object_end(w);
            told++;
        }
    if (!told) {
        str why = STR("time");
        if (!(before & STATE_VERDICT)) why = STR("new_subject");
        else if (before & STATE_NEW) why = STR("record");
        else if (!d || r->run->is_all) why = STR("screened_again");
        else if (d->from.good != r->to.good) why = STR("decision");
        json_w_object(w);
        json_w_key_str(w, STR("change"), why);
        json_w_object_end(w);
    }
    json_w_array_end(w);
}

static void end_line(const struct rescreen *r, struct json_writer *w, struct rescreen_task *t)
{
    char when[32];
    date_time_text(r->to.as_of_s, when);
    json_w_key_str(w, STR("as_of"), str_c(when));
    json_w_object_end(w);
    buf_add_byte(&t->lines, '\n');
}

static void write_change(const struct rescreen *r, const struct rescreen_delta *d, const struct rescreen_update *u, str id,
                         uint8_t before, str from, enum cordon_verdict to, struct rescreen_task *t)
{
    struct json_writer w;
    json_w_init(&w, &t->lines);
    json_w_object(&w);
    json_w_key_str(&w, STR("subject"), id);
    json_w_key_str(&w, STR("from"), from);
    json_w_key_str(&w, STR("to"), str_c(cordon_verdict_name(to)));
    json_w_key(&w, STR("hits"));
    watch_hits_write(&u->now, &w);
    json_w_key(&w, STR("because"));
    write_because(r, d, u, before, &w);
    end_line(r, &w, t);
}

/* Of a subject whose record cannot be read not even the id is known: its row stands for it. */
static void write_unread(const struct rescreen *r, uint64_t row, const struct watch_found *kept, str from,
                         const struct cordon_error *why, struct rescreen_task *t)
{
    struct json_writer w;
    json_w_init(&w, &t->lines);
    json_w_object(&w);
    json_w_key_u64(&w, STR("row"), row);
    json_w_key_str(&w, STR("from"), from);
    json_w_key_str(&w, STR("to"), str_c(cordon_verdict_name(CORDON_UNDECIDED)));
    json_w_key(&w, STR("hits"));
    watch_hits_write(kept, &w);
    json_w_key(&w, STR("because"));
    json_w_array(&w);
    json_w_object(&w);
    json_w_key_str(&w, STR("change"), STR("damaged"));
    json_w_key_str(&w, STR("reason"), str_c(why->message));
    json_w_object_end(&w);
    json_w_array_end(&w);
    end_line(r, &w, t);
}

/* --- screening ----------------------------------------------------------------------------------------------------------- */

static struct rescreen_update *add_update(struct rescreen_task *t)
{
    if (t->updates == t->room) {
        size_t room = t->room ? t->room * 2 : 16;
        struct rescreen_update *p = mem_realloc(t->update, room * sizeof *p);
        if (!p) return NULL;
        t->update = p;
        t->room = room;
    }
    return &t->update[t->updates++];
}

static void put_word(void *ctx, str text, bool is_sign, uint32_t hash)
{
    (void)hash;
    watch_words_put(ctx, text, is_sign);
}

/* Of a record that cannot be read there is an empty trace: it is screened each time. */
static bool retrace(struct rescreen *r, struct rescreen_worker *w, struct rescreen_task *t, size_t slot, uint8_t state)
{
    size_t from = t->traces.len;
    bool is_read = !(state & STATE_ALWAYS);
    bool is_good = !is_read || watch_trace(w->full->subject, r->options.policy, put_word, &t->words, &t->traces);
    t->trace_len[slot] = (uint32_t)(t->traces.len - from);
    return is_good && !t->words.failed;
}

/* The same verdict by itself, another by the state of the lists alone: told once for all. */
static bool is_of_lists(struct rescreen_task *t, uint8_t before, uint8_t now, bool is_new, enum cordon_verdict from,
                        enum cordon_verdict to)
{
    if (is_new) {
        bool is_open = to == CORDON_UNDECIDED && !(now & STATE_OPEN);
        t->new_open += is_open;
        return is_open || to == CORDON_CLEAR;
    }
    if ((before & (STATE_VERDICT | STATE_OPEN)) != (now & (STATE_VERDICT | STATE_OPEN))) return false;
    t->fell_open += from == CORDON_CLEAR && to == CORDON_UNDECIDED;
    t->fell_clear += from == CORDON_UNDECIDED && to == CORDON_CLEAR;
    return true;
}

static bool add_fault(struct rescreen_task *t, const struct cordon_error *why)
{
    if (!t->fault) t->fault = arena_calloc(&t->arena, RESCREEN_FAULTS_MAX, sizeof *t->fault);
    if (t->fault && t->faults < RESCREEN_FAULTS_MAX) t->fault[t->faults++] = *why;
    return t->fault;
}

/* What is kept of a subject; damaged hits are told, and found anew by who screens it. */
static cordon_status load_found(struct rescreen_worker *w, struct rescreen_task *t, size_t slot, uint64_t row,
                                struct watch_found *ret, bool *ret_is_lost, struct cordon_error *err)
{
    struct cordon_error why = ERROR_INIT;
    *ret = (struct watch_found){ .count = 0 };
    *ret_is_lost = false;
    if (!(t->state[slot] & STATE_HITS)) return CORDON_OK;
    buf_reset(&w->kept);
    cordon_status st = store_found(w->store, row, &w->kept, &why);
    str kept = st ? STR_EMPTY : arena_str(&t->arena, buf_str(&w->kept));
    if (!st) st = watch_found_read(kept, &t->arena, ret, &why);
    *ret_is_lost = st == CORDON_CORRUPT;
    if (st && !*ret_is_lost) *err = why;
    if (!*ret_is_lost) return st;
    t->lost_hits++;
    return add_fault(t, &why) ? CORDON_OK : error_nomem(err);
}

static cordon_status screen_one(struct rescreen *r, struct rescreen_worker *w, struct rescreen_task *t,
                                const struct rescreen_delta *d, bool was_open, size_t slot, uint64_t row, struct cordon_error *err)
{
    struct rescreen_update *u = add_update(t);
    uint8_t before = t->state[slot];
    bool is_new = !(before & STATE_VERDICT), is_lost = false;
    if (!u) return error_nomem(err);
    *u = (struct rescreen_update){ .row = row };
    cordon_status st = watch_screen(w->full, buf_str(&w->record), &t->arena, &u->now, err);
    if (!st && t->is_retraced && !retrace(r, w, t, slot, u->now.state)) st = error_nomem(err);
    if (!st) st = load_found(w, t, slot, row, &u->before, &is_lost, err);
    if (st) return st;
    enum cordon_verdict from = watch_verdict(before, was_open), to = watch_verdict(u->now.state, r->to.is_open);
    bool is_same = !is_lost && watch_found_same(&u->before, &u->now);
    t->state[slot] = u->now.state;
    t->screened++;
    bool is_told = (is_new || from != to) && !is_of_lists(t, before, u->now.state, is_new, from, to);
    if (is_told) {
        str from_name = is_new ? STR("new") : str_c(cordon_verdict_name(from));
        t->moved += !is_new;
        write_change(r, d, u, u->now.id, before, from_name, to, t);
    } else if (!is_same && !is_new) {
        t->rehit++;
    }
    if (is_same && (before & STATE_HITS) == (u->now.state & STATE_HITS)) t->updates--; /* the state says it all */
    return t->lines.failed ? error_nomem(err) : CORDON_OK;
}

/* A record that cannot be read back, and why: nothing is known of the subject, which is told, and the others are screened. */
static cordon_status pass_unread(struct rescreen *r, struct rescreen_worker *w, struct rescreen_task *t, bool was_open, size_t slot,
                                 uint64_t row, const struct cordon_error *why, struct cordon_error *err)
{
    uint8_t before = t->state[slot];
    bool is_new = !(before & STATE_VERDICT), is_lost = false;
    enum cordon_verdict from = watch_verdict(before, was_open);
    struct watch_found kept;
    if (!add_fault(t, why)) return error_nomem(err);
    cordon_status st = load_found(w, t, slot, row, &kept, &is_lost, err);
    if (st) return st;
    t->unread++;
    t->lost_hits -= is_lost; /* they are not found anew */
    t->state[slot] = (uint8_t)(CORDON_CLEAR | STATE_OPEN | STATE_ALWAYS | (before & STATE_HITS));
    if (!is_new && from == CORDON_UNDECIDED) return CORDON_OK;
    t->moved += !is_new;
    write_unread(r, row, &kept, is_new ? STR("new") : str_c(cordon_verdict_name(from)), why, t);
    return t->lines.failed ? error_nomem(err) : CORDON_OK;
}

static cordon_status screen_slot(struct rescreen *r, struct rescreen_worker *w, struct rescreen_task *t,
                                 const struct rescreen_delta *d, bool was_open, size_t slot, struct cordon_error *err)
{
    uint64_t row = (t->number - 1) * STORE_BLOCK + slot + 1;
    size_t updates = t->updates;
    uint8_t before = t->state[slot];
    bool must = false;
    struct cordon_error why = ERROR_INIT;
    cordon_status st = must_screen(r, w, t, d, slot, row, &must, &why);
    if (!st && must) st = screen_one(r, w, t, d, was_open, slot, row, &why);
    if (st && !watch_is_damage(st)) {
        *err = why;
        return st;
    }
    if (st) {
        must = true;
        t->updates = updates;
        st = pass_unread(r, w, t, was_open, slot, row, &why, err);
    }
    enum cordon_verdict v = watch_verdict(t->state[slot], r->to.is_open);
    t->subjects++;
    t->verdicts[v]++;
    if (!must) (void)is_of_lists(t, before, before, false, watch_verdict(before, was_open), v);
    return st;
}

static cordon_status screen_block(struct rescreen *r, struct rescreen_worker *w, struct rescreen_task *t, struct cordon_error *err)
{
    const struct rescreen_delta *known = rescreen_delta_of(r, w->block.base);
    const struct rescreen_delta *d = t->is_retraced || (known && known->delta.is_all) ? NULL : known;
    bool was_open = !known || known->from.is_open; /* what nothing is known of was not done */
    cordon_status st = CORDON_OK;
    for (size_t slot = 0; !st && slot < t->count; slot++)
        if (!(t->state[slot] & STATE_GONE)) st = screen_slot(r, w, t, d, was_open, slot, err);
    return st;
}

cordon_status rescreen_block(void *ctx, unsigned worker, size_t at, struct cordon_error *err)
{
    struct rescreen *r = ctx;
    struct rescreen_worker *w = &r->worker[worker];
    struct rescreen_task *t = &r->task[at];
    cordon_status st = watch_block_load(&w->block, w->store, t->number, true, &t->damage, err);
    if (st) return st;
    t->count = w->block.count;
    memcpy(t->state, w->block.state, t->count);
    t->is_retraced = w->block.is_damaged || w->block.form != r->form;
    memset(t->trace_len, 0, sizeof t->trace_len);
    st = screen_block(r, w, t, err);
    if (!st && t->arena.failed) st = error_nomem(err);
    return st;
}
