/* A thread's screener: made once, used for many records. */
#include "engine/screener.h"

#include "base/mem.h"
#include "base/date.h"

static const struct detector *const detectors[] = { &detector_list };

const char *cordon_verdict_name(enum cordon_verdict v)
{
    static const char *const names[] = { "undecided", "clear", "review", "escalate", "stop" };
    return (unsigned)v < sizeof names / sizeof *names ? names[v] : "undecided";
}

void check_add(struct check_list *c, str id, enum check_state state, bool is_required,
               const struct say_reason *why)
{
    if (c->count == CHECKS_MAX) { /* it covers every source twice; what is lost is not done */
        c->items[CHECKS_MAX - 1] = (struct check){ .id = STR("checks"), .is_required = true };
        return;
    }
    struct check *item = &c->items[c->count++];
    *item = (struct check){ .id = id, .state = state, .is_required = is_required };
    if (why) item->why = *why;
}

static bool has_check(const struct check_list *c, str id)
{
    for (size_t i = 0; i < c->count; i++)
        if (str_eq(c->items[i].id, id)) return true;
    return false;
}

/* --- which lists, and in what state --------------------------------------------------------------- */

static bool names_source(str list, str id)
{
    for (str piece; str_next(&list, ',', &piece);)
        if (str_eq(str_trim(piece), id)) return true;
    return false;
}

static bool names_any(str list)
{
    for (str piece; str_next(&list, ',', &piece);)
        if (str_trim(piece).len) return true;
    return false;
}

static cordon_status check_names(str list, struct cordon_error *err)
{
    str rest = list;
    for (str piece; str_next(&rest, ',', &piece);) {
        piece = str_trim(piece);
        if (piece.len && !list_source_find(piece))
            return error_set(err, CORDON_ARGUMENT,
                             "unknown source '%.*s'; 'cordon lists sources' names them",
                             STR_ARG(piece));
    }
    if (list.len && !names_any(list))
        return error_set(err, CORDON_ARGUMENT, "'%.*s' names no source", STR_ARG(list));
    return CORDON_OK;
}

static enum check_state source_state(struct cordon_screener *scr,
                                     const struct set_source *s, struct say_reason *why)
{
    struct date edition;
    str id = s->about.source;
    int64_t today = scr->options.as_of_s / 86400;
    uint32_t limit = s->catalogue ? s->catalogue->fresh_days : 0;
    if (s->is_starter) {
        *why = (struct say_reason){ SAY_LIST_STARTER, 1,
                                    { say_date(STR("edition"), s->about.edition) } };
        return scr->policy->accept_starter ? CHECK_DONE : CHECK_LIMITED;
    }
    if (!date_read(s->about.edition, &edition)) {
        *why = (struct say_reason){ SAY_LIST_EDITION_UNKNOWN, 1, { say_string(STR("source"), id) } };
        return limit ? CHECK_STALE : CHECK_DONE;
    }
    if (edition.first > today + 1) { /* a day for the time zones */
        char text[16];
        date_text((int32_t)today, text);
        str as_of = arena_str(&scr->fixed, str_c(text));
        *why = (struct say_reason){ SAY_LIST_EDITION_AFTER, 3,
                                    { say_string(STR("source"), id),
                                      say_date(STR("edition"), s->about.edition),
                                      say_date(STR("as_of"), as_of) } };
        return CHECK_STALE; /* a wrong date, or a wrong clock: its age is not known */
    }
    int64_t age = today - edition.first;
    if (limit == 0 || age <= limit) return CHECK_DONE;
    *why = (struct say_reason){ SAY_LIST_STALE, 4,
                                { say_string(STR("source"), id),
                                  say_date(STR("edition"), s->about.edition),
                                  say_integer(STR("days"), age), say_integer(STR("limit"), limit) } };
    return CHECK_STALE;
}

static str check_id(struct cordon_screener *scr, str source)
{
    return arena_printf(&scr->fixed, "list:%.*s", STR_ARG(source));
}

