/* `cordon bundle`: lists, rules and labels in one signed file for networks without a way out. */
#include "cli/command.h"

#include <stdio.h>

#include <cordon/bundle.h>

#include "base/json.h"
#include "cli/bundle_view.h"
#include "os/os.h"

enum { BUNDLE_WAIT_MS = 30000, SOURCES_LISTED_MAX = 64, WARNED_MAX = 20 };

static int wrong(struct cli *cli, const char *option, str value, const char *form)
{
    struct cordon_error err = ERROR_INIT;
    error_set(&err, CORDON_ARGUMENT, "%s: '%.*s' is not %s", option, STR_ARG(value), form);
    return cli_fail(cli, &err);
}

static int refuse(struct cli *cli, const char *what)
{
    struct cordon_error err = ERROR_INIT;
    error_set(&err, CORDON_ARGUMENT, "%s", what);
    return cli_fail(cli, &err);
}

/* --- make ------------------------------------------------------------------------------------------------ */

struct make_args {
    const char     *out, *after;
    str             sources, origin, expires;
    struct opt_many rules, labels;
};

static const struct opt make_options[] = {
    { .name = "out", .letter = 'o', .kind = OPT_PATH, .at = offsetof(struct make_args, out), .arg = "FILE",
      .help = "the bundle to write; it must not be there yet" },
    { .name = "sources", .kind = OPT_LIST, .at = offsetof(struct make_args, sources), .arg = "SOURCE,...",
      .help = "lists whose editions in use go in, or 'all'" },
    { .name = "rules", .kind = OPT_MANY, .at = offsetof(struct make_args, rules), .arg = "DIR",
      .help = "folder of rules that goes in as a pack of its name; may be repeated" },
    { .name = "label", .kind = OPT_MANY, .at = offsetof(struct make_args, labels),
      .arg = "SOURCE[@DATE]=FILE", .help = "file of labels that goes in; may be repeated" },
    { .name = "expires", .kind = OPT_STR, .at = offsetof(struct make_args, expires), .arg = "SPAN",
      .help = "until when it may be taken in: days as 30d, or a date (default: 30d)" },
    { .name = "after", .kind = OPT_PATH, .at = offsetof(struct make_args, after), .arg = "BUNDLE",
      .help = "the bundle before, which this one follows" },
    { .name = "origin", .kind = OPT_STR, .at = offsetof(struct make_args, origin), .arg = "NAME",
      .help = "whose bundles these are, for the first one: as the root says" },
    { .name = NULL },
};

static const struct example make_examples[] = {
    { "cordon bundle make --out 1.cordon --origin lists.example.org --sources all --expires 30d",
      "the first bundle of an origin: every imported list" },
    { "cordon bundle make --out 2.cordon --after 1.cordon --sources us_ofac_sdn,un_sc --rules packs/bank "
      "--label wallet_labels@2026-07-01=labels.csv", "the next one" },
    { NULL, NULL },
};

/* "SOURCE[@DATE]=FILE" */
static bool read_label(const char *text, struct cordon_bundle_label *ret)
{
    str head;
    const char *path;
    if (!bundle_pair(text, &head, &path)) return false;
    size_t at = str_index(head, '@');
    *ret = (struct cordon_bundle_label){ .source = str_sub(head, 0, at),
                                         .edition = str_from(head, at < head.len ? at + 1 : at), .path = path };
    return ret->source.len > 0;
}

