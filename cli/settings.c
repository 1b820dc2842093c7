/* Settings and where they came from. */
#include "cli/settings.h"

#include "base/num.h"
#include "cli/nearest.h"
#include "cli/opt.h"
#include "os/os.h"

const char *const settings_languages[] = { "en", "ko", "ja", "id", NULL };

static const char *const colours[] = { "auto", "always", "never", NULL };

/* In the order of enum setting_id. */
static const struct opt rows[SETTING_COUNT] = {
    { .name = "data", .kind = OPT_PATH, .at = offsetof(struct settings, data),
      .help = "folder of lists and data sets (default: $XDG_DATA_HOME/cordon, or "
              "~/.local/share/cordon)" },
    { .name = "policy", .kind = OPT_PATH, .at = offsetof(struct settings, policy),
      .help = "policy file, or the name of a built-in policy (default: default)" },
    { .name = "lang", .kind = OPT_ENUM, .at = offsetof(struct settings, lang),
      .choices = settings_languages,
      .help = "language of answers: en, ko, ja, id (default: that of the locale for people, "
              "en for --json and --plain)" },
    { .name = "color", .kind = OPT_ENUM, .at = offsetof(struct settings, colour),
      .choices = colours, .help = "auto, always or never (default: auto)" },
    { .name = "threads", .kind = OPT_U64, .at = offsetof(struct settings, threads), .min = 1,
      .max = SETTINGS_THREADS_MAX, .help = "threads of a screening (default: one a core)" },
    { .name = "jurisdictions", .kind = OPT_LIST, .at = offsetof(struct settings, jurisdictions),
      .help = "countries where you pay or employ, such as us,kr: they choose law cards; never "
              "anything about whom you screen (default: none)" },
    { .name = "keep", .kind = OPT_U64, .at = offsetof(struct settings, keep), .min = 2,
      .max = SETTINGS_KEEP_MAX, .help = "editions of each list that stay in the data folder: older ones go "
              "when a new one is imported, but none that is in use or that a decision names "
              "(default: 10)" },
    { .name = "key", .kind = OPT_PATH, .at = offsetof(struct settings, key),
      .help = "file that holds the key of the subjects store; nobody but you may read it (default: none)" },
};

const char *settings_name(enum setting_id id)
{
    return rows[id].name;
}

const char *settings_help(enum setting_id id)
{
    return rows[id].help;
}

/* Give a setting a value; `what` is how messages call it, `from` where it came from. */
static cordon_status set(struct settings *s, enum setting_id id, str value, const char *what,
                         str from, struct cordon_error *err)
{
    char *base = (char *)s;
    str kept = arena_str(s->arena, value);
    s->at[id] = (struct setting){ kept, arena_str(s->arena, from) };
    if (s->arena->failed) return error_nomem(err);
    if (id == SETTING_LANG) s->lang_is_locale = false;
    return opt_value(&rows[id], what, kept.data, 0, base + rows[id].at, err);
}

/* --- defaults ----------------------------------------------------------------------------- */

/* An absolute $XDG_... folder, or `under_home` below $HOME; "" when neither is known. Relative
   values count as unset: src: xdg-basedir */
static str xdg_folder(struct arena *arena, const char *variable, const char *under_home)
{
    str xdg = os_env(variable), home = os_env("HOME");
    if (str_starts(xdg, STR("/"))) return arena_printf(arena, "%s/cordon", xdg.data);
    if (!str_starts(home, STR("/"))) return STR_EMPTY;
    return arena_printf(arena, "%s/%s/cordon", home.data, under_home);
}

cordon_status settings_init(struct settings *s, struct arena *arena, struct cordon_error *err)
{
    static const str by_default = STR_INIT("default");
    *s = (struct settings){ .arena = arena };
    unsigned cores = os_cpu_count();
    if (cores > SETTINGS_THREADS_MAX) cores = SETTINGS_THREADS_MAX;
    str data = xdg_folder(arena, "XDG_DATA_HOME", ".local/share");
    str threads = arena_printf(arena, "%u", cores);
    if (arena->failed) return error_nomem(err);

    cordon_status st = CORDON_OK;
    s->at[SETTING_DATA].from = s->at[SETTING_JURISDICTIONS].from = s->at[SETTING_KEY].from = by_default;
    if (data.len) st = set(s, SETTING_DATA, data, "data", by_default, err);
    if (!st) st = set(s, SETTING_POLICY, STR("default"), "policy", by_default, err);
    if (!st) st = set(s, SETTING_LANG, STR("en"), "lang", by_default, err);
    if (!st) st = set(s, SETTING_COLOR, STR("auto"), "color", by_default, err);
    if (!st) st = set(s, SETTING_THREADS, threads, "threads", by_default, err);
    if (!st) st = set(s, SETTING_KEEP, STR("10"), "keep", by_default, err);
    return st;
}

