/*
 * A report: answers in, one page out.
 *
 * Workload: a batch of a million answers of which a few hundred are cases. An answer is read, written
 * as HTML and forgotten; when there are more cases than the page holds, the weakest goes.
 */
#include "report/kept.h"

#include "base/mem.h"
#include "os/os.h"

/* seconds since 1970 of the first moments of the years 1 and 10000 */
#define YEAR_1_S     ((int64_t)-62135596800)
#define YEAR_10000_S ((int64_t)253402300800)

/* --- life cycle ----------------------------------------------------------------------------------- */

static char *copy(str s, size_t *ret_len)
{
    char *p = mem_alloc(s.len + 1);
    if (!p) return NULL;
    if (s.len) memcpy(p, s.data, s.len);
    p[s.len] = '\0';
    *ret_len = s.len;
    return p;
}

cordon_status cordon_report_new(const struct cordon_report_options *o, struct cordon_report **ret_report,
                                struct cordon_error *err)
{
    enum say_lang lang = SAY_LANG_EN;
    if (o->lang.len && !say_lang_find(o->lang, &lang))
        return error_set(err, CORDON_ARGUMENT, "unknown language '%.*s'; en, ko, ja and id are there",
                         STR_ARG(o->lang));
    if (o->cases > REPORT_CASES_MAX)
        return error_set(err, CORDON_ARGUMENT, "a report holds at most %d cases", REPORT_CASES_MAX);
    if (o->as_of_s < YEAR_1_S || o->as_of_s >= YEAR_10000_S)
        return error_set(err, CORDON_ARGUMENT, "the time to count to is not in the years 1 to 9999");
    struct cordon_report *r = mem_calloc(1, sizeof *r);
    if (!r) return error_nomem(err);
    arena_init(&r->arena, REPORT_ARENA_MAX);
    arena_init(&r->fixed, 4 << 20);
    buf_init(&r->work, REPORT_CASE_MAX);
    buf_init(&r->scratch, 256 << 10);
    for (size_t i = 0; i < sizeof r->provenance / sizeof *r->provenance; i++)
        buf_init(&r->provenance[i], 256 << 10);
    r->lang = lang;
    r->as_of_s = o->as_of_s;
    r->cases_max = o->cases ? o->cases : REPORT_CASES_MAX;
    r->minutes_review = o->minutes_review ? o->minutes_review : REPORT_MINUTES_REVIEW;
    r->minutes_escalate = o->minutes_escalate ? o->minutes_escalate : REPORT_MINUTES_ESCALATE;
    r->title = copy(o->title, &r->title_len);
    r->answer = mem_alloc(sizeof *r->answer);
    r->kept = mem_calloc(r->cases_max, sizeof *r->kept);
    if (r->title && r->answer && r->kept) {
        *ret_report = r;
        return CORDON_OK;
    }
    cordon_report_free(r);
    return error_nomem(err);
}

static void drop(struct kept *k)
{
    mem_free(k->html);
    mem_free(k->title);
    mem_free(k->who);
    *k = (struct kept){ .html = NULL };
}

static void drop_operator(struct kept_operator *op)
{
    mem_free(op->id);
    mem_free(op->head);
    mem_free(op->svg);
    *op = (struct kept_operator){ .id = NULL };
}

void cordon_report_free(struct cordon_report *r)
{
    if (!r) return;
    for (size_t i = 0; i < r->count; i++) drop(&r->kept[i]);
    for (size_t i = 0; i < r->ops; i++) drop_operator(&r->op[i]);
    for (size_t i = 0; i < sizeof r->provenance / sizeof *r->provenance; i++)
        buf_release(&r->provenance[i]);
    arena_release(&r->arena);
    arena_release(&r->fixed);
    buf_release(&r->work);
    buf_release(&r->scratch);
    mem_free(r->title);
    mem_free(r->answer);
    mem_free(r->kept);
    mem_free(r);
}

/* --- operators ------------------------------------------------------------------------------------ */

static bool has_case(const struct cordon_report *r, size_t op)
{
    for (size_t i = 0; i < r->count; i++)
        if (r->kept[i].op == op) return true;
    return false;
}

/* Room by dropping an operator whose cases all went. */
static size_t free_place(struct cordon_report *r)
{
    if (r->ops < REPORT_DRAWINGS_MAX) return r->ops++;
    for (size_t i = 0; i < r->ops; i++) {
        if (r->op[i].svg || has_case(r, i)) continue;
        drop_operator(&r->op[i]);
        return i;
    }
    return SIZE_MAX;
}

/* The operator of this id; SIZE_MAX when there is no room. NULL memory leaves id NULL. */
static size_t operator_of(struct cordon_report *r, str id)
{
    for (size_t i = 0; i < r->ops; i++)
        if (r->op[i].id && str_eq(str_of(r->op[i].id, r->op[i].id_len), id)) return i;
    size_t at = free_place(r);
    if (at == SIZE_MAX) return at;
    r->op[at] = (struct kept_operator){ .best = SIZE_MAX };
    r->op[at].id = copy(id, &r->op[at].id_len);
    return at;
}

