/*
 * Adding subjects: blocks of the file are read by workers, and what came of them is kept by the caller's thread, some
 * ten thousand subjects in one transaction.
 *
 *   file -> blocks -> records -> packed, traced -> store: new, changed or the same
 */
#include "engine/blocks.h"
#include "engine/watch.h"

#include "base/mem.h"
#include "base/num.h"

enum {
    BLOCKS_AT_ONCE = 64, /* of about 64 KiB */
    OPEN_MAX = 96,       /* blocks of subjects that one transaction changes */
    OUT_MAX = 512 << 20,
    FAULTS_KEPT = 64,    /* of one block of the file; all are counted */
    CHUNK_ARENA_MAX = 1 << 30,
};

struct item {
    size_t id, id_len, record, record_len, trace, trace_len; /* places in out */
};

/* A block of the file. */
struct slot {
    struct buf          in, out, words;
    struct split_block  block;
    struct item        *item;
    size_t              items, room;
    struct cordon_error fault[FAULTS_KEPT];
    size_t              faults; /* may exceed what is kept */
};

struct worker {
    struct record_reader *reader;
    struct name_scratch  *names;
    struct subject       *subject;
    struct arena          arena;
};

struct adding {
    struct cordon_subjects            *s;
    const struct cordon_subjects_add  *add;
    struct cordon_subjects_added      *sum, now; /* of this transaction */
    struct blocks                      file;
    struct slot                       *slot;
    size_t                             slots; /* filled */
    struct worker                     *worker;
    unsigned                           workers;
    struct watch_block                *open[OPEN_MAX];
    bool                               is_retraced[OPEN_MAX];
    size_t                             opens;
    struct arena                       chunk; /* of this transaction */
    struct buf                         kept;
    struct watch_words                 words;
    uint64_t                           rows, rows_first, form;
    uint64_t                           input_end;
    cordon_status                      status;
    struct cordon_error               *err;
};

/* --- a worker ------------------------------------------------------------------------------------------------------ */

static void put_word(void *ctx, str text, bool is_sign, uint32_t hash)
{
    (void)hash;
    watch_words_put(ctx, text, is_sign);
}

static struct item *add_item(struct slot *s)
{
    if (s->items == s->room) {
        size_t room = s->room ? s->room * 2 : 256;
        struct item *p = mem_realloc(s->item, room * sizeof *p);
        if (!p) return NULL;
        s->item = p;
        s->room = room;
    }
    return &s->item[s->items++];
}

static void add_fault(struct slot *s, const struct cordon_error *why, uint64_t line)
{
    if (s->faults < FAULTS_KEPT) {
        s->fault[s->faults] = *why;
        if (!why->line) s->fault[s->faults].line = line;
    }
    s->faults++;
}

/* What no search could read gets an empty trace: it is screened each time. */
static cordon_status trace(struct adding *a, struct worker *w, const struct record *r, struct slot *s, struct cordon_error *err)
{
    struct cordon_error why = ERROR_INIT;
    name_query_reset(w->names);
    cordon_status st = subject_read(&r, 1, a->add->as_of_s, (uint16_t)a->add->policy->same_bp, &w->arena, w->names, w->subject, &why);
    if (st == CORDON_NOMEM && !w->arena.over) return error_nomem(err);
    if (st) return CORDON_OK;
    if (watch_trace(w->subject, a->add->policy, put_word, &s->words, &s->out) && !s->words.failed) return CORDON_OK;
    return error_nomem(err);
}

static cordon_status take_record(struct adding *a, struct worker *w, const struct record *r, struct slot *s, struct cordon_error *err)
{
    struct cordon_error why = ERROR_INIT;
    str id = watch_subject_id(r);
    if (!id.len) {
        error_set(&why, CORDON_SYNTAX, "a subject needs an id: 'subject', or 'id'");
        add_fault(s, &why, r->line);
        return CORDON_OK;
    }
    struct item *i = add_item(s);
    if (!i) return error_nomem(err);
    *i = (struct item){ .id = s->out.len, .id_len = id.len };
    buf_add(&s->out, id);
    i->record = s->out.len;
    record_pack(r, &s->out);
    i->record_len = s->out.len - i->record;
    i->trace = s->out.len;
    cordon_status st = trace(a, w, r, s, err);
    i->trace_len = s->out.len - i->trace;
    return st ? st : s->out.failed ? error_nomem(err) : CORDON_OK;
}

