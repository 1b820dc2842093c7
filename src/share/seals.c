/* Signature files beside a file: which signers of a root do they stand for? */
#include "share/seals.h"

#include "base/num.h"
#include "os/os.h"

#include <string.h>

struct finding {
    struct arena        *arena;
    struct seals        *seals;
    str                  base;   /* "x.cordon" */
    const char          *folder;
    cordon_status        st;
    struct cordon_error *err;
};

/* x.cordon.minisig, x.cordon.police.minisig */
static bool is_seal_of(str name, str base)
{
    str end = STR(".minisig");
    return str_starts(name, base) && str_ends(name, end) && name.len >= base.len + end.len &&
           name.data[base.len] == '.';
}

static cordon_status read_seal(struct finding *f, const char *path, struct seal *s)
{
    struct os_file file = OS_FILE_INIT;
    if (os_file_size(path) > MINISIGN_TEXT_MAX) return CORDON_OK; /* unreadable */
    cordon_status st = os_file_read(path, &file, f->err);
    if (st == CORDON_NOMEM || st == CORDON_INTERRUPTED) return st;
    if (st) return CORDON_OK;
    str text = arena_str(f->arena, file.bytes);
    os_file_unmap(&file);
    if (f->arena->failed) return error_nomem(f->err);
    if (!minisign_signature_read(text, &s->sig, NULL)) {
        minisign_id_hex(s->sig.id, s->id_hex);
        s->state = SEAL_UNKNOWN;
    }
    return CORDON_OK;
}

static bool find_one(void *ctx, const char *name, bool is_folder)
{
    struct finding *f = ctx;
    if (is_folder || !is_seal_of(str_c(name), f->base)) return true;
    if (f->seals->count == SEAL_FILES_MAX) {
        f->st = error_set(f->err, CORDON_LIMIT, "more than %d signature files", SEAL_FILES_MAX);
        return false;
    }
    str path = arena_printf(f->arena, "%s/%s", f->folder, name);
    struct seal *s = &f->seals->item[f->seals->count++];
    s->file = arena_str(f->arena, str_c(name));
    f->st = f->arena->failed ? error_nomem(f->err) : read_seal(f, path.data, s);
    return !f->st;
}

cordon_status seals_read(const char *path, str bytes, struct arena *a, struct seals *ret,
                         struct cordon_error *err)
{
    const char *slash = strrchr(path, '/');
    size_t folder_len = slash ? (size_t)(slash - path) : 0;
    str folder = !slash ? STR(".") : folder_len == 0 ? STR("/") : str_of(path, folder_len);
    struct finding f = { .arena = a, .seals = ret, .err = err };
    *ret = (struct seals){ .item = arena_calloc(a, SEAL_FILES_MAX, sizeof *ret->item) };
    f.folder = arena_str(a, folder).data;
    f.base = str_c(slash ? slash + 1 : path);
    if (a->failed) return error_nomem(err);
    cordon_status st = minisign_digest_of(bytes, &ret->digest, err);
    if (!st) st = os_folder_list(f.folder, find_one, &f, err);
    return f.st ? f.st : st;
}

bool seals_has(const struct seals *s, str signer)
{
    for (size_t i = 0; i < s->count; i++)
        if (s->item[i].state == SEAL_GOOD && str_eq(s->item[i].signer, signer)) return true;
    return false;
}

size_t seals_check(struct seals *s, const struct root *r)
{
    size_t good = 0;
    for (size_t i = 0; i < s->count; i++) {
        struct seal *e = &s->item[i];
        if (!e->id_hex[0]) continue;
        e->state = SEAL_UNKNOWN; /* what another root said of it is forgotten */
        e->signer = STR_EMPTY;
    }
    for (size_t i = 0; i < s->count; i++) {
        struct seal *e = &s->item[i];
        const struct root_signer *who = e->id_hex[0] ? root_signer_of(r, e->sig.id) : NULL;
        if (!who) continue;
        bool is_true = minisign_verify(&who->key, &e->sig, &s->digest);
        bool is_again = is_true && seals_has(s, who->name);
        e->signer = who->name;
        e->state = !is_true ? SEAL_FALSE : is_again ? SEAL_AGAIN : SEAL_GOOD;
        good += e->state == SEAL_GOOD;
    }
    return good;
}

static const char *state_word(enum seal_state s)
{
    switch (s) {
    case SEAL_UNREADABLE: return "unreadable";
    case SEAL_UNKNOWN: return "unknown key";
    case SEAL_FALSE: return "false";
    case SEAL_AGAIN: return "again";
    case SEAL_GOOD: return "good";
    }
    return "unreadable";
}

cordon_status seals_enough(const struct seals *s, const struct root *r, size_t good, const char *whose,
                           struct cordon_error *err)
{
    struct buf b = BUF_INIT(2048); /* what is above is cut with the message */
    if (good >= r->threshold) return CORDON_OK;
    buf_printf(&b, "%zu of the %llu signatures that %s asks for; missing:", good,
               (unsigned long long)r->threshold, whose);
    for (size_t i = 0; i < r->signer_count; i++)
        if (!seals_has(s, r->signer[i].name)) buf_printf(&b, " %.*s", STR_ARG(r->signer[i].name));
    for (size_t i = 0; i < s->count; i++)
        if (s->item[i].state != SEAL_GOOD)
            buf_printf(&b, "; %.*s: %s%s", STR_ARG(s->item[i].file), state_word(s->item[i].state),
                       s->item[i].state == SEAL_AGAIN ? ", one signer counts once" : "");
    cordon_status st = error_set(err, CORDON_REFUSED, "%.*s", STR_ARG(buf_str(&b)));
    buf_release(&b);
    return st;
}

void seals_json(const struct seals *s, struct json_writer *w)
{
    json_w_key(w, STR("signatures"));
    json_w_array(w);
    for (size_t i = 0; i < s->count; i++) {
        const struct seal *e = &s->item[i];
        json_w_object(w);
        json_w_key_str(w, STR("file"), e->file);
        json_w_key_str(w, STR("key_id"), str_c(e->id_hex));
        json_w_key_str(w, STR("signer"), e->signer);
        json_w_key_str(w, STR("state"), str_c(state_word(e->state)));
        json_w_key_str(w, STR("comment"), e->sig.comment);
        json_w_object_end(w);
    }
    json_w_array_end(w);
}