static int run_make(struct cli *cli, const void *given)
{
    const struct make_args *args = given;
    struct cordon_error err = ERROR_INIT;
    struct cordon_bundle_label labels[OPT_MANY_MAX];
    cordon_str sources[SOURCES_LISTED_MAX];
    struct cordon_bundle_make make = {
        .out = args->out, .after = args->after, .origin = args->origin, .sources = sources,
        .rules = args->rules.item, .rule_count = args->rules.count, .labels = labels,
        .label_count = args->labels.count, .issued_s = cli->globals.as_of_s,
    };
    str rest = args->sources, one;
    str expires = args->expires.len ? args->expires : STR("30d");
    if (!bundle_expiry(expires, make.issued_s, &make.expires_s))
        return wrong(cli, "--expires", expires, "a span as 30d or a date");
    if (!args->out) return refuse(cli, "--out FILE is needed");
    if ((args->after != NULL) == (args->origin.len > 0))
        return refuse(cli, "give either --after BUNDLE or, for the first one, --origin NAME");
    make.all_sources = str_eq(rest, STR("all"));
    while (!make.all_sources && str_next(&rest, ',', &one)) {
        if (make.source_count == SOURCES_LISTED_MAX) return wrong(cli, "--sources", one, "among the first 64");
        sources[make.source_count++] = one;
    }
    for (size_t i = 0; i < args->labels.count; i++)
        if (!read_label(args->labels.item[i], &labels[i]))
            return wrong(cli, "--label", str_c(args->labels.item[i]), "SOURCE=FILE or SOURCE@DATE=FILE");
    if (cli_data_folder(cli, &make.data_dir, &err) || cordon_bundle_make(&make, &err))
        return cli_fail(cli, &err);
    cli_say(cli, "%s is written; it is taken in nowhere until it is signed: cordon bundle sign", args->out);
    return EXIT_CLEAR;
}

const struct command cmd_bundle_make = {
    .name = "bundle make",
    .group = "Bundles",
    .summary = "put lists, rules and labels into one file for networks without a way out",
    .about = "The same editions, rules and --as-of give the same bytes. The bundle's serial and the hash of "
             "the one before are in it, so that none can be left out or come again unseen.",
    .options = make_options,
    .examples = make_examples,
    .args_size = sizeof(struct make_args),
    .run = run_make,
};

/* --- sign, keygen ------------------------------------------------------------------------------------------ */

struct sign_args {
    const char *file, *key, *password_file;
    str         name;
};

static const struct opt sign_options[] = {
    { .name = "key", .letter = 'k', .kind = OPT_PATH, .at = offsetof(struct sign_args, key), .arg = "KEY",
      .help = "secret key file, of 'cordon bundle keygen' or of minisign" },
    { .name = "name", .kind = OPT_STR, .at = offsetof(struct sign_args, name), .arg = "NAME",
      .help = "signer's name in the name of the signature file (default: of the key file)" },
    { .name = "password-file", .kind = OPT_PATH, .at = offsetof(struct sign_args, password_file),
      .arg = "FILE", .help = "its first line is the key's password (default: ask on the terminal)" },
    { .name = NULL },
};

static const struct arg sign_arguments[] = {
    { .name = "FILE", .kind = OPT_PATH, .at = offsetof(struct sign_args, file),
      .help = "a bundle, or a root" },
    { .name = NULL },
};

static const struct example sign_examples[] = {
    { "cordon bundle sign 1.cordon --key police.key", "writes 1.cordon.police.minisig" },
    { "minisign -S -s police.key -m 1.cordon -x 1.cordon.police.minisig", "the same with minisign" },
    { NULL, NULL },
};

/* "keys/police.key": "police" */
static str name_of_key(const char *path)
{
    str s = str_c(path);
    for (size_t i = s.len; i-- > 0;)
        if (s.data[i] == '/') {
            s = str_from(s, i + 1);
            break;
        }
    return str_ends(s, STR(".key")) ? str_sub(s, 0, s.len - 4) : s;
}

