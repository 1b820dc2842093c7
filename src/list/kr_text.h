/*
 * One entry of a Korean notice: running text as OFAC's list for people has it, with hangul names.
 * Private to the Korean reader.
 *
 *   KIM, Chun Sam (a.k.a. KIM, Chun-sam; a.k.a. "TIGER") (김춘삼), Pyongyang, Korea, North; DOB
 *   11 Mar 1945; nationality Korea, North; Passport 645120196 (individual) [DPRK2] (Linked To: X).
 */
#ifndef LIST_KR_TEXT_H
#define LIST_KR_TEXT_H

#include "list/entry.h"

/* Caps of one entry; what is above stays in the text's notes (docs/limits.md). */
enum {
    KR_NAMES_MAX = 128,  /* other names */
    KR_TAGS_MAX = 16,    /* programme tags */
    KR_LINKS_MAX = 32,   /* parties that it names beside itself */
    KR_PLACES_MAX = 64,  /* addresses */
};

enum kr_alias { KR_AKA, KR_FORMER, KR_WEAK, KR_HANGUL };

/** An entry taken apart; views into its text or of the arena. */
struct kr_text {
    str             name;   /* the main one, in Latin letters where there is one */
    bool            is_name_hangul;
    enum ftm_schema schema; /* LegalEntity when nothing tells a person from an organisation */
    struct { str text; enum kr_alias kind; } alias[KR_NAMES_MAX];
    size_t alias_count;
    str    tag[KR_TAGS_MAX];
    size_t tag_count;
    str    link[KR_LINKS_MAX];
    size_t link_count;
    str    place[KR_PLACES_MAX];
    size_t place_count;
    str    remarks;  /* the labelled pieces, as ofac_remarks_with reads them */
    str    birth;    /* the first date of birth as written, or "" */
    str    un_number; /* "KPi.033", or "" */
    bool   is_over;  /* a cap above was reached: what did not fit is in the remarks */
};

/** Take one entry apart.
 *  @param text  without its running number; line breaks and all
 *  @return false when it has no name; arena->failed tells out of memory */
bool kr_text_read(str text, struct arena *arena, struct kr_text *ret);

#endif
