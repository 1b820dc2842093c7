/* One party of an ownership answer as boxes and lines. */
#include "report/own.h"

#include "base/json.h"
#include "base/num.h"

#include <stdio.h>

enum { DEPTH_MAX = 40, NO_BOX = UINT8_MAX };

/* The values of one object of the answer; its own stand before the objects it is made of. */
struct values {
    str      party, name, state, kind, test;
    uint64_t min_bp, max_bp;
    uint64_t more; /* holdings that the answer leaves out here */
    bool     has_range, is_untold, is_joint;
};

struct reading {
    struct json_reader   r;
    struct arena        *a;
    struct own_chart    *chart;
    struct cordon_error *err;
    cordon_status        st;
};

static void fail(struct reading *rd, cordon_status st, const char *why)
{
    if (!rd->st) rd->st = error_set(rd->err, st, "%s", why);
}

static void take(struct reading *rd, struct values *v, str key, enum json_kind k)
{
    const struct { const char *key; str *at; } texts[] = {
        { "party", &v->party }, { "name", &v->name }, { "state", &v->state }, { "kind", &v->kind },
        { "test", &v->test },
    };
    for (size_t i = 0; k == JSON_STRING && i < COUNT_OF(texts); i++)
        if (str_eq(key, str_c(texts[i].key))) *texts[i].at = arena_str(rd->a, rd->r.text);
    if (k == JSON_NUMBER) {
        uint64_t n;
        bool is_min = str_eq(key, STR("min_bp")), is_max = str_eq(key, STR("max_bp"));
        bool is_more = str_eq(key, STR("more"));
        if (!is_min && !is_max && !is_more) return;
        if (!num_parse_u64(rd->r.text, UINT32_MAX, &n)) {
            fail(rd, CORDON_SYNTAX, "a share or count that cannot be one");
            return;
        }
        if (is_min) v->min_bp = n;
        if (is_max) v->max_bp = n;
        if (is_more) v->more = n;
        v->has_range |= !is_more;
    }
    if (k == JSON_TRUE && str_eq(key, STR("untold"))) v->is_untold = true;
    if (k == JSON_TRUE && str_eq(key, STR("joint"))) v->is_joint = true;
    if (k == JSON_OBJECT || k == JSON_ARRAY) (void)json_skip(&rd->r, k);
}

static enum own_seen seen_of(str state)
{
    static const struct { const char *word; enum own_seen seen; } words[] = {
        { "blocked", OWN_SEEN_BLOCKED }, { "owned", OWN_SEEN_OWNED }, { "possible", OWN_SEEN_POSSIBLE },
        { "unknown", OWN_SEEN_UNKNOWN },
    };
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_eq(state, str_c(words[i].word))) return words[i].seen;
    return OWN_SEEN;
}

/* --- boxes and lines ------------------------------------------------------------------------------------ */

static uint8_t box_of(struct reading *rd, const struct values *v)
{
    struct own_chart *c = rd->chart;
    for (size_t i = 0; i < c->boxes; i++)
        if (str_eq(c->box[i].party, v->party)) {
            enum own_seen s = seen_of(v->state);
            if (s > c->box[i].state) c->box[i].state = s;
            return (uint8_t)i;
        }
    if (c->boxes == OWN_CHART_PARTIES_MAX) return NO_BOX;
    c->box[c->boxes] = (struct own_box){ .party = v->party, .name = v->name.len ? v->name : v->party,
                                         .state = seen_of(v->state) };
    return (uint8_t)c->boxes++;
}

static size_t add_bp(char *to, size_t cap, uint64_t bp)
{
    int n = bp % 100 ? snprintf(to, cap, "%u.%02u", (unsigned)(bp / 100), (unsigned)(bp % 100))
                     : snprintf(to, cap, "%u", (unsigned)(bp / 100));
    return n > 0 ? (size_t)n : 0;
}

static void label_of(const struct values *v, char to[static 64])
{
    size_t n = 0;
    if (v->has_range && !v->is_untold) {
        n += add_bp(to + n, 64 - n, v->min_bp);
        if (v->max_bp != v->min_bp) {
            n += (size_t)snprintf(to + n, 64 - n, "–");
            n += add_bp(to + n, 64 - n, v->max_bp);
        }
        n += (size_t)snprintf(to + n, 64 - n, " %%");
    } else if (v->is_untold) {
        n += (size_t)snprintf(to + n, 64 - n, "? %%");
    }
    bool is_vote = str_eq(v->kind, STR("vote"));
    if (n && is_vote) n += (size_t)snprintf(to + n, 64 - n, " of votes");
    if (!n) n += (size_t)snprintf(to + n, 64 - n, "%.*s", (int)(v->kind.len < 20 ? v->kind.len : 20), v->kind.data);
    if (v->is_joint) (void)snprintf(to + n, 64 - n, ", together");
}

