/*
 * Validating: canaries of every list in use are screened as records are, and what came of it is counted.
 *
 *   list -> draw -> writings -> screener -> rows (script, writing), misses
 *   controls ------------------> screener -> flagged, or clear as they must be
 *
 * It says what a screening of today would find. It changes nothing and needs no network.
 */
#include "engine/validate.h"

#include "base/date.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/num.h"

#include <stdio.h>

enum {
    VALIDATE_ARENA_MAX = 256 << 20,
    CANARIES_USUAL = 25,
    MISSES_MAX = 500,
    ROWS_ROOM = SCRIPTS * CORDON_CANARY_KINDS + 1,
    THRESHOLDS_MAX = 96,
};

/* Names of nobody: made up in each script, of people and firms, with words that lists are full of. */
static const struct { const char *schema, *name; } controls[] = {
    { "Person", "Tamsin Quillfeather" },
    { "Person", "Bartholomew Wigglesworth-Ames" },
    { "Person", "Przemysław Wymyślony" },
    { "Person", "Zofia Fikcyjna" },
    { "Person", "Ingrid Beispielsdottir" },
    { "Person", "Аристарх Вымышленников" },
    { "Person", "Ανέστης Παραδειγματόπουλος" },
    { "Person", "황보가온누리" },
    { "Person", "제갈보슬찬" },
    { "Person", "架空田 見本太郎" },
    { "Person", "ミホンダ・タロウスケ" },
    { "Person", "例示川仮名子" },
    { "Person", "نموذجة الخيالية المثالوي" },
    { "Person", "דוגמנית המצאתית" },
    { "Organization", "Marmalade Lighthouse Repairs AG" },
    { "Organization", "Quillfeather Umbrella Bakery Ltd" },
    { "Organization", "株式会社架空見本製菓" },
    { "Organization", "보슬찬 우산 제과점" },
    { "Vessel", "SEVEN MARMALADE UMBRELLAS" },
};

struct running {
    const struct cordon_validate *args;
    struct cordon_validation     *v;
    struct arena                 *a;
    struct cordon_screener       *scr;
    struct cordon_validate_miss  *miss;
    struct buf                    record;
    struct cordon_error          *err;
};

/* What the caller frees: the arena holds it all, itself included. */
struct kept {
    struct cordon_validation v; /* first */
    struct arena             arena;
};

cordon_str cordon_canary_name(enum cordon_canary kind)
{
    static const str names[CORDON_CANARY_KINDS] = {
        [CORDON_CANARY_LISTED] = STR_INIT("listed"),     [CORDON_CANARY_LATIN] = STR_INIT("latin"),
        [CORDON_CANARY_HANGUL] = STR_INIT("hangul"),     [CORDON_CANARY_CYRILLIC] = STR_INIT("cyrillic"),
        [CORDON_CANARY_CAPITALS] = STR_INIT("capitals"), [CORDON_CANARY_SWAPPED] = STR_INIT("swapped"),
        [CORDON_CANARY_SLIP] = STR_INIT("slip"),         [CORDON_CANARY_WALLET] = STR_INIT("wallet"),
    };
    return (unsigned)kind < CORDON_CANARY_KINDS ? names[kind] : STR_EMPTY;
}

cordon_str cordon_freshness_name(enum cordon_freshness f)
{
    switch (f) {
    case CORDON_AGE_UNKNOWN: return STR("unknown");
    case CORDON_AGE_STALE: return STR("stale");
    case CORDON_AGE_FRESH: return STR("fresh");
    case CORDON_AGE_NO_LIMIT: return STR("no_limit");
    case CORDON_AGE_STARTER: return STR("starter");
    }
    return STR("unknown");
}

/* --- one record --------------------------------------------------------------------------------------- */

