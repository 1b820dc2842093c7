/* Keys and signatures of minisign: vectors, what is refused, and the stock tool where it is installed. */
#include "share/minisign.h"

#include "base/json.h"
#include "os/os.h"
#include "tests/test.h"

#include <unistd.h>

static const char public_text[] = "untrusted comment: minisign public key 64BCA7A88DDCFC99\n"
                                  "RWSZ/NyNqKe8ZOMBXiNuEmXBta/4HkIxtyQa+dauT8jfdp8pdy+KFle0\n";

/* A pair and a signature of "hello\n". */
struct made {
    struct minisign_secret secret;
    struct minisign_public public;
    struct minisign_digest digest;
    struct buf             sig;
};

static void make(struct made *m)
{
    *m = (struct made){ .sig = BUF_INIT(1 << 16) };
    assert_int_equal(minisign_generate(&m->secret, &m->public, NULL), CORDON_OK);
    assert_int_equal(minisign_digest_of(STR("hello\n"), &m->digest, NULL), CORDON_OK);
    assert_int_equal(minisign_sign(&m->secret, &m->digest, STR("timestamp:1\tfile:x"), &m->sig, NULL),
                     CORDON_OK);
}

static void public_vectors_of_three_signers_hold(void **state)
{
    (void)state;
    struct os_file f = OS_FILE_INIT;
    struct arena a;
    struct json_reader r;
    struct minisign_digest digest;
    struct minisign_public key;
    struct minisign_signature sig;
    enum json_kind k;
    str name = STR_EMPTY;
    unsigned good = 0;
    NEED_SHARED("stix/vectors/minisign.json");
    arena_init(&a, 1 << 20);
    assert_int_equal(os_file_map(shared_path("stix/vectors/minisign.json"), &f, NULL), CORDON_OK);
    json_init(&r, f.bytes, &a, NULL);
    while ((k = json_next(&r)) != JSON_END) {
        assert_int_not_equal(k, JSON_ERROR);
        if (k == JSON_KEY) name = arena_str(&a, r.text);
        if (k != JSON_STRING) continue;
        str value = arena_str(&a, r.text);
        if (str_eq(name, STR("file")))
            assert_int_equal(minisign_digest_of(value, &digest, NULL), CORDON_OK);
        if (str_eq(name, STR("pub")))
            assert_int_equal(minisign_public_read(value, &key, NULL), CORDON_OK);
        if (str_eq(name, STR("minisig"))) {
            assert_int_equal(minisign_signature_read(value, &sig, NULL), CORDON_OK);
            assert_true(minisign_verify(&key, &sig, &digest));
            digest.bytes[7] ^= 1;
            assert_false(minisign_verify(&key, &sig, &digest));
            digest.bytes[7] ^= 1;
            good++;
        }
    }
    assert_int_equal(good, 3);
    os_file_unmap(&f);
    arena_release(&a);
}

static void a_public_key_is_written_as_it_was_read(void **state)
{
    (void)state;
    struct minisign_public key;
    struct buf out = BUF_INIT(1 << 12);
    char hex[MINISIGN_ID_HEX + 1];
    assert_int_equal(minisign_public_read(STR(public_text), &key, NULL), CORDON_OK);
    minisign_id_hex(key.id, hex);
    assert_string_equal(hex, "64BCA7A88DDCFC99");
    minisign_public_write(&key, &out);
    assert_str(buf_str(&out), public_text);
    buf_release(&out);
}

static void what_is_no_public_key_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "", "\n", "untrusted comment: x\n", "RWSZ", "no comment\nRWSZ/NyNqKe8ZOMBXiNuEmXBta/4HkIxtyQa+dauT8jfdp8pdy+KFle0\n",
        "untrusted comment: x\nRWSZ/NyNqKe8ZOMBXiNuEmXBta/4HkIxtyQa+dauT8jfdp8pdy+KFle\n",
        "untrusted comment: x\nAWSZ/NyNqKe8ZOMBXiNuEmXBta/4HkIxtyQa+dauT8jfdp8pdy+KFle0\n",
        "untrusted comment: x\n RWSZ/NyNqKe8ZOMBXiNuEmXBta/4HkIxtyQa+dauT8jfdp8pdy+KFle0\n",
        "a\nb\nc\nd\ne\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct minisign_public key;
        struct cordon_error err = ERROR_INIT;
        assert_int_equal(minisign_public_read(str_c(texts[i]), &key, &err), CORDON_SYNTAX);
        assert_true(err.message[0]);
    }
}

