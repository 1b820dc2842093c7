/* Parties of an answer. */
#include "cli/view_party.h"

#include "base/num.h"
#include "cli/view_say.h"
#include "cli/words.h"

enum { VALUE_SHOWN = 100 /* characters */ };

static bool take(const struct json_reader *r, str key, const char *want, str *field)
{
    if (!str_eq(key, str_c(want))) return false;
    *field = r->text;
    return true;
}

static uint64_t number_of(str text)
{
    uint64_t n = 0;
    (void)num_parse_u64(text, UINT64_MAX, &n);
    return n;
}

/* --- reading ------------------------------------------------------------------------------------- */

/* Strings and numbers of an object into fields; what else it holds is passed over. */
struct wanted {
    const char *key;
    str        *field;
};

static void read_object(struct json_reader *r, const struct wanted *want, size_t count)
{
    str key = STR_EMPTY;
    for (enum json_kind k; (k = json_next(r)) != JSON_OBJECT_END && k != JSON_ERROR;) {
        if (k == JSON_KEY) {
            key = r->text;
        } else if (k == JSON_STRING || k == JSON_NUMBER) {
            for (size_t i = 0; i < count; i++) (void)take(r, key, want[i].key, want[i].field);
        } else {
            json_skip(r, k);
        }
    }
}

void view_party_records(struct json_reader *r, struct view_party *p)
{
    bool is_first = true;
    for (enum json_kind k; (k = json_next(r)) == JSON_OBJECT; is_first = false) {
        const struct wanted want[] = { { "file", &p->file }, { "line", &p->line } };
        read_object(r, want, is_first ? 2 : 0);
    }
}

static void read_others(struct json_reader *r, struct view_party *p)
{
    for (enum json_kind k; (k = json_next(r)) == JSON_OBJECT;) {
        str subject = STR_EMPTY, name = STR_EMPTY;
        const struct wanted want[] = { { "subject", &subject }, { "name", &name } };
        read_object(r, want, 2);
        if (p->other_count < VIEW_OTHERS_MAX) {
            p->others[p->other_count].subject = subject;
            p->others[p->other_count].name = name;
        }
        p->other_count++;
    }
}

static void read_via(struct json_reader *r, struct view_party *p)
{
    for (enum json_kind k; (k = json_next(r)) == JSON_OBJECT;) {
        str text = STR_EMPTY;
        const struct wanted want[] = { { "text", &text } };
        bool is_known = false;
        read_object(r, want, 1);
        for (size_t i = 0; i < p->via_count; i++) is_known = is_known || str_eq(p->via[i], text);
        if (!is_known && p->via_count < VIEW_VIA_MAX) p->via[p->via_count++] = text;
    }
}

void view_party_operator(struct json_reader *r, struct view_party *p)
{
    str key = STR_EMPTY;
    for (enum json_kind k; (k = json_next(r)) != JSON_OBJECT_END && k != JSON_ERROR;) {
        if (k == JSON_KEY)
            key = r->text;
        else if (k == JSON_STRING || k == JSON_NUMBER)
            (void)take(r, key, "members", &p->members);
        else if (k == JSON_ARRAY && str_eq(key, STR("others")))
            read_others(r, p);
        else if (k == JSON_ARRAY && str_eq(key, STR("via")))
            read_via(r, p);
        else
            json_skip(r, k);
    }
}

void view_party_steps(struct json_reader *r, struct view_party *p)
{
    for (enum json_kind k; (k = json_next(r)) == JSON_OBJECT;) {
        str phase = STR_EMPTY, text = STR_EMPTY;
        const struct wanted want[] = { { "phase_text", &phase }, { "text", &text } };
        read_object(r, want, 2);
        if (p->step_count == VIEW_STEPS_MAX) continue;
        p->steps[p->step_count].phase = phase;
        p->steps[p->step_count++].text = text;
    }
}

/* --- showing ------------------------------------------------------------------------------------- */

static void add_party(struct buf *out, str name, str subject)
{
    if (name.len) buf_printf(out, "%.*s (%.*s)", STR_ARG(name), STR_ARG(subject));
    else buf_add(out, subject);
}

void view_party_head(struct cli *cli, const struct view_party *p, str id)
{
    struct term *out = &cli->out;
    struct buf who = BUF_INIT(1 << 16);
    if (p->name.len || (p->files.len && p->subject.len))
        add_party(&who, p->name, p->subject);
    else if (id.len)
        buf_add(&who, id);
    else if (p->file.len)
        buf_printf(&who, "%.*s:%.*s", STR_ARG(p->file), STR_ARG(p->line));
    else
        buf_add(&who, STR("-"));
    (void)view_put(cli, STYLE_NONE, &who);
    if (number_of(p->records) > 1) {
        const struct cordon_word words[] = { word_number("records", number_of(p->records)),
                                             word_number("files", number_of(p->files)) };
        term_z(out, ", ");
        (void)view_say(cli, "screen.joined", words, 2);
    }
    term_z(out, "\n");
}

void view_party_shares(struct cli *cli, const struct view_party *p)
{
    struct buf what = BUF_INIT(1 << 16), who = BUF_INIT(1 << 16), line = BUF_INIT(1 << 17);
    size_t named = p->other_count < VIEW_OTHERS_MAX ? p->other_count : VIEW_OTHERS_MAX;
    uint64_t members = number_of(p->members);
    if (!p->via_count || !named) return;
    for (size_t i = 0; i < p->via_count; i++) {
        if (i) buf_add(&what, STR(", "));
        buf_add(&what, p->via[i]);
    }
    for (size_t i = 0; i < named; i++) {
        if (i) buf_add(&who, STR(", "));
        add_party(&who, p->others[i].name, p->others[i].subject);
    }
    if (members > named + 1) {
        const struct cordon_word more = word_number("count", members - named - 1);
        buf_add_byte(&who, ' ');
        words_add(cli, "screen.others", &more, 1, &who);
    }
    const struct cordon_word words[] = { word_text("what", buf_str(&what)), word_text("who", buf_str(&who)) };
    words_add(cli, "screen.shares", words, 2, &line);
    term_z(&cli->out, "  = ");
    view_wrapped(cli, buf_str(&line), 4, 4);
    if (what.failed || who.failed || line.failed) cli->out.buf.failed = true;
    buf_release(&what);
    buf_release(&who);
    buf_release(&line);
}

void view_party_contain(struct cli *cli, const struct view_party *p)
{
    if (!p->step_count) return;
    term_z(&cli->out, "  ");
    (void)view_say(cli, "screen.contain", NULL, 0);
    term_z(&cli->out, "\n");
    for (size_t i = 0; i < p->step_count; i++) {
        struct buf line = BUF_INIT(1 << 16);
        buf_add(&line, p->steps[i].phase);
        buf_add(&line, STR(": "));
        buf_add(&line, p->steps[i].text);
        term_printf(&cli->out, "  %3zu. ", i + 1);
        view_wrapped(cli, buf_str(&line), 7, 7);
        if (line.failed) cli->out.buf.failed = true;
        buf_release(&line);
    }
}

void view_value(struct cli *cli, str value)
{
    size_t len = 0, shown = 0;
    while (len < value.len && shown < VALUE_SHOWN) {
        len++;
        while (len < value.len && ((unsigned char)value.data[len] & 0xC0) == 0x80) len++;
        shown++;
    }
    term_text(&cli->out, str_sub(value, 0, len));
    if (len < value.len) term_z(&cli->out, "…");
}
