/* `cordon rules`: the red-flag rules listed, shown, checked, tested and explained. */
#include "cli/command.h"

#include <cordon/rules.h>
#include <cordon/screen.h>

#include "base/json.h"
#include "cli/rules_view.h"
#include "os/os.h"

/* --- what all of them need ------------------------------------------------------------------------ */

struct opened {
    struct cordon_policy *policy;
    struct cordon_rules  *rules;
};

static cordon_status open_rules(struct cli *cli, const char *const *paths, size_t count,
                                struct opened *ret, struct cordon_error *err)
{
    *ret = (struct opened){ NULL, NULL };
    cordon_status st = cordon_policy_load(cli->settings.policy, &ret->policy, err);
    return st ? st : cordon_rules_open(paths, count, &ret->rules, err);
}

static void close_rules(struct opened *o)
{
    cordon_rules_free(o->rules);
    cordon_policy_free(o->policy);
}

enum { FLUSH_AT = 1 << 18 };

/* Behind each object: what is written goes out, and whoever has heard enough can stop it. */
static cordon_status keep_going(struct cli *cli, struct cordon_error *err)
{
    if (os_interrupted()) return error_set(err, CORDON_INTERRUPTED, "interrupted");
    return cli->out.buf.len >= FLUSH_AT ? term_flush(&cli->out, err) : CORDON_OK;
}

static cordon_status put_json(struct cli *cli, str json, struct cordon_error *err)
{
    term_add(&cli->out, json);
    term_z(&cli->out, "\n");
    return keep_going(cli, err);
}

/* --- list ------------------------------------------------------------------------------------------ */

struct list_args {
    str         kind, group, pack;
    const char *rules;
};

static const struct opt list_opts[] = {
    { .name = "kind", .letter = 'k', .kind = OPT_STR, .at = offsetof(struct list_args, kind),
      .arg = "KIND", .help = "rules about records of this kind only: applicant, worker, login ..." },
    { .name = "group", .letter = 'g', .kind = OPT_STR, .at = offsetof(struct list_args, group),
      .arg = "GROUP", .help = "rules of this group only, whose points are capped together" },
    { .name = "pack", .kind = OPT_STR, .at = offsetof(struct list_args, pack), .arg = "PACK",
      .help = "rules of this pack only: us, kr, jp, un, industry; of your own, their folder" },
    { .name = "rules", .kind = OPT_PATH, .at = offsetof(struct list_args, rules), .arg = "PATH",
      .help = "a Sigma file, or a folder of them (default: the packs built in)" },
    { .name = NULL },
};

static const struct example list_examples[] = {
    { "cordon rules list", "every rule built in, with its title, pack, group and strength" },
    { "cordon rules list --kind applicant --pack jp", "those of one pack about applicants" },
    { "cordon rules list --json --rules my-rules", "your own, for programs" },
    { NULL, NULL },
};

static cordon_status take_listed(void *ctx, cordon_str json, struct cordon_error *err)
{
    struct rules_view *v = ctx;
    if (v->cli->globals.json) return put_json(v->cli, json, err);
    rules_table_add(v, json);
    return rules_view_done(v, err);
}

static int run_list(struct cli *cli, const void *given)
{
    const struct list_args *args = given;
    struct cordon_error err = ERROR_INIT;
    struct cordon_rules_filter filter = { args->kind, args->group, args->pack };
    struct rules_view v;
    struct opened o;
    rules_view_init(&v, cli);
    rules_table_init(&v);
    cordon_status st = open_rules(cli, &args->rules, args->rules != NULL, &o, &err);
    if (!st)
        st = cordon_rules_list(o.rules, o.policy, &filter, cli_lang(cli), take_listed, &v, &err);
    close_rules(&o);
    if (!st && !cli->globals.json && grid_print(&v.grid, &cli->out, cli->globals.plain))
        st = error_nomem(&err);
    rules_view_release(&v);
    return st ? cli_fail(cli, &err) : EXIT_CLEAR;
}

const struct command cmd_rules_list = {
    .name = "rules list",
    .group = "Rules",
    .summary = "print the red-flag rules: title, pack, group, strength",
    .about = "A pack is the folder a rule lies in: us, kr, jp, un, industry, by who issued the advice it "
             "rests on. Rules that are only parts of others are left out.",
    .options = list_opts,
    .examples = list_examples,
    .args_size = sizeof(struct list_args),
    .run = run_list,
};

/* --- show ------------------------------------------------------------------------------------------ */

struct show_args {
    str         id;
    const char *rules;
};

static const struct opt show_opts[] = {
    { .name = "rules", .kind = OPT_PATH, .at = offsetof(struct show_args, rules), .arg = "PATH",
      .help = "a Sigma file, or a folder of them (default: the packs built in)" },
    { .name = NULL },
};