static cordon_status read_slot(void *ctx, unsigned worker, size_t at, struct cordon_error *err)
{
    struct adding *a = ctx;
    struct worker *w = &a->worker[worker];
    struct slot *s = &a->slot[at];
    struct record_cursor c;
    struct record r;
    struct cordon_error why = ERROR_INIT;
    cordon_status read_status, st = CORDON_OK;
    s->items = s->faults = 0;
    buf_reset(&s->out);
    buf_reset(&s->words);
    if (s->block.fault) {
        (void)split_fault_say(&s->block, &why);
        add_fault(s, &why, s->block.line);
        return CORDON_OK;
    }
    record_cursor_init(&c, w->reader, &s->block, a->file.header);
    while (!st) {
        arena_reset(&w->arena);
        r = (struct record){ .line = 0 };
        if (!record_cursor_next(&c, &w->arena, &r, &read_status, &why)) break;
        if (read_status == CORDON_NOMEM) return error_nomem(err);
        if (read_status) add_fault(s, &why, r.line);
        else st = take_record(a, w, &r, s, err);
    }
    return st;
}

/* --- keeping --------------------------------------------------------------------------------------------------------- */

static cordon_status open_block(struct adding *a, uint64_t number, struct watch_block **ret, struct cordon_error *err)
{
    struct cordon_error damage = ERROR_INIT;
    for (size_t i = 0; i < a->opens; i++)
        if (a->open[i]->number == number) {
            *ret = a->open[i];
            return CORDON_OK;
        }
    struct watch_block *b = mem_alloc(sizeof *b);
    if (!b) return error_nomem(err);
    watch_block_init(b);
    a->open[a->opens++] = b;
    b->number = number;
    b->form = a->form;
    *ret = b;
    if ((number - 1) * STORE_BLOCK >= a->rows) return CORDON_OK; /* a new one */
    return watch_block_load(b, a->s->store, number, true, &damage, err);
}

static void close_blocks(struct adding *a)
{
    for (size_t i = 0; i < a->opens; i++) {
        watch_block_release(a->open[i]);
        mem_free(a->open[i]);
    }
    a->opens = 0;
}

static cordon_status put_item(struct adding *a, const struct slot *s, const struct item *i, uint64_t row, struct cordon_error *err)
{
    struct watch_block *b;
    str out = buf_str(&s->out);
    cordon_status st = open_block(a, watch_block_of(row), &b, err);
    if (!st) st = store_put_subject(a->s->store, row, str_sub(out, i->id, i->id + i->id_len),
                                    str_sub(out, i->record, i->record + i->record_len), err);
    if (st) return st;
    size_t at = watch_slot_of(row);
    if (at >= b->count) {
        b->count = at + 1;
        b->state[at] = 0;
    }
    b->state[at] |= STATE_NEW;
    b->trace[at] = arena_str(&a->chunk, str_sub(out, i->trace, i->trace + i->trace_len));
    return a->chunk.failed ? error_nomem(err) : CORDON_OK;
}

static cordon_status keep_item(struct adding *a, const struct slot *s, const struct item *i, struct cordon_error *err)
{
    str out = buf_str(&s->out), record = str_sub(out, i->record, i->record + i->record_len);
    uint64_t row = 0;
    cordon_status st = store_find(a->s->store, str_sub(out, i->id, i->id + i->id_len), &row, err);
    if (st) return st;
    if (!row) {
        st = put_item(a, s, i, a->rows + 1, err);
        a->rows += !st;
        a->now.added += !st;
        return st;
    }
    buf_reset(&a->kept);
    st = store_record(a->s->store, row, &a->kept, err);
    if (!st && str_eq(buf_str(&a->kept), record)) {
        a->now.same++;
        return CORDON_OK;
    }
    if (st && st != CORDON_CORRUPT) return st; /* a damaged record is replaced */
    st = put_item(a, s, i, row, err);
    if (row > a->rows_first) a->now.repeated += !st;
    else a->now.changed += !st;
    return st;
}

static cordon_status commit(struct adding *a, struct cordon_error *err)
{
    cordon_status st = watch_words_save(&a->words, a->s->store, err);
    for (size_t i = 0; !st && i < a->opens; i++) {
        struct watch_block *b = a->open[i];
        st = watch_block_save_state(b, a->s->store, err);
        /* of a damaged block, or one where traces of two forms stand now, the next screening makes all traces anew */
        if (b->form != a->form) b->form = 0;
        if (!st && !b->is_damaged) st = watch_block_save_traces(b, a->s->store, err);
    }
    if (!st) st = store_commit(a->s->store, err);
    close_blocks(a);
    arena_reset(&a->chunk);
    if (st) return st;
    a->sum->added += a->now.added;
    a->sum->changed += a->now.changed;
    a->sum->same += a->now.same;
    a->sum->repeated += a->now.repeated;
    a->now = (struct cordon_subjects_added){ .added = 0 };
    return CORDON_OK;
}

