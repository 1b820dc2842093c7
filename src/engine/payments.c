/*
 * Adding payments: a table or JSON Lines, PAYMENT_BLOCK at a time. A party that is no subject becomes one, so that it is
 * watched as well.
 */
#include "engine/watch.h"

#include "base/csv.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/num.h"

#include <stdio.h>
#include <stdlib.h>

enum { FILE_ARENA_MAX = 64 << 20, PARTIES_MAX = 256 << 20, ID_LEN_MAX = 255, PARTY_LEN_MAX = 1024 };

/* Of a party without an id: the rest is its name. */
#define PARTY_PREFIX "party:"

enum column { COL_ID = 0, COL_PAYER, COL_PAYEE, COL_DATE, COL_AMOUNT, COL_CURRENCY, COL_PAYER_NAME, COL_PAYEE_NAME, COLUMNS };
static const char *const names[COLUMNS] = { "id", "payer", "payee", "date", "amount", "currency", "payer_name", "payee_name" };

struct row {
    str      cell[COLUMNS];
    uint64_t line;
};

struct paying {
    struct cordon_subjects           *s;
    const struct cordon_subjects_add *add;
    struct cordon_payments_added     *sum;
    struct seen                       seen; /* ids */
    struct row                       *row; /* of this block; the arena's */
    struct watch_payment             *payment;
    size_t                            rows;
    struct arena                      line;  /* texts of the row being read */
    struct arena                      arena; /* of the rows taken */
    struct buf                        parties; /* new ones, JSON Lines */
    struct arena                      named;   /* of the records with new names */
    const struct record             **renamed;
    size_t                            renames;
    struct buf                        kept;
    struct cordon_error               unwatched; /* why a party could not be watched, the last time */
};

/* --- ids ------------------------------------------------------------------------------------------------------------ */

/* @return CORDON_OK when it is new, CORDON_REFUSED when it is there */
static cordon_status note_id(struct paying *p, str id, struct cordon_error *err)
{
    bool was;
    if (p->seen.count == PAYMENTS_MAX) return error_set(err, CORDON_LIMIT, "a store holds at most %d payments", PAYMENTS_MAX);
    if (!seen_add(&p->seen, id, &was)) return error_nomem(err);
    return was ? CORDON_REFUSED : CORDON_OK;
}

static cordon_status load_ids(struct paying *p, struct cordon_error *err)
{
    struct buf ids = BUF_INIT(STORE_SEALED_MAX);
    uint64_t last = 0;
    cordon_status st = store_last(p->s->store, STORE_PAYMENT_IDS, &last, err);
    for (uint64_t number = 1; !st && number <= last; number++) {
        buf_reset(&ids);
        st = store_get(p->s->store, STORE_PAYMENT_IDS, number, NULL, &ids, err);
        str rest = str_from(buf_str(&ids), 4);
        while (!st && rest.len) {
            size_t len = (uint8_t)rest.data[0];
            st = note_id(p, str_sub(rest, 1, 1 + len), err);
            if (st == CORDON_REFUSED) st = CORDON_OK;
            rest = str_from(rest, 1 + len);
        }
    }
    buf_release(&ids);
    return st;
}

static void refuse(struct paying *p, uint64_t line, const char *why)
{
    struct cordon_error err = ERROR_INIT;
    error_at(&err, CORDON_SYNTAX, str_c(p->add->path), line, 0, "%s", why);
    if (p->add->fault) p->add->fault(p->add->ctx, &err);
    p->sum->refused++;
}

/* --- one row ---------------------------------------------------------------------------------------------------------- */

static bool read_amount(str text, struct watch_payment *ret)
{
    bool is_minus = str_starts(text, STR("-")), has_point = false;
    uint64_t v = 0;
    size_t digits = 0;
    if (is_minus) text = str_from(text, 1);
    ret->decimals = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.data[i];
        if (c == '.' && !has_point) {
            has_point = true;
            continue;
        }
        if (!byte_is_digit(c) || v > (uint64_t)INT64_MAX / 10 - 1) return false;
        if (has_point && ret->decimals == PAYMENT_DECIMALS_MAX) return false;
        v = v * 10 + (uint64_t)(c - '0');
        ret->decimals = (uint8_t)(ret->decimals + has_point);
        digits++;
    }
    ret->amount = is_minus ? -(int64_t)v : (int64_t)v;
    return digits > 0;
}

