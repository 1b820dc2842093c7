/* Ownership files told apart by what they hold. */
#include "owner/read.h"

#include "base/date.h"

bool owner_day_read(str text, bool is_last, int32_t *ret)
{
    struct date d;
    text = str_trim(text);
    *ret = OWNER_NO_DAY;
    if (text.len == 0) return true;
    if (!date_read(text, &d) || d.precision == DATE_NONE) return false;
    *ret = is_last ? d.last : d.first;
    return true;
}

cordon_status owner_party_tell(struct owner_book *b, uint32_t party, enum owner_fact fact, str value,
                               struct cordon_error *err)
{
    struct owner_party *p = &b->party[party];
    struct owner_value **at = &p->value[fact];
    size_t count = 0;
    value = str_trim(value);
    if (value.len == 0) return CORDON_OK;
    if (value.len > OWNER_KEY_MAX) return error_set(err, CORDON_LIMIT, "a value above 1,024 bytes");
    for (; *at; at = &(*at)->next, count++)
        if (str_eq_nocase((*at)->text, value)) return CORDON_OK;
    if (count == OWNER_VALUES_MAX)
        return error_set(err, CORDON_LIMIT, "more than %d values of one kind are told of '%.*s'", OWNER_VALUES_MAX,
                         STR_ARG(p->key));
    struct owner_value *v = arena_alloc(&b->arena, sizeof *v);
    if (v) *v = (struct owner_value){ NULL, arena_str(&b->arena, value) };
    if (b->arena.failed) return error_nomem(err);
    *at = v;
    if (fact == OWNER_NAME && count == 0) p->name = v->text;
    return CORDON_OK;
}

#define GLEIF_AS_CSV "take GLEIF's golden copy of the same, 'Level 2 RR', as CSV"

/* Files that people have in hand beside those that are read: the same content is to be had as one of them. */
static cordon_status check_known(str text, struct cordon_error *err)
{
    enum { LOOKED_AT = 8 << 10 };
    str head = str_sub(text, 0, LOOKED_AT);
    bool is_xml = head.data[0] == '<', is_json = head.data[0] == '{' || head.data[0] == '[';
    if (str_starts(head, STR("PK\003\004")))
        return error_set(err, CORDON_UNSUPPORTED, "a ZIP; unpack it");
    if (!is_xml && !is_json) return CORDON_OK;
    if (str_find(head, STR("RelationshipRecord"), 0) != SIZE_MAX)
        return error_set(err, CORDON_UNSUPPORTED, "GLEIF's relationship records as %s; " GLEIF_AS_CSV,
                         is_xml ? "XML" : "JSON");
    if (str_find(head, STR("LEIRecord"), 0) != SIZE_MAX || str_find(head, STR("LEIData"), 0) != SIZE_MAX)
        return error_set(err, CORDON_UNSUPPORTED, "GLEIF's 'Level 1', which says who a firm is and not who holds "
                         "it; " GLEIF_AS_CSV);
    if (is_xml)
        return error_set(err, CORDON_UNSUPPORTED, "XML; a CSV, GLEIF's relationship records as CSV, or BODS as JSON "
                         "are read");
    return CORDON_OK;
}

static cordon_status read_text(struct owner_book *b, str name, str bytes, struct cordon_error *err)
{
    size_t bad;
    str text = str_trim(bytes);
    if (text.len == 0) return error_set(err, CORDON_SYNTAX, "the file is empty");
    cordon_status st = check_known(text, err);
    if (st) return st;
    if (!str_is_utf8(bytes, &bad))
        return error_at(err, CORDON_SYNTAX, name, str_count(str_sub(bytes, 0, bad), '\n') + 1, 0, "not UTF-8");
    return text.data[0] == '{' || text.data[0] == '[' ? owner_read_bods(b, text, err) : owner_read_csv(b, bytes, err);
}

cordon_status owner_read(struct owner_book *b, str name, str bytes, struct cordon_error *err)
{
    if (b->file_count == OWNER_FILES_MAX)
        return error_set(err, CORDON_LIMIT, "more than %d files", OWNER_FILES_MAX);
    b->file[b->file_count++] = name;
    if (str_starts(bytes, STR("\xEF\xBB\xBF"))) bytes = str_from(bytes, 3);
    cordon_status st = read_text(b, name, bytes, err);
    if (!st && b->arena.failed) st = error_nomem(err); /* a note's text */
    if (st) error_in_file(err, name);
    return st;
}