/* One check a list of the set. */
static void judge_present(struct cordon_screener *scr, str required, bool is_explicit)
{
    const struct cordon_set *set = scr->set;
    bool is_all = !names_any(required); /* nobody named a list, and nobody imported one */
    for (size_t i = 0; i < set->source_count; i++) is_all = is_all && set->source[i].is_starter;
    for (size_t i = 0; i < set->source_count; i++) {
        const struct set_source *s = &set->source[i];
        struct say_reason why = { .id = SAY_NONE };
        bool is_required = names_source(required, s->about.source) || is_all ||
                           (!is_explicit && !s->is_starter);
        enum check_state state = CHECK_SKIPPED;
        scr->is_required[i] = is_required;
        if (scr->is_used[i]) state = source_state(scr, s, &why);
        check_add(&scr->standing, check_id(scr, s->about.source), state, is_required, &why);
    }
}

/* Required: the policy's lists and all that were imported. --require replaces both; --only does so
 * too, as nothing else is compared with. A required list that --only leaves out is skipped, which
 * is not done: an answer never rests on no list at all. */
static void judge_lists(struct cordon_screener *scr)
{
    str asked = scr->options.require.len ? scr->options.require : scr->options.only;
    bool is_explicit = asked.len != 0;
    str required = is_explicit ? asked : scr->policy->required;
    judge_present(scr, required, is_explicit);
    for (str piece; str_next(&required, ',', &piece);) {
        piece = str_trim(piece);
        str id = check_id(scr, piece);
        if (!piece.len || has_check(&scr->standing, id)) continue;
        /* the demo policy accepts the starter list in the place of all lists */
        bool is_excused = scr->policy->accept_starter && !is_explicit;
        struct say_reason why = { SAY_LIST_MISSING, 1, { say_string(STR("source"), piece) } };
        check_add(&scr->standing, id, CHECK_SKIPPED, !is_excused, &why);
    }
    if (scr->policy->accept_starter) {
        struct say_reason why = { SAY_POLICY_DEMO, 1,
                                  { say_string(STR("policy"), scr->policy->name) } };
        check_add(&scr->standing, STR("policy"), CHECK_LIMITED, false, &why);
    }
}

/* --- life cycle ----------------------------------------------------------------------------------- */

int32_t screener_day(const struct cordon_screener *scr)
{
    int64_t s = scr->options.as_of_s;
    return (int32_t)(s / 86400 - (s % 86400 < 0));
}

/* seconds since 1970 of the first moments of the years 1 and 10000 */
#define YEAR_1_S     ((int64_t)-62135596800)
#define YEAR_10000_S ((int64_t)253402300800)

static cordon_status set_up(struct cordon_screener *scr, const struct cordon_screen_options *o,
                            struct cordon_error *err)
{
    if (!o->policy) return error_set(err, CORDON_ARGUMENT, "a policy is needed");
    if (o->as_of_s < YEAR_1_S || o->as_of_s >= YEAR_10000_S)
        return error_set(err, CORDON_ARGUMENT, "the time to count to is not in the years 1 to 9999");
    if (o->lang.len && !say_lang_find(o->lang, &scr->lang))
        return error_set(err, CORDON_ARGUMENT, "unknown language '%.*s'; en, ko, ja and id are there",
                         STR_ARG(o->lang));
    if (o->min_bp > 10000)
        return error_set(err, CORDON_ARGUMENT, "a score is at most 10000 basis points");
    cordon_status st = check_names(o->only, err);
    if (!st) st = check_names(o->require, err);
    if (st) return st;
    scr->options = *o;
    scr->options.only = arena_str(&scr->fixed, o->only);
    scr->options.require = arena_str(&scr->fixed, o->require);
    scr->policy = o->policy;
    scr->show_bp = (uint16_t)(o->min_bp >= 0 ? o->min_bp : scr->policy->gate_bp);
    scr->gate_bp = scr->show_bp < scr->policy->gate_bp ? scr->show_bp
                                                       : (uint16_t)scr->policy->gate_bp;
    scr->limit = o->limit ? o->limit : (uint32_t)scr->policy->limit;
    for (size_t i = 0; i < scr->set->source_count; i++)
        scr->is_used[i] = !o->only.len || names_source(o->only, scr->set->source[i].about.source);
    scr->names = name_scratch_new();
    scr->reader = record_reader_new();
    scr->subject = mem_alloc(sizeof *scr->subject);
    if (!scr->names || !scr->reader || !scr->subject) return error_nomem(err);
    name_work_limit(scr->names, SCREEN_WORK_MAX);
    judge_lists(scr);
    answer_provenance(scr);
    st = law_open(scr, err);
    if (st) return st;
    return scr->fixed.failed || scr->provenance.failed ? error_nomem(err) : CORDON_OK;
}

