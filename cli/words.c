/* Cordon's own words in the language of the reader. */
#include "cli/words.h"

void words_add(const struct cli *cli, const char *key, const struct cordon_word *words, size_t count,
               struct buf *out)
{
    struct cordon_text text = { NULL, 0 };
    if (cordon_message(cli_lang(cli), str_c(key), words, count, &text, NULL)) {
        out->failed = true;
        return;
    }
    buf_add(out, str_of(text.data, text.len));
    cordon_text_free(&text);
}

void words_add_name(const struct cli *cli, const char *group, str name, struct buf *out)
{
    struct buf key = BUF_INIT(256);
    size_t before = out->len;
    buf_printf(&key, "%s.%.*s", group, STR_ARG(name));
    buf_add_byte(&key, '\0');
    if (key.failed)
        out->failed = out->failed || !key.over;
    else
        words_add(cli, key.data, NULL, 0, out);
    if (out->len == before) buf_add(out, name);
    buf_release(&key);
}
