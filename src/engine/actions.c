/* Which actions an answer suggests: rows of data/actions.tsv, by cause, verdict and kind. */
#include "engine/actions.h"

#include "engine/screener.h"

#include "base/date.h"

#include <stdio.h>

uint32_t actions_kinds(const struct record *const *records, size_t count)
{
    uint32_t kinds = 0;
    for (size_t i = 0; i < count; i++)
        if (records[i]->kind) kinds |= 1u << records[i]->kind;
    return kinds;
}

static bool bears_on(const struct action_row *row, uint32_t kinds)
{
    return !row->kinds || !kinds || (row->kinds & kinds);
}

/* --- what holds of this answer -------------------------------------------------------------------- */

/* Is something of the record itself not as it should be? The checks of a record are about its
 * values, save those of the lists' side. */
static bool is_record_open(const struct check_list *c)
{
    for (size_t i = 0; i < c->count; i++) {
        const struct check *k = &c->items[i];
        bool is_other = str_eq(k->id, STR("wallet")) || str_eq(k->id, STR("hits")) ||
                        str_eq(k->id, STR("sameness"));
        if (k->is_required && k->state != CHECK_DONE && !is_other) return true;
    }
    return false;
}

/* Is a required check with this beginning not done? */
static bool is_open(const struct check_list *c, str id)
{
    for (size_t i = 0; i < c->count; i++)
        if (c->items[i].is_required && c->items[i].state != CHECK_DONE &&
            str_starts(c->items[i].id, id))
            return true;
    return false;
}

static bool lacks_birth_date(const struct cordon_screener *scr)
{
    const struct hit *top = scr->hits.count ? &scr->hits.items[0] : NULL;
    return top && top->evidence[COMPARED_BIRTH_DATE].state == COMPARED_ABSENT &&
           top->evidence[COMPARED_BIRTH_DATE].listed.len;
}

/* Does a flag that counts bring a question? */
static bool has_question(const struct cordon_screener *scr)
{
    for (size_t i = 0; scr->has_flags && i < scr->flags->count; i++) {
        const struct flag *f = &scr->flags->item[i];
        const struct rule_cordon *c = &rule_set_info(scr->rules->set, f->rule)->cordon;
        if ((f->is_counted || f->is_legal) && c->asks.in[RULE_EN].len) return true;
    }
    return false;
}

static bool has_legal_fact(const struct cordon_screener *scr)
{
    return scr->has_flags && scr->flags->count && scr->flags->item[0].is_legal; /* they stand first */
}

static bool holds(const struct cordon_screener *scr, enum action_when when, bool is_failure)
{
    switch (when) {
    case ACTION_ALWAYS: return true;
    case ACTION_RECORD_OPEN: return is_failure || is_record_open(&scr->checks);
    case ACTION_WALLET_OPEN: return is_open(&scr->checks, STR("wallet"));
    case ACTION_SCRIPT_OPEN: return is_open(&scr->checks, STR("script"));
    case ACTION_SAME_OPEN: return is_open(&scr->checks, STR("sameness"));
    case ACTION_LIST_OPEN: return !is_failure && is_open(&scr->standing, STR("list:"));
    case ACTION_READABLE: return !is_failure;
    case ACTION_NO_BIRTH: return lacks_birth_date(scr);
    case ACTION_ASKS: return has_question(scr);
    case ACTION_LEGAL: return has_legal_fact(scr);
    case ACTION_WHEN_COUNT: break;
    }
    return false;
}

static unsigned level_of(enum cordon_verdict v)
{
    switch (v) {
    case CORDON_UNDECIDED: return ACTION_UNDECIDED;
    case CORDON_CLEAR: return 0;
    case CORDON_REVIEW: return ACTION_REVIEW;
    case CORDON_ESCALATE: return ACTION_ESCALATE;
    case CORDON_STOP: return ACTION_STOP;
    }
    return 0;
}

/* The verdict that each cause reaches by itself: a list's stop does not make the flags worse. */
static void find_levels(const struct cordon_screener *scr, enum cordon_verdict v,
                        unsigned ret[ACTION_CAUSE_COUNT])
{
    memset(ret, 0, ACTION_CAUSE_COUNT * sizeof *ret);
    if (v == CORDON_UNDECIDED)
        ret[ACTION_CAUSE_RECORD] = ret[ACTION_CAUSE_CHECK] = ACTION_UNDECIDED;
    if (v < CORDON_REVIEW) return;
    ret[ACTION_CAUSE_LIST] = level_of(scr->list_verdict);
    if (!scr->has_flags) return;
    ret[ACTION_CAUSE_FLAGS] = scr->flags->is_verify ? ACTION_VERIFY : level_of(scr->flags->verdict);
}

/* --- writing ---------------------------------------------------------------------------------------- */

static void write_row(struct json_writer *w, enum say_lang lang, const struct action_row *row)
{
    json_w_key_str(w, STR("text"), say_message(lang, row->text));
    if (row->back.len) json_w_key_str(w, STR("roll_back"), say_message(lang, row->back));
    json_w_key_str(w, STR("approver"), row->approver);
}

static void write_action(const struct cordon_screener *scr, struct json_writer *w,
                         const struct action_row *row)
{
    json_w_object(w);
    json_w_key_str(w, STR("id"), row->id);
    if (row->days) {
        char day[16];
        date_text(screener_day(scr) + row->days, day);
        json_w_key_str(w, STR("expires"), str_c(day));
    }
    write_row(w, scr->lang, row);
    json_w_object_end(w);
}

void actions_write(const struct cordon_screener *scr, struct json_writer *w,
                   enum cordon_verdict v, bool is_failure)
{
    unsigned level[ACTION_CAUSE_COUNT];
    uint32_t kinds = actions_kinds(scr->ask->records, scr->ask->count);
    uint64_t said = 0; /* rows, as bits: at most 64, see the test */
    find_levels(scr, v, level);
    json_w_key(w, STR("actions"));
    json_w_array(w);
    for (size_t i = 0; i < action_count; i++) {
        const struct action *a = &action_table[i];
        bool is_said = false;
        if (!(a->verdicts & level[a->cause]) || !bears_on(&a->row, kinds)) continue;
        if (!holds(scr, a->when, is_failure)) continue;
        for (size_t k = 0; k < i && !is_said; k++)
            is_said = (said >> k & 1) && str_eq(action_table[k].row.id, a->row.id);
        if (is_said) continue;
        said |= (uint64_t)1 << i;
        write_action(scr, w, &a->row);
    }
    json_w_array_end(w);
}

void containment_write(struct json_writer *w, enum say_lang lang, uint32_t kinds)
{
    uint64_t step = 0;
    json_w_array(w);
    for (size_t i = 0; i < contain_count; i++) {
        const struct contain_step *s = &contain_table[i];
        char key[64];
        if (!bears_on(&s->row, kinds)) continue;
        json_w_object(w);
        json_w_key_u64(w, STR("step"), ++step);
        json_w_key_str(w, STR("id"), s->row.id);
        json_w_key_str(w, STR("phase"), s->phase);
        snprintf(key, sizeof key, "phase.%.*s", STR_ARG(s->phase));
        json_w_key_str(w, STR("phase_text"), say_message(lang, str_c(key)));
        if (s->row.days) json_w_key_u64(w, STR("days"), s->row.days);
        write_row(w, lang, &s->row);
        json_w_object_end(w);
    }
    json_w_array_end(w);
}
