/* An answer's JSON into what the page shows of it. What is there is read, what is absent stays empty,
 * and keys that are not known are passed over: other versions write more. */
#include "report/page.h"

#include "base/json.h"
#include "base/num.h"

struct reading {
    struct json_reader r;
    str                json;
    struct arena      *arena;
    struct answer     *a;
};

/* --- small things ------------------------------------------------------------------------------- */

static bool is_scalar(enum json_kind k)
{
    return k == JSON_STRING || k == JSON_NUMBER || k == JSON_TRUE || k == JSON_FALSE;
}

static str scalar(const struct json_reader *r, enum json_kind k)
{
    return k == JSON_TRUE ? STR("true") : k == JSON_FALSE ? STR("false") : r->text;
}

static uint64_t number(str text)
{
    uint64_t n = 0;
    (void)num_parse_u64(text, UINT32_MAX, &n);
    return n;
}

/* One key of an object: take the scalar just read when the key is `want`. */
static bool take(const struct reading *d, str key, const char *want, enum json_kind k, str *ret)
{
    if (!is_scalar(k) || !str_eq(key, str_c(want))) return false;
    *ret = scalar(&d->r, k);
    return true;
}

static bool take_number(const struct reading *d, str key, const char *want, enum json_kind k,
                        uint64_t *ret)
{
    if (k != JSON_NUMBER || !str_eq(key, str_c(want))) return false;
    *ret = number(d->r.text);
    return true;
}

static bool take_flag(str key, const char *want, enum json_kind k, bool *ret)
{
    if ((k != JSON_TRUE && k != JSON_FALSE) || !str_eq(key, str_c(want))) return false;
    *ret = k == JSON_TRUE;
    return true;
}

static void skip(struct reading *d, enum json_kind k)
{
    if (k == JSON_OBJECT || k == JSON_ARRAY) (void)json_skip(&d->r, k);
}

/* Walk an object: the next key's value. @return false at its end */
static bool next_member(struct reading *d, str *ret_key, enum json_kind *ret_kind)
{
    enum json_kind k = json_next(&d->r);
    if (k != JSON_KEY) return false;
    *ret_key = d->r.text;
    *ret_kind = json_next(&d->r);
    return *ret_kind != JSON_ERROR;
}

/* Walk an array. */
static bool next_item(struct reading *d, enum json_kind *ret_kind)
{
    *ret_kind = json_next(&d->r);
    return *ret_kind != JSON_ARRAY_END && *ret_kind != JSON_ERROR && *ret_kind != JSON_END;
}

/* Each item of an array that is an object, by `read`; the others are passed over. */
typedef void item_fn(struct reading *d);

static void read_items(struct reading *d, item_fn *read)
{
    for (enum json_kind k; next_item(d, &k);) {
        if (k == JSON_OBJECT)
            read(d);
        else
            skip(d, k);
    }
}

static enum report_verdict verdict_of(str name)
{
    for (int v = REPORT_CLEAR; v < REPORT_VERDICTS; v++)
        if (str_eq(name, str_c(report_verdict_name((enum report_verdict)v))))
            return (enum report_verdict)v;
    return REPORT_UNDECIDED;
}

const char *report_verdict_name(enum report_verdict v)
{
    static const char *const names[] = { "undecided", "clear", "review", "escalate", "stop" };
    return names[v];
}

/* Words of an array, one behind the other. */
static str read_words(struct reading *d, const char *between)
{
    str all = STR_EMPTY;
    for (enum json_kind k; next_item(d, &k);) {
        if (k != JSON_STRING) {
            skip(d, k);
        } else if (!all.len) {
            all = d->r.text;
        } else if (all.len < REPORT_TEXT_MAX) {
            struct buf joined = BUF_INIT(2 * REPORT_TEXT_MAX + (64 << 10));
            buf_add(&joined, all);
            buf_add(&joined, str_c(between));
            buf_add(&joined, d->r.text);
            if (joined.failed) d->arena->failed = true;
            all = arena_str(d->arena, buf_str(&joined));
            buf_release(&joined);
        }
    }
    return all;
}

/* --- reasons, facts ----------------------------------------------------------------------------- */