cordon_status cordon_screener_new(const struct cordon_set *set,
                                  const struct cordon_screen_options *options,
                                  struct cordon_screener **ret_screener, struct cordon_error *err)
{
    struct cordon_screener *scr = mem_calloc(1, sizeof *scr);
    if (!scr) return error_nomem(err);
    scr->set = set;
    arena_init(&scr->arena, SCREEN_ARENA_MAX);
    arena_init(&scr->fixed, 1 << 20);
    buf_init(&scr->out, SCREEN_ANSWER_MAX);
    buf_init(&scr->scratch, 1 << 20);
    buf_init(&scr->provenance, 1 << 20);
    cordon_status st = set_up(scr, options, err);
    if (st) {
        cordon_screener_free(scr);
        return st;
    }
    *ret_screener = scr;
    return CORDON_OK;
}

void cordon_screener_free(struct cordon_screener *s)
{
    if (!s) return;
    name_scratch_free(s->names);
    record_reader_free(s->reader);
    arena_release(&s->arena);
    arena_release(&s->fixed);
    buf_release(&s->out);
    buf_release(&s->scratch);
    buf_release(&s->provenance);
    flag_scratch_free(s->flag_scratch);
    same_scratch_free(s->same_scratch);
    mem_free(s->flags);
    mem_free(s->subject);
    mem_free(s);
}

/* --- one record ------------------------------------------------------------------------------------ */

enum { VALUE_SHOWN = 120 }; /* bytes of a value in a message */

/* The beginning of a value that is too long for a sentence. */
static str shown(struct cordon_screener *scr, str value)
{
    size_t len = VALUE_SHOWN;
    if (value.len <= VALUE_SHOWN) return value;
    while (len && ((unsigned char)value.data[len] & 0xC0) == 0x80) len--;
    return arena_printf(&scr->arena, "%.*s…", (int)len, value.data);
}

/* ", properties.birthDate[0] '31/02/1980'" */
static void list_value(struct cordon_screener *scr, const struct record_value *v, str text)
{
    struct buf *b = &scr->scratch;
    str value = shown(scr, text);
    if (b->len) buf_add(b, STR(", "));
    record_path(v, b);
    buf_printf(b, " '%.*s'", STR_ARG(value));
}

/* The list so far, the arena's; what is too long to list is cut. */
static str listed_text(struct cordon_screener *scr)
{
    if (scr->scratch.failed && !scr->scratch.over) scr->arena.failed = true;
    return arena_str(&scr->arena, buf_str(&scr->scratch));
}

/* Was a field of this name among those of the records before? A column stands in every row. */
static bool is_unread_again(const struct screen_ask *ask, size_t record, size_t name)
{
    str text = ask->records[record]->unread[name].name;
    for (size_t i = 0; i < record; i++)
        for (size_t k = 0; k < ask->records[i]->unread_count && k < RECORD_UNREAD_MAX; k++)
            if (str_eq(ask->records[i]->unread[k].name, text)) return true;
    return false;
}

enum { UNREAD_RECORDS = 64 }; /* records whose unread fields are named: the others' are counted */

/* "shoe_size, 출생일 (출생지?), birth_date '31/02/1980'": fields we do not know, with the known name
 * they are near, and values that mean nothing to us. @return how many there are */
static size_t unread_names(struct cordon_screener *scr, str *ret_names)
{
    const struct subject *s = scr->subject;
    struct buf *b = &scr->scratch;
    size_t count = s->doubt_count;
    buf_reset(b);
    for (size_t i = 0; i < scr->ask->count && i < UNREAD_RECORDS; i++) {
        const struct record *r = scr->ask->records[i];
        if (r->unread_count > RECORD_UNREAD_MAX) count += r->unread_count - RECORD_UNREAD_MAX;
        for (size_t k = 0; k < r->unread_count && k < RECORD_UNREAD_MAX; k++) {
            if (is_unread_again(scr->ask, i, k)) continue;
            count++;
            if (b->len) buf_add(b, STR(", "));
            buf_add(b, r->unread[k].name);
            if (r->unread[k].near.len) buf_printf(b, " (%.*s?)", STR_ARG(r->unread[k].near));
        }
    }
    for (size_t i = 0; i < s->doubt_count && i < SUBJECT_DOUBTS_MAX; i++)
        list_value(scr, s->doubts[i], s->doubts[i]->text);
    *ret_names = count ? listed_text(scr) : STR_EMPTY;
    return count;
}

