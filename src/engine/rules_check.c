/* Rule files looked at by who writes them: all faults, and what a rule of a pack should have. */
#include "engine/rules.h"

#include "base/mem.h"

#include <stdio.h>

enum { CHECK_ARENA_ROOM = 1 << 20, WARNING_ROOM = 1024 };

struct checking {
    cordon_rules_finding_fn     *fn;
    void                        *ctx;
    struct cordon_rules_checked *sum;
    bool                         is_foreign; /* the files in hand are for other products */
};

static void tell(struct checking *c, const struct cordon_rules_finding *f)
{
    c->sum->faults += f->is_fault;
    c->sum->warnings += !f->is_fault;
    c->fn(c->ctx, f);
}

/* A rules_fault_fn. */
static void tell_fault(void *ctx, const struct cordon_error *err)
{
    struct cordon_rules_finding f = { .is_fault = true, .status = err->status,
                                      .file = str_c(err->file), .line = err->line,
                                      .column = err->column, .text = str_c(err->message) };
    tell(ctx, &f);
}

static void warn(struct checking *c, const struct rule_info *info, const char *before, str what,
                 const char *behind)
{
    char text[WARNING_ROOM];
    snprintf(text, sizeof text, "%s%.*s%s", before, STR_ARG(what), behind);
    struct cordon_rules_finding f = { .file = info->file, .line = info->line,
                                      .rule = info->name.len ? info->name : info->title,
                                      .text = str_c(text) };
    tell(c, &f);
}

/* --- one rule ----------------------------------------------------------------------------------------- */

static bool is_test(str lack)
{
    return str_starts(lack, STR("cordon.tests."));
}

static bool is_translation(str lack)
{
    return str_ends(lack, STR(".ko")) || str_ends(lack, STR(".ja")) || str_ends(lack, STR(".id"));
}

static bool is_key(str lack)
{
    return !is_test(lack) && !is_translation(lack);
}

/* "a, b, c": those of what is lacking that belong together; one line for a person. */
static void warn_of(struct checking *c, const struct rule_info *info, const char *before,
                    bool (*is_one)(str lack), const str *lacks, size_t count)
{
    struct buf all = BUF_INIT(WARNING_ROOM);
    for (size_t i = 0; i < count; i++) {
        if (!is_one(lacks[i])) continue;
        if (all.len) buf_add(&all, STR(", "));
        buf_add(&all, lacks[i]);
    }
    if (all.len) warn(c, info, before, buf_str(&all), "");
    buf_release(&all);
}

static void check_own(struct checking *c, const struct rule_info *info)
{
    struct cordon_error err = ERROR_INIT;
    str lacks[RULE_LACKS_MAX + 1];
    if (rules_kinds_check(info, &err)) tell_fault(c, &err);
    size_t count = rule_info_lacks_all(info, lacks);
    if (!info->name.len) lacks[count++] = STR("name");
    warn_of(c, info, "lacks ", is_key, lacks, count);
    warn_of(c, info, "is not said in every language; lacks ", is_translation, lacks, count);
    warn_of(c, info, "needs two matching and two non-matching test records; lacks ", is_test, lacks,
            count);
}

/* A rule without product is asked about all of its category. */
static bool is_cordons(const struct rule_info *info)
{
    if (info->product.len) return str_eq_nocase(info->product, STR("cordon"));
    return !info->category.len || rules_kind_find(info->category);
}

static void check_rule(struct checking *c, const struct rule_info *info)
{
    if (info->is_part) return;
    if (!c->is_foreign && (info->is_correlation || is_cordons(info)))
        check_own(c, info);
    else if (!info->is_correlation)
        warn(c, info, "product is '", info->product,
             "', not 'cordon': read as Sigma; no record is asked about it");
}

/* --- files --------------------------------------------------------------------------------------------- */

/* Whose rules are these? A correlation says nothing: it goes with the others of its file. */
struct owners {
    bool *is_foreign; /* per file: it has a rule of another product, and none of cordon's */
    bool *is_own;
};

static void sort_out(const struct rule_set *set, const struct rules_files *files, struct owners *o)
{
    for (uint32_t i = 0; i < rule_set_count(set); i++) {
        const struct rule_info *info = rule_set_info(set, i);
        bool is_own = is_cordons(info);
        for (size_t k = 0; k < files->count && !info->is_correlation; k++)
            if (str_eq(files->item[k].name, info->file)) *(is_own ? &o->is_own[k] : &o->is_foreign[k]) = true;
    }
    for (size_t k = 0; k < files->count; k++) o->is_foreign[k] = o->is_foreign[k] && !o->is_own[k];
}

static cordon_status find_owners(const struct rules_files *files, struct owners *o,
                                 struct cordon_error *err)
{
    struct rule_options loose = { .flags = RULE_SKIP_BAD };
    struct rule_set *set = NULL;
    struct cordon_error none = ERROR_INIT;
    cordon_status st = rule_set_compile(files->item, files->count, &loose, &set, NULL, &none);
    if (!st) sort_out(set, files, o);
    rule_set_free(set);
    return st == CORDON_NOMEM ? error_nomem(err) : CORDON_OK; /* what is wrong is told later */
}

