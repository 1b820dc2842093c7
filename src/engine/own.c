/* What blocked parties own: files to a book, lists to seeds, tests to an answer. */
#include "engine/own.h"

#include "base/date.h"
#include "base/mem.h"
#include "base/num.h"

static const char *const words[OWNER_TEST_COUNT] = { "us", "eu", "uk" };
#define OWN_BOOK_MAX ((size_t)4 << 30) /* bytes of names and keys */
enum { CLOSED_FRESH_DAYS = 7 }; /* as of lists that are published several times a month */

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

/* A list that its authority closed says nothing of the time after. */
static enum own_basis basis_of(const struct own *o, const struct cordon_list *l, const struct list_source *s)
{
    struct date d;
    if (l->is_starter) return OWN_STARTER;
    if (!str_eq(s->rhythm, STR("closed"))) return OWN_DONE;
    bool is_then = date_read(l->edition, &d) && date_of_time(o->args->as_of_s) - d.last <= CLOSED_FRESH_DAYS;
    return is_then ? OWN_DONE : OWN_CLOSED;
}

/* The bases of tests: lists of the authorities, and the UN's, which all three give effect to. */
static void find_bases(struct own *o)
{
    struct cordon_list l;
    for (size_t i = 0; cordon_set_list(o->args->set, i, &l); i++) {
        const struct list_source *s = list_source_find(l.source);
        static const char *const of[OWNER_TEST_COUNT] = { "us", "eu", "gb" };
        for (int t = 0; s && t < OWNER_TEST_COUNT; t++) {
            if (str_eq(s->tier, STR("designated")) && str_eq(s->country, str_c(of[t])) &&
                basis_of(o, &l, s) > o->basis[t])
                o->basis[t] = basis_of(o, &l, s);
        }
    }
}

static cordon_status take_memory(struct own *o)
{
    size_t n = (size_t)o->book.party_count + 1;
    o->party = mem_calloc(n, sizeof *o->party);
    bool ok = o->party != NULL;
    for (int t = 0; ok && t < OWNER_TEST_COUNT; t++) ok = (o->seeds[t] = mem_calloc(n, 1)) != NULL;
    return ok ? CORDON_OK : error_nomem(o->err);
}

static bool is_called(const struct owner_party *p, str want, struct arena *scratch)
{
    char room[OWNER_KEY_MAX];
    if (str_eq(owner_same(p->name, room, scratch), want)) return true;
    for (const struct owner_value *v = p->value[OWNER_NAME]; v; v = v->next)
        if (str_eq(owner_same(v->text, room, scratch), want)) return true;
    return false;
}

/* Ids are one party's; a name may be that of several, and all of them are meant. */
static cordon_status mark_asked(struct own *o)
{
    char room[OWNER_KEY_MAX];
    struct arena scratch;
    uint32_t count = 0;
    str party = str_trim(o->args->party);
    if (!own_has_asked(o)) return CORDON_OK;
    arena_init(&scratch, 1 << 20);
    str want = party.len <= OWNER_KEY_MAX ? arena_str(&o->arena, owner_same(party, room, &scratch)) : STR_EMPTY;
    uint32_t key = owner_party_find(&o->book, party);
    for (uint32_t i = 0; i < o->book.party_count; i++) {
        o->party[i].is_asked = i == key || is_called(&o->book.party[i], want, &scratch);
        count += o->party[i].is_asked;
        arena_reset(&scratch);
    }
    bool has_failed = scratch.failed || o->arena.failed;
    arena_release(&scratch);
    if (has_failed) return error_nomem(o->err);
    if (count) return CORDON_OK;
    return error_set(o->err, CORDON_ARGUMENT, "no party '%.*s' is in the files", STR_ARG(o->args->party));
}

/* The worst of all; a test whose list is missing keeps "not shown" from being said. */
static enum cordon_own_state sum_up(const struct own *o)
{
    enum owner_state worst = OWNER_NOT_SHOWN;
    bool is_based = true;
    for (uint32_t i = 0; i < o->book.party_count; i++) {
        enum owner_state s = !own_has_asked(o) || o->party[i].is_asked ? own_worst(o, i) : OWNER_NOT_SHOWN;
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
    if (!st && own_has_asked(&o) && args->file_count == 0) st = own_from_lists(&o, args->party);
    if (!st) st = take_memory(&o);
    if (!st) st = mark_asked(&o);
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
    own_ids_release(&o.ids);
    owner_book_release(&o.book);
    arena_release(&o.arena);
    return st;
}