static void read_row_into(struct reading *d, struct row *row)
{
    str key;
    for (enum json_kind k; next_member(d, &key, &k);)
        if (!take(d, key, "file", k, &row->file) && !take(d, key, "sheet", k, &row->sheet) &&
            !take(d, key, "line", k, &row->line) && !take(d, key, "id", k, &row->id) &&
            !take(d, key, "field", k, &row->field) && !take(d, key, "kind", k, &row->field) &&
            !take(d, key, "value", k, &row->value))
            skip(d, k);
}

static void read_rows(struct reading *d, struct flag *f)
{
    for (enum json_kind k; next_item(d, &k);) {
        struct row row = { .file = STR_EMPTY };
        if (k != JSON_OBJECT) {
            skip(d, k);
            continue;
        }
        read_row_into(d, &row);
        if (f->rows < REPORT_ROWS_MAX) f->row[f->rows] = row;
        f->rows++;
    }
}

static void read_source(struct reading *d, struct flag *f)
{
    str key;
    for (enum json_kind k; next_member(d, &key, &k);)
        if (!take(d, key, "authority", k, &f->authority) &&
            !take(d, key, "document", k, &f->document) && !take(d, key, "date", k, &f->date) &&
            !take(d, key, "paragraph", k, &f->paragraph))
            skip(d, k);
}

static void read_flag(struct reading *d)
{
    struct answer *a = d->a;
    struct flag f = { .rows = 0 };
    str key;
    for (enum json_kind k; next_member(d, &key, &k);) {
        if (k == JSON_ARRAY && str_eq(key, STR("rows")))
            read_rows(d, &f);
        else if (k == JSON_OBJECT && str_eq(key, STR("source")))
            read_source(d, &f);
        else if (!take(d, key, "id", k, &f.id) && !take(d, key, "title", k, &f.title) &&
                 !take(d, key, "class", k, &f.class) && !take(d, key, "group", k, &f.group) &&
                 !take(d, key, "strength", k, &f.strength) && !take(d, key, "root", k, &f.root) &&
                 !take(d, key, "innocent", k, &f.innocent) && !take(d, key, "ask", k, &f.ask) &&
                 !take(d, key, "change", k, &f.change) &&
                 !take_number(d, key, "points", k, &f.points) &&
                 !take_flag(key, "counted", k, &f.is_counted))
            skip(d, k);
    }
    if (str_eq(f.class, STR("list"))) return; /* shown with its hit */
    if (a->flags < REPORT_FLAGS_MAX) a->flag[a->flags] = f;
    a->flags++;
}

/* Which flags a value rests under, by their ids. The reasons stand before the facts. */
static uint64_t read_fact_flags(struct reading *d)
{
    uint64_t bits = 0;
    for (enum json_kind k; next_item(d, &k);) {
        if (k != JSON_STRING) {
            skip(d, k);
            continue;
        }
        for (size_t i = 0; i < shown(d->a->flags, REPORT_FLAGS_MAX); i++)
            if (str_eq(d->a->flag[i].id, d->r.text)) bits |= (uint64_t)1 << i;
    }
    return bits;
}

static void read_fact(struct reading *d)
{
    struct fact f = { .bytes = 0 };
    str key, side = STR_EMPTY;
    for (enum json_kind k; next_member(d, &key, &k);) {
        if (k == JSON_ARRAY && str_eq(key, STR("flags")))
            f.flags = read_fact_flags(d);
        else if (!take(d, key, "field", k, &f.field) && !take(d, key, "value", k, &f.value) &&
                 !take(d, key, "file", k, &f.file) && !take(d, key, "line", k, &f.line) &&
                 !take(d, key, "id", k, &f.id) && !take(d, key, "side", k, &side) &&
                 !take_number(d, key, "bytes", k, &f.bytes))
            skip(d, k);
    }
    f.is_seen = str_eq(side, STR("seen"));
    if (d->a->facts < REPORT_FACTS_MAX) d->a->fact[d->a->facts] = f;
    d->a->facts++;
}

static void read_questions(struct reading *d, struct flag *f)
{
    str key, text;
    for (enum json_kind k; next_member(d, &key, &k);) {
        skip(d, k);
        text = k == JSON_STRING ? d->r.text : STR_EMPTY;
        for (int l = 0; f && l < SAY_LANG_COUNT; l++)
            if (str_eq(key, str_c(html_lang((enum say_lang)l)))) f->asks[l] = text;
    }
}