static int run_sign(struct cli *cli, const void *given)
{
    const struct sign_args *args = given;
    struct cordon_error err = ERROR_INIT;
    char password[PASSWORD_MAX];
    size_t password_len = 0;
    bool asks = false;
    if (!args->key) return refuse(cli, "--key KEY is needed");
    str name = args->name.len ? args->name : name_of_key(args->key);
    str out = arena_printf(&cli->arena, "%s.%.*s.minisig", args->file, STR_ARG(name));
    if (cli->arena.failed) error_nomem(&err);
    if (err.status || cordon_bundle_key_asks(args->key, &asks, &err)) return cli_fail(cli, &err);
    if (asks && bundle_password(args->password_file, false, password, &password_len, &err))
        return cli_fail(cli, &err);
    struct cordon_bundle_sign sign = { .file = args->file, .secret_path = args->key,
                                       .password = str_of(password, password_len), .out = out.data,
                                       .now_s = cli->globals.as_of_s };
    cordon_status st = cordon_bundle_sign(&sign, &err);
    os_wipe(password, sizeof password);
    if (st) return cli_fail(cli, &err);
    cli_say(cli, "%.*s is written", STR_ARG(out));
    return EXIT_CLEAR;
}

const struct command cmd_bundle_sign = {
    .name = "bundle sign",
    .group = "Bundles",
    .summary = "sign a bundle or a root",
    .about = "The signature is one of minisign: 'minisign -V' checks it, and signatures that minisign made "
             "count the same. Every signer writes a file of its own beside the bundle.",
    .options = sign_options,
    .arguments = sign_arguments,
    .examples = sign_examples,
    .args_size = sizeof(struct sign_args),
    .run = run_sign,
};

struct keygen_args {
    const char *name, *password_file;
    bool        is_open;
};

static const struct opt keygen_options[] = {
    { .name = "no-password", .letter = 'W', .kind = OPT_FLAG, .at = offsetof(struct keygen_args, is_open),
      .help = "keep the secret key open, for a machine that signs alone" },
    { .name = "password-file", .kind = OPT_PATH, .at = offsetof(struct keygen_args, password_file),
      .arg = "FILE", .help = "its first line is the password (default: ask on the terminal)" },
    { .name = NULL },
};

static const struct arg keygen_arguments[] = {
    { .name = "NAME", .kind = OPT_PATH, .at = offsetof(struct keygen_args, name),
      .help = "NAME.key and NAME.pub are written" },
    { .name = NULL },
};

static const struct example keygen_examples[] = {
    { "cordon bundle keygen police", "police.key, which needs its password, and police.pub" },
    { "minisign -G -s police.key -p police.pub", "the same with minisign" },
    { NULL, NULL },
};

static int run_keygen(struct cli *cli, const void *given)
{
    const struct keygen_args *args = given;
    struct cordon_error err = ERROR_INIT;
    char password[PASSWORD_MAX], id[17];
    size_t password_len = 0;
    str secret = arena_printf(&cli->arena, "%s.key", args->name);
    str public = arena_printf(&cli->arena, "%s.pub", args->name);
    if (cli->arena.failed) error_nomem(&err);
    if (err.status) return cli_fail(cli, &err);
    if (args->is_open && args->password_file)
        return refuse(cli, "--no-password and --password-file exclude each other");
    if (!args->is_open && bundle_password(args->password_file, true, password, &password_len, &err))
        return cli_fail(cli, &err);
    struct cordon_bundle_keygen keygen = { .secret_path = secret.data, .public_path = public.data,
                                           .password = str_of(password, password_len) };
    cordon_status st = cordon_bundle_keygen(&keygen, id, &err);
    os_wipe(password, sizeof password);
    if (st) return cli_fail(cli, &err);
    cli_say(cli, "key %s: %.*s, keep it; %.*s, give it away", id, STR_ARG(secret), STR_ARG(public));
    return EXIT_CLEAR;
}

const struct command cmd_bundle_keygen = {
    .name = "bundle keygen",
    .group = "Bundles",
    .summary = "make a pair of keys for signing",
    .about = "The files are those of minisign. A password is asked for on the terminal or read from a file; "
             "it is never given as an option, where other users would see it.",
    .options = keygen_options,
    .arguments = keygen_arguments,
    .examples = keygen_examples,
    .args_size = sizeof(struct keygen_args),
    .run = run_keygen,
};