static cordon_status keep_slot(struct adding *a, const struct slot *s, struct cordon_error *err)
{
    cordon_status st = CORDON_OK;
    watch_words_note(&a->words, buf_str(&s->words));
    for (size_t i = 0; !st && i < s->items; i++) {
        if (a->opens >= OPEN_MAX - 1) {
            st = commit(a, err);
            if (!st) st = store_begin(a->s->store, err);
        }
        if (!st) st = keep_item(a, s, &s->item[i], err);
    }
    return st;
}

static void tell_faults(struct adding *a, const struct slot *s)
{
    for (size_t i = 0; a->add->fault && i < s->faults && i < FAULTS_KEPT; i++) {
        struct cordon_error why = s->fault[i];
        error_in_file(&why, str_c(a->add->path));
        a->add->fault(a->add->ctx, &why);
    }
    a->sum->refused += s->faults;
}

/* What workers made of the records. */
static cordon_status keep_slots(struct adding *a, struct cordon_error *err)
{
    cordon_status st = store_begin(a->s->store, err);
    if (st) return st;
    for (size_t i = 0; !st && i < a->slots; i++) st = keep_slot(a, &a->slot[i], err);
    if (!st) st = commit(a, err);
    if (st) {
        store_rollback(a->s->store);
        close_blocks(a);
        return st;
    }
    for (size_t i = 0; i < a->slots; i++) tell_faults(a, &a->slot[i]);
    a->slots = 0;
    return CORDON_OK;
}

static cordon_status keep_all(struct adding *a, struct cordon_error *err)
{
    cordon_status st = watch_crew_run(a->workers, a->slots, read_slot, a, err);
    if (!st) st = keep_slots(a, err);
    if (st) return st;
    uint64_t total = a->file.source.form == MAP_FORM_TEXT ? a->file.source.reader.size : 0;
    uint64_t records = a->sum->added + a->sum->changed + a->sum->same + a->sum->repeated + a->sum->refused;
    if (a->add->progress) a->add->progress(a->add->ctx, a->input_end, total, records);
    return CORDON_OK;
}

/* --- the file ---------------------------------------------------------------------------------------------------------- */

static bool take_block(void *ctx, const struct split_block *block)
{
    struct adding *a = ctx;
    struct slot *s = &a->slot[a->slots];
    buf_reset(&s->in);
    buf_add(&s->in, block->bytes);
    if (s->in.failed) {
        a->status = error_nomem(a->err);
        return false;
    }
    s->block = *block;
    s->block.bytes = buf_str(&s->in);
    a->input_end = a->file.input_end;
    a->slots++;
    if (a->slots == BLOCKS_AT_ONCE) a->status = keep_all(a, a->err);
    return !a->status;
}

static cordon_status open_all(struct adding *a, struct cordon_error *err)
{
    a->workers = watch_crew_size(a->add->threads);
    a->worker = mem_calloc(a->workers, sizeof *a->worker);
    a->slot = mem_calloc(BLOCKS_AT_ONCE, sizeof *a->slot);
    arena_init(&a->chunk, CHUNK_ARENA_MAX);
    buf_init(&a->kept, STORE_SEALED_MAX);
    if (!a->worker || !a->slot) return error_nomem(err);
    for (size_t i = 0; i < BLOCKS_AT_ONCE; i++) {
        buf_init(&a->slot[i].in, (size_t)SPLIT_WINDOW_MAX + 8 * SPLIT_BLOCK_LEN);
        buf_init(&a->slot[i].out, OUT_MAX);
        buf_init(&a->slot[i].words, OUT_MAX);
    }
    for (unsigned i = 0; i < a->workers; i++) {
        struct worker *w = &a->worker[i];
        arena_init(&w->arena, SCREEN_ARENA_MAX);
        w->reader = record_reader_new();
        w->names = name_scratch_new();
        w->subject = mem_alloc(sizeof *w->subject);
        if (!w->reader || !w->names || !w->subject) return error_nomem(err);
    }
    uint64_t words[NOTE_NUMBERS];
    cordon_status st = watch_note_get(a->s->store, NOTE_WORDS, words, err);
    if (st == CORDON_CORRUPT) st = CORDON_OK; /* the next screening makes all traces anew */
    a->form = watch_trace_form(a->add->policy, words[0]);
    if (!st) st = watch_words_load(&a->words, a->s->store, err);
    if (!st) st = watch_rows(a->s->store, &a->rows, err);
    a->rows_first = a->rows;
    return st;
}