static void read_asks(struct reading *d)
{
    str key;
    for (enum json_kind k; next_member(d, &key, &k);) {
        struct flag *f = NULL;
        for (size_t i = 0; i < shown(d->a->flags, REPORT_FLAGS_MAX) && !f; i++)
            if (str_eq(d->a->flag[i].id, key)) f = &d->a->flag[i];
        if (k == JSON_OBJECT)
            read_questions(d, f);
        else
            skip(d, k);
    }
}

/* --- hits --------------------------------------------------------------------------------------- */

static void read_hit_reason(struct reading *d, struct hit *h)
{
    struct hit_reason r = { .text = STR_EMPTY };
    str key, ask = STR_EMPTY, innocent = STR_EMPTY;
    for (enum json_kind k; next_member(d, &key, &k);) {
        if (k == JSON_OBJECT && str_eq(key, STR("params"))) {
            for (str name; next_member(d, &name, &k);)
                if (h->given.len || !take(d, name, "given", k, &h->given)) skip(d, k);
        } else if (!take(d, key, "id", k, &r.id) && !take(d, key, "strength", k, &r.strength) &&
                   !take(d, key, "text", k, &r.text) && !take(d, key, "change", k, &r.change) &&
                   !take(d, key, "ask", k, &ask) && !take(d, key, "innocent", k, &innocent)) {
            skip(d, k);
        }
    }
    if (!h->ask_id.len && ask.len) h->ask_id = r.id;
    if (!h->innocent.len) h->innocent = innocent;
    if (h->reasons < REPORT_HIT_REASONS_MAX) h->reason[h->reasons] = r;
    h->reasons++;
}

static void read_hit_fields(struct reading *d, struct hit *h)
{
    str name, key;
    for (enum json_kind k; next_member(d, &name, &k);) {
        struct hit_field f = { .field = name };
        if (k != JSON_OBJECT) {
            skip(d, k);
            continue;
        }
        while (next_member(d, &key, &k))
            if (!take(d, key, "state", k, &f.state) && !take(d, key, "record", k, &f.record) &&
                !take(d, key, "listed", k, &f.listed))
                skip(d, k);
        if (h->fields < HIT_FIELDS) h->field[h->fields++] = f;
    }
}

/* "un_sc-KPi.033, eu_fsf-1": the ids of the other lists' entries. */
static str read_also(struct reading *d)
{
    struct buf b = BUF_INIT(1 << 16);
    str key, id;
    for (enum json_kind k; next_item(d, &k);) {
        if (k != JSON_OBJECT) {
            skip(d, k);
            continue;
        }
        id = STR_EMPTY;
        while (next_member(d, &key, &k))
            if (!take(d, key, "entity_id", k, &id)) skip(d, k);
        if (b.len) buf_add(&b, STR(", "));
        buf_add(&b, id);
    }
    str text = arena_str(d->arena, buf_str(&b));
    if (b.failed) d->arena->failed = true;
    buf_release(&b);
    return text;
}

static void read_hit(struct reading *d)
{
    struct hit h = { .reasons = 0 };
    str key, verdict = STR_EMPTY;
    for (enum json_kind k; next_member(d, &key, &k);) {
        if (k == JSON_ARRAY && str_eq(key, STR("reasons"))) {
            while (next_item(d, &k)) {
                if (k == JSON_OBJECT)
                    read_hit_reason(d, &h);
                else
                    skip(d, k);
            }
        } else if (k == JSON_OBJECT && str_eq(key, STR("fields"))) {
            read_hit_fields(d, &h);
        } else if (k == JSON_ARRAY && str_eq(key, STR("programs"))) {
            h.programs = read_words(d, ", ");
        } else if (k == JSON_ARRAY && str_eq(key, STR("also"))) {
            h.also = read_also(d);
        } else if (!take(d, key, "entity_id", k, &h.id) && !take(d, key, "name", k, &h.name) &&
                   !take(d, key, "same_as", k, &h.same_as) &&
                   !take(d, key, "matched_name", k, &h.matched) &&
                   !take(d, key, "matched_as", k, &h.as) && !take(d, key, "source", k, &h.source) &&
                   !take(d, key, "edition", k, &h.edition) &&
                   !take(d, key, "verdict", k, &verdict) &&
                   !take_number(d, key, "name_bp", k, &h.name_bp) &&
                   !take_flag(key, "discounted", k, &h.is_discounted)) {
            skip(d, k);
        }
    }
    h.verdict = verdict_of(verdict);
    if (d->a->hits < REPORT_HITS_MAX) d->a->hit[d->a->hits] = h;
    d->a->hits++;
}

