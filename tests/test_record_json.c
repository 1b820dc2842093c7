/* record: names of fields, and JSON records in both forms. */
#include "tests/test.h"

#include "base/num.h"
#include "record/record.h"

struct box {
    struct record_reader *rr;
    struct arena          arena;
    struct record         record;
    struct cordon_error   err;
    struct buf            text;
};

static void open_box(struct box *x)
{
    memset(x, 0, sizeof *x);
    x->rr = record_reader_new();
    arena_init(&x->arena, 16u << 20);
    buf_init(&x->text, 1u << 20);
}

static void close_box(struct box *x)
{
    record_reader_free(x->rr);
    arena_release(&x->arena);
    buf_release(&x->text);
}

static cordon_status read(struct box *x, const char *text)
{
    arena_reset(&x->arena);
    memset(&x->err, 0, sizeof x->err);
    return record_from_json(x->rr, str_c(text), 7, 1, &x->arena, &x->record, &x->err);
}

/** `path=text/proof/country` of each value, one a line. */
static str show(struct box *x, const char *text)
{
    buf_reset(&x->text);
    cordon_status st = read(x, text);
    if (st) {
        buf_printf(&x->text, "%s %u:%u %s", cordon_status_name(st), (unsigned)x->err.line,
                   x->err.column, x->err.message);
        return buf_str(&x->text);
    }
    for (size_t i = 0; i < x->record.value_count; i++) {
        const struct record_value *v = &x->record.values[i];
        buf_printf(&x->text, "%.*s ", STR_ARG(record_field_info(v->field)->path));
        record_path(v, &x->text);
        buf_printf(&x->text, "=%.*s/%.*s/%.*s\n", STR_ARG(v->text),
                   STR_ARG(record_proof_name(v->proof)), STR_ARG(v->country));
    }
    return buf_str(&x->text);
}

static void reads_flat_records(void **state)
{
    struct box x;
    (void)state;
    open_box(&x);
    assert_str(show(&x, "{\"id\":\"A-1\",\"kind\":\"applicant\",\"type\":\"person\","
                        "\"Full Name\":\" Example Person \",\"alias\":[\"E. Person\",null,\"\"],"
                        "\"dob\":1984,\"favourite_colour\":{\"deep\":[1,{}]}}"),
               "name Full Name=Example Person/self/\n"
               "alias alias[0]=E. Person/self/\n"
               "birth_date dob=1984/self/\n");
    assert_str(x.record.id, "A-1");
    assert_int_equal(x.record.kind, RECORD_KIND_APPLICANT);
    assert_int_equal(x.record.party, RECORD_PARTY_PERSON);
    assert_int_equal(x.record.line, 7);
    assert_int_equal(x.record.unread_count, 1);
    assert_str(x.record.unread[0].name, "favourite_colour");
    assert_str(record_text(&x.record, FIELD_BIRTH_DATE), "1984");
    assert_str(record_text(&x.record, FIELD_EMAIL), "");
    close_box(&x);
}

static void reads_ftm_entities(void **state)
{
    struct box x;
    (void)state;
    open_box(&x);
    assert_str(show(&x, "{\"properties\":{\"name\":[\"Example Person\",\"\xEA\xB9\x80\"],"
                        "\"birthDate\":\"1984-03\",\"passportNumber\":[{\"value\":\"X1\","
                        "\"country\":\"jp\"}],\"topics\":[\"role.pep\"]},\"schema\":\"Person\","
                        "\"id\":\"q1\",\"proof\":\"document\",\"datasets\":[]}"),
               "name properties.name[0]=Example Person/document/\n"
               "name properties.name[1]=\xEA\xB9\x80/document/\n"
               "birth_date properties.birthDate=1984-03/document/\n"
               "passport properties.passportNumber[0]=X1/document/jp\n");
    assert_str(x.record.schema, "Person");
    assert_int_equal(x.record.unread_count, 2);
    assert_str(x.record.unread[0].name, "topics");
    close_box(&x);
}

