/* What was found about ownership, as JSON: worst first, each finding with the holdings it rests on. */
#include "engine/own.h"

#include "base/date.h"
#include "base/give.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/num.h"

#include <stdlib.h>

enum { OWN_TEXT_MAX = 256 << 20 }; /* bytes of the answer */

static str state_word(enum owner_state s)
{
    switch (s) {
    case OWNER_NOT_SHOWN: return STR("not shown");
    case OWNER_UNKNOWN: return STR("unknown");
    case OWNER_POSSIBLE: return STR("possible");
    case OWNER_OWNED: return STR("owned");
    case OWNER_IS_BLOCKED: return STR("blocked");
    }
    return STR("unknown");
}

static str kind_word(uint8_t k)
{
    static const str words[] = { STR_INIT("share"), STR_INIT("vote"), STR_INIT("control"), STR_INIT("link") };
    return words[k & 3];
}

static void write_day(struct json_writer *w, str key, int32_t day)
{
    char text[16];
    if (day == OWNER_NO_DAY) return;
    date_text(day, text);
    json_w_key_str(w, key, str_c(text));
}

static void write_flag(struct json_writer *w, str key, bool is)
{
    if (!is) return;
    json_w_key(w, key);
    json_w_bool(w, true);
}

static void write_party(const struct own *o, uint32_t party, struct json_writer *w)
{
    const struct owner_party *p = &o->book.party[party];
    json_w_key_str(w, STR("party"), p->key);
    json_w_key_str(w, STR("name"), p->name);
}

static void write_hits(const struct own *o, uint32_t party, struct json_writer *w)
{
    const struct own_hit *h = o->party[party].hits;
    if (!h) return;
    json_w_key(w, STR("hits"));
    json_w_array(w);
    for (; h; h = h->next) {
        json_w_object(w);
        json_w_key_str(w, STR("entity_id"), h->entity);
        json_w_key_str(w, STR("name"), h->name);
        json_w_key_str(w, STR("verdict"), h->verdict);
        if (h->through.len) json_w_key_str(w, STR("one_party_with"), h->through);
        json_w_object_end(w);
    }
    json_w_array_end(w);
}

/* --- proofs ------------------------------------------------------------------------------------------- */

struct telling {
    struct own         *o;
    struct json_writer *w;
    enum owner_test     test;
    struct owner_trail  trail;
    uint32_t            told;
    uint32_t            opened[OWN_TOLD_MAX + 1]; /* parties whose proof stands already */
    size_t              opened_count;
};

static void write_because(struct telling *t, uint32_t party, unsigned depth);

static void write_holding(const struct own *o, const struct owner_proof *p, struct json_writer *w)
{
    write_party(o, p->owner, w);
    uint32_t as = p->owner == p->edge->owner ? p->edge->owner_as : p->edge->owned_as;
    if (as) json_w_key_str(w, STR("as"), o->book.party[as - 1].key);
    json_w_key_str(w, STR("kind"), kind_word(p->kind));
    if (p->kind <= OWNER_VOTE && !p->is_unknown) {
        json_w_key_u64(w, STR("min_bp"), p->min_bp);
        json_w_key_u64(w, STR("max_bp"), p->max_bp);
    }
    write_flag(w, STR("untold"), p->kind <= OWNER_VOTE && p->is_unknown);
    write_flag(w, STR("joint"), p->is_joint);
    json_w_key_str(w, STR("state"), state_word(p->state));
    json_w_key_str(w, STR("file"), o->book.file[p->edge->file]);
    if (p->edge->line) json_w_key_u64(w, STR("line"), p->edge->line);
    if (p->edge->source.len) json_w_key_str(w, STR("source"), p->edge->source);
    if (p->edge_count > 1) json_w_key_u64(w, STR("statements"), p->edge_count);
    write_day(w, STR("from"), p->edge->from);
    write_day(w, STR("to"), p->edge->to);
}

static bool is_opened(const struct telling *t, uint32_t party)
{
    for (size_t i = 0; i < t->opened_count; i++)
        if (t->opened[i] == party) return true;
    return false;
}

/* In a finding the proof of a party is the same wherever the party stands: it is told once, so that chains
 * which meet again, and circles, stay as short as they are. */
static void write_proof(struct telling *t, const struct owner_proof *p, unsigned depth)
{
    json_w_object(t->w);
    write_holding(t->o, p, t->w);
    if (is_opened(t, p->owner)) {
        write_flag(t->w, STR("again"), true);
    } else if (!p->is_joint) {
        write_hits(t->o, p->owner, t->w);
        write_because(t, p->owner, depth + 1);
    }
    json_w_object_end(t->w);
}