static void check_limit(struct cordon_screener *scr, str id, bool is_required, str what,
                        int64_t limit)
{
    struct say_reason why = { SAY_LIMIT_REACHED, 2,
                              { say_string(STR("what"), what), say_integer(STR("limit"), limit) } };
    check_add(&scr->checks, id, CHECK_LIMITED, is_required, &why);
}

/* Values that cannot be what their field says. Beside a name, a sound number or a wallet that is a
 * note; alone, nothing of the record was looked for as it should be. */
static void check_faults(struct cordon_screener *scr)
{
    const struct subject *s = scr->subject;
    bool is_all = !s->has_words && !s->sound_count;
    for (size_t i = 0; i < s->fault_count && i < SUBJECT_FAULTS_MAX; i++) {
        const struct subject_fault *f = &s->faults[i];
        str path = record_field_info(f->field)->path;
        str word = arena_printf(&scr->arena, "field.%.*s", STR_ARG(path));
        struct say_reason why = { SAY_VALUE_INVALID, 3,
                                  { say_word(STR("field"), word),
                                    say_string(STR("given"), shown(scr, f->text)),
                                    say_word(STR("why"), fault_word(f->fault)) } };
        check_add(&scr->checks, path, is_all ? CHECK_FAILED : CHECK_LIMITED, is_all, &why);
    }
    if (s->fault_count > SUBJECT_FAULTS_MAX)
        check_limit(scr, STR("fields"), false, STR("invalid values shown"), SUBJECT_FAULTS_MAX);
}

/* Wallets, IBANs and e-mail addresses in fields that are not read for them. */
static void check_found(struct cordon_screener *scr)
{
    const struct subject *s = scr->subject;
    buf_reset(&scr->scratch);
    for (size_t i = 0; i < s->found_count && i < SUBJECT_FOUND_MAX; i++)
        list_value(scr, s->found[i].value, s->found[i].text);
    if (s->found_count) {
        struct say_reason why = { SAY_ACCOUNTS_FOUND, 2,
                                  { say_integer(STR("count"), (int64_t)s->found_count),
                                    say_string(STR("fields"), listed_text(scr)) } };
        check_add(&scr->checks, STR("accounts"), CHECK_LIMITED, false, &why);
    }
    if (s->is_found_cut)
        check_limit(scr, STR("accounts"), false, STR("accounts in other fields"),
                    SUBJECT_VALUES_MAX);
}

/* The known word that a schema is nearest to, or the usual ones. */
static str known_schema(str given)
{
    str best = STR_EMPTY;
    unsigned least = 2;
    for (size_t i = 0; record_party_word(i).len; i++) {
        unsigned edits = str_distance(given, record_party_word(i), least);
        if (edits > least || (best.len && edits == least)) continue;
        best = record_party_word(i);
        least = edits;
    }
    for (int i = 1; i < FTM_SCHEMA_COUNT; i++) {
        str name = ftm_schema_name((enum ftm_schema)i);
        unsigned edits = str_distance(given, name, least);
        if (edits > least || (best.len && edits == least)) continue;
        best = name;
        least = edits;
    }
    return best.len ? best : STR("person, organization, company, vessel, aircraft, wallet");
}

/* A party's sort that nobody knows sets nothing apart: the record meets entries of every sort. */
static bool check_schema(struct cordon_screener *scr, const struct record *r)
{
    if (!r->schema.len || r->party != RECORD_PARTY_UNKNOWN || ftm_schema_find(r->schema))
        return false;
    for (int i = 1; i < FTM_SCHEMA_COUNT; i++)
        if (str_eq_nocase(ftm_schema_name((enum ftm_schema)i), r->schema)) return false;
    struct say_reason why = { SAY_SCHEMA_UNKNOWN, 2,
                              { say_string(STR("given"), shown(scr, r->schema)),
                                say_string(STR("known"), known_schema(r->schema)) } };
    check_add(&scr->checks, STR("schema"), CHECK_LIMITED, false, &why);
    return true;
}

