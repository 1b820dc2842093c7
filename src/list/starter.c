/* Reading the bundled starter list. */
#include "list/starter.h"

#include "base/embed.h"
#include "base/num.h"

enum { COLUMNS = 25 };

/* the columns, in order; the file is ours, so another order is a bug and the header is checked */
enum column {
    C_SOURCE, C_ENTRY, C_TYPE, C_NAME, C_ALIAS, C_WEAK_ALIAS, C_PREVIOUS_NAME, C_BIRTH_DATE,
    C_BIRTH_PLACE, C_NATIONALITY, C_COUNTRY, C_GENDER, C_PASSPORT, C_NATIONAL_ID, C_REGISTRATION,
    C_IMO, C_WALLET, C_EMAIL, C_PHONE, C_ADDRESS, C_PROGRAM, C_POSITION, C_LISTED_ON,
    C_FACT_SOURCE, C_FACT_DATE,
};

static const char header[] =
    "source\tentry\ttype\tname\talias\tweak_alias\tprevious_name\tbirth_date\tbirth_place\t"
    "nationality\tcountry\tgender\tpassport\tnational_id\tregistration_number\timo\twallet\temail\tphone\t"
    "address\tprogram\tposition\tlisted_on\tfact_source\tfact_date";

/* columns whose values are plain properties of the subject */
static const struct { enum column column; enum ftm_prop prop; } plain[] = {
    { C_NAME, FTM_PROP_NAME },
    { C_ALIAS, FTM_PROP_ALIAS },
    { C_WEAK_ALIAS, FTM_PROP_WEAK_ALIAS },
    { C_PREVIOUS_NAME, FTM_PROP_PREVIOUS_NAME },
    { C_BIRTH_DATE, FTM_PROP_BIRTH_DATE },
    { C_BIRTH_PLACE, FTM_PROP_BIRTH_PLACE },
    { C_NATIONALITY, FTM_PROP_NATIONALITY },
    { C_COUNTRY, FTM_PROP_COUNTRY },
    { C_GENDER, FTM_PROP_GENDER },
    { C_IMO, FTM_PROP_IMO_NUMBER },
    { C_EMAIL, FTM_PROP_EMAIL },
    { C_PHONE, FTM_PROP_PHONE },
    { C_ADDRESS, FTM_PROP_ADDRESS },
    { C_POSITION, FTM_PROP_POSITION },
};

/* columns whose values, NUMBER@country, are documents */
static const struct { enum column column; enum ftm_schema schema; enum ftm_prop prop; str type; }
documents[] = {
    { C_PASSPORT, FTM_SCHEMA_PASSPORT, FTM_PROP_PASSPORT_NUMBER, STR_INIT("Passport") },
    { C_NATIONAL_ID, FTM_SCHEMA_IDENTIFICATION, FTM_PROP_ID_NUMBER, STR_INIT("National ID") },
    { C_REGISTRATION, FTM_SCHEMA_IDENTIFICATION, FTM_PROP_REGISTRATION_NUMBER,
      STR_INIT("Registration number") },
};

static const struct { str type; enum ftm_schema schema; } types[] = {
    { STR_INIT("person"), FTM_SCHEMA_PERSON },
    { STR_INIT("organization"), FTM_SCHEMA_ORGANIZATION },
    { STR_INIT("vessel"), FTM_SCHEMA_VESSEL },
    { STR_INIT("aircraft"), FTM_SCHEMA_AIRPLANE },
    { STR_INIT("wallet"), FTM_SCHEMA_CRYPTO_WALLET },
};

/* the newest collection of each, as data/starter/README.md says */
static const struct { const char *id; str date; } sources[] = {
    { "us_ofac_sdn", STR_INIT("2026-07-29") },
    { "kr_kofiu", STR_INIT("2026-01-14") },
    { "us_court", STR_INIT("2025-06-05") },
};

const char *list_starter_source(size_t index)
{
    return index < COUNT_OF(sources) ? sources[index].id : NULL;
}

str list_starter_date(str source)
{
    for (size_t i = 0; i < COUNT_OF(sources); i++)
        if (str_eq(source, str_c(sources[i].id))) return sources[i].date;
    return STR_EMPTY;
}

static void add_documents(struct entity_build *b, const str *cell, struct entity_src src)
{
    for (size_t i = 0; i < COUNT_OF(documents); i++) {
        for (str rest = cell[documents[i].column], v; str_next(&rest, '|', &v);) {
            if (v.len == 0) continue;
            size_t at = str_index(v, '@');
            str number = str_sub(v, 0, at), country = str_from(v, at + 1);
            entity_add_subject(b, documents[i].prop, number, STR_EMPTY, src);
            entity_child(b, documents[i].schema, src);
            entity_add(b, FTM_PROP_NUMBER, number, STR_EMPTY, src);
            entity_add(b, FTM_PROP_TYPE, documents[i].type, STR_EMPTY, src);
            entity_add(b, FTM_PROP_COUNTRY, country, STR_EMPTY, src);
        }
    }
}