/* --- what is beside them -------------------------------------------------------------------------- */

static void read_check(struct reading *d)
{
    struct check c = { .is_required = false };
    str key;
    for (enum json_kind k; next_member(d, &key, &k);)
        if (!take(d, key, "id", k, &c.id) && !take(d, key, "state", k, &c.state) &&
            !take(d, key, "why", k, &c.why) && !take_flag(key, "required", k, &c.is_required))
            skip(d, k);
    if (!c.is_required || str_eq(c.state, STR("done"))) return;
    if (d->a->checks < REPORT_LACKS_MAX) d->a->check[d->a->checks++] = c;
}

static struct step read_step(struct reading *d)
{
    struct step s = { .id = STR_EMPTY };
    str key;
    for (enum json_kind k; next_member(d, &key, &k);)
        if (!take(d, key, "id", k, &s.id) && !take(d, key, "text", k, &s.text) &&
            !take(d, key, "expires", k, &s.expires) && !take(d, key, "roll_back", k, &s.roll_back) &&
            !take(d, key, "phase_text", k, &s.phase) && !take(d, key, "approver", k, &s.approver))
            skip(d, k);
    return s;
}

static void read_action(struct reading *d)
{
    struct step s = read_step(d);
    if (d->a->actions < REPORT_STEPS_MAX) d->a->action[d->a->actions] = s;
    d->a->actions++;
}

static void read_containment(struct reading *d)
{
    struct step s = read_step(d);
    if (d->a->contains < REPORT_STEPS_MAX) d->a->contain[d->a->contains] = s;
    d->a->contains++;
}

static void read_deadline(struct reading *d, struct law *l)
{
    str key;
    for (enum json_kind k; next_member(d, &key, &k);)
        if (!take(d, key, "text", k, &l->deadline) && !take(d, key, "day", k, &l->day) &&
            !take(d, key, "later", k, &l->later))
            skip(d, k);
}

static void read_law(struct reading *d)
{
    struct law l = { .is_to_check = false };
    str key, id = STR_EMPTY, class = STR_EMPTY;
    for (enum json_kind k; next_member(d, &key, &k);) {
        if (k == JSON_OBJECT && str_eq(key, STR("deadline")))
            read_deadline(d, &l);
        else if (k == JSON_ARRAY && str_eq(key, STR("check_text")))
            l.check = read_words(d, " ");
        else if (!take(d, key, "id", k, &l.id) && !take(d, key, "jurisdiction", k, &id) &&
                 !take(d, key, "jurisdiction_name", k, &l.jurisdiction) &&
                 !take(d, key, "class", k, &class) && !take(d, key, "class_name", k, &l.class) &&
                 !take(d, key, "title", k, &l.title) && !take(d, key, "text", k, &l.text) &&
                 !take(d, key, "instrument", k, &l.instrument) &&
                 !take(d, key, "source", k, &l.source) && !take(d, key, "as_of", k, &l.as_of) &&
                 !take_flag(key, "check_before_use", k, &l.is_to_check))
            skip(d, k);
    }
    l.place = id;
    l.kind = class;
    if (d->a->laws < REPORT_LAW_MAX) d->a->law[d->a->laws] = l;
    d->a->laws++;
}

/* `law` is an array of cards, or an object that holds some. */
static void read_laws(struct reading *d, enum json_kind k)
{
    str key;
    if (k == JSON_ARRAY) {
        read_items(d, read_law);
        return;
    }
    if (k != JSON_OBJECT) return;
    while (next_member(d, &key, &k)) {
        if (k == JSON_ARRAY && (str_eq(key, STR("cards")) || str_eq(key, STR("records"))))
            read_items(d, read_law);
        else if (!take(d, key, "notice", k, &d->a->law_notice))
            skip(d, k);
    }
}

