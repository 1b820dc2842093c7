/* stub */
#include "engine/watch.h"
cordon_status cordon_payments_add(struct cordon_subjects *s, const struct cordon_subjects_add *add,
                                  struct cordon_payments_added *ret_added, struct cordon_error *err)
{
    (void)s; (void)add; *ret_added = (struct cordon_payments_added){ .added = 0 };
    return error_set(err, CORDON_UNSUPPORTED, "not yet");
}
cordon_status cordon_look_back(struct cordon_subjects *s, const struct cordon_look_back *look, struct cordon_looked_back *ret, struct cordon_error *err)
{
    (void)s; (void)look; *ret = (struct cordon_looked_back){ .parties = 0 };
    return error_set(err, CORDON_UNSUPPORTED, "not yet");
}
