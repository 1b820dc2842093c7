/* The answer as JSON: the one object that programs, terminal and pages show. */
#include "engine/screener.h"

#include "engine/actions.h"
#include "engine/party.h"

#include "base/json.h"
#include "base/num.h"
#include "base/date.h"

#include <assert.h>
#include <stdio.h>

static str verdict_str(enum cordon_verdict v)
{
    return str_c(cordon_verdict_name(v));
}

static str check_state_name(enum check_state s)
{
    switch (s) {
    case CHECK_FAILED: return STR("failed");
    case CHECK_DONE: return STR("done");
    case CHECK_STALE: return STR("stale");
    case CHECK_LIMITED: return STR("limited");
    case CHECK_SKIPPED: return STR("skipped");
    }
    return STR("failed");
}

/* What memory cut short must not pass for the whole text. */
static void check_text(struct cordon_screener *scr, cordon_status st)
{
    bool is_cut = scr->telling.failed || scr->arena.failed;
    assert(st != CORDON_ARGUMENT || is_cut); /* a reason without one of its parameters */
    if (st == CORDON_NOMEM || scr->telling.failed) scr->out.failed = true;
}

static void write_check(struct cordon_screener *scr, struct json_writer *w, const struct check *c)
{
    json_w_object(w);
    json_w_key_str(w, STR("id"), c->id);
    json_w_key_str(w, STR("state"), check_state_name(c->state));
    json_w_key(w, STR("required"));
    json_w_bool(w, c->is_required);
    if (c->why.id != SAY_NONE) {
        buf_reset(&scr->scratch);
        check_text(scr, say_text(scr->lang, c->why.id, c->why.params, c->why.count, &scr->scratch));
        json_w_key_str(w, STR("why"), buf_str(&scr->scratch));
        json_w_key_str(w, STR("reason"), say_id_name(c->why.id));
    }
    json_w_object_end(w);
}

static void write_checks(struct cordon_screener *scr, struct json_writer *w)
{
    json_w_key(w, STR("checks"));
    json_w_array(w);
    for (size_t i = 0; i < scr->standing.count; i++)
        write_check(scr, w, &scr->standing.items[i]);
    for (size_t i = 0; i < scr->checks.count; i++) write_check(scr, w, &scr->checks.items[i]);
    json_w_array_end(w);
}

static void write_field(struct json_writer *w, enum compared_field f, const struct compared *e)
{
    json_w_key(w, compared_field_name(f));
    json_w_object(w);
    json_w_key_str(w, STR("state"), compared_state_name(e->state));
    if (e->record.len) json_w_key_str(w, STR("record"), e->record);
    if (e->listed.len) json_w_key_str(w, STR("listed"), e->listed);
    if (e->record.len && f != COMPARED_KIND)
        json_w_key_str(w, STR("proof"), record_proof_name(e->proof));
    json_w_key(w, STR("evidence_cb"));
    json_w_i64(w, e->cb);
    json_w_object_end(w);
}

static void write_programs(struct json_writer *w, const struct hit *h)
{
    const struct entity_set *set = &h->source->entities;
    json_w_key(w, STR("programs"));
    json_w_array(w);
    for (uint32_t row = h->row; row < entity_family_end(set, h->row); row++) {
        struct entity e;
        struct entity_statement st;
        if (!entity_get(set, row, &e)) break;
        for (uint32_t i = 0; i < e.statement_count; i++)
            if (entity_statement_get(set, e.first_statement + i, &st) &&
                st.prop == FTM_PROP_PROGRAM)
                json_w_str(w, st.value);
    }
    json_w_array_end(w);
}

static str matched_as(const struct hit *h)
{
    if (h->wallet == WALLET_LISTED) return STR("wallet");
    if (!h->name.bp) return h->wallet == WALLET_NEAR ? STR("wallet") : STR("identifier");
    if (h->name.flags & NAME_WEAK) return STR("weak_alias");
    if (h->name.flags & NAME_FORMER) return STR("former_name");
    return h->name.flags & NAME_PRIMARY ? STR("name") : STR("alias");
}

static void write_reasons(struct cordon_screener *scr, struct json_writer *w, const struct hit *h)
{
    struct say_reason reasons[HIT_REASONS_MAX];
    size_t count = hit_reasons(scr, h, reasons);
    json_w_key(w, STR("reasons"));
    json_w_array(w);
    for (size_t i = 0; i < count; i++) {
        json_w_object(w);
        check_text(scr, say_write_reason(w, scr->lang, &reasons[i], &scr->scratch));
        json_w_object_end(w);
    }
    json_w_array_end(w);
}

