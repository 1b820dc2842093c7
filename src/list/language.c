/* Languages as the lists write them. */
#include "list/entry.h"

struct language {
    char two[3];   /* ISO 639-1 */
    char three[4]; /* ISO 639-3, which statements carry */
    char old[4];   /* ISO 639-2/B where it differs */
    char name[12]; /* in English */
};

/* clang-format off */
static const struct language languages[] = {
    { "ar", "ara", "",    "Arabic" },     { "az", "aze", "",    "Azerbaijani" },
    { "be", "bel", "",    "Belarusian" }, { "bg", "bul", "",    "Bulgarian" },
    { "bs", "bos", "",    "Bosnian" },    { "cs", "ces", "cze", "Czech" },
    { "da", "dan", "",    "Danish" },     { "de", "deu", "ger", "German" },
    { "el", "ell", "gre", "Greek" },      { "en", "eng", "",    "English" },
    { "es", "spa", "",    "Spanish" },    { "et", "est", "",    "Estonian" },
    { "fa", "fas", "per", "Persian" },    { "fa", "fas", "",    "Farsi" },
    { "",   "prs", "",    "Dari" },       { "fi", "fin", "",    "Finnish" },
    { "fr", "fra", "fre", "French" },     { "ga", "gle", "",    "Irish" },
    { "gd", "gla", "",    "Gaelic" },     { "gl", "glg", "",    "Galician" },
    { "he", "heb", "",    "Hebrew" },     { "hr", "hrv", "",    "Croatian" },
    { "hu", "hun", "",    "Hungarian" },  { "hy", "hye", "arm", "Armenian" },
    { "id", "ind", "",    "Indonesian" }, { "it", "ita", "",    "Italian" },
    { "ja", "jpn", "",    "Japanese" },   { "ka", "kat", "geo", "Georgian" },
    { "kk", "kaz", "",    "Kazakh" },     { "ko", "kor", "",    "Korean" },
    { "ku", "kur", "",    "Kurdish" },    { "lt", "lit", "",    "Lithuanian" },
    { "lv", "lav", "",    "Latvian" },    { "mk", "mkd", "mac", "Macedonian" },
    { "mo", "ron", "mol", "Moldovan" },   { "mt", "mlt", "",    "Maltese" },
    { "my", "mya", "bur", "Burmese" },    { "nl", "nld", "dut", "Dutch" },
    { "no", "nor", "",    "Norwegian" },  { "pa", "pan", "",    "Punjabi" },
    { "pl", "pol", "",    "Polish" },     { "ps", "pus", "",    "Pashto" },
    { "pt", "por", "",    "Portuguese" }, { "ro", "ron", "rum", "Romanian" },
    { "ru", "rus", "",    "Russian" },    { "sk", "slk", "slo", "Slovak" },
    { "sl", "slv", "",    "Slovenian" },  { "so", "som", "",    "Somali" },
    { "sq", "sqi", "alb", "Albanian" },   { "sr", "srp", "",    "Serbian" },
    { "su", "sun", "",    "Sundanese" },  { "sv", "swe", "",    "Swedish" },
    { "tg", "tgk", "",    "Tajik" },      { "tr", "tur", "",    "Turkish" },
    { "uk", "ukr", "",    "Ukrainian" },  { "ur", "urd", "",    "Urdu" },
    { "uz", "uzb", "",    "Uzbek" },      { "vi", "vie", "",    "Vietnamese" },
    { "zh", "zho", "chi", "Chinese" },    { "zh", "zho", "",    "Mandarin" },
};
/* clang-format on */

str list_language(str text)
{
    text = str_trim(text);
    for (size_t i = 0; i < COUNT_OF(languages); i++) {
        const struct language *l = &languages[i];
        bool is_it = text.len == 2   ? str_eq_nocase(text, str_c(l->two))
                     : text.len == 3 ? str_eq_nocase(text, str_c(l->three)) ||
                                           str_eq_nocase(text, str_c(l->old))
                                     : str_eq_nocase(text, str_c(l->name));
        if (is_it && text.len) return str_c(l->three);
    }
    return STR_EMPTY;
}
