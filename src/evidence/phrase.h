/*
 * Phrases: words that stand together in messages, in tags of files and in addresses, from
 * data/labels/message_phrases.tsv, editors.tsv and forwarder_words.tsv. Private to evidence/.
 */
#ifndef EVIDENCE_PHRASE_H
#define EVIDENCE_PHRASE_H

#include "base/arena.h"

/** What a message asks for or shows; bits of phrase_classes(). */
enum phrase_class {
    PHRASE_OFF_PLATFORM = 0, /* another channel */
    PHRASE_OTHER_ACCOUNT,    /* to work or be paid under another name or account */
    PHRASE_BORROW,           /* somebody's account, identity or computer */
    PHRASE_PROMPT,           /* left-over prompts */
    PHRASE_PREPAY,           /* pay before work, no escrow */
    PHRASE_THREAT,           /* to publish or delete */
    PHRASE_CLASSES,
};

/**
 * Classes whose phrases stand in a text.
 *
 * Folded words in order; in Korean a word may go on (particles), in Japanese blanks do not count. A
 * phrase with a "not", "never" or "not allowed" around it is somebody saying the contrary and is none.
 *
 * @param arena  takes the folded text
 * @return bit 1 << PHRASE_...
 *
 * Cost: a table look-up a word; a few microseconds for a message
 */
uint32_t phrase_classes(str text, struct arena *arena);

/** What a program does that left its name in a file, weakest first. */
enum editor { EDITOR_NONE = 0, EDITOR_MAKER, EDITOR_IMAGE, EDITOR_PDF, EDITOR_SCANNER };
enum editor editor_of(str tag, struct arena *arena);

/** Do the words of an address name a forwarder, a mailbox service or a storage? */
bool is_forwarder_address(str address, struct arena *arena);

#endif
