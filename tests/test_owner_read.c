/* Ownership files: what is read, and what is refused with its line. */
#include "owner/owner.h"

#include "tests/test.h"

static struct owner_book book;

static int begin(void **state)
{
    (void)state;
    owner_book_init(&book, 1 << 24);
    return 0;
}

static int end(void **state)
{
    (void)state;
    owner_book_release(&book);
    return 0;
}

static void shares_are_read_as_people_write_them(void **state)
{
    (void)state;
    static const struct { const char *text; bool ok; uint16_t min, max; bool unknown; } rows[] = {
        { "30", true, 3000, 3000, false }, { "30.5 %", true, 3050, 3050, false },
        { "33,33", true, 3333, 3333, false }, { "33.333", true, 3333, 3334, false },
        { "25-50", true, 2500, 5000, false }, { "25% - 50%", true, 2500, 5000, false },
        { ">50", true, 5001, 10000, false }, { ">=25 %", true, 2500, 10000, false },
        { "<25", true, 0, 2499, false }, { "<=25", true, 0, 2500, false }, { "100", true, 10000, 10000, false },
        { "0", true, 0, 0, false }, { "", true, 0, 10000, true }, { "?", true, 0, 10000, true },
        { "100.01", false, 0, 0, false }, { "101", false, 0, 0, false }, { "-5", false, 0, 0, false },
        { "50-25", false, 0, 0, false }, { "half", false, 0, 0, false }, { "5.", false, 0, 0, false },
        { ">100", false, 0, 0, false }, { "<0", false, 0, 0, false }, { "1e1", false, 0, 0, false },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct owner_edge e = { .line = 0 };
        if (owner_share_read(str_c(rows[i].text), &e) != rows[i].ok) fail_msg("'%s'", rows[i].text);
        if (!rows[i].ok) continue;
        assert_int_equal(e.min_bp, rows[i].min);
        assert_int_equal(e.max_bp, rows[i].max);
        assert_int_equal(e.is_unknown, rows[i].unknown);
    }
}

