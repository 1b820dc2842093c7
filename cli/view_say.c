/* Words of the message tables, out to the reader. */
#include "cli/view_say.h"

size_t view_put(struct cli *cli, enum term_style style, struct buf *text)
{
    size_t columns = term_columns(buf_str(text));
    if (text->failed) cli->out.buf.failed = true;
    term_styled(&cli->out, style, buf_str(text));
    buf_release(text);
    return columns;
}

size_t view_say(struct cli *cli, const char *key, const struct cordon_word *words, size_t count)
{
    struct buf text = BUF_INIT(1 << 16);
    words_add(cli, key, words, count, &text);
    return view_put(cli, STYLE_NONE, &text);
}

size_t view_name(struct cli *cli, const char *group, str name, enum term_style style)
{
    struct buf text = BUF_INIT(1 << 16);
    words_add_name(cli, group, name, &text);
    return view_put(cli, style, &text);
}

void view_wrapped(struct cli *cli, str text, size_t column, size_t indent)
{
    term_paragraph(&cli->out, text, cli->out.width > 60 ? cli->out.width : 60, column, indent);
}

const char *view_mark(str strength)
{
    if (str_eq(strength, STR("strong"))) return "++";
    if (str_eq(strength, STR("medium"))) return "+ ";
    if (str_eq(strength, STR("weak"))) return "~ ";
    if (str_eq(strength, STR("against"))) return "- ";
    return "  ";
}

bool view_take(const struct json_reader *r, str key, const char *want, str *field)
{
    if (!str_eq(key, str_c(want))) return false;
    *field = r->text;
    return true;
}

struct shown_reason view_read_reason(struct json_reader *r)
{
    struct shown_reason reason = { STR_EMPTY, STR_EMPTY };
    str key = STR_EMPTY;
    for (enum json_kind k; (k = json_next(r)) != JSON_OBJECT_END && k != JSON_ERROR;) {
        if (k == JSON_KEY)
            key = r->text;
        else if (k == JSON_STRING)
            (void)(view_take(r, key, "text", &reason.text) || view_take(r, key, "strength", &reason.strength));
        else
            json_skip(r, k);
    }
    return reason;
}