static void add_pair(struct answer *a, str key, str value)
{
    if (a->sames < REPORT_PAIRS_MAX) a->same[a->sames++] = (struct pair){ key, value };
}

static void read_same(struct reading *d, enum json_kind k)
{
    str key;
    if (is_scalar(k)) {
        add_pair(d->a, STR(""), scalar(&d->r, k));
        return;
    }
    if (k != JSON_OBJECT) {
        skip(d, k);
        return;
    }
    while (next_member(d, &key, &k)) {
        if (is_scalar(k))
            add_pair(d->a, key, scalar(&d->r, k));
        else
            skip(d, k);
    }
}

static void read_group(struct reading *d)
{
    struct group g = { .points = 0 };
    str key;
    for (enum json_kind k; next_member(d, &key, &k);)
        if (!take(d, key, "id", k, &g.id) && !take_number(d, key, "points", k, &g.points) &&
            !take_flag(key, "capped", k, &g.is_capped))
            skip(d, k);
    if (d->a->groups < REPORT_GROUPS_MAX) d->a->group[d->a->groups++] = g;
}

static void read_record(struct reading *d)
{
    struct row row = { .file = STR_EMPTY };
    read_row_into(d, &row);
    if (d->a->records < REPORT_RECORDS_MAX) d->a->record[d->a->records] = row;
    d->a->records++;
}

static void read_via(struct reading *d)
{
    struct via v = { .with = 0 };
    str key;
    for (enum json_kind k; next_member(d, &key, &k);) {
        if (k == JSON_ARRAY && str_eq(key, STR("with"))) {
            while (next_item(d, &k)) {
                v.with++;
                skip(d, k);
            }
        } else if (!take(d, key, "kind", k, &v.kind) && !take(d, key, "value", k, &v.value) &&
                   !take_number(d, key, "parties", k, &v.parties)) {
            skip(d, k);
        }
    }
    if (d->a->vias < REPORT_VIA_MAX) d->a->via[d->a->vias] = v;
    d->a->vias++;
}

static void read_operator(struct reading *d)
{
    struct answer *a = d->a;
    str key;
    for (enum json_kind k; next_member(d, &key, &k);) {
        if (k == JSON_ARRAY && str_eq(key, STR("others"))) {
            while (next_item(d, &k)) {
                if (k == JSON_STRING && a->others < REPORT_VIA_MAX) a->other[a->others] = d->r.text;
                a->others++;
                skip(d, k);
            }
        } else if (k == JSON_ARRAY && str_eq(key, STR("via"))) {
            read_items(d, read_via);
        } else if (!take(d, key, "id", k, &a->operator_id) &&
                   !take_number(d, key, "parties", k, &a->operator_parties)) {
            skip(d, k);
        }
    }
}

static void read_list(struct reading *d)
{
    struct provenance *p = &d->a->provenance;
    struct list_used l = { .is_starter = false };
    str key;
    for (enum json_kind k; next_member(d, &key, &k);)
        if (!take(d, key, "source", k, &l.source) && !take(d, key, "edition", k, &l.edition) &&
            !take(d, key, "entries", k, &l.entries) && !take(d, key, "sha256", k, &l.sha256) &&
            !take_flag(key, "starter", k, &l.is_starter))
            skip(d, k);
    if (p->lists < REPORT_LISTS_MAX) p->list[p->lists++] = l;
}

static void read_provenance(struct reading *d)
{
    struct provenance *p = &d->a->provenance;
    size_t from = d->r.at;
    str key;
    for (enum json_kind k; next_member(d, &key, &k);) {
        if (k == JSON_ARRAY && str_eq(key, STR("lists")))
            read_items(d, read_list);
        else if (!take(d, key, "set", k, &p->set) && !take(d, key, "engine", k, &p->engine) &&
                 !take(d, key, "policy", k, &p->policy) && !take(d, key, "rules", k, &p->rules))
            skip(d, k);
    }
    p->json = str_sub(d->json, from, d->r.at + 1);
}

static void read_error(struct reading *d)
{
    str key;
    for (enum json_kind k; next_member(d, &key, &k);)
        if (!take(d, key, "message", k, &d->a->error)) skip(d, k);
}

