/* What blocked parties own: files to a book, lists to seeds, tests to an answer. */
#include "engine/own.h"

#include "base/date.h"
#include "base/mem.h"
#include "base/num.h"

static const char *const words[OWNER_TEST_COUNT] = { "us", "eu", "uk" };
#define OWN_BOOK_MAX ((size_t)4 << 30) /* bytes of names and keys */

const char *own_test_word(enum owner_test t)
{
    return words[t];
}

bool own_is_asked(const struct own *o, enum owner_test t)
{
    return !o->args->jurisdiction.len || str_eq(o->args->jurisdiction, str_c(words[t]));
}

enum owner_state own_worst(const struct own *o, uint32_t party)
{
    enum owner_state worst = OWNER_NOT_SHOWN;
    for (int t = 0; t < OWNER_TEST_COUNT; t++) {
        enum owner_state s = owner_found(o->graph, (enum owner_test)t, party).state;
        if (own_is_asked(o, (enum owner_test)t) && s > worst) worst = s;
    }
    return worst;
}

static cordon_status check_args(const struct cordon_own *args, struct cordon_error *err)
{
    bool is_known = !args->jurisdiction.len;
    for (int t = 0; t < OWNER_TEST_COUNT; t++) is_known = is_known || str_eq(args->jurisdiction, str_c(words[t]));
    if (!is_known)
        return error_set(err, CORDON_ARGUMENT, "'%.*s' is none of us, eu and uk", STR_ARG(args->jurisdiction));
    if (args->file_count == 0 && !args->party.len)
        return error_set(err, CORDON_ARGUMENT, "neither a file nor a party to look at");
    if (args->file_count > OWNER_FILES_MAX)
        return error_set(err, CORDON_ARGUMENT, "more than %d files", OWNER_FILES_MAX);
    return CORDON_OK;
}

static cordon_status read_files(struct own *o)
{
    for (size_t i = 0; i < o->args->file_count; i++) {
        struct os_file f = OS_FILE_INIT;
        cordon_status st = os_file_read(o->args->files[i], &f, o->err);
        if (!st) st = owner_read(&o->book, str_c(o->args->files[i]), f.bytes, o->err);
        os_file_unmap(&f); /* the book holds copies */
        if (st) return st;
    }
    return CORDON_OK;
}

/* The bases of tests: lists of the authorities, and the UN's, which all three give effect to. */
static void find_bases(struct own *o)
{
    struct cordon_list l;
    for (size_t i = 0; cordon_set_list(o->args->set, i, &l); i++) {
        const struct list_source *s = list_source_find(l.source);
        static const char *const of[OWNER_TEST_COUNT] = { "us", "eu", "gb" };
        for (int t = 0; s && t < OWNER_TEST_COUNT; t++) {
            enum own_basis b = l.is_starter ? OWN_LIMITED : OWN_DONE;
            if (str_eq(s->tier, STR("designated")) && str_eq(s->country, str_c(of[t])) && b > o->basis[t])
                o->basis[t] = b;
        }
    }
}

static cordon_status find_asked(struct own *o)
{
    o->asked = UINT32_MAX;
    if (!o->args->party.len) return CORDON_OK;
    if (o->args->file_count == 0) {
        cordon_status st = own_from_lists(o, o->args->party);
        if (st) return st;
    }
    o->asked = owner_party_find(&o->book, o->args->party);
    for (uint32_t i = 0; o->asked == UINT32_MAX && i < o->book.party_count; i++)
        if (str_eq_nocase(o->book.party[i].name, o->args->party)) o->asked = i;
    if (o->asked != UINT32_MAX) return CORDON_OK;
    return error_set(o->err, CORDON_ARGUMENT, "no party '%.*s' is in the files", STR_ARG(o->args->party));
}

static cordon_status take_memory(struct own *o)
{
    size_t n = (size_t)o->book.party_count + 1;
    o->party = mem_calloc(n, sizeof *o->party);
    bool ok = o->party != NULL;
    for (int t = 0; ok && t < OWNER_TEST_COUNT; t++) ok = (o->seeds[t] = mem_calloc(n, 1)) != NULL;
    return ok ? CORDON_OK : error_nomem(o->err);
}

/* The worst of all; a test whose list is missing keeps "not shown" from being said. */
static enum cordon_own_state sum_up(const struct own *o)
{
    enum owner_state worst = OWNER_NOT_SHOWN;
    bool is_based = true;
    for (uint32_t i = 0; i < o->book.party_count; i++) {
        enum owner_state s = o->asked == UINT32_MAX || o->asked == i ? own_worst(o, i) : OWNER_NOT_SHOWN;
        if (s > worst) worst = s;
    }
    for (int t = 0; t < OWNER_TEST_COUNT; t++)
        if (own_is_asked(o, (enum owner_test)t) && o->basis[t] != OWN_DONE) is_based = false;
    switch (worst) {
    case OWNER_IS_BLOCKED:
    case OWNER_OWNED: return CORDON_OWN_OWNED;
    case OWNER_POSSIBLE: return CORDON_OWN_POSSIBLE;
    case OWNER_UNKNOWN: return CORDON_OWN_UNKNOWN;
    case OWNER_NOT_SHOWN: break;
    }
    return is_based && o->undecided == 0 && o->unnamed == 0 ? CORDON_OWN_NOT_SHOWN : CORDON_OWN_UNDECIDED;
}

cordon_status cordon_own(const struct cordon_own *args, enum cordon_own_state *ret_state,
                         struct cordon_text *ret_text, struct cordon_error *err)
{
    struct cordon_error spare = ERROR_INIT;
    struct own o = { .args = args, .err = err ? err : &spare };
    cordon_status st = check_args(args, err);
    if (st) return st;
    arena_init(&o.arena, (size_t)1 << 30);
    owner_book_init(&o.book, OWN_BOOK_MAX);
    find_bases(&o);
    st = read_files(&o);
    if (!st) st = find_asked(&o);
    if (!st) st = take_memory(&o);
    if (!st) st = own_screen(&o);
    if (!st)
        st = owner_solve(&o.book, (const uint8_t *const *)o.seeds, date_of_time(args->as_of_s), &o.graph, o.err);
    if (!st) {
        enum cordon_own_state state = sum_up(&o);
        st = own_write(&o, state, ret_text, o.err);
        if (!st) *ret_state = state;
    }
    owner_graph_free(o.graph);
    for (int t = 0; t < OWNER_TEST_COUNT; t++) mem_free(o.seeds[t]);
    mem_free(o.party);
    owner_book_release(&o.book);
    arena_release(&o.arena);
    return st;
}