static void a_legacy_signature_is_refused_by_name(void **state)
{
    (void)state;
    struct made m;
    struct minisign_signature sig;
    struct cordon_error err = ERROR_INIT;
    make(&m);
    char *at = m.sig.data + str_index(buf_str(&m.sig), '\n') + 1;
    memcpy(at, "RWQ", 3); /* base64 of "Ed" and the top bits of the id */
    cordon_status st = minisign_signature_read(buf_str(&m.sig), &sig, &err);
    assert_int_equal(st, CORDON_UNSUPPORTED);
    assert_non_null(strstr(err.message, "legacy"));
    buf_release(&m.sig);
}

static void any_changed_byte_of_a_signature_is_seen(void **state)
{
    (void)state;
    struct made m;
    make(&m);
    size_t from = str_index(buf_str(&m.sig), '\n') + 1; /* the untrusted comment is nobody's */
    for (size_t i = from; i < m.sig.len; i++) {
        struct minisign_signature sig;
        if (m.sig.data[i] == '\n' && i + 1 == m.sig.len) continue; /* the last line end may be missing */
        m.sig.data[i] ^= 1;
        cordon_status st = minisign_signature_read(buf_str(&m.sig), &sig, NULL);
        assert_true(st || !minisign_verify(&m.public, &sig, &m.digest));
        m.sig.data[i] ^= 1;
    }
    for (size_t len = 0; len + 1 < m.sig.len; len++) {
        struct minisign_signature sig;
        cordon_status st = minisign_signature_read(str_of(m.sig.data, len), &sig, NULL);
        assert_true(st || !minisign_verify(&m.public, &sig, &m.digest));
    }
    buf_release(&m.sig);
}

static void secret_keys_come_back_from_their_files(void **state)
{
    (void)state;
    struct made m;
    struct minisign_secret again;
    struct buf out = BUF_INIT(1 << 12);
    make(&m);
    assert_int_equal(minisign_secret_write(&m.secret, STR_EMPTY, MINISIGN_OPEN, &out, NULL), CORDON_OK);
    assert_false(minisign_secret_has_password(buf_str(&out)));
    assert_int_equal(minisign_secret_read(buf_str(&out), STR_EMPTY, &again, NULL), CORDON_OK);
    assert_memory_equal(&again, &m.secret, sizeof again);

    buf_reset(&out);
    assert_int_equal(minisign_secret_write(&m.secret, STR("open sesame"), MINISIGN_QUICK, &out, NULL),
                     CORDON_OK);
    assert_true(minisign_secret_has_password(buf_str(&out)));
    assert_int_equal(minisign_secret_read(buf_str(&out), STR("open sesame"), &again, NULL), CORDON_OK);
    assert_memory_equal(&again, &m.secret, sizeof again);
    assert_int_equal(minisign_secret_read(buf_str(&out), STR("open sesamE"), &again, NULL), CORDON_REFUSED);
    assert_int_equal(minisign_secret_read(buf_str(&out), STR_EMPTY, &again, NULL), CORDON_REFUSED);
    assert_int_equal(minisign_secret_write(&m.secret, STR_EMPTY, MINISIGN_QUICK, &out, NULL),
                     CORDON_ARGUMENT);
    buf_release(&out);
    buf_release(&m.sig);
}

static void a_key_that_asks_for_too_much_work_is_refused(void **state)
{
    (void)state;
    struct made m;
    struct minisign_secret again;
    struct buf out = BUF_INIT(1 << 12);
    make(&m);
    assert_int_equal(minisign_secret_write(&m.secret, STR("x"), MINISIGN_QUICK, &out, NULL), CORDON_OK);
    char *line = out.data + str_index(buf_str(&out), '\n') + 1;
    memcpy(line + 64, "////////", 8); /* bytes 48..53: of the memory that scrypt asks for */
    assert_int_equal(minisign_secret_read(buf_str(&out), STR("x"), &again, NULL), CORDON_LIMIT);
    buf_release(&out);
    buf_release(&m.sig);
}

static void comments_of_two_lines_cannot_be_signed(void **state)
{
    (void)state;
    struct made m;
    struct buf out = BUF_INIT(1 << 16);
    make(&m);
    assert_int_equal(minisign_sign(&m.secret, &m.digest, STR("a\nb"), &out, NULL), CORDON_ARGUMENT);
    buf_release(&out);
    buf_release(&m.sig);
}

/* --- the stock tool ----------------------------------------------------------------------------------- */

static void put(const char *folder, const char *name, str bytes)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_int_equal(os_file_replace(path, bytes, NULL), CORDON_OK);
}

static int run_in(const char *folder, const char *command)
{
    char line[1024];
    snprintf(line, sizeof line, "cd '%s' && %s >out 2>&1", folder, command);
    return system(line);
}

static void read_in(const char *folder, const char *name, struct os_file *f)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_int_equal(os_file_read(path, f, NULL), CORDON_OK);
}