/* A number, or one each. */
static void read_suppressed(struct reading *d, enum json_kind k)
{
    if (k == JSON_NUMBER) d->a->suppressed = number(d->r.text);
    if (k != JSON_ARRAY) {
        skip(d, k);
        return;
    }
    while (next_item(d, &k)) {
        d->a->suppressed++;
        skip(d, k);
    }
}

/* --- the whole ---------------------------------------------------------------------------------- */

static bool read_array(struct reading *d, str key)
{
    static const struct { const char *key; item_fn *read; } arrays[] = {
        { "reasons", read_flag }, { "facts", read_fact }, { "hits", read_hit },
        { "checks", read_check }, { "actions", read_action }, { "containment", read_containment },
        { "groups", read_group }, { "records", read_record },
    };
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++) {
        if (!str_eq(key, str_c(arrays[i].key))) continue;
        read_items(d, arrays[i].read);
        return true;
    }
    return false;
}

static bool read_object(struct reading *d, str key)
{
    static const struct { const char *key; item_fn *read; } objects[] = {
        { "asks", read_asks }, { "operator", read_operator }, { "provenance", read_provenance },
        { "error", read_error },
    };
    for (size_t i = 0; i < sizeof objects / sizeof *objects; i++) {
        if (!str_eq(key, str_c(objects[i].key))) continue;
        objects[i].read(d);
        return true;
    }
    return false;
}

static void read_member(struct reading *d, str key, enum json_kind k)
{
    struct answer *a = d->a;
    str verdict = STR_EMPTY;
    if (k == JSON_ARRAY && read_array(d, key)) return;
    if (k == JSON_OBJECT && read_object(d, key)) return;
    if (str_eq(key, STR("law"))) {
        read_laws(d, k);
    } else if (str_eq(key, STR("sameness"))) {
        read_same(d, k);
    } else if (str_eq(key, STR("suppressed"))) {
        read_suppressed(d, k);
    } else if (k == JSON_STRING && take(d, key, "verdict", k, &verdict)) {
        a->verdict = verdict_of(verdict);
        a->has_verdict = true;
    } else if (take_number(d, key, "points", k, &a->points)) {
        a->has_points = true;
    } else if (!take(d, key, "id", k, &a->id) && !take(d, key, "subject", k, &a->subject) &&
               !take_number(d, key, "hits_total", k, &a->hits_total) &&
               !take_number(d, key, "records_total", k, &a->records_total) &&
               !take_number(d, key, "facts_total", k, &a->facts_total)) {
        skip(d, k);
    }
}

/* The flags that count and have points are numbered in the order of the answer. */
static void number_flags(struct answer *a)
{
    unsigned next = 1;
    for (size_t i = 0; i < shown(a->flags, REPORT_FLAGS_MAX); i++) {
        struct flag *f = &a->flag[i];
        if (f->is_counted || str_eq(f->class, STR("legal_fact"))) f->number = next++;
    }
}

cordon_status report_read(str json, struct arena *arena, struct answer *ret, struct cordon_error *err)
{
    struct reading d = { .json = json, .arena = arena, .a = ret };
    str key;
    memset(ret, 0, offsetof(struct answer, flag));
    json_init(&d.r, json, arena, err);
    enum json_kind k = json_next(&d.r);
    if (k != JSON_ERROR && k != JSON_OBJECT)
        return error_set(err, CORDON_SYNTAX, "an answer is a JSON object");
    while (k != JSON_ERROR && next_member(&d, &key, &k)) read_member(&d, key, k);
    if (json_next(&d.r) != JSON_END) {
        cordon_status st = json_status(&d.r);
        return st ? st : error_set(err, CORDON_SYNTAX, "an answer is one JSON object");
    }
    if (arena->failed)
        return arena->over ? error_set(err, CORDON_LIMIT, "the answer takes more than %d MiB to read",
                                       REPORT_ARENA_MAX >> 20)
                           : error_nomem(err);
    if (!ret->has_verdict) return error_set(err, CORDON_SYNTAX, "an answer has a verdict");
    if (!ret->records_total) ret->records_total = ret->records;
    number_flags(ret);
    return CORDON_OK;
}