/* Whom of the record it is about, and where that stood, when not in the record's own fields. */
static void write_party(const struct cordon_screener *scr, struct json_writer *w,
                        const struct hit *h)
{
    const struct subject_other *other = subject_other(scr->subject, h->party);
    const struct record_value *v = hit_value(h);
    if (other) json_w_key_str(w, STR("role"), party_roles[other->role]);
    if (!v || record_field_info(v->field)->group == GROUP_NONE) return;
    json_w_key(w, STR("given_in"));
    json_w_object(w);
    json_w_key_str(w, STR("field"), record_field_info(v->field)->path);
    json_w_key_u64(w, STR("item"), v->item);
    json_w_key_str(w, STR("value"), v->text);
    json_w_object_end(w);
}

/* --- one party on several lists ------------------------------------------------------------------ */

static bool is_member(const struct cordon_screener *scr, const struct hit *h, const struct party_member *m)
{
    return h->source == &scr->set->source[m->source] && h->row == m->row;
}

/* The hit on this entry, about the same party of the record; NULL when there is none. */
static const struct hit *hit_on(const struct cordon_screener *scr, const struct party_member *m,
                                uint32_t party, size_t most)
{
    for (size_t i = 0; i < scr->hits.count && i < most; i++)
        if (scr->hits.items[i].party == party && is_member(scr, &scr->hits.items[i], m))
            return &scr->hits.items[i];
    return NULL;
}

/* Of the hits that the answer lists on entries of one party, the one that stands for them: the gravest,
 * and of these the first. */
static const struct hit *best_of(const struct cordon_screener *scr, uint32_t group, uint32_t party,
                                 size_t listed)
{
    const struct hit *best = NULL;
    for (size_t i = 0; i < listed; i++) {
        const struct hit *h = &scr->hits.items[i];
        struct party_member m;
        if (h->party != party || !party_find(scr->set->links, (size_t)(h->source - scr->set->source), h->row, &m) ||
            m.group != group)
            continue;
        if (!best || h->verdict > best->verdict) best = h;
    }
    return best;
}

/* The strongest of what links an entry with the others. */
static void write_link(const struct cordon_screener *scr, struct json_writer *w,
                       const struct party_member *m)
{
    uint32_t ends[2];
    enum party_why why;
    str text;
    for (uint32_t i = 0; party_link_at(scr->set->links, m->group, i, ends, &why, &text); i++) {
        if (ends[0] != m->index && ends[1] != m->index) continue;
        json_w_key_str(w, STR("link"), party_why_word(why));
        json_w_key_str(w, STR("value"), text);
        return;
    }
}

static void write_also_row(const struct cordon_screener *scr, struct json_writer *w, const struct hit *h,
                           const struct party_member *m)
{
    const struct set_source *s = &scr->set->source[m->source];
    const struct hit *other = hit_on(scr, m, h->party, scr->hits.count);
    struct entity e;
    if (!entity_get(&s->entities, m->row, &e)) return;
    json_w_object(w);
    json_w_key_str(w, STR("entity_id"), e.id);
    json_w_key_str(w, STR("source"), s->about.source);
    json_w_key_str(w, STR("entry"), e.entry);
    json_w_key_str(w, STR("name"), entity_value(&s->entities, &e, FTM_PROP_NAME));
    write_link(scr, w, m);
    if (other) {
        json_w_key_u64(w, STR("name_bp"), other->name.bp);
        json_w_key_u64(w, STR("score_bp"), other->score_bp);
        json_w_key_str(w, STR("verdict"), verdict_str(other->verdict));
    }
    json_w_object_end(w);
}

/* A hit on an entry that other lists have too: the best of the answer names the others, the others name
 * the best. Verdicts do not change by it: each list's row counts as it did. */
static void write_same_party(const struct cordon_screener *scr, struct json_writer *w, const struct hit *h)
{
    struct party_member me, m;
    struct entity e;
    size_t listed = scr->hits.count < scr->listed ? scr->hits.count : scr->listed;
    if (!party_find(scr->set->links, (size_t)(h->source - scr->set->source), h->row, &me)) return;
    const struct hit *best = best_of(scr, me.group, h->party, listed);
    if (best && best != h) {
        if (entity_get(&best->source->entities, best->row, &e)) json_w_key_str(w, STR("same_as"), e.id);
        return;
    }
    json_w_key(w, STR("also"));
    json_w_array(w);
    for (uint32_t i = 0; party_member_at(scr->set->links, me.group, i, &m); i++)
        if (m.index != me.index && m.source < scr->set->source_count && scr->is_used[m.source])
            write_also_row(scr, w, h, &m);
    json_w_array_end(w);
}

