/* What rules say and see, in words and as JSON. Private to engine/. */
#ifndef ENGINE_RULES_TELL_H
#define ENGINE_RULES_TELL_H

#include "engine/rules_record.h"
#include "say/say.h"

#include "base/json.h"

enum { TELL_DEPTH_MAX = 24 };

/** How a rule is called: its name, else its UUID, else its title. */
str rules_name(const struct rule_info *info);
/** Name of the folder its file lies in: "us". */
str rules_pack(const struct rule_info *info);
/** Its title in a language, English where there is none. */
str rules_title(const struct rule_info *info, enum say_lang lang);
/** A text in a language, English where there is none. */
str rules_text(const struct rule_text *text, enum say_lang lang);
/** Points of a rule before they fade: none of a legal fact. */
int32_t rules_points(const struct cordon_policy *policy, const struct rule_info *info);
/** The rule of this name or UUID. @return CORDON_OK, CORDON_ARGUMENT (the nearest is told) */
cordon_status rules_find(const struct rules *r, str id, uint32_t *ret_rule, struct cordon_error *err);

/** What a writer of trees knows. */
struct telling {
    const struct rules *rules;
    enum say_lang       lang;
    const struct asked *asked; /* NULL: nothing was asked, only what the rule looks for is told */
    struct arena       *arena;
    struct cordon_error *err;
    unsigned            depth; /* of the tree, while it is written */
};

/** The condition of a detection as an object: {"part","holds","says","saw",...,"children"}; below
 *  TELL_DEPTH_MAX levels "cut" stands for the children, so that any reader of JSON can read it.
 *  @return CORDON_OK, CORDON_LIMIT, CORDON_NOMEM */
cordon_status rules_tell_condition(struct telling *t, struct rule_scratch *scratch, uint32_t rule,
                                   struct json_writer *w, enum rule_truth *ret_truth);
/** What a rule reads, as a list of objects; of a correlation also what its parts read. */
cordon_status rules_tell_reads(struct telling *t, uint32_t rule, struct json_writer *w);
/** A sentence about a correlation, such as "how often a, b matched within 4 h". The arena's. */
str rules_tell_flow(struct telling *t, uint32_t rule);
/** A message with up to two words in it. The arena's. */
str rules_say(struct telling *t, str key, const struct say_param *params, size_t count);
/** "is": "yes", "no", or null when it is not known. */
void rules_tell_truth(struct json_writer *w, str key, enum rule_truth truth);

#endif
