/* What the lists say of a record's wallets, for the rules. */
#include "engine/screener.h"

#include "base/num.h"

/* Was any list of this sort compared with that has wallets? Without, nothing can be told. */
static bool can_tell(const struct cordon_screener *scr, bool is_designation)
{
    for (size_t i = 0; i < scr->set->source_count; i++) {
        const struct set_source *src = &scr->set->source[i];
        bool is = !src->catalogue || str_eq(src->catalogue->tier, STR("designated"));
        if (scr->is_used[i] && is == is_designation && keys_count(&src->wallets)) return true;
    }
    return false;
}

static bool is_counted(const struct subject_wallet *w, enum feature f)
{
    if (f == FEATURE_WAL_LISTED) return w->is_designated;
    if (f == FEATURE_WAL_LABELLED) return w->is_labelled;
    return w->addr.verdict == ADDR_MALFORMED && !w->is_found && !w->is_met;
}

/* Wallets of which it is true; of none, all are what the zero rests on. */
static struct feature_item count_wallets(struct cordon_screener *scr, enum feature f)
{
    const struct subject *s = scr->subject;
    struct feature_item item = { .feature = f };
    struct origin *origin = arena_alloc(&scr->arena, s->wallet_count * sizeof *origin);
    for (size_t i = 0; i < s->wallet_count; i++) item.number += is_counted(&s->wallets[i], f);
    for (size_t i = 0; origin && i < s->wallet_count && item.origins < FEATURE_ORIGINS_MAX; i++) {
        const struct subject_wallet *w = &s->wallets[i];
        if (item.number && !is_counted(w, f)) continue;
        bool is_field = w->value->field != FIELD_NONE; /* else the record as a whole */
        origin[item.origins++] = (struct origin){ w->record, is_field ? w->value : NULL };
    }
    item.origin = origin;
    return item;
}

size_t wallet_features(struct cordon_screener *scr, struct feature_item ret[WALLET_FEATURES])
{
    size_t count = 0;
    if (can_tell(scr, true)) ret[count++] = count_wallets(scr, FEATURE_WAL_LISTED);
    if (can_tell(scr, false)) ret[count++] = count_wallets(scr, FEATURE_WAL_LABELLED);
    ret[count++] = count_wallets(scr, FEATURE_WAL_MALFORMED);
    return count;
}
