/*
 * Which elements and attributes may stand in which.
 *
 * Workload: 20 to 90 pairs of names, asked a million times for the nodes of a list, of which none
 * is a stranger as long as the format is the one that we know.
 */
#include "list/known.h"

#include <stdio.h>

static size_t slot_of(str element, str name)
{
    const unsigned char *e = (const unsigned char *)element.data;
    const unsigned char *n = (const unsigned char *)name.data;
    size_t hash = element.len * 31 + name.len;
    if (element.len) hash = hash * 31 + e[element.len - 1] + 7u * e[element.len / 2];
    if (name.len) hash = hash * 31 + n[0] + 7u * n[name.len / 2] + 53u * n[name.len - 1];
    return (hash ^ hash >> 9) % KNOWN_SLOTS;
}

static bool has_pair(const struct known *k, str element, str name, bool is_attr)
{
    size_t i = slot_of(element, name);
    for (; k->pair[i].name.data; i = (i + 1) % KNOWN_SLOTS)
        if (str_eq(k->pair[i].name, name) && k->pair[i].is_attr == is_attr &&
            str_eq(k->pair[i].element, element))
            return true;
    return false;
}

static void put_pair(struct known *k, str element, str name)
{
    bool is_attr = str_starts(name, STR("@"));
    if (is_attr) name = str_from(name, 1);
    size_t i = slot_of(element, name);
    while (k->pair[i].name.data) i = (i + 1) % KNOWN_SLOTS;
    k->pair[i] = (struct known_pair){ element, name, is_attr };
    k->has_attrs = k->has_attrs || is_attr;
}

/* That an element has a row is remembered as the pair of its name and "". */
void known_init(struct known *k, const struct known_row *rows)
{
    size_t count = 0;
    *k = (struct known){ .has_attrs = false };
    for (; rows->element; rows++) {
        str element = str_c(rows->element), rest = str_c(rows->inside), name;
        put_pair(k, element, STR(""));
        for (count++; count < KNOWN_PAIRS && str_next(&rest, ' ', &name); count++)
            put_pair(k, element, name);
    }
}

static bool is_known(const struct known *k, str element, str name, bool is_attr)
{
    return has_pair(k, element, name, is_attr) || has_pair(k, STR("*"), name, is_attr);
}

static void check_attrs(const struct known *k, struct entry *e, const struct xml_node *n)
{
    for (uint32_t i = 0; i < n->attr_count; i++) {
        str name = n->attrs[i].name;
        char text[128]; /* long enough to know it by */
        if (is_known(k, n->name, name, true)) continue;
        int len = snprintf(text, sizeof text, "%.*s %.*s=", (int)str_sub(n->name, 0, 60).len,
                           n->name.data, (int)str_sub(name, 0, 60).len, name.data);
        entry_stranger(e, n->line, str_of(text, (size_t)len));
    }
}

/* XML_DEPTH_MAX bounds it. */
void known_check(const struct known *k, struct entry *e, const struct xml_node *n)
{
    if (!n->child && !n->attr_count) return; /* as most are */
    if (!is_known(k, n->name, STR(""), false)) return;
    if (k->has_attrs) check_attrs(k, e, n);
    for (const struct xml_node *c = n->child; c; c = c->next) {
        if (is_known(k, n->name, c->name, false))
            known_check(k, e, c);
        else
            entry_stranger(e, c->line, c->name);
    }
}