/* What a subject is to the company: who works there may have applied once, and has log-ins and pay. */
static str who_of(const struct answer *a)
{
    static const char *const kinds[] = { "worker", "vendor", "applicant" };
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        for (size_t i = 0; i < shown(a->records, REPORT_RECORDS_MAX); i++)
            if (str_eq(a->record[i].field, str_c(kinds[k]))) return str_c(kinds[k]);
    return STR("party");
}

static struct html writer(struct cordon_report *r)
{
    buf_reset(&r->work);
    return (struct html){ .lang = r->lang, .out = &r->work, .scratch = &r->scratch, .asks = &r->asks };
}

/* What the answer says of its operator; the first answer says how it is drawn. */
static bool note_operator(struct cordon_report *r, const struct answer *a, size_t at)
{
    struct kept_operator *op = &r->op[at];
    str who = who_of(a);
    if (!op->id) return false;
    if (a->operator_parties > op->parties) op->parties = a->operator_parties;
    op->who = op->head && !str_eq(op->who, who) ? STR("party") : who;
    if (op->head) return true;
    str via = STR_EMPTY; /* what all of them share; else they share rare details */
    for (size_t i = 0; !via.len && i < shown(a->vias, REPORT_VIA_MAX); i++)
        if (!a->via[i].parties || a->via[i].parties >= a->operator_parties) via = str_sub(a->via[i].kind, 0, sizeof op->via - 1);
    if (via.len) memcpy(op->via, via.data, via.len);
    struct html h = writer(r);
    report_operator(&h, a);
    if (!r->work.failed) op->head = copy(buf_str(&r->work), &op->head_len);
    return op->head != NULL;
}

/* --- one case -------------------------------------------------------------------------------------- */

static size_t weakest(const struct cordon_report *r)
{
    size_t at = 0;
    for (size_t i = 1; i < r->count; i++)
        if (kept_is_stronger(&r->kept[at], &r->kept[i])) at = i;
    return at;
}

/* Where it goes; NULL when all that are kept are stronger. */
static struct kept *room_for(struct cordon_report *r, const struct kept *k)
{
    if (r->count < r->cases_max) return &r->kept[r->count];
    struct kept *last = &r->kept[weakest(r)];
    return kept_is_stronger(k, last) ? last : NULL;
}

static cordon_status failure_of(const struct cordon_report *r, struct cordon_error *err)
{
    if (!r->work.over) return error_nomem(err);
    return error_set(err, CORDON_LIMIT, "a case takes more than %d KiB of the page",
                     REPORT_CASE_MAX >> 10);
}

static cordon_status keep_case(struct cordon_report *r, const struct answer *a, struct cordon_error *err)
{
    struct kept k = { .verdict = a->verdict, .points = a->points, .order = r->answers, .op = SIZE_MAX };
    struct kept *place = room_for(r, &k);
    if (!place) {
        r->cut++;
        return CORDON_OK;
    }
    if (a->operator_id.len) k.op = operator_of(r, a->operator_id);
    if (k.op != SIZE_MAX && !note_operator(r, a, k.op)) return failure_of(r, err);
    struct html h = writer(r);
    report_title(&h, a, k.op != SIZE_MAX);
    if (!r->work.failed) k.title = copy(buf_str(&r->work), &k.title_len);
    h = writer(r);
    html_value(&h, a->subject.len ? a->subject : a->id, 0);
    if (k.title && !r->work.failed) k.who = copy(buf_str(&r->work), &k.who_len);
    h = writer(r);
    if (k.who) report_case(&h, a, k.op != SIZE_MAX);
    if (k.who && !r->work.failed) k.html = copy(buf_str(&r->work), &k.len);
    if (!k.html) {
        drop(&k);
        return failure_of(r, err);
    }
    if (place == &r->kept[r->count]) {
        r->count++;
    } else {
        drop(place);
        r->cut++;
    }
    *place = k;
    return CORDON_OK;
}

/* --- those that are undecided ------------------------------------------------------------------------ */

/* Its beginning, whole letters, for as long as the report lives. */
static str keep_text(struct cordon_report *r, str text)
{
    size_t len = REPORT_VALUE_MAX;
    if (text.len < len) len = text.len;
    while (len && len < text.len && ((unsigned char)text.data[len] & 0xC0) == 0x80) len--;
    return arena_str(&r->fixed, str_sub(text, 0, len));
}

static void keep_lack(struct cordon_report *r, str text, str who)
{
    struct kept_lack *l = NULL;
    str key = str_sub(text, 0, REPORT_VALUE_MAX);
    for (size_t i = 0; i < r->lacks && !l; i++)
        if (str_starts(key, r->lack[i].text) && key.len - r->lack[i].text.len < 4) l = &r->lack[i];
    if (!l && r->lacks == REPORT_LACKS_MAX) {
        r->lacks_more++;
        return;
    }
    if (!l) {
        l = &r->lack[r->lacks++];
        *l = (struct kept_lack){ .text = keep_text(r, text) };
    }
    l->count++;
    if (l->whos < REPORT_LACKING_MAX) l->who[l->whos++] = keep_text(r, who);
}

