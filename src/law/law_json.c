/* Law cards as JSON: ids for programs, words in a language for people. */
#include "law/law.h"

#include "base/date.h"
#include "law/law_tables.h"

static enum say_lang lang_of(enum say_lang lang)
{
    return (unsigned)lang < SAY_LANG_COUNT ? lang : SAY_LANG_EN;
}

str law_word(enum say_lang lang, str key)
{
    size_t low = 0, high = law_word_count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int order = str_cmp(law_words[mid].key, key);
        if (order == 0) return law_words[mid].text[lang_of(lang)];
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return STR("");
}

/* "class.duty" of "class." and "duty"; both are ours and short. */
static str word_of(enum say_lang lang, str group, str id)
{
    char key[64];
    if (group.len + id.len > sizeof key) return STR("");
    memcpy(key, group.data, group.len);
    memcpy(key + group.len, id.data, id.len);
    return law_word(lang, str_of(key, group.len + id.len));
}

static void write_jurisdiction(struct json_writer *w, enum say_lang lang, enum law_jurisdiction j)
{
    str name = law_jurisdiction_name(j);
    json_w_key_str(w, STR("jurisdiction"), name);
    json_w_key_str(w, STR("jurisdiction_name"), word_of(lang, STR("jurisdiction."), name));
}

static void write_checks(struct json_writer *w, enum say_lang lang, uint32_t checks)
{
    json_w_key(w, STR("check_before_use"));
    json_w_bool(w, checks != 0);
    if (checks == 0) return;
    json_w_key(w, STR("check"));
    json_w_array(w);
    for (size_t i = 0; i < law_check_count; i++)
        if (checks >> i & 1u) json_w_str(w, law_check_names[i]);
    json_w_array_end(w);
    json_w_key(w, STR("check_text"));
    json_w_array(w);
    for (size_t i = 0; i < law_check_count; i++)
        if (checks >> i & 1u) json_w_str(w, word_of(lang, STR("check."), law_check_names[i]));
    json_w_array_end(w);
}

static void write_because(struct json_writer *w, unsigned links)
{
    json_w_key(w, STR("because"));
    json_w_array(w);
    for (unsigned i = 0; i < LAW_LINK_COUNT; i++)
        if (links >> i & 1u) json_w_str(w, law_link_names[i]);
    json_w_array_end(w);
}

static void write_day(struct json_writer *w, str key, int32_t day)
{
    char text[16];
    date_text(day, text);
    json_w_key_str(w, key, str_c(text));
}

static str rule_name(enum law_due_kind kind)
{
    switch (kind) {
    case LAW_DUE_BUSINESS:
        return STR("business_days");
    case LAW_DUE_CALENDAR:
        return STR("calendar_days");
    case LAW_DUE_YEARLY:
        return STR("yearly");
    case LAW_DUE_AT_ONCE:
        return STR("at_once");
    case LAW_DUE_OPEN:
        return STR("open");
    case LAW_DUE_NONE:
        break;
    }
    return STR("");
}

static void write_due(struct json_writer *w, enum say_lang lang, const struct law_due *due,
                      int32_t event_day)
{
    write_day(w, STR("from"), event_day);
    if (!due->has_day) return;
    write_day(w, STR("day"), due->day);
    if (due->has_later) write_day(w, STR("later"), due->later);
    json_w_key(w, STR("exact"));
    json_w_bool(w, due->is_exact);
    if (!due->is_exact) json_w_key_str(w, STR("note"), law_word(lang, STR("inexact")));
}

static void write_deadline(struct json_writer *w, enum say_lang lang, const struct law_card *card,
                           const struct law_case *c)
{
    struct law_due due;
    json_w_key(w, STR("deadline"));
    json_w_object(w);
    json_w_key_str(w, STR("rule"), rule_name(card->due.kind));
    json_w_key_str(w, STR("text"), card->due_text[lang]);
    if (card->due.calendar.len) json_w_key_str(w, STR("calendar"), card->due.calendar);
    if (c && c->has_day && law_deadline(card, c->day, &due)) write_due(w, lang, &due, c->day);
    json_w_object_end(w);
}

cordon_status law_write_card(struct json_writer *w, enum say_lang lang, const struct law_card *card,
                             const struct law_case *c)
{
    lang = lang_of(lang);
    json_w_object(w);
    json_w_key_str(w, STR("id"), card->id);
    write_jurisdiction(w, lang, card->jurisdiction);
    json_w_key_str(w, STR("class"), card->class_id);
    json_w_key_str(w, STR("class_name"), word_of(lang, STR("class."), card->class_id));
    json_w_key_str(w, STR("instrument"), card->instrument);
    json_w_key_str(w, STR("title"), card->title[lang]);
    json_w_key_str(w, STR("text"), card->text[lang]);
    write_checks(w, lang, card->checks);
    if (c) write_because(w, law_links(c, card->jurisdiction) & card->links);
    if (card->due.kind != LAW_DUE_NONE) write_deadline(w, lang, card, c);
    json_w_key_str(w, STR("source"), card->source);
    json_w_key_str(w, STR("as_of"), card->as_of);
    json_w_object_end(w);
    return buf_status(w->out);
}

cordon_status law_write_title(struct json_writer *w, enum say_lang lang, const struct law_card *card,
                              const struct law_case *c)
{
    struct law_due due;
    lang = lang_of(lang);
    json_w_object(w);
    json_w_key_str(w, STR("id"), card->id);
    json_w_key_str(w, STR("jurisdiction"), law_jurisdiction_name(card->jurisdiction));
    json_w_key_str(w, STR("class"), card->class_id);
    json_w_key_str(w, STR("title"), card->title[lang]);
    if (card->checks) {
        json_w_key(w, STR("check_before_use"));
        json_w_bool(w, true);
    }
    if (card->due.kind != LAW_DUE_NONE) {
        json_w_key(w, STR("deadline"));
        json_w_object(w);
        json_w_key_str(w, STR("rule"), rule_name(card->due.kind));
        if (c && c->has_day && law_deadline(card, c->day, &due) && due.has_day) {
            write_day(w, STR("day"), due.day);
            if (due.has_later) write_day(w, STR("later"), due.later);
            json_w_key(w, STR("exact"));
            json_w_bool(w, due.is_exact);
        }
        json_w_object_end(w);
    }
    json_w_object_end(w);
    return buf_status(w->out);
}

cordon_status law_write_record(struct json_writer *w, enum say_lang lang,
                               const struct law_record *record)
{
    lang = lang_of(lang);
    json_w_object(w);
    json_w_key_str(w, STR("id"), record->id);
    write_jurisdiction(w, lang, record->jurisdiction);
    if (record->years) json_w_key_u64(w, STR("years"), record->years);
    json_w_key_str(w, STR("instrument"), record->instrument);
    json_w_key_str(w, STR("title"), record->title[lang]);
    json_w_key_str(w, STR("text"), record->text[lang]);
    write_checks(w, lang, record->checks);
    json_w_key_str(w, STR("source"), record->source);
    json_w_object_end(w);
    return buf_status(w->out);
}