/* What the records themselves make doubtful. */
static void check_record(struct cordon_screener *scr)
{
    const struct subject *s = scr->subject;
    bool is_empty = !s->has_words && !s->sound_count && !s->fault_count;
    str names;
    size_t unread = unread_names(scr, &names);
    struct say_reason why_unread = { SAY_FIELDS_NOT_READ, 2,
                                     { say_integer(STR("count"), (int64_t)unread),
                                       say_string(STR("fields"), names) } };
    if (is_empty) {
        struct say_reason why = { .id = SAY_NOTHING_TO_COMPARE };
        check_add(&scr->checks, STR("record"), CHECK_FAILED, true, &why);
    } else if (s->has_blank_name) {
        check_add(&scr->checks, STR("record"), CHECK_FAILED, true, &why_unread);
    }
    if (s->has_words && !s->has_enough) {
        struct say_reason why = { SAY_NAME_TOO_SHORT, 1, { say_string(STR("name"), shown(scr, s->names[0].text)) } };
        check_add(&scr->checks, STR("name"), CHECK_LIMITED, true, &why);
    }
    if (s->cut_at)
        check_limit(scr, STR("record"), true, STR("values of one field"), s->cut_at);
    for (size_t i = 0; i < scr->ask->limits; i++)
        check_limit(scr, scr->ask->limit[i].check, true, scr->ask->limit[i].what, scr->ask->limit[i].most);
    for (size_t i = 0; i < scr->ask->count; i++)
        if (check_schema(scr, scr->ask->records[i])) break;
    check_faults(scr);
    check_found(scr);
    for (size_t i = 0; i < s->birth_count; i++) {
        if (s->births[i].is_readable) continue;
        struct say_reason why = { SAY_BIRTH_DATE_UNREADABLE, 1,
                                  { say_string(STR("given"), s->births[i].text) } };
        check_add(&scr->checks, STR("birth_date"), CHECK_LIMITED, false, &why);
        break;
    }
    if (unread) check_add(&scr->checks, STR("fields"), CHECK_LIMITED, false, &why_unread);
}

/* Did a cap keep a part of this record from being compared? */
static bool is_limited(const struct cordon_screener *scr)
{
    for (size_t i = 0; i < scr->checks.count; i++) {
        const struct check *c = &scr->checks.items[i];
        if (c->is_required && c->state == CHECK_LIMITED) return true;
    }
    return false;
}

static void begin(struct cordon_screener *scr)
{
    scr->hits = (struct hit_list){ .items = NULL };
    scr->checks.count = 0;
    scr->has_flags = false;
    scr->mark = STR_EMPTY;
    scr->suppressed = scr->reopened = 0;
    scr->list_verdict = CORDON_CLEAR;
    scr->is_listed = false;
    scr->has_proof = false;
    scr->listed = scr->limit;
    name_query_reset(scr->names);
}

static void fail(struct cordon_screener *scr, cordon_status st, const struct cordon_error *why,
                 struct cordon_answer *ret)
{
    const struct record *record = scr->ask->records[0];
    struct answer_error f = { .status = st, .err = *why,
                              .line = why->line ? why->line : record->line };
    struct say_reason reason = { SAY_RECORD_UNREADABLE, 2,
                                 { say_integer(STR("line"), (int64_t)f.line),
                                   say_string(STR("why"), str_c(why->message)) } };
    check_add(&scr->checks, STR("record"), CHECK_FAILED, true, &reason);
    scr->hits.count = 0;
    scr->hidden = 0;
    scr->listed = 0;
    scr->has_flags = false;
    scr->suppressed = scr->reopened = 0;
    law_begin(scr, CORDON_UNDECIDED);
    scr->has_proof = false;
    answer_write(scr, CORDON_UNDECIDED, &f);
    *ret = (struct cordon_answer){ .verdict = CORDON_UNDECIDED, .status = st,
                                   .is_limited = st == CORDON_LIMIT, .json = buf_str(&scr->out) };
}

static cordon_status open_rules(struct cordon_screener *scr, struct cordon_error *err)
{
    cordon_status st = CORDON_OK;
    if (scr->flags) return CORDON_OK;
    scr->rules = rules_get(scr->options.rules, &st, err);
    if (st) return st;
    scr->flag_scratch = flag_scratch_new(scr->rules);
    if (scr->flag_scratch) scr->flags = mem_alloc(sizeof *scr->flags);
    if (scr->flags) scr->flags->is_explained = scr->options.explain;
    if (scr->flags) return CORDON_OK;
    flag_scratch_free(scr->flag_scratch);
    scr->flag_scratch = NULL;
    return error_nomem(err);
}

