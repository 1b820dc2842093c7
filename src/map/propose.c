/* A file, looked at: recognised, guessed, bound, shown. */
#include "map/propose.h"

#include "base/mem.h"
#include "base/num.h"

/* --- what is asked ----------------------------------------------------------------------------- */

static cordon_status find_kind_word(str word, enum record_kind *ret, struct cordon_error *err)
{
    str near = STR_EMPTY;
    unsigned least = 3;
    *ret = RECORD_KIND_NONE;
    if (word.len == 0) return CORDON_OK;
    for (unsigned k = 1; k < RECORD_KIND_COUNT; k++) {
        str name = record_kind_name((enum record_kind)k);
        unsigned edits = str_distance(word, name, 2);
        if (str_eq_nocase(word, name)) {
            *ret = (enum record_kind)k;
            return CORDON_OK;
        }
        if (edits >= least) continue;
        least = edits;
        near = name;
    }
    if (near.len)
        return error_set(err, CORDON_ARGUMENT, "unknown kind '%.*s'; did you mean '%.*s'?",
                         STR_ARG(word), STR_ARG(near));
    return error_set(err, CORDON_ARGUMENT,
                     "unknown kind '%.*s'; use applicant, worker, vendor, payee, payment, account, "
                     "wallet, login, device, bid, contract, message or transfer", STR_ARG(word));
}

static cordon_status check_ask(struct propose *p)
{
    struct zone z;
    str zone = p->ask->zone;
    cordon_status st = find_kind_word(p->ask->kind, &p->kind, p->err);
    if (st || zone.len == 0 || when_zone_find(zone, &z)) return st;
    str near = zone_nearest(zone);
    return error_set(p->err, CORDON_ARGUMENT, "unknown time zone '%.*s'%s%.*s%s", STR_ARG(zone),
                     near.len ? "; did you mean '" : "; use UTC, +09:00, or a name such as Asia/Seoul",
                     STR_ARG(near), near.len ? "'?" : "");
}

static cordon_status check_answers(struct propose *p)
{
    for (size_t i = 0; i < p->ask->answer_count; i++) {
        str column = p->ask->answers[i].column, answer = p->ask->answers[i].answer;
        if (column.len && !sample_find(&p->sample, column))
            return error_set(p->err, CORDON_ARGUMENT, "no column '%.*s' to answer for", STR_ARG(column));
        static const char *const words[] = { "dmy", "mdy", "ymd", "skip" };
        bool is_known = false;
        for (size_t k = 0; k < COUNT_OF(words); k++)
            is_known = is_known || str_eq_nocase(answer, str_c(words[k]));
        if (!is_known)
            return error_set(p->err, CORDON_ARGUMENT, "'%.*s' is no order of a date; use dmy, mdy, ymd "
                                                      "or skip", STR_ARG(answer));
    }
    return CORDON_OK;
}

/* --- the mapping ------------------------------------------------------------------------------- */

static str kind_constant(const struct cordon_map *m)
{
    for (size_t i = 0; m && i < m->spec.constant_count; i++)
        if (str_eq(m->spec.constants[i].field, STR("kind"))) return m->spec.constants[i].value;
    return STR_EMPTY;
}

struct making {
    struct propose       *p;
    struct plan_constant *constants;
    size_t                count;
};

static void add_constant(struct making *k, const char *field, str value)
{
    if (value.len == 0) return;
    for (size_t i = 0; i < k->count; i++)
        if (str_eq(k->constants[i].field, str_c(field))) return;
    k->constants[k->count++] = (struct plan_constant){ str_c(field), value };
}

static bool reads(const struct propose *p, str prefix)
{
    for (size_t i = 0; i < p->count; i++)
        if (p->column[i].state == COLUMN_MAPPED && str_starts(p->column[i].field, prefix)) return true;
    return false;
}

