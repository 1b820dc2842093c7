/* Words of other languages in hangul: what they say, sound by sound. */
#include "name/hangul_sound.h"

#include "name/korean.h"

enum { FIRST = 0xAC00, LAST = 0xD7A3, MEDIALS = 21, FINALS = 28, BYTES = 3, SYLLABLES_LEAST = 2 };

enum { NO_INITIAL = 11, FINAL_L = 8, INITIAL_L = 5, INITIAL_S = 9, MUTE = 18 };

static const uint8_t initials[] = {
    SOUND_G, SOUND_K, SOUND_N, SOUND_D, SOUND_T, SOUND_R,  SOUND_M, SOUND_B, SOUND_P, SOUND_S,
    SOUND_S, 0,       SOUND_J, SOUND_J, SOUND_CH, SOUND_K, SOUND_T, SOUND_P, SOUND_H,
};

/* What glides into the vowel, and the vowel; the i that softens an s is told by `glide`. */
static const struct {
    uint8_t glide, vowel;
} medials[MEDIALS] = {
    { 0, SOUND_A },       { 0, SOUND_E },       { SOUND_I, SOUND_A }, { SOUND_I, SOUND_E }, { 0, SOUND_O },       { 0, SOUND_E },
    { SOUND_I, SOUND_O }, { SOUND_I, SOUND_E }, { 0, SOUND_O },       { SOUND_V, SOUND_A }, { SOUND_V, SOUND_E }, { SOUND_V, SOUND_E },
    { SOUND_I, SOUND_O }, { 0, SOUND_U },       { SOUND_V, SOUND_O }, { SOUND_V, SOUND_E }, { SOUND_V, SOUND_I }, { SOUND_I, SOUND_U },
    { 0, 0 },             { 0, SOUND_I },       { 0, SOUND_I },
};

/* The seven that are spoken, under the letter each is written with in words of other languages. */
static const uint8_t finals[FINALS] = {
    [1] = SOUND_K, [4] = SOUND_N, [7] = SOUND_T, [FINAL_L] = SOUND_R, [16] = SOUND_M, [17] = SOUND_P, [19] = SOUND_T, [21] = SOUND_N,
};

static uint32_t syllable_at(str s, size_t at)
{
    const unsigned char *p = (const unsigned char *)s.data + at;
    if (s.len - at < BYTES || p[0] < 0xEA || p[0] > 0xED) return 0;
    uint32_t c = (uint32_t)(p[0] & 0xF) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
    return c >= FIRST && c <= LAST ? c : 0;
}

static void add(struct sound *s, uint8_t symbol)
{
    if (!symbol || s->length == SOUND_SYMBOLS_MAX) return;
    s->code |= (uint64_t)symbol << (SOUND_BITS * s->length++);
}

size_t hangul_sounds(str plain, struct sound ret[SOUNDS_MAX])
{
    bool is_foreign = false;
    unsigned final_before = 0;
    ret[0] = (struct sound){ .class = SOUND_KANA };
    if (plain.len < BYTES * SYLLABLES_LEAST) return 0;
    for (size_t at = 0; at < plain.len; at += BYTES) {
        uint32_t c = syllable_at(plain, at);
        if (!c) return 0;
        is_foreign |= !ko_is_said(c);
        unsigned initial = (c - FIRST) / (MEDIALS * FINALS), medial = (c - FIRST) / FINALS % MEDIALS, final = (c - FIRST) % FINALS;
        bool is_soft = initial == INITIAL_S && medials[medial].glide == SOUND_I;
        bool is_held = final_before == FINAL_L && initial == INITIAL_L; /* 블라디: one l, so that it is no r */
        if (is_soft) add(&ret[0], SOUND_SH);
        else if (!is_held && initial != NO_INITIAL) add(&ret[0], initials[initial]);
        if (!is_soft) add(&ret[0], medials[medial].glide);
        if (medial != MUTE) add(&ret[0], medials[medial].vowel);
        add(&ret[0], finals[final]);
        final_before = final;
    }
    return is_foreign && ret[0].length > 0;
}