static bool says_kind(const struct screen_ask *ask)
{
    for (size_t i = 0; i < ask->count; i++)
        if (ask->records[i]->kind != RECORD_KIND_NONE) return true;
    return false;
}

/* Beside what is given, what the lists say of the wallets. */
static cordon_status give_wallets(struct cordon_screener *scr, struct flag_ask *ask,
                                  struct cordon_error *err)
{
    struct feature_item wallets[WALLET_FEATURES];
    size_t count = wallet_features(scr, wallets);
    struct feature_item *all = arena_alloc(&scr->arena, (ask->given_count + count) * sizeof *all);
    if (!all) return error_nomem(err);
    if (ask->given_count) memcpy(all, ask->given, ask->given_count * sizeof *all);
    memcpy(all + ask->given_count, wallets, count * sizeof *all);
    ask->given = all;
    ask->given_count += count;
    return CORDON_OK;
}

/* "korean, greek own script", "ng": whose names or nationality made a difference. */
static void list_finding(struct buf *b, const struct same_finding *f)
{
    if (b->len) buf_add(b, STR(", "));
    buf_add(b, f->culture.len ? f->culture : f->nation);
    if (f->culture.len && f->nation.len) buf_printf(b, "/%.*s", STR_ARG(f->nation));
    if (f->own_script) buf_add(b, STR(" (own script)"));
}

static void list_flags(struct buf *b, const struct same *s)
{
    for (size_t i = 0; i < s->findings; i++)
        for (size_t k = 0; k < s->finding[i].flags; k++) {
            str flag = s->finding[i].flag[k];
            if (str_find(buf_str(b), flag, 0) != SIZE_MAX) continue;
            if (b->len) buf_add(b, STR(", "));
            buf_add(b, flag);
        }
}

/* Flags that depend on a name or a nationality do not count: it is Cordon that is wrong. */
static void check_sameness(struct cordon_screener *scr)
{
    const struct same *same = &scr->same;
    struct say_reason why = { .id = SAY_NONE };
    if (same->verdict == SAME_HOLDS) {
        check_add(&scr->checks, STR("sameness"), CHECK_DONE, true, &why);
        return;
    }
    if (same->verdict == SAME_DIFFERS) {
        buf_reset(&scr->scratch);
        for (size_t i = 0; i < same->findings; i++) list_finding(&scr->scratch, &same->finding[i]);
        str whose = listed_text(scr);
        buf_reset(&scr->scratch);
        list_flags(&scr->scratch, same);
        why = (struct say_reason){ SAY_SAMENESS_FAILED, 4,
                                   { say_integer(STR("runs"), (int64_t)same->differs),
                                     say_integer(STR("of"), (int64_t)same->runs), say_string(STR("whose"), whose),
                                     say_string(STR("flags"), listed_text(scr)) } };
    } else {
        why = (struct say_reason){ SAY_SAMENESS_UNPROVED, 1, { say_string(STR("what"), same->why) } };
    }
    check_add(&scr->checks, STR("sameness"), CHECK_FAILED, true, &why);
    scr->flags->verdict = CORDON_CLEAR;
}

/* The flags as they are without known-good entries. */
static cordon_status find_plain(struct cordon_screener *scr, const struct flag_ask *plain,
                                const struct flags **ret, struct cordon_error *err)
{
    struct flags *flags = arena_alloc(&scr->arena, sizeof *flags);
    if (!flags) return error_nomem(err);
    *ret = flags;
    return flags_find(scr->flag_scratch, scr->policy, scr->names, plain, &scr->arena, flags, err);
}

/* Before red flags ask for a person. Legal facts have no points: they are not asked about. */
static cordon_status prove_sameness(struct cordon_screener *scr, const struct flag_ask *ask,
                                    struct cordon_error *err)
{
    if (scr->flags->verdict < CORDON_REVIEW || scr->flags->points < scr->policy->flag_review) return CORDON_OK;
    if (!scr->same_scratch) scr->same_scratch = same_scratch_new();
    if (!scr->same_scratch) return error_nomem(err);
    struct flag_ask plain = *ask; /* known-good entries rest on values that a renaming changes */
    const struct flags *first = scr->flags;
    cordon_status st = CORDON_OK;
    plain.good = (struct good_view){ .good = NULL };
    if (ask->good.good) st = find_plain(scr, &plain, &first, err);
    if (!st)
        st = same_prove(scr->same_scratch, scr->flag_scratch, scr->policy, scr->rules, &plain, first, &scr->same, err);
    if (st) return st;
    scr->has_proof = true;
    check_sameness(scr);
    return CORDON_OK;
}