/* --- verify ------------------------------------------------------------------------------------------------ */

struct verify_args {
    const char *file, *root;
};

static const struct opt verify_options[] = {
    { .name = "root", .kind = OPT_PATH, .at = offsetof(struct verify_args, root), .arg = "ROOT",
      .help = "root file: who may sign" },
    { .name = NULL },
};

static const struct arg verify_arguments[] = {
    { .name = "FILE", .kind = OPT_PATH, .at = offsetof(struct verify_args, file), .help = "a bundle" },
    { .name = NULL },
};

static const struct example verify_examples[] = {
    { "cordon bundle verify 1.cordon --root example.root", "is it whole, signed by enough, and not expired?" },
    { NULL, NULL },
};

static int run_verify(struct cli *cli, const void *given)
{
    const struct verify_args *args = given;
    struct cordon_error err = ERROR_INIT;
    struct cordon_text text = { NULL, 0 };
    if (!args->root) return refuse(cli, "--root ROOT is needed");
    if (cordon_bundle_verify(args->file, args->root, cli->globals.as_of_s, &text, &err))
        return cli_fail(cli, &err);
    int code = bundle_view(cli, str_of(text.data, text.len));
    cordon_text_free(&text);
    return code;
}

const struct command cmd_bundle_verify = {
    .name = "bundle verify",
    .group = "Bundles",
    .summary = "check a bundle and print what is in it",
    .about = "Nothing is imported. Signature files are looked for beside the bundle: FILE.minisig and "
             "FILE.NAME.minisig.",
    .options = verify_options,
    .arguments = verify_arguments,
    .examples = verify_examples,
    .args_size = sizeof(struct verify_args),
    .run = run_verify,
};

/* --- import ------------------------------------------------------------------------------------------------- */

struct import_args {
    const char     *file, *root;
    str             allow_gap;
    struct opt_many accepts;
};

static const struct opt import_options[] = {
    { .name = "root", .kind = OPT_PATH, .at = offsetof(struct import_args, root), .arg = "ROOT",
      .help = "root file: the first time, and when its keepers have changed it" },
    { .name = "allow-gap", .kind = OPT_STR, .at = offsetof(struct import_args, allow_gap), .arg = "REASON",
      .help = "take it although bundles between the last one and it are missing; kept with it" },
    { .name = "accept", .kind = OPT_MANY, .at = offsetof(struct import_args, accepts),
      .arg = "SOURCE=REASON", .help = "take a doubtful edition of this list, as 'lists import --accept'" },
    { .name = NULL },
};

static const struct example import_examples[] = {
    { "cordon bundle import 1.cordon --root example.root", "the first one: this root is kept from now on" },
    { "cordon bundle import 2.cordon", "the next one" },
    { "cordon bundle import 5.cordon --allow-gap 'sticks 3 and 4 were lost, told by phone'",
      "when some were lost" },
    { NULL, NULL },
};

struct talk {
    struct cli *cli;
    uint32_t    count;   /* warnings of the list in hand */
    bool        is_told; /* what failed was said with the list's name */
};

static void warn(void *ctx, cordon_str file, uint64_t line, cordon_str entry, cordon_str text)
{
    struct talk *t = ctx;
    if (t->count++ >= WARNED_MAX) return;
    char at[24] = "";
    if (line) snprintf(at, sizeof at, ":%llu", (unsigned long long)line); /* a sheet as a whole has none */
    cli_say(t->cli, "warning: %.*s%s%s%s%.*s%s%.*s", STR_ARG(file), at, file.len ? ": " : "",
            entry.len ? "entry " : "", STR_ARG(entry), entry.len ? ": " : "", STR_ARG(text));
}

