/*
 * What to do next, as data: the actions an answer suggests, and the checklist for somebody who
 * already has access. Private to engine/.
 *
 *   cause (record, checks, lists, flags) and its own verdict -> rows of data/actions.tsv -> "actions"
 *
 * A row says who answers for it, until when it holds, and how it is undone.
 */
#ifndef ENGINE_ACTIONS_H
#define ENGINE_ACTIONS_H

#include <cordon/screen.h>

#include "base/json.h"
#include "say/say.h"

/** What rows of both tables have. */
struct action_row {
    str      id;
    str      text, back; /* keys of messages; back: "" when nothing is restricted */
    str      approver;   /* "analyst", "manager", "compliance", "legal" */
    uint32_t kinds;      /* 1 << enum record_kind; 0: any */
    uint16_t days;       /* until it lapses; 0: until it is decided */
};

enum action_cause {
    ACTION_CAUSE_RECORD = 0,
    ACTION_CAUSE_CHECK,
    ACTION_CAUSE_LIST,
    ACTION_CAUSE_FLAGS,
    ACTION_CAUSE_COUNT,
};

/* Verdicts of one cause, as bits. Verify is the upper part of review, by red flags. */
enum {
    ACTION_UNDECIDED = 1u << 0,
    ACTION_REVIEW = 1u << 1,
    ACTION_VERIFY = 1u << 2,
    ACTION_ESCALATE = 1u << 3,
    ACTION_STOP = 1u << 4,
};

enum action_when {
    ACTION_ALWAYS = 0,
    ACTION_RECORD_OPEN,
    ACTION_WALLET_OPEN,
    ACTION_SCRIPT_OPEN,
    ACTION_SAME_OPEN,
    ACTION_LIST_OPEN,
    ACTION_READABLE,
    ACTION_NO_BIRTH,
    ACTION_ASKS,
    ACTION_LEGAL,
    ACTION_WHEN_COUNT,
};

struct action {
    struct action_row row;
    enum action_cause cause;
    enum action_when  when;
    uint8_t           verdicts; /* as bits */
};

struct contain_step {
    struct action_row row;
    str               phase; /* "decide", "keep", "narrow", "hold", "look", "after" */
};

/* In the order in which they are said and done. Generated from data/. */
extern const struct action       action_table[];
extern const size_t              action_count;
extern const struct contain_step contain_table[];
extern const size_t              contain_count;

/**
 * Write the checklist for somebody who already has access and is escalated, as an array of
 * {"step","id","phase","phase_text","text","days","roll_back","approver"}, in the order of doing.
 *
 * @param kinds  kinds of the subject's records as bits 1 << enum record_kind; 0: all steps
 *
 * `days` only where a step lapses, counted from the day it is taken; `roll_back` only where it
 * restricts somebody.
 */
void containment_write(struct json_writer *w, enum say_lang lang, uint32_t kinds);

struct cordon_screener;
struct record;

/** Kinds that records say of themselves, as bits; 0: none of them says one. */
uint32_t actions_kinds(const struct record *const *records, size_t count);
/** Write "actions" of the answer into the object that `w` has open. */
void actions_write(const struct cordon_screener *scr, struct json_writer *w,
                   enum cordon_verdict v, bool is_failure);

#endif