static cordon_status screen_value(struct running *r, str schema, str key, str value)
{
    struct json_writer w;
    struct cordon_answer answer;
    buf_reset(&r->record);
    json_w_init(&w, &r->record);
    json_w_object(&w);
    if (schema.len) json_w_key_str(&w, STR("schema"), schema);
    json_w_key_str(&w, key, value);
    json_w_object_end(&w);
    if (r->record.failed) return error_nomem(r->err);
    if (os_interrupted()) return error_set(r->err, CORDON_INTERRUPTED, "interrupted");
    cordon_status st = cordon_screen_json(r->scr, buf_str(&r->record), 1, &answer, r->err);
    if (!st && answer.status == CORDON_NOMEM) st = error_nomem(r->err);
    return st;
}

static const struct hit *hit_on(const struct cordon_screener *scr, const struct set_source *src, uint32_t row)
{
    for (size_t i = 0; i < scr->hits.count; i++)
        if (scr->hits.items[i].source == src && scr->hits.items[i].row == row) return &scr->hits.items[i];
    return NULL;
}

/* What has to be found whoever writes it; other writings are figures. */
static bool has_to_alert(enum cordon_canary kind)
{
    return kind == CORDON_CANARY_LISTED || kind == CORDON_CANARY_CAPITALS ||
           kind == CORDON_CANARY_SWAPPED || kind == CORDON_CANARY_WALLET;
}

static void note_miss(struct running *r, const struct set_source *src, const struct entity *e, str listed,
                      str written, enum cordon_canary kind, bool is_shown)
{
    bool is_failure = has_to_alert(kind);
    r->v->misses_total++;
    r->v->failures += is_failure;
    if (r->v->misses == MISSES_MAX) return;
    r->miss[r->v->misses++] = (struct cordon_validate_miss){
        .source = src->about.source, .entity = e->id, .listed = listed, .written = arena_str(r->a, written),
        .kind = kind, .is_shown = is_shown, .is_failure = is_failure,
    };
}

/* What the record's schema says of a listed party; "" where the list does not know. */
static str schema_of(enum ftm_schema s)
{
    switch (ftm_schema_kind(s)) {
    case KIND_PERSON: return STR("Person");
    case KIND_ORGANIZATION: return STR("Organization");
    case KIND_VESSEL: return STR("Vessel");
    case KIND_AIRCRAFT: return STR("Airplane");
    case KIND_UNKNOWN:
    case KIND_OTHER: return STR_EMPTY;
    }
    return STR_EMPTY;
}

static cordon_status try_canary(struct running *r, const struct set_source *src, const struct canary *c,
                                enum cordon_canary kind, struct cordon_validate_row *row)
{
    struct entity e;
    bool is_wallet = kind == CORDON_CANARY_WALLET;
    if (!entity_get(&src->entities, c->row, &e)) return CORDON_OK;
    str written = is_wallet ? c->name : validate_write(kind, c, set_name_kind(e.schema), r->a);
    if (r->a->failed) return error_nomem(r->err);
    if (!written.len || (kind != CORDON_CANARY_LISTED && !is_wallet && str_eq(written, c->name))) return CORDON_OK;
    cordon_status st = screen_value(r, is_wallet ? STR_EMPTY : schema_of(e.schema),
                                    is_wallet ? STR("wallet") : STR("name"), written);
    if (st) return st;
    const struct hit *h = hit_on(r->scr, src, c->row);
    row->tried++;
    if (h && h->verdict >= CORDON_REVIEW)
        row->alerted++;
    else
        note_miss(r, src, &e, c->name, written, kind, h != NULL);
    if (h && h->verdict < CORDON_REVIEW) row->shown++;
    row->missed += !h;
    return CORDON_OK;
}

/* --- one list ------------------------------------------------------------------------------------------ */

static void add_up(struct cordon_validation *v, const struct cordon_validate_row *row)
{
    v->tried += row->tried;
    v->alerted += row->alerted;
    v->shown += row->shown;
    v->missed += row->missed;
}

static cordon_status try_all(struct running *r, const struct set_source *src, const struct canary *c, size_t count,
                             enum cordon_canary kind, str script, struct cordon_validate_row *rows, size_t *used)
{
    struct cordon_validate_row row = { .script = script, .kind = kind };
    for (size_t i = 0; i < count; i++) {
        cordon_status st = try_canary(r, src, &c[i], kind, &row);
        if (st) return st;
    }
    if (!row.tried) return CORDON_OK;
    rows[(*used)++] = row;
    add_up(r->v, &row);
    return CORDON_OK;
}

