/* The store of subjects behind the API: made, opened, listed, counted, removed from. */
#include "engine/rescreen.h"

#include "base/mem.h"
#include "base/num.h"

enum { PATHS_ROOM = 64 << 10 };

cordon_status cordon_subjects_make(const struct cordon_subjects_place *place, struct cordon_error *err)
{
    struct store_key key = { .byte = { 0 } };
    cordon_status st;
    if (os_file_exists(place->path)) /* asked first: a key that opens nothing would be left behind */
        return error_at(err, CORDON_REFUSED, str_c(place->path), 0, 0, "it is there already, and is kept");
    st = os_file_exists(place->key) ? CORDON_OK : store_key_make(place->key, err);
    if (!st) st = store_key_read(place->key, &key, err);
    if (!st) st = store_make(place->path, &key, err);
    store_key_forget(&key);
    return st;
}

cordon_status cordon_subjects_open(const struct cordon_subjects_place *place, bool to_write,
                                   struct cordon_subjects **ret_subjects, struct cordon_error *err)
{
    struct cordon_subjects *s = mem_calloc(1, sizeof *s);
    if (!s) return error_nomem(err);
    arena_init(&s->arena, PATHS_ROOM);
    s->path = arena_str(&s->arena, str_c(place->path)).data;
    s->to_write = to_write;
    cordon_status st = s->arena.failed ? error_nomem(err) : store_key_read(place->key, &s->key, err);
    if (!st) st = store_open(s->path, &s->key, to_write ? STORE_TO_WRITE : STORE_TO_READ, place->wait_ms, &s->store, err);
    if (st) {
        cordon_subjects_close(s);
        return st;
    }
    *ret_subjects = s;
    return CORDON_OK;
}

void cordon_subjects_close(struct cordon_subjects *s)
{
    if (!s) return;
    store_close(s->store);
    store_key_forget(&s->key);
    arena_release(&s->arena);
    mem_free(s);
}

/* --- removing ---------------------------------------------------------------------------------------------------- */

static cordon_status forget(struct cordon_subjects *s, uint64_t row, struct watch_block *b, struct arena *arena, struct cordon_error *err)
{
    struct buf kept = BUF_INIT(STORE_SEALED_MAX);
    struct watch_found found;
    struct cordon_error damage = ERROR_INIT;
    arena_reset(arena);
    cordon_status st = store_found(s->store, row, &kept, err);
    if (!st) st = watch_found_read(buf_str(&kept), arena, &found, err);
    if (st == CORDON_CORRUPT) found = (struct watch_found){ .count = 0 }; /* its tags stay and lead nowhere */
    uint8_t (*key)[8] = arena_alloc(arena, (found.count + 1) * sizeof *key);
    str *entity = arena_alloc(arena, (found.count + 1) * sizeof *entity);
    if (!key || !entity) st = error_nomem(err);
    for (size_t i = 0; key && entity && i < found.count; i++) {
        num_put_u64(key[i], watch_id(found.hit[i].entity));
        entity[i] = str_of((const char *)key[i], sizeof key[i]);
    }
    if (!st || st == CORDON_CORRUPT) st = store_put_found(s->store, row, STR_EMPTY, entity, found.count, NULL, 0, err);
    if (!st) st = store_drop_subject(s->store, row, err);
    if (!st) st = watch_block_load(b, s->store, watch_block_of(row), true, &damage, err);
    if (!st) {
        b->state[watch_slot_of(row)] = STATE_GONE;
        b->trace[watch_slot_of(row)] = STR_EMPTY;
        st = watch_block_save_state(b, s->store, err);
        if (!st && !b->is_damaged) st = watch_block_save_traces(b, s->store, err);
    }
    buf_release(&kept);
    return st;
}

static cordon_status forget_all(struct cordon_subjects *s, const cordon_str *ids, size_t count, uint64_t *rows, uint64_t *ret_missing,
                                struct watch_block *b, struct cordon_error *err)
{
    struct arena arena;
    cordon_status st = store_begin(s->store, err);
    arena_init(&arena, 64 << 20);
    for (size_t i = 0; !st && i < count; i++) {
        st = store_find(s->store, ids[i], &rows[i], err);
        *ret_missing += !st && !rows[i];
        if (!st && rows[i]) st = forget(s, rows[i], b, &arena, err);
    }
    if (!st) st = watch_changes_forget(s->store, ids, rows, count, err);
    if (!st) st = store_commit(s->store, err);
    if (st) store_rollback(s->store);
    arena_release(&arena);
    return st;
}

