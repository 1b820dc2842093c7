/*
 * Signatures in the format of minisign: text files of two or four lines, Ed25519 inside.
 *
 *   public key    base64( "Ed" | key id 8 | key 32 )
 *   signature     base64( "ED" | key id 8 | Ed25519 over BLAKE2b-512 of the file 64 )
 *                 base64( Ed25519 over signature 64 | trusted comment )
 *   secret key    base64( "Ed" | kdf 2 | "B2" | salt 32 | ops 8 | mem 8 | (id 8 | key 64 | check 32) )
 *                 kdf "Sc": what is in brackets is mixed with scrypt of the password; 0 0: it is open
 *
 * A line of untrusted comment stands above each; nothing reads it. Legacy signatures ("Ed", over the
 * bytes of the file themselves) are refused by name.
 *
 * Source: docs/sources.md#minisign
 */
#ifndef SHARE_MINISIGN_H
#define SHARE_MINISIGN_H

#include "base/buf.h"
#include "base/error.h"

enum {
    MINISIGN_ID_LEN = 8,
    MINISIGN_ID_HEX = 16,
    MINISIGN_TEXT_MAX = 16 << 10,   /* bytes of a key or signature file */
    MINISIGN_COMMENT_MAX = 8 << 10, /* bytes of a comment */
    MINISIGN_PASSWORD_MAX = 1024,   /* bytes */
};

struct minisign_public {
    uint8_t id[MINISIGN_ID_LEN];
    uint8_t key[32];
};

/** Wipe it with minisign_secret_wipe when done. */
struct minisign_secret {
    uint8_t id[MINISIGN_ID_LEN];
    uint8_t key[64];
};

struct minisign_signature {
    uint8_t id[MINISIGN_ID_LEN];
    uint8_t of_file[64];
    uint8_t of_comment[64];
    str     comment; /* the trusted one: a view into the text */
};

/** BLAKE2b-512 of the bytes that are signed: made once for any number of signatures. */
struct minisign_digest {
    uint8_t bytes[64];
};

/** "64BCA7A88DDCFC99", as stock minisign shows the key's id, with a NUL. */
void minisign_id_hex(const uint8_t id[MINISIGN_ID_LEN], char ret[MINISIGN_ID_HEX + 1]);

/**
 * Read a public key: a file's text, or the bare line of base64.
 *
 * @return CORDON_OK, CORDON_SYNTAX (err names the line), CORDON_LIMIT
 */
cordon_status minisign_public_read(str text, struct minisign_public *ret, struct cordon_error *err);
/** The bare line of base64, without a line end. */
void minisign_public_line(const struct minisign_public *key, struct buf *out);
/** The file. */
void minisign_public_write(const struct minisign_public *key, struct buf *out);

/**
 * Read a signature file. Well formed does not mean true: ask minisign_verify.
 *
 * @return CORDON_OK, CORDON_SYNTAX (err names the line), CORDON_UNSUPPORTED (a legacy signature),
 *         CORDON_LIMIT
 */
cordon_status minisign_signature_read(str text, struct minisign_signature *ret,
                                      struct cordon_error *err);
/** Digest of what is signed. @return CORDON_OK, CORDON_BUG (libsodium does not start) */
cordon_status minisign_digest_of(str bytes, struct minisign_digest *ret, struct cordon_error *err);
/** Is this the key's signature of these bytes, and the trusted comment its own? Key ids are compared
 *  too. */
bool minisign_verify(const struct minisign_public *key, const struct minisign_signature *sig,
                     const struct minisign_digest *digest);
/** Sign, and write the signature file. @param comment  trusted, one line */
cordon_status minisign_sign(const struct minisign_secret *key, const struct minisign_digest *digest,
                            str comment, struct buf *out, struct cordon_error *err);

/** A new pair of random numbers. @return CORDON_OK, CORDON_BUG */
cordon_status minisign_generate(struct minisign_secret *ret_secret,
                                struct minisign_public *ret_public, struct cordon_error *err);
void minisign_secret_wipe(struct minisign_secret *key);

/**
 * Read a secret key file of stock minisign.
 *
 * @param password  empty when none is known
 * @return CORDON_OK
 *         CORDON_REFUSED   it needs a password and none is given, or the password is wrong
 *         CORDON_SYNTAX    no secret key file; err names the line
 *         CORDON_LIMIT     the file, or what its scrypt asks for (1 GiB, as stock minisign writes)
 *         CORDON_NOMEM     scrypt does not get its memory
 *
 * Cost: scrypt as the file says: some three seconds and 1 GiB for stock keys
 */
cordon_status minisign_secret_read(str text, str password, struct minisign_secret *ret,
                                   struct cordon_error *err);
/** Is the key in this text mixed with a password? false for text that is no key, too. */
bool minisign_secret_has_password(str text);

/** How much work a password's guess costs. */
enum minisign_work {
    MINISIGN_OPEN = 0,  /* no password */
    MINISIGN_QUICK,     /* 16 MiB: for tests */
    MINISIGN_SENSITIVE, /* 1 GiB, as stock minisign */
};
/** Write a secret key file. @return CORDON_OK, CORDON_ARGUMENT (a password is empty or too long),
 *  CORDON_NOMEM */
cordon_status minisign_secret_write(const struct minisign_secret *key, str password,
                                    enum minisign_work work, struct buf *out,
                                    struct cordon_error *err);

#endif
