/* Messages of the party: what they ask for. Of another channel only the first three of a conversation. */
#include "evidence/own.h"

#include "base/num.h"
#include "evidence/phrase.h"

enum { TALKS_MAX = 256, FIRST_MESSAGES = 3 };

/* How many messages of each conversation went by; hashes of who talks to whom and where. */
struct talks {
    uint64_t key[TALKS_MAX];
    uint32_t seen[TALKS_MAX];
    size_t   count;
};

static uint32_t nth_of_talk(struct evidence_run *run, struct talks *t, uint64_t key)
{
    size_t i = 0;
    while (i < t->count && t->key[i] != key) i++;
    if (i == TALKS_MAX) {
        run->out->is_cut = true;
        return FIRST_MESSAGES + 1;
    }
    if (i == t->count) {
        t->key[t->count] = key;
        t->seen[t->count++] = 0;
    }
    return ++t->seen[i];
}

/* Who the party writes as; a message from anybody else is not its own. Where no account is known all
 * are taken for its own. */
static bool is_own_message(struct evidence_run *run, str from)
{
    static const enum record_field fields[] = { FIELD_ACCOUNT, FIELD_EMAIL, FIELD_CODE_HANDLE };
    enum { ASKED_MAX = 64 };
    bool knows_accounts = false;
    size_t asked = 0;
    if (from.len == 0) return true;
    if (str_eq_nocase(from, run->dossier->subject)) return true;
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        for (struct origin at = { 0, NULL }; evidence_next(run, fields[i], &at); asked++) {
            if (asked == ASKED_MAX) {
                run->out->is_cut = true;
                return true;
            }
            knows_accounts = true;
            if (str_eq_nocase(from, at.value->text)) return true;
        }
    return !knows_accounts;
}

/* Both ways are one conversation. */
static uint64_t talk_of(const struct item *at)
{
    return str_hash(item_text(at, FIELD_MSG_FROM)) + str_hash(item_text(at, FIELD_MSG_TO)) +
           str_hash(item_text(at, FIELD_MSG_CHANNEL)) * 3;
}

void feature_message(struct evidence_run *run)
{
    static const enum feature feature[PHRASE_CLASSES] = {
        [PHRASE_OFF_PLATFORM] = FEATURE_MSG_OFF_PLATFORM,
        [PHRASE_OTHER_ACCOUNT] = FEATURE_MSG_OTHER_ACCOUNT,
        [PHRASE_BORROW] = FEATURE_MSG_BORROW,
        [PHRASE_PROMPT] = FEATURE_MSG_PROMPT,
        [PHRASE_PREPAY] = FEATURE_MSG_PREPAY,
        [PHRASE_THREAT] = FEATURE_MSG_THREAT,
    };
    if (!evidence_has(run, FIELD_MSG_TEXT)) return;
    struct tally found[PHRASE_CLASSES];
    struct talks talks = { .count = 0 };
    struct item at = { .items = 0 };
    memset(found, 0, sizeof found);
    while (item_next(run, GROUP_MSG, &at)) {
        const struct record_value *v = item_value(&at, FIELD_MSG_TEXT);
        if (!v) continue;
        uint32_t nth = nth_of_talk(run, &talks, talk_of(&at));
        if (!is_own_message(run, item_text(&at, FIELD_MSG_FROM))) continue;
        uint32_t classes = phrase_classes(v->text, run->arena);
        if (nth > FIRST_MESSAGES) classes &= ~(1u << PHRASE_OFF_PLATFORM);
        for (size_t c = 0; c < PHRASE_CLASSES; c++)
            tally_add(&found[c], classes >> c & 1, item_origin(&at, v));
    }
    for (size_t c = 0; c < PHRASE_CLASSES; c++) tally_give(run, feature[c], &found[c], false);
}
