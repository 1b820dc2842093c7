/* What a document's machine-readable zone or bar code says of its holder. */
#include "evidence/evidence.h"

#include "base/country.h"
#include "evidence/barcode.h"
#include "evidence/mrz.h"

/* "FAMILY, GIVEN OTHER": the comma says which is which. */
static str name_of(const struct mrz *m, struct arena *arena)
{
    char text[MRZ_WORDS_MAX * (MRZ_LINE_MAX + 2)];
    size_t len = 0;
    for (size_t i = 0; i < m->words; i++) {
        str word = str_c(m->word[i].text);
        if (i && i == m->family_words) text[len++] = ',';
        if (i) text[len++] = ' ';
        memcpy(text + len, word.data, word.len);
        len += word.len;
    }
    return arena_str(arena, str_of(text, len));
}

bool paper_from_zone(str text, struct arena *arena, struct paper *ret)
{
    struct mrz m;
    if (!mrz_read(text, &m)) return false;
    bool is_visa = m.form == MRZ_VISA_A || m.form == MRZ_VISA_B;
    *ret = (struct paper){ .name = name_of(&m, arena), .is_passport = m.form == MRZ_TD3 };
    /* a number whose own check digit fails was read wrong; a visa's is of the visa */
    if (!(m.wrong & MRZ_NUMBER) && !is_visa) ret->number = arena_str(arena, str_c(m.number));
    ret->issuer = country_code(str_c(m.issuer));
    return true;
}

bool paper_from_barcode(str text, struct arena *arena, struct paper *ret)
{
    struct barcode b;
    if (!barcode_read(text, &b)) return false;
    *ret = (struct paper){ .name = name_of(&b.name, arena), .number = b.number };
    return true;
}
