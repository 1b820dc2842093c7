/* Honorifics and particles in personal names. */
#include "name/particle.h"

#include "base/table.h"

#include "name/name.h"
#include "name/particle_table.h"

enum name_particle name_particle_class(str plain)
{
    uint32_t at = table_find(&particle_keys, plain);
    return at == TABLE_NONE ? PARTICLE_NONE : (enum name_particle)particle_class[at];
}

bool name_is_particle(str plain)
{
    return name_particle_class(plain) != PARTICLE_NONE;
}

bool name_is_article(str plain)
{
    static const str spellings[] = { STR_INIT("al"), STR_INIT("el"), STR_INIT("ul"), STR_INIT("ol"), STR_INIT("ur"),
                                     STR_INIT("ar"), STR_INIT("ud"), STR_INIT("ad"), STR_INIT("as"), STR_INIT("ash"),
                                     STR_INIT("az"), STR_INIT("es"), STR_INIT("ال") };
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
        if (str_eq(plain, spellings[i])) return true;
    return false;
}
