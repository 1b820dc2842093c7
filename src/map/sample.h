/* The beginning of a file: its columns, and the values in them. Private. */
#ifndef MAP_SAMPLE_H
#define MAP_SAMPLE_H

#include "map/map.h"
#include "map/values.h"

enum { SAMPLE_EXAMPLES = 3, SAMPLE_WORDS = 24 };

struct sample_column {
    str               name;   /* JSON: a path */
    size_t            number; /* from 1; JSON: in the order they first appear */
    size_t            values;
    str               example[SAMPLE_EXAMPLES]; /* different ones */
    size_t            examples;
    str               word[SAMPLE_WORDS]; /* the different values, while they are few */
    size_t            words;              /* SAMPLE_WORDS + 1: too many */
    struct value_sums sums;
};

struct sample {
    struct arena          arena; /* names and rows' unescaped cells */
    struct buf            raw;   /* text of the file's beginning */
    bool                  is_all; /* it is the whole file */
    enum split_form       form;
    char                  sep;
    struct sample_column *column;
    size_t                column_count, column_room;
    uint64_t              rows;
};

/**
 * Read the beginning of a source and look at its values.
 *
 * @return CORDON_OK
 *         CORDON_SYNTAX  not UTF-8 (the likely encoding is named), no header, no record, JSON whose
 *                        records stand deeper in
 *         CORDON_LIMIT, CORDON_IO, CORDON_INTERRUPTED, CORDON_NOMEM
 */
cordon_status sample_read(struct map_source *source, struct sample *ret, struct cordon_error *err);
void sample_release(struct sample *s); /* the empty state is fine */
struct sample_column *sample_find(struct sample *s, str name);

#endif