static void add_line(struct reading *rd, uint8_t from, uint8_t to, const struct values *v, bool is_proof)
{
    struct own_chart *c = rd->chart;
    char label[64];
    if (from == NO_BOX || to == NO_BOX || from == to) {
        c->more++;
        return;
    }
    label_of(v, label);
    for (size_t i = 0; i < c->lines; i++) {
        struct own_line *l = &c->line[i];
        if (l->from != from || l->to != to) continue;
        l->is_proof |= is_proof;
        size_t had = strlen(l->label);
        if (!strstr(l->label, label) && had + strlen(label) + 3 < sizeof l->label)
            (void)snprintf(l->label + had, sizeof l->label - had, ", %s", label);
        return;
    }
    if (c->lines == OWN_CHART_LINES_MAX) {
        c->more++;
        return;
    }
    struct own_line *l = &c->line[c->lines++];
    *l = (struct own_line){ .from = from, .to = to, .is_proof = is_proof };
    memcpy(l->label, label, sizeof label);
}

/* --- the answer ------------------------------------------------------------------------------------------- */

/* Of a party its best hit; who is written by the id of a listed entity gets its name. */
static void read_hits(struct reading *rd, uint8_t place)
{
    struct own_box spare = { .listed = STR_EMPTY };
    struct own_box *box = place == NO_BOX ? &spare : &rd->chart->box[place];
    for (bool is_first = true; json_next(&rd->r) == JSON_OBJECT; is_first = false) {
        str id = STR_EMPTY, name = STR_EMPTY;
        while (json_next(&rd->r) == JSON_KEY) {
            str key = arena_str(rd->a, rd->r.text);
            enum json_kind k = json_next(&rd->r);
            if (k == JSON_OBJECT || k == JSON_ARRAY) (void)json_skip(&rd->r, k);
            if (k == JSON_STRING && str_eq(key, STR("entity_id"))) id = arena_str(rd->a, rd->r.text);
            if (k == JSON_STRING && str_eq(key, STR("name"))) name = arena_str(rd->a, rd->r.text);
        }
        if (!is_first) continue;
        box->listed = id;
        if (str_eq(id, box->name)) box->name = name;
    }
}

/* Which of the two is told: who holds, or what is held. */
enum side { SIDE_HOLDER = 0, SIDE_HELD };

static void read_holdings(struct reading *rd, uint8_t of, bool is_proof, enum side side, unsigned depth);

static void read_holding(struct reading *rd, uint8_t of, bool is_proof, enum side side, unsigned depth)
{
    struct values v = { .has_range = false };
    uint8_t box = NO_BOX;
    bool is_placed = false;
    for (;;) {
        enum json_kind k = json_next(&rd->r);
        if (k != JSON_KEY) break;
        str key = arena_str(rd->a, rd->r.text);
        k = json_next(&rd->r);
        if (k != JSON_ARRAY) {
            take(rd, &v, key, k);
            continue;
        }
        if (!is_placed) box = box_of(rd, &v);
        is_placed = true;
        if (str_eq(key, STR("because")))
            read_holdings(rd, box, is_proof, SIDE_HOLDER, depth + 1);
        else if (str_eq(key, STR("hits")))
            read_hits(rd, box);
        else
            (void)json_skip(&rd->r, k);
    }
    if (!is_placed) box = box_of(rd, &v);
    rd->chart->more += v.more;
    add_line(rd, side == SIDE_HELD ? of : box, side == SIDE_HELD ? box : of, &v, is_proof);
}

static void read_holdings(struct reading *rd, uint8_t of, bool is_proof, enum side side, unsigned depth)
{
    if (depth > DEPTH_MAX) {
        fail(rd, CORDON_LIMIT, "holdings nested too deep");
        return;
    }
    while (!rd->st && json_next(&rd->r) == JSON_OBJECT) read_holding(rd, of, is_proof, side, depth);
}

static void keep_other(struct own_chart *c, str test, str state)
{
    if (c->others == OWN_CHART_TESTS) return;
    c->other[c->others].test = test;
    c->other[c->others++].state = state;
}