static void takes_proof_from_the_nearest_place(void **state)
{
    struct box x;
    (void)state;
    open_box(&x);
    assert_str(show(&x, "{\"proof\":\"verified\",\"birth_date\":{\"value\":\"1984\",\"proof\":"
                        "\"self\"},\"name\":\"X\",\"name.proof\":\"document\",\"phone\":\"1\","
                        "\"email:self\":\"a@b.example\",\"passport\":[\"P1\",{\"value\":\"P2\","
                        "\"country\":\"us\"}],\"passport_country\":\"jp\"}"),
               "birth_date birth_date=1984/self/\n"
               "name name=X/document/\n"
               "phone phone=1/verified/\n"
               "email email:self=a@b.example/self/\n"
               "passport passport[0]=P1/verified/jp\n"
               "passport passport[1]=P2/verified/us\n");
    close_box(&x);
}

static void joins_the_parts_of_a_name(void **state)
{
    static const struct { const char *in, *want; } rows[] = {
        { "{\"first_name\":\"Ann\",\"middle_name\":\"B\",\"last_name\":\"Example\"}",
          "name first_name+middle_name+last_name=Ann B Example/self/" },
        { "{\"last_name\":\"Example\"}", "name last_name=Example/self/" },
        { "{\"last_name\":[\"One\",\"Two\"],\"given_name\":{\"value\":\"Ann\",\"proof\":"
          "\"verified\"},\"surname.proof\":\"document\"}",
          "name given_name+last_name=Ann One/document/\nname given_name+last_name=Ann Two/document/" },
    };
    struct box x;
    (void)state;
    open_box(&x);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        str got = show(&x, rows[i].in);
        if (str_find(got, str_c(rows[i].want), 0) == SIZE_MAX)
            fail_msg("'%.*s' lacks '%s'", STR_ARG(got), rows[i].want);
    }
    assert_str(show(&x, "{\"name\":\"Whole\",\"first_name\":\"A\",\"last_name\":\"B\"}"),
               "name name=Whole/self/\nfirst_name first_name=A/self/\nlast_name last_name=B/self/\n"
               "name first_name+last_name=A B/self/\n");
    assert_str(show(&x, "{\"middle_name\":\"Alone\"}"), "middle_name middle_name=Alone/self/\n");
    close_box(&x);
}

static void refuses_what_could_be_misread(void **state)
{
    static const struct { const char *in, *want; } rows[] = {
        { "{\"brith_date\":\"1984\"}",
          "syntax 7:2 unknown field 'brith_date'; did you mean 'birth_date'?" },
        { "{\"properties\":{\n \"nmae\":\"x\"}}",
          "syntax 8:2 unknown field 'nmae'; did you mean 'name'?" },
        { "{\"propertys\":{}}", "syntax 7:2 unknown field 'propertys'; did you mean 'properties'?" },
        { "{\"pasport_country\":\"jp\"}",
          "syntax 7:2 unknown field 'pasport_country'; did you mean 'passport'?" },
        { "{\"name\":\"a\",\"name\":\"b\"}", "syntax 7:13 field 'name' is given twice" },
        { "{\"id\":\"a\",\"record_id\":\"b\"}", "syntax 7:23 'id' and 'record_id' both mean field 'id', which takes one value; rename or "
          "leave out one of them" },
        { "{\"id\":[\"a\",\"b\"]}", "syntax 7:12 field 'id' takes one value" },
        { "{\"name\":true}", "syntax 7:9 field 'name' needs a text, not true or false" },
        { "{\"name\":[[\"a\"]]}", "syntax 7:10 field 'name' needs a text, not a list in a list" },
        { "{\"name\":{\"text\":\"a\"}}",
          "syntax 7:10 unknown 'text' in a value; it has value, proof and country" },
        { "{\"name\":{}}", "syntax 7:9 field 'name' needs a text or {\"value\": ..}" },
        { "{\"name\":{\"value\":\"a\",\"value\":\"b\"}}", "syntax 7:22 'value' is given twice" },
        { "{\"name\":{\"value\":[]}}", "syntax 7:18 'value' needs a text" },
        { "{\"name.proof\":\"seen\"}",
          "syntax 7:15 unknown proof 'seen'; use self, document or verified" },
        { "{\"name:seen\":\"x\"}",
          "syntax 7:2 unknown proof in 'name:seen'; use self, document or verified" },
        { "{\"kind\":\"aplicant\"}", "syntax 7:9 unknown kind 'aplicant'; did you mean 'applicant'?" },
        { "{\"properties\":[]}", "syntax 7:15 'properties' needs an object" },
        { "[1]", "syntax 7:1 a record is a JSON object" },
        { "{\"name\":\"x\"", "syntax 7:12 JSON ends where ',' or '}' should stand" },
        { "{} {}", "syntax 7:4 '{' stands where the end should" },
    };
    struct box x;
    (void)state;
    open_box(&x);
    for (size_t i = 0; i < COUNT_OF(rows); i++) assert_str(show(&x, rows[i].in), rows[i].want);
    close_box(&x);
}

