/* Proposals, and changing a policy by them with a record of it. */
#include "cli/tune.h"

#include "base/date.h"
#include "base/json.h"
#include "base/letter.h"
#include "base/num.h"
#include "cli/words.h"
#include "os/os.h"

/* ours: an interval that lies wholly on one side of these speaks for a change */
enum { WEAK_BELOW_BP = 2000, LOOK_BELOW_BP = 1000, STRONG_ABOVE_BP = 6000, LIST_BELOW_BP = 1000,
       RIGHT_LEAST = 5 };

/* --- proposals -------------------------------------------------------------------------------------- */

static void propose(struct tune *t, const struct proposal *p)
{
    if (t->proposals < PROPOSALS_MAX) t->proposal[t->proposals++] = *p;
}

static void propose_rule(struct tune *t, const struct counts_row *r)
{
    struct proposal p = { .what = r->name, .right = r->n[OUTCOME_RIGHT],
                          .all = r->n[OUTCOME_RIGHT] + r->n[OUTCOME_WRONG] };
    bool is_weak = str_eq(r->note, STR("weak")), is_strong = str_eq(r->note, STR("strong"));
    p.share = interval_of(p.right, p.all);
    if (is_weak && p.share.high_bp < LOOK_BELOW_BP) {
        p.key = "tune.propose.look";
    } else if (!is_weak && p.share.high_bp < WEAK_BELOW_BP) {
        p.key = "tune.propose.weaker";
        p.strength = "weak";
    } else if (!is_strong && p.share.low_bp > STRONG_ABOVE_BP) {
        p.key = "tune.propose.stronger";
        p.strength = is_weak ? "medium" : "strong";
    }
    if (p.key) propose(t, &p);
}

static void propose_list(struct tune *t, const struct counts_row *r)
{
    struct proposal p = { .key = "tune.propose.list", .what = r->name, .right = r->n[OUTCOME_RIGHT],
                          .all = r->n[OUTCOME_RIGHT] + r->n[OUTCOME_WRONG] };
    p.share = interval_of(p.right, p.all);
    if (p.share.high_bp < LIST_BELOW_BP) propose(t, &p);
}

/* The highest flag_review that loses no labelled true case, among alerts by flags alone. */
static void propose_review(struct tune *t)
{
    struct proposal p = { .key = "tune.propose.review", .from = t->flag_review, .to = INT64_MAX };
    for (size_t i = 0; i < t->labels.count; i++) {
        const struct label *l = &t->labels.item[i];
        bool is_ours = l->verdict[0] >= CORDON_REVIEW && !l->has_hit && !l->has_legal;
        if (!is_ours || l->outcome != OUTCOME_RIGHT) continue;
        p.right++;
        if ((int64_t)l->points < p.to) p.to = (int64_t)l->points;
    }
    if (p.right < RIGHT_LEAST || p.to <= p.from) return;
    for (size_t i = 0; i < t->labels.count; i++) {
        const struct label *l = &t->labels.item[i];
        bool is_ours = l->verdict[0] >= CORDON_REVIEW && !l->has_hit && !l->has_legal;
        if (!is_ours || l->outcome != OUTCOME_WRONG) continue;
        p.all++;
        p.gone += (int64_t)l->points < p.to;
    }
    if (p.gone) propose(t, &p);
}

void tune_propose(struct tune *t)
{
    for (size_t i = 0; i < t->rules.count; i++) propose_rule(t, &t->rules.row[i]);
    for (size_t i = 0; i < t->lists.count; i++) propose_list(t, &t->lists.row[i]);
    propose_review(t);
}

bool tune_recall(const struct tune *t, uint64_t *ret_caught, uint64_t *ret_all)
{
    uint64_t caught = 0, all = 0, below = 0;
    for (int v = CORDON_UNDECIDED; v <= CORDON_STOP; v++) {
        all += t->verdicts[v][OUTCOME_RIGHT];
        if (v >= CORDON_REVIEW) caught += t->verdicts[v][OUTCOME_RIGHT];
        if (v < CORDON_REVIEW) below += t->verdicts[v][OUTCOME_RIGHT] + t->verdicts[v][OUTCOME_WRONG];
    }
    *ret_caught = caught;
    *ret_all = all;
    return below && all;
}

