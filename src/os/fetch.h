/*
 * Fetching a file over HTTP(S): GET, and nothing else.
 *
 *   os_fetch: tries ──► follow: at most three redirects, each checked by us ──► one request
 *                                                                                  │ body
 *                                             path <── rename <── temp file <── sink: unpack, cap
 *
 * src: fetch-rules. libcurl is loaded on the first use, so that a program that fetches nothing neither needs it nor
 * waits for it.
 */
#ifndef OS_FETCH_H
#define OS_FETCH_H

#include "base/arena.h"
#include "base/error.h"

enum {
    FETCH_REDIRECTS_MAX = 3,
    FETCH_URL_MAX = 4096,        /* bytes of an address, redirects included */
    FETCH_HEADER_MAX = 1024,     /* bytes of a header's value that is kept: ETag, Last-Modified */
    FETCH_RETRY_AFTER_MAX = 120, /* seconds that a server may ask us to wait */
    FETCH_CONNECT_S = 20,
    FETCH_SLOWEST = 100,         /* bytes a second; slower for stall_s is a failure */
};

/** What to fetch. All text is borrowed for the call. */
struct os_fetch {
    str         url;
    str         hosts;   /* that may answer, comma separated: "a.example" or "*.example" */
    bool        allow_http; /* the caller says so: a mirror of his own */
    bool        any_port;   /* the same: https on another port than 443 */
    const char *path;    /* where the file goes; replaced only by a whole one */
    uint64_t    cap;     /* bytes, as sent and as unpacked */
    str         etag;          /* of what is at hand, or "" */
    str         last_modified; /* the same */
    bool        is_secret; /* the address holds a key: messages name the host alone */
    const char *proxy;   /* NULL: as the environment says; "": none */
    const char *ca_file; /* NULL: the system's */
    unsigned    tries, stall_s, timeout_s; /* all above 0 */
    void      (*progress)(void *ctx, uint64_t done, uint64_t total); /* may be NULL; any thread */
    void       *ctx;
    const _Atomic bool *stop; /* may be NULL; true ends it as os_interrupted() does */
};

/** What came. Text is the arena's. */
struct os_fetched {
    bool     is_same;       /* 304: what is at hand is what is published; nothing was written */
    bool     is_framed;     /* the answer itself says where the file ends */
    str      etag;          /* or "" */
    str      last_modified; /* or "" */
    int64_t  server_s;      /* the server's clock; 0: it did not say */
    int64_t  modified_s;    /* last_modified as a time; 0: none */
    uint64_t bytes;         /* of the file */
    unsigned redirects;
};

/**
 * Fetch one file.
 *
 * Tried again after 1, 3, 9 ... seconds: what failed on the way, 408, 429 and 5xx, Retry-After
 * obeyed. Other answers are final. gzip is unpacked as it comes; both sizes are capped. No cookies,
 * no .netrc, no credentials.
 *
 * @return CORDON_OK
 *         CORDON_IO          did not come whole; err says why
 *         CORDON_REFUSED     a redirect out of the host list, to http, or one too many
 *         CORDON_LIMIT       larger than the cap
 *         CORDON_ARGUMENT    the address is none, or not of the host list
 *         CORDON_UNSUPPORTED libcurl is not installed; err names the package
 *         CORDON_INTERRUPTED, CORDON_NOMEM
 *
 * Threads: any
 */
cordon_status os_fetch(const struct os_fetch *f, struct arena *a, struct os_fetched *ret_got,
                       struct cordon_error *err);

/** Can anything be fetched here? @return CORDON_OK or CORDON_UNSUPPORTED, as os_fetch */
cordon_status os_fetch_ready(struct cordon_error *err);

/** Is `host` one of the list, without case? */
bool os_fetch_host_is(str hosts, str host);

/**
 * An address that is written relative to another, whole; only the part before '#' counts.
 *
 * @param ret_url   the arena's
 * @param ret_host  may be NULL
 * @return CORDON_OK, CORDON_ARGUMENT (no address, or too long), CORDON_UNSUPPORTED, CORDON_NOMEM
 */
cordon_status os_url_join(str base, str relative, struct arena *a, str *ret_url, str *ret_host,
                          struct cordon_error *err);

#endif