static bool read_currency(str text, char ret[4])
{
    if (text.len != 3 && text.len != 4) return false;
    memset(ret, 0, 4);
    for (size_t i = 0; i < text.len; i++) {
        char c = text.data[i];
        if (c >= 'a' && c <= 'z') c = (char)(c - 'a' + 'A');
        if (!byte_is_digit(c) && (c < 'A' || c > 'Z')) return false;
        ret[i] = c;
    }
    return true;
}

/* "2026-02-27" of "2026-02-27 10:00:00.5+09:00"; anything else as it is. */
static str day_part(str text)
{
    enum { DAY_LEN = 10 };
    bool is_time = text.len > DAY_LEN + 1 && (text.data[DAY_LEN] == 'T' || text.data[DAY_LEN] == ' ') && byte_is_digit(text.data[DAY_LEN + 1]);
    for (size_t i = DAY_LEN + 1; is_time && i < text.len; i++)
        is_time = byte_is_digit(text.data[i]) || memchr(":.,Z+- ", text.data[i], 7);
    return is_time ? str_sub(text, 0, DAY_LEN) : text;
}

/* A party by its id, or by its name where it has none. */
static str party_id(struct paying *p, str id, str name)
{
    if (id.len || !name.len) return id;
    return arena_printf(&p->line, PARTY_PREFIX "%.*s", (int)name.len, name.data);
}

static cordon_status read_row(struct paying *p, struct row *r, struct watch_payment *ret, const char **ret_fault)
{
    struct date d;
    *ret = (struct watch_payment){ .id = r->cell[COL_ID] };
    r->cell[COL_PAYER] = party_id(p, r->cell[COL_PAYER], r->cell[COL_PAYER_NAME]);
    r->cell[COL_PAYEE] = party_id(p, r->cell[COL_PAYEE], r->cell[COL_PAYEE_NAME]);
    *ret_fault = NULL;
    if (!r->cell[COL_ID].len || r->cell[COL_ID].len > ID_LEN_MAX) *ret_fault = "a payment needs an id of at most 255 bytes";
    else if (!r->cell[COL_PAYER].len && !r->cell[COL_PAYEE].len) *ret_fault = "a payment needs a payer or a payee";
    else if (r->cell[COL_PAYER].len > PARTY_LEN_MAX || r->cell[COL_PAYEE].len > PARTY_LEN_MAX ||
             r->cell[COL_PAYER_NAME].len > PARTY_LEN_MAX || r->cell[COL_PAYEE_NAME].len > PARTY_LEN_MAX)
        *ret_fault = "a party's id and name have at most 1,024 bytes";
    else if (!date_read(day_part(r->cell[COL_DATE]), &d) || d.first != d.last) *ret_fault = "the date cannot be read; write 2026-02-27";
    else if (!read_amount(r->cell[COL_AMOUNT], ret)) *ret_fault = "the amount cannot be read; write 1234.50";
    else if (!read_currency(r->cell[COL_CURRENCY], ret->currency)) *ret_fault = "the currency is no code such as USD";
    else ret->day = d.first;
    return p->line.failed ? CORDON_NOMEM : CORDON_OK;
}

/* --- a block ------------------------------------------------------------------------------------------------------------- */

/* A party and a name that a row gives it. */
struct said {
    str id, name;
};

static int by_id_and_name(const void *a, const void *b)
{
    const struct said *x = a, *y = b;
    int c = str_cmp(x->id, y->id);
    return c ? c : str_cmp(x->name, y->name);
}

/* Who the rows of this block name, and how; sorted. */
static struct said *all_said(struct paying *p, size_t *ret_count)
{
    struct said *said = mem_calloc(p->rows * 2 + 1, sizeof *said);
    size_t n = 0;
    for (size_t i = 0; said && i < p->rows; i++) {
        const struct row *r = &p->row[i];
        if (r->cell[COL_PAYER].len) said[n++] = (struct said){ r->cell[COL_PAYER], r->cell[COL_PAYER_NAME] };
        if (r->cell[COL_PAYEE].len) said[n++] = (struct said){ r->cell[COL_PAYEE], r->cell[COL_PAYEE_NAME] };
    }
    if (n) qsort(said, n, sizeof *said, by_id_and_name);
    *ret_count = n;
    return said;
}

/* A new party, by all of its names; one without a name cannot be compared, and screening says so. */
static void write_party(struct paying *p, const struct said *said, size_t count)
{
    struct json_writer w;
    json_w_init(&w, &p->parties);
    json_w_object(&w);
    json_w_key_str(&w, STR("id"), said->id);
    if (said[count - 1].name.len) { /* sorted: the empty one is the first */
        json_w_key(&w, STR("name"));
        json_w_array(&w);
        for (size_t i = 0; i < count; i++)
            if (said[i].name.len && (i == 0 || !str_eq(said[i].name, said[i - 1].name))) json_w_str(&w, said[i].name);
        json_w_array_end(&w);
    }
    json_w_object_end(&w);
    buf_add_byte(&p->parties, '\n');
}