static void close_all(struct adding *a)
{
    for (unsigned i = 0; a->worker && i < a->workers; i++) {
        struct worker *w = &a->worker[i];
        arena_release(&w->arena);
        record_reader_free(w->reader);
        name_scratch_free(w->names);
        mem_free(w->subject);
    }
    for (size_t i = 0; a->slot && i < BLOCKS_AT_ONCE; i++) {
        buf_release(&a->slot[i].in);
        buf_release(&a->slot[i].out);
        buf_release(&a->slot[i].words);
        mem_free(a->slot[i].item);
    }
    mem_free(a->worker);
    mem_free(a->slot);
    arena_release(&a->chunk);
    buf_release(&a->kept);
    watch_words_release(&a->words);
}

/* The lines as blocks that end where lines do. */
static cordon_status take_lines(struct adding *a, str lines)
{
    uint64_t line = 1;
    while (lines.len && !a->status) {
        size_t end = lines.len <= SPLIT_BLOCK_LEN ? lines.len : SPLIT_BLOCK_LEN;
        while (end < lines.len && lines.data[end - 1] != '\n') end++;
        struct split_block block = { .bytes = str_sub(lines, 0, end), .line = line, .form = SPLIT_LINES };
        line += str_count(block.bytes, '\n');
        lines = str_from(lines, end);
        if (!take_block(a, &block)) break;
    }
    return !a->status && a->slots ? keep_all(a, a->err) : a->status;
}

cordon_status watch_add_lines(struct cordon_subjects *s, const struct cordon_subjects_add *add, str lines,
                              struct cordon_subjects_added *ret_added, struct cordon_error *err)
{
    struct adding *a = mem_calloc(1, sizeof *a);
    *ret_added = (struct cordon_subjects_added){ .added = 0 };
    if (!a) return error_nomem(err);
    a->s = s;
    a->add = add;
    a->sum = ret_added;
    a->err = err;
    cordon_status st = open_all(a, err);
    if (!st) st = take_lines(a, lines);
    close_all(a);
    mem_free(a);
    return st;
}

cordon_status watch_add_records(struct cordon_subjects *s, const struct cordon_subjects_add *add,
                                const struct record *const *records, size_t count,
                                struct cordon_subjects_added *ret_added, struct cordon_error *err)
{
    struct adding *a = mem_calloc(1, sizeof *a);
    *ret_added = (struct cordon_subjects_added){ .added = 0 };
    if (!a) return error_nomem(err);
    a->s = s;
    a->add = add;
    a->sum = ret_added;
    a->err = err;
    cordon_status st = open_all(a, err);
    for (size_t i = 0; !st && i < count; i++) {
        arena_reset(&a->worker->arena);
        st = take_record(a, a->worker, records[i], a->slot, err);
    }
    a->slots = 1;
    if (!st) st = keep_slots(a, err);
    close_all(a);
    mem_free(a);
    return st;
}

cordon_status cordon_subjects_add(struct cordon_subjects *s, const struct cordon_subjects_add *add,
                                  struct cordon_subjects_added *ret_added, struct cordon_error *err)
{
    struct cordon_error none = ERROR_INIT;
    *ret_added = (struct cordon_subjects_added){ .added = 0 };
    if (!s->to_write) return error_set(err, CORDON_ARGUMENT, "the store was opened to be read");
    struct adding *a = mem_calloc(1, sizeof *a);
    if (!a) return error_nomem(err);
    a->s = s;
    a->add = add;
    a->sum = ret_added;
    a->err = err ? err : &none;
    cordon_status st = open_all(a, a->err);
    if (!st) {
        st = blocks_open(add->path, add->sheet, add->map, &a->file, a->err);
        if (!st) {
            struct cordon_error broken = ERROR_INIT;
            cordon_status read = blocks_read(&a->file, take_block, a, &broken);
            st = a->status;
            if (!st && a->slots) st = keep_all(a, a->err); /* what was read until a file broke off is kept */
            if (!st && read) {
                *a->err = broken;
                st = read;
            }
            blocks_close(&a->file);
        }
    }
    close_all(a);
    mem_free(a);
    return st;
}