/* Words that stand in the headers of real tables and mean nothing to us: none is a misspelling. */
static void leaves_ordinary_words_alone(void **state)
{
    static const char *const words[] = {
        "job",       "role",        "team",      "salary",     "department", "manager",
        "start_date", "end_date",   "hire_date", "status",     "score",      "rating",
        "timestamp", "created_at",  "updated_at", "created",   "modified",   "language",
        "timezone",  "skills",      "experience", "resume",    "github",     "linkedin",
        "invoice",   "invoice_number", "due_date", "price",    "quantity",   "total",
        "product",   "category",    "method",    "priority",   "source",     "channel",
        "campaign",  "device",      "browser",   "ip",         "ip_address", "user_agent",
        "session",   "latitude",    "longitude", "zip",        "postcode",   "postal_code",
        "state",     "province",    "region",    "county",     "district",   "title",
        "prefix",    "suffix",      "age",       "height",     "weight",     "photo",
        "picture",   "education",   "degree",    "school",     "university", "major",
        "marital_status", "religion", "occupation", "profession", "employer", "industry",
        "bank",      "branch",      "bank_name", "routing_number", "sort_code", "expiry",
        "expiry_date", "issue_date", "issued",   "valid_until", "type_of_document", "network",
        "chain",     "asset",       "token",     "block",      "hash",       "tx_hash",
        "direction", "balance",     "fee",       "rate",       "exchange",   "platform",
        "tags",      "labels",      "list",      "risk",       "risk_score", "decision",
        "reviewer",  "approved",    "reason",    "result",     "match",      "version",
    };
    (void)state;
    struct box x;
    open_box(&x);
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        char text[96];
        snprintf(text, sizeof text, "{\"%s\":\"1\"}", words[i]);
        if (read(&x, text)) fail_msg("%s", x.err.message);
        /* a field of a dossier goes by some of them, and none that is compared with a list does */
        if (x.record.unread_count != 1 && record_field_info(x.record.values[0].field)->since < 2)
            fail_msg("'%s' was read", words[i]);
    }
    close_box(&x);
}

static void knows_fields_by_all_their_names(void **state)
{
    (void)state;
    for (unsigned f = FIELD_NONE + 1; f < FIELD_COUNT; f++) {
        const struct record_field_info *info = record_field_info((enum record_field)f);
        assert_int_equal(record_field_find(info->path), f);
        const str lists[] = { info->aliases, info->ftm };
        for (size_t i = 0; i < COUNT_OF(lists); i++) {
            str rest = lists[i], name;
            while (rest.len && str_next(&rest, '|', &name))
                assert_int_equal(record_field_find(name), f);
        }
    }
    assert_int_equal(record_field_find(STR("Date of Birth")), FIELD_BIRTH_DATE);
    assert_int_equal(record_field_find(STR("PASSPORT-NO")), FIELD_PASSPORT);
    assert_int_equal(record_field_find(STR("alias_2")), FIELD_ALIAS);
    static const struct { const char *name; enum record_field want; } kind[] = {
        { "Customer No.", FIELD_SUBJECT },   { "Cust. #", FIELD_SUBJECT },
        { "First Name:", FIELD_FIRST_NAME }, { "Name *", FIELD_NAME },
        { "Passport #", FIELD_PASSPORT },    { "Passport#:", FIELD_PASSPORT },
        { "Tax ID No.", FIELD_TAX_ID },      { "Phone Number:", FIELD_PHONE },
        { "D.O.B. (DD/MM/YYYY)", FIELD_BIRTH_DATE }, { "Customer: name", FIELD_NAME },
        { "Alias #2", FIELD_ALIAS },         { "First\tName", FIELD_FIRST_NAME },
        { "Name (full)", FIELD_NAME },       { "E-mail?", FIELD_EMAIL },
        { "\xEF\xBD\x8E\xEF\xBD\x81\xEF\xBD\x8D\xEF\xBD\x85", FIELD_NAME }, /* wide */
        { "n\xD0\xB0me", FIELD_NAME },                                    /* a Cyrillic a */
        { "Addr\xC3\xA8ss", FIELD_ADDRESS },
        { "\xEC\x84\xB1 \xEB\xAA\x85:", FIELD_NAME }, /* Korean "name", with a blank */
        { "name()", FIELD_NAME },            { "()", FIELD_NONE },
        { "(name)", FIELD_NAME },            { "#", FIELD_NONE },
        { "Casino", FIELD_NONE },            { "Piano", FIELD_NONE },
        { ":", FIELD_NONE },                 { "::", FIELD_NONE },
    };
    for (size_t i = 0; i < COUNT_OF(kind); i++)
        if (record_field_find(str_c(kind[i].name)) != kind[i].want)
            fail_msg("'%s' is field %d", kind[i].name, (int)record_field_find(str_c(kind[i].name)));
    assert_int_equal(record_field_find(STR("id2")), FIELD_NONE);
    assert_int_equal(record_field_find(STR("birth_date.proof")), FIELD_NONE);
    assert_int_equal(record_field_find(STR("topics")), FIELD_NONE);
    assert_int_equal(record_field_find(STR("")), FIELD_NONE);
}

