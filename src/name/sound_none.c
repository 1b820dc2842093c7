/* In the place of arabic.c until it is there. */
#include "name/sound.h"

size_t arabic_sounds(str plain, enum text_script script, struct sound ret[SOUNDS_MAX])
{
    (void)plain;
    (void)script;
    (void)ret;
    return 0;
}

uint16_t arabic_alike(const struct sound *arabic, const struct sound *other)
{
    (void)arabic;
    (void)other;
    return 0;
}

size_t arabic_keys(const struct sound *s, uint64_t ret[SOUND_KEYS_MAX])
{
    (void)s;
    (void)ret;
    return 0;
}