static void write_because(struct telling *t, uint32_t party, unsigned depth)
{
    struct owner_proof *proof = mem_calloc(OWN_PROOFS_MAX, sizeof *proof);
    if (!proof) {
        t->w->out->failed = true;
        return;
    }
    size_t count = owner_explain(t->o->graph, t->test, party, t->trail, proof, OWN_PROOFS_MAX);
    size_t shown = count < OWN_PROOFS_MAX ? count : OWN_PROOFS_MAX;
    if (depth >= OWN_DEPTH_MAX || t->told + shown > OWN_TOLD_MAX) shown = 0;
    t->told += (uint32_t)shown;
    if (shown) t->opened[t->opened_count++] = party;
    if (count) {
        if (shown < count) json_w_key_u64(t->w, STR("more"), count - shown);
        json_w_key(t->w, STR("because"));
        json_w_array(t->w);
        for (size_t i = 0; i < shown; i++) write_proof(t, &proof[i], depth);
        json_w_array_end(t->w);
    }
    mem_free(proof);
}

static void write_finding(struct own *o, uint32_t party, enum owner_test test, struct json_writer *w)
{
    struct owner_finding f = owner_found(o->graph, test, party);
    struct telling t = { .o = o, .w = w, .test = test, .trail = owner_trail_of(o->graph, test, party) };
    json_w_object(w);
    json_w_key_str(w, STR("test"), str_c(own_test_word(test)));
    bool is_tested = o->basis[test] != OWN_MISSING || f.state != OWNER_NOT_SHOWN;
    json_w_key_str(w, STR("state"), is_tested ? state_word(f.state) : STR("not tested"));
    json_w_key_u64(w, STR("min_bp"), f.min_bp);
    json_w_key_u64(w, STR("max_bp"), f.max_bp);
    write_flag(w, STR("control"), f.is_control);
    write_flag(w, STR("effective"), f.is_effective);
    write_because(&t, party, 0);
    json_w_object_end(w);
}

/* Of the party asked about: every holding in it and of it, proof or not. */
static void write_beside(struct own *o, uint32_t party, bool is_held, struct json_writer *w)
{
    struct owner_proof *beside = mem_calloc(OWN_PROOFS_MAX, sizeof *beside);
    if (!beside) {
        w->out->failed = true;
        return;
    }
    size_t count = owner_beside(o->graph, party, is_held, beside, OWN_PROOFS_MAX);
    if (count > OWN_PROOFS_MAX) {
        json_w_key_u64(w, is_held ? STR("holders_total") : STR("holds_total"), count);
        count = OWN_PROOFS_MAX;
    }
    json_w_key(w, is_held ? STR("holders") : STR("holds"));
    json_w_array(w);
    for (size_t i = 0; i < count; i++) {
        beside[i].state = own_worst(o, beside[i].owner);
        json_w_object(w);
        write_holding(o, &beside[i], w);
        json_w_object_end(w);
    }
    json_w_array_end(w);
    mem_free(beside);
}

/* A party that is told; its finding in the UK test stands in a text of its own, as these are written in another
 * order. */
struct told {
    enum owner_state   state;
    str                key;
    uint32_t           party;
    struct owner_trail trail; /* UK */
    size_t             uk_at, uk_len;
};

static void write_result(struct own *o, const struct told *told, const struct buf *uk, struct json_writer *w)
{
    uint32_t party = told->party;
    json_w_object(w);
    write_party(o, party, w);
    json_w_key_str(w, STR("state"), state_word(own_worst(o, party)));
    json_w_key_u64(w, STR("told_bp"), owner_told_bp(o->graph, party));
    write_flag(w, STR("contradiction"), owner_told_bp(o->graph, party) > OWNER_WHOLE_BP);
    write_flag(w, STR("undecided"), o->party[party].is_undecided);
    write_flag(w, STR("unnamed"), o->party[party].is_unnamed);
    write_hits(o, party, w);
    json_w_key(w, STR("tests"));
    json_w_array(w);
    for (int t = 0; t < OWNER_TEST_COUNT; t++)
        if (t == OWNER_UK && told->uk_len)
            json_w_raw(w, str_sub(buf_str(uk), told->uk_at, told->uk_at + told->uk_len));
        else if (t != OWNER_UK && own_is_asked(o, (enum owner_test)t))
            write_finding(o, party, (enum owner_test)t, w);
    json_w_array_end(w);
    if (o->party[party].is_asked) {
        write_beside(o, party, true, w);
        write_beside(o, party, false, w);
    }
    json_w_object_end(w);
}

/* --- the whole ------------------------------------------------------------------------------------------ */

static int worst_first(const void *a, const void *b)
{
    const struct told *x = a, *y = b;
    if (x->state != y->state) return x->state > y->state ? -1 : 1;
    return str_cmp(x->key, y->key);
}

static int by_trail(const void *a, const void *b)
{
    const struct told *x = a, *y = b;
    int c = owner_trail_cmp(x->trail, y->trail);
    return c ? c : worst_first(a, b);
}

/* All that one person holds is found once, for whatever rests on it. */
static void write_uk(struct own *o, struct told *told, size_t count, struct buf *out)
{
    qsort(told, count, sizeof *told, by_trail);
    for (size_t i = 0; i < count; i++) {
        struct json_writer w;
        told[i].uk_at = out->len;
        json_w_init(&w, out);
        write_finding(o, told[i].party, OWNER_UK, &w);
        told[i].uk_len = out->len - told[i].uk_at;
    }
    qsort(told, count, sizeof *told, worst_first);
}