/* Names of fields not read, with what they are near; values of theirs that may be accounts. */
static str unread_of(struct box *x, const char *text)
{
    cordon_status st = read(x, text);
    buf_reset(&x->text);
    if (st) buf_printf(&x->text, "%s", x->err.message);
    for (size_t i = 0; !st && i < x->record.unread_count && i < RECORD_UNREAD_MAX; i++)
        buf_printf(&x->text, "%.*s~%.*s ", STR_ARG(x->record.unread[i].name),
                   STR_ARG(x->record.unread[i].near));
    for (size_t i = 0; !st && i < x->record.unread_value_count; i++) {
        record_path(&x->record.unread_values[i], &x->text);
        buf_printf(&x->text, "=%.*s ", STR_ARG(x->record.unread_values[i].text));
    }
    return buf_str(&x->text);
}

static void keeps_of_unread_fields_what_may_be_an_account(void **state)
{
    struct box x;
    (void)state;
    open_box(&x);
    assert_str(unread_of(&x, "{\"name\":\"A\",\"zz\":\"short\",\"yy\":\"a@b\",\"xx\":12345678901234567890123456}"),
               "zz~ yy~ xx~ yy=a@b ");
    assert_str(unread_of(&x, "{\"zz\":{\"a\":[\"DE89 3704 0044 0532 0130 00\",{\"c@d\":true}],\"e\":null}}"),
               "zz~ zz=DE89 3704 0044 0532 0130 00 zz=c@d ");
    assert_str(unread_of(&x, "{\"zz\":\"see 1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2.\"}"),
               "zz~ zz=see 1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2. ");
    assert_str(unread_of(&x, "{\"zz\":\"123456789012345678901234567890\",\"yy\":[[[]]],\"name\":\"B\"}"),
               "zz~ yy~ ");
    assert_int_equal(x.record.value_count, 1); /* what stands behind is read */
    /* a name of a script with short words is told with what it is near; a Latin one is refused */
    assert_str(unread_of(&x, "{\"\xEC\xB6\x9C\xEC\x83\x9D\xEC\x9D\xBC\":1}"),
               "\xEC\xB6\x9C\xEC\x83\x9D\xEC\x9D\xBC~\xEC\xB6\x9C\xEC\x83\x9D\xEC\xA7\x80 ");
    assert_str(unread_of(&x, "{\"br\xC3\xAFth_date\":1}"),
               "unknown field 'br\xC3\xAFth_date'; did you mean 'birth_date'?");
    close_box(&x);
}