static cordon_status try_list(struct running *r, const struct set_source *src, struct cordon_validate_list *l)
{
    struct canaries c;
    struct cordon_validate_row *rows = arena_calloc(r->a, ROWS_ROOM, sizeof *rows);
    if (!rows) return error_nomem(r->err);
    cordon_status st = validate_draw(src, r->args->policy, r->v->seed, r->v->canaries, r->a, &c, r->err);
    for (unsigned s = SCRIPT_LATIN; !st && s < SCRIPTS; s++)
        for (unsigned k = 0; !st && k < CORDON_CANARY_WALLET; k++)
            st = try_all(r, src, c.item[s], c.count[s], (enum cordon_canary)k,
                         validate_script_name((enum text_script)s), rows, &l->rows);
    if (!st) st = try_all(r, src, c.wallet, c.wallets, CORDON_CANARY_WALLET, STR_EMPTY, rows, &l->rows);
    l->row = rows;
    return st;
}

/* Which properties the entries carry, children's counted as their subject's, once an entry. */
static cordon_status cover_list(struct running *r, const struct set_source *src, struct cordon_validate_list *l)
{
    static const enum ftm_prop told[] = {
        FTM_PROP_NAME, FTM_PROP_ALIAS, FTM_PROP_WEAK_ALIAS, FTM_PROP_PREVIOUS_NAME, FTM_PROP_BIRTH_DATE,
        FTM_PROP_BIRTH_PLACE, FTM_PROP_GENDER, FTM_PROP_NATIONALITY, FTM_PROP_COUNTRY, FTM_PROP_ADDRESS,
        FTM_PROP_PASSPORT_NUMBER, FTM_PROP_ID_NUMBER, FTM_PROP_TAX_NUMBER, FTM_PROP_REGISTRATION_NUMBER,
        FTM_PROP_IMO_NUMBER, FTM_PROP_SWIFT_BIC, FTM_PROP_EMAIL, FTM_PROP_PHONE, FTM_PROP_PUBLIC_KEY, FTM_PROP_PROGRAM,
        FTM_PROP_LISTING_DATE, FTM_PROP_TOPICS,
    };
    struct cordon_validate_cover *cover = arena_calloc(r->a, COUNT_OF(told), sizeof *cover);
    uint32_t *last = arena_calloc(r->a, FTM_PROP_COUNT, sizeof *last);   /* subject + 1 that had it last */
    uint32_t *count = arena_calloc(r->a, FTM_PROP_COUNT, sizeof *count);
    if (!cover || !last || !count) return error_nomem(r->err);
    for (uint32_t row = 0; row < src->entities.count; row++) {
        struct entity e;
        struct entity_statement st;
        if (!entity_get(&src->entities, row, &e)) continue;
        for (uint32_t i = 0; i < e.statement_count; i++) {
            if (!entity_statement_get(&src->entities, e.first_statement + i, &st)) continue;
            if (st.prop >= FTM_PROP_COUNT || last[st.prop] == e.subject + 1) continue;
            last[st.prop] = e.subject + 1;
            count[st.prop]++;
        }
    }
    for (size_t i = 0; i < COUNT_OF(told); i++)
        cover[i] = (struct cordon_validate_cover){ ftm_prop_name(told[i]), count[told[i]] };
    l->cover = cover;
    l->covers = COUNT_OF(told);
    return CORDON_OK;
}

static void find_fixed(const struct set_source *src, struct cordon_validate_list *l)
{
    str rest = src->catalogue ? src->catalogue->canaries : STR_EMPTY;
    for (str number; str_next(&rest, ',', &number);) {
        char id[256];
        uint32_t row;
        if (!number.len) continue;
        int n = snprintf(id, sizeof id, "%.*s-%.*s", STR_ARG(src->about.source), STR_ARG(number));
        l->fixed++;
        l->fixed_found += n > 0 && (size_t)n < sizeof id && entity_find(&src->entities, str_of(id, (size_t)n), &row);
    }
}

