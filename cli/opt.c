/* Walking argv along option tables. */
#include "cli/opt.h"

#include "cli/nearest.h"

/* What one parse knows while it walks. */
struct walk {
    char                  **argv;
    size_t                  argc;
    size_t                  next; /* the word to read next */
    const struct opt_table *tables;
    size_t                  table_count;
    int64_t                 now_s;
    uint64_t                seen[OPT_TABLES_MAX]; /* one bit a row */
};

static size_t opt_count(const struct opt *rows)
{
    size_t n = 0;
    while (rows && rows[n].name) n++;
    return n;
}

void opt_spell(const struct opt *row, struct buf *out)
{
    buf_printf(out, "--%s", row->name);
    if (row->arg) buf_printf(out, " %s", row->arg);
}

/* Find a row by its long name, or by its letter when name is empty. */
static const struct opt *find(const struct walk *w, str name, char letter, size_t *ret_table)
{
    for (size_t t = 0; t < w->table_count; t++)
        for (const struct opt *row = w->tables[t].rows; row && row->name; row++) {
            bool is_it = name.len ? str_eq(str_c(row->name), name) : row->letter == letter;
            if (!is_it) continue;
            *ret_table = t;
            return row;
        }
    return NULL;
}

static cordon_status unknown(const struct walk *w, str name, struct cordon_error *err)
{
    struct nearest near;
    nearest_init(&near, name);
    for (size_t t = 0; t < w->table_count; t++)
        for (const struct opt *row = w->tables[t].rows; row && row->name; row++)
            nearest_offer(&near, str_c(row->name));
    if (near.best.len)
        return error_set(err, CORDON_ARGUMENT,
                         "unknown option '--%.*s'; did you mean '--%.*s'?", STR_ARG(name),
                         STR_ARG(near.best));
    return error_set(err, CORDON_ARGUMENT, "unknown option '--%.*s'", STR_ARG(name));
}

/* Store one option; `inline_value` is what stood behind '=' or the letter, or NULL. */
static cordon_status store(struct walk *w, const struct opt *row, size_t table,
                           const char *inline_value, struct cordon_error *err)
{
    char *base = w->tables[table].into;
    void *field = base + row->at;
    uint64_t bit = UINT64_C(1) << (row - w->tables[table].rows);
    const char *value = inline_value;
    char what[64] = "--";

    strncat(what, row->name, sizeof what - 3);
    if (row->kind == OPT_FLAG) {
        if (value) return error_set(err, CORDON_ARGUMENT, "option '%s' takes no value", what);
        *(bool *)field = true;
        return CORDON_OK;
    }
    if ((w->seen[table] & bit) && row->kind != OPT_MANY)
        return error_set(err, CORDON_ARGUMENT, "option '%s' is given twice", what);
    w->seen[table] |= bit;
    if (!value) {
        if (w->next == w->argc)
            return error_set(err, CORDON_ARGUMENT, "option '%s' needs a value; write '%s=%s'",
                             what, what, row->arg);
        if (str_starts(str_c(w->argv[w->next]), STR("--")))
            return error_set(err, CORDON_ARGUMENT,
                             "option '%s' needs a value; if '%s' is meant, write '%s=%s'", what,
                             w->argv[w->next], what, w->argv[w->next]);
        value = w->argv[w->next++];
    }
    return opt_value(row, what, value, w->now_s, field, err);
}

static cordon_status long_option(struct walk *w, const char *word, struct cordon_error *err)
{
    str rest = str_c(word + 2);
    size_t eq = str_index(rest, '='), table = 0;
    str name = str_sub(rest, 0, eq);
    const struct opt *row = name.len ? find(w, name, 0, &table) : NULL;
    if (!row) return unknown(w, name, err);
    return store(w, row, table, eq < rest.len ? rest.data + eq + 1 : NULL, err);
}

static cordon_status short_options(struct walk *w, const char *word, struct cordon_error *err)
{
    for (const char *p = word + 1; *p; p++) {
        size_t table = 0;
        const struct opt *row = find(w, STR_EMPTY, *p, &table);
        if (!row)
            return error_set(err, CORDON_ARGUMENT, "unknown option '-%c' in '%s'", *p, word);
        bool is_flag = row->kind == OPT_FLAG;
        cordon_status st = store(w, row, table, !is_flag && p[1] ? p + 1 : NULL, err);
        if (st || !is_flag) return st;
    }
    return CORDON_OK;
}

cordon_status opt_parse(char **argv, size_t argc, const struct opt_table *tables,
                        size_t table_count, int64_t now_s, size_t *ret_words,
                        struct cordon_error *err)
{
    struct walk w = { argv, argc, 0, tables, table_count, now_s, { 0 } };
    size_t words = 0;

    if (table_count > OPT_TABLES_MAX)
        return error_set(err, CORDON_BUG, "too many option tables");
    for (size_t t = 0; t < table_count; t++)
        if (opt_count(tables[t].rows) > OPT_ROWS_MAX)
            return error_set(err, CORDON_BUG, "too many rows in an option table");
    while (w.next < argc) {
        char *word = argv[w.next++];
        cordon_status st = CORDON_OK;
        if (word[0] != '-' || !word[1]) {
            argv[words++] = word;
            continue;
        }
        if (strcmp(word, "--") == 0) break;
        st = word[1] == '-' ? long_option(&w, word, err) : short_options(&w, word, err);
        if (st) return st;
    }
    while (w.next < argc) argv[words++] = argv[w.next++];
    *ret_words = words;
    return CORDON_OK;
}

/* An argument read as the option of the same kind. */
static struct opt as_option(const struct arg *row)
{
    return (struct opt){ .name = row->name, .kind = row->kind, .arg = row->name,
                         .choices = row->choices, .min = row->min, .max = row->max };
}

static size_t needed_behind(const struct arg *row)
{
    size_t needed = 0;
    while ((++row)->name) needed += !row->is_optional;
    return needed;
}

cordon_status opt_arguments(char *const *words, size_t count, const struct arg *rows,
                            void *into, int64_t now_s, struct cordon_error *err)
{
    char *base = into;
    size_t used = 0;
    for (const struct arg *row = rows; row && row->name; row++) {
        /* one that may be left out gives way to those behind it that may not */
        if (row->is_optional && count - used <= needed_behind(row)) continue;
        if (used == count && !row->is_optional)
            return error_set(err, CORDON_ARGUMENT, "argument %s is missing", row->name);
        if (row->is_many) {
            *(struct opt_words *)(void *)(base + row->at) =
                (struct opt_words){ words + used, count - used };
            return CORDON_OK;
        }
        if (used == count) return CORDON_OK;
        struct opt as = as_option(row);
        cordon_status st = opt_value(&as, row->name, words[used++], now_s, base + row->at, err);
        if (st) return st;
    }
    if (used < count)
        return error_set(err, CORDON_ARGUMENT, "'%s' is one argument too many", words[used]);
    return CORDON_OK;
}