/* The worst finding is drawn, the first of equals; of the others the words are kept. */
static void read_test(struct reading *rd)
{
    struct own_chart *c = rd->chart;
    struct values v = { .has_range = false };
    bool is_worse = false, is_weighed = false;
    for (;;) {
        enum json_kind k = json_next(&rd->r);
        if (k != JSON_KEY && is_weighed) return;
        str key = k == JSON_KEY ? arena_str(rd->a, rd->r.text) : STR_EMPTY;
        if (k == JSON_KEY) k = json_next(&rd->r);
        if (k != JSON_ARRAY && key.len) {
            take(rd, &v, key, k);
            continue;
        }
        if (!is_weighed) { /* the finding's own values are known now: proofs follow, or it ends */
            is_weighed = true;
            is_worse = !c->test.len || seen_of(v.state) > seen_of(c->state);
            if (is_worse && c->test.len) keep_other(c, c->test, c->state);
            if (!is_worse) keep_other(c, v.test, v.state);
            if (is_worse) {
                c->test = v.test;
                c->state = v.state;
                c->boxes = 1;
                c->lines = 0;
                c->more = v.more;
            }
        }
        if (!key.len) return;
        if (is_worse && str_eq(key, STR("because")))
            read_holdings(rd, 0, true, SIDE_HOLDER, 0);
        else
            (void)json_skip(&rd->r, k);
    }
}

/* @return whether it is the party asked for */
static bool read_result(struct reading *rd, str asked)
{
    struct own_chart *c = rd->chart;
    struct values v = { .has_range = false };
    str as_of = c->as_of;
    *c = (struct own_chart){ .as_of = as_of };
    for (;;) {
        enum json_kind k = json_next(&rd->r);
        if (k != JSON_KEY) break;
        str key = arena_str(rd->a, rd->r.text);
        k = json_next(&rd->r);
        if (k != JSON_ARRAY) {
            take(rd, &v, key, k);
            continue;
        }
        if (!c->boxes) (void)box_of(rd, &v);
        if (str_eq(key, STR("hits")))
            read_hits(rd, 0);
        else if (str_eq(key, STR("tests")))
            while (!rd->st && json_next(&rd->r) == JSON_OBJECT) read_test(rd);
        else if (str_eq(key, STR("holders")))
            read_holdings(rd, 0, false, SIDE_HOLDER, 0);
        else if (str_eq(key, STR("holds")))
            read_holdings(rd, 0, false, SIDE_HELD, 0);
        else
            (void)json_skip(&rd->r, k);
    }
    return c->boxes && (!asked.len || str_eq(asked, v.party) || str_eq(asked, v.name));
}

cordon_status own_chart_read(str answer, str party, struct arena *a, struct own_chart *ret,
                             struct cordon_error *err)
{
    struct reading rd = { .a = a, .chart = ret, .err = err };
    bool is_found = false, is_answer = false;
    *ret = (struct own_chart){ .boxes = 0 };
    json_init(&rd.r, answer, a, err);
    if (json_next(&rd.r) != JSON_OBJECT) fail(&rd, CORDON_SYNTAX, "this is no answer about ownership");
    while (!rd.st && !is_found && json_next(&rd.r) == JSON_KEY) {
        str key = arena_str(a, rd.r.text);
        enum json_kind k = json_next(&rd.r);
        if (str_eq(key, STR("as_of")) && k == JSON_STRING) {
            ret->as_of = arena_str(a, rd.r.text);
        } else if (str_eq(key, STR("results")) && k == JSON_ARRAY) {
            is_answer = true;
            while (!rd.st && !is_found && json_next(&rd.r) == JSON_OBJECT) is_found = read_result(&rd, party);
        } else if (k == JSON_OBJECT || k == JSON_ARRAY) {
            (void)json_skip(&rd.r, k);
        }
    }
    if (a->failed) return error_nomem(err);
    if (json_status(&rd.r)) return json_status(&rd.r);
    if (rd.st) return rd.st;
    if (!is_answer) return error_set(err, CORDON_SYNTAX, "this is no answer about ownership");
    if (!is_found && party.len)
        return error_set(err, CORDON_NOTFOUND, "the answer tells of no party '%.*s'", STR_ARG(party));
    return is_found ? CORDON_OK : error_set(err, CORDON_NOTFOUND, "the answer tells of no party: nothing to draw");
}