static void add_wallets(struct entity_build *b, bool is_wallet, str cell, struct list_report *r,
                        struct entity_src src)
{
    uint32_t before = r->wallets;
    for (str rest = cell, v; str_next(&rest, '|', &v);) {
        if (v.len == 0) continue;
        if (!is_wallet) entity_child(b, FTM_SCHEMA_CRYPTO_WALLET, src);
        entity_add(b, FTM_PROP_PUBLIC_KEY, v, STR_EMPTY, src);
        r->wallets++;
        r->wallet_mentions++;
    }
    if (r->wallets > before) r->wallet_entries++;
}

static void add_programs(struct entity_build *b, const str *cell, struct entity_src src)
{
    for (str rest = cell[C_PROGRAM], v; str_next(&rest, '|', &v);) {
        if (v.len == 0) continue;
        entity_child(b, FTM_SCHEMA_SANCTION, src);
        entity_add(b, FTM_PROP_PROGRAM, v, STR_EMPTY, src);
        entity_add(b, FTM_PROP_LISTING_DATE, cell[C_LISTED_ON], STR_EMPTY, src);
        entity_add(b, FTM_PROP_SUMMARY, cell[C_FACT_SOURCE], STR_EMPTY, src);
    }
}

static uint32_t values(str cell)
{
    uint32_t n = 0;
    for (str v; str_next(&cell, '|', &v);) n += v.len != 0;
    return n;
}

static void count(struct list_report *r, enum ftm_schema schema, const str *cell)
{
    r->entries++;
    r->dprk_entries++;
    r->aliases += values(cell[C_ALIAS]) + values(cell[C_PREVIOUS_NAME]);
    r->weak_aliases += values(cell[C_WEAK_ALIAS]);
    r->addresses += values(cell[C_ADDRESS]);
    switch (ftm_schema_kind(schema)) {
    case KIND_PERSON: r->persons++; break;
    case KIND_ORGANIZATION: r->organizations++; break;
    case KIND_VESSEL: r->vessels++; break;
    case KIND_AIRCRAFT: r->aircraft++; break;
    case KIND_UNKNOWN:
    case KIND_OTHER: r->others++; break;
    }
}

static void add_row(str source, const str *cell, uint32_t line, struct entity_build *b,
                    struct list_report *r)
{
    struct entity_src src = { 0, line };
    struct buf id = BUF_INIT(256);
    size_t t = 0;
    while (t + 1 < COUNT_OF(types) && !str_eq(types[t].type, cell[C_TYPE])) t++;
    buf_add(&id, source);
    buf_add_byte(&id, '-');
    buf_add(&id, cell[C_ENTRY]);
    if (!id.failed) entity_begin(b, types[t].schema, buf_str(&id), cell[C_ENTRY], src);
    buf_release(&id);
    entity_mark_dprk(b);
    for (size_t i = 0; i < COUNT_OF(plain); i++)
        for (str rest = cell[plain[i].column], v; str_next(&rest, '|', &v);)
            entity_add_subject(b, plain[i].prop, v, STR_EMPTY, src);
    add_documents(b, cell, src);
    add_wallets(b, types[t].schema == FTM_SCHEMA_CRYPTO_WALLET, cell[C_WALLET], r, src);
    add_programs(b, cell, src);
    count(r, types[t].schema, cell);
}

cordon_status list_starter_read(str source, struct entity_build *b, struct list_report *report,
                                struct cordon_error *err)
{
    uint32_t line = 0;
    for (str rest = embed_str(&embed_starter), row; str_next(&rest, '\n', &row);) {
        str cell[COLUMNS], whole = row;
        size_t n = 0;
        line++;
        if (row.len == 0) continue;
        if (line == 1) {
            if (!str_eq(row, str_c(header)))
                return error_set(err, CORDON_BUG, "the starter list has other columns");
            continue;
        }
        if (!str_starts(row, source) || row.len == source.len || row.data[source.len] != '\t') continue;
        while (n < COLUMNS && str_next(&row, '\t', &cell[n])) n++;
        if (n != COLUMNS || row.data)
            return error_set(err, CORDON_BUG, "line %u of the starter list has %zu columns", line, n);
        add_row(source, cell, line, b, report);
        uint8_t digest[SHA_LEN];
        sha_of(whole, digest);
        entity_row_hash(b, digest);
    }
    return entity_build_status(b, err);
}