cordon_status cordon_subjects_remove(struct cordon_subjects *s, const cordon_str *ids, size_t count, uint64_t *ret_missing,
                                     struct cordon_error *err)
{
    struct watch_block *b = mem_alloc(sizeof *b);
    uint64_t *rows = mem_calloc(count + 1, sizeof *rows);
    cordon_status st = CORDON_NOMEM;
    *ret_missing = 0;
    if (b) watch_block_init(b);
    if (!b || !rows) (void)error_nomem(err);
    else st = forget_all(s, ids, count, rows, ret_missing, b, err);
    if (b) watch_block_release(b);
    mem_free(b);
    mem_free(rows);
    return st;
}

/* --- listing ------------------------------------------------------------------------------------------------------ */

static void write_values(const struct record *r, struct json_writer *w)
{
    json_w_array(w);
    for (size_t i = 0; i < r->value_count; i++) {
        const struct record_value *v = &r->values[i];
        json_w_object(w);
        json_w_key_str(w, STR("field"), v->field == FIELD_NONE ? v->key : record_field_info(v->field)->path);
        json_w_key_str(w, STR("value"), v->text);
        if (v->country.len) json_w_key_str(w, STR("country"), v->country);
        if (v->proof != PROOF_SELF) json_w_key_str(w, STR("proof"), record_proof_name(v->proof));
        if (v->item) json_w_key_u64(w, STR("item"), v->item);
        json_w_object_end(w);
    }
    json_w_array_end(w);
}

/* What cannot be read is told, and the rest follows. */
struct damage {
    cordon_subjects_fault_fn *fault; /* may be NULL */
    void                     *ctx;
    uint64_t                  count;
};

/* @return st, or CORDON_OK where `why` tells of damage */
static cordon_status pass(struct damage *d, cordon_status st, const struct cordon_error *why, struct cordon_error *err)
{
    if (!watch_is_damage(st)) {
        if (st && err) *err = *why;
        return st;
    }
    d->count++;
    if (d->fault) d->fault(d->ctx, why);
    return CORDON_OK;
}

/* Are the lists of the block's screening not all done? What nothing is known of is not. */
struct standing {
    uint64_t base; /* that is_open is of */
    bool     is_open;
};

static cordon_status ask_standing(struct cordon_subjects *s, uint64_t base, struct standing *io, struct damage *d, struct cordon_error *err)
{
    struct cordon_error why = ERROR_INIT;
    struct arena arena;
    struct watch_base b = { .is_open = true };
    if (base && base == io->base) return CORDON_OK;
    arena_init(&arena, 1 << 30);
    cordon_status st = base ? rescreen_base(s->store, base, &arena, &b, &why) : CORDON_OK;
    *io = (struct standing){ base, st || b.is_open };
    arena_release(&arena);
    return pass(d, st, &why, err);
}

static cordon_status load_block(struct cordon_subjects *s, uint64_t number, struct watch_block *b, struct standing *io,
                                struct damage *d, struct cordon_error *err)
{
    struct cordon_error why = ERROR_INIT;
    cordon_status st = watch_block_load(b, s->store, number, false, &why, err);
    if (!st && b->is_lost) st = pass(d, why.status, &why, err);
    return st ? st : ask_standing(s, b->base, io, d, err);
}

struct listing {
    struct cordon_subjects *s;
    bool                    records;
    struct standing         standing; /* of the block */
    struct damage           damage;
    struct arena            arena;
    struct buf              bytes, kept, out;
};

/* A subject as it is kept; what is wrong with it, or nothing. */
struct listed {
    uint64_t            row;
    uint8_t             state;
    struct record       record;
    struct watch_found  found;
    struct cordon_error no_record, no_hits;
};

