/* Is it a firm's name? */
#include "name/name.h"

#include "name/orgform.h"

/* Words that firms call themselves by at the end and that are nobody's name, folded without marks. By
 * a list and not by how often lists of names have a word: such lists know some peoples' names better
 * than others'. */
static bool is_firms_word(str plain)
{
    static const char *const words[] = {
        "agency", "analytics", "associates", "beratung", "computing", "consultancy", "consulting", "consultoria",
        "data", "design", "desarrollo", "development", "digital", "electronics", "engineering", "enterprise",
        "enterprises", "entertainment", "entwicklung", "foundation", "freelance", "fund", "games", "global", "gruppe", "hardware", "health",
        "holding", "holdings", "industries", "informatica", "informatics", "informatik", "informatique",
        "innovations", "interactive", "international", "invest", "jasa", "konsultan", "labs", "logistics",
        "marketing", "media", "networks", "online", "partners", "payments", "productions", "projects", "security",
        "service", "services", "servicios", "software", "solucoes", "soluciones", "solusi", "solutions", "studio",
        "studios", "systems", "tech", "technologies", "technology", "stiftung", "teknologi", "tecnologia", "telecom", "trade",
        "trading", "ventures", "works", "yayasan", "컨설팅", "소프트", "솔루션", "스튜디오", "デザイン", "ソフト", "スタジオ",
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq(plain, str_c(words[i]))) return true;
    return false;
}

/* Who takes parcels in at a firm, folded without marks. */
static bool is_role_word(str plain)
{
    static const char *const words[] = {
        "desk", "reception", "receptionist", "mailroom", "lobby", "concierge", "helpdesk", "office", "facilities",
        "warehouse", "department", "dept", "team", "storeroom", "empfang", "buro", "recepcion", "accueil", "resepsionis",
        "gudang", "kantor", "프런트", "안내데스크", "총무팀", "관리실", "受付", "総務", "総務部",
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq(plain, str_c(words[i]))) return true;
    return false;
}

static size_t plain_words(str name, struct arena *arena, str ret[TEXT_TOKENS_MAX])
{
    struct text_token token[TEXT_TOKENS_MAX];
    struct cordon_error err = ERROR_INIT;
    size_t count = 0;
    if (text_tokens(name, arena, token, &count, &err) != CORDON_OK) return 0;
    for (size_t i = 0; i < count; i++) ret[i] = token[i].plain;
    return count;
}

bool name_is_role(str name, struct arena *arena)
{
    str plain[TEXT_TOKENS_MAX];
    size_t count = plain_words(name, arena, plain);
    for (size_t i = 0; i < count; i++)
        if (is_role_word(plain[i])) return true;
    return name_is_firm(name, arena);
}

bool name_is_firm(str name, struct arena *arena)
{
    str plain[TEXT_TOKENS_MAX];
    struct orgform form[TEXT_TOKENS_MAX];
    size_t count = plain_words(name, arena, plain);
    return count > 1 && (orgform_find(plain, count, form) > 0 || is_firms_word(plain[count - 1]));
}