static void tell_no_kind(struct cordon_screener *scr)
{
    struct say_reason why = { SAY_RULES_LIMITED, 1, { say_string(STR("what"), STR("kind")) } };
    check_add(&scr->checks, STR("rules"), CHECK_SKIPPED, true, &why);
}

/* Red flags of a subject whose records say their kind; the others are names and numbers to compare. */
static cordon_status run_rules(struct cordon_screener *scr, struct cordon_error *err)
{
    const struct screen_ask *ask = scr->ask;
    if (!scr->options.rules) return CORDON_OK;
    if (!says_kind(ask)) {
        if (ask->more) tell_no_kind(scr); /* of a company's exports everybody is asked about */
        return CORDON_OK;
    }
    cordon_status st = open_rules(scr, err);
    if (st) return st;
    scr->has_flags = true;
    struct dossier d = { .subject = ask->subject, .records = ask->records, .count = ask->count,
                         .now_s = scr->options.as_of_s };
    struct flag_ask flag_ask = { .dossier = &d, .given = ask->given, .given_count = ask->given_count,
                                 .good = decide_good_view(scr) };
    if (scr->subject->wallet_count) st = give_wallets(scr, &flag_ask, err);
    if (st) return st;
    st = flags_find(scr->flag_scratch, scr->policy, scr->names, &flag_ask, &scr->arena, scr->flags,
                    err);
    if (st) return st;
    struct say_reason why = { .id = SAY_NONE };
    if (scr->flags->is_limited)
        why = (struct say_reason){ SAY_RULES_LIMITED, 1, { say_string(STR("what"), scr->flags->why) } };
    check_add(&scr->checks, STR("rules"), scr->flags->is_limited ? CHECK_LIMITED : CHECK_DONE, true,
              &why);
    return prove_sameness(scr, &flag_ask, err);
}

static cordon_status run(struct cordon_screener *scr, struct cordon_error *err)
{
    cordon_status st = subject_read(scr->ask->records, scr->ask->count, scr->options.as_of_s,
                                    (uint16_t)scr->policy->same_bp, &scr->arena, scr->names, scr->subject, err);
    for (size_t i = 0; !st && i < sizeof detectors / sizeof *detectors; i++)
        st = detectors[i]->run(scr, err);
    if (!st) st = run_rules(scr, err);
    if (st) return st;
    check_record(scr);
    decide_hits(scr);
    decide_good(scr);
    return scr->arena.failed ? error_nomem(err) : CORDON_OK;
}

/* Memory that ran out is trouble of the machine; a record that fills its arena is that record's. */
static cordon_status as_limit(struct cordon_screener *scr, cordon_status st,
                              struct cordon_error *why)
{
    if (st != CORDON_NOMEM || !scr->arena.over) return st;
    return error_set(why, CORDON_LIMIT, "the record takes more than %d MiB to screen",
                     SCREEN_ARENA_MAX >> 20);
}

/* The answer with as many hits as fit: the verdict and the best hits are never withheld because
 * there are many. */
static void write_fitting(struct cordon_screener *scr, enum cordon_verdict v)
{
    answer_write(scr, v, NULL);
    if (!scr->out.over) return;
    struct say_reason why = { SAY_LIMIT_REACHED, 2,
                              { say_string(STR("what"), STR("bytes of an answer")),
                                say_integer(STR("limit"), SCREEN_ANSWER_MAX) } };
    check_add(&scr->checks, STR("answer"), CHECK_LIMITED, false, &why);
    while (scr->out.over && scr->listed) {
        scr->listed = (scr->listed < scr->hits.count ? scr->listed : (uint32_t)scr->hits.count) / 2;
        answer_write(scr, v, NULL);
    }
}

/* --min says what is listed, never what counts: the verdict stands before this. */
static void hide_below_min(struct cordon_screener *scr)
{
    struct hit_list *l = &scr->hits;
    size_t kept = 0;
    for (size_t i = 0; i < l->count; i++) {
        const struct hit *h = &l->items[i];
        bool is_exact_kind = h->wallet || compared_number_meets(h->evidence);
        if (is_exact_kind || h->name.bp >= scr->show_bp) l->items[kept++] = *h;
    }
    scr->hidden = l->count - kept;
    l->count = kept;
}