static bool has_name(const struct record *r, str name)
{
    for (size_t i = 0; i < r->value_count; i++)
        if ((r->values[i].field == FIELD_NAME || r->values[i].field == FIELD_ALIAS) && str_eq_nocase(r->values[i].text, name))
            return true;
    return false;
}

/* A subject that is there keeps its record, and gets the names that it has not. */
static cordon_status add_names(struct paying *p, uint64_t row, const struct said *said, size_t count, struct cordon_error *err)
{
    bool is_own_id = count && str_starts(said->id, STR(PARTY_PREFIX)); /* made of its name */
    if (!said[count - 1].name.len || is_own_id) return CORDON_OK;
    struct record r;
    buf_reset(&p->kept);
    cordon_status st = store_record(p->s->store, row, &p->kept, err);
    if (st == CORDON_CORRUPT) return CORDON_OK; /* the next screening tells */
    str bytes = st ? STR_EMPTY : arena_str(&p->named, buf_str(&p->kept));
    if (!st) st = record_unpack(bytes, &p->named, &r, err);
    if (st) return st;
    struct record_value *values = arena_calloc(&p->named, r.value_count + count, sizeof *values);
    if (!values) return error_nomem(err);
    if (r.value_count) memcpy(values, r.values, r.value_count * sizeof *values);
    size_t before = r.value_count;
    r.values = values;
    for (size_t i = 0; i < count; i++)
        if (said[i].name.len && !has_name(&r, said[i].name))
            values[r.value_count++] = (struct record_value){
                .field = before ? FIELD_ALIAS : FIELD_NAME, .text = said[i].name, .key = before ? STR("alias") : STR("name") };
    if (r.value_count == before) return CORDON_OK;
    struct record *one = arena_alloc(&p->named, sizeof *one);
    if (!one) return error_nomem(err);
    *one = r;
    p->renamed[p->renames++] = one;
    return CORDON_OK;
}

/* The parties of the block: new ones to be made, and those that are there with names to be added. */
static cordon_status sort_parties(struct paying *p, struct cordon_error *err)
{
    size_t n;
    struct said *said = all_said(p, &n);
    cordon_status st = said ? CORDON_OK : error_nomem(err);
    for (size_t from = 0, to; !st && from < n; from = to) {
        uint64_t row = 0;
        for (to = from + 1; to < n && str_eq(said[to].id, said[from].id); to++) {}
        st = store_find(p->s->store, said[from].id, &row, err);
        if (!st && row) st = add_names(p, row, said + from, to - from, err);
        if (!st && !row) write_party(p, said + from, to - from);
    }
    if (!st && p->parties.failed) st = error_nomem(err);
    mem_free(said);
    return st;
}

static cordon_status find_rows(struct paying *p, struct cordon_error *err)
{
    cordon_status st = CORDON_OK;
    for (size_t i = 0; !st && i < p->rows; i++) {
        const struct row *r = &p->row[i];
        p->payment[i].payer = p->payment[i].payee = 0;
        if (r->cell[COL_PAYER].len) st = store_find(p->s->store, r->cell[COL_PAYER], &p->payment[i].payer, err);
        if (!st && r->cell[COL_PAYEE].len) st = store_find(p->s->store, r->cell[COL_PAYEE], &p->payment[i].payee, err);
    }
    return st;
}

static void keep_why(void *ctx, const struct cordon_error *why)
{
    struct paying *p = ctx;
    p->unwatched = *why;
}

/* A payment of a party that could not be watched would look as if it had none. */
static void drop_unwatched(struct paying *p)
{
    size_t kept = 0;
    for (size_t i = 0; i < p->rows; i++) {
        const struct row *r = &p->row[i];
        char why[sizeof p->unwatched.message + 64];
        bool is_whole = (p->payment[i].payer || !r->cell[COL_PAYER].len) && (p->payment[i].payee || !r->cell[COL_PAYEE].len);
        if (is_whole) {
            p->payment[kept++] = p->payment[i];
            continue;
        }
        snprintf(why, sizeof why, "its payer or payee cannot be watched: %s", p->unwatched.message);
        refuse(p, r->line, why);
    }
    p->rows = kept;
}