static cordon_status write_results(struct own *o, struct json_writer *w)
{
    struct buf uk = BUF_INIT(OWN_TEXT_MAX);
    uint32_t count = 0, limit = o->args->limit ? o->args->limit : OWN_LIMIT_DEFAULT;
    struct told *told = mem_calloc((size_t)o->book.party_count + 1, sizeof *told);
    if (!told) return error_nomem(o->err);
    for (uint32_t i = 0; i < o->book.party_count; i++) {
        enum owner_state s = own_worst(o, i);
        if (own_has_asked(o) ? o->party[i].is_asked : s != OWNER_NOT_SHOWN)
            told[count++] = (struct told){ .state = s, .key = o->book.party[i].key, .party = i,
                                           .trail = owner_trail_of(o->graph, OWNER_UK, i) };
    }
    qsort(told, count, sizeof *told, worst_first);
    json_w_key_u64(w, STR("results_total"), count);
    limit = num_min_u32(count, limit);
    if (own_is_asked(o, OWNER_UK)) write_uk(o, told, limit, &uk);
    json_w_key(w, STR("results"));
    json_w_array(w);
    for (uint32_t i = 0; i < limit && !uk.failed; i++) write_result(o, &told[i], &uk, w);
    json_w_array_end(w);
    cordon_status st = buf_status(&uk);
    if (st == CORDON_LIMIT)
        error_set(o->err, st, "the answer is above %d MiB; ask for fewer parties", OWN_TEXT_MAX >> 20);
    else if (st)
        error_nomem(o->err);
    buf_release(&uk);
    mem_free(told);
    return st;
}

static void write_bases(const struct own *o, struct json_writer *w)
{
    static const str words[] = { STR_INIT("missing"), STR_INIT("starter only"), STR_INIT("closed"),
                                  STR_INIT("done") };
    json_w_key(w, STR("lists"));
    json_w_object(w);
    for (int t = 0; t < OWNER_TEST_COUNT; t++)
        if (own_is_asked(o, (enum owner_test)t))
            json_w_key_str(w, str_c(own_test_word((enum owner_test)t)), words[o->basis[t]]);
    json_w_object_end(w);
}

static void write_sums(const struct own *o, struct json_writer *w)
{
    struct owner_sums s = owner_graph_sums(o->graph);
    json_w_key(w, STR("holdings"));
    json_w_object(w);
    json_w_key_u64(w, STR("counted"), s.edges);
    json_w_key_u64(w, STR("outside_dates"), s.outside);
    json_w_key_u64(w, STR("undated"), s.undated);
    json_w_key_u64(w, STR("repeated"), s.repeated);
    json_w_key_u64(w, STR("disputed"), s.disputed);
    json_w_key_u64(w, STR("parties_above_whole"), s.contradicted);
    json_w_object_end(w);
}

static void write_notes(const struct own *o, struct json_writer *w)
{
    json_w_key_u64(w, STR("notes_total"), o->book.note_count);
    json_w_key(w, STR("notes"));
    json_w_array(w);
    for (uint32_t i = 0; i < o->book.note_count && i < OWNER_NOTES_KEPT; i++) {
        json_w_object(w);
        json_w_key_str(w, STR("file"), o->book.file[o->book.note[i].file]);
        json_w_key_u64(w, STR("line"), o->book.note[i].line);
        json_w_key_str(w, STR("text"), o->book.note[i].text);
        json_w_object_end(w);
    }
    json_w_array_end(w);
}

cordon_status own_write(struct own *o, enum cordon_own_state state, struct cordon_text *ret,
                        struct cordon_error *err)
{
    static const str words[] = { STR_INIT("undecided"), STR_INIT("not shown"), STR_INIT("unknown"),
                                 STR_INIT("possible"), STR_INIT("owned") };
    struct buf out = BUF_INIT(OWN_TEXT_MAX);
    struct json_writer w;
    char day[16];
    date_text(date_of_time(o->args->as_of_s), day);
    json_w_init(&w, &out);
    json_w_object(&w);
    json_w_key_str(&w, STR("state"), words[state]);
    json_w_key_str(&w, STR("as_of"), str_c(day));
    json_w_key_str(&w, STR("set"), cordon_set_hash(o->args->set));
    json_w_key_u64(&w, STR("parties"), o->book.party_count);
    json_w_key_u64(&w, STR("screened"), o->screened);
    json_w_key_u64(&w, STR("undecided"), o->undecided);
    json_w_key_u64(&w, STR("unnamed"), o->unnamed);
    write_bases(o, &w);
    write_sums(o, &w);
    write_notes(o, &w);
    cordon_status st = write_results(o, &w);
    json_w_object_end(&w);
    if (!st) return text_give(&out, "the answer", &ret->data, &ret->len, err);
    buf_release(&out);
    return st;
}