static void write_hit(struct cordon_screener *scr, struct json_writer *w, const struct hit *h)
{
    const struct entity_set *set = &h->source->entities;
    struct entity e = { .row = 0 };
    struct entity_statement st = { .value = STR_EMPTY };
    char hex[SHA_HEX_LEN + 1];
    entity_get(set, h->row, &e);
    if (h->name.bp) entity_statement_get(set, h->name.statement, &st);
    json_w_object(w);
    json_w_key_str(w, STR("entity_id"), e.id);
    json_w_key_str(w, STR("source"), h->source->about.source);
    json_w_key_str(w, STR("entry"), e.entry);
    json_w_key_str(w, STR("schema"), ftm_schema_name(e.schema));
    json_w_key_str(w, STR("name"), entity_value(set, &e, FTM_PROP_NAME));
    json_w_key_str(w, STR("matched_name"), st.value);
    json_w_key_str(w, STR("matched_as"), matched_as(h));
    json_w_key_u64(w, STR("name_bp"), h->name.bp);
    json_w_key_u64(w, STR("score_bp"), h->score_bp);
    json_w_key_str(w, STR("verdict"), verdict_str(h->verdict));
    json_w_key(w, STR("discounted"));
    json_w_bool(w, h->is_discounted);
    good_write(w, &h->good, verdict_str(h->without));
    write_programs(w, h);
    if (h->label.klass && h->wallet == WALLET_LISTED) wallet_label_write(w, scr->policy, &h->label);
    write_same_party(scr, w, h);
    write_party(scr, w, h);
    json_w_key(w, STR("fields"));
    json_w_object(w);
    for (int f = 0; f < COMPARED_COUNT; f++)
        write_field(w, (enum compared_field)f, &h->evidence[f]);
    json_w_object_end(w);
    write_reasons(scr, w, h);
    if (scr->options.explain) explain_write_hit(w, scr->policy, h);
    json_w_key_str(w, STR("edition"), h->source->about.edition);
    if (e.row_hash) {
        sha_hex(e.row_hash, hex);
        json_w_key_str(w, STR("row_sha256"), str_c(hex));
    }
    bool is_exact = h->wallet || compared_number_meets(h->evidence); /* never known good */
    if (scr->mark.len && !is_exact) json_w_key_str(w, STR("mark"), scr->mark);
    json_w_object_end(w);
}

/* --- the whole ------------------------------------------------------------------------------------ */

static void write_error(struct json_writer *w, const struct answer_error *f)
{
    json_w_key(w, STR("error"));
    json_w_object(w);
    json_w_key_str(w, STR("status"), str_c(cordon_status_name(f->status)));
    if (f->err.file[0]) json_w_key_str(w, STR("sheet"), str_c(f->err.file)); /* of a workbook */
    if (f->line) json_w_key_u64(w, STR("line"), f->line);
    if (f->err.column) json_w_key_u64(w, STR("column"), f->err.column);
    json_w_key_str(w, STR("message"), str_c(f->err.message));
    json_w_object_end(w);
}

static bool has_value(const struct record *r, str text, const struct record_value **ret)
{
    for (size_t i = 0; text.len && i < r->value_count; i++)
        if (str_find(r->values[i].text, text, 0) != SIZE_MAX) {
            *ret = &r->values[i];
            return true;
        }
    return false;
}

/* The rows that what was given stands in. */
static void write_given_rows(struct json_writer *w, const struct screen_ask *ask, str given)
{
    json_w_key(w, STR("rows"));
    json_w_array(w);
    for (size_t i = 0, shown = 0; i < ask->count && shown < FEATURE_ORIGINS_MAX; i++) {
        const struct record_value *v = NULL;
        if (!has_value(ask->records[i], given, &v)) continue;
        flags_write_row(w, ask->records[i], v);
        shown++;
    }
    json_w_array_end(w);
}

