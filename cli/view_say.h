/* Words of the message tables in what people see of an answer. Private to the views. */
#ifndef CLI_VIEW_SAY_H
#define CLI_VIEW_SAY_H

#include "base/json.h"
#include "cli/words.h"

/** A reason of an answer, as it is shown. */
struct shown_reason {
    str text, strength;
};

/** Text of our own, out to the reader; releases it. @return the columns it took */
size_t view_put(struct cli *cli, enum term_style style, struct buf *text);
/** A message. @return its columns */
size_t view_say(struct cli *cli, const char *key, const struct cordon_word *words, size_t count);
/** The word for one of a group of names, such as check.stale. @return its columns */
size_t view_name(struct cli *cli, const char *group, str name, enum term_style style);
/** Text behind `column` columns of the line, later lines behind `indent` blanks. */
void view_wrapped(struct cli *cli, str text, size_t column, size_t indent);
/** The two signs in front of a reason: "++" for a strong one ... */
const char *view_mark(str strength);

/** Take the string or number just read into a field when the key is its. @return was it? */
bool view_take(const struct json_reader *r, str key, const char *want, str *field);
/** A reason, behind the bracket that opens it. */
struct shown_reason view_read_reason(struct json_reader *r);

#endif
