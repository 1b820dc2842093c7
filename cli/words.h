/* Cordon's own words in the language of the reader: headings, verdicts, names of properties. */
#ifndef CLI_WORDS_H
#define CLI_WORDS_H

#include "cli/command.h"

#include <cordon/screen.h>

/** A text, or a number, that stands in the place of {name}. */
static inline struct cordon_word word_text(const char *name, str text)
{
    return (struct cordon_word){ .name = str_c(name), .text = text.data ? text : STR("") };
}
static inline struct cordon_word word_number(const char *name, uint64_t number)
{
    return (struct cordon_word){ .name = str_c(name), .number = (int64_t)number };
}
static inline struct cordon_word word_bp(const char *name, uint16_t bp)
{
    return (struct cordon_word){ .name = str_c(name), .number = bp, .is_bp = true };
}

/** Append the message `key` (data/messages) with its words; memory that runs out fails `out`. */
void words_add(const struct cli *cli, const char *key, const struct cordon_word *words, size_t count,
               struct buf *out);
/** The message "`group`.`name`", or `name` itself where there is none: an unknown word of an answer
 *  is shown as it stands. */
void words_add_name(const struct cli *cli, const char *group, str name, struct buf *out);

#endif
