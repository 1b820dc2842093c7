/* What the links look like: JSON that reads back, DOT, and a drawing that is well-formed XML. */
#include "link_help.h"

#include "base/num.h"

#include <expat.h>

static str label(void *ctx, uint32_t number)
{
    static const char *const names[] = { "Ann <Lee> & \"Co\" 'x'", "\xFF\x01 bad bytes",
                                         "김수한무 거북이와 두루미 삼천갑자 동방삭 치치카포", "" };
    (void)ctx;
    return number < COUNT_OF(names) ? str_c(names[number]) : STR("somebody with quite a long name indeed");
}

static void origin(void *ctx, uint64_t row, struct json_writer *w)
{
    (void)ctx;
    json_w_object(w);
    json_w_key_u64(w, STR("line"), row);
    json_w_object_end(w);
}

static void farm(struct world *w, uint32_t count)
{
    char value[64];
    struct link_settings set;
    link_settings_default(&set);
    set.strong[LINK_SHIP] = set.hub[LINK_SHIP] = 200; /* what is a crowd's is another test's */
    world_begin(w, &set);
    people(w, 0, count);
    for (uint32_t i = 0; i < count; i++) {
        has(w, i, LINK_SHIP, "7 elm st|4b|85001");
        snprintf(value, sizeof value, "ACCT<&>\"%u\"", i / 2);
        has(w, i, LINK_ACCOUNT, value);
        snprintf(value, sizeof value, "+1555010%04u", i / 3);
        has(w, i, LINK_PHONE, value);
    }
    world_run(w);
}

static void json_reads_back(void **state)
{
    struct world w;
    struct buf out = BUF_INIT(1u << 20);
    struct json_writer writer;
    struct json_reader reader;
    const struct link_show show = { .label = label, .origin = origin };
    enum json_kind kind;
    size_t keys = 0;
    (void)state;
    farm(&w, 8);
    json_w_init(&writer, &out);
    link_json(w.l, &show, &writer);
    json_init(&reader, buf_str(&out), &w.arena, &w.err);
    while ((kind = json_next(&reader)) != JSON_END && kind != JSON_ERROR) keys += kind == JSON_KEY;
    assert_int_equal(kind, JSON_END);
    assert_true(keys > 50);
    static const char head[] = "{\"identities\":8,\"parties\":8,\"limits\":[],\"groups\":[{\"group\":1,"
                               "\"parties\":8,\"rarity_cb\":";
    assert_true(str_starts(buf_str(&out), str_c(head)));
    assert_true(str_find(buf_str(&out), STR("\"origin\":{\"line\":4013}"), 0) == SIZE_MAX);
    assert_true(str_find(buf_str(&out), STR("\"origin\":{\"line\":4007}"), 0) < out.len);
    buf_reset(&out);
    json_w_init(&writer, &out);
    link_json_group(w.l, 7, &show, &writer);
    assert_str(buf_str(&out), "null");
    buf_release(&out);
    world_end(&w);
}

static void nothing_is_written_when_there_is_nothing(void **state)
{
    struct world w;
    struct buf out = BUF_INIT(1u << 20);
    struct json_writer writer;
    (void)state;
    world_begin(&w, NULL);
    people(&w, 0, 2);
    world_run(&w);
    json_w_init(&writer, &out);
    link_json(w.l, NULL, &writer);
    assert_str(buf_str(&out),
               "{\"identities\":2,\"parties\":2,\"limits\":[],\"groups\":[],"
               "\"households\":{\"values\":[],\"values_total\":0},"
               "\"offices\":{\"values\":[],\"values_total\":0},"
               "\"crowds\":{\"values\":[],\"values_total\":0},"
               "\"declared\":{\"values\":[],\"values_total\":0}}");
    assert_int_equal(link_svg(w.l, 0, NULL, &out, &w.err), CORDON_ARGUMENT);
    buf_release(&out);
    world_end(&w);
}

static void dot_is_quoted(void **state)
{
    struct world w;
    struct buf out = BUF_INIT(1u << 20);
    const struct link_show show = { .label = label };
    (void)state;
    farm(&w, 4);
    link_dot(w.l, &show, &out);
    str dot = buf_str(&out);
    assert_true(str_starts(dot, STR("graph links {\n")));
    assert_true(str_find(dot, STR("label=\"Ann <Lee> & \\\"Co\\\" 'x'\""), 0) < dot.len);
    assert_int_equal(str_count(dot, '{'), str_count(dot, '}'));
    assert_true(str_find(dot, STR("i0 -- g1v"), 0) < dot.len);
    buf_release(&out);
    world_end(&w);
}

