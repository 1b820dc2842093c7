/* name/particle: honorifics and particles. */
#include "tests/test.h"

#include "name/particle.h"

static void tells_titles_from_particles_from_names(void **state)
{
    static const struct { const char *word; enum name_particle want; } rows[] = {
        { "mr", PARTICLE_TITLE },     { "dr", PARTICLE_TITLE },     { "haji", PARTICLE_TITLE },
        { "sheikh", PARTICLE_TITLE }, { "jr", PARTICLE_TITLE },     { "동지", PARTICLE_TITLE },
        { "von", PARTICLE_LIGHT },    { "van", PARTICLE_LIGHT },    { "de", PARTICLE_LIGHT },
        { "al", PARTICLE_LIGHT },     { "el", PARTICLE_LIGHT },     { "bin", PARTICLE_LIGHT },
        { "ibn", PARTICLE_LIGHT },    { "bint", PARTICLE_LIGHT },   { "abu", PARTICLE_LIGHT },
        /* names elsewhere */
        { "pak", PARTICLE_NONE },     { "o", PARTICLE_NONE },       { "an", PARTICLE_NONE },
        { "le", PARTICLE_NONE },      { "tan", PARTICLE_NONE },     { "kim", PARTICLE_NONE },
        { "abd", PARTICLE_FIRST_HALF }, { "", PARTICLE_NONE },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (name_particle_class(str_c(rows[i].word)) != rows[i].want)
            fail_msg("'%s'", rows[i].word);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_titles_from_particles_from_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