static void judge_age(const struct running *r, struct cordon_validate_list *l)
{
    struct date d;
    int64_t today = date_of_time(r->v->as_of_s);
    l->has_age = date_read(l->about.edition, &d) && d.precision == DATE_DAY;
    if (l->has_age) l->age_days = today - d.first;
    if (l->about.is_starter)
        l->freshness = CORDON_AGE_STARTER;
    else if (!l->about.fresh_days)
        l->freshness = CORDON_AGE_NO_LIMIT;
    else if (!l->has_age || l->age_days < -1)
        l->freshness = CORDON_AGE_UNKNOWN;
    else
        l->freshness = l->age_days > (int64_t)l->about.fresh_days ? CORDON_AGE_STALE : CORDON_AGE_FRESH;
}

static bool is_stale(enum cordon_freshness f)
{
    return f == CORDON_AGE_STALE || f == CORDON_AGE_UNKNOWN || f == CORDON_AGE_STARTER;
}

/* Lists that were imported, and those that the policy requires: bundled rows of any other stand in for nothing. */
static bool is_relied_on(const struct running *r, const struct cordon_validate_list *l)
{
    str rest = r->args->policy->required;
    if (!l->about.is_starter) return true;
    for (str one; !r->args->policy->accept_starter && str_next(&rest, ',', &one);)
        if (str_eq(str_trim(one), l->about.source)) return true;
    return false;
}

/* Lists that the policy requires and nobody has imported. */
static void count_absent(struct running *r)
{
    str rest = r->args->policy->required;
    for (str one; !r->args->policy->accept_starter && str_next(&rest, ',', &one);) {
        bool is_there = false;
        for (size_t i = 0; i < r->args->set->source_count; i++)
            is_there |= str_eq(r->args->set->source[i].about.source, str_trim(one));
        r->v->absent += str_trim(one).len && !is_there;
    }
}

static cordon_status validate_list(struct running *r, size_t index, struct cordon_validate_list *l)
{
    const struct set_source *src = &r->args->set->source[index];
    (void)cordon_set_list(r->args->set, index, &l->about);
    if (src->catalogue) {
        l->title = src->catalogue->title;
        l->licence = src->catalogue->licence;
        l->proven = src->catalogue->proven;
    }
    judge_age(r, l);
    if (!src->is_starter) find_fixed(src, l);
    r->v->stale += is_stale(l->freshness) && is_relied_on(r, l);
    r->v->failures += l->fixed - l->fixed_found;
    cordon_status st = cover_list(r, src, l);
    return st ? st : try_list(r, src, l);
}

/* --- controls, thresholds --------------------------------------------------------------------------------- */

static cordon_status try_controls(struct running *r)
{
    struct cordon_validate_control *out = arena_calloc(r->a, COUNT_OF(controls), sizeof *out);
    if (!out) return error_nomem(r->err);
    for (size_t i = 0; i < COUNT_OF(controls); i++) {
        cordon_status st = screen_value(r, str_c(controls[i].schema), STR("name"), str_c(controls[i].name));
        if (st) return st;
        const struct hit_list *hits = &r->scr->hits;
        out[i] = (struct cordon_validate_control){ .name = str_c(controls[i].name), .by_lists = CORDON_CLEAR };
        for (size_t k = 0; k < hits->count; k++) {
            struct entity e;
            if (hits->items[k].verdict <= out[i].by_lists) continue;
            out[i].by_lists = hits->items[k].verdict;
            if (entity_get(&hits->items[k].source->entities, hits->items[k].row, &e)) out[i].entity = e.id;
        }
        r->v->controls_flagged += out[i].by_lists != CORDON_CLEAR;
    }
    r->v->control = out;
    r->v->controls = COUNT_OF(controls);
    return CORDON_OK;
}

