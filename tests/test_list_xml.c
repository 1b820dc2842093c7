/* list/xml: records out of a stream, and everything that is refused. */
#include "tests/test.h"

#include "tests/xml_same.h"

#include "list/xml.h"

struct seen {
    char     text[4096]; /* what was handed out, one line a record */
    size_t   count;
    uint32_t line; /* of the last record's first child */
    str      bytes;
};

static void write_node(struct seen *s, const struct xml_node *n)
{
    size_t at = strlen(s->text);
    snprintf(s->text + at, sizeof s->text - at, "%.*s", STR_ARG(n->name));
    for (uint32_t i = 0; i < n->attr_count; i++) {
        at = strlen(s->text);
        snprintf(s->text + at, sizeof s->text - at, " @%.*s=%.*s", STR_ARG(n->attrs[i].name),
                 STR_ARG(n->attrs[i].value));
    }
    at = strlen(s->text);
    snprintf(s->text + at, sizeof s->text - at, "%s%.*s", n->text.len ? "=" : "",
             STR_ARG(n->text));
    for (const struct xml_node *c = n->child; c; c = c->next) {
        strcat(s->text, " ");
        write_node(s, c);
    }
}

static cordon_status take(void *ctx, size_t path, const struct xml_node *n,
                          struct cordon_error *err)
{
    struct seen *s = ctx;
    (void)path;
    (void)err;
    s->count++;
    s->line = n->child ? n->child->line : 0;
    s->bytes = n->bytes;
    if (strlen(s->text) > sizeof s->text / 2) return CORDON_OK;
    write_node(s, n);
    strcat(s->text, "\n");
    return CORDON_OK;
}

static const struct xml_path paths[] = {
    { XML_OPEN, { "list" } },
    { XML_RECORD, { "list", "group", "entry" } },
    { XML_RECORD, { "list", "tables", "*" } },
    { XML_SKIP, { "list", "index" } },
};
static const struct xml_plan plan = {
    .title = "a made-up list", .paths = paths, .count = 4, .take = take
};

static cordon_status read_text(str text, struct seen *s, struct cordon_error *err)
{
    struct list_file f = { .name = STR("made-up.xml"), .bytes = text };
    *s = (struct seen){ .count = 0 };
    return xml_read(&f, &plan, s, NULL, err);
}

static void hands_out_records_as_trees(void **state)
{
    str text = STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                   "<list date='2026-01-02'><!-- a remark -->\n"
                   " <tables><One>1</One><Two/></tables>\n"
                   " <index><entry>not this</entry></index>\n"
                   " <group>\n"
                   "  <entry id=\"7\">\n"
                   "   <name>A &amp; B<![CDATA[ & C]]> </name><empty/>\n"
                   "   <sub><x>1</x><x>2</x></sub>\n"
                   "  </entry>\n"
                   " </group>\n"
                   "</list>\n");
    struct seen s;
    struct cordon_error err;
    (void)state;
    assert_int_equal(read_text(text, &s, &err), CORDON_OK);
    assert_string_equal(s.text, "list @date=2026-01-02\n"
                                "One=1\n"
                                "Two\n"
                                "entry @id=7 name=A & B & C empty sub x=1 x=2\n");
    assert_int_equal(s.line, 7);
    assert_true(str_starts(s.bytes, STR("<entry id=\"7\">")));
    assert_true(str_ends(s.bytes, STR("</sub>\n  </entry>")));
}

static void takes_names_without_their_namespace(void **state)
{
    struct seen s;
    struct cordon_error err;
    (void)state;
    assert_int_equal(read_text(STR("<n:list xmlns:n='urn:x' n:y='z'><n:group><n:entry a='1' "
                                   "n:b='2'><n:c>d</n:c></n:entry></n:group></n:list>"),
                               &s, &err),
                     CORDON_OK);
    assert_string_equal(s.text, "list\nentry @a=1 c=d\n");
}

static void knows_the_bytes_of_an_empty_record(void **state)
{
    struct seen s;
    struct cordon_error err;
    (void)state;
    assert_int_equal(read_text(STR("<list><group><entry a='1'/></group></list>"), &s, &err),
                     CORDON_OK);
    assert_str(s.bytes, "<entry a='1'/>");
}