static void stock_minisign_and_we_accept_each_other(void **state)
{
    (void)state;
    char folder[] = "/tmp/cordon-minisign-XXXXXX";
    struct made m;
    struct buf out = BUF_INIT(1 << 12);
    struct os_file f = OS_FILE_INIT;
    struct minisign_public key;
    struct minisign_secret secret;
    struct minisign_signature sig;
    if (system("command -v minisign >/dev/null 2>&1")) {
        print_message("skipped: minisign is not installed\n");
        skip();
    }
    assert_non_null(mkdtemp(folder));
    make(&m);
    put(folder, "f", STR("hello\n"));
    put(folder, "f.minisig", buf_str(&m.sig));
    minisign_public_write(&m.public, &out);
    put(folder, "ours.pub", buf_str(&out));
    assert_int_equal(run_in(folder, "minisign -Vm f -p ours.pub -x f.minisig"), 0);
    put(folder, "f", STR("hellO\n"));
    assert_int_not_equal(run_in(folder, "minisign -Vm f -p ours.pub -x f.minisig"), 0);
    put(folder, "f", STR("hello\n"));

    buf_reset(&out); /* our secret key in its hands, open and with a password */
    assert_int_equal(minisign_secret_write(&m.secret, STR_EMPTY, MINISIGN_OPEN, &out, NULL), CORDON_OK);
    put(folder, "ours.key", buf_str(&out));
    assert_int_equal(run_in(folder, "minisign -Sm f -s ours.key -x two.minisig"), 0);
    read_in(folder, "two.minisig", &f);
    assert_int_equal(minisign_signature_read(f.bytes, &sig, NULL), CORDON_OK);
    assert_true(minisign_verify(&m.public, &sig, &m.digest));
    os_file_unmap(&f);
    buf_reset(&out);
    assert_int_equal(minisign_secret_write(&m.secret, STR("sesame"), MINISIGN_QUICK, &out, NULL), CORDON_OK);
    put(folder, "ours.key", buf_str(&out));
    assert_int_equal(run_in(folder, "echo sesame | minisign -Sm f -s ours.key -x three.minisig"), 0);

    /* its keys in ours */
    assert_int_equal(run_in(folder, "minisign -GW -s its.key -p its.pub"), 0);
    assert_int_equal(run_in(folder, "minisign -Sm f -s its.key -x its.minisig"), 0);
    read_in(folder, "its.pub", &f);
    assert_int_equal(minisign_public_read(f.bytes, &key, NULL), CORDON_OK);
    os_file_unmap(&f);
    read_in(folder, "its.minisig", &f);
    assert_int_equal(minisign_signature_read(f.bytes, &sig, NULL), CORDON_OK);
    assert_true(minisign_verify(&key, &sig, &m.digest));
    os_file_unmap(&f);
    read_in(folder, "its.key", &f);
    assert_int_equal(minisign_secret_read(f.bytes, STR_EMPTY, &secret, NULL), CORDON_OK);
    assert_memory_equal(secret.id, key.id, sizeof key.id);
    os_file_unmap(&f);
    assert_int_equal(run_in(folder, "minisign -Slm f -s its.key -x old.minisig"), 0); /* legacy */
    read_in(folder, "old.minisig", &f);
    assert_int_equal(minisign_signature_read(f.bytes, &sig, NULL), CORDON_UNSUPPORTED);
    os_file_unmap(&f);

    buf_release(&out);
    buf_release(&m.sig);
    assert_int_equal(os_folder_remove_tree(folder, NULL), CORDON_OK);
}

static void every_failing_allocation_is_told(void **state)
{
    (void)state;
    struct made m;
    make(&m);
    for (uint64_t n = 1; n < 8; n++) {
        struct buf out = BUF_INIT(1 << 12);
        mem_fail_from(n);
        cordon_status st = minisign_sign(&m.secret, &m.digest, STR("c"), &out, NULL);
        mem_fail_from(0);
        assert_true(st == CORDON_OK || st == CORDON_NOMEM);
        buf_release(&out);
        if (!st) break;
    }
    buf_release(&m.sig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(public_vectors_of_three_signers_hold),
        cmocka_unit_test(a_public_key_is_written_as_it_was_read),
        cmocka_unit_test(what_is_no_public_key_is_refused),
        cmocka_unit_test(a_legacy_signature_is_refused_by_name),
        cmocka_unit_test(any_changed_byte_of_a_signature_is_seen),
        cmocka_unit_test(secret_keys_come_back_from_their_files),
        cmocka_unit_test(a_key_that_asks_for_too_much_work_is_refused),
        cmocka_unit_test(comments_of_two_lines_cannot_be_signed),
        cmocka_unit_test(stock_minisign_and_we_accept_each_other),
        cmocka_unit_test(every_failing_allocation_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
