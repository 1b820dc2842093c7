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

cordon_status owner_party_tell(struct owner_book *b, uint32_t party, str name, str birth_date, str country,
                               bool is_person, struct cordon_error *err)
{
    struct owner_party *p = &b->party[party];
    name = str_trim(name);
    birth_date = str_trim(birth_date);
    country = str_trim(country);
    if (name.len > OWNER_KEY_MAX || birth_date.len > OWNER_KEY_MAX || country.len > OWNER_KEY_MAX)
        return error_set(err, CORDON_LIMIT, "a value above 1,024 bytes");
    if (name.len && str_eq(p->name, p->key)) p->name = arena_str(&b->arena, name);
    if (birth_date.len && !p->birth_date.len) p->birth_date = arena_str(&b->arena, birth_date);
    if (country.len && !p->country.len) p->country = arena_str(&b->arena, country);
    p->is_person = p->is_person || is_person;
    return b->arena.failed ? error_nomem(err) : CORDON_OK;
}

cordon_status owner_read(struct owner_book *b, str name, str bytes, struct cordon_error *err)
{
    cordon_status st;
    size_t bad;
    if (b->file_count == OWNER_FILES_MAX)
        return error_set(err, CORDON_LIMIT, "more than %d files", OWNER_FILES_MAX);
    b->file[b->file_count++] = name;
    if (str_starts(bytes, STR("\xEF\xBB\xBF"))) bytes = str_from(bytes, 3);
    str text = str_trim(bytes);
    if (text.len == 0)
        st = error_set(err, CORDON_SYNTAX, "the file is empty");
    else if (!str_is_utf8(bytes, &bad))
        st = error_at(err, CORDON_SYNTAX, name, str_count(str_sub(bytes, 0, bad), '\n') + 1, 0,
                      "not UTF-8");
    else if (text.data[0] == '<')
        st = error_set(err, CORDON_UNSUPPORTED, "XML; GLEIF publishes the same relationship records as CSV, "
                       "which is read");
    else if (text.data[0] == '{' || text.data[0] == '[')
        st = owner_read_bods(b, text, err);
    else
        st = owner_read_csv(b, bytes, err);
    if (st) error_in_file(err, name);
    return st;
}