/* The hit that decides is among those listed, even where more telling ones that do not count (a
 * weak alias, a discounted one) fill the limit. */
static void list_the_deciding(struct cordon_screener *scr, enum cordon_verdict v)
{
    struct hit_list *l = &scr->hits;
    size_t at = 0;
    if (v < CORDON_REVIEW || l->count <= scr->limit) return;
    while (at < l->count && l->items[at].verdict != v) at++;
    if (at == l->count || at < scr->limit) return;
    struct hit last = l->items[scr->limit - 1];
    l->items[scr->limit - 1] = l->items[at];
    l->items[at] = last;
}

/* What the lists say by themselves, hits below --min included. */
static void weigh_lists(struct cordon_screener *scr)
{
    for (size_t i = 0; i < scr->hits.count; i++) {
        const struct hit *h = &scr->hits.items[i];
        if (h->verdict == CORDON_CLEAR) continue;
        if (h->verdict > scr->list_verdict) scr->list_verdict = h->verdict;
        if (h->source->catalogue && str_eq(h->source->catalogue->tier, STR("designated")))
            scr->is_listed = true;
    }
}

/* Screen, or tell why the record could not be read. */
static cordon_status screen(struct cordon_screener *scr, const struct screen_ask *ask,
                            cordon_status read_status, const struct cordon_error *read_err,
                            struct cordon_answer *ret_answer, struct cordon_error *err)
{
    struct cordon_error why = { .status = CORDON_OK };
    begin(scr);
    scr->ask = ask;
    cordon_status st = read_status;
    if (st) why = *read_err;
    if (!st) st = run(scr, &why);
    st = as_limit(scr, st, &why);
    if (st == CORDON_NOMEM) return error_nomem(err);
    if (st) {
        fail(scr, st, &why, ret_answer);
    } else {
        enum cordon_verdict v = decide_record(scr);
        weigh_lists(scr);
        law_begin(scr, v);
        hide_below_min(scr);
        list_the_deciding(scr, v);
        write_fitting(scr, v);
        if (scr->arena.failed && !scr->arena.over) return error_nomem(err);
        *ret_answer = (struct cordon_answer){ .verdict = v, .is_limited = is_limited(scr),
                                              .suppressed = scr->suppressed,
                                              .reopened = scr->reopened,
                                              .json = buf_str(&scr->out) };
    }
    if (!scr->out.failed) return CORDON_OK;
    /* an answer that does not fit is a limit of this record, not of the batch */
    bool is_limit = buf_status(&scr->out) == CORDON_LIMIT;
    if (!is_limit) return error_nomem(err);
    error_set(&why, CORDON_LIMIT, "the answer is longer than %d bytes", SCREEN_ANSWER_MAX);
    fail(scr, CORDON_LIMIT, &why, ret_answer);
    return scr->out.failed ? error_nomem(err) : CORDON_OK;
}

cordon_status screen_subject(struct cordon_screener *scr, const struct screen_ask *ask,
                             struct cordon_answer *ret_answer, struct cordon_error *err)
{
    return screen(scr, ask, CORDON_OK, NULL, ret_answer, err);
}

cordon_status screen_refused(struct cordon_screener *scr, const struct screen_ask *ask, cordon_status why_status,
                             const struct cordon_error *why, struct cordon_answer *ret_answer,
                             struct cordon_error *err)
{
    return screen(scr, ask, why_status, why, ret_answer, err);
}

cordon_status screen_record(struct cordon_screener *scr, const struct record *record,
                            cordon_status read_status, const struct cordon_error *read_err,
                            struct cordon_answer *ret_answer, struct cordon_error *err)
{
    const struct screen_ask ask = { .records = &record, .count = 1, .subject = record->subject };
    return screen(scr, &ask, read_status, read_err, ret_answer, err);
}

cordon_status cordon_screen_json(struct cordon_screener *s, cordon_str record, uint64_t line,
                                 struct cordon_answer *ret_answer, struct cordon_error *err)
{
    struct record r = { .line = line };
    struct cordon_error why = { .status = CORDON_OK };
    arena_reset(&s->arena);
    cordon_status st = record_from_json(s->reader, record, line, 1, &s->arena, &r, &why);
    return screen_record(s, &r, st, &why, ret_answer, err);
}