/* What was given, as it stands in its value: a zone's name stands there in other signs. */
static str given_text(const struct hit *h)
{
    const struct record_value *v = hit_value(h);
    bool is_number = compared_number_meets(h->evidence);
    str piece = h->wallet    ? h->given_wallet
                : is_number ? h->evidence[COMPARED_IDENTIFIER].record
                            : h->name.given;
    return !v || str_find(v->text, piece, 0) != SIZE_MAX ? piece : v->text;
}

/* A listed party that counts, as one of the reasons: its strongest own reason, and the rows. */
static void write_hit_reason(struct cordon_screener *scr, struct json_writer *w, size_t index)
{
    const struct hit *h = &scr->hits.items[index];
    struct say_reason reasons[HIT_REASONS_MAX];
    size_t count = hit_reasons(scr, h, reasons);
    json_w_object(w);
    json_w_key_str(w, STR("class"), STR("list"));
    if (count) {
        buf_reset(&scr->scratch);
        check_text(scr, say_text(scr->lang, reasons[0].id, reasons[0].params, reasons[0].count,
                                 &scr->scratch));
        json_w_key_str(w, STR("id"), say_id_name(reasons[0].id));
        json_w_key_str(w, STR("title"), buf_str(&scr->scratch));
    }
    json_w_key_str(w, STR("list"), h->source->about.source);
    json_w_key_u64(w, STR("hit"), index);
    write_given_rows(w, scr->ask, given_text(h));
    json_w_object_end(w);
}

/* Are the records of several files together? Then an answer names the rows it rests on. */
static bool is_gathered(const struct screen_ask *ask)
{
    return ask->count > 1 || ask->records[0]->file.len;
}

static void write_all_reasons(struct cordon_screener *scr, struct json_writer *w, size_t listed)
{
    bool is_whole = is_gathered(scr->ask);
    if (!is_whole && !scr->has_flags) return;
    json_w_key(w, STR("reasons"));
    json_w_array(w);
    for (size_t i = 0; is_whole && i < listed; i++)
        if (scr->hits.items[i].verdict > CORDON_CLEAR) write_hit_reason(scr, w, i);
    if (scr->has_flags) flags_write(w, scr->rules, scr->lang, scr->ask, scr->flags);
    json_w_array_end(w);
}

/* Where one of several records stands. */
static void write_record(struct json_writer *w, const struct record *r)
{
    json_w_object(w);
    if (r->file.len) json_w_key_str(w, STR("file"), r->file);
    if (r->sheet.len) json_w_key_str(w, STR("sheet"), r->sheet);
    if (r->line) json_w_key_u64(w, STR("line"), r->line);
    json_w_key_str(w, STR("id"), r->id);
    if (r->kind) json_w_key_str(w, STR("kind"), record_kind_name(r->kind));
    json_w_object_end(w);
}

/* Which records the answer is about. */
static void write_records(struct json_writer *w, const struct screen_ask *ask)
{
    if (!is_gathered(ask)) return;
    json_w_key_u64(w, STR("records_total"), ask->total ? ask->total : ask->count);
    if (ask->files) json_w_key_u64(w, STR("files_total"), ask->files);
    json_w_key(w, STR("records"));
    json_w_array(w);
    for (size_t i = 0; i < ask->count && i < SCREEN_RECORDS_SHOWN; i++) write_record(w, ask->records[i]);
    json_w_array_end(w);
}

/* What people took out of the count stands in every answer, also as none. */
static void write_good_counts(const struct cordon_screener *scr, struct json_writer *w)
{
    if (!scr->options.good || !cordon_good_count(scr->options.good)) return;
    json_w_key_u64(w, STR("suppressed"), scr->suppressed);
    json_w_key_u64(w, STR("reopened"), scr->reopened);
}

/* Which fields the records have, and when they were made: what a forecast counts by. */
static void write_given(const struct cordon_screener *scr, struct json_writer *w,
                        const struct answer_error *failure)
{
    const struct screen_ask *ask = scr->ask;
    bool seen[FIELD_COUNT] = { [FIELD_NONE] = true };
    struct moment at, first = { .s = INT64_MAX };
    if (!scr->options.tell_given || failure) return;
    json_w_key(w, STR("given"));
    json_w_object(w);
    json_w_key(w, STR("fields"));
    json_w_array(w);
    for (size_t i = 0; i < ask->count; i++)
        for (size_t k = 0; k < ask->records[i]->value_count; k++) {
            const struct record_value *v = &ask->records[i]->values[k];
            bool is_time = v->field == FIELD_TIME || v->field == FIELD_APP_APPLIED_AT;
            if (is_time && moment_read(v->text, &at) && at.s < first.s) first = at;
            if (!seen[v->field]) json_w_str(w, record_field_info(v->field)->path);
            seen[v->field] = true;
        }
    json_w_array_end(w);
    if (first.s != INT64_MAX) {
        json_w_key(w, STR("time_s"));
        json_w_i64(w, first.s);
    }
    json_w_object_end(w);
}

