/*
 * What a reader of an XML list knows of its format: which elements and attributes may stand in
 * which. A record is held against it before it is read, so that whatever was renamed, moved or
 * added is told with its line, and an edition full of it is doubtful (list_stranger). Private to
 * list/.
 */
#ifndef LIST_KNOWN_H
#define LIST_KNOWN_H

#include "list/entry.h"
#include "list/xml.h"

enum { KNOWN_SLOTS = 512, KNOWN_PAIRS = 256 }; /* pairs of a format; ours, three times the EU's */

/** One element: the names of those that may stand in it, a blank between two; "@name" is an
 *  attribute. The element "*" is any. What stands in an element that has no row is not looked at. */
struct known_row {
    const char *element, *inside;
};

/** A format made ready to be asked; known_init fills it in. */
struct known {
    struct known_pair { str element, name; bool is_attr; } pair[KNOWN_SLOTS]; /* open addressing */
    bool has_attrs; /* a row names some: then others are strangers too */
};

/** @param rows  live as long as `k`; ended by an element of NULL; at most KNOWN_PAIRS names in all */
void known_init(struct known *k, const struct known_row *rows);

/** Tell everything in the record of the entry in hand that the format does not know. */
void known_check(const struct known *k, struct entry *e, const struct xml_node *record);

#endif
