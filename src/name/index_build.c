/*
 * Building a name index.
 *
 * Workload: 38,000 names of three words for one list, up to some millions for all; 0.8 new words a
 * name. Built rarely, so plain arrays, counting sorts, and nothing that depends on addresses or
 * time: the same names give the same bytes.
 */
#include "name/index_build.h"

#include "base/mem.h"
#include "base/num.h"
#include "name/readings.h"

enum { NAMES_MAX = 1 << 26 }; /* docs/limits.md */

#define SECTION_MAX ((size_t)3 << 30)
#define NO_WORD UINT32_MAX

struct name_build *name_build_new(void)
{
    struct name_build *b = mem_calloc(1, sizeof *b);
    if (!b) return NULL;
    arena_init(&b->texts, SECTION_MAX);
    arena_init(&b->call, 1u << 20);
    return b;
}

void name_build_free(struct name_build *b)
{
    if (!b) return;
    arena_release(&b->texts);
    arena_release(&b->call);
    mem_free(b->name);
    mem_free(b->list);
    mem_free(b->word);
    mem_free(b->hyp);
    mem_free(b->slot);
    mem_free(b);
}

static bool fail(struct name_build *b, cordon_status st)
{
    b->status = st;
    return false;
}

bool build_make_room(struct name_build *b, void **items, size_t count, size_t *room, size_t len)
{
    size_t want, bytes;
    if (count < *room) return true;
    want = *room ? *room * 2 : 1024;
    void *p = num_mul(want, len, &bytes) ? mem_realloc(*items, bytes) : NULL;
    if (!p) return fail(b, error_nomem(&b->err));
    *items = p;
    *room = want;
    return true;
}

/* --- the dictionary ------------------------------------------------------------------------- */

static bool grow_slots(struct name_build *b)
{
    size_t slots = b->slots ? b->slots * 2 : 4096;
    uint32_t *p = mem_alloc(slots * sizeof *p);
    if (!p) return fail(b, error_nomem(&b->err));
    for (size_t i = 0; i < slots; i++) p[i] = NO_WORD;
    for (uint32_t w = 0; w < b->words; w++) {
        size_t at = b->word[w].word.hash & (slots - 1);
        while (p[at] != NO_WORD) at = (at + 1) & (slots - 1);
        p[at] = w;
    }
    mem_free(b->slot);
    b->slot = p;
    b->slots = slots;
    return true;
}

/* Number of a word, new or known; NO_WORD on failure. */
static uint32_t put_word(struct name_build *b, const struct word *w)
{
    if ((b->words + 1) * 2 > b->slots && !grow_slots(b)) return NO_WORD;
    size_t at = w->hash & (b->slots - 1);
    for (; b->slot[at] != NO_WORD; at = (at + 1) & (b->slots - 1))
        if (str_eq(b->word[b->slot[at]].word.text, w->text)) return b->slot[at];
    if (b->words >= ECHO_WORD) { /* nam.echo has no more bits */
        fail(b, error_set(&b->err, CORDON_LIMIT, "more than %d words in one index", ECHO_WORD));
        return NO_WORD;
    }
    if (!build_make_room(b, (void **)&b->word, b->words, &b->words_room, sizeof *b->word))
        return NO_WORD;
    struct built_word *new_word = &b->word[b->words];
    *new_word = (struct built_word){ .word = *w };
    new_word->word.text = arena_str(&b->texts, w->text);
    new_word->word.raw = STR_EMPTY;
    form_weigh(&new_word->word, FOR_ALL_READINGS);
    form_hear(&new_word->word);
    if (b->texts.failed) {
        fail(b, error_nomem(&b->err));
        return NO_WORD;
    }
    b->slot[at] = (uint32_t)b->words;
    return (uint32_t)b->words++;
}

/* --- adding --------------------------------------------------------------------------------- */

static bool put_hyps(struct name_build *b, struct built_name *row, const struct read_name *n)
{
    struct hypothesis k[READINGS_ROOM];
    size_t count = readings_read(n, k);
    row->hyp = (uint32_t)b->hyps;
    row->hyps = (uint8_t)count;
    for (size_t i = 0; i < count; i++) {
        if (!build_make_room(b, (void **)&b->hyp, b->hyps, &b->hyps_room, sizeof *b->hyp)) return false;
        b->hyp[b->hyps++] = k[i];
    }
    return true;
}

static bool put_reading(struct name_build *b, struct built_name row, const struct read_name *n,
                        enum reading r)
{
    const struct form *f = &n->form[r];
    if (b->names >= NAMES_MAX)
        return fail(b, error_set(&b->err, CORDON_LIMIT, "more than %d names in one index", NAMES_MAX));
    row.list = (uint32_t)b->lists;
    row.legal = f->legal;
    row.count = f->count;
    row.reading = (uint8_t)r;
    for (size_t i = 0; i < f->count; i++) {
        uint32_t w = put_word(b, &n->word[f->at[i]]);
        if (w == NO_WORD) return false;
        b->word[w].in_firms |= r != READ_PERSON;
        if (!build_make_room(b, (void **)&b->list, b->lists, &b->lists_room, sizeof *b->list))
            return false;
        b->list[b->lists++] = w;
    }
    if (r != READ_WORD && !put_hyps(b, &row, n)) return false;
    if (!build_make_room(b, (void **)&b->name, b->names, &b->names_room, sizeof *b->name)) return false;
    b->name[b->names++] = row;
    return true;
}

bool name_build_add(struct name_build *b, uint32_t row, uint32_t statement, str name,
                    enum name_kind kind, uint32_t flags)
{
    struct read_name n;
    if (b->status) return false;
    arena_reset(&b->call);
    cordon_status st = form_read(name, form_readings(kind), &b->call, &n, &b->err);
    if (st == CORDON_ARGUMENT) return true; /* blank: names nothing, and no query can be blank */
    if (st) return fail(b, st);
    struct built_name base = { .row = row, .statement = statement, .kind = (uint8_t)kind,
                               .flags = (uint8_t)(flags & NAME_FLAGS_MASK) };
    b->added++;
    b->in_script[n.script]++;
    if (kind != NAME_ANY) return put_reading(b, base, &n, form_reading(kind));
    for (int r = 0; r < READINGS; r++)
        if (!put_reading(b, base, &n, (enum reading)r)) return false;
    return true;
}