static bool holds_filter(str text)
{
    return str_starts(text, STR("filter:")) || str_find(text, STR("\nfilter:"), 0) != SIZE_MAX;
}

/* A file that gives nothing, not even a fault, was meant to give something. */
static void check_file(struct checking *c, const struct rule_set *set, const struct rule_file *file,
                       const struct rule_faults *faults)
{
    for (uint32_t i = 0; i < rule_set_count(set); i++)
        if (str_eq(rule_set_info(set, i)->file, file->name)) return;
    for (size_t i = 0; i < faults->count; i++)
        if (str_eq(str_c(faults->item[i].file), file->name)) return;
    if (faults->more || holds_filter(file->text)) return;
    struct rule_info none = { .file = file->name };
    warn(c, &none, "there is no rule in this file", STR_EMPTY, "");
}

static cordon_status compile(struct checking *c, const struct rule_file *file, size_t files,
                             const struct rule_options *opt, struct cordon_error *err)
{
    struct rule_faults faults = { 0 };
    struct rule_set *set = NULL;
    struct cordon_error first = ERROR_INIT;
    if (!files) return CORDON_OK;
    cordon_status st = rule_set_compile(file, files, opt, &set, &faults, &first);
    for (size_t i = 0; i < faults.count; i++) tell_fault(c, &faults.item[i]);
    if (!faults.count && st && st != CORDON_NOMEM) tell_fault(c, &first);
    if (faults.more) {
        struct cordon_rules_finding f = { .is_fault = true, .status = CORDON_LIMIT,
                                          .text = STR("there are more faults than are told") };
        tell(c, &f);
        c->sum->faults += faults.more - 1;
    }
    for (uint32_t i = 0; !st && i < rule_set_count(set); i++) check_rule(c, rule_set_info(set, i));
    for (size_t i = 0; !st && i < files; i++) check_file(c, set, &file[i], &faults);
    if (!st) c->sum->rules += rule_set_count(set);
    rule_set_free(set);
    rule_faults_release(&faults);
    return st == CORDON_NOMEM ? error_nomem(err) : CORDON_OK;
}

/* Files that are for another product first, with any name of a field; then Cordon's own, strictly. */
static cordon_status check_files(struct checking *c, struct rules_files *files, struct arena *arena,
                                 struct cordon_error *err)
{
    struct owners o = { arena_calloc(arena, files->count + 1, sizeof(bool)),
                        arena_calloc(arena, files->count + 1, sizeof(bool)) };
    struct rule_file *foreign = arena_calloc(arena, files->count + 1, sizeof *foreign);
    struct rule_file *own = arena_calloc(arena, files->count + 1, sizeof *own);
    struct rule_options strict = { .flags = RULE_STRICT | RULE_SKIP_BAD },
                        loose = { .flags = RULE_SKIP_BAD };
    size_t foreigns = 0, owns = 0;
    strict.name = rules_names(arena, &strict.names);
    if (!strict.name || arena->failed) return error_nomem(err);
    cordon_status st = find_owners(files, &o, err);
    for (size_t i = 0; !st && i < files->count; i++)
        if (o.is_foreign[i])
            foreign[foreigns++] = files->item[i];
        else
            own[owns++] = files->item[i];
    c->is_foreign = true;
    if (!st) st = compile(c, foreign, foreigns, &loose, err);
    c->is_foreign = false;
    return st ? st : compile(c, own, owns, &strict, err);
}

cordon_status cordon_rules_check(const char *const *paths, size_t count, cordon_rules_finding_fn *fn,
                                 void *ctx, struct cordon_rules_checked *ret_checked,
                                 struct cordon_error *err)
{
    struct arena texts, work;
    struct checking c = { .fn = fn, .ctx = ctx, .sum = ret_checked };
    struct cordon_error own = ERROR_INIT; /* faults of files are told, not returned */
    if (!count) return error_set(err, CORDON_ARGUMENT, "no file or folder of rules is named");
    *ret_checked = (struct cordon_rules_checked){ 0 };
    arena_init(&texts, RULES_FILES_MAX);
    arena_init(&work, CHECK_ARENA_ROOM);
    struct rules_files files = { .arena = &texts, .on_fault = tell_fault, .fault_ctx = &c };
    cordon_status st = rules_files_read(&files, paths, count, &own);
    if (st && st != CORDON_NOMEM) { /* no room for more: what was read is checked all the same */
        tell_fault(&c, &own);
        st = CORDON_OK;
    }
    ret_checked->files = files.count;
    if (!st) st = check_files(&c, &files, &work, err);
    arena_release(&work);
    arena_release(&texts);
    return st == CORDON_NOMEM ? error_nomem(err) : st;
}
