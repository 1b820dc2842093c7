/* record: any bytes as rows and as objects, read by a plan that uses everything a plan has. */
#include "fuzz/record_walk.h"
#include "record/plan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define C(lit) STR_INIT(lit)

static const str c_a[] = { C("a") }, c_b[] = { C("b") }, c_c[] = { C("c") }, c_d[] = { C("d.e"), C("d") },
                 c_ab[] = { C("a"), C("b"), C("d.x") }, c_g[] = { C("g"), C("d.g") };
static const struct plan_pair words[] = { { C("x"), C("applicant") }, { C("y"), C("") } };
static const struct plan_step steps[] = {
    { .field = C("name"), .columns = c_a, .column_count = 1, .split = C(";/") },
    { .field = C("birth_date"), .columns = c_b, .column_count = 1, .order = WHEN_DMY },
    { .field = C("time"), .columns = c_c, .column_count = 1, .zone = C("America/New_York") },
    { .field = C("net.ip"), .key = C("ip"), .columns = c_d, .column_count = 2, .is_optional = true },
    { .field = C("address"), .columns = c_ab, .column_count = 3, .is_joined = true, .with = C(", "),
      .is_optional = true },
    { .field = C("kind"), .columns = c_g, .column_count = 2, .values = words, .value_count = 2,
      .is_optional = true },
    { .field = C("code_2.handle"), .columns = c_b, .column_count = 1, .take = TAKE_HANDLE },
    { .field = C("co.domain"), .columns = c_a, .column_count = 1, .take = TAKE_DOMAIN },
    { .field = C("net_2.city"), .columns = c_c, .column_count = 1, .take = TAKE_LAST },
};
static const struct plan_constant constants[] = { { C("net.kind"), C("login") }, { C("kind"), C("worker") } };
static const struct plan_spec spec = { .steps = steps, .step_count = 9, .constants = constants,
                                       .constant_count = 2 };

static void read_as(struct record_reader *rr, str bytes, enum split_form form, const struct plan_table *t)
{
    struct record_header *h = NULL;
    struct split_block b = { .bytes = bytes, .line = 1, .form = form, .sep = ',' };
    if (record_header_map(&spec, t, &h, NULL)) abort();
    walk_block(rr, &b, h, 0);
    record_header_free(h);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const str names[] = { C("a"), C("b"), C("c"), C("d"), C("e") };
    struct plan_table t = { .names = names, .count = 5 };
    str bytes = str_of((const char *)data, size);
    struct record_reader *rr = record_reader_new();
    if (!rr) abort();
    read_as(rr, bytes, SPLIT_CSV, &t);
    t.is_numbered = true;
    t.sheet = STR("S");
    read_as(rr, bytes, SPLIT_CSV, &t);
    read_as(rr, bytes, SPLIT_LINES, NULL);
    record_reader_free(rr);
    return 0;
}
