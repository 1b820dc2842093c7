/* evidence/mrz: read anything as a zone, a bar code and a number; a zone read gives the same again, and
 * a name compares with itself. First line: the printed name; behind it the zone. */
#include "evidence/barcode.h"
#include "evidence/mrz.h"
#include "evidence/nationalid.h"
#include "evidence/passport.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_zone(str text, str printed)
{
    struct mrz m, again;
    char name[MRZ_WORDS_MAX * MRZ_LINE_MAX];
    size_t len = 0;
    if (!mrz_read(text, &m)) return;
    if (m.form == MRZ_NONE || m.words > MRZ_WORDS_MAX || m.family_words > m.words) abort();
    if (m.birth.month > 99 || m.birth.day > 99 || m.expiry.year > 99) abort();
    char lines[3 * (MRZ_LINE_MAX + 1)];
    size_t used = 0;
    for (size_t i = 0; i < 3 && m.line[i][0]; i++) {
        size_t n = strlen(m.line[i]);
        memcpy(lines + used, m.line[i], n);
        used += n;
        lines[used++] = '\n';
    }
    /* what was mended is read again without mending; a digit that failed fails again */
    if (!mrz_read(str_of(lines, used), &again) || again.form != m.form) abort();
    if (!m.wrong && again.wrong) abort();
    mrz_name_compare(&m, printed);
    for (size_t i = 0; i < m.words; i++) {
        size_t n = strlen(m.word[i].text);
        memcpy(name + len, m.word[i].text, n);
        len += n;
        name[len++] = ' ';
    }
    if (mrz_name_compare(&m, str_of(name, len)) == MRZ_NAME_OTHER) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char countries[][3] = { "kr", "jp", "us", "id", "cn", "tw", "hk", "in", "br", "pl",
                                         "es", "it", "fr", "se", "fi", "no", "dk", "nl", "tr", "mx",
                                         "sg", "cl", "be", "ch", "de", "gb" };
    str text = str_of((const char *)data, size), rest = text, first;
    struct barcode b;
    if (!size || !str_next(&rest, '\n', &first)) return 0;
    check_zone(rest, first);
    barcode_read(text, &b);
    for (size_t i = 0; i < sizeof countries / sizeof *countries; i++) {
        national_check(str_c(countries[i]), (enum national_kind)(size % 3), first, NATIONAL_NO_DAY);
        passport_number(str_c(countries[i]), first, 18000);
    }
    return 0;
}