static cordon_status keep_block(struct paying *p, struct cordon_error *err)
{
    struct cordon_subjects_added added = { .added = 0 }, named = { .added = 0 };
    if (!p->rows) return CORDON_OK;
    struct cordon_subjects_add add = *p->add;
    add.progress = NULL;
    add.fault = keep_why;
    add.ctx = p;
    add.path = "payments";
    buf_reset(&p->parties);
    arena_reset(&p->named);
    p->renames = 0;
    cordon_status st = sort_parties(p, err);
    if (!st && p->parties.len) st = watch_add_lines(p->s, &add, buf_str(&p->parties), &added, err);
    if (!st && p->renames) st = watch_add_records(p->s, &add, p->renamed, p->renames, &named, err);
    if (!st) st = find_rows(p, err);
    if (!st) drop_unwatched(p);
    if (!st) st = store_begin(p->s->store, err);
    if (st) return st;
    st = watch_payments_put(p->s->store, p->payment, p->rows, err);
    if (!st) st = store_commit(p->s->store, err);
    if (st) {
        store_rollback(p->s->store);
        return st;
    }
    p->sum->added += p->rows;
    p->sum->parties += added.added;
    p->rows = 0;
    arena_reset(&p->arena);
    return CORDON_OK;
}

static cordon_status take_row(struct paying *p, struct row *r, struct cordon_error *err)
{
    const char *fault;
    if (read_row(p, r, &p->payment[p->rows], &fault)) return error_nomem(err);
    if (fault) {
        refuse(p, r->line, fault);
        return CORDON_OK;
    }
    cordon_status st = note_id(p, r->cell[COL_ID], err);
    if (st == CORDON_REFUSED) {
        p->sum->same++;
        return CORDON_OK;
    }
    if (st) return st;
    for (int i = 0; i < COLUMNS; i++) r->cell[i] = arena_str(&p->arena, r->cell[i]);
    if (p->arena.failed) return error_nomem(err);
    p->payment[p->rows].id = r->cell[COL_ID];
    p->row[p->rows++] = *r;
    return p->rows == PAYMENT_BLOCK ? keep_block(p, err) : CORDON_OK;
}

/* --- the file ------------------------------------------------------------------------------------------------------------- */

static cordon_status read_header(const struct csv_reader *c, int ret_at[COLUMNS], struct cordon_error *err)
{
    for (int i = 0; i < COLUMNS; i++) {
        ret_at[i] = -1;
        for (size_t k = 0; k < c->count; k++)
            if (str_eq_nocase(str_trim(c->cell[k]), str_c(names[i]))) ret_at[i] = (int)k;
        if (ret_at[i] < 0 && i != COL_PAYER && i != COL_PAYEE && i < COL_PAYER_NAME)
            return error_set(err, CORDON_SYNTAX, "the table has no column '%s'; payments have id, payer, payee, date, amount, currency",
                             names[i]);
    }
    return CORDON_OK;
}

static cordon_status take_cells(struct paying *p, const struct csv_reader *c, const int at[COLUMNS], size_t columns, struct cordon_error *err)
{
    struct row r = { .line = c->line };
    char why[96];
    if (c->count == 1 && !str_trim(c->cell[0]).len) return CORDON_OK;
    if (c->count > columns) { /* a comma that nobody quoted would shift what stands behind it */
        snprintf(why, sizeof why, "the row has %zu cells, the header %zu", c->count, columns);
        refuse(p, c->line, why);
        return CORDON_OK;
    }
    for (int i = 0; i < COLUMNS; i++)
        if (at[i] >= 0 && (size_t)at[i] < c->count) r.cell[i] = str_trim(c->cell[at[i]]);
    return take_row(p, &r, err);
}

static cordon_status read_table(struct paying *p, str text, struct cordon_error *err)
{
    struct csv_reader c;
    int at[COLUMNS];
    char sep = ',';
    bool is_row = true;
    (void)csv_guess_sep(text, &sep);
    csv_init(&c, text, sep, 1, &p->line);
    cordon_status st = csv_next(&c, &is_row, err);
    if (!st) st = read_header(&c, at, err);
    size_t columns = c.count;
    while (!st) {
        arena_reset(&p->line);
        st = csv_next(&c, &is_row, err);
        if (st || !is_row) break;
        st = take_cells(p, &c, at, columns, err);
        if (!st && p->add->progress && c.line % 65536 == 0) p->add->progress(p->add->ctx, c.pos, text.len, p->sum->added);
        if (!st && os_interrupted()) st = error_set(err, CORDON_INTERRUPTED, "interrupted");
    }
    return st;
}