void answer_write(struct cordon_screener *scr, enum cordon_verdict verdict,
                  const struct answer_error *failure)
{
    struct json_writer w;
    const struct screen_ask *ask = scr->ask;
    size_t listed = failure ? 0 : scr->hits.count;
    if (listed > scr->listed) listed = scr->listed;
    buf_reset(&scr->out);
    json_w_init(&w, &scr->out);
    json_w_object(&w);
    json_w_key_str(&w, STR("id"), ask->records[0]->id);
    if (ask->subject.len) json_w_key_str(&w, STR("subject"), ask->subject);
    if (ask->name.len) json_w_key_str(&w, STR("name"), ask->name);
    json_w_key_str(&w, STR("verdict"), verdict_str(verdict));
    if (failure) write_error(&w, failure);
    if (scr->has_flags) flags_write_sum(&w, scr->flags);
    if (scr->has_proof) same_write(&w, &scr->same);
    write_all_reasons(scr, &w, listed);
    write_records(&w, ask);
    if (ask->more && !failure) ask->more(ask->more_ctx, &w, scr);
    write_checks(scr, &w);
    json_w_key(&w, STR("hits"));
    json_w_array(&w);
    for (size_t i = 0; i < listed; i++) write_hit(scr, &w, &scr->hits.items[i]);
    json_w_array_end(&w);
    json_w_key_u64(&w, STR("hits_total"), failure ? 0 : scr->hits.count);
    if (scr->hidden) json_w_key_u64(&w, STR("hits_below_min"), scr->hidden);
    write_good_counts(scr, &w);
    write_given(scr, &w, failure);
    actions_write(scr, &w, verdict, failure != NULL);
    law_write(scr, &w);
    if (scr->options.explain && scr->has_flags) explain_write_sum(&w, scr->policy, scr->flags);
    json_w_key(&w, STR("provenance"));
    json_w_raw(&w, buf_str(&scr->provenance));
    if (scr->options.facts && verdict > CORDON_CLEAR) facts_write(&w, scr);
    json_w_object_end(&w);
}

void answer_provenance(struct cordon_screener *scr)
{
    char as_of[32];
    struct json_writer w;
    buf_reset(&scr->provenance);
    json_w_init(&w, &scr->provenance);
    json_w_object(&w);
    json_w_key_str(&w, STR("set"), cordon_set_hash(scr->set));
    json_w_key_str(&w, STR("engine"), str_c(cordon_version()));
    json_w_key_str(&w, STR("policy"), scr->policy->name);
    date_time_text(scr->options.as_of_s, as_of);
    json_w_key_str(&w, STR("as_of"), str_c(as_of));
    json_w_key(&w, STR("lists"));
    json_w_array(&w);
    for (size_t i = 0; i < scr->set->source_count; i++) {
        const struct set_source *s = &scr->set->source[i];
        if (!scr->is_used[i]) continue;
        json_w_object(&w);
        json_w_key_str(&w, STR("source"), s->about.source);
        json_w_key_str(&w, STR("edition"), s->about.edition);
        json_w_key(&w, STR("starter"));
        json_w_bool(&w, s->is_starter);
        json_w_key_u64(&w, STR("entries"), s->about.counts.entries);
        if (s->about.counts.long_names) /* found by their parts only */
            json_w_key_u64(&w, STR("long_names"), s->about.counts.long_names);
        if (s->about.accepted.len) json_w_key_str(&w, STR("accepted"), s->about.accepted);
        json_w_object_end(&w);
    }
    json_w_array_end(&w);
    if (scr->options.good && cordon_good_count(scr->options.good)) {
        json_w_key(&w, STR("good"));
        json_w_object(&w);
        json_w_key_u64(&w, STR("entries"), cordon_good_count(scr->options.good));
        json_w_key_str(&w, STR("seal"), str_c(scr->options.good->seal));
        json_w_object_end(&w);
    }
    json_w_object_end(&w);
}
