/* The words every part of the API shares: text, status, error. */
#ifndef CORDON_TYPES_H
#define CORDON_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define CORDON_API __attribute__((visibility("default")))
#define CORDON_MUST_CHECK __attribute__((warn_unused_result))
#define CORDON_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#else
#define CORDON_API
#define CORDON_MUST_CHECK
#define CORDON_PRINTF(fmt, args)
#endif

/** Borrowed bytes, UTF-8 unless said otherwise, with no NUL at the end. */
typedef struct cordon_str {
    const char *data; /* NULL only when len is 0 */
    size_t      len;  /* bytes */
} cordon_str;

/**
 * What became of a call. Zero is success and nothing else is; no status means "clear".
 */
typedef enum cordon_status {
    CORDON_OK = 0,
    CORDON_ARGUMENT,    /* the caller asked for something that cannot be */
    CORDON_SYNTAX,      /* input does not follow its format */
    CORDON_LIMIT,       /* a documented cap was reached (docs/limits.md) */
    CORDON_NOMEM,       /* memory ran out */
    CORDON_IO,          /* the operating system refused: disk full, no permission ... */
    CORDON_NOTFOUND,    /* the thing named is not there */
    CORDON_CORRUPT,     /* stored bytes are not what was written */
    CORDON_BUSY,        /* somebody else holds the lock */
    CORDON_REFUSED,     /* understood and well formed, but not accepted (a doubtful edition) */
    CORDON_UNSUPPORTED, /* known by name, not built in here */
    CORDON_INTERRUPTED, /* stopped by the user */
    CORDON_BUG,         /* Cordon contradicts itself; please report */
} cordon_status;

/**
 * Why a call failed, for a person to read.
 *
 * Written only when a call fails. `message` is lower case, without full stop: cause first, the
 * subject in quotes, then what to do.
 */
struct cordon_error {
    cordon_status status;
    char          file[256];    /* the file at fault, or "" */
    uint64_t      line;         /* 1-based, 0 when it says nothing */
    uint32_t      column;       /* 1-based byte in the line, 0 when it says nothing */
    char          message[384]; /* never empty after a failure */
};

/** The name of a status in lower case, such as "syntax"; "unknown" for a number out of range. */
CORDON_API const char *cordon_status_name(cordon_status st);

/** Version of the engine, "major.minor.patch"; static storage. */
CORDON_API const char *cordon_version(void);

#ifdef __cplusplus
}
#endif
#endif