static const struct arg show_arguments[] = {
    { .name = "ID", .kind = OPT_STR, .at = offsetof(struct show_args, id),
      .help = "the rule's name or UUID; 'cordon rules list' prints the names" },
    { .name = NULL },
};

static const struct example show_examples[] = {
    { "cordon rules show net_impossible_travel", "what it looks for, what it counts, where it comes from" },
    { "cordon rules show --lang ko net_impossible_travel", "title, question and explanation in Korean" },
    { NULL, NULL },
};

static int run_show(struct cli *cli, const void *given)
{
    const struct show_args *args = given;
    struct cordon_error err = ERROR_INIT;
    struct cordon_text text = { NULL, 0 };
    struct rules_view v;
    struct opened o;
    cordon_status st = open_rules(cli, &args->rules, args->rules != NULL, &o, &err);
    if (!st) st = cordon_rules_show(o.rules, o.policy, args->id, cli_lang(cli), &text, &err);
    close_rules(&o);
    if (st) return cli_fail(cli, &err);
    if (cli->globals.json) {
        term_add(&cli->out, str_of(text.data, text.len));
        term_z(&cli->out, "\n");
    } else {
        rules_view_init(&v, cli);
        rules_view_show(&v, str_of(text.data, text.len));
        st = rules_view_done(&v, &err);
        rules_view_release(&v);
    }
    cordon_text_free(&text);
    return st ? cli_fail(cli, &err) : EXIT_CLEAR;
}

const struct command cmd_rules_show = {
    .name = "rules show",
    .group = "Rules",
    .summary = "print everything about one rule",
    .about = "What it looks for in words, what it reads and what that means, its points under the policy, "
             "root cause and half-life, the innocent explanation and the question to ask, the paragraph it "
             "rests on, its test records, and its Sigma text.",
    .options = show_opts,
    .arguments = show_arguments,
    .examples = show_examples,
    .args_size = sizeof(struct show_args),
    .run = run_show,
};

/* --- check ----------------------------------------------------------------------------------------- */

struct check_args {
    struct opt_words paths;
};

static const struct arg check_arguments[] = {
    { .name = "PATH", .kind = OPT_PATH, .at = offsetof(struct check_args, paths), .is_many = true,
      .help = "Sigma files, and folders whose *.yml and *.yaml files are read" },
    { .name = NULL },
};

static const struct example check_examples[] = {
    { "cordon rules check my-rules", "every fault in a folder, with file, line and cause" },
    { "cordon rules check --json my-rules/*.yml", "the same for programs, one object a finding" },
    { NULL, NULL },
};

struct checking {
    struct rules_view view;
    int               code;
};

static void write_finding(struct cli *cli, const struct cordon_rules_finding *f)
{
    struct json_writer w;
    json_w_init(&w, &cli->out.buf);
    json_w_object(&w);
    json_w_key_str(&w, STR("what"), f->is_fault ? STR("error") : STR("warning"));
    if (f->is_fault) json_w_key_str(&w, STR("status"), str_c(cordon_status_name(f->status)));
    json_w_key_str(&w, STR("file"), f->file);
    if (f->line) json_w_key_u64(&w, STR("line"), f->line);
    if (f->column) json_w_key_u64(&w, STR("column"), f->column);
    if (f->rule.len) json_w_key_str(&w, STR("rule"), f->rule);
    json_w_key_str(&w, STR("message"), f->text);
    json_w_object_end(&w);
    term_z(&cli->out, "\n");
}

static void take_finding(void *ctx, const struct cordon_rules_finding *f)
{
    struct checking *c = ctx;
    bool is_of_text = f->status == CORDON_REFUSED || f->status == CORDON_UNSUPPORTED;
    int code = is_of_text ? EXIT_SYNTAX : exit_of_status(f->status);
    if (f->is_fault) c->code = exit_worst(c->code, code);
    if (c->view.cli->globals.json)
        write_finding(c->view.cli, f);
    else
        rules_view_finding(&c->view, f);
    cordon_status st = keep_going(c->view.cli, NULL); /* a failed stream is told at the end */
    (void)st;
}

static int run_check(struct cli *cli, const void *given)
{
    const struct check_args *args = given;
    struct cordon_error err = ERROR_INIT;
    struct cordon_rules_checked sum;
    struct checking c = { .code = EXIT_CLEAR };
    rules_view_init(&c.view, cli);
    cordon_status st = cordon_rules_check((const char *const *)args->paths.items, args->paths.count,
                                          take_finding, &c, &sum, &err);
    if (!st && !cli->globals.json) rules_view_checked(&c.view, &sum);
    if (!st) st = rules_view_done(&c.view, &err);
    rules_view_release(&c.view);
    return st ? cli_fail(cli, &err) : c.code;
}