/* The locale is what the machine was set up with, so it stands below the file that the user
   wrote for Cordon. A locale in another language is no error: it leaves English. */
static cordon_status read_locale(struct settings *s, struct cordon_error *err)
{
    static const struct { const char *name, *from; } variables[] = {
        { "LC_ALL", "$LC_ALL" }, { "LC_MESSAGES", "$LC_MESSAGES" }, { "LANG", "$LANG" },
    };
    for (size_t i = 0; i < COUNT_OF(variables); i++) {
        str value = os_env(variables[i].name);
        if (value.len == 0) continue;
        str lang = str_sub(value, 0, 2);
        bool is_two = value.len == 2 || (value.len > 2 && !byte_is_alpha(value.data[2]));
        for (size_t k = 0; is_two && settings_languages[k]; k++) {
            if (!str_eq(lang, str_c(settings_languages[k]))) continue;
            cordon_status st = set(s, SETTING_LANG, lang, "lang", str_c(variables[i].from), err);
            s->lang_is_locale = !st;
            return st;
        }
        return CORDON_OK; /* the first one that is set decides, as in POSIX */
    }
    return CORDON_OK;
}

/* --- the file ----------------------------------------------------------------------------- */

static cordon_status unknown_key(str key, struct cordon_error *err)
{
    struct nearest near;
    nearest_init(&near, key);
    for (size_t i = 0; i < SETTING_COUNT; i++) nearest_offer(&near, str_c(rows[i].name));
    if (near.best.len)
        return error_set(err, CORDON_ARGUMENT, "unknown setting '%.*s'; did you mean '%.*s'?",
                         STR_ARG(key), STR_ARG(near.best));
    return error_set(err, CORDON_ARGUMENT,
                     "unknown setting '%.*s'; 'cordon config' prints those there are",
                     STR_ARG(key));
}

/* A path in the file must not depend on the folder Cordon is started in. */
static cordon_status whole_path(struct settings *s, enum setting_id id, str *value,
                                struct cordon_error *err)
{
    bool is_name = id == SETTING_POLICY && str_index(*value, '/') == value->len;
    if (str_starts(*value, STR("/")) || is_name) return CORDON_OK;
    str home = os_env("HOME");
    if (!str_starts(*value, STR("~/")) || home.len == 0)
        return error_set(err, CORDON_ARGUMENT,
                         "%s is '%.*s'; a path in this file begins with '/' or '~/'",
                         rows[id].name, STR_ARG(*value));
    str rest = str_from(*value, 1);
    *value = arena_printf(s->arena, "%s%.*s", home.data, (int)rest.len, rest.data);
    return s->arena->failed ? error_nomem(err) : CORDON_OK;
}

/* The line without its comment: '#' at the start or behind a blank. */
static str without_comment(str line)
{
    for (size_t i = 0; i < line.len; i++)
        if (line.data[i] == '#' && (i == 0 || byte_is_blank(line.data[i - 1])))
            return str_trim(str_sub(line, 0, i));
    return str_trim(line);
}

static cordon_status read_line(struct settings *s, str line, str from, bool *seen,
                               struct cordon_error *err)
{
    size_t eq = str_index(line, '='), id = 0;
    str key = str_trim(str_sub(line, 0, eq)), value = str_trim(str_from(line, eq + 1));
    if (eq == line.len)
        return error_set(err, CORDON_ARGUMENT, "'%.*s' is no setting; write 'key = value'",
                         STR_ARG(line));
    while (id < SETTING_COUNT && !str_eq(key, str_c(rows[id].name))) id++;
    if (id == SETTING_COUNT) return unknown_key(key, err);
    if (seen[id])
        return error_set(err, CORDON_ARGUMENT, "setting '%s' stands twice", rows[id].name);
    seen[id] = true;
    for (size_t i = 0; i < value.len; i++)
        if ((unsigned char)value.data[i] < 0x20)
            return error_set(err, CORDON_ARGUMENT, "%s holds a control character",
                             rows[id].name);
    if (rows[id].kind == OPT_PATH && value.len) {
        cordon_status st = whole_path(s, (enum setting_id)id, &value, err);
        if (st) return st;
    }
    return set(s, (enum setting_id)id, value, rows[id].name, from, err);
}

