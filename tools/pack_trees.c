/*
 * The rule packs as trees, made when Cordon is built: pack_trees ROOT OUT.c FILE...
 *
 * Files stand in the order of their names below ROOT, as tools/gen_packs.py puts them. A file that is
 * no YAML, or YAML that rules may not be written in, fails the build with its line. Beside the trees
 * stands the SHA-256 of all files, a line end behind each, which answers show as provenance.
 */
#include "rule/tree.h"

#include "base/hash.h"
#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>

enum { POOL_MAX = 64 << 20, ARENA_MAX = 256 << 20 };

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool read_all(const char *path, struct buf *out)
{
    FILE *f = fopen(path, "rb");
    char block[4096];
    size_t n;
    if (!f) return false;
    while ((n = fread(block, 1, sizeof block, f)) > 0) buf_add(out, str_of(block, n));
    bool ok = !ferror(f) && !out->failed;
    fclose(f);
    return ok;
}

static cordon_status add_file(str text, const char *path, struct vec *words, struct buf *pool,
                              struct arena *arena, struct cordon_error *err)
{
    struct yaml_reader *reader = NULL;
    const struct yaml_node *doc = NULL;
    cordon_status st = yaml_open(text, str_c(path), arena, &reader, err);
    while (!st) {
        st = yaml_next(reader, &doc, err);
        if (st || !doc) break;
        if (!tree_write(doc, text, words, pool)) st = error_nomem(err);
    }
    yaml_close(reader);
    return st;
}

static void print(FILE *f, const struct vec *words, const struct vec *begin, const struct buf *pool,
                  const char *hash)
{
    const uint32_t *w = words->data, *b = begin->data;
    fputs("/* Made by tools/pack_trees.c: do not edit. */\n#include \"rule/rule.h\"\n\n"
          "static const uint32_t word[] = {", f);
    for (size_t i = 0; i < words->count; i++) fprintf(f, "%s%u,", i % 24 ? " " : "\n    ", (unsigned)w[i]);
    fputs(" 0\n};\nstatic const uint32_t begin[] = {", f);
    for (size_t i = 0; i < begin->count; i++) fprintf(f, "%s%u,", i % 24 ? " " : "\n    ", (unsigned)b[i]);
    fputs("\n};\nstatic const unsigned char pool[] = {", f);
    for (size_t i = 0; i < pool->len; i++)
        fprintf(f, "%s%u,", i % 24 ? " " : "\n    ", (unsigned)(unsigned char)pool->data[i]);
    fprintf(f, " 0\n};\n\nconst struct rule_trees rule_pack_trees = { word, begin, (const char *)pool, %zu, %zu,\n"
               "                                            \"%s\" };\n",
            pool->len, begin->count - 1, hash);
}

int main(int argc, char **argv)
{
    struct cordon_error err = { .status = CORDON_OK };
    struct arena arena;
    struct vec words = { 0 }, begin = { 0 };
    struct buf pool = BUF_INIT(POOL_MAX);
    struct sha sha;
    uint8_t digest[SHA_LEN];
    char hash[SHA_HEX_LEN + 1];
    int code = 1;
    if (argc < 3) return 2;
    qsort(argv + 3, (size_t)argc - 3, sizeof *argv, by_name);
    arena_init(&arena, ARENA_MAX);
    sha_init(&sha);
    uint32_t *first = vec_push(&begin, sizeof *first);
    for (int i = 3; first && i < argc; i++) {
        struct buf text = BUF_INIT(RULE_FILE_MAX);
        arena_reset(&arena);
        bool ok = read_all(argv[i], &text);
        if (!ok) fprintf(stderr, "%s: cannot be read\n", argv[i]);
        if (ok && add_file(buf_str(&text), argv[i], &words, &pool, &arena, &err)) {
            fprintf(stderr, "%s:%lu:%lu: %s\n", argv[i], (unsigned long)err.line, (unsigned long)err.column, err.message);
            ok = false;
        }
        sha_add(&sha, buf_str(&text));
        sha_add(&sha, STR("\n"));
        buf_release(&text);
        uint32_t *end = ok ? vec_push(&begin, sizeof *end) : NULL;
        if (!end) goto done;
        *end = (uint32_t)words.count;
    }
    sha_end(&sha, digest);
    sha_hex(digest, hash);
    FILE *f = fopen(argv[2], "wb");
    if (!f) goto done;
    print(f, &words, &begin, &pool, hash);
    code = ferror(f) ? 1 : 0;
    if (fclose(f)) code = 1;
done:
    vec_release(&words);
    vec_release(&begin);
    buf_release(&pool);
    arena_release(&arena);
    return code;
}
