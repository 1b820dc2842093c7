/* One output stream of the command: buffered, coloured where a terminal wants it, safe. */
#ifndef CLI_TERM_H
#define CLI_TERM_H

#include "base/buf.h"
#include "base/error.h"

enum term_style {
    STYLE_NONE = 0,
    STYLE_BOLD,
    STYLE_DIM,
    STYLE_GREEN,
    STYLE_YELLOW,
    STYLE_RED,
    STYLE_ALARM, /* white on red */
    STYLE_DOUBT, /* white on magenta: undecided is as loud as a match */
};

/** When to colour: the setting `color`. */
enum term_colour {
    COLOUR_UNSET = 0,
    COLOUR_AUTO, /* on a terminal */
    COLOUR_ALWAYS,
    COLOUR_NEVER,
};

struct term {
    int                 fd;
    bool                is_terminal;
    bool                has_colour;
    unsigned            width;  /* columns; 80 when it is no terminal */
    struct buf          buf;    /* not yet written */
    cordon_status       status; /* first failure; sticks, later output is dropped */
    bool                is_told; /* that failure was handed out by term_flush */
    struct cordon_error err;
};

/** Begin on a descriptor (1 or 2). Nothing is allocated until something is written. */
void term_init(struct term *t, int fd, enum term_colour colour);
/** Give the memory back; what was not flushed is lost. */
void term_release(struct term *t);

/** Our own text, as it is. */
void term_add(struct term *t, str s);
void term_z(struct term *t, const char *z);
void term_printf(struct term *t, const char *fmt, ...) CORDON_PRINTF(2, 3);
/** Text from outside: control characters and direction marks become U+FFFD, so that a name can
 *  neither move the cursor nor turn the line around. */
void term_text(struct term *t, str s);
/** Text from outside in a style. */
void term_styled(struct term *t, enum term_style style, str s);
/** `count` blanks. */
void term_blanks(struct term *t, size_t count);

/**
 * Write everything out.
 *
 * @return CORDON_OK, or the first failure since the start, such as CORDON_IO for a closed pipe or
 *         a full disk: an answer that did not reach its reader must not end as "clear"
 */
cordon_status term_flush(struct term *t, struct cordon_error *err);

/** The style of a verdict word; STYLE_NONE for any other word. */
enum term_style term_verdict_style(str verdict);

/** Columns that text takes on a terminal: East Asian wide characters two, marks none. Bytes
 * that are not UTF-8 count as one each. */
size_t term_columns(str s);
/** The longest front of s that fits into `columns`. */
str term_fit(str s, size_t columns);
/** Add s with everything that could harm a terminal replaced; see term_text. */
void term_clean(str s, struct buf *out);
/** `text` cut into lines of at most `width` columns: at blanks, and between Han and kana, which
 * have none. The first line begins in `column`, the others behind `indent` blanks; ends without a
 * newline. A word longer than a line stands alone. */
void term_wrap(str text, size_t width, size_t column, size_t indent, struct buf *out);
/** Text from outside, wrapped so, and the end of its last line. The caller has brought the line to
 * `column`. */
void term_paragraph(struct term *t, str text, size_t width, size_t column, size_t indent);

#endif