static void reads_the_encodings_that_expat_knows(void **state)
{
    static const char wide[] = "\xFF\xFE<\0l\0i\0s\0t\0>\0<\0g\0r\0o\0u\0p\0>\0<\0e\0n\0t\0r\0y\0"
                               ">\0\x40\xAE<\0/\0e\0n\0t\0r\0y\0>\0<\0/\0g\0r\0o\0u\0p\0>\0<\0/\0"
                               "l\0i\0s\0t\0>";
    struct seen s;
    struct cordon_error err;
    struct list_file f = { .name = STR("w"), .bytes = { wide, sizeof wide } };
    (void)state;
    assert_int_equal(read_text(STR("<?xml version='1.0' encoding='ISO-8859-1'?>"
                                   "<list><group><entry>\xE9</entry></group></list>"),
                               &s, &err),
                     CORDON_OK);
    assert_string_equal(s.text, "list\nentry=\xC3\xA9\n");
    assert_int_equal(xml_read(&f, &plan, memset(&s, 0, sizeof s), NULL, &err), CORDON_OK);
    assert_string_equal(s.text, "list\nentry=\xEA\xB9\x80\n");
    assert_true(xml_begins(&f, "list"));
}

static void refuses_what_is_no_such_list(void **state)
{
    static const struct { const char *text, *says; } rows[] = {
        { "", "the file is empty" },
        { " \n\t\n", "the file is empty" },
        { "<html><body>404</body></html>", "web page" },
        { "<!DOCTYPE html>\n<html></html>", "web page" },
        { "<other/>", "the root element is <other>" },
        { "just words", "not well-formed" },
        { "{\"id\":1}", "not well-formed" },
        { "<list><group><entry>a & b</entry></group></list>", "a raw '&'" },
        { "<list>&nbsp;</list>", "an entity that nothing defines" },
        { "<list></group></list>", "mismatched tag" },
        { "<list/><list/>", "junk after document element" },
        { "<list a='1' a='2'/>", "duplicate attribute" },
        { "<list>\x01</list>", "not well-formed" },
        { "<list>\xC3(</list>", "bytes that are not UTF-8, which the file says it is" },
        { "<?xml version='1.0' encoding='utf-8'?><list a='\xE9'/>", "was it saved as Windows-1252?" },
        { "<?xml version='1.0' encoding='windows-1252'?><list/>", "encoding 'windows-1252'" },
        { "<?xml version='1.0' encoding='UTF-16'?><list/>", "encoding 'UTF-16'" },
        { "<!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;'>]>"
          "<list>&c;</list>", "DOCTYPE" },
        { "<!DOCTYPE l [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><list>&x;</list>", "DOCTYPE" },
        { "<!DOCTYPE l SYSTEM 'http://example.org/x.dtd'><list/>", "DOCTYPE" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct seen s;
        struct cordon_error err = { .status = CORDON_OK };
        assert_int_equal(read_text(str_c(rows[i].text), &s, &err), CORDON_SYNTAX);
        if (!strstr(err.message, rows[i].says))
            fail_msg("'%s' says '%s'", rows[i].text, err.message);
        assert_string_equal(err.file, "made-up.xml");
        assert_int_equal(s.count > 1, 0);
    }
}
/* One file in both byte orders, with and without the mark, that says it is UTF-8. */
static void tells_utf_16_that_says_it_is_utf_8(void **state)
{
    static const char plain[] = "<?xml version='1.0' encoding='UTF-8'?><list><group/></list>";
    (void)state;
    for (unsigned k = 0; k < 4; k++) {
        char wide[2 * sizeof plain + 2];
        size_t n = 0;
        bool is_big = k & 1, has_mark = k & 2;
        for (size_t i = has_mark ? 0 : 1; i < sizeof plain; i++) {
            unsigned c = i ? (unsigned char)plain[i - 1] : 0xFEFF;
            wide[n++] = (char)(is_big ? c >> 8 : c & 0xFF);
            wide[n++] = (char)(is_big ? c & 0xFF : c >> 8);
        }
        struct seen s;
        struct cordon_error err = { .status = CORDON_OK };
        assert_int_equal(read_text(str_of(wide, n), &s, &err), CORDON_SYNTAX);
        assert_string_equal(err.message, "the file is UTF-16 and says that it is UTF-8; save it as "
                                         "UTF-8");
        assert_int_equal(err.line, 1);
    }
}

static void names_line_and_byte_of_the_fault(void **state)
{
    struct seen s;
    struct cordon_error err;
    (void)state;
    assert_int_equal(read_text(STR("<list>\n<group><entry>Jos\xE9</entry></group>\n\xE9"), &s, &err),
                     CORDON_SYNTAX);
    assert_int_equal(err.line, 2);
    assert_int_equal(err.column, 18);
    assert_int_equal(read_text(STR("<list>\n<group>\n<entry>\xEA\xB9\x80 & x</entry>"), &s, &err),
                     CORDON_SYNTAX);
    assert_int_equal(err.line, 3);
    assert_in_range(err.column, 12, 13); /* the '&' or the byte behind it */
}

static void refuses_a_file_that_is_cut_off_anywhere(void **state)
{
    str text = STR("<?xml version='1.0'?><list a='b'><group><entry><n>\xEA\xB9\x80</n>"
                   "<![CDATA[x]]><!-- y --></entry></group></list>");
    (void)state;
    for (size_t len = 1; len < text.len; len++) {
        struct seen s;
        struct cordon_error err = { .status = CORDON_OK };
        assert_int_equal(read_text(str_sub(text, 0, len), &s, &err), CORDON_SYNTAX);
        assert_true(err.message[0] != '\0');
    }
    struct seen s;
    struct cordon_error err;
    assert_int_equal(read_text(str_sub(text, 0, 75), &s, &err), CORDON_SYNTAX);
    assert_non_null(strstr(err.message, "cut off inside <entry>, begun on line 1"));
}

static str repeat(const char *head, const char *piece, size_t times, const char *tail)
{
    size_t h = strlen(head), p = strlen(piece), t = strlen(tail);
    char *text = malloc(h + p * times + t + 1);
    memcpy(text, head, h);
    for (size_t i = 0; i < times; i++) memcpy(text + h + i * p, piece, p);
    memcpy(text + h + p * times, tail, t + 1);
    return str_of(text, h + p * times + t);
}

static void stops_at_its_caps(void **state)
{
    static const struct { const char *head, *piece; size_t times; const char *tail, *says; } rows[] = {
        { "<list><group>", "<entry>", 100, "", "inside each other" },
        { "<list>", "<index>", 1000000, "", "inside each other" },
        { "<list><group><entry>", "0123456789abcdef", (XML_TEXT_MAX >> 4) + 1,
          "</entry></group></list>", "text is longer" },
        { "<list><group><entry><!-- ", "0123456789abcdef", (XML_TOKEN_MAX >> 4) * 2,
          "--></entry></group></list>", "tag or comment" },
        { "<list><group><entry a='", "0123456789abcdef", (XML_TEXT_MAX >> 4) + 1,
          "'/></group></list>", "attribute 'a'" },
        { "<list><group><entry>", "<n/>", XML_RECORD_MAX / 80, "</entry></group></list>",
          "one entry holds" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct seen s;
        struct cordon_error err = { .status = CORDON_OK };
        str text = repeat(rows[i].head, rows[i].piece, rows[i].times, rows[i].tail);
        cordon_status st = read_text(text, &s, &err);
        free((void *)(uintptr_t)text.data);
        if (st != CORDON_LIMIT || !strstr(err.message, rows[i].says))
            fail_msg("row %zu: status %d says '%s'", i, (int)st, err.message);
    }
}

static void refuses_too_many_attributes(void **state)
{
    char text[4096] = "<list><group><entry";
    (void)state;
    for (int i = 0; i <= XML_ATTRS_MAX; i++)
        snprintf(text + strlen(text), 32, " a%d='x'", i);
    strcat(text, "/></group></list>");
    struct seen s;
    struct cordon_error err;
    assert_int_equal(read_text(str_c(text), &s, &err), CORDON_LIMIT);
}

static void joins_what_stands_across_its_pieces(void **state)
{
    /* more than a megabyte, so that tags and text meet the ends of what expat is given */
    str text = repeat("<list><group>", "<entry a='bcd'><n>x&lt;y</n></entry>", 60000,
                      "</group></list>");
    struct seen s;
    struct cordon_error err;
    (void)state;
    assert_int_equal(read_text(text, &s, &err), CORDON_OK);
    assert_int_equal(s.count, 60001);
    assert_str(s.bytes, "<entry a='bcd'><n>x&lt;y</n></entry>");
    free((void *)(uintptr_t)text.data);
}

static void recognises_its_root_element(void **state)
{
    static const struct { const char *head; bool is; } rows[] = {
        { "<list>", true },
        { "\xEF\xBB\xBF<?xml version='1.0'?>\n<!-- x --><list a='b'>", true },
        { "<x:list xmlns:x='y'>", true },
        { "<!DOCTYPE list><list>", true },
        { "<lists>", false },
        { "list", false },
        { "", false },
        { "<!-- never closed", false },
        { "<", false },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct list_file f = { .bytes = str_c(rows[i].head) };
        assert_int_equal(xml_begins(&f, "list"), rows[i].is);
    }
}

/* --- the scanner and expat ------------------------------------------------------------------ */

static const char sample[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<list date='2026-01-02' n:x=\"\" xmlns:n='u'><!-- a - remark -->\r\n"
    " <?note x?><tables><One>1</One><Two/></tables>\n"
    " <index><entry>not &#x41; this</entry></index><odd a='&#9;'/>\n"
    " <group>\n"
    "  <entry id=\"7&amp;\" b='x\ty\n\"'>a<n:name >A &amp; B<![CDATA[ & C]]> </n:name\n>b<empty/>"
    "<sub><x>1]</x><x>\xEA\xB9\x80</x></sub>c<!-- d -->  <dropped>e&lt;</dropped></entry>\n"
    "  <entry\n  a='1'\n/>&#32;<entry> long &quot;text&quot; with some words in it, and more of them </entry>\n"
    " </group>\n"
    "</list>\n<!-- end -->\n";

static void check_same(str bytes, struct buf *ours, struct buf *theirs)
{
    if (xml_same(bytes, true, ours, theirs)) return;
    buf_add_byte(ours, '\0');
    buf_add_byte(theirs, '\0');
    fail_msg("of '%.*s' the scanner says '%s', expat '%s'", (int)bytes.len, bytes.data, ours->data, theirs->data);
}

static void says_what_expat_says_of_damage(void **state)
{
    static const char *const pieces[] = {
        "<", ">", "&", "'", "\"", "]]>", "--", "/", "=", " ", "\n", "\r", "\r\n", "\t", "\x01", "\x7F", "\xC3", "\xED\xA0\x80",
        "\xEF\xBF\xBE", "\xEF\xBF\xBD", "\xC3\xA9", "<a>", "</a>", "<a/>", "<!--", "-->", "<![CDATA[", "<?", "?>", "<?xml?>", "&#0;", "&#x;",
        "&#xD800;", "&#1114112;", "&#x10FFFF;", "&amp;", "&nbsp;", "&#65", ":", "a:b", "-", "1", "<!DOCTYPE a>", "</list>", "<list>",
        "<\xC3\xA9/>", "<a \xC3\xA9='1'/>", "<a b='&#00000000065;'/>", "<!-- --a<![CDATA[b]]>", "<!-- \x01 --<![CDATA[b]]>",
        "<![CDATA[]]>", "<![CDATA[q]]>", "]]><![CDATA[", " a='1' a='2'", "<group>", "</group>", "<entry>stop</entry>", "",
    };
    char text[sizeof sample + 32];
    struct buf ours = BUF_INIT(1u << 20), theirs = BUF_INIT(1u << 20);
    size_t len = sizeof sample - 1;
    (void)state;
    check_same(STR(sample), &ours, &theirs);
    assert_true(str_find(buf_str(&ours), STR("span "), 0) != SIZE_MAX);
    for (size_t i = 0; i < COUNT_OF(pieces); i++) {
        size_t p = strlen(pieces[i]);
        for (size_t at = 0; at <= len; at++) {
            for (size_t over = 0; over < 2 && at + over <= len; over++) { /* put in, and in place of a byte */
                memcpy(text, sample, at);
                memcpy(text + at, pieces[i], p);
                memcpy(text + at + p, sample + at + over, len - at - over);
                check_same(str_of(text, len + p - over), &ours, &theirs);
            }
        }
    }
    for (size_t at = 0; at < len; at++) check_same(str_sub(STR(sample), 0, at), &ours, &theirs);
    buf_release(&ours);
    buf_release(&theirs);
}

/* Where one way ends in the middle, the other does not begin anew. */
static void says_everything_once(void **state)
{
    struct seen s;
    struct cordon_error err;
    (void)state;
    assert_int_equal(read_text(STR("<list><group><entry>a</entry><entry>b</entry></group><group>"
                                   "<\xC3\xA9/><entry>c</entry></group></list>"), &s, &err), CORDON_OK);
    assert_string_equal(s.text, "list\nentry=a\nentry=b\nentry=c\n");
}

/* --- reading a part of it again -------------------------------------------------------------- */

/* What a second reading hands out of `text`, kept to the child `name` that the first one found. */
static void read_twice(str text, const char *name, struct xml_span *span, struct seen *again)
{
    struct list_file f = { .name = STR("made-up.xml"), .bytes = text };
    struct seen first = { .count = 0 };
    struct cordon_error err = { .status = CORDON_OK };
    *again = (struct seen){ .count = 0 };
    *span = (struct xml_span){ .name = name };
    assert_int_equal(xml_read_find(&f, &plan, &first, NULL, span, &err), CORDON_OK);
    assert_int_equal(xml_read_in(&f, &plan, again, NULL, span, &err), CORDON_OK);
}

static void reads_one_child_of_the_root_again(void **state)
{
    static const char text[] = "<?xml version='1.0'?>\n<list a='b'><!-- <group> -->\n"
                               "<tables><t>1</t></tables>\n"
                               "<group>\n<entry><n>x</n></entry></group>\n<index/>"
                               "<other><group><entry>y</entry></group></other></list>\n";
    struct xml_span span;
    struct seen s;
    (void)state;
    read_twice(str_c(text), "group", &span, &s);
    assert_int_equal(span.count, 1);
    assert_true(str_starts(str_from(str_c(text), span.from), STR("<group>\n<entry>")));
    assert_true(str_ends(str_sub(str_c(text), 0, span.to), STR("</entry></group>")));
    assert_true(str_starts(str_from(str_c(text), span.last), STR("</list>")));
    assert_string_equal(s.text, "list @a=b\nentry n=x\n");
    assert_int_equal(s.line, 5); /* of the file */
    assert_str(s.bytes, "<entry><n>x</n></entry>");
    assert_ptr_equal(s.bytes.data, strstr(text, "<entry><n>"));
    read_twice(str_c(text), "tables", &span, &s);
    assert_string_equal(s.text, "list @a=b\nt=1\n");
}

static void reads_all_again_where_the_child_is_not_one(void **state)
{
    static const struct { const char *text; unsigned count; } rows[] = {
        { "<list><group><entry>1</entry></group><group><entry>2</entry></group></list>", 2 },
        { "<list><group><entry>1</entry></group><group/><group><entry>2</entry></group></list>", 3 },
        { "<list><tables><t>1</t><u>2</u></tables></list>", 0 },
        { "<list>\r<group><entry>1</entry></group>\r<tables><t>2</t></tables></list>", 1 }, /* lines of \r */
    };
    (void)state;
    for (size_t k = 0; k < COUNT_OF(rows); k++) {
        struct xml_span span;
        struct seen s;
        read_twice(str_c(rows[k].text), "group", &span, &s);
        assert_int_equal(span.count, rows[k].count);
        if (s.count != 3) fail_msg("row %zu: %zu records", k, s.count);
    }
}

static void an_empty_child_is_read_again_as_empty(void **state)
{
    struct xml_span span;
    struct seen s;
    (void)state;
    read_twice(STR("<list><group/><tables><t>1</t></tables></list>"), "group", &span, &s);
    assert_int_equal(span.count, 1);
    assert_string_equal(s.text, "list\n");
    read_twice(STR("<list><tables><t>1</t></tables><group></group></list>"), "group", &span, &s);
    assert_string_equal(s.text, "list\n");
}

/* A failure in the second reading names the line of the file. */
static cordon_status refuse_entry(void *ctx, size_t path, const struct xml_node *n,
                                  struct cordon_error *err)
{
    (void)ctx;
    return path == 1 ? error_at(err, CORDON_REFUSED, STR("made-up.xml"), n->line, 0, "no")
                     : CORDON_OK;
}

static void the_second_reading_fails_with_the_lines_of_the_file(void **state)
{
    static const struct xml_plan refusing = { .title = "a made-up list", .paths = paths, .count = 4,
                                              .take = refuse_entry };
    struct list_file f = { STR("made-up.xml"),
                           STR("<list>\n<tables>\n<t>1</t>\n</tables>\n<group>\n<entry/></group></list>") };
    struct xml_span span = { .name = "group" };
    struct seen s = { .count = 0 };
    struct cordon_error err = { .status = CORDON_OK };
    (void)state;
    assert_int_equal(xml_read_find(&f, &plan, &s, NULL, &span, &err), CORDON_OK);
    assert_int_equal(xml_read_in(&f, &refusing, NULL, NULL, &span, &err), CORDON_REFUSED);
    assert_int_equal(err.line, 6);
}

static void the_second_reading_survives_failing_memory(void **state)
{
    struct list_file f = { STR("made-up.xml"),
                           STR("<list><tables><t>1</t></tables><group><entry>x</entry></group></list>") };
    struct xml_span span = { .name = "group" };
    struct seen s = { .count = 0 };
    struct cordon_error err = { .status = CORDON_OK };
    (void)state;
    assert_int_equal(xml_read_find(&f, &plan, &s, NULL, &span, &err), CORDON_OK);
    for (uint64_t n = 1;; n++) {
        s = (struct seen){ .count = 0 };
        mem_fail_from(n);
        cordon_status st = xml_read_in(&f, &plan, &s, NULL, &span, &err);
        uint64_t asked = mem_count();
        mem_fail_from(0);
        if (st == CORDON_OK && asked < n) break;
        assert_int_equal(st, CORDON_NOMEM);
        assert_true(n < 2000);
    }
    assert_string_equal(s.text, "list\nentry=x\n");
}

static void survives_failing_memory(void **state)
{
    str text = STR("<?xml version='1.0'?><list a='b'><group><entry><n>a&amp;b</n><m/></entry>"
                   "</group></list>");
    (void)state;
    for (uint64_t n = 1;; n++) {
        struct seen s;
        struct cordon_error err;
        mem_fail_from(n);
        cordon_status st = read_text(text, &s, &err);
        uint64_t asked = mem_count();
        mem_fail_from(0);
        if (st == CORDON_OK && asked < n) break;
        assert_int_equal(st, CORDON_NOMEM);
        assert_true(n < 2000);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hands_out_records_as_trees),
        cmocka_unit_test(takes_names_without_their_namespace),
        cmocka_unit_test(knows_the_bytes_of_an_empty_record),
        cmocka_unit_test(reads_the_encodings_that_expat_knows),
        cmocka_unit_test(refuses_what_is_no_such_list),
        cmocka_unit_test(tells_utf_16_that_says_it_is_utf_8),
        cmocka_unit_test(names_line_and_byte_of_the_fault),
        cmocka_unit_test(refuses_a_file_that_is_cut_off_anywhere),
        cmocka_unit_test(stops_at_its_caps),
        cmocka_unit_test(refuses_too_many_attributes),
        cmocka_unit_test(joins_what_stands_across_its_pieces),
        cmocka_unit_test(recognises_its_root_element),
        cmocka_unit_test(says_what_expat_says_of_damage),
        cmocka_unit_test(says_everything_once),
        cmocka_unit_test(reads_one_child_of_the_root_again),
        cmocka_unit_test(reads_all_again_where_the_child_is_not_one),
        cmocka_unit_test(an_empty_child_is_read_again_as_empty),
        cmocka_unit_test(the_second_reading_fails_with_the_lines_of_the_file),
        cmocka_unit_test(the_second_reading_survives_failing_memory),
        cmocka_unit_test(survives_failing_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