static cordon_status note_thresholds(struct running *r)
{
    struct cordon_text text;
    struct cordon_validate_value *out = arena_calloc(r->a, THRESHOLDS_MAX, sizeof *out);
    cordon_status st = out ? cordon_policy_text(r->args->policy, &text, r->err) : error_nomem(r->err);
    if (st) return st;
    str rest = arena_str(r->a, str_of(text.data, text.len)), line;
    cordon_text_free(&text);
    while (r->v->thresholds < THRESHOLDS_MAX && str_next(&rest, '\n', &line)) {
        str key, value;
        if (!line.len || line.data[0] == '#' || !str_next(&line, '\t', &key) || !str_next(&line, '\t', &value)) continue;
        out[r->v->thresholds++] = (struct cordon_validate_value){ key, value };
    }
    r->v->threshold = out;
    return r->a->failed ? error_nomem(r->err) : CORDON_OK;
}

/* --- the whole ----------------------------------------------------------------------------------------------- */

static cordon_status check_args(const struct cordon_validate *args, struct cordon_error *err)
{
    if (!args->set || !args->policy) return error_set(err, CORDON_ARGUMENT, "no set, or no policy");
    if (args->canaries > CORDON_CANARIES_MAX)
        return error_set(err, CORDON_ARGUMENT, "at most %d canaries of a list and script", CORDON_CANARIES_MAX);
    return CORDON_OK;
}

static cordon_status run_all(struct running *r)
{
    struct cordon_validation *v = r->v;
    size_t count = r->args->set->source_count;
    struct cordon_validate_list *lists = arena_calloc(r->a, count + 1, sizeof *lists);
    r->miss = arena_calloc(r->a, MISSES_MAX, sizeof *r->miss);
    if (!lists || !r->miss) return error_nomem(r->err);
    cordon_status st = note_thresholds(r);
    for (size_t i = 0; !st && i < count; i++) st = validate_list(r, i, &lists[i]);
    if (!st) st = try_controls(r);
    count_absent(r);
    v->list = lists;
    v->lists = count;
    v->miss = r->miss;
    v->is_passed = !v->failures && !v->stale && !v->absent && !v->controls_flagged && v->tried;
    if (!st && r->a->failed) st = error_nomem(r->err);
    return st;
}

static struct kept *new_kept(const struct cordon_validate *args)
{
    struct kept *k = mem_calloc(1, sizeof *k);
    if (!k) return NULL;
    arena_init(&k->arena, VALIDATE_ARENA_MAX);
    k->v = (struct cordon_validation){ .engine = arena_str(&k->arena, str_c(cordon_version())),
                                       .set = arena_str(&k->arena, cordon_set_hash(args->set)),
                                       .policy = arena_str(&k->arena, args->policy->name),
                                       .index_version = name_index_version(),
                                       .rules = args->rules ? cordon_rules_count(args->rules) : 0,
                                       .seed = args->seed,
                                       .canaries = args->canaries ? args->canaries : CANARIES_USUAL,
                                       .as_of_s = args->as_of_s };
    return k;
}

cordon_status cordon_validate(const struct cordon_validate *args, struct cordon_validation **ret_v,
                              struct cordon_error *err)
{
    cordon_status st = check_args(args, err);
    if (st) return st;
    struct kept *k = new_kept(args);
    if (!k) return error_nomem(err);
    struct running r = { .args = args, .v = &k->v, .a = &k->arena, .record = BUF_INIT(1 << 20), .err = err };
    const struct cordon_screen_options options = { .policy = args->policy, .min_bp = -1, .as_of_s = args->as_of_s,
                                                   .law = CORDON_LAW_NONE, .limit = 1 };
    st = cordon_screener_new(args->set, &options, &r.scr, err);
    if (!st) st = run_all(&r);
    cordon_screener_free(r.scr);
    buf_release(&r.record);
    if (st)
        cordon_validation_free(&k->v);
    else
        *ret_v = &k->v;
    return st;
}

void cordon_validation_free(struct cordon_validation *v)
{
    struct kept *k = (struct kept *)(void *)v;
    if (!k) return;
    arena_release(&k->arena);
    mem_free(k);
}
