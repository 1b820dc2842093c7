/*
 * Reasons as data, and their texts in English, Korean, Japanese and Indonesian.
 *
 * A reason is an id of data/reasons.tsv and its typed parameters. JSON carries id and parameters,
 * so a program needs no text; the text beside them is put together here from data/messages,
 * the same for terminal, HTML and web.
 *
 *     { SAY_NAME_EXACT, { given, listed } }  ->  The name “Testina” is the same as ...
 *
 * Texts hold three kinds of placeholders, all naming a parameter:
 *     {days}            its value
 *     {days|day|days}   the first word when it is 1, else the second
 *     {who:은/는}        the Korean particle that fits the sound of the text written so far: the
 *                       first after a closed syllable, the second after an open one (으로/로 counts
 *                       ㄹ as open); both, as 은(는), when the sound is not known
 */
#ifndef SAY_SAY_H
#define SAY_SAY_H

#include "base/buf.h"
#include "base/error.h"
#include "base/json.h"
#include "say/say_ids.h" /* generated from data/reasons.tsv: enum say_id */

enum say_lang {
    SAY_LANG_EN = 0,
    SAY_LANG_KO,
    SAY_LANG_JA,
    SAY_LANG_ID,
    SAY_LANG_COUNT,
};

/** The language with this code ("en", "ko-KR", "ja_JP.UTF-8"): what stands before '-', '_' or '.'
 *  counts, without case. @return false when it is none of the four; *ret_lang is then English */
bool say_lang_find(str code, enum say_lang *ret_lang);

/** Types of a parameter. */
enum say_type {
    SAY_STRING = 0,
    SAY_INTEGER,
    SAY_DATE,   /* "1970-02-05", "1970-02", "1970"; "~1965" circa; "1964/1966" a range */
    SAY_BP,     /* 8750 is 87.5% */
    SAY_MONEY,  /* integer of minor units, exponent, currency code */
    SAY_ENTITY, /* id and name of a list entry */
    SAY_PATH,   /* where in the input: "birth_date.value" */
    SAY_WORD,   /* a word of the message tables: "proof.verified" */
};

struct say_param {
    str           name;
    enum say_type type;
    str           text;     /* string, date, path; word: its key; money: currency; entity: name */
    str           id;       /* entity: its id */
    int64_t       number;   /* integer, bp, money */
    uint8_t       exponent; /* money: 2 for cents; at most 18 */
};

/* One parameter; all text is borrowed. */
static inline struct say_param say_string(str name, str text)
{
    return (struct say_param){ .name = name, .type = SAY_STRING, .text = text };
}
static inline struct say_param say_integer(str name, int64_t number)
{
    return (struct say_param){ .name = name, .type = SAY_INTEGER, .number = number };
}
static inline struct say_param say_date(str name, str date)
{
    return (struct say_param){ .name = name, .type = SAY_DATE, .text = date };
}
static inline struct say_param say_bp(str name, uint16_t bp)
{
    return (struct say_param){ .name = name, .type = SAY_BP, .number = bp };
}
static inline struct say_param say_money(str name, int64_t minor, uint8_t exponent, str currency)
{
    return (struct say_param){ .name = name, .type = SAY_MONEY, .text = currency,
                               .number = minor, .exponent = exponent };
}
static inline struct say_param say_entity(str name, str id, str entity_name)
{
    return (struct say_param){ .name = name, .type = SAY_ENTITY, .text = entity_name, .id = id };
}
static inline struct say_param say_path(str name, str path)
{
    return (struct say_param){ .name = name, .type = SAY_PATH, .text = path };
}
/** @param key  a message key such as "proof.verified"; JSON carries what follows its dot */
static inline struct say_param say_word(str name, str key)
{
    return (struct say_param){ .name = name, .type = SAY_WORD, .text = key };
}

enum { SAY_PARAMS_MAX = 8 }; /* parameters of one reason */

/** One reason; the zero value is no reason. */
struct say_reason {
    enum say_id      id;
    size_t           count; /* parameters in use */
    struct say_param params[SAY_PARAMS_MAX];
};

/** What can be said about a reason. */
enum say_part {
    SAY_TEXT = 0, /* what was found */
    SAY_INNOCENT, /* how it can be without harm */
    SAY_ASK,      /* a neutral question to the person or firm */
    SAY_CHANGE,   /* the fact that would change it */
    SAY_PART_COUNT,
};

str         say_id_name(enum say_id id); /* "name_exact"; "" for SAY_NONE */
/** "strong", "medium", "weak" (speaks for the hit), "against", "neutral" (nothing to compare, or
 *  counted neither way), "notice" (about the check, not the party). */
str         say_strength(enum say_id id);
bool        say_has(enum say_id id, enum say_part part);

/**
 * Append the text of a reason.
 *
 * Control characters in values become blanks, so a record cannot break the line it is shown in.
 *
 * @param params  by name, in any order; borrowed
 * @param out     grows; its cap bounds the text
 * @return CORDON_OK
 *         CORDON_ARGUMENT  no such text, or a parameter is missing or of another type than
 *                          declared; its name then stands in braces, the rest is written
 *         CORDON_LIMIT, CORDON_NOMEM  out is incomplete
 */
cordon_status say_text(enum say_lang lang, enum say_id id, const struct say_param *params,
                       size_t count, struct buf *out);
/** The same for another part: innocent explanation, question, what would change it. */
cordon_status say_part_text(enum say_lang lang, enum say_id id, enum say_part part,
                            const struct say_param *params, size_t count, struct buf *out);

/** Append any text with placeholders, such as a message of say_message; parameters as in say_text,
 *  of whatever type they have. */
cordon_status say_fill(enum say_lang lang, str text, const struct say_param *params, size_t count,
                       struct buf *out);

/** A message by key: "verdict.clear", "verdict.clear.meaning", "check.stale", "action.hold_payment",
 *  "field.birth_date", "label.reasons" ...; "" when there is none. Static storage. */
str say_message(enum say_lang lang, str key);

/**
 * Write a reason's keys into the object that `w` has open: "id", "group", "strength", "params",
 * "text" and, where the reason has them, "innocent", "ask", "change". The caller may add keys of its
 * own before and after.
 *
 * "params" is an object in declared order: strings, dates (as written), paths and words as strings,
 * integers and basis points as numbers, entity {"id","name"}, money {"minor","exponent","currency"}.
 *
 * @param scratch  reset, then used for the texts
 * @return CORDON_OK, CORDON_ARGUMENT (a parameter is missing, not declared or of another type: it
 *         is left out, the rest is written), CORDON_LIMIT, CORDON_NOMEM
 */
cordon_status say_write_reason(struct json_writer *w, enum say_lang lang,
                               const struct say_reason *reason, struct buf *scratch);

#endif
