/* Keys under which names are found. */
#include "name/key.h"

#include "name/particle.h"

uint64_t key_make(unsigned model, unsigned position, uint64_t atom)
{
    return (uint64_t)model << 60 | (uint64_t)position << 52 | (atom & (((uint64_t)1 << 52) - 1));
}

uint64_t key_mix(uint64_t key)
{
    key ^= key >> 33;
    key *= 0xff51afd7ed558ccdu;
    key ^= key >> 33;
    key *= 0xc4ceb9fe1a85ec53u;
    return key ^ key >> 33;
}

uint64_t key_of_word(str text)
{
    return key_make(KEY_MODEL_GENERIC, KEY_WORD, str_hash(text));
}

uint64_t key_of_join(str text)
{
    return key_make(KEY_MODEL_GENERIC, KEY_JOIN, str_hash(text));
}

uint64_t key_of_concept(uint16_t concept)
{
    return key_make(KEY_MODEL_GENERIC, KEY_CONCEPT, concept);
}

uint64_t key_of_acronym(str text)
{
    return key_make(KEY_MODEL_GENERIC, KEY_ACRONYM, str_hash(text));
}

uint64_t key_of_roman(uint32_t code)
{
    return key_make(KEY_MODEL_GENERIC, KEY_ROMAN, code);
}

uint64_t key_of_roman_join(uint32_t code)
{
    return key_make(KEY_MODEL_GENERIC, KEY_ROMAN_JOIN, code);
}

size_t key_word_forms(const struct word *w, uint64_t *ret_keys)
{
    char text[TYPO_LETTERS_MAX * 4];
    size_t count = 0, len = w->text.len;
    ret_keys[count++] = key_of_word(w->text);
    if (w->letters < TYPO_LETTERS_MIN || w->letters > TYPO_LETTERS_MAX || w->has_digit ||
        w->kind == WORD_SIGN)
        return count;
    for (size_t at = 0, n; at < len; at += n) {
        n = letter_len(w->text, at);
        /* of a doubled letter either one gives the same form */
        if (at >= n && memcmp(w->text.data + at, w->text.data + at - n, n) == 0) continue;
        memcpy(text, w->text.data, at);
        memcpy(text + at, w->text.data + at + n, len - at - n);
        ret_keys[count++] = key_of_word(str_of(text, len - n));
    }
    return count;
}

/* The same key at another position. */
static uint64_t key_moved(uint64_t key, unsigned position)
{
    return (key & ~((uint64_t)0xFF << 52)) | (uint64_t)position << 52;
}

static size_t add_new(uint64_t *keys, size_t count, uint64_t key)
{
    for (size_t i = 0; i < count; i++)
        if (keys[i] == key) return count;
    keys[count] = key;
    return count + 1;
}

/* All articles are one; no group of nicknames has this number. */
enum { ARTICLE_GROUP = UINT16_MAX };

size_t key_word_heard(const struct word *w, enum keys_for keys_for, uint64_t *ret_keys)
{
    size_t count = 0;
    for (size_t i = 0; i < w->sounds; i++) {
        uint64_t key[SOUND_SKELETONS_MAX];
        bool is_spoken = w->sound[i].class == SOUND_SPOKEN, asks = keys_for != KEYS_TO_STORE;
        if (is_spoken && keys_for == KEYS_TO_ASK_SPOKEN) continue;
        size_t n = sound_skeletons(&w->sound[i], key);
        for (size_t k = 0; k < n; k++) {
            uint64_t spoken = key_moved(key[k], KEY_SPOKEN_SKELETON);
            count = add_new(ret_keys, count, is_spoken && !asks ? spoken : key[k]);
            if (!is_spoken && asks) count = add_new(ret_keys, count, spoken);
        }
    }
    for (size_t i = 0; i < NICK_GROUPS_MAX && w->nick[i]; i++)
        ret_keys[count++] = key_make(KEY_MODEL_GENERIC, KEY_NICKNAME, w->nick[i]);
    if (w->kind == WORD_LIGHT && name_is_article(w->text))
        ret_keys[count++] = key_make(KEY_MODEL_GENERIC, KEY_NICKNAME, ARTICLE_GROUP);
    return count;
}

size_t key_join_heard(const struct sound *joined, uint64_t ret[ARABIC_KEYS_MAX])
{
    size_t count = arabic_keys(joined, ret);
    for (size_t i = 0; i < count; i++) ret[i] = key_make(KEY_MODEL_GENERIC, KEY_JOIN_SKELETON, ret[i]);
    return count;
}

str key_join_text(const struct word *const *w, size_t count, char *ret_text)
{
    size_t len = 0;
    for (size_t i = 0; i < count; i++) {
        memcpy(ret_text + len, w[i]->text.data, w[i]->text.len);
        len += w[i]->text.len;
    }
    return str_of(ret_text, len);
}