static cordon_status read_one(struct listing *l, struct listed *one, struct cordon_error *err)
{
    struct store *s = l->s->store;
    arena_reset(&l->arena);
    buf_reset(&l->bytes);
    buf_reset(&l->kept);
    cordon_status st = store_record(s, one->row, &l->bytes, &one->no_record);
    if (!st) st = record_unpack(buf_str(&l->bytes), &l->arena, &one->record, &one->no_record);
    st = pass(&l->damage, st, &one->no_record, err);
    if (st || !(one->state & STATE_HITS)) return st;
    st = store_found(s, one->row, &l->kept, &one->no_hits);
    if (!st) st = watch_found_read(buf_str(&l->kept), &l->arena, &one->found, &one->no_hits);
    return pass(&l->damage, st, &one->no_hits, err);
}

static void write_verdict(const struct listing *l, const struct listed *one, struct json_writer *w)
{
    bool is_screened = one->state & STATE_VERDICT;
    enum cordon_verdict v = one->no_record.status ? CORDON_UNDECIDED : watch_verdict(one->state, l->standing.is_open);
    bool is_new = !is_screened && !one->no_record.status;
    json_w_key_str(w, STR("verdict"), is_new ? STR("new") : str_c(cordon_verdict_name(v)));
    if (one->no_record.status) json_w_key_str(w, STR("damage"), str_c(one->no_record.message));
    else if (one->no_hits.status) json_w_key_str(w, STR("damage"), str_c(one->no_hits.message));
    if (!is_screened || !(one->state & STATE_NEW)) return;
    json_w_key(w, STR("is_changed"));
    json_w_bool(w, true);
}

static cordon_status list_one(struct listing *l, uint64_t row, uint8_t state, struct cordon_error *err)
{
    struct listed one = { .row = row, .state = state };
    const struct record *r = &one.record;
    struct json_writer w;
    cordon_status st = read_one(l, &one, err);
    if (st) return st;
    bool is_known = !one.no_record.status;
    json_w_init(&w, &l->out);
    json_w_object(&w);
    if (is_known) json_w_key_str(&w, STR("subject"), watch_subject_id(r));
    else json_w_key_u64(&w, STR("row"), row);
    write_verdict(l, &one, &w);
    json_w_key(&w, STR("hits"));
    watch_hits_write(&one.found, &w);
    if (l->records && is_known) {
        if (r->kind) json_w_key_str(&w, STR("kind"), record_kind_name(r->kind));
        if (r->schema.len) json_w_key_str(&w, STR("schema"), r->schema);
        json_w_key(&w, STR("record"));
        write_values(r, &w);
    }
    json_w_object_end(&w);
    buf_add_byte(&l->out, '\n');
    return l->out.failed ? error_nomem(err) : CORDON_OK;
}

static cordon_status list_block(struct listing *l, struct watch_block *b, uint64_t number, struct cordon_error *err)
{
    buf_reset(&l->out);
    cordon_status st = load_block(l->s, number, b, &l->standing, &l->damage, err);
    for (size_t i = 0; !st && i < b->count; i++)
        if (!(b->state[i] & STATE_GONE)) st = list_one(l, (number - 1) * STORE_BLOCK + i + 1, b->state[i], err);
    return st;
}

static cordon_status say_damage(const struct damage *d, struct cordon_error *err)
{
    if (!d->count) return CORDON_OK;
    return error_set(err, CORDON_CORRUPT, "%llu parts of the store cannot be read; 'cordon rescreen --all' makes anew what can be, and "
                                          "adding the subjects again the rest", (unsigned long long)d->count);
}

cordon_status cordon_subjects_list(struct cordon_subjects *s, bool records, cordon_batch_fn *fn, cordon_subjects_fault_fn *fault,
                                   void *ctx, struct cordon_error *err)
{
    struct watch_block *b = mem_alloc(sizeof *b);
    struct listing l = { .s = s, .records = records, .damage = { .fault = fault, .ctx = ctx } };
    uint64_t last = 0;
    if (!b) return error_nomem(err);
    watch_block_init(b);
    arena_init(&l.arena, 256 << 20);
    buf_init(&l.bytes, STORE_SEALED_MAX);
    buf_init(&l.kept, STORE_SEALED_MAX);
    buf_init(&l.out, 1 << 30);
    cordon_status st = store_read(s->store, err);
    if (!st) st = watch_blocks(s->store, &last, err);
    for (uint64_t number = 1; !st && number <= last; number++) {
        st = list_block(&l, b, number, err);
        if (!st && l.out.len) st = fn(ctx, buf_str(&l.out), err);
        if (!st && os_interrupted()) st = error_set(err, CORDON_INTERRUPTED, "interrupted");
    }
    store_read_end(s->store);
    arena_release(&l.arena);
    buf_release(&l.bytes);
    buf_release(&l.kept);
    buf_release(&l.out);
    watch_block_release(b);
    mem_free(b);
    return st ? st : say_damage(&l.damage, err);
}

