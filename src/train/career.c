/* Schools, jobs and the resume. */
#include "train/person.h"

#include "base/num.h"

static str employer(struct prng *p, const struct person *who, str *ret_domain)
{
    return firm_make(p, who->home.country, who->arena, ret_domain);
}

static str place(struct prng *p, const struct person *who, bool is_remote)
{
    if (is_remote) return STR("Remote");
    return train_cities[prng_chance(p, 750) ? who->home.city : world_city(p, who->home.country)].name;
}

void career_make(struct person *p)
{
    struct prng r;
    stream(p, TOPIC_CAREER, &r);
    int32_t age = (p->applied - p->birth) / 365;
    bool is_changer = met(p, ACC_CAREER_CHANGER), is_remote = has_met(p, ACC_REMOTE_ONLY) ||
                                                              is_planted(p, TRAIT_ALL_REMOTE);
    int32_t begin = is_changer ? prng_range(&r, 28, 36) : prng_range(&r, 21, 25);
    if (begin > age - 1) begin = age - 1;
    p->experience = (unsigned)num_max_u32(1, (uint32_t)(age - begin));
    int32_t at = p->birth + begin * 365 + prng_range(&r, 0, 180);
    int32_t graduated = is_changer ? prng_range(&r, 21, 24) : begin;
    p->degree = p->birth + graduated * 365 + prng_range(&r, 60, 200);
    if (p->degree > at) at = p->degree + prng_range(&r, 20, 120);
    p->role = world_word(&r, WORDS_ROLE);
    size_t count = 1 + prng_below(&r, num_min_u32(p->experience / 2 + 1, JOBS_MOST));
    int32_t span = (p->applied - at) / (int32_t)count;
    if (span < 60) count = 1, span = p->applied - at > 60 ? p->applied - at : 60;
    for (size_t i = count; i-- > 0;) {
        struct job *j = &p->job[i];
        *j = (struct job){ .start = at, .end = at + span - prng_range(&r, 0, 45) };
        at += span;
        j->employer = employer(&r, p, &j->domain);
        j->title = i < 2 ? p->role : world_word(&r, WORDS_ROLE);
        j->is_remote = is_remote || prng_chance(&r, i == 0 ? 450 : 200);
        j->place = place(&r, p, j->is_remote);
    }
    p->jobs = count;
    if (prng_chance(&r, 550)) p->job[0].end = 0; /* still there */
    if (count > 1 && met(p, ACC_OVERLAPPING_JOBS)) p->job[1].end = p->job[0].start + prng_range(&r, 190, 400);
}

/* --- the resume ------------------------------------------------------------------------------------ */

static void add_word(struct buf *out, const char *before, str word, const char *after)
{
    buf_add(out, str_c(before));
    buf_add(out, word);
    buf_add(out, str_c(after));
}

static void bullet(struct prng *p, const struct person *who, struct buf *out)
{
    str result = text_fill(p, world_word(p, WORDS_RESULT), who, who->arena);
    str verb = world_word(p, WORDS_VERB), object = world_word(p, WORDS_OBJECT);
    str sold = world_word(p, WORDS_SOLD), skill = world_word(p, WORDS_SKILL);
    add_word(out, "- ", verb, " ");
    add_word(out, "", object, " for ");
    add_word(out, "", sold, " with ");
    add_word(out, "", skill, ", ");
    add_word(out, "", result, "\n");
}

/* A master's lines come from its own stream, so they are the same whoever uses it. */
static void lines(struct person *p, struct prng *mine, struct prng *master, uint32_t rewritten,
                  struct buf *out)
{
    for (size_t i = 0; i < p->jobs; i++) {
        const struct job *j = &p->job[i];
        str from = str_sub(day_text(j->start, p->arena), 0, 7);
        str to = j->end ? str_sub(day_text(j->end, p->arena), 0, 7) : STR("now");
        buf_printf(out, "%.*s, %.*s, %.*s, %.*s to %.*s\n", STR_ARG(j->title), STR_ARG(j->employer),
                   STR_ARG(j->place), STR_ARG(from), STR_ARG(to));
        unsigned count = 2 + (master ? 1 : prng_below(mine, 3));
        for (unsigned k = 0; k < count; k++) {
            size_t at = out->len;
            if (master) bullet(master, p, out);
            if (master && !prng_chance(mine, rewritten)) continue;
            out->len = at; /* our own line in its place */
            bullet(mine, p, out);
        }
    }
}

str resume_text(struct person *p)
{
    struct prng r, m;
    struct buf  out = BUF_INIT(16384);
    bool is_master = planted(p, TRAIT_MASTER_RESUME) && p->cell;
    bool is_agency = !is_master && met(p, ACC_MASTER_TEXT);
    stream(p, TOPIC_RESUME, &r);
    if (is_master) prng_init(&m, p->cell->operator_key, TOPIC_MASTER, prng_below(&r, 2));
    if (is_agency) prng_init(&m, p->plan->seed, TOPIC_MASTER, p->org.number);
    if (is_master || is_agency) { /* the master has its own number of jobs worth of text */
        str head = world_word(&m, WORDS_TEMPLATE), more = world_word(&m, WORDS_AIPHRASE);
        buf_printf(&out, "%.*s\n%.*s. %.*s.\n", STR_ARG(p->name.written), STR_ARG(head), STR_ARG(more));
        for (unsigned i = 0; i < 8; i++) bullet(&m, p, &out);
        lines(p, &r, &m, p->level == 2 && is_master ? 400 : 60, &out);
    } else {
        buf_printf(&out, "%.*s, %.*s\n", STR_ARG(p->name.written), STR_ARG(p->role));
        if (met(p, ACC_SHARED_TEMPLATE)) add_word(&out, "", world_word(&r, WORDS_TEMPLATE), ".\n");
        if (met(p, ACC_AI_RESUME))
            for (unsigned i = 0; i < 2; i++) add_word(&out, "- ", world_word(&r, WORDS_AIPHRASE), ".\n");
        lines(p, &r, NULL, 0, &out);
    }
    buf_add(&out, STR("Skills: "));
    for (unsigned i = 0, n = 5 + prng_below(&r, 6); i < n; i++)
        add_word(&out, i ? ", " : "", world_word(&r, WORDS_SKILL), "");
    if (prng_chance(&r, 500)) add_word(&out, "\nFree time: ", world_word(&r, WORDS_HOBBY), "");
    str text = out.failed ? STR_EMPTY : arena_str(p->arena, buf_str(&out));
    if (out.failed) p->arena->failed = true;
    buf_release(&out);
    return text;
}