const struct command cmd_rules_check = {
    .name = "rules check",
    .group = "Rules",
    .summary = "compile rule files and print all that is wrong with them",
    .about = "Errors: what is not YAML, not Sigma 2.1, a name that no record and no evidence has, a kind of "
             "record that does not exist, and red flags that read who somebody is: nationality, language, "
             "names, sex, age. Exit status 3.\n"
             "Warnings: what a rule of a pack should have and this one lacks: keys of 'cordon', the paragraph "
             "it rests on, texts in four languages, two matching and two non-matching test records.\n"
             "Rules for other products than cordon are read as Sigma, with any name of a field.",
    .arguments = check_arguments,
    .examples = check_examples,
    .args_size = sizeof(struct check_args),
    .run = run_check,
};

/* --- test ------------------------------------------------------------------------------------------ */

struct test_args {
    str              rule;
    struct opt_words paths;
};

static const struct opt test_opts[] = {
    { .name = "rule", .kind = OPT_STR, .at = offsetof(struct test_args, rule), .arg = "ID",
      .help = "this rule only (default: all)" },
    { .name = NULL },
};

static const struct arg test_arguments[] = {
    { .name = "PATH", .kind = OPT_PATH, .at = offsetof(struct test_args, paths), .is_optional = true,
      .is_many = true, .help = "Sigma files and folders of them (default: the packs built in)" },
    { .name = NULL },
};

static const struct example test_examples[] = {
    { "cordon rules test", "the records of all rules built in" },
    { "cordon rules test my-rules", "your own; what fails is printed with its record and why" },
    { "cordon rules test --rule net_impossible_travel", "one rule" },
    { NULL, NULL },
};

static cordon_status take_tested(void *ctx, cordon_str json, struct cordon_error *err)
{
    struct rules_view *v = ctx;
    if (v->cli->globals.json) return put_json(v->cli, json, err);
    rules_view_test(v, json);
    cordon_status st = rules_view_done(v, err);
    return st ? st : keep_going(v->cli, err);
}

static int end_test(struct cli *cli, const struct cordon_rules_tested *sum)
{
    struct cordon_error err = ERROR_INIT;
    if (sum->failed) return EXIT_REVIEW;
    if (sum->passed) return EXIT_CLEAR;
    error_set(&err, CORDON_ARGUMENT, "no rule has a test record; nothing was tested");
    return cli_fail(cli, &err);
}

static int run_test(struct cli *cli, const void *given)
{
    const struct test_args *args = given;
    struct cordon_error err = ERROR_INIT;
    struct cordon_rules_tested sum;
    struct rules_view v;
    struct opened o;
    rules_view_init(&v, cli);
    cordon_status st = open_rules(cli, (const char *const *)args->paths.items, args->paths.count, &o,
                                  &err);
    if (!st)
        st = cordon_rules_test(o.rules, o.policy, args->rule, cli->globals.as_of_s, cli_lang(cli),
                               take_tested, &v, &sum, &err);
    if (!st && !cli->globals.json) rules_view_tested(&v, &sum);
    if (!st) st = rules_view_done(&v, &err);
    rules_view_release(&v);
    close_rules(&o);
    return st ? cli_fail(cli, &err) : end_test(cli, &sum);
}

const struct command cmd_rules_test = {
    .name = "rules test",
    .group = "Rules",
    .summary = "run the test records that rules carry",
    .about = "Each record goes through the evidence and the rule as in a screening; a key that is the name of "
             "a feature, such as link.phone, gives that feature. Ages are counted to the day the rule was "
             "last modified, so the result is the same on any day; --as-of is for rules without a date.\n"
             "Exit status 1: a record did not come out as it should. It is printed with each part of the "
             "condition and what that saw.",
    .options = test_opts,
    .arguments = test_arguments,
    .examples = test_examples,
    .args_size = sizeof(struct test_args),
    .run = run_test,
};

/* --- explain --------------------------------------------------------------------------------------- */

struct explain_args {
    const char *rules;
    str         id;
    const char *file;
};

static const struct opt explain_opts[] = {
    { .name = "rules", .kind = OPT_PATH, .at = offsetof(struct explain_args, rules), .arg = "PATH",
      .help = "a Sigma file, or a folder of them (default: the packs built in)" },
    { .name = NULL },
};

