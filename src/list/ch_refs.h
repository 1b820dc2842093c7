/* What targets of SECO's list refer to by number: programmes and places. Private to ch_xml. */
#ifndef LIST_CH_REFS_H
#define LIST_CH_REFS_H

#include "list/xml.h"

struct ch_set {
    str  ssid;    /* of the sanctions-set */
    str  program; /* its programme's name in English, else in any language */
    str  key;     /* the programme's short name */
    str  title;   /* of the set itself, such as "Annex 1" */
    bool is_dprk;
};

struct ch_place {
    str ssid;
    str text;    /* "location, area, country" */
    str country; /* code as given, or name */
    str bytes;   /* of the <place>, for the entry's hash */
};

struct ch_refs {
    struct arena     arena; /* all strings */
    struct ch_set   *sets;
    size_t           set_count, set_room;
    struct ch_place *places;
    size_t           place_count, place_room;
    bool             is_sorted;
};

void ch_refs_init(struct ch_refs *r);
void ch_refs_release(struct ch_refs *r);

/** Take up a <sanctions-program> or <place>. @return CORDON_OK, CORDON_NOMEM */
cordon_status ch_refs_program(struct ch_refs *r, const struct xml_node *n,
                              struct cordon_error *err);
cordon_status ch_refs_place(struct ch_refs *r, const struct xml_node *n, struct cordon_error *err);

/** NULL when the file has none of this number. */
const struct ch_set   *ch_refs_set(struct ch_refs *r, str ssid);
const struct ch_place *ch_refs_find_place(struct ch_refs *r, str ssid);

#endif
