/* The door: one subject after the other, in an order that says nothing, and the truth beside it. */
#include "train/person.h"

#include "base/error.h"
#include "base/num.h"

/* Caps of one subject (docs/limits.md); a population never comes near. */
enum { SUBJECT_MEMORY_MAX = 16 << 20, SUBJECT_LINES_MAX = 4 << 20, TRUTH_LINE_MAX = 64 << 10 };

unsigned cordon_train_version(void)
{
    return 1;
}

static void accident_words(struct json_writer *w, const char *key, uint64_t set)
{
    json_w_key(w, str_c(key));
    json_w_array(w);
    for (unsigned i = 0; i < ACC_COUNT; i++)
        if (set >> i & 1) json_w_str(w, train_accidents[i].name);
    json_w_array_end(w);
}

static void trait_words(struct json_writer *w, const char *key, const uint64_t set[2])
{
    json_w_key(w, str_c(key));
    json_w_array(w);
    for (unsigned i = 0; i < TRAIT_COUNT; i++)
        if (set[i / 64] >> i % 64 & 1) json_w_str(w, train_traits[i].name);
    json_w_array_end(w);
}

static void write_truth(const struct person *p, struct buf *out)
{
    static const char *const levels[] = { "careless", "ordinary", "careful" };
    static const char *const profiles[] = { "ats", "onboarding", "iam", "mdm", "market" };
    bool is_vendor = p->id >= p->plan->people;
    uint64_t unseen[2] = { p->traits[0] & ~p->traits_shown[0], p->traits[1] & ~p->traits_shown[1] };
    struct json_writer w;
    json_w_init(&w, out);
    json_w_object(&w);
    json_w_key_str(&w, STR("subject"), p->subject);
    json_w_key_str(&w, STR("is"), is_vendor ? STR("firm") : STR("person"));
    json_w_key_str(&w, STR("label"), train_label_name(p->label));
    if (p->group) {
        json_w_key_str(&w, STR("group"), arena_printf(p->arena, "g%u", p->group_number));
        json_w_key_u64(&w, STR("group_size"), p->group->size);
        json_w_key_str(&w, STR("level"), str_c(levels[p->level]));
        if (p->cell) json_w_key_u64(&w, STR("operator"), p->cell->operator_number);
    }
    json_w_key_str(&w, STR("culture"), train_cultures[p->culture].name);
    json_w_key_str(&w, STR("country"), train_countries[p->home.country].code);
    json_w_key_str(&w, STR("data"), str_c(is_vendor ? "vendor" : profiles[p->org.profile]));
    json_w_key_u64(&w, STR("company"), p->org.number);
    if (p->pair >= 0) json_w_key_u64(&w, STR("household"), (uint64_t)p->pair);
    accident_words(&w, "accidents", p->accidents_shown);
    trait_words(&w, "planted", p->traits_shown);
    trait_words(&w, "unseen", unseen);
    json_w_object_end(&w);
    buf_add_byte(out, '\n');
}

static void subject_write(const struct train_plan *plan, uint32_t id, struct arena *a, struct buf *lines,
                          struct buf *truth)
{
    struct person p;
    struct out    o = { .lines = lines };
    if (id >= plan->people) {
        write_vendor(plan, id, a, &o, &p);
    } else {
        person_make(plan, id, a, &p);
        write_application(&p, &o);
        write_talks(&p, &o);
        write_onboarding(&p, &o);
        write_device(&p, &o);
        write_sessions(&p, &o);
        write_work(&p, &o);
        write_market(&p, &o);
        write_ledger(&p, &o);
    }
    write_truth(&p, truth);
}

cordon_status cordon_train_generate(const struct cordon_train_options *options, cordon_train_sink *sink, void *ctx,
                                    struct cordon_error *err)
{
    struct train_plan plan = { 0 };
    struct arena a;
    struct buf lines = BUF_INIT(SUBJECT_LINES_MAX), truth = BUF_INIT(TRUTH_LINE_MAX);
    arena_init(&a, SUBJECT_MEMORY_MAX);
    cordon_status st = plan_make(options, &plan, err);
    for (uint32_t place = 0; !st && place < plan.people + plan.vendors; place++) {
        arena_reset(&a);
        buf_reset(&lines);
        buf_reset(&truth);
        subject_write(&plan, plan_id_at(&plan, place), &a, &lines, &truth);
        st = a.failed ? (a.over ? CORDON_LIMIT : CORDON_NOMEM) : buf_status(&lines);
        if (!st) st = buf_status(&truth);
        if (st)
            st = error_set(err, st, st == CORDON_NOMEM ? "memory ran out" : "one made-up subject is too large");
        else
            st = sink(ctx, buf_str(&lines), buf_str(&truth), err);
    }
    plan_release(&plan);
    buf_release(&lines);
    buf_release(&truth);
    arena_release(&a);
    return st;
}