static const struct arg explain_arguments[] = {
    { .name = "ID", .kind = OPT_STR, .at = offsetof(struct explain_args, id), .is_optional = true,
      .help = "the rule's name or UUID (default: all that are about the record's kind)" },
    { .name = "FILE", .kind = OPT_PATH, .at = offsetof(struct explain_args, file),
      .help = "one record as JSON, or those of one subject as a list or one a line; - reads standard "
              "input" },
    { .name = NULL },
};

static const struct example explain_examples[] = {
    { "cordon rules explain doc_mrz_checksum_fail worker.json",
      "each part of the condition, what it saw, and whether it held" },
    { "cordon rules explain applicant.json", "all rules about applicants: which hold, and what the others "
                                             "saw" },
    { "echo '{\"kind\":\"worker\",\"doc.mrz_fail\":1}' | cordon rules explain doc_mrz_checksum_fail -",
      "a feature given by hand" },
    { NULL, NULL },
};

enum { EXPLAIN_FILE_MAX = 16 << 20, PIECE = 1 << 16 };

static cordon_status read_all(const char *path, struct buf *out, struct cordon_error *err)
{
    struct os_reader in = OS_READER_INIT;
    size_t len = 1;
    cordon_status st = os_reader_open(path, &in, err);
    while (!st && len) {
        size_t before = out->len;
        char *piece = buf_take(out, PIECE);
        if (!piece) break;
        st = os_reader_read(&in, piece, PIECE, &len, err);
        out->len = before + (st ? 0 : len);
    }
    os_reader_close(&in);
    if (st || !out->failed) return st;
    return out->over ? error_at(err, CORDON_LIMIT, str_c(path), 0, 0, "longer than %d MiB",
                                EXPLAIN_FILE_MAX >> 20)
                     : error_nomem(err);
}

struct explaining {
    struct rules_view view; /* its table: rules that do not hold, when all are explained */
    bool              is_one;
    bool              has_open;
    bool              has_begun;
    size_t            shown;
};

static cordon_status take_explained(void *ctx, cordon_str json, struct cordon_error *err)
{
    struct explaining *x = ctx;
    struct rules_view *v = &x->view;
    enum rules_outcome outcome = rules_view_outcome(v, json);
    x->has_open |= outcome == RULES_OPEN;
    if (v->cli->globals.json) {
        cordon_status st = rules_view_done(v, err);
        return st ? st : put_json(v->cli, json, err);
    }
    if (!x->has_begun) rules_view_unread(v, json);
    x->has_begun = true;
    if (!x->is_one && outcome == RULES_NO) {
        rules_others_add(v, json);
    } else {
        if (x->shown++) term_z(&v->cli->out, "\n");
        rules_view_explain(v, json);
    }
    cordon_status st = rules_view_done(v, err);
    return st ? st : keep_going(v->cli, err);
}

static cordon_status end_explain(struct explaining *x, struct cordon_error *err)
{
    struct rules_view *v = &x->view;
    if (!v->rows) return CORDON_OK;
    if (x->shown) term_z(&v->cli->out, "\n");
    rules_view_others(v);
    return grid_print(&v->grid, &v->cli->out, v->cli->globals.plain) ? error_nomem(err)
                                                                     : rules_view_done(v, err);
}

static int run_explain(struct cli *cli, const void *given)
{
    const struct explain_args *args = given;
    struct cordon_error err = ERROR_INIT;
    struct buf record = BUF_INIT(EXPLAIN_FILE_MAX);
    struct explaining x = { .is_one = args->id.len > 0 };
    struct opened o = { NULL, NULL };
    rules_view_init(&x.view, cli);
    rules_others_init(&x.view);
    cordon_status st = read_all(args->file, &record, &err);
    if (!st) st = open_rules(cli, &args->rules, args->rules != NULL, &o, &err);
    if (!st)
        st = cordon_rules_explain(o.rules, o.policy, args->id, str_c(args->file), buf_str(&record),
                                  cli->globals.as_of_s, cli_lang(cli), take_explained, &x, &err);
    if (!st) st = end_explain(&x, &err);
    rules_view_release(&x.view);
    close_rules(&o);
    buf_release(&record);
    if (st) return cli_fail(cli, &err);
    return x.has_open ? EXIT_UNDECIDED : EXIT_CLEAR;
}

const struct command cmd_rules_explain = {
    .name = "rules explain",
    .group = "Rules",
    .summary = "say why a rule holds of a record, or does not",
    .about = "For each part of the condition: what it saw, and whether it held; then every field and feature "
             "the rule reads, with its value, or why there is none. A key of the record that is the name of a "
             "feature gives that feature.\n"
             "Exit status 4: a rule could not be decided.",
    .options = explain_opts,
    .arguments = explain_arguments,
    .examples = explain_examples,
    .args_size = sizeof(struct explain_args),
    .run = run_explain,
};
