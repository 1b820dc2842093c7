/* Is it a firm's name? */
#include "name/name.h"

#include "name/freq.h"
#include "name/orgform.h"

enum { WORD_LEAST = 4 /* letters: shorter words are parts of people's names somewhere */ };

/* "Media", "Studio": firms' names have it and people's names do not. */
static bool is_firms_word(str plain)
{
    return plain.len >= WORD_LEAST && freq_word_cb(plain) && !freq_person_cb(plain);
}

bool name_is_firm(str name, struct arena *arena)
{
    struct text_token token[TEXT_TOKENS_MAX];
    struct orgform form[TEXT_TOKENS_MAX];
    str plain[TEXT_TOKENS_MAX];
    struct cordon_error err = ERROR_INIT;
    size_t count = 0;
    if (text_tokens(name, arena, token, &count, &err) != CORDON_OK) return false;
    for (size_t i = 0; i < count; i++) plain[i] = token[i].plain;
    return count > 1 && (orgform_find(plain, count, form) > 0 || is_firms_word(plain[count - 1]));
}