/* --- changing --------------------------------------------------------------------------------------- */

static bool is_one_line(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.data[i] < 0x20) return false;
    return str_trim(s).len != 0;
}

/* Letters and digits alone are compared: a dot, a blank or a mark that nobody sees makes nobody else. */
static bool is_one_person(str a, str b)
{
    size_t i = 0, k = 0;
    for (;;) {
        uint32_t x = 0, y = 0;
        for (size_t len; i < a.len && !x; i += len) {
            len = letter_read(str_from(a, i), &x);
            if (x < 0x80 ? !byte_is_alnum((char)x) : letter_is_hidden(x)) x = 0;
        }
        for (size_t len; k < b.len && !y; k += len) {
            len = letter_read(str_from(b, k), &y);
            if (y < 0x80 ? !byte_is_alnum((char)y) : letter_is_hidden(y)) y = 0;
        }
        if (x < 0x80) x = (uint32_t)(unsigned char)byte_lower((char)x);
        if (y < 0x80) y = (uint32_t)(unsigned char)byte_lower((char)y);
        if (x != y) return false;
        if (!x) return true;
    }
}

cordon_status tune_change_check(const struct tune_change *c, struct cordon_error *err)
{
    if (!c->set->count)
        return error_set(err, CORDON_ARGUMENT, "say with --set what is changed; nothing is changed by itself");
    if (!is_one_line(c->reason)) return error_set(err, CORDON_ARGUMENT, "say with --reason, on one line, why");
    if (!is_one_line(c->approver)) return error_set(err, CORDON_ARGUMENT, "say with --approver who approved it");
    if (!is_one_line(c->author)) return error_set(err, CORDON_ARGUMENT, "say with --author who changes it");
    if (is_one_person(c->author, c->approver))
        return error_set(err, CORDON_REFUSED, "'%.*s' is author and approver; another person has to approve",
                         STR_ARG(str_trim(c->author)));
    if (os_file_exists(c->path))
        return error_set(err, CORDON_REFUSED, "'%s' is there already; a changed policy is a new file", c->path);
    return CORDON_OK;
}

/* "policies/strict.tsv" is the policy "strict". */
static str name_of(const char *path)
{
    str name = str_c(path);
    for (size_t i = name.len; i > 0; i--)
        if (name.data[i - 1] == '/') {
            name = str_from(name, i);
            break;
        }
    if (str_ends(name, STR(".tsv"))) name = str_sub(name, 0, name.len - 4);
    return name;
}

cordon_status tune_change_apply(const struct tune_change *c, const char *policy,
                                struct cordon_policy **ret, struct cordon_error *err)
{
    cordon_status st = cordon_policy_load(policy, ret, err);
    if (!st && c->path) st = cordon_policy_set(*ret, STR("name"), name_of(c->path), err);
    for (size_t i = 0; !st && i < c->set->count; i++) {
        str text = str_c(c->set->item[i]);
        size_t at = str_index(text, '=');
        if (at == text.len)
            return error_set(err, CORDON_ARGUMENT, "--set is '%.*s'; it takes KEY=VALUE", STR_ARG(text));
        st = cordon_policy_set(*ret, str_trim(str_sub(text, 0, at)), str_trim(str_from(text, at + 1)), err);
    }
    return st;
}

static void write_value(struct json_writer *w, const char *key, const struct cordon_policy *p, str name)
{
    struct cordon_text text = { NULL, 0 };
    if (cordon_policy_value(p, name, &text, NULL)) w->out->failed = true;
    json_w_key_str(w, str_c(key), str_of(text.data, text.len));
    cordon_text_free(&text);
}

static void write_policy(struct json_writer *w, const char *key, const struct cordon_policy *p,
                         const struct cordon_text *text)
{
    uint8_t digest[SHA_LEN];
    char hex[SHA_HEX_LEN + 1];
    sha_of(str_of(text->data, text->len), digest);
    sha_hex(digest, hex);
    json_w_key(w, str_c(key));
    json_w_object(w);
    write_value(w, "name", p, STR("name"));
    json_w_key_str(w, STR("sha256"), str_c(hex));
    json_w_object_end(w);
}

