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
