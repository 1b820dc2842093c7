/* Words in characters, as Mandarin says them. */
#include "name/han_sound.h"

#include "name/chinese.h"

enum { LETTER_BYTES = 3, LETTERS_MIN = 2, LETTERS_MOST = 5, SYLLABLE_BYTES = HAN_PINYIN_BYTES / LETTERS_MOST };

static uint32_t letter_at(str plain, size_t at)
{
    const unsigned char *p = (const unsigned char *)plain.data + at;
    return p[0] >> 4 == 0xE ? (uint32_t)(p[0] & 0xF) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu) : 0;
}

size_t han_pinyin(str plain, char ret[HAN_PINYIN_BYTES])
{
    size_t len = 0, letters = plain.len / LETTER_BYTES;
    if (plain.len % LETTER_BYTES || letters < LETTERS_MIN || letters > LETTERS_MOST) return 0;
    for (size_t at = 0; at < plain.len; at += LETTER_BYTES) {
        uint32_t letter = letter_at(plain, at);
        const char *said = letter ? cn_han_mandarin(letter) : NULL;
        size_t n = said ? strlen(said) : 0;
        if (!n || n > SYLLABLE_BYTES) return 0;
        memcpy(ret + len, said, n);
        len += n;
    }
    return len;
}

size_t han_sounds(str plain, struct sound ret[SOUNDS_MAX])
{
    char pinyin[HAN_PINYIN_BYTES];
    size_t len = han_pinyin(plain, pinyin);
    if (!len || !sounds_by_rules(str_of(pinyin, len), ret)) return 0;
    ret[0].class = SOUND_HAN;
    return 1;
}

uint16_t han_alike(const struct sound *a, const struct sound *b)
{
    bool is_han_and_spoken = a->class + b->class == SOUND_HAN + SOUND_SPOKEN && (a->class == SOUND_HAN || b->class == SOUND_HAN);
    return is_han_and_spoken && a->code == b->code ? SOUND_SAME_BP : 0;
}