static void write_changes(const struct tune *t, const struct tune_change *c, struct json_writer *w)
{
    json_w_key(w, STR("changes"));
    json_w_array(w);
    for (size_t i = 0; i < c->set->count; i++) {
        str text = str_c(c->set->item[i]), key = str_trim(str_sub(text, 0, str_index(text, '=')));
        json_w_object(w);
        json_w_key_str(w, STR("key"), key);
        write_value(w, "from", t->policy, key);
        write_value(w, "to", t->changed, key);
        json_w_object_end(w);
    }
    json_w_array_end(w);
}

static void write_effect(const struct tune *t, struct json_writer *w)
{
    json_w_key(w, STR("effect"));
    json_w_object(w);
    json_w_key_u64(w, STR("true_lost"), t->lost);
    json_w_key_u64(w, STR("true_found"), t->found);
    json_w_key_u64(w, STR("false_gone"), t->gone);
    json_w_key_u64(w, STR("false_more"), t->more);
    json_w_object_end(w);
}

static void write_record(const struct tune *t, const struct tune_change *c, const struct cordon_text *before,
                         const struct cordon_text *after, struct buf *out)
{
    struct json_writer w;
    char day[16];
    int64_t now = t->cli->globals.as_of_s;
    date_text(date_of_time(now), day);
    json_w_init(&w, out);
    json_w_object(&w);
    json_w_key_u64(&w, STR("v"), 1);
    json_w_key_str(&w, STR("date"), str_c(day));
    json_w_key_str(&w, STR("reason"), str_trim(c->reason));
    json_w_key_str(&w, STR("author"), str_trim(c->author));
    json_w_key_str(&w, STR("approver"), str_trim(c->approver));
    write_changes(t, c, &w);
    write_policy(&w, "before", t->policy, before);
    write_policy(&w, "after", t->changed, after);
    json_w_key(&w, STR("labels"));
    json_w_object(&w);
    json_w_key_u64(&w, STR("count"), t->labels.count);
    json_w_key_u64(&w, STR("true"), t->by[OUTCOME_RIGHT]);
    json_w_key_u64(&w, STR("false"), t->by[OUTCOME_WRONG]);
    json_w_key_str(&w, STR("sha256"), str_c(t->labels.sha256));
    json_w_object_end(&w);
    write_effect(t, &w);
    json_w_key_str(&w, STR("set"), cordon_set_hash(t->desk.set));
    json_w_key_str(&w, STR("engine"), str_c(cordon_version()));
    json_w_object_end(&w);
    buf_add_byte(out, '\n');
}

cordon_status tune_change_write(struct tune *t, const struct tune_change *c, struct cordon_error *err)
{
    struct cordon_text before = { NULL, 0 }, after = { NULL, 0 };
    struct buf record = BUF_INIT(1 << 20);
    str beside = arena_printf(&t->kept, "%s.change.json", c->path);
    cordon_status st = cordon_policy_text(t->policy, &before, err);
    if (!st) st = cordon_policy_text(t->changed, &after, err);
    if (!st) write_record(t, c, &before, &after, &record);
    if (!st && (record.failed || !beside.len)) st = error_nomem(err);
    /* the record first: no policy without one */
    if (!st) st = os_file_replace(beside.data, buf_str(&record), err);
    if (!st) st = os_file_replace(c->path, str_of(after.data, after.len), err);
    if (!st) {
        struct buf text = BUF_INIT(1 << 14);
        const struct cordon_word words[] = { word_text("file", str_c(c->path)), word_text("record", beside) };
        words_add(t->cli, "tune.written", words, 2, &text);
        cli_say(t->cli, "%.*s", STR_ARG(buf_str(&text)));
        buf_release(&text);
    }
    cordon_text_free(&before);
    cordon_text_free(&after);
    buf_release(&record);
    return st;
}