static void counts_what_it_does_not_keep(void **state)
{
    struct box x;
    struct buf in = BUF_INIT(4u << 20);
    (void)state;
    open_box(&x);
    buf_add(&in, STR("{\"name\":\"A\""));
    for (int i = 0; i <= RECORD_UNREAD_MAX; i++) buf_printf(&in, ",\"zz%dzz\":1", i);
    buf_add(&in, STR(",\"list\":["));
    for (int i = 0; i < RECORD_UNREAD_VALUES_MAX; i++) buf_add(&in, STR("\"a@b\","));
    size_t before = in.len;
    buf_add(&in, STR("1]}"));
    buf_add_byte(&in, '\0');
    assert_int_equal(read(&x, in.data), CORDON_OK);
    assert_int_equal(x.record.unread_count, RECORD_UNREAD_MAX + 2);
    assert_int_equal(x.record.unread_value_count, RECORD_UNREAD_VALUES_MAX);
    assert_false(x.record.is_unread_cut);
    in.len = before;
    buf_add(&in, STR("\"c@d\"]}"));
    buf_add_byte(&in, '\0');
    assert_int_equal(read(&x, in.data), CORDON_OK);
    assert_int_equal(x.record.unread_value_count, RECORD_UNREAD_VALUES_MAX);
    assert_true(x.record.is_unread_cut);

    /* a name too long to be one is not read, and told */
    buf_reset(&in);
    buf_add(&in, STR("{\"name\":\"A\",\""));
    for (int i = 0; i < 70; i++) buf_add(&in, STR("name"));
    buf_add(&in, STR("\":1}"));
    buf_add_byte(&in, '\0');
    assert_int_equal(read(&x, in.data), CORDON_OK);
    assert_int_equal(x.record.unread_count, 1);
    buf_release(&in);
    close_box(&x);
}

static void the_manual_lists_every_field(void **state)
{
    struct buf text = BUF_INIT(1u << 20);
    FILE *f = fopen(source_path("docs/records.md"), "rb");
    (void)state;
    if (!f) fail_msg("no docs/records.md");
    for (int c; f && (c = fgetc(f)) != EOF;) buf_add_byte(&text, (char)c);
    if (f) fclose(f);
    for (unsigned i = FIELD_NONE + 1; i < FIELD_COUNT; i++) {
        const struct record_field_info *info = record_field_info((enum record_field)i);
        char row[512];
        snprintf(row, sizeof row, "| `%.*s` | %s |", STR_ARG(info->path),
                 info->is_many ? "yes" : "no");
        if (str_find(buf_str(&text), str_c(row), 0) == SIZE_MAX) fail_msg("no row %s", row);
    }
    buf_release(&text);
}

static void stops_at_its_caps(void **state)
{
    struct box x;
    struct buf in = BUF_INIT(4u << 20);
    (void)state;
    open_box(&x);
    buf_add(&in, STR("{\"name\":\""));
    for (int i = 0; i <= RECORD_VALUE_MAX; i++) buf_add_byte(&in, 'x');
    buf_add(&in, STR("\"}"));
    buf_add_byte(&in, '\0');
    assert_int_equal(read(&x, in.data), CORDON_LIMIT);

    buf_reset(&in);
    buf_add(&in, STR("{\"name\":["));
    for (int i = 0; i < RECORD_VALUES_MAX; i++) buf_add(&in, STR("\"x\","));
    size_t before = in.len;
    buf_add(&in, STR("\"\"]}"));
    buf_add_byte(&in, '\0');
    assert_int_equal(read(&x, in.data), CORDON_OK);
    assert_int_equal(x.record.value_count, RECORD_VALUES_MAX);
    in.len = before;
    buf_add(&in, STR("\"y\"]}"));
    buf_add_byte(&in, '\0');
    assert_int_equal(read(&x, in.data), CORDON_LIMIT);

    buf_reset(&in);
    buf_add_byte(&in, '{');
    for (int i = 0; i <= RECORD_KEYS_MAX; i++) buf_printf(&in, "%s\"zz%dzz\":1", i ? "," : "", i);
    buf_add_byte(&in, '}');
    buf_add_byte(&in, '\0');
    assert_int_equal(read(&x, in.data), CORDON_LIMIT);

    buf_reset(&in);
    buf_add(&in, STR("{\"zz\":\""));
    for (int i = 0; i < RECORD_TEXT_MAX; i++) buf_add_byte(&in, 'x');
    buf_add(&in, STR("\"}"));
    buf_add_byte(&in, '\0');
    assert_int_equal(read(&x, in.data), CORDON_LIMIT);
    buf_release(&in);
    close_box(&x);
}

