/* What a name index is built of. Private to index_build.c, which reads names, and index_write.c, which writes them. */
#ifndef NAME_INDEX_BUILD_H
#define NAME_INDEX_BUILD_H

#include "name/index.h"
#include "name/model.h"

struct built_name {
    uint32_t row, statement;
    uint32_t list; /* first place in name_build.list */
    uint16_t legal;
    uint8_t  count, flags;
    uint8_t  kind, reading;
    uint8_t  hyps;  /* readings of culture models */
    uint32_t hyp;   /* first of them in name_build.hyp */
};

struct built_word {
    struct word word; /* text in name_build.texts, raw empty */
    uint32_t    rank; /* place among all in byte order */
    bool        in_firms; /* in names that are not read as persons' */
};

struct name_build {
    cordon_status      status; /* of the first failure; sticks */
    struct cordon_error err;
    uint32_t           added;
    uint32_t           in_script[SCRIPTS]; /* of those added */
    struct arena       texts; /* words' text, as long as the build */
    struct arena       call;  /* one name */
    struct built_name *name;
    size_t             names, names_room;
    uint32_t          *list; /* dictionary numbers */
    size_t             lists, lists_room;
    struct built_word *word;
    size_t             words, words_room;
    struct hypothesis    *hyp;
    size_t             hyps, hyps_room;
    uint32_t          *slot; /* hash table of word numbers, a power of two */
    size_t             slots;
    bool               is_wide; /* numbers of four bytes, however few there are: no test can hold what needs them */
};

/** Room for one more item; *items may move. */
bool build_make_room(struct name_build *b, void **items, size_t count, size_t *room, size_t len);

#endif
