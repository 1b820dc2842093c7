/* Programme tags: which lists and which country they stand for. */
#include "list/ofac.h"

bool ofac_program_is_dprk(str tag)
{
    if (!str_starts(tag, STR("DPRK"))) return false;
    str rest = str_from(tag, 4);
    if (rest.len == 0 || rest.data[0] == '-') return true;
    for (size_t i = 0; i < rest.len; i++)
        if (!byte_is_digit(rest.data[i])) return false;
    return true;
}

bool ofac_program_is_non_sdn(str tag)
{
    static const str starts[] = {
        STR_INIT("NS-"),           /* legislative council, menu-based */
        STR_INIT("FSE-"),          /* foreign sanctions evaders */
        STR_INIT("561-"),          /* correspondent accounts */
        STR_INIT("CMIC-"),         /* Chinese military-industrial complex */
        STR_INIT("UKRAINE-EO13662"), /* sectoral directives */
    };
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (str_starts_nocase(tag, starts[i])) return true;
    return false;
}

static str strip(str tag)
{
    tag = str_trim(tag);
    while (tag.len && (tag.data[0] == '[' || tag.data[0] == ' ')) tag = str_from(tag, 1);
    while (tag.len && (tag.data[tag.len - 1] == ']' || tag.data[tag.len - 1] == ' ')) tag.len--;
    return tag;
}

bool ofac_program_next(str *tags, str *ret_tag)
{
    while (tags->len) {
        size_t end = str_find(*tags, STR("] ["), 0);
        if (end == SIZE_MAX) end = tags->len;
        *ret_tag = strip(str_sub(*tags, 0, end));
        *tags = str_from(*tags, end < tags->len ? end + 3 : end);
        if (ret_tag->len) return true;
    }
    return false;
}

void ofac_add_programs(struct entity_build *b, str tags, struct entity_src src)
{
    str tag;
    while (ofac_program_next(&tags, &tag)) {
        entity_child(b, FTM_SCHEMA_SANCTION, src);
        entity_add(b, FTM_PROP_AUTHORITY, STR(OFAC_AUTHORITY), STR_EMPTY, src);
        entity_add(b, FTM_PROP_COUNTRY, STR("us"), STR_EMPTY, src);
        entity_add(b, FTM_PROP_PROGRAM, tag, STR_EMPTY, src);
        if (ofac_program_is_dprk(tag)) entity_mark_dprk(b);
    }
}

cordon_status ofac_check_list(str source, str file, size_t non_sdn, size_t entries,
                              struct cordon_error *err)
{
    bool looks_cons = non_sdn * 2 >= entries;
    bool wants_sdn = str_eq(source, STR("us_ofac_sdn"));
    bool wants_cons = str_eq(source, STR("us_ofac_cons"));
    if ((!wants_sdn || !looks_cons) && (!wants_cons || looks_cons)) return CORDON_OK;
    return error_at(err, CORDON_REFUSED, file, 0, 0,
                    "these are entries of OFAC's %s list, not of '%.*s': %zu of %zu stand under "
                    "programmes of the non-SDN lists",
                    looks_cons ? "consolidated (non-SDN)" : "SDN", STR_ARG(source), non_sdn,
                    entries);
}
