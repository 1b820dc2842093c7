/*
 * Options: one table a command feeds parsing, --help, the manual page and shell completion.
 *
 *   --name=value   --name value   -n value   -nvalue   -ab (flags together)   -- ends options
 *
 * A value that itself begins with "--" is taken in the form --name=value only, so a forgotten
 * value never swallows the option behind it; an option with a value given twice is an error,
 * never a silent choice between the two (but for OPT_MANY).
 */
#ifndef CLI_OPT_H
#define CLI_OPT_H

#include "base/buf.h"
#include "base/error.h"

enum opt_kind {
    OPT_FLAG, /* bool */
    OPT_STR,  /* str */
    OPT_BP,   /* uint16_t, 0..10000 */
    OPT_U64,  /* uint64_t, `min`..`max` of the row */
    OPT_PATH, /* const char *; "-" is standard input where the command reads a stream */
    OPT_TIME, /* int64_t, seconds since 1970-01-01 UTC: YYYY-MM-DD, RFC 3339, or now */
    OPT_ENUM, /* unsigned, 1 + index into `choices`, so 0 stays "not given" */
    OPT_MANY, /* struct opt_many: the option may be given again and again, each with a text or path */
    OPT_LIST, /* str, comma separated and no piece empty: walk it with str_next */
};

enum { OPT_MANY_MAX = 16 };

/** The values of an option that may be given several times: views into argv. */
struct opt_many {
    const char *item[OPT_MANY_MAX];
    size_t      count;
};

/** One option. A table ends with a row whose name is NULL. */
struct opt {
    const char        *name;   /* without the dashes */
    char               letter; /* 0 = no short form */
    enum opt_kind      kind;
    size_t             at;     /* offsetof the field in the command's argument struct */
    const char        *arg;    /* what the value is called in help: "FILE"; NULL for a flag */
    const char        *help;   /* lower case, no full stop */
    const char *const *choices; /* OPT_ENUM: NULL-terminated; else NULL */
    uint64_t           min;    /* OPT_U64 */
    uint64_t           max;    /* OPT_U64; 0 = no upper bound */
};

/** The words given for an argument that may repeat: a view into argv. */
struct opt_words {
    char *const *items;
    size_t       count;
};

/** One argument (a word that is no option). A table ends with a row whose name is NULL. */
struct arg {
    const char        *name; /* "FILE" */
    enum opt_kind      kind; /* any but OPT_FLAG */
    size_t             at;   /* offsetof the field; is_many: of a struct opt_words */
    bool               is_optional; /* left out while arguments behind it that are not need the word */
    bool               is_many;     /* takes all words left; the last row */
    const char        *help;
    const char *const *choices; /* OPT_ENUM */
    uint64_t           min, max; /* OPT_U64 */
};

/** A table and the struct its `at` offsets point into. */
struct opt_table {
    const struct opt *rows; /* NULL = empty */
    void             *into;
};

enum { OPT_TABLES_MAX = 2, OPT_ROWS_MAX = 64 };

/**
 * Read the options out of argv.
 *
 * Words that are no options are moved to the front of argv, in order. Values stay views into
 * argv. Fields whose option is not given are left alone.
 *
 * @param argv       the words behind the command's name
 * @param tables     the command's own table, then the one of every command; a name is looked up
 *                   in that order; at most OPT_ROWS_MAX rows each
 * @param now_s      what the time `now` means
 * @param ret_words  words at the front of argv
 * @return CORDON_OK
 *         CORDON_ARGUMENT  unknown option (the message names the nearest), missing or wrong
 *                          value, option given twice
 */
cordon_status opt_parse(char **argv, size_t argc, const struct opt_table *tables,
                        size_t table_count, int64_t now_s, size_t *ret_words,
                        struct cordon_error *err);

/**
 * Give the words left by opt_parse to the arguments of a table (NULL: there are none).
 *
 * @return CORDON_OK, or CORDON_ARGUMENT for one missing, one too many, or a wrong value
 */
cordon_status opt_arguments(char *const *words, size_t count, const struct arg *rows,
                            void *into, int64_t now_s, struct cordon_error *err);

/** Read one value of any kind but OPT_FLAG into *field; messages call it `what`: "--min". */
cordon_status opt_value(const struct opt *row, const char *what, const char *value,
                        int64_t now_s, void *field, struct cordon_error *err);

/** "--min BP", or "--json": how an option is written. */
void opt_spell(const struct opt *row, struct buf *out);

#endif