static cordon_status read_object(struct paying *p, str line, struct row *ret, struct cordon_error *err)
{
    struct json_reader r;
    int at = -1;
    json_init(&r, line, &p->line, err);
    if (json_next(&r) != JSON_OBJECT) return error_set(err, CORDON_SYNTAX, "a line holds one JSON object");
    for (enum json_kind k; (k = json_next(&r)) != JSON_OBJECT_END;) {
        if (k == JSON_ERROR) return json_status(&r);
        if (k == JSON_KEY) {
            at = -1;
            for (int i = 0; i < COLUMNS; i++)
                if (str_eq_nocase(r.text, str_c(names[i]))) at = i;
        } else if (k == JSON_STRING || k == JSON_NUMBER) {
            if (at >= 0) ret->cell[at] = str_trim(r.text);
        } else if (!json_skip(&r, k)) {
            return json_status(&r);
        }
    }
    enum json_kind end = json_next(&r);
    if (end == JSON_ERROR) return json_status(&r);
    return end == JSON_END ? CORDON_OK : error_set(err, CORDON_SYNTAX, "a line holds one JSON object");
}

static cordon_status read_lines(struct paying *p, str text, struct cordon_error *err)
{
    uint64_t number = 0;
    cordon_status st = CORDON_OK;
    for (str rest = text, line; !st && str_next(&rest, '\n', &line);) {
        struct row r = { .line = ++number };
        line = str_trim(line);
        if (!line.len) continue;
        arena_reset(&p->line);
        st = read_object(p, line, &r, err);
        if (st == CORDON_SYNTAX || st == CORDON_LIMIT) {
            struct cordon_error why = *err;
            why.line = number;
            error_in_file(&why, str_c(p->add->path));
            if (p->add->fault) p->add->fault(p->add->ctx, &why);
            p->sum->refused++;
            st = CORDON_OK;
            continue;
        }
        if (!st) st = take_row(p, &r, err);
        if (!st && os_interrupted()) st = error_set(err, CORDON_INTERRUPTED, "interrupted");
    }
    return st;
}

static cordon_status read_all(struct paying *p, struct cordon_error *err)
{
    struct os_file file = OS_FILE_INIT;
    cordon_status st = load_ids(p, err);
    if (!st) st = os_file_map(p->add->path, &file, err);
    if (st) return st;
    str text = file.bytes;
    if (str_starts(text, STR("\xEF\xBB\xBF"))) text = str_from(text, 3);
    size_t bad;
    if (!str_is_utf8(text, &bad)) st = error_set(err, CORDON_SYNTAX, "byte %zu is not UTF-8", bad + 1);
    if (!st) st = str_starts(str_trim(str_sub(text, 0, 4096)), STR("{")) ? read_lines(p, text, err) : read_table(p, text, err);
    if (!st || st == CORDON_SYNTAX || st == CORDON_INTERRUPTED) { /* what was read is kept */
        struct cordon_error late = ERROR_INIT;
        cordon_status kept = keep_block(p, &late);
        if (!st && kept) {
            st = kept;
            *err = late;
        }
    }
    if (st) error_in_file(err, str_c(p->add->path));
    os_file_unmap(&file);
    return st;
}

cordon_status cordon_payments_add(struct cordon_subjects *s, const struct cordon_subjects_add *add,
                                  struct cordon_payments_added *ret_added, struct cordon_error *err)
{
    struct cordon_error none = ERROR_INIT;
    struct paying p = { .s = s, .add = add, .sum = ret_added, .parties = BUF_INIT(PARTIES_MAX),
                        .kept = BUF_INIT(STORE_SEALED_MAX) };
    *ret_added = (struct cordon_payments_added){ .added = 0 };
    if (!s->to_write) return error_set(err, CORDON_ARGUMENT, "the store was opened to be read");
    arena_init(&p.line, FILE_ARENA_MAX);
    arena_init(&p.arena, FILE_ARENA_MAX);
    arena_init(&p.named, PARTIES_MAX);
    p.row = mem_alloc(PAYMENT_BLOCK * sizeof *p.row);
    p.payment = mem_alloc(PAYMENT_BLOCK * sizeof *p.payment);
    p.renamed = mem_alloc(2 * PAYMENT_BLOCK * sizeof *p.renamed);
    cordon_status st = p.row && p.payment && p.renamed ? read_all(&p, err ? err : &none) : error_nomem(err);
    mem_free(p.row);
    mem_free(p.payment);
    mem_free(p.renamed);
    seen_release(&p.seen);
    buf_release(&p.parties);
    buf_release(&p.kept);
    arena_release(&p.line);
    arena_release(&p.arena);
    arena_release(&p.named);
    return st;
}