static void a_table_that_is_wrong_is_refused_with_its_line(void **state)
{
    (void)state;
    static const struct { const char *text; uint64_t line; } rows[] = {
        { "", 0 }, { "owner\nA\n", 1 }, { "owner,owned,percent\n", 0 }, { "owner,owned,percentage\nA,B,1\n", 1 },
        { "owner,owned,percent,percent\nA,B,1,2\n", 1 }, { "owner,owned,percent,min\nA,B,1,2\n", 1 },
        { "owner,owned,percent\nA,B,10\nA,B,x\n", 3 }, { "owner,owned,percent\nA,,10\n", 2 },
        { "owner,owned,percent\nA,B,10,\nA,B,49,999\n", 3 },
        { "owner,owned,percent,from\nA,B,10,soon\n", 2 }, { "owner,owned,percent,from,to\nA,B,10,2020,2019\n", 2 },
        { "owner,owned,percent,kind\nA,B,10,friend\n", 2 }, { "owner,owned,percent\nA,B,\"10\n", 2 },
        { "owner,owned\nA,\xff\n", 2 }, { "owner,owned,min,max\nA,B,60,20\n", 2 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cordon_error err = ERROR_INIT;
        owner_book_release(&book);
        owner_book_init(&book, 1 << 24);
        assert_int_equal(owner_read(&book, STR("t.csv"), str_c(rows[i].text), &err), CORDON_SYNTAX);
        if (err.line != rows[i].line) fail_msg("%zu: line %llu: %s", i, (unsigned long long)err.line, err.message);
        assert_string_equal(err.file, "t.csv");
    }
}

static const char gleif[] =
    "Relationship.StartNode.NodeID,Relationship.StartNode.NodeIDType,Relationship.EndNode.NodeID,"
    "Relationship.EndNode.NodeIDType,Relationship.RelationshipType,Relationship.Period.1.startDate,"
    "Relationship.Period.1.endDate,Relationship.Period.1.periodType,Relationship.Period.2.startDate,"
    "Relationship.Period.2.endDate,Relationship.Period.2.periodType,Relationship.RelationshipStatus,"
    "Relationship.Quantifiers.1.QuantifierAmount,Relationship.Quantifiers.1.QuantifierUnits\n"
    "MUSTERCHILD000000001,LEI,MUSTERPARENT00000001,LEI,IS_DIRECTLY_CONSOLIDATED_BY,2024-01-01T00:00:00Z,"
    "2024-12-31T00:00:00Z,ACCOUNTING_PERIOD,2019-05-01T00:00:00Z,,RELATIONSHIP_PERIOD,ACTIVE,75.5,PERCENTAGE\n"
    "MUSTERCHILD000000002,LEI,MUSTERPARENT00000001,LEI,IS_INTERNATIONAL_BRANCH_OF,,,,,,,ACTIVE,,\n"
    "MUSTERCHILD000000003,LEI,MUSTERPARENT00000001,LEI,IS_DIRECTLY_CONSOLIDATED_BY,,,,,,,INACTIVE,,\n"
    "MUSTERCHILD000000004,LEI,MUSTERPARENT00000001,LEI,IS_FUND-MANAGED_BY,,,,,,,ACTIVE,,\n";

static void gleif_relationships_become_control_shares_and_links(void **state)
{
    (void)state;
    struct cordon_error err = ERROR_INIT;
    if (owner_read(&book, STR("rr.csv"), str_c(gleif), &err)) fail_msg("%s", err.message);
    assert_int_equal(book.edge_count, 4);
    assert_int_equal(book.edge[0].kind, OWNER_CONTROL);
    assert_str(book.party[book.edge[0].owner].key, "MUSTERPARENT00000001");
    assert_int_equal(book.edge[0].from, 18017); /* 2019-05-01, not the accounting period */
    assert_int_equal(book.edge[1].kind, OWNER_SHARE);
    assert_int_equal(book.edge[1].min_bp, 7550);
    assert_int_equal(book.edge[2].min_bp, 10000);
    assert_int_equal(book.edge[3].kind, OWNER_LINK);
}

#define RR_HEAD                                                                                                \
    "Relationship.StartNode.NodeID,Relationship.EndNode.NodeID,Relationship.RelationshipType,"                \
    "Relationship.RelationshipStatus,Registration.RegistrationStatus,Relationship.Quantifiers.1.QuantifierAmount," \
    "Relationship.Quantifiers.1.QuantifierUnits,Relationship.Quantifiers.3.QuantifierAmount,"                 \
    "Relationship.Quantifiers.3.QuantifierUnits,Relationship.Period.1.startDate,Relationship.Period.1.endDate," \
    "Relationship.Period.1.periodType,Relationship.Period.5.startDate,Relationship.Period.5.endDate,"         \
    "Relationship.Period.5.periodType\n"
#define RR(type, more) RR_HEAD "MUSTERCHILD000000001,MUSTERPARENT00000001,IS_" type "_CONSOLIDATED_BY,ACTIVE," more "\n"

static void a_share_that_gleif_tells_is_one_whichever_record_and_quantifier_tells_it(void **state)
{
    (void)state;
    static const struct { const char *text; uint32_t edges, min, max; bool is_unknown; uint32_t notes; } rows[] = {
        { RR("DIRECTLY", "PUBLISHED,75.5,PERCENTAGE,,,,,,,,"), 2, 7550, 7550, false, 0 },
        { RR("DIRECTLY", "PUBLISHED,0.51,,75.5,PERCENTAGE,,,,,,"), 2, 7550, 7550, false, 0 },
        { RR("DIRECTLY", "PUBLISHED,,,,,,,,,,"), 2, 0, 10000, true, 0 },
        { RR("DIRECTLY", "PUBLISHED,101,PERCENTAGE,,,,,,,,"), 2, 0, 10000, true, 1 },
        { RR("ULTIMATELY", "PUBLISHED,100.00,PERCENTAGE,,,,,,,,"), 2, 10000, 10000, false, 0 },
        { RR("ULTIMATELY", "PUBLISHED,30,PERCENTAGE,,,,,,,,"), 2, 3000, 10000, false, 0 }, /* of a chain: at least */
        { RR("ULTIMATELY", "PUBLISHED,100.00,,,,,,,,,"), 1, 0, 0, false, 0 },
        { RR("ULTIMATELY", "PUBLISHED,many,PERCENTAGE,,,,,,,,"), 1, 0, 0, false, 1 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cordon_error err = ERROR_INIT;
        owner_book_release(&book);
        owner_book_init(&book, 1 << 24);
        if (owner_read(&book, STR("rr.csv"), str_c(rows[i].text), &err)) fail_msg("%zu: %s", i, err.message);
        if (book.edge_count != rows[i].edges || book.note_count != rows[i].notes) fail_msg("%zu", i);
        assert_int_equal(book.edge[0].kind, OWNER_CONTROL);
        assert_true(book.party[0].is_id && book.party[1].is_id);
        if (rows[i].edges == 1) continue;
        assert_int_equal(book.edge[1].kind, OWNER_SHARE);
        assert_int_equal(book.edge[1].min_bp, rows[i].min);
        assert_int_equal(book.edge[1].max_bp, rows[i].max);
        assert_int_equal(book.edge[1].is_unknown, rows[i].is_unknown);
    }
}

static void records_of_gleif_count_in_their_period_unless_they_are_annulled(void **state)
{
    (void)state;
    static const struct { const char *registration; uint32_t edges; } rows[] = {
        { "PUBLISHED", 2 }, { "LAPSED", 2 }, { "", 2 }, { "ANNULLED", 0 }, { "DUPLICATE", 0 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[2048];
        struct cordon_error err = ERROR_INIT;
        snprintf(text, sizeof text, RR("DIRECTLY", "%s,,,,,2020-01-01,,ACCOUNTING_PERIOD,2018-01-01,2020-01-01,"
                 "RELATIONSHIP_PERIOD"), rows[i].registration);
        owner_book_release(&book);
        owner_book_init(&book, 1 << 24);
        if (owner_read(&book, STR("rr.csv"), str_c(text), &err)) fail_msg("%s", err.message);
        assert_int_equal(book.edge_count, rows[i].edges);
        if (!rows[i].edges) continue;
        assert_int_equal(book.edge[0].from, 17532); /* 2018-01-01 */
        assert_int_equal(book.edge[0].to, 18262);
    }
}

static const char bods_4[] =
    "[{\"statementId\":\"1\",\"recordId\":\"c-1\",\"recordType\":\"entity\",\"recordDetails\":{\"isComponent\":false,"
    "\"entityType\":{\"type\":\"registeredEntity\"},\"name\":\"Muster Eins\"}},\n"
    "{\"statementId\":\"2\",\"recordId\":\"p-1\",\"recordType\":\"person\",\"recordDetails\":{\"personType\":\"knownPerson\","
    "\"names\":[{\"type\":\"legal\",\"fullName\":\"Anton Muster\"}],\"nationalities\":[{\"name\":\"X\",\"code\":\"JP\"}],"
    "\"birthDate\":\"1965-10\"}},\n"
    "{\"statementId\":\"3\",\"recordId\":\"r-1\",\"recordType\":\"relationship\",\"recordStatus\":\"new\",\"recordDetails\":{"
    "\"subject\":\"c-1\",\"interestedParty\":\"p-1\",\"interests\":[{\"type\":\"shareholding\",\"directOrIndirect\":\"direct\","
    "\"startDate\":\"2020-02-01\",\"share\":{\"minimum\":25,\"exclusiveMinimum\":25,\"maximum\":50}},"
    "{\"type\":\"votingRights\",\"share\":{\"exact\":30}},{\"type\":\"appointmentOfBoard\"}]}},\n"
    "{\"statementId\":\"4\",\"recordId\":\"r-2\",\"recordType\":\"relationship\",\"recordStatus\":\"new\",\"recordDetails\":{"
    "\"subject\":\"c-1\",\"interestedParty\":{\"reason\":\"noBeneficialOwners\"},\"interests\":[]}},\n"
    "{\"statementId\":\"5\",\"recordId\":\"r-1\",\"recordType\":\"relationship\",\"recordStatus\":\"updated\",\"recordDetails\":{"
    "\"subject\":\"c-1\",\"interestedParty\":\"p-1\",\"interests\":[{\"type\":\"shareholding\",\"share\":{\"exact\":60}}]}}]\n";

static void bods_statements_are_read_and_later_ones_replace_earlier(void **state)
{
    (void)state;
    struct cordon_error err = ERROR_INIT;
    if (owner_read(&book, STR("b.json"), str_c(bods_4), &err)) fail_msg("%s", err.message);
    assert_int_equal(book.edge_count, 4);
    assert_int_equal(book.edge[0].min_bp, 2501);
    assert_int_equal(book.edge[0].max_bp, 5000);
    assert_int_equal(book.edge[0].to, OWNER_NO_DAY + 1); /* replaced */
    assert_int_equal(book.edge[1].kind, OWNER_VOTE);
    assert_int_equal(book.edge[2].kind, OWNER_CONTROL);
    assert_int_equal(book.edge[3].min_bp, 6000);
    assert_int_equal(book.edge[3].to, OWNER_NO_DAY);
    assert_int_equal(book.note_count, 1);
    uint32_t p = owner_party_find(&book, STR("p-1"));
    assert_str(book.party[p].name, "Anton Muster");
    assert_str(book.party[p].value[OWNER_BIRTH_DATE]->text, "1965-10");
    assert_true(book.party[p].is_person);
}

static void older_bods_names_who_describes_whom(void **state)
{
    (void)state;
    static const char text[] =
        "{\"statementID\":\"e1\",\"statementType\":\"entityStatement\",\"name\":\"Muster Eins\"}\n"
        "{\"statementID\":\"p1\",\"statementType\":\"personStatement\",\"names\":[{\"fullName\":\"Anton Muster\"}]}\n"
        "{\"statementID\":\"o1\",\"statementType\":\"ownershipOrControlStatement\",\"subject\":{"
        "\"describedByEntityStatement\":\"e1\"},\"interestedParty\":{\"describedByPersonStatement\":\"p1\"},"
        "\"interests\":[{\"type\":\"shareholding\",\"interestLevel\":\"direct\",\"share\":{\"exact\":70}}]}\n"
        "{\"statementID\":\"o2\",\"statementType\":\"ownershipOrControlStatement\",\"replacesStatements\":[\"o1\"],"
        "\"subject\":{\"describedByEntityStatement\":\"e1\"},\"interestedParty\":{\"describedByPersonStatement\":\"p1\"},"
        "\"interests\":[{\"type\":\"shareholding\",\"interestLevel\":\"indirect\",\"share\":{\"exact\":20}}]}\n";
    struct cordon_error err = ERROR_INIT;
    if (owner_read(&book, STR("b.jsonl"), str_c(text), &err)) fail_msg("%s", err.message);
    assert_int_equal(book.edge_count, 2);
    assert_int_equal(book.edge[0].to, OWNER_NO_DAY + 1);
    assert_int_equal(book.edge[1].kind, OWNER_LINK);
}

/* Read statements that are written with ' for ", one behind the other. */
static cordon_status read_bods(const char *const *statements, struct cordon_error *err)
{
    static char text[1 << 16];
    size_t len = 0;
    for (; *statements; statements++)
        for (const char *c = *statements; *c; c++) text[len++] = *c == '\'' ? '"' : *c;
    assert_true(len < sizeof text);
    owner_book_release(&book);
    owner_book_init(&book, 1 << 24);
    return owner_read(&book, STR("b.json"), str_of(text, len), err);
}

#define ENTITY(id, more) "{'statementID':'" id "','statementType':'entityStatement'" more "}\n"
#define PERSON(id, more) "{'statementID':'" id "','statementType':'personStatement'" more "}\n"
#define HOLDING(id, owned, owner, more)                                                                      \
    "{'statementID':'" id "','statementType':'ownershipOrControlStatement','subject':{'describedByEntityStatement':'" \
    owned "'},'interestedParty':" owner more "}\n"
#define OWNER(id) "{'describedByPersonStatement':'" id "'}"
#define SHARE(percent) ",'interests':[{'type':'shareholding','share':{'exact':" percent "}}]"

static void values_of_another_kind_are_refused_with_their_key(void **state)
{
    (void)state;
    static const struct { const char *text, *key; } rows[] = {
        { HOLDING("o", "e", OWNER("p"), ",'interests':[null,{'type':'shareholding','share':{'exact':60}}]"), "'interests'" },
        { HOLDING("o", "e", OWNER("p"), ",'interests':{'type':'shareholding','share':{'exact':60}}"), "'interests'" },
        { HOLDING("o", "e", OWNER("p"), ",'interests':[{'type':'shareholding','share':60}]"), "'share'" },
        { HOLDING("o", "e", "[" OWNER("p") "]", SHARE("60")), "'interestedParty'" },
        { HOLDING("o", "e", "true", SHARE("60")), "'interestedParty'" },
        { HOLDING("o", "e", OWNER("p"), SHARE("60") ",'replacesStatements':[null,'x']"), "'replacesStatements'" },
        { HOLDING("o", "e", OWNER("p"), SHARE("60") ",'replacesStatements':'x'"), "'replacesStatements'" },
        { PERSON("p", ",'names':['Anton Muster']"), "'names'" },
        { PERSON("p", ",'names':'Anton Muster'"), "'names'" },
        { PERSON("p", ",'nationalities':['KP']"), "'nationalities'" },
        { "{'recordId':'e','recordType':'entity','recordDetails':[{'name':'x'}]}", "'recordDetails'" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cordon_error err = ERROR_INIT;
        const char *const text[] = { ENTITY("e", ""), rows[i].text, NULL };
        assert_int_equal(read_bods(text, &err), CORDON_SYNTAX);
        if (!strstr(err.message, "statement 2: ") || !strstr(err.message, rows[i].key)) fail_msg("%zu: %s", i, err.message);
    }
    const char *const nulls[] = { PERSON("p", ",'names':null,'nationalities':null"),
                                  HOLDING("o", "e", OWNER("p"), ",'interests':null,'replacesStatements':null"), NULL };
    assert_int_equal(read_bods(nulls, NULL), CORDON_OK);
    assert_int_equal(book.edge_count, 1);
    assert_int_equal(book.edge[0].kind, OWNER_LINK);
}

/* The values told of a fact, with a bar between them. */
static const char *told(const char *party, enum owner_fact fact)
{
    static char text[1024];
    uint32_t i = owner_party_find(&book, str_c(party));
    assert_true(i != UINT32_MAX);
    text[0] = 0;
    for (const struct owner_value *v = book.party[i].value[fact]; v; v = v->next)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s%.*s", text[0] ? "|" : "", STR_ARG(v->text));
    return text;
}

static void everything_told_of_a_party_is_kept(void **state)
{
    (void)state;
    const char *const text[] = {
        PERSON("p", ",'names':[{'fullName':'Anton Muster','familyName':'Muster'},{'familyName':'Muster','givenName':'Toni',"
                    "'patronymicName':'Pavlovich'},{'type':'former','fullName':'Anton Beispiel'},{'type':'birth'}],"
                    "'nationalities':[{'code':'JP','name':'Japan'},{'name':'North Korea'},{'code':'Atlantis'}],"
                    "'placeOfResidence':{'country':{'code':'CN'}},'birthDate':'1965-10'"),
        ENTITY("e", ",'name':'Muster Eins','alternateNames':['Muster One','M1'],"
                    "'incorporatedInJurisdiction':{'name':'Delaware','code':'US-DE'}"),
        PERSON("q", ",'names':[{'fullName':'Berta Muster'}],'birthDate':'spring of 1960'"),
        "{'recordId':'r','recordType':'entity','recordDetails':{'name':'Alt GmbH','jurisdiction':{'code':'DE'}}}",
        "{'recordId':'r','recordType':'entity','recordStatus':'updated','recordDetails':{'name':'Neu GmbH'}}", NULL };
    struct cordon_error err = ERROR_INIT;
    if (read_bods(text, &err)) fail_msg("%s", err.message);
    assert_string_equal(told("p", OWNER_NAME), "Anton Muster|Toni Pavlovich Muster|Anton Beispiel");
    assert_string_equal(told("p", OWNER_COUNTRY), "JP|North Korea");
    assert_string_equal(told("p", OWNER_BIRTH_DATE), "1965-10");
    assert_string_equal(told("e", OWNER_NAME), "Muster Eins|Muster One|M1");
    assert_string_equal(told("e", OWNER_COUNTRY), "US");
    assert_string_equal(told("q", OWNER_BIRTH_DATE), "");
    assert_string_equal(told("r", OWNER_NAME), "Alt GmbH|Neu GmbH");
    assert_string_equal(told("r", OWNER_COUNTRY), "DE");
    assert_int_equal(book.note_count, 2);
    assert_str(book.note[0].text, "'Atlantis' is no country");
    assert_str(book.note[1].text, "'spring of 1960' is no date of birth");
}

static void whoever_statements_mention_by_id_is_no_name(void **state)
{
    (void)state;
    const char *const text[] = {
        HOLDING("o", "e", "'register-1234567890'", SHARE("60")),
        "{'recordId':'p1-7f3c','recordType':'person','recordDetails':{'personType':'anonymousPerson','names':[]}}", NULL };
    assert_int_equal(read_bods(text, NULL), CORDON_OK);
    assert_int_equal(book.party_count, 3);
    for (uint32_t i = 0; i < 3; i++) {
        assert_true(book.party[i].is_id);
        assert_null(book.party[i].value[OWNER_NAME]);
    }
}

static void parties_with_one_identifier_are_one(void **state)
{
    (void)state;
    const char *const text[] = {
        HOLDING("o1", "a", OWNER("p"), SHARE("60")),
        ENTITY("a", ",'name':'Muster Eins','identifiers':[{'scheme':'GB-COH','schemeName':'Companies House','id':'01234567'}]"),
        ENTITY("x", ",'name':'Andere','identifiers':[{'scheme':'GB-COH','id':''},{'id':'01234567'},{'scheme':'GB-COH',"
                    "'id':'N/A'},{'scheme':'GB-COH','id':'00000000'},{'scheme':'DE-CR','schemeName':'Companies House','id':'01234567'}]"),
        ENTITY("y", ",'name':'Noch eine','identifiers':[{'scheme':'GB-COH','id':'n/a'},{'scheme':'GB-COH','id':'00000000'}]"),
        ENTITY("c", ",'name':'Muster Drei','identifiers':[{'schemeName':'Register','id':'M-3'},"
                    "{'scheme':'XI-LEI','id':'MUSTERLEI00000000003'}]"),
        ENTITY("b", ",'name':'Muster Zwei','identifiers':[{'scheme':'gb-coh','id':'01234567'},{'scheme':'XI-LEI','id':'SHORT'},"
                    "{'schemeName':'register','id':'m-3'}]"),
        HOLDING("o2", "x", OWNER("b"), SHARE("60")), NULL };
    struct cordon_error err = ERROR_INIT;
    if (read_bods(text, &err)) fail_msg("%s", err.message);
    uint32_t a = owner_party_find(&book, STR("a"));
    assert_int_equal(book.party_count, 4); /* a, p, x, y */
    assert_int_equal(owner_party_find(&book, STR("b")), a);
    assert_int_equal(owner_party_find(&book, STR("c")), a);
    assert_int_equal(owner_party_find(&book, STR("GB-COH-01234567")), a);
    assert_int_equal(owner_party_find(&book, STR("MUSTERLEI00000000003")), a);
    assert_int_equal(owner_party_find(&book, STR("XI-LEI-SHORT")), a);
    assert_int_equal(owner_party_find(&book, STR("SHORT")), UINT32_MAX);
    assert_int_equal(book.edge[0].owned, a);
    assert_int_equal(book.edge[1].owner, a);
    assert_int_equal(book.edge[1].owned, owner_party_find(&book, STR("x")));
    assert_string_equal(told("a", OWNER_NAME), "Muster Eins|Muster Drei|Muster Zwei");
    assert_string_equal(told("y", OWNER_NAME), "Noch eine");
    assert_int_equal(book.note_count, 2);
    assert_str(book.note[0].text, "'b' is one party with another that has the identifier 'gb-coh-01234567'");
    assert_str(book.note[1].text, "'b' is one party with another that has the identifier 'register-m-3'");

    assert_int_equal(owner_read(&book, STR("own.csv"), STR("owner,owned,percent\nB,Dritte,20\n"), &err), CORDON_OK);
    assert_int_equal(book.edge[2].owner, a);
}

static void statements_that_replace_each_other_are_of_one_party(void **state)
{
    (void)state;
    const char *const text[] = {
        HOLDING("o1", "v1", OWNER("p1"), SHARE("60")), ENTITY("v1", ",'name':'Muster Alt'"),
        ENTITY("v3", ",'name':'Muster Neu','replacesStatements':['v2']"),
        ENTITY("v2", ",'name':'Muster','replacesStatements':['v1','v0']"),
        HOLDING("o2", "other", OWNER("v3"), SHARE("60")), PERSON("p1", ",'names':[{'fullName':'Anton Muster'}]"),
        PERSON("p2", ",'replacesStatements':['p1']"), HOLDING("o3", "v0", OWNER("p2"), SHARE("10")),
        HOLDING("o4", "v2", OWNER("p2"), SHARE("60") ",'replacesStatements':['o1']"), NULL };
    struct cordon_error err = ERROR_INIT;
    if (read_bods(text, &err)) fail_msg("%s", err.message);
    uint32_t v = owner_party_find(&book, STR("v1")), p = owner_party_find(&book, STR("p1"));
    assert_int_equal(book.party_count, 3); /* v, p, other */
    assert_int_equal(book.note_count, 0);
    for (uint32_t i = 0; i < 4; i++) {
        assert_int_equal(book.edge[i].owned, i == 1 ? owner_party_find(&book, STR("other")) : v);
        assert_int_equal(book.edge[i].owner, i == 1 ? v : p);
        assert_int_equal(book.edge[i].to, i == 0 ? OWNER_NO_DAY + 1 : OWNER_NO_DAY); /* o1 was replaced */
    }
    assert_true(book.party[p].is_person);
    assert_string_equal(told("v0", OWNER_NAME), "Muster Alt|Muster Neu|Muster");
}

/* A statement of 0.4 about the relationship r of e and p. */
#define REL(id, status, date, more)                                                                          \
    "{'statementId':'" id "','recordId':'r','recordType':'relationship','recordStatus':'" status "'" date    \
    ",'recordDetails':{'subject':'e','interestedParty':'p'" more "}}\n"
#define ON(date) ",'statementDate':'" date "'"
#define UNTIL(date) ",'interests':[{'type':'shareholding','share':{'exact':60},'startDate':'2020-01-01','endDate':'" date "'}]"

/* The only share in force on a day, in whole percent; 0: none, -1: several. */
static int share_on(int32_t day)
{
    int found = 0;
    for (uint32_t i = 0; i < book.edge_count; i++) {
        const struct owner_edge *e = &book.edge[i];
        if ((e->from != OWNER_NO_DAY && day < e->from) || (e->to != OWNER_NO_DAY && day > e->to)) continue;
        found = found ? -1 : e->min_bp / 100;
    }
    return found;
}

static void of_statements_about_one_record_the_latest_holds(void **state)
{
    (void)state;
    static const struct { const char *text[5]; int percent; } rows[] = {
        { { REL("1", "new", ON("2024-01-01"), SHARE("10")), REL("2", "updated", ON("2026-01-01"), SHARE("60")) }, 60 },
        { { REL("2", "updated", ON("2026-01-01"), SHARE("60")), REL("1", "new", ON("2024-01-01"), SHARE("10")) }, 60 },
        { { REL("2", "updated", ON("2026-01-01"), SHARE("60")), REL("1", "new", "", SHARE("10")) }, 10 },
        { { REL("2", "updated", ON("2026-01-01"), SHARE("60")), REL("3", "updated", "", SHARE("20")),
            REL("1", "new", ON("2024-01-01"), SHARE("10")) }, 20 },
        { { REL("1", "new", ON("2026-01-01T10:00:00Z"), SHARE("10")), REL("2", "updated", ON("2026-01-01"), SHARE("60")) }, 60 },
        { { REL("1", "new", "", SHARE("10")), REL("2", "updated", "", SHARE("60")), REL("1", "new", "", SHARE("10")) }, 60 },
        { { REL("1", "new", "", SHARE("10")), REL("2", "updated", ON("soon"), SHARE("60")) }, 60 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cordon_error err = ERROR_INIT;
        if (read_bods(rows[i].text, &err)) fail_msg("%zu: %s", i, err.message);
        if (share_on(20000) != rows[i].percent) fail_msg("%zu: %d", i, share_on(20000));
        assert_int_equal(book.note_count, i == 6);
    }
}

static void a_closed_relationship_held_until_it_ended(void **state)
{
    (void)state;
    enum { BEFORE = 20787 /* 2026-11-30 */, AFTER };
    static const struct { const char *text[4]; int before, after; } rows[] = {
        { { REL("1", "new", ON("2024-01-01"), SHARE("60")),
            REL("2", "closed", ON("2026-12-31"), UNTIL("2026-11-30")) }, 60, 0 },
        { { REL("2", "closed", ON("2026-11-30"), UNTIL("2027-06-30")),
            REL("1", "new", ON("2024-01-01"), SHARE("60")) }, 60, 60 },
        { { REL("1", "new", ON("2024-01-01"), SHARE("60")), REL("2", "closed", ON("2026-11-30"), SHARE("60")) }, 60, 0 },
        { { REL("1", "new", ON("2024-01-01"), SHARE("60")), REL("2", "closed", ON("2026-11-30T08:00:00Z"), "") }, 60, 0 },
        { { REL("2", "closed", ON("2026-11-30"), ""), REL("1", "new", ON("2024-01-01"), UNTIL("2029-01-01")) }, 60, 0 },
        { { REL("1", "new", "", SHARE("60")),
            REL("2", "closed", ",'publicationDetails':{'publicationDate':'2026-11-30'}", "") }, 60, 0 },
        { { REL("1", "new", "", SHARE("60")), REL("2", "closed", "", "") }, 0, 0 },
        { { REL("1", "new", "", UNTIL("2026-11-30")), REL("2", "closed", "", "") }, 60, 0 },
        { { REL("1", "new", "", SHARE("60")), REL("2", "closed", ON("2025-01-01"), ""),
            REL("3", "updated", ON("2026-01-01"), SHARE("40")) }, 40, 40 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cordon_error err = ERROR_INIT;
        if (read_bods(rows[i].text, &err)) fail_msg("%zu: %s", i, err.message);
        if (share_on(BEFORE) != rows[i].before || share_on(AFTER) != rows[i].after)
            fail_msg("%zu: %d, then %d", i, share_on(BEFORE), share_on(AFTER));
    }
}

static void two_statements_with_one_id_both_count(void **state)
{
    (void)state;
    const char *const old[] = { HOLDING("o", "e", OWNER("p"), SHARE("50")), HOLDING("o", "e", OWNER("q"), SHARE("50")),
                                NULL };
    assert_int_equal(read_bods(old, NULL), CORDON_OK);
    assert_int_equal(share_on(20000), -1);
    assert_int_equal(book.note_count, 1);
    assert_str(book.note[0].text, "two statements with one id 'o': both count");
    assert_int_equal(book.note[0].line, 2);
    const char *const again[] = { HOLDING("o", "e", OWNER("p"), SHARE("50")), HOLDING("o", "e", OWNER("p"), SHARE("50")),
                                  NULL };
    assert_int_equal(read_bods(again, NULL), CORDON_OK);
    assert_int_equal(book.note_count, 0); /* the graph counts what is repeated once */
    const char *const record[] = { REL("1", "new", "", SHARE("10")), REL("1", "updated", "", SHARE("60")), NULL };
    assert_int_equal(read_bods(record, NULL), CORDON_OK);
    assert_int_equal(share_on(20000), -1);
    assert_int_equal(book.note_count, 1);
}

static void owners_who_are_nobody_are_noted_with_the_reason(void **state)
{
    (void)state;
    static const struct { const char *text, *words; } rows[] = {
        { HOLDING("o", "e", "{'unspecified':{'reason':'unknown','description':'x'}}", SHARE("60")), "'e' (unknown)" },
        { HOLDING("o", "e", "{'unspecified':{'description':'of 2020'}}", SHARE("60")), "'e' (of 2020)" },
        { HOLDING("o", "e", "{'reason':'noBeneficialOwners'}", ""), "'e' (noBeneficialOwners)" },
        { HOLDING("o", "e", "null", ""), "owner of 'e' (no reason is told)" },
        { "{'recordId':'r','recordType':'relationship','recordDetails':{'subject':{'reason':'unknown'},"
          "'interestedParty':'p'}}", "owned by 'p' (unknown)" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *const text[] = { rows[i].text, NULL };
        assert_int_equal(read_bods(text, NULL), CORDON_OK);
        assert_int_equal(book.note_count, 1);
        assert_int_equal(book.edge_count, 0);
        if (str_find(book.note[0].text, str_c(rows[i].words), 0) == SIZE_MAX)
            fail_msg("%zu: %.*s", i, STR_ARG(book.note[0].text));
    }
}

static void files_cut_anywhere_are_refused_or_mean_the_same(void **state)
{
    (void)state;
    for (size_t len = 0; len + 1 < sizeof bods_4 - 1; len++) {
        struct cordon_error err = ERROR_INIT;
        owner_book_release(&book);
        owner_book_init(&book, 1 << 24);
        if (!owner_read(&book, STR("b.json"), str_of(bods_4, len), &err)) fail_msg("cut at %zu", len);
        assert_true(err.message[0]);
    }
}

static void every_failing_allocation_is_survived(void **state)
{
    (void)state;
    const char *const texts[] = { gleif, bods_4 };
    for (size_t i = 0; i < 2; i++) {
        cordon_status st = CORDON_NOMEM;
        for (uint64_t n = 1; st; n++) {
            owner_book_release(&book);
            owner_book_init(&book, 1 << 24);
            mem_fail_from(n);
            st = owner_read(&book, STR("x"), str_c(texts[i]), NULL);
            mem_fail_from(0);
            assert_true(n < 1000);
        }
    }
}

static void every_failing_allocation_among_ids_is_survived(void **state)
{
    (void)state;
    static const char *const text[] = {
        ENTITY("e", ",'name':'Eins','alternateNames':['One'],'identifiers':[{'scheme':'GB-COH','id':'01234567'}]"),
        ENTITY("e2", ",'name':'Zwei','identifiers':[{'scheme':'GB-COH','id':'01234567'}],'replacesStatements':['e0']"),
        PERSON("p", ",'names':[{'givenName':'Anton','familyName':'Muster'}],'nationalities':[{'code':'JP'}],'birthDate':'x'"),
        HOLDING("o", "e", OWNER("p"), SHARE("50")), HOLDING("o", "e2", OWNER("p"), SHARE("50") ",'replacesStatements':['q']"),
        REL("1", "new", ON("2024-01-01"), SHARE("60")), REL("2", "closed", ON("2026-11-30"), ""), NULL };
    cordon_status st = CORDON_NOMEM;
    for (uint64_t n = 1; st; n++) {
        mem_fail_from(n);
        st = read_bods(text, NULL);
        mem_fail_from(0);
        assert_true(n < 1000);
    }
    assert_int_equal(book.party_count, 2);
    assert_int_equal(book.note_count, 3);
    for (uint32_t i = 0; i < book.note_count; i++) assert_true(book.note[i].text.len > 0);
}

/* What people have in hand beside what is read: named, with what to take in its place. */
static void other_files_of_gleif_are_known_by_name(void **state)
{
    (void)state;
    static const struct { const char *text, *words; } rows[] = {
        { "<?xml version=\"1.0\"?><rr:RelationshipData><rr:RelationshipRecords><rr:RelationshipRecord>",
          "records as XML; take GLEIF's golden copy of the same, 'Level 2 RR', as CSV" },
        { "{\"relations\":[{\"RelationshipRecord\":{}}]}", "records as JSON; take GLEIF's golden copy" },
        { "<?xml version=\"1.0\"?><lei:LEIData><lei:LEIRecords>", "'Level 1', which says who a firm is" },
        { "<?xml version=\"1.0\"?><holdings/>", "XML; a CSV, GLEIF's relationship records as CSV" },
        { "PK\003\004\024", "a ZIP; unpack it" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cordon_error err = ERROR_INIT;
        assert_int_equal(owner_read(&book, STR("rr"), str_c(rows[i].text), &err), CORDON_UNSUPPORTED);
        if (!strstr(err.message, rows[i].words)) fail_msg("'%s' does not say '%s'", err.message, rows[i].words);
    }
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, begin, end)
    const struct CMUnitTest tests[] = {
        T(shares_are_read_as_people_write_them),
        T(a_table_that_is_wrong_is_refused_with_its_line),
        T(gleif_relationships_become_control_shares_and_links),
        T(a_share_that_gleif_tells_is_one_whichever_record_and_quantifier_tells_it),
        T(records_of_gleif_count_in_their_period_unless_they_are_annulled),
        T(bods_statements_are_read_and_later_ones_replace_earlier),
        T(older_bods_names_who_describes_whom),
        T(values_of_another_kind_are_refused_with_their_key),
        T(everything_told_of_a_party_is_kept),
        T(whoever_statements_mention_by_id_is_no_name),
        T(parties_with_one_identifier_are_one),
        T(statements_that_replace_each_other_are_of_one_party),
        T(of_statements_about_one_record_the_latest_holds),
        T(a_closed_relationship_held_until_it_ended),
        T(two_statements_with_one_id_both_count),
        T(owners_who_are_nobody_are_noted_with_the_reason),
        T(files_cut_anywhere_are_refused_or_mean_the_same),
        T(every_failing_allocation_is_survived),
        T(every_failing_allocation_among_ids_is_survived),
        T(other_files_of_gleif_are_known_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
