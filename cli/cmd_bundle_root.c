/* `cordon bundle root`: who may sign bundles, and how that is changed. */
#include "cli/command.h"

#include <cordon/bundle.h>

#include "base/json.h"
#include "cli/bundle_view.h"

enum root_action { ROOT_UNSET = 0, ROOT_INIT, ROOT_SHOW, ROOT_ROTATE, ROOT_VERIFY };

struct root_args {
    unsigned        action;
    const char     *file, *old;
    str             origin, expires;
    struct opt_many signers;
    uint64_t        threshold;
};

static const char *const actions[] = { "init", "show", "rotate", "verify", NULL };

static const struct opt root_options[] = {
    { .name = "origin", .kind = OPT_STR, .at = offsetof(struct root_args, origin), .arg = "NAME",
      .help = "init: whose bundles it is for, such as lists.example.org" },
    { .name = "signer", .kind = OPT_MANY, .at = offsetof(struct root_args, signers), .arg = "NAME=PUB",
      .help = "init, rotate: a signer and the file of its public key; repeated for each (rotate: default "
              "those of the old root)" },
    { .name = "threshold", .kind = OPT_U64, .at = offsetof(struct root_args, threshold), .arg = "K",
      .min = 1, .max = 16, .help = "init, rotate: how many must sign (rotate: default as before)" },
    { .name = "expires", .kind = OPT_STR, .at = offsetof(struct root_args, expires), .arg = "SPAN",
      .help = "init, rotate: until when it holds: days as 730d, or a date (default: 730d)" },
    { .name = "old", .kind = OPT_PATH, .at = offsetof(struct root_args, old), .arg = "ROOT",
      .help = "rotate, verify: the root before" },
    { .name = NULL },
};

static const struct arg root_arguments[] = {
    { .name = "ACTION", .kind = OPT_ENUM, .at = offsetof(struct root_args, action), .choices = actions,
      .help = "init, show, rotate or verify" },
    { .name = "ROOT", .kind = OPT_PATH, .at = offsetof(struct root_args, file),
      .help = "the root file; init and rotate write it" },
    { .name = NULL },
};

static const struct example root_examples[] = {
    { "cordon bundle root init 1.root --origin lists.example.org --signer police=police.pub "
      "--signer bank=bank.pub --signer court=court.pub --threshold 2", "two of three must sign" },
    { "cordon bundle sign 1.root --key police.key", "each of the first signers signs it" },
    { "cordon bundle root verify 1.root", "is it signed by enough?" },
    { "cordon bundle root rotate 2.root --old 1.root --signer police=police2.pub --signer bank=bank.pub "
      "--signer court=court.pub", "a key is replaced: two of the old and two of the new sign 2.root" },
    { "cordon bundle root verify 2.root --old 1.root", "may it take the place of the old one?" },
    { NULL, NULL },
};

static int make_root(struct cli *cli, const struct root_args *args)
{
    struct cordon_error err = ERROR_INIT;
    struct cordon_bundle_signer signers[OPT_MANY_MAX];
    struct cordon_root_make make = { .out = args->file, .origin = args->origin, .signers = signers,
                                     .signer_count = args->signers.count,
                                     .threshold = (uint32_t)args->threshold,
                                     .issued_s = cli->globals.as_of_s };
    str expires = args->expires.len ? args->expires : STR("730d");
    bool is_first = args->action == ROOT_INIT;
    if (!bundle_expiry(expires, make.issued_s, &make.expires_s))
        error_set(&err, CORDON_ARGUMENT, "--expires: '%.*s' is not a span as 730d or a date",
                  STR_ARG(expires));
    else if (is_first && (!args->origin.len || !args->signers.count || !args->threshold || args->old))
        error_set(&err, CORDON_ARGUMENT, "init needs --origin, --signer and --threshold, and no --old");
    else if (!is_first && (!args->old || args->origin.len))
        error_set(&err, CORDON_ARGUMENT, "rotate needs --old ROOT, whose origin it takes");
    if (!is_first) make.old_path = args->old;
    for (size_t i = 0; !err.status && i < args->signers.count; i++) {
        if (!bundle_pair(args->signers.item[i], &signers[i].name, &signers[i].public_path))
            error_set(&err, CORDON_ARGUMENT, "--signer: '%s' is not NAME=FILE", args->signers.item[i]);
    }
    if (err.status || cordon_root_make(&make, &err)) return cli_fail(cli, &err);
    cli_say(cli, is_first ? "%s is written; its signers sign it next: cordon bundle sign"
                          : "%s is written; enough of the old signers and of its own sign it next: cordon "
                            "bundle sign", args->file);
    return EXIT_CLEAR;
}

static int run_root(struct cli *cli, const void *given)
{
    const struct root_args *args = given;
    struct cordon_error err = ERROR_INIT;
    struct cordon_text text = { NULL, 0 };
    cordon_status st = CORDON_OK;
    switch ((enum root_action)args->action) {
    case ROOT_UNSET:
    case ROOT_INIT:
    case ROOT_ROTATE: return make_root(cli, args);
    case ROOT_SHOW: st = cordon_root_show(args->file, &text, &err); break;
    case ROOT_VERIFY:
        st = cordon_root_verify(args->file, args->old, cli->globals.as_of_s, &text, &err);
        break;
    }
    if (st) return cli_fail(cli, &err);
    int code = bundle_view(cli, str_of(text.data, text.len));
    cordon_text_free(&text);
    return code;
}

const struct command cmd_bundle_root = {
    .name = "bundle root",
    .group = "Bundles",
    .summary = "say who may sign bundles; show, change and check it",
    .about = "A root names the signers of an origin and how many of them must sign. The first one is carried "
             "to each site by hand; a later one is taken only when enough of the signers of the one before "
             "have signed it, and enough of its own. 'show' checks nothing.",
    .options = root_options,
    .arguments = root_arguments,
    .examples = root_examples,
    .args_size = sizeof(struct root_args),
    .run = run_root,
};