static cordon_status add_constants(struct propose *p, struct plan_spec *spec)
{
    static const struct { enum record_kind kind; const char *stage, *net; } rows[] = {
        { RECORD_KIND_APPLICANT, "application", "application" },
        { RECORD_KIND_WORKER, "working", "work" },
        { RECORD_KIND_VENDOR, "vendor", "work" },
        { RECORD_KIND_PAYEE, "payment", "payroll" },
        { RECORD_KIND_PAYMENT, "payment", "payroll" },
        { RECORD_KIND_TRANSFER, "payment", "payroll" },
        { RECORD_KIND_LOGIN, "", "login" },
        { RECORD_KIND_MESSAGE, "", "message" },
    };
    const struct plan_spec *shipped = p->shipped ? &p->shipped->spec : NULL;
    size_t room = 8 + (shipped ? shipped->constant_count : 0);
    struct making k = { .p = p, .constants = arena_calloc(p->arena, room, sizeof *k.constants) };
    if (!k.constants) return error_nomem(p->err);
    if (p->is_kind_asked) add_constant(&k, "kind", record_kind_name(p->kind));
    for (size_t i = 0; shipped && i < shipped->constant_count; i++)
        if (!(k.count && str_eq(shipped->constants[i].field, STR("kind"))))
            k.constants[k.count++] = shipped->constants[i];
    if (!reads(p, STR("kind"))) add_constant(&k, "kind", record_kind_name(p->kind));
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (rows[i].kind != p->kind) continue;
        add_constant(&k, "stage", str_c(rows[i].stage));
        if (reads(p, STR("net."))) add_constant(&k, "net.kind", str_c(rows[i].net));
    }
    if (reads(p, STR("code.handle"))) add_constant(&k, "code.host", STR("github"));
    if (reads(p, STR("code_2.handle"))) add_constant(&k, "code_2.host", STR("linkedin"));
    spec->constants = k.constants;
    spec->constant_count = k.count;
    return CORDON_OK;
}

/** The column of the file that a shipped step reads, if it is to be read. */
static const struct column_guess *column_of(const struct propose *p, const struct plan_step *s)
{
    for (size_t k = 0; k < p->count; k++) {
        const struct column_guess *g = &p->column[k];
        if (g->state != COLUMN_SHIPPED) continue;
        for (size_t i = 0; i < s->column_count; i++)
            if (column_same(s->columns[i], g->from->name)) return g;
    }
    return NULL;
}

/** Shipped steps whose columns the file has, in their own order. */
static size_t add_shipped(struct propose *p, struct plan_step *steps)
{
    size_t count = 0;
    for (size_t i = 0; p->shipped && i < p->shipped->spec.step_count; i++) {
        const struct plan_step *s = &p->shipped->spec.steps[i];
        const struct column_guess *g = column_of(p, s);
        if (!g) continue;
        steps[count] = *s;
        if (s->order == WHEN_OPEN) steps[count].order = g->step.order;
        if (g->step.columns == s->columns) steps[count].field = g->step.field; /* may have given way */
        if (s->zone.len == 0) steps[count].zone = p->ask->zone;
        count++;
    }
    return count;
}

static cordon_status add_steps(struct propose *p, struct cordon_map *m)
{
    size_t ignored = 0, count;
    struct plan_step *steps = arena_calloc(&m->arena, p->count + PLAN_STEPS_MAX, sizeof *steps);
    str *names = arena_calloc(&m->arena, p->count + PLAN_STEPS_MAX, sizeof *names);
    if (!steps || !names) return error_nomem(p->err);
    count = add_shipped(p, steps);
    for (size_t i = 0; p->shipped && i < p->shipped->spec.ignored_count; i++)
        if (str_eq(p->shipped->spec.ignored[i], STR("*"))) names[ignored++] = STR("*");
    for (size_t i = 0; i < p->count; i++) {
        const struct column_guess *g = &p->column[i];
        if (g->state == COLUMN_SHIPPED) continue;
        if (g->state == COLUMN_MAPPED && count < PLAN_STEPS_MAX)
            steps[count++] = g->step;
        else if (ignored < PLAN_STEPS_MAX && !(ignored && str_eq(names[0], STR("*"))))
            names[ignored++] = g->from->name;
    }
    m->spec.steps = steps;
    m->spec.step_count = count;
    m->spec.ignored = names;
    m->spec.ignored_count = ignored;
    return CORDON_OK;
}

/** The file's name without folder and ending, with what a name may hold. */
static str name_of_file(struct propose *p)
{
    str path = str_c(p->ask->path);
    if (p->ask->name.len) return p->ask->name;
    for (size_t i = path.len; i; i--)
        if (path.data[i - 1] == '/') {
            path = str_from(path, i);
            break;
        }
    path = str_sub(path, 0, str_index(path, '.'));
    char *name = arena_alloc(p->arena, 64);
    size_t len = 0;
    if (!name) return STR_EMPTY;
    for (size_t i = 0; i < path.len && len < 64; i++) {
        char c = byte_lower(path.data[i]);
        if (byte_is_alnum(c) || c == '_')
            name[len++] = c;
        else if (len && name[len - 1] != '-')
            name[len++] = '-';
    }
    while (len && name[len - 1] == '-') len--;
    return len ? str_of(name, len) : STR("mapping");
}

