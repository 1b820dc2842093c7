/*
 * Japan's list between its files: jp_list.c reads the files and makes entries of rows, jp_number.c
 * knows the categories and numbers, jp_fields.c puts a row's cells on its entry, jp_text.c takes
 * their text apart. Private to the Japanese readers.
 */
#ifndef LIST_JP_LIST_H
#define LIST_JP_LIST_H

#include "list/jp_text.h"
#include "list/table.h"

/* Columns; the headings are the ministry's. */
enum {
    KUBUN, NO, NOTICE_DAY, NOTICE_NO, KIND, NAME_JA, NAME_EN, AKA, AKA_JA, AKA_EN, FKA, FKA_JA, FKA_EN,
    WEAK, WEAK_JA, WEAK_EN, TITLE, TITLE_JA, TITLE_EN, ROLE, ROLE_JA, ROLE_EN, BORN, BORN_BOTH, PLACE,
    PLACE_JA, PLACE_EN, NATION, NATION_JA, NATION_EN, PASSPORT, PAPER, ADDRESS, COUNTRY_JA, CITY_JA,
    COUNTRY_EN, CITY_EN, PHONE, FAX, UN_NUMBER, UN_DAY, BASIS, DETAIL, OTHER, NOTICE_TEXT, COLUMNS,
};

struct jp {
    struct entry            e;
    const struct list_file *file;
    struct list_report     *report;
    struct arena            scratch; /* of one entry */
    struct arena            row;     /* of one row's texts */
    struct arena            keep;    /* of the file */
    struct jp_pieces       *pieces;
    unsigned                category; /* of the sheet; 0: the rows say it */
    str                     title;    /* of the category */
    uint32_t                removed;  /* rows of removed entries */
    uint8_t                *seen;     /* bit 0: an entry, bit 1: named from another; by number */
};

/** Does the text hold this word? */
static inline bool jp_holds(str s, const char *word)
{
    return str_find(s, str_c(word), 0) != SIZE_MAX;
}

/* --- categories and numbers (jp_number.c) ----------------------------------------------------- */

enum { JP_CATEGORIES_MAX = 999, JP_NUMBERS_MAX = 100000, JP_SEEN_SLOTS = 128 * 8192 };
enum { JP_SEEN_ENTRY = 1, JP_SEEN_NAMED = 2 };

/** What the ministry calls a category, as the workbook's sheets are called; "" of an unknown one. */
str jp_category_title(unsigned category);
/** Measures that were lifted: 【解除】. */
bool jp_is_lifted(str title);
/** In which category a mark such as (*39) or (#47) is a number; 0: not known. */
unsigned jp_other_category(unsigned category);
/** Of CSV: "14" or "14.…", and "014-000001" behind it. */
bool jp_read_category(struct jp *j, const struct table_row *row, unsigned *ret_category,
                      unsigned *ret_number);
/** "*39", "#47", "2(*39)", "１(#48)": the number, and the one in the mark behind it (0: none). */
bool jp_read_number(struct jp *j, str text, unsigned *ret_number, unsigned *ret_mark);
/** What is known of a number of a category. No category comes near 8,191 rows; what does is not
 *  watched, in the last slot. */
uint8_t *jp_seen(struct jp *j, unsigned category, unsigned number);
/** Rows that others name and that are not there: perhaps removed, perhaps not the whole list. */
void jp_check_marks(struct jp *j);

/* --- fields (jp_fields.c) --------------------------------------------------------------------- */

/** Everything of a row but its number, category and sanction, on the entry in hand. */
void jp_put_fields(struct jp *j, const struct table_row *row);
/** Has one of these columns any text? */
bool jp_has_cell(const struct table_row *row, size_t first, size_t last);

#endif
