/* The version of the engine. */
#include <cordon/types.h>

const char *cordon_version(void)
{
    return CORDON_VERSION;
}
