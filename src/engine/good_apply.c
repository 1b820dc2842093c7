/* Whether a decision of the known-good list holds now: nothing of either side may have changed. */
#include "engine/good.h"

#include "base/date.h"
#include "base/json.h"
#include "engine/flags.h"
#include "engine/subject.h"

#include <stdio.h>
#include <stdlib.h>

/* --- asking ---------------------------------------------------------------------------------------- */

/* The first place of `order` with this hash, or behind all smaller ones. */
static size_t first_place(const struct cordon_good *g, uint64_t hash)
{
    size_t low = 0, high = g->count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (g->order[mid].hash < hash)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static int64_t last_moment(const struct good_view *v, const struct cordon_good_entry *e)
{
    int64_t most = e->created_s + (int64_t)v->days_max * 86400;
    return e->expires_s < most ? e->expires_s : most;
}

static unsigned objections(const struct good_view *v, const struct cordon_good_entry *e,
                           const struct good_facts *now)
{
    unsigned why = 0;
    if (!now->mark.len)
        why |= now->is_protected ? 0 : GOOD_NO_MARK;
    else if (!str_eq(e->mark, now->mark))
        why |= GOOD_RECORD_CHANGED;
    if (!now->listed.len || !str_eq(e->listed, now->listed)) why |= GOOD_LIST_CHANGED;
    if (v->as_of_s >= last_moment(v, e)) why |= GOOD_EXPIRED;
    if (v->as_of_s < e->created_s) why |= GOOD_NOT_YET;
    if (now->is_protected) why |= GOOD_PROTECTED;
    return why;
}

/* Several may be there, for several records of one subject: one that holds is enough, and else the
 * newest says why not. One that was ended says nothing any more. */
struct good_state good_ask(const struct good_view *v, const struct good_facts *now)
{
    struct good_state out = { .entry = NULL };
    const struct cordon_good *g = v->good;
    if (!g || !g->count || !v->subject.len) return out;
    uint64_t hash = str_hash(v->subject) ^ str_hash(now->target) * 3;
    for (size_t i = first_place(g, hash); i < g->count && g->order[i].hash == hash; i++) {
        const struct cordon_good_entry *e = &g->entry[g->order[i].entry];
        if (e->ended_line || e->is_rule != now->is_rule || !str_eq(e->subject, v->subject) ||
            !str_eq(e->target, now->target))
            continue;
        unsigned why = objections(v, e, now);
        if (out.is_suppressed && why) continue;
        out = (struct good_state){ e, !why, why };
    }
    return out;
}

/* --- marks ------------------------------------------------------------------------------------------ */

/* What a mark is made of: pieces in an order of their own, so that the order of a file's columns and
 * of a subject's records counts nothing. */
struct pieces {
    struct arena *arena;
    str          *item;
    size_t        count, room;
};

/* "name 0 11:0:Mary Sample": what stands before a value says how long it is. */
static void put_piece(struct pieces *p, str what, unsigned proof, str text, str more)
{
    str head = arena_printf(p->arena, "%.*s %u %zu:%zu:", STR_ARG(what), proof, text.len, more.len);
    char *all = arena_alloc(p->arena, head.len + text.len + more.len);
    if (!all || p->count == p->room) {
        p->arena->failed = true;
        return;
    }
    memcpy(all, head.data, head.len);
    if (text.len) memcpy(all + head.len, text.data, text.len);
    if (more.len) memcpy(all + head.len + text.len, more.data, more.len);
    p->item[p->count++] = str_of(all, head.len + text.len + more.len);
}

static int by_bytes(const void *a, const void *b)
{
    return str_cmp(*(const str *)a, *(const str *)b);
}

static str mark_of(const struct cordon_good *good, struct pieces *p)
{
    struct buf all = BUF_INIT(SIZE_MAX / 2);
    char hex[SHA_HEX_LEN + 1];
    str mark = STR_EMPTY;
    if (p->count) qsort(p->item, p->count, sizeof *p->item, by_bytes);
    for (size_t i = 0; i < p->count; i++) {
        if (i && str_eq(p->item[i], p->item[i - 1])) continue;
        buf_add(&all, p->item[i]);
        buf_add_byte(&all, '\n');
    }
    if (all.failed) p->arena->failed = true;
    if (!p->arena->failed) {
        good_hash(&good->key, buf_str(&all), hex);
        mark = arena_str(p->arena, str_c(hex));
    }
    buf_release(&all);
    return mark;
}

static bool begin_pieces(struct pieces *p, struct arena *arena, size_t room)
{
    *p = (struct pieces){ .arena = arena, .room = room };
    p->item = arena_alloc(arena, p->room * sizeof *p->item);
    return p->item != NULL;
}

str good_subject_mark(const struct cordon_good *good, const struct subject *s, struct arena *arena)
{
    struct pieces p;
    char sex[2] = { s->sex, '\0' };
    if (!good || !good->has_key || s->cut_at || s->is_found_cut) return STR_EMPTY;
    size_t room = s->name_count + s->birth_count + s->country_count + s->number_count + s->wallet_count +
                  s->place_count + s->address_count + 2;
    if (!begin_pieces(&p, arena, room)) return STR_EMPTY;
    put_piece(&p, STR("kind"), (unsigned)s->kind, STR_EMPTY, STR_EMPTY);
    put_piece(&p, STR("sex"), (unsigned)s->sex_proof, str_c(sex), STR_EMPTY);
    for (size_t i = 0; i < s->name_count; i++)
        put_piece(&p, STR("name"), 0, s->names[i].text, STR_EMPTY);
    for (size_t i = 0; i < s->birth_count; i++)
        put_piece(&p, STR("birth"), (unsigned)s->births[i].proof, s->births[i].text, STR_EMPTY);
    for (size_t i = 0; i < s->country_count; i++)
        put_piece(&p, STR("country"), (unsigned)s->countries[i].proof, s->countries[i].text, STR_EMPTY);
    for (size_t i = 0; i < s->number_count; i++)
        put_piece(&p, STR("number"), (unsigned)s->numbers[i].proof, s->numbers[i].text, s->numbers[i].country);
    for (size_t i = 0; i < s->wallet_count; i++)
        put_piece(&p, STR("wallet"), 0, s->wallets[i].text, STR_EMPTY);
    for (size_t i = 0; i < s->place_count; i++)
        put_piece(&p, STR("place"), (unsigned)s->places[i].proof, s->places[i].text, STR_EMPTY);
    for (size_t i = 0; i < s->address_count; i++)
        put_piece(&p, STR("address"), (unsigned)s->addresses[i].proof, s->addresses[i].text, STR_EMPTY);
    return mark_of(good, &p);
}

static void put_value(struct pieces *p, const struct record_value *v)
{
    put_piece(p, record_field_info(v->field)->path, (unsigned)v->proof, v->text, v->country);
}

/* A correlation rests on whole records. */
static size_t values_of(const struct origin *o, const struct dossier *d)
{
    return o->value ? 1 : d->records[o->record]->value_count;
}

str good_flag_mark(const struct cordon_good *good, const struct flag *f, const struct dossier *d,
                   const struct good_count *shared, size_t shared_count, struct arena *arena)
{
    struct pieces p;
    size_t room = 0;
    if (!good || !good->has_key || !f->origins || f->origins == FLAG_ORIGINS_MAX) return STR_EMPTY;
    for (size_t i = 0; i < f->origins; i++) room += values_of(&f->origin[i], d);
    if (!room || !begin_pieces(&p, arena, room + shared_count)) return STR_EMPTY;
    for (size_t i = 0; i < shared_count; i++)
        put_piece(&p, shared[i].name, 0, arena_printf(arena, "%lld", (long long)shared[i].number), STR_EMPTY);
    for (size_t i = 0; i < f->origins; i++) {
        const struct origin *o = &f->origin[i];
        const struct record *r = d->records[o->record];
        if (o->value) put_value(&p, o->value);
        for (size_t k = 0; !o->value && k < r->value_count; k++) put_value(&p, &r->values[k]);
    }
    return mark_of(good, &p);
}

bool good_is_protected_rule(const struct rules *r, uint32_t rule)
{
    /* features that say "this very account stands on a list": they find what a number finds */
    static const str listed[] = { STR_INIT("wal.listed"), STR_INIT("wal.labelled"),
                                  STR_INIT("published.") };
    const struct rule_info *info = rule_set_info(r->set, rule);
    if (str_eq(info->cordon.group, STR("wallet"))) return true;
    for (size_t i = 0; i < info->slots; i++)
        for (size_t k = 0; k < sizeof listed / sizeof *listed; k++)
            if (str_starts(rule_set_slot_name(r->set, info->slot[i]), listed[k])) return true;
    return false;
}

/* --- saying it --------------------------------------------------------------------------------------- */

static void write_day(struct json_writer *w, str key, int64_t s)
{
    char day[16];
    date_text(date_of_time(s), day);
    json_w_key_str(w, key, str_c(day));
}

void good_write(struct json_writer *w, const struct good_state *g, str verdict)
{
    static const struct { unsigned bit; str word; } whys[] = {
        { GOOD_RECORD_CHANGED, STR_INIT("record_changed") },
        { GOOD_LIST_CHANGED, STR_INIT("listed_changed") },
        { GOOD_EXPIRED, STR_INIT("expired") },
        { GOOD_NOT_YET, STR_INIT("not_yet") },
        { GOOD_PROTECTED, STR_INIT("identifier") },
        { GOOD_NO_MARK, STR_INIT("not_comparable") },
    };
    if (!g->entry) return;
    json_w_key(w, g->is_suppressed ? STR("suppressed") : STR("reopened"));
    json_w_object(w);
    json_w_key_u64(w, STR("good"), g->entry->id);
    json_w_key_str(w, STR("reason"), g->entry->reason);
    json_w_key_str(w, STR("author"), g->entry->author);
    write_day(w, STR("created"), g->entry->created_s);
    write_day(w, STR("expires"), g->entry->expires_s);
    if (g->is_suppressed && verdict.len) json_w_key_str(w, STR("verdict"), verdict);
    if (!g->is_suppressed) {
        json_w_key(w, STR("why"));
        json_w_array(w);
        for (size_t i = 0; i < sizeof whys / sizeof *whys; i++)
            if (g->why & whys[i].bit) json_w_str(w, whys[i].word);
        json_w_array_end(w);
    }
    json_w_object_end(w);
}