static cordon_status make_map(struct propose *p)
{
    struct cordon_map *m = mem_calloc(1, sizeof *m);
    if (!m) return error_nomem(p->err);
    p->map = m;
    arena_init(&m->arena, MAP_ARENA_MAX);
    m->name = arena_str(&m->arena, name_of_file(p));
    m->sheet = arena_str(&m->arena, p->ask->sheet);
    cordon_status st = add_constants(p, &m->spec);
    if (!st) st = add_steps(p, m);
    return st ? st : m->arena.failed ? error_nomem(p->err) : CORDON_OK;
}

/** The mapping as its file says it: what is screened by is what is saved. */
static cordon_status read_back(struct propose *p, struct cordon_proposal *out)
{
    struct cordon_map *again = NULL;
    map_write(p->map, &out->file);
    if (out->file.failed)
        return out->file.over ? error_set(p->err, CORDON_LIMIT, "a mapping may have %d bytes",
                                          MAP_FILE_MAX)
                              : error_nomem(p->err);
    cordon_status st = map_read(buf_str(&out->file), STR("the proposal"), &again, p->err);
    cordon_map_free(p->map);
    p->map = again;
    return st;
}

static bool maps_any(const struct propose *p)
{
    for (size_t i = 0; i < p->count; i++)
        if ((p->column[i].state == COLUMN_MAPPED || p->column[i].state == COLUMN_SHIPPED) &&
            p->column[i].step.columns)
            return true;
    return false;
}

static cordon_status recognise(struct propose *p)
{
    str *names = arena_calloc(p->arena, p->sample.column_count, sizeof *names);
    if (!names) return error_nomem(p->err);
    for (size_t i = 0; i < p->sample.column_count; i++) names[i] = p->sample.column[i].name;
    return map_recognise(names, p->sample.column_count, &p->shipped, &p->shipped_bp, p->err);
}

static cordon_status work(struct propose *p, struct cordon_proposal *out)
{
    cordon_status st = check_ask(p);
    if (!st) st = map_source_open(p->ask->path, p->ask->sheet, p->ask->map, &p->source, p->err);
    if (st) return st;
    st = sample_read(&p->source, &p->sample, p->err);
    if (!st) st = check_answers(p);
    if (!st && !p->ask->map) st = recognise(p);
    if (st) return st;
    p->base = p->ask->map ? p->ask->map : p->shipped;
    p->is_kind_asked = p->kind != RECORD_KIND_NONE;
    if (p->kind == RECORD_KIND_NONE)
        st = find_kind_word(kind_constant(p->base), &p->kind, p->err);
    if (!st) st = guess_columns(p);
    if (st) return st;
    guess_resolve(p);
    if (!p->ask->map && maps_any(p)) {
        st = make_map(p);
        if (!st) st = read_back(p, out);
    }
    if (!st) st = proposal_write(p, &out->json);
    return st;
}

cordon_status cordon_map_propose(const struct cordon_map_ask *ask,
                                 struct cordon_proposal **ret_proposal, struct cordon_error *err)
{
    struct cordon_proposal *out = mem_calloc(1, sizeof *out);
    if (!out) return error_nomem(err);
    arena_init(&out->arena, MAP_ARENA_MAX);
    buf_init(&out->json, 4u * MAP_FILE_MAX);
    buf_init(&out->file, MAP_FILE_MAX);
    struct propose p = { .ask = ask, .arena = &out->arena, .err = err,
                         .source = { .reader = OS_READER_INIT } };
    cordon_status st = work(&p, out);
    if (st == CORDON_NOMEM && out->arena.over)
        st = error_set(err, CORDON_LIMIT, "the proposal takes more than %d MiB", MAP_ARENA_MAX >> 20);
    out->map = p.map;
    sample_release(&p.sample);
    map_source_close(&p.source);
    cordon_map_free(p.shipped);
    if (st) {
        cordon_proposal_free(out);
        return st;
    }
    *ret_proposal = out;
    return CORDON_OK;
}

void cordon_proposal_free(struct cordon_proposal *p)
{
    if (!p) return;
    cordon_map_free(p->map);
    arena_release(&p->arena);
    buf_release(&p->json);
    buf_release(&p->file);
    mem_free(p);
}

str cordon_proposal_json(const struct cordon_proposal *p)
{
    return buf_str(&p->json);
}

str cordon_proposal_file(const struct cordon_proposal *p)
{
    return buf_str(&p->file);
}

const struct cordon_map *cordon_proposal_map(const struct cordon_proposal *p)
{
    return p->map;
}