static void keep_undecided(struct cordon_report *r, const struct answer *a)
{
    str who = a->subject.len ? a->subject : a->id;
    if (a->error.len) keep_lack(r, a->error, who);
    for (size_t i = 0; !a->error.len && i < a->checks; i++)
        keep_lack(r, a->check[i].why.len ? a->check[i].why : a->check[i].id, who);
}

/* --- adding ------------------------------------------------------------------------------------------ */

/* What the answer stands on, when no answer before it said the same. */
static bool keep_provenance(struct cordon_report *r, const struct answer *a)
{
    uint64_t hash = str_hash(a->provenance.json);
    if (r->provenances && hash == r->provenance_hash) return true;
    r->provenance_hash = hash;
    struct html h = writer(r);
    report_provenance(&h, &a->provenance, r->as_of_s);
    for (size_t i = 0; i < r->provenances; i++)
        if (str_eq(buf_str(&r->provenance[i]), buf_str(&r->work))) return true;
    if (r->provenances == sizeof r->provenance / sizeof *r->provenance || r->work.failed)
        return !r->work.failed;
    buf_add(&r->provenance[r->provenances], buf_str(&r->work));
    return !r->provenance[r->provenances++].failed;
}

cordon_status cordon_report_add(struct cordon_report *r, cordon_str json, struct cordon_error *err)
{
    arena_reset(&r->arena);
    cordon_status st = report_read(json, &r->arena, r->answer, err);
    if (st == CORDON_LIMIT) r->cut++;
    if (st) return st;
    const struct answer *a = r->answer;
    if (!keep_provenance(r, a)) return failure_of(r, err);
    if (a->verdict > REPORT_CLEAR) st = keep_case(r, a, err);
    if (st == CORDON_LIMIT) r->cut++;
    if (st && st != CORDON_LIMIT) return st;
    if (a->verdict == REPORT_UNDECIDED) keep_undecided(r, a);
    r->answers++;
    r->is_demo |= str_eq(a->provenance.policy, STR("demo"));
    r->verdicts[a->verdict]++;
    r->suppressed += a->suppressed;
    if (r->fixed.failed) return error_nomem(err);
    return st;
}

/* --- drawings ---------------------------------------------------------------------------------------- */

/* Could it do more than be seen? The drawing is ours; what is looked for here is a mistake. */
static bool is_quiet(str svg)
{
    static const char *const loud[] = { "<script", "<foreignobject", "<iframe", "<image", "<use", "<a ",
                                        "<!",      "<?" };
    static const char *const inside[] = { "href", "url(", "@import", "javascript:" };
    bool in_tag = false, in_style = false; /* other text may say anything: it shows, and runs nothing */
    for (size_t at = 0; at < svg.len; at++) {
        str rest = str_from(svg, at);
        if (svg.data[at] == '<') in_tag = true;
        if (svg.data[at] == '>') in_tag = false;
        if (str_starts_nocase(rest, STR("<style"))) in_style = true;
        if (str_starts_nocase(rest, STR("</style"))) in_style = false;
        if (!in_tag && !in_style) continue;
        for (size_t i = 0; i < sizeof loud / sizeof *loud; i++)
            if (str_starts_nocase(rest, str_c(loud[i]))) return false;
        for (size_t i = 0; i < sizeof inside / sizeof *inside; i++)
            if (str_starts_nocase(rest, str_c(inside[i]))) return false;
        if (!str_starts_nocase(rest, STR(" on"))) continue;
        size_t end = at + 3; /* " onload=": letters, then a sign of equality */
        while (end < svg.len && byte_is_alpha(svg.data[end])) end++;
        if (end < svg.len && end > at + 3 && svg.data[end] == '=') return false;
    }
    return true;
}

cordon_status cordon_report_drawing(struct cordon_report *r, cordon_str operator_id, cordon_str svg,
                                    struct cordon_error *err)
{
    svg = str_trim(svg);
    if (svg.len > REPORT_DRAWING_MAX)
        return error_set(err, CORDON_LIMIT, "the drawing is above %d KiB", REPORT_DRAWING_MAX >> 10);
    if (!str_starts(svg, STR("<svg")) || !str_ends(svg, STR("</svg>")) || !str_is_utf8(svg, NULL) ||
        !is_quiet(svg))
        return error_set(err, CORDON_REFUSED, "the drawing is no SVG element that only shows");
    size_t at = operator_of(r, operator_id);
    if (at == SIZE_MAX)
        return error_set(err, CORDON_LIMIT, "more than %d drawings", REPORT_DRAWINGS_MAX);
    size_t len = 0;
    char *text = copy(svg, &len);
    if (!text || !r->op[at].id) {
        mem_free(text);
        return error_nomem(err);
    }
    mem_free(r->op[at].svg);
    r->op[at].svg = text;
    r->op[at].svg_len = len;
    return CORDON_OK;
}

cordon_status cordon_report_write(struct cordon_report *r, const char *path, struct cordon_error *err)
{
    struct cordon_text html = { .data = NULL };
    cordon_status st = cordon_report_html(r, &html, err);
    if (!st) st = os_file_replace(path, str_of(html.data, html.len), err);
    cordon_text_free(&html);
    return st;
}
