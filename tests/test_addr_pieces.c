/* addr/pieces: every address of a text that holds several. */
#include "tests/test.h"

#include "addr/addr.h"
#include "base/num.h"

/* "run*, inner ..." of a text: '*' for what is meant as an address, a blank before what is inside. */
static const char *pieces_of(const char *text)
{
    static char out[2048];
    struct addr_pieces cut;
    struct addr_piece p;
    out[0] = '\0';
    addr_pieces_begin(&cut, str_c(text), 6);
    while (addr_pieces_next(&cut, &p)) {
        size_t len = strlen(out);
        snprintf(out + len, sizeof out - len, "%s%.*s%s", p.is_run ? "|" : " ", STR_ARG(p.text),
                 p.is_meant ? "*" : "");
    }
    return out;
}

static void cuts_where_one_address_ends_and_another_begins(void **state)
{
    static const struct { const char *text, *want; } rows[] = {
        { "", "" },
        { "abc", "" },
        { "abcdef", "|abcdef" },
        { "abcdef ghijkl", "|abcdef|ghijkl" },
        { "abcdef;ghijkl,mnopqr|stuvwx\nyzabcd\t(efghij)", "|abcdef|ghijkl|mnopqr|stuvwx|yzabcd|efghij" },
        { "0xAAAA/0xBBBB", "|0xAAAA/0xBBBB 0xAAAA 0xBBBB" },
        { "ethereum:0xAAAA@1/transfer?address=0xBBBB",
          "|ethereum:0xAAAA@1/transfer?address=0xBBBB* ethereum 0xAAAA transfer address 0xBBBB" },
        { "https://x.example/address/0xAAAA#code",
          "|https://x.example/address/0xAAAA#code x.example address 0xAAAA" },
        { "zcash:?address=zs1aaa&address.1=b", "|zcash:?address=zs1aaa&address.1=b address zs1aaa* address.1 b*" },
        { "bitcoin:1AAAAA?label=x", "|bitcoin:1AAAAA?label=x* bitcoin 1AAAAA" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) assert_string_equal(pieces_of(rows[i].text), rows[i].want);
}

static void every_piece_lies_in_the_text(void **state)
{
    static const char text[] = "a:b/c?d=e&f@g#h;i,j|k<l>m(n)o[p]q{r}s\"t'u`v\\w x\0y";
    struct addr_pieces cut;
    struct addr_piece p;
    size_t count = 0;
    (void)state;
    addr_pieces_begin(&cut, str_of(text, sizeof text - 1), 1);
    while (addr_pieces_next(&cut, &p)) {
        assert_true(p.text.len > 0);
        assert_true(p.text.data >= text && p.text.data + p.text.len < text + sizeof text);
        count++;
    }
    assert_in_range(count, 24, 40);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cuts_where_one_address_ends_and_another_begins),
        cmocka_unit_test(every_piece_lies_in_the_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
