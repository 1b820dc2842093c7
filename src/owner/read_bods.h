/* One statement of the Beneficial Ownership Data Standard, whatever its version; private to owner/read_bods*.c. */
#ifndef OWNER_READ_BODS_H
#define OWNER_READ_BODS_H

#include "base/json.h"
#include "owner/owner.h"

enum { INTERESTS_MAX = 32 };

/* What is told of a party, as it came. */
struct told {
    struct told *next;
    int          what; /* enum owner_fact, or one of these */
    str          text;
};
enum { TOLD_ID = OWNER_FACT_COUNT, /* an identifier of a register */
       TOLD_REPLACED };            /* id of a statement that this one replaces */

struct interest {
    str  type, from, to, exact, min, max;
    bool min_is_out, max_is_out; /* exclusive */
    bool is_indirect;
};

/* Who is meant; or why nobody is named. */
struct ref {
    str id, reason, description;
};

struct statement {
    str             id;        /* of the record; 0.2 and 0.3: of the statement */
    str             statement; /* id of the statement */
    str             kind;      /* entity, person, relationship */
    str             status;    /* of the record: new, updated, closed */
    str             date, published;
    struct told    *told, **told_end;
    struct ref      subject, owner;
    bool            is_component;
    bool            is_record; /* 0.4: later statements about it replace this one */
    struct interest interest[INTERESTS_MAX];
    size_t          interest_count;
};

/** Where statements are read. */
struct bods_in {
    struct json_reader   r;
    struct arena         arena;  /* of one statement's texts */
    uint32_t             number; /* of the statement, from 1 */
    struct statement     s;
    cordon_status        st; /* why no more of the statement is read */
    struct cordon_error *err;
};

/**
 * Read the next statement into `b->s`, whose texts are the arena's.
 *
 * @param text  of the statement alone
 * @return CORDON_OK, CORDON_SYNTAX (err names the statement and the key), CORDON_LIMIT, CORDON_NOMEM
 */
cordon_status bods_statement_read(struct bods_in *b, str text);
/** CORDON_SYNTAX, with the number of the statement and the value that is wrong in it. */
cordon_status bods_bad(const struct bods_in *b, const char *what, str value);

#endif
