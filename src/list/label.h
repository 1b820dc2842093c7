/*
 * Labels of wallets: what every reader of them does with one. Private to list/.
 *
 * A label becomes a CryptoWallet with the label as its name, the topic that its words mean
 * (data/label_topics.tsv) and a child Risk: who says so (authority), in what capacity (status, below),
 * how sure (description), where (sourceUrl), when (listingDate), about what (program).
 *
 * One address may carry several labels: each is an entry of its own. The first goes by the address,
 * the others by "address/2" and so on.
 */
#ifndef LIST_LABEL_H
#define LIST_LABEL_H

#include "list/entry.h"

enum { LABEL_WORDS_MAX = 64, LABEL_ADDRESS_MAX = 256 }; /* docs/limits.md */

/** One label, as a source has it; what it does not say is empty. All borrowed for the call. */
struct label {
    str    address;
    str    name;                  /* what it calls the wallet */
    str    word[LABEL_WORDS_MAX]; /* categories, abuses, concepts */
    size_t words;
    str    topic;  /* "" = what the words mean */
    str    status; /* who says so: "authority", "service", "researchers", "suspected", "unknown" */
    str    authority, confidence, url, date, program, currency, note;
    str    row; /* the bytes that row_sha256 is over */
    struct entity_src src;
};

struct label_list {
    struct entry e;
    struct arena scratch; /* of one entry */
    struct arena numbers; /* of the edition */
    struct label_number {
        str      number;
        uint32_t labels; /* that it carries so far */
    }     *slot; /* open addressing; a power of two */
    size_t room, count;
    str    prefix; /* "lazarus": numbers are "lazarus:1A..."; "" = the address alone */
    uint32_t labels, unlike;  /* of the file in hand; of them with an address that looks like none */
    uint32_t unlike_line;     /* the first of those */
    char     unlike_text[64]; /* and how it begins */
};

/** Read one file, the `number`th of its edition, into the list. */
typedef cordon_status label_file_fn(struct label_list *l, const struct list_file *file,
                                    uint8_t number, struct cordon_error *err);

/**
 * list_format.read of labels: every file in turn is checked to be text and handed to `read`.
 *
 * A file where most addresses look like none has other columns than it says: CORDON_SYNTAX, with the
 * line of the first.
 *
 * @param nothing  the message when no file held a label
 */
cordon_status label_edition_read(str source, const struct list_file *files, size_t count,
                                 struct entity_build *b, struct list_report *report,
                                 label_file_fn *read, const char *nothing, struct cordon_error *err);

/** Could this be a wallet address: one word of letters and digits, long, with a digit in it? */
bool label_looks_like_address(str text);

/**
 * Write one label.
 *
 * An address whose letter case was lost on the way (base58 in small letters) names another account or
 * none: it is kept as a note, told, and compared with nothing.
 *
 * What stands behind a blank in `address` is kept as a note and told.
 *
 * @return CORDON_OK, CORDON_SYNTAX (no address, or one above LABEL_ADDRESS_MAX),
 *         CORDON_LIMIT, CORDON_NOMEM
 */
cordon_status label_put(struct label_list *l, const struct label *in, struct cordon_error *err);

/** Take a category of a source into the label's words; one too many is told as a warning. */
void label_add_word(struct label_list *l, struct label *in, str word);

#endif