struct drawing {
    int people, values, lines;
};

static void XMLCALL on_start(void *user, const XML_Char *name, const XML_Char **att)
{
    struct drawing *d = user;
    for (size_t i = 0; att[i]; i += 2) {
        bool is_class = strcmp(att[i], "class") == 0;
        d->people += is_class && strcmp(att[i + 1], "box") == 0;
        d->values += is_class && strcmp(att[i + 1], "pill") == 0;
        assert_true(strncmp(att[i], "on", 2) != 0 && strcmp(att[i], "href") != 0);
    }
    d->lines += strcmp(name, "path") == 0;
    assert_true(strcmp(name, "script") != 0 && strcmp(name, "image") != 0);
}

static struct drawing parse_svg(str svg)
{
    struct drawing d = { 0 };
    XML_Parser p = XML_ParserCreate("UTF-8");
    assert_non_null(p);
    XML_SetUserData(p, &d);
    XML_SetStartElementHandler(p, on_start);
    if (XML_Parse(p, svg.data, (int)svg.len, 1) != XML_STATUS_OK)
        fail_msg("line %lu: %s", (unsigned long)XML_GetCurrentLineNumber(p),
                 XML_ErrorString(XML_GetErrorCode(p)));
    XML_ParserFree(p);
    return d;
}

static void a_drawing_is_well_formed_and_the_same_each_time(void **state)
{
    static const struct {
        uint32_t people;
        int      drawn, values;
    } rows[] = { { 2, 2, 3 }, { 5, 5, 5 }, { 12, 12, 11 }, { 60, 60, 51 }, { 150, 60, 60 } };
    const struct link_show show = { .label = label, .title = STR("Three <share> & \"more\"") };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct world w;
        struct buf out = BUF_INIT(1u << 20), again = BUF_INIT(1u << 20);
        farm(&w, rows[i].people);
        assert_int_equal(link_groups(w.l), 1);
        assert_int_equal(link_svg(w.l, 0, &show, &out, &w.err), CORDON_OK);
        assert_int_equal(link_svg(w.l, 0, &show, &again, &w.err), CORDON_OK);
        assert_true(str_eq(buf_str(&out), buf_str(&again)));
        struct drawing d = parse_svg(buf_str(&out));
        assert_int_equal(d.people, rows[i].drawn);
        assert_int_equal(d.values, rows[i].values);
        assert_true(d.lines >= d.people);
        bool is_more = str_find(buf_str(&out), STR("+ 90 more"), 0) < out.len;
        assert_int_equal(is_more, rows[i].people == 150);
        const char *to = getenv("DRAW_TO"); /* to look at them */
        if (to) {
            char path[256];
            snprintf(path, sizeof path, "%s/farm%u.svg", to, rows[i].people);
            FILE *f = fopen(path, "w");
            if (f) fwrite(out.data, 1, out.len, f);
            if (f) fclose(f);
        }
        buf_release(&out);
        buf_release(&again);
        world_end(&w);
    }
}

static void a_full_buffer_is_told(void **state)
{
    struct world w;
    struct buf out = BUF_INIT(500);
    (void)state;
    farm(&w, 8);
    assert_int_equal(link_svg(w.l, 0, NULL, &out, &w.err), CORDON_LIMIT);
    buf_release(&out);
    world_end(&w);
}

static void every_name_stands(void **state)
{
    (void)state;
    for (int k = 0; k < LINK_KINDS; k++) assert_true(link_kind_name((enum link_kind)k).len > 0);
    for (int f = 0; f < LINK_FEATURES; f++)
        assert_true(link_feature_name((enum link_feature)f).len > 0);
    for (int c = 0; c < LINK_CAPS; c++) assert_true(link_cap_name((enum link_cap)c).len > 0);
    for (int s = 0; s <= LINK_DECLARED; s++)
        assert_true(link_state_name((enum link_state)s).len > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_reads_back),
        cmocka_unit_test(nothing_is_written_when_there_is_nothing),
        cmocka_unit_test(dot_is_quoted),
        cmocka_unit_test(a_drawing_is_well_formed_and_the_same_each_time),
        cmocka_unit_test(a_full_buffer_is_told),
        cmocka_unit_test(every_name_stands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
