/*
 * XML as the lists write it, cut into tags and texts: several times as fast as expat, which has to
 * be ready for all of XML. Private to xml.c.
 *
 * It knows well-formed UTF-8 with tags, attributes, texts, comments, instructions and CDATA, names
 * in ASCII, and the references that need no declaration. Whatever else it meets, damage first of
 * all, it does not judge: XML_SCAN_DOUBT, and expat reads the file and says what is wrong. So it
 * takes nothing that expat refuses; tests/test_list_xml.c and fuzz/fuzz_list_xml.c hold the two
 * against each other.
 */
#ifndef LIST_XML_SCAN_H
#define LIST_XML_SCAN_H

#include "list/xml.h"

#include "base/arena.h"
#include "base/buf.h"

enum { XML_SCAN_TOKEN_LEN = 1 << 20 }; /* bytes of one tag, comment or text; longer ones are expat's */

enum xml_scan_token {
    XML_SCAN_DOUBT = 0,
    XML_SCAN_START,     /* name, attr, is_empty; the end of an empty one is not handed out */
    XML_SCAN_END,       /* name */
    XML_SCAN_TEXT,      /* text: what stands between two tags, or a piece of it */
    XML_SCAN_PIECE_END, /* `stop` was reached, between two tokens */
};

struct xml_scan {
    str      in;   /* the file */
    size_t   at;   /* next byte to look at */
    size_t   stop; /* end of what is to be read, `in`'s or a tag's; the caller may move both */
    uint64_t line; /* of `at`; line ends are '\n' and "\r\n" */

    /* of the token handed out last */
    size_t   from; /* its first byte; it ends before `at` */
    uint64_t from_line;
    str      name;  /* with its prefix */
    str      local; /* without; of a start tag */
    bool     is_empty;
    uint32_t attr_count;
    uint64_t prefixed; /* a bit an attribute whose name has a prefix */
    struct xml_attr attr[XML_ATTRS_MAX]; /* raw names; values as XML means them: views of the file, or
                                            of `spare` until the next token */
    str      text;     /* raw, a view of the file */
    bool     is_whole; /* all there is between two tags, and nothing in it stands for anything else */
    bool     is_cdata;

    uint32_t depth; /* open elements */
    bool     has_root;
    str      open[XML_DEPTH_MAX + 1];
    struct arena spare;
};

/** Look the file over: can it be read here at all? Skips a byte-order mark and the declaration.
 *  @param in  line ends are '\n' and "\r\n" alone, which the caller has seen to
 *  @return false: it is expat's */
bool xml_scan_init(struct xml_scan *s, str in);
void xml_scan_release(struct xml_scan *s);

/** The next token. At the file's end the root element must be closed. */
enum xml_scan_token xml_scan_next(struct xml_scan *s);

/** Add what the text handed out means: references resolved, line ends as XML wants them. A failure
 *  sticks in `out`. */
void xml_scan_text(const struct xml_scan *s, struct buf *out);

#endif
