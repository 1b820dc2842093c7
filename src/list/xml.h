/*
 * XML lists as records: a file of any size is streamed, and each record (one entry, one reference
 * value set) is handed out as a small tree. Private to list/.
 *
 * Lists come from the network and from strangers, so nothing outside the five built-in entities
 * is expanded: a DOCTYPE is refused. Namespaces changed over the years: names are local names.
 */
#ifndef LIST_XML_H
#define LIST_XML_H

#include "list/list.h"

/* Caps; reaching one is CORDON_LIMIT (docs/limits.md). */
enum {
    XML_DEPTH_MAX = 64,        /* elements inside each other */
    XML_ATTRS_MAX = 64,        /* attributes of one element */
    XML_TEXT_MAX = 3 << 20,    /* bytes of text of one element, or of one attribute */
    XML_TOKEN_MAX = 4 << 20,   /* bytes of one tag, comment or instruction */
    XML_RECORD_MAX = 32 << 20, /* bytes of one record's tree */
    XML_PATHS_MAX = 32,        /* paths of one plan */
    XML_STEPS_MAX = 6,         /* names of one path */
};

struct xml_attr {
    str name; /* attributes with a prefix are left out */
    str value;
};

/** One element of a record; lives until the record callback returns. */
struct xml_node {
    str                    name;   /* local name */
    str                    text;   /* directly inside, pieces joined, no blanks at the ends */
    uint32_t               line;   /* of its start tag */
    uint32_t               attr_count;
    const struct xml_attr *attrs;
    struct xml_node       *child;  /* first */
    struct xml_node       *next;   /* sibling */
    struct xml_node       *last;   /* child, while building */
    str                    bytes;  /* of a record: the source from '<' to the closing '>' */
};

enum xml_take {
    XML_OPEN = 1, /* hand out the start tag alone (name and attributes), then look inside */
    XML_RECORD,   /* hand out the whole element as a tree */
    XML_SKIP,     /* known, and not wanted: pass over it silently */
};

/** Where the records are: names from the root down; "*" stands for any name that no other path
 *  has at that place. */
struct xml_path {
    enum xml_take take;
    const char   *steps[XML_STEPS_MAX];
};

/** What to take out of a file. Elements that no path leads to are passed over with a warning. */
struct xml_plan {
    const char            *title; /* for messages: "the UN consolidated list" */
    const struct xml_path *paths; /* all begin with the root element's name */
    size_t                 count; /* at most XML_PATHS_MAX */

    /* One record or start tag, in file order; `path` is its index in paths. Anything but
     * CORDON_OK stops the reading and is returned. */
    cordon_status (*take)(void *ctx, size_t path, const struct xml_node *node,
                          struct cordon_error *err);

    bool by_expat; /* read all of it by expat, to compare: the result is the same */
    const char *const *drop; /* elements inside records that are known and not wanted: not in the
                                tree; ended by NULL, or NULL */
    bool by_lines; /* a CDATA section is a line of its own: where other text is in front of it, a line
                      break is put between */
};

/**
 * Read a whole file and hand out its records.
 *
 * @param report  takes warnings; may be NULL
 * @param err     names file, line, column and cause; may be NULL
 * @return CORDON_OK      the file was read to the end of its root element
 *         CORDON_SYNTAX  not well formed, cut off, empty, another root element, a DOCTYPE, or an
 *                        encoding other than UTF-8, UTF-16, ISO-8859-1 and US-ASCII
 *         CORDON_LIMIT   a cap above
 *         CORDON_NOMEM, or what plan->take returned
 *
 * Cost: expat's time plus one arena block; memory is bounded by the largest record
 */
cordon_status xml_read(const struct list_file *file, const struct xml_plan *plan, void *ctx,
                       struct list_report *report, struct cordon_error *err);

/** Where one child of the root stands, so that a second reading can keep to it. */
struct xml_span {
    const char *name;     /* of the child */
    size_t      root_end; /* behind the root's start tag */
    size_t      from, to; /* the child, from its '<' to behind its end; to is 0 when there is not
                             exactly one */
    size_t      last;     /* the root's end tag */
    uint32_t    count;    /* children of that name */
};

/** As xml_read; also finds the span of span->name. */
cordon_status xml_read_find(const struct list_file *file, const struct xml_plan *plan, void *ctx,
                            struct list_report *report, struct xml_span *span,
                            struct cordon_error *err);
/** As xml_read, of a file that xml_read_find read to its end: nothing but the span is read, or all
 *  where it cannot be told apart. Lines and bytes are those of the file. */
cordon_status xml_read_in(const struct list_file *file, const struct xml_plan *plan, void *ctx,
                          struct list_report *report, const struct xml_span *span,
                          struct cordon_error *err);

/** Does the file's first element have this local name? Looks at the first 4 KiB. */
bool xml_begins(const struct list_file *file, const char *root);

/* Inline, so that the length of a literal is known when compiled: readers ask for names some
 * twenty times an element. */

/** First child of that name, or NULL; n may be NULL. */
const struct xml_node *xml_find_child(const struct xml_node *n, str name);
/** Value of an attribute, or ""; n may be NULL. */
str xml_find_attr(const struct xml_node *n, str name);

/** Is this the element's name? */
static inline bool xml_is(const struct xml_node *n, const char *name)
{
    return str_eq(n->name, str_c(name));
}

/** First child of that name, or NULL; n may be NULL. */
static inline const struct xml_node *xml_child(const struct xml_node *n, const char *name)
{
    return xml_find_child(n, str_c(name));
}

/** Text of the first child of that name, or ""; n may be NULL. */
static inline str xml_text(const struct xml_node *n, const char *name)
{
    const struct xml_node *c = xml_find_child(n, str_c(name));
    return c ? c->text : STR_EMPTY;
}

/** Value of an attribute, or ""; n may be NULL. */
static inline str xml_attr(const struct xml_node *n, const char *name)
{
    return xml_find_attr(n, str_c(name));
}

#endif