/* --- counting ------------------------------------------------------------------------------------------------------- */

static cordon_status count_blocks(struct cordon_subjects *s, struct cordon_subjects_stats *n, struct watch_block *b, struct damage *d,
                                  struct cordon_error *err)
{
    struct standing standing = { .base = 0 };
    uint64_t last = 0;
    cordon_status st = watch_blocks(s->store, &last, err);
    for (uint64_t number = 1; !st && number <= last; number++) {
        st = load_block(s, number, b, &standing, d, err);
        for (size_t i = 0; !st && i < b->count; i++) {
            uint8_t state = b->state[i];
            if (state & STATE_GONE) continue;
            n->subjects++;
            n->new_ones += state & STATE_NEW || !(state & STATE_VERDICT);
            n->with_hits += (state & STATE_HITS) != 0;
            if (state & STATE_VERDICT) n->verdicts[watch_verdict(state, standing.is_open)]++;
        }
    }
    return st;
}

static cordon_status count_last(struct cordon_subjects *s, struct cordon_subjects_stats *n, struct damage *d, struct cordon_error *err)
{
    struct cordon_error why = ERROR_INIT;
    struct arena arena;
    struct watch_base b;
    uint64_t last = 0;
    n->as_of_s = INT64_MIN;
    arena_init(&arena, 1 << 30);
    cordon_status st = store_last(s->store, STORE_BASE, &last, &why);
    if (!st && last) st = rescreen_base(s->store, last, &arena, &b, &why);
    if (!st && last) {
        n->as_of_s = b.as_of_s;
        memcpy(n->set, b.set, sizeof n->set);
    }
    arena_release(&arena);
    return pass(d, st, &why, err);
}

static cordon_status count_words(struct cordon_subjects *s, uint64_t *ret, struct damage *d, struct cordon_error *err)
{
    struct watch_words words = { .no_memory = false };
    struct cordon_error why = ERROR_INIT;
    cordon_status st = watch_words_load(&words, s->store, &why);
    *ret = words.seen.count;
    watch_words_release(&words);
    return pass(d, st, &why, err);
}

/* A block's note is how many there are up to it. */
static cordon_status count_payments(struct cordon_subjects *s, uint64_t *ret, struct cordon_error *err)
{
    struct buf bytes = BUF_INIT(STORE_SEALED_MAX);
    uint64_t last = 0, count = 0;
    cordon_status st = store_last(s->store, STORE_PAYMENT, &last, err);
    if (!st && last) st = store_get(s->store, STORE_PAYMENT, last, &count, &bytes, err);
    *ret = count;
    buf_release(&bytes);
    return st;
}

cordon_status cordon_subjects_count(struct cordon_subjects *s, cordon_subjects_fault_fn *fault, void *ctx,
                                    struct cordon_subjects_stats *ret_stats, struct cordon_error *err)
{
    struct watch_block *b = mem_alloc(sizeof *b);
    struct cordon_subjects_stats n = { .bytes = store_bytes(s->store) };
    struct damage d = { .fault = fault, .ctx = ctx };
    if (!b) return error_nomem(err);
    watch_block_init(b);
    cordon_status st = store_read(s->store, err);
    if (!st) st = count_blocks(s, &n, b, &d, err);
    if (!st) st = count_words(s, &n.words, &d, err);
    if (!st) st = count_payments(s, &n.payments, err);
    if (!st) st = count_last(s, &n, &d, err);
    store_read_end(s->store);
    watch_block_release(b);
    mem_free(b);
    n.damaged = d.count;
    if (!st) *ret_stats = n;
    return st;
}
