/* Words for people, by key: what front ends show beside an answer. */
#include <cordon/screen.h>

#include "say/say.h"

#include "base/give.h"

enum { MESSAGE_LEN_MAX = 64 << 10 };

static struct say_param param_of(const struct cordon_word *w)
{
    struct say_param p = { .name = w->name, .type = SAY_STRING, .text = w->text,
                           .number = w->number };
    if (!w->text.data) p.type = w->is_bp ? SAY_BP : SAY_INTEGER;
    return p;
}

cordon_status cordon_message(cordon_str lang, cordon_str key, const struct cordon_word *words,
                             size_t count, struct cordon_text *ret_text, struct cordon_error *err)
{
    struct say_param params[SAY_PARAMS_MAX];
    struct buf out = BUF_INIT(MESSAGE_LEN_MAX);
    enum say_lang in;
    if (count > SAY_PARAMS_MAX)
        return error_set(err, CORDON_ARGUMENT, "a message takes at most %d words", SAY_PARAMS_MAX);
    (void)say_lang_find(lang, &in);
    for (size_t i = 0; i < count; i++) params[i] = param_of(&words[i]);
    cordon_status st = say_fill(in, say_message(in, key), params, count, &out);
    if (!st || st == CORDON_LIMIT || st == CORDON_NOMEM) return text_give(&out, "the message", &ret_text->data, &ret_text->len, err);
    buf_release(&out);
    return error_set(err, st, "the message lacks one of its words");
}
