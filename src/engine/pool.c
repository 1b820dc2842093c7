/* Reading files into a pool. */
#include "engine/pool.h"

#include "base/mem.h"
#include "engine/blocks.h"

struct pool *pool_new(void)
{
    struct pool *p = mem_calloc(1, sizeof *p);
    if (p) arena_init(&p->arena, POOL_BYTES_MAX);
    return p;
}

void pool_free(struct pool *p)
{
    if (!p) return;
    for (size_t i = 0; i < p->files; i++) record_header_free(p->file[i].header);
    record_reader_free(p->reader);
    arena_release(&p->arena);
    mem_free(p->record);
    mem_free(p->fault);
    mem_free(p->order);
    mem_free(p->subject);
    mem_free(p->subject_of);
    mem_free(p);
}

str pool_glue(struct arena *arena, str a, char sign, str b)
{
    char *out = arena_alloc(arena, a.len + b.len + 2);
    if (!out) return STR_EMPTY;
    if (a.len) memcpy(out, a.data, a.len);
    out[a.len] = sign;
    if (b.len) memcpy(out + a.len + 1, b.data, b.len);
    out[a.len + 1 + b.len] = '\0';
    return str_of(out, a.len + 1 + b.len);
}

/* --- growing ------------------------------------------------------------------------------------- */

/* Room for one more element; false when out of memory. */
static bool grow(void *list, size_t count, size_t *room, size_t size)
{
    void **at = list;
    if (count < *room) return true;
    size_t more = *room ? *room * 2 : 1024;
    void *bigger = mem_realloc(*at, more * size);
    if (!bigger) return false;
    *at = bigger;
    *room = more;
    return true;
}

struct reading {
    struct pool          *pool;
    struct pool_file     *file;
    struct blocks         blocks;
    cordon_status         status;
    struct cordon_error  *err;
};

static bool keep_record(struct reading *r, const struct record *from)
{
    struct pool *p = r->pool;
    if (p->count == POOL_RECORDS_MAX) {
        r->status = error_at(r->err, CORDON_LIMIT, r->file->name, from->line, 0,
                             "more than %d records in one run", POOL_RECORDS_MAX);
        return false;
    }
    struct record *kept = arena_alloc(&p->arena, sizeof *kept);
    if (!kept || !grow(&p->record, p->count, &p->room, sizeof *p->record)) return false;
    *kept = *from;
    kept->file = r->file->name;
    p->record[p->count++] = kept;
    r->file->records++;
    return true;
}

static bool keep_fault(struct reading *r, const struct record *from, cordon_status st,
                       const struct cordon_error *why)
{
    struct pool *p = r->pool;
    r->file->faults++;
    if (p->faults == POOL_FAULTS_MAX) {
        p->faults_lost++;
        return true;
    }
    if (!grow(&p->fault, p->faults, &p->fault_room, sizeof *p->fault)) return false;
    p->fault[p->faults++] = (struct pool_fault){
        .record = { .file = r->file->name, .line = why->line ? why->line : from->line,
                    .sheet = arena_str(&p->arena, from->sheet.len ? from->sheet : str_c(why->file)) },
        .place = p->count,
        .status = st,
        .column = why->column,
        .message = arena_str(&p->arena, str_c(why->message)),
    };
    return true;
}

/* --- reading ------------------------------------------------------------------------------------- */

static bool take_records(struct reading *r, struct split_block *block)
{
    struct record_cursor c;
    struct record record = { .line = block->line };
    struct cordon_error why = ERROR_INIT;
    cordon_status st = CORDON_OK;
    if (block->fault) {
        st = split_fault_say(block, &why);
        return keep_fault(r, &record, st, &why);
    }
    record_cursor_init(&c, r->pool->reader, block, r->blocks.header);
    for (;;) {
        record = (struct record){ .line = 0 };
        if (!record_cursor_next(&c, &r->pool->arena, &record, &st, &why)) return true;
        if (st == CORDON_NOMEM) return false;
        if (!(st ? keep_fault(r, &record, st, &why) : keep_record(r, &record))) return false;
    }
}

/* The block's bytes are kept: the records' text points into them. */
static bool take_block(void *ctx, const struct split_block *block)
{
    struct reading *r = ctx;
    struct split_block kept = *block;
    kept.bytes = arena_str(&r->pool->arena, block->bytes);
    if (!r->pool->arena.failed && take_records(r, &kept) && !r->pool->arena.failed) return true;
    if (r->pool->arena.over)
        r->status = error_at(r->err, CORDON_LIMIT, r->file->name, block->line, 0,
                             "the records of a run take more than %zu GiB", POOL_BYTES_MAX >> 30);
    if (!r->status) r->status = error_nomem(r->err);
    return false;
}

cordon_status pool_add(struct pool *p, const char *path, str name, str sheet,
                       const struct cordon_map *map, struct cordon_error *err)
{
    struct reading r = { .pool = p, .err = err };
    if (p->files == POOL_FILES_MAX)
        return error_set(err, CORDON_LIMIT, "more than %d files in one run", POOL_FILES_MAX);
    r.file = &p->file[p->files];
    *r.file = (struct pool_file){ .name = arena_str(&p->arena, name), .first = p->count,
                                  .map = map ? arena_str(&p->arena, map->name) : STR_EMPTY };
    if (!p->reader) p->reader = record_reader_new();
    if (!p->reader || p->arena.failed) return error_nomem(err);
    cordon_status st = blocks_open(path, sheet, map, &r.blocks, err);
    if (!st) {
        st = blocks_read(&r.blocks, take_block, &r, err);
        if (r.status) st = r.status;
        r.file->header = r.blocks.header;
        r.blocks.header = NULL;
        blocks_close(&r.blocks);
        p->files++; /* also when it broke off: its records are there */
    }
    return st;
}

/* --- files that need no mapping ------------------------------------------------------------------ */

enum { LOOKED_AT = 20 /* records */ };

struct looking {
    struct blocks         blocks;
    struct record_reader *reader;
    struct arena          arena;
    size_t                seen, good; /* records; of them those that can be read */
    bool                  is_other;   /* one that can be read says something unknown, or no kind */
};

static bool look_at(void *ctx, const struct split_block *block)
{
    struct looking *l = ctx;
    struct record_cursor c;
    struct record r = { .line = 0 };
    struct cordon_error err;
    cordon_status st;
    if (block->fault) return true;
    record_cursor_init(&c, l->reader, block, l->blocks.header);
    while (l->seen < LOOKED_AT && record_cursor_next(&c, &l->arena, &r, &st, &err)) {
        l->seen++;
        l->good += st == CORDON_OK;
        l->is_other = l->is_other || (!st && (r.unread_count || r.kind == RECORD_KIND_NONE));
    }
    return l->seen < LOOKED_AT && !l->is_other;
}

cordon_status pool_is_native(const char *path, bool *ret_native, struct cordon_error *err)
{
    struct looking l = { .reader = record_reader_new() };
    *ret_native = false;
    if (!l.reader) return error_nomem(err);
    arena_init(&l.arena, 256 << 20);
    cordon_status st = blocks_open(path, STR_EMPTY, NULL, &l.blocks, err);
    if (!st) {
        st = blocks_read(&l.blocks, look_at, &l, err);
        blocks_close(&l.blocks);
    }
    *ret_native = !st && !l.is_other && l.good && l.good * 2 >= l.seen; /* some lines may be broken */
    arena_release(&l.arena);
    record_reader_free(l.reader);
    bool is_other_form = st == CORDON_SYNTAX || st == CORDON_LIMIT || st == CORDON_ARGUMENT;
    return is_other_form ? CORDON_OK : st;
}