cordon_status settings_read(struct settings *s, str text, str path, struct cordon_error *err)
{
    bool seen[SETTING_COUNT] = { false };
    uint64_t number = 0;
    str line;

    if (text.len > SETTINGS_FILE_MAX)
        return error_at(err, CORDON_LIMIT, path, 0, 0, "larger than %d bytes",
                        SETTINGS_FILE_MAX);
    if (str_starts(text, STR("\xEF\xBB\xBF"))) text = str_from(text, 3); /* some editors' mark */
    while (str_next(&text, '\n', &line)) {
        number++;
        line = without_comment(line);
        if (line.len == 0) continue;
        str from =
            arena_printf(s->arena, "%.*s:%llu", STR_ARG(path), (unsigned long long)number);
        cordon_status st = s->arena->failed ? error_nomem(err)
                                            : read_line(s, line, from, seen, err);
        if (!st) continue;
        error_in_file(err, path);
        if (err) err->line = number;
        return st;
    }
    return CORDON_OK;
}

static cordon_status read_file(struct settings *s, struct cordon_error *err)
{
    struct os_file file = OS_FILE_INIT;
    str folder = xdg_folder(s->arena, "XDG_CONFIG_HOME", ".config");
    if (s->arena->failed) return error_nomem(err);
    if (folder.len == 0) return CORDON_OK;
    s->file = arena_printf(s->arena, "%s/config", folder.data);
    if (s->arena->failed) return error_nomem(err);
    if (!os_file_exists(s->file.data)) return CORDON_OK;

    cordon_status st = os_file_map(s->file.data, &file, err);
    if (st == CORDON_NOTFOUND) return CORDON_OK;
    if (st) return st;
    s->has_file = true;
    st = settings_read(s, file.bytes, s->file, err);
    os_file_unmap(&file);
    return st;
}

/* --- environment and flags ---------------------------------------------------------------- */

static cordon_status read_environment(struct settings *s, struct cordon_error *err)
{
    static const struct { enum setting_id id; const char *name, *what; } variables[] = {
        { SETTING_DATA, "CORDON_DATA", "$CORDON_DATA" },
        { SETTING_POLICY, "CORDON_POLICY", "$CORDON_POLICY" },
        { SETTING_LANG, "CORDON_LANG", "$CORDON_LANG" },
        { SETTING_THREADS, "CORDON_THREADS", "$CORDON_THREADS" },
        { SETTING_JURISDICTIONS, "CORDON_JURISDICTIONS", "$CORDON_JURISDICTIONS" },
        { SETTING_KEY, "CORDON_KEY", "$CORDON_KEY" },
    };
    for (size_t i = 0; i < COUNT_OF(variables); i++) {
        str value = os_env(variables[i].name);
        const char *what = variables[i].what;
        if (value.len == 0) continue;
        cordon_status st = set(s, variables[i].id, value, what, str_c(what), err);
        if (st) return st;
    }
    if (os_env("NO_COLOR").len) /* src: no-color (present and not empty) */
        return set(s, SETTING_COLOR, STR("never"), "color", STR("$NO_COLOR"), err);
    if (str_eq(os_env("TERM"), STR("dumb")))
        return set(s, SETTING_COLOR, STR("never"), "color", STR("$TERM"), err);
    return CORDON_OK;
}

static cordon_status read_flags(struct settings *s, const struct settings_flags *flags,
                                struct cordon_error *err)
{
    cordon_status st = CORDON_OK;
    if (flags->data)
        st = set(s, SETTING_DATA, str_c(flags->data), "--data", STR("--data"), err);
    if (!st && flags->lang)
        st = set(s, SETTING_LANG, str_c(settings_languages[flags->lang - 1]), "--lang",
                 STR("--lang"), err);
    if (!st && flags->no_color)
        st = set(s, SETTING_COLOR, STR("never"), "--no-color", STR("--no-color"), err);
    return st;
}

cordon_status settings_load(struct settings *s, const struct settings_flags *flags,
                            struct arena *arena, struct cordon_error *err)
{
    cordon_status st = settings_init(s, arena, err);
    if (!st) st = read_locale(s, err);
    if (!st) st = read_file(s, err);
    if (!st) st = read_environment(s, err);
    if (!st) st = read_flags(s, flags, err);
    return st;
}
