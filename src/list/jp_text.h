/*
 * How Japan's list writes names, dates and numbers. Private to the Japanese readers.
 *
 *   (a)フランク・カコレレ（FRANK KAKORERE）、(b)エーグル・ブラン（AIGLE BLANC）
 *   （別称）軍需工業部；エム・アイ・ディー ⏎ Military Supplies Industry Department; MID
 *   (a)1955年-1958年頃 (b)１945年
 */
#ifndef LIST_JP_TEXT_H
#define LIST_JP_TEXT_H

#include "list/entry.h"

enum { JP_PIECES_MAX = 256, JP_DEPTH_MAX = 4 }; /* of one cell; brackets inside each other */

enum jp_kind { JP_AKA, JP_FORMER, JP_WEAK, JP_NOTE };

struct jp_piece {
    str          text;
    enum jp_kind kind;
    bool         is_japanese; /* holds kana or kanji */
};

/** The pieces of one cell. */
struct jp_pieces {
    struct jp_piece piece[JP_PIECES_MAX];
    size_t          count;
    bool            is_over; /* what did not fit is one last note */
};

/** Wide letters, digits, brackets, colons and semicolons as narrow ones, wide blanks as blanks;
 *  everything else as it is. The arena's. */
str jp_narrow(str text, struct arena *a);

/** Is it no answer: empty, 不明 (unknown), なし (none), a dash? */
bool jp_is_no_answer(str text);

/** Kana or kanji in it? */
bool jp_is_japanese(str text);

/**
 * The names of a cell.
 *
 * Cut at ; and line breaks and, where the line has none of those nor list letters "(a)", at 、; all
 * outside brackets. What stands in brackets is a name too when it is the same in Latin letters, or
 * short capitals; else an explanation, which becomes a note. （別称） and （旧称） say what follows:
 * other names, former ones. Of Latin names with commas between, as many as Japanese ones in the
 * line before, each is one.
 *
 * @param kind  of the column
 */
void jp_names(str cell, enum jp_kind kind, struct arena *a, struct jp_pieces *ret);

/** The pieces of a cell that is no list of names: cut at line breaks, ;, 又は (or) and list
 *  letters outside brackets. */
void jp_split(str cell, struct arena *a, struct jp_pieces *ret);

/** The same of dates, which 、 and または (or) part too, and which lines may break in two. */
void jp_split_dates(str cell, struct arena *a, struct jp_pieces *ret);

/**
 * A date as list_date reads it: "1938年" 1938, "1964年頃" circa 1964, "1963年6月6日" 6 Jun 1963,
 * "昭和20年3月1日" 1 Mar 1945, "1963年から1968年の間" 1963 to 1968, "1963/4/11", "1967-03-12", and the
 * serial number that a spreadsheet shows when a date was not formatted as one.
 *
 * @return the arena's; "" when it is none
 */
str jp_date(str text, struct arena *a);

/** The country in front of a Japanese address, 北朝鮮平壌特別市...: its code, or "". */
str jp_country_before(str address);
/** One country, also when it stands twice, エジプトEgypt, or with an explanation behind it. */
str jp_country(str text);

#endif