static void survives_lack_of_memory(void **state)
{
    static const char text[] = "{\"first_name\":\"A\\u0041\",\"last_name\":\"B\",\"alias\":[\"1\","
                               "\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\",\"10\",\"11\","
                               "\"12\",\"13\",\"14\",\"15\",\"16\",\"17\",\"18\"]}";
    (void)state;
    for (uint64_t n = 1;; n++) {
        struct box x;
        memset(&x, 0, sizeof x);
        arena_init(&x.arena, 1u << 20);
        mem_fail_from(n);
        x.rr = record_reader_new();
        cordon_status st = x.rr ? read(&x, text) : CORDON_NOMEM;
        mem_fail_from(0);
        close_box(&x);
        if (st == CORDON_OK) break;
        assert_int_equal(st, CORDON_NOMEM);
    }
}

static void reads_dossiers(void **state)
{
    struct box x;
    (void)state;
    open_box(&x);
    assert_str(show(&x, "{\"doc\":[{\"type\":\"passport\",\"number\":{\"value\":\"X1\",\"country\":\"jp\"}},{\"check\":\"denied\"}],"
                        "\"net\":{\"ip\":\"192.0.2.1\",\"tag\":[\"vpn\",\"office\"],\"failed\":true},"
                        "\"email\":[{\"value\":\"a@example.org\",\"first_seen\":\"2026-07-01\"},\"b@example.org\"],"
                        "\"Doc_3.number\":\"Z\",\"code\":\"a word\",\"work\":null,\"birth_date.proof\":\"document\"}"),
               "doc.type doc[0].type=passport/self/\n"
               "doc.number doc[0].number=X1/self/jp\n"
               "doc.check doc[1].check=denied/self/\n"
               "net.ip net[0].ip=192.0.2.1/self/\n"
               "net.tag net[0].tag[0]=vpn/self/\n"
               "net.tag net[0].tag[1]=office/self/\n"
               "net.failed net[0].failed=true/self/\n"
               "email.first_seen email[0].first_seen=2026-07-01/self/\n"
               "email email[0]=a@example.org/self/\n"
               "email email[1]=b@example.org/self/\n"
               "doc.number Doc_3.number=Z/self/\n");
    assert_int_equal(x.record.unread_count, 1); /* code */
    assert_int_equal(record_items(&x.record, GROUP_DOC), 3);
    assert_int_equal(record_items(&x.record, GROUP_PAY), 0);
    assert_str(record_in_item(&x.record, FIELD_DOC_NUMBER, 2)->text, "Z");
    assert_null(record_in_item(&x.record, FIELD_DOC_NUMBER, 1));
    assert_str(show(&x, "{\"doc\":{\"number\":[\"a\",\"b\"]}}"),
               "syntax 7:23 field 'doc.number' takes one value");
    assert_str(show(&x, "{\"doc\":[{\"number\":\"a\"},{\"number\":\"b\",\"numbr\":\"c\"}]}"),
               "syntax 7:38 unknown field 'numbr'; did you mean 'doc.number'?");
    assert_str(show(&x, "{\"doc\":[[]]}"), "syntax 7:9 'doc' needs an object or a list of them");
    assert_str(show(&x, "{\"net\":{\"failed\":\"x\",\"failed\":\"y\"}}"), "syntax 7:22 field 'failed' is given twice");
    close_box(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_flat_records),
        cmocka_unit_test(reads_ftm_entities),
        cmocka_unit_test(takes_proof_from_the_nearest_place),
        cmocka_unit_test(joins_the_parts_of_a_name),
        cmocka_unit_test(refuses_what_could_be_misread),
        cmocka_unit_test(leaves_ordinary_words_alone),
        cmocka_unit_test(knows_fields_by_all_their_names),
        cmocka_unit_test(keeps_of_unread_fields_what_may_be_an_account),
        cmocka_unit_test(counts_what_it_does_not_keep),
        cmocka_unit_test(the_manual_lists_every_field),
        cmocka_unit_test(reads_dossiers),
        cmocka_unit_test(stops_at_its_caps),
        cmocka_unit_test(survives_lack_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
