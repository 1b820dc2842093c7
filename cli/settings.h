/*
 * Settings: flag, then environment, then file, then default; each remembers where it came from.
 *
 * The file is $XDG_CONFIG_HOME/cordon/config, or ~/.config/cordon/config: lines `key = value`;
 * a line or its end after a blank may be a comment that begins with '#'. Keys are the names of
 * settings below and each stands once. Secrets are never settings.
 */
#ifndef CLI_SETTINGS_H
#define CLI_SETTINGS_H

#include "base/arena.h"
#include "base/error.h"

enum setting_id {
    SETTING_DATA = 0, /* --data, $CORDON_DATA, data */
    SETTING_POLICY,   /* $CORDON_POLICY, policy; `screen` has --policy of its own */
    SETTING_LANG,     /* --lang, $CORDON_LANG, lang, then the locale */
    SETTING_COLOR,    /* --no-color, $NO_COLOR, $TERM is dumb, color */
    SETTING_THREADS,  /* $CORDON_THREADS, threads; `screen` has --threads of its own */
    SETTING_JURISDICTIONS, /* $CORDON_JURISDICTIONS, jurisdictions; `screen` has --jurisdiction */
    SETTING_KEEP,     /* keep; `lists import` has --keep of its own */
    SETTING_KEY,      /* $CORDON_KEY, key: a file's path, never a key; `subjects` and `rescreen` have --key */
    SETTING_COUNT,
};

/** Languages of answers; the order is that of `settings_languages`. */
enum setting_lang {
    LANG_UNSET = 0,
    LANG_EN,
    LANG_KO,
    LANG_JA,
    LANG_ID,
};

extern const char *const settings_languages[]; /* "en", "ko", "ja", "id", NULL */

enum { SETTINGS_FILE_MAX = 64 << 10, SETTINGS_THREADS_MAX = 1024, SETTINGS_KEEP_MAX = 65536 };

struct setting {
    str value; /* as text; "" = none */
    str from;  /* "--data", "$CORDON_DATA", "/home/x/.config/cordon/config:3", "default" */
};

struct settings {
    const char *data;    /* folder; NULL when there is neither a setting nor a home */
    const char *policy;  /* file, or the name of a built-in policy: "default", "demo" */
    unsigned    lang;    /* enum setting_lang, never unset */
    bool        lang_is_locale; /* nothing but the locale says so: not for programs */
    unsigned    colour;  /* enum term_colour, never unset */
    uint64_t    threads; /* 1..SETTINGS_THREADS_MAX */
    const char *key;     /* file with the key of the subjects store; NULL = none */
    str         jurisdictions; /* countries where who pays or employs is: "us,kr"; "" when not said */

    uint64_t    keep;    /* editions of each list that stay: 2.. */

    struct setting at[SETTING_COUNT];
    str            file;     /* path of the settings file; "" when there is no home */
    bool           has_file; /* it is there */
    struct arena  *arena;    /* holds the texts */
};

/** What flags say; NULL or false where none was given. */
struct settings_flags {
    const char *data;
    unsigned    lang; /* enum setting_lang */
    bool        no_color;
};

/** The key of a setting: "data". */
const char *settings_name(enum setting_id id);
/** The fallback when nothing sets it, in words for the manual. */
const char *settings_help(enum setting_id id);

/**
 * Work out every setting.
 *
 * @return CORDON_OK
 *         CORDON_ARGUMENT  a value that cannot be, in the environment or the file; an unknown
 *                          key (the message names the nearest, err names file and line)
 *         CORDON_LIMIT     the file is larger than SETTINGS_FILE_MAX
 *         CORDON_IO        the file is there but cannot be read
 *         CORDON_NOMEM
 */
cordon_status settings_load(struct settings *s, const struct settings_flags *flags,
                            struct arena *arena, struct cordon_error *err);

/** Start with the defaults alone: what settings_load does first. For tests and fuzzing. */
cordon_status settings_init(struct settings *s, struct arena *arena, struct cordon_error *err);
/** Take in the text of a settings file; `path` is for messages. For tests and fuzzing. */
cordon_status settings_read(struct settings *s, str text, str path, struct cordon_error *err);

#endif