static void tell(void *ctx, const struct cordon_bundle_outcome *o)
{
    struct talk *t = ctx;
    struct cli *cli = t->cli;
    if (t->count > WARNED_MAX)
        cli_say(cli, "warning: %u more like these; they stand in the edition's meta.json",
                t->count - WARNED_MAX);
    t->count = 0;
    t->is_told = t->is_told || o->status;
    if (o->status)
        cli_complain(cli, "%.*s: not taken, what was in use stays: %s%s%s", STR_ARG(o->what), o->error->file,
                     o->error->file[0] ? ": " : "", o->error->message);
    else if (o->counts)
        term_printf(&cli->out, "%.*s: edition %.*s in use, %u entries\n", STR_ARG(o->what),
                    STR_ARG(o->edition), o->counts->entries);
    else
        term_printf(&cli->out, "%.*s: in use with --rules %.*s\n", STR_ARG(o->what), STR_ARG(o->edition));
    if (o->reason.len)
        cli_say(cli, "%.*s: the maker of the bundle took this doubtful edition, because: %.*s", STR_ARG(o->what),
                STR_ARG(o->reason));
}

static void tell_json(void *ctx, const struct cordon_bundle_outcome *o)
{
    struct talk *t = ctx;
    struct json_writer w;
    t->is_told = t->is_told || o->status;
    json_w_init(&w, &t->cli->out.buf);
    json_w_object(&w);
    json_w_key_str(&w, STR("what"), o->what);
    json_w_key_str(&w, STR("edition"), o->edition);
    json_w_key_str(&w, STR("status"), str_c(cordon_status_name(o->status)));
    if (o->error) json_w_key_str(&w, STR("why"), str_c(o->error->message));
    if (o->counts) json_w_key_u64(&w, STR("entries"), o->counts->entries);
    if (o->reason.len) json_w_key_str(&w, STR("reason"), o->reason);
    json_w_object_end(&w);
    term_z(&t->cli->out, "\n");
}

static int run_import(struct cli *cli, const void *given)
{
    const struct import_args *args = given;
    struct cordon_error err = ERROR_INIT;
    struct cordon_bundle_accept accepts[OPT_MANY_MAX];
    struct talk talk = { .cli = cli };
    struct cordon_bundle_import import = {
        .file = args->file, .root_path = args->root, .as_of_s = cli->globals.as_of_s,
        .allow_gap = args->allow_gap, .accepts = accepts, .accept_count = args->accepts.count,
        .wait_ms = BUNDLE_WAIT_MS, .warn = warn, .warn_ctx = &talk,
        .outcome = cli->globals.json ? tell_json : tell, .outcome_ctx = &talk,
    };
    for (size_t i = 0; i < args->accepts.count; i++) {
        const char *reason;
        if (!bundle_pair(args->accepts.item[i], &accepts[i].source, &reason))
            return wrong(cli, "--accept", str_c(args->accepts.item[i]), "SOURCE=REASON");
        accepts[i].reason = str_c(reason);
    }
    if (cli_data_folder(cli, &import.data_dir, &err)) return cli_fail(cli, &err);
    cordon_status st = cordon_bundle_import(&import, NULL, &err);
    if (st && !talk.is_told) return cli_fail(cli, &err);
    return exit_of_status(st);
}

const struct command cmd_bundle_import = {
    .name = "bundle import",
    .group = "Bundles",
    .summary = "check a bundle and put what is in it in use",
    .about = "Everything about the bundle is checked before anything in it is unpacked. Each list then goes "
             "through the checks of 'lists import' by itself: one that is refused keeps its old edition, "
             "the others are taken.\n"
             "An older bundle is never taken again, whatever its signatures say; one that does not follow the "
             "last is taken with --allow-gap only. A clock before the bundle's issue is refused by name.",
    .options = import_options,
    .arguments = verify_arguments,
    .examples = import_examples,
    .args_size = sizeof(struct import_args),
    .run = run_import,
};
