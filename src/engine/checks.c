/* What was done for an answer and what was not: lists and their age, what of the records could not be read or compared. */
#include "engine/screener.h"

#include "base/date.h"

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

cordon_status check_sources(str list, struct cordon_error *err)
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
void check_lists(struct cordon_screener *scr)
{
    str asked = scr->options.require.len ? scr->options.require : scr->options.only;
    bool is_explicit = asked.len != 0;
    str required = is_explicit ? asked : scr->policy->required;
    str only = scr->options.only;
    for (size_t i = 0; i < scr->set->source_count; i++)
        scr->is_used[i] = !only.len || names_source(only, scr->set->source[i].about.source);
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

/* --- what the records make doubtful --------------------------------------------------------------- */

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

str check_listed(struct cordon_screener *scr)
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
    *ret_names = count ? check_listed(scr) : STR_EMPTY;
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
                                    say_string(STR("fields"), check_listed(scr)) } };
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

void check_record(struct cordon_screener *scr)
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

bool checks_are_limited(const struct cordon_screener *scr)
{
    for (size_t i = 0; i < scr->checks.count; i++) {
        const struct check *c = &scr->checks.items[i];
        if (c->is_required && c->state == CHECK_LIMITED) return true;
    }
    return false;
}
