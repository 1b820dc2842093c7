/*
 * One file over HTTP(S).
 *
 * Redirects are followed here, not by the library: each new address is held against the host list
 * before anything is sent to it, and nothing of one request goes on to the next.
 */
#include "os/fetch.h"

#include "base/num.h"
#include "os/curl.h"
#include "os/fetch_sink.h"
#include "os/os.h"

#include <stdio.h>
#include <time.h>

enum { HTTP_OK = 200, HTTP_NOT_MODIFIED = 304, HTTP_TIMEOUT = 408, HTTP_TOO_MANY = 429,
       LINE_MAX_LEN = FETCH_HEADER_MAX + 64, PAUSE_FACTOR = 3, SLICE_MS = 50 };

#define MS UINT64_C(1000000)

/* What one request was answered with. */
struct answer {
    long     http;
    bool     is_retry;     /* worth another try */
    int64_t  retry_after_s;
    char     etag[FETCH_HEADER_MAX], modified[FETCH_HEADER_MAX];
    char     location[FETCH_URL_MAX];
    bool     is_chunked, has_length, is_http2, is_bad_coding;
    int64_t  server_s, age_s;
};

struct request {
    const struct os_fetch *f;
    const struct os_curl  *lib;
    struct fetch_sink      sink;
    struct answer          answer;
    uint64_t               deadline_ns;
    uint64_t               total; /* by Content-Length */
    cordon_status          st;    /* of our own, behind the library's back */
    struct cordon_error    err;
};

/* --- addresses ------------------------------------------------------------------------------- */

bool os_fetch_host_is(str hosts, str host)
{
    for (str one; str_next(&hosts, ',', &one);) {
        one = str_trim(one);
        if (str_starts(one, STR("*."))) {
            str tail = str_from(one, 1);
            if (host.len > tail.len && str_eq_nocase(str_from(host, host.len - tail.len), tail))
                return true;
        } else if (one.len && str_eq_nocase(one, host)) {
            return true;
        }
    }
    return false;
}

/* The library wants a C string, and bytes beyond ASCII escaped. */
static void escape(str url, struct buf *out)
{
    for (size_t i = 0; i < url.len; i++) {
        unsigned char c = (unsigned char)url.data[i];
        if (c == '#') break;
        if (c <= 0x20 || c >= 0x7f)
            buf_printf(out, "%%%02X", (unsigned)c);
        else
            buf_add_byte(out, (char)c);
    }
    buf_add_byte(out, '\0');
}

static str take_part(const struct os_curl *lib, CURLU *u, CURLUPart part, struct arena *a)
{
    char *text = NULL;
    str s = STR_EMPTY;
    if (lib->url_get(u, part, &text, 0) == CURLUE_OK) s = arena_str(a, str_c(text));
    if (text) lib->free(text);
    return s;
}

/* An address taken apart by the same code that will use it. */
struct address {
    str  url, host, scheme, port, user;
};

static cordon_status url_read(const struct os_curl *lib, str base, str relative, struct arena *a,
                              struct address *ret, struct cordon_error *err)
{
    struct buf b = BUF_INIT(3 * FETCH_URL_MAX);
    CURLU *u = lib->url();
    CURLUcode bad = CURLUE_OK;
    if (!u) return error_nomem(err);
    str parts[] = { base, relative };
    for (size_t i = 0; i < COUNT_OF(parts) && !bad; i++) {
        if (!parts[i].len) continue;
        buf_reset(&b);
        escape(parts[i], &b);
        bad = b.failed || b.len > FETCH_URL_MAX ? CURLUE_MALFORMED_INPUT
                                                : lib->url_set(u, CURLUPART_URL, b.data, 0);
    }
    if (!bad) {
        *ret = (struct address){ .url = take_part(lib, u, CURLUPART_URL, a),
                                 .host = take_part(lib, u, CURLUPART_HOST, a),
                                 .scheme = take_part(lib, u, CURLUPART_SCHEME, a),
                                 .port = take_part(lib, u, CURLUPART_PORT, a),
                                 .user = take_part(lib, u, CURLUPART_USER, a) };
    }
    lib->url_cleanup(u);
    bool is_lost = a->failed || buf_status(&b) == CORDON_NOMEM;
    buf_release(&b);
    if (is_lost) return error_nomem(err);
    if (bad || !ret->host.len) return error_set(err, CORDON_ARGUMENT, "no address can be read");
    return CORDON_OK;
}

cordon_status os_url_join(str base, str relative, struct arena *a, str *ret_url, str *ret_host,
                          struct cordon_error *err)
{
    const struct os_curl *lib;
    struct address addr = { .url = STR_EMPTY };
    cordon_status st = os_curl(&lib, err);
    if (!st) st = url_read(lib, base, relative, a, &addr, err);
    if (st) return st;
    *ret_url = addr.url;
    if (ret_host) *ret_host = addr.host;
    return CORDON_OK;
}

/* May this address be asked? */
static cordon_status check_address(const struct os_fetch *f, const struct address *to,
                                   bool is_redirect, struct cordon_error *err)
{
    const char *what = is_redirect ? "redirected to" : "its address is";
    cordon_status st = is_redirect ? CORDON_REFUSED : CORDON_ARGUMENT;
    bool is_https = str_eq(to->scheme, STR("https"));
    if (!is_https && !(f->allow_http && str_eq(to->scheme, STR("http"))))
        return error_set(err, st, "%s %.*s://%.*s; only https is followed", what,
                         STR_ARG(to->scheme), STR_ARG(to->host));
    if (!os_fetch_host_is(f->hosts, to->host))
        return error_set(err, st, "%s host '%.*s', which is not one of this source's (%.*s)", what,
                         STR_ARG(to->host), STR_ARG(f->hosts));
    if (to->user.len)
        return error_set(err, st, "%s an address with a user's name in it", what);
    if (is_https && !f->any_port && to->port.len && !str_eq(to->port, STR("443")))
        return error_set(err, st, "%s port %.*s of '%.*s'; only 443 is used", what,
                         STR_ARG(to->port), STR_ARG(to->host));
    return CORDON_OK;
}

/* An address for messages: without what may be secret. */
static str shown(const struct os_fetch *f, const struct address *to)
{
    return f->is_secret ? to->host : str_sub(to->url, 0, str_index(to->url, '?'));
}

/* --- one request ------------------------------------------------------------------------------ */

static void keep(char *into, size_t room, str value)
{
    if (value.len >= room) value.len = 0; /* too long to be sent back whole */
    memcpy(into, value.data ? value.data : "", value.len);
    into[value.len] = '\0';
}

static int64_t read_time(const struct os_curl *lib, str value)
{
    char text[64];
    keep(text, sizeof text, value);
    time_t t = text[0] ? lib->getdate(text, NULL) : -1;
    return t < 0 ? 0 : (int64_t)t;
}

static void take_header(struct request *r, str name, str value)
{
    struct answer *a = &r->answer;
    uint64_t n = 0;
    bool is_number = num_parse_u64(value, INT64_MAX, &n);
    if (str_eq_nocase(name, STR("ETag"))) keep(a->etag, sizeof a->etag, value);
    if (str_eq_nocase(name, STR("Last-Modified"))) keep(a->modified, sizeof a->modified, value);
    if (str_eq_nocase(name, STR("Location"))) keep(a->location, sizeof a->location, value);
    if (str_eq_nocase(name, STR("Date"))) a->server_s = read_time(r->lib, value);
    if (str_eq_nocase(name, STR("Age")) && is_number) a->age_s = (int64_t)n;
    if (str_eq_nocase(name, STR("Transfer-Encoding"))) a->is_chunked = true;
    if (str_eq_nocase(name, STR("Content-Length")) && is_number) {
        a->has_length = true;
        r->total = n;
    }
    if (str_eq_nocase(name, STR("Retry-After"))) {
        int64_t at = is_number ? 0 : read_time(r->lib, value);
        a->retry_after_s = is_number ? (int64_t)n : at ? at - os_now_s() : 0;
    }
    if (!str_eq_nocase(name, STR("Content-Encoding")) || str_eq_nocase(value, STR("identity"))) return;
    if (!str_eq_nocase(value, STR("gzip")) && !str_eq_nocase(value, STR("x-gzip")))
        a->is_bad_coding = true;
    else if (!r->sink.is_gzip)
        r->st = fetch_sink_unpack(&r->sink, &r->err);
}

static size_t on_header(char *data, size_t one, size_t len, void *ctx)
{
    struct request *r = ctx;
    str line = str_trim(str_of(data, len));
    (void)one;
    if (str_starts(line, STR("HTTP/"))) { /* also behind a 100 or 103: begin again */
        uint64_t code = 0;
        str rest = str_from(line, str_index(line, ' ') + 1);
        num_parse_u64(str_sub(rest, 0, str_index(rest, ' ')), 999, &code);
        r->answer = (struct answer){ .http = (long)code };
        r->answer.is_http2 = !str_starts(line, STR("HTTP/1"));
        return len;
    }
    size_t colon = str_index(line, ':');
    if (colon < line.len) take_header(r, str_trim(str_sub(line, 0, colon)), str_trim(str_from(line, colon + 1)));
    return r->st ? 0 : len;
}

/* What an error page says is nobody's business: only a file's body is taken. */
static size_t on_body(char *data, size_t one, size_t len, void *ctx)
{
    struct request *r = ctx;
    (void)one;
    if (r->answer.http != HTTP_OK || r->answer.is_bad_coding) return 0;
    if (!r->st) r->st = fetch_sink_take(&r->sink, str_of(data, len), &r->err);
    return r->st ? 0 : len;
}

static bool is_stopped(const struct os_fetch *f)
{
    return os_interrupted() || (f->stop && *f->stop);
}

static int on_progress(void *ctx, curl_off_t total, curl_off_t now, curl_off_t a, curl_off_t b)
{
    struct request *r = ctx;
    (void)total, (void)a, (void)b;
    if (r->f->progress && r->answer.http == HTTP_OK)
        r->f->progress(r->f->ctx, (uint64_t)now, r->total);
    return is_stopped(r->f);
}

static struct curl_slist *header_lines(const struct request *r)
{
    const struct os_fetch *f = r->f;
    struct curl_slist *list = r->lib->slist_append(NULL, "Accept-Encoding: gzip");
    char line[LINE_MAX_LEN];
    const struct { const char *name; str value; } asks[] = {
        { "If-None-Match", f->etag }, { "If-Modified-Since", f->last_modified } };
    for (size_t i = 0; list && i < COUNT_OF(asks); i++) {
        if (!asks[i].value.len || asks[i].value.len >= FETCH_HEADER_MAX) continue;
        snprintf(line, sizeof line, "%s: %.*s", asks[i].name, (int)asks[i].value.len,
                 asks[i].value.data);
        struct curl_slist *more = r->lib->slist_append(list, line);
        if (!more) r->lib->slist_free_all(list);
        list = more;
    }
    return list;
}

/* Set what every request has. The first setting that the library does not know ends it: a limit
 * that is not kept is worse than no transfer. */
static bool set_up(struct request *r, CURL *c, const char *url, struct curl_slist *headers,
                   char *why, long left_ms)
{
    const struct os_curl *lib = r->lib;
    const struct os_fetch *f = r->f;
    const struct { CURLoption option; long value; } numbers[] = {
        { CURLOPT_HTTPGET, 1 },          { CURLOPT_NOSIGNAL, 1 },
        { CURLOPT_NOPROGRESS, 0 },       { CURLOPT_FOLLOWLOCATION, 0 },
        { CURLOPT_NETRC, CURL_NETRC_IGNORED }, { CURLOPT_UNRESTRICTED_AUTH, 0 },
        { CURLOPT_SUPPRESS_CONNECT_HEADERS, 1 }, { CURLOPT_HTTP_CONTENT_DECODING, 0 },
        { CURLOPT_CONNECTTIMEOUT, f->stall_s < FETCH_CONNECT_S ? (long)f->stall_s : FETCH_CONNECT_S },
        { CURLOPT_LOW_SPEED_LIMIT, FETCH_SLOWEST },
        { CURLOPT_LOW_SPEED_TIME, (long)f->stall_s }, { CURLOPT_TIMEOUT_MS, left_ms },
        { CURLOPT_QUICK_EXIT, 1 },
    };
    const struct { CURLoption option; const void *value; } texts[] = {
        { CURLOPT_URL, url },
        { CURLOPT_PROTOCOLS_STR, f->allow_http ? "http,https" : "https" },
        { CURLOPT_USERAGENT, "cordon/" CORDON_VERSION },
        { CURLOPT_HTTPHEADER, headers },
        { CURLOPT_ERRORBUFFER, why },
        { CURLOPT_HEADERDATA, r },
        { CURLOPT_WRITEDATA, r },
        { CURLOPT_XFERINFODATA, r },
    };
    CURLcode bad = CURLE_OK;
    for (size_t i = 0; i < COUNT_OF(numbers) && !bad; i++)
        bad = lib->easy_setopt(c, numbers[i].option, numbers[i].value);
    for (size_t i = 0; i < COUNT_OF(texts) && !bad; i++)
        bad = lib->easy_setopt(c, texts[i].option, texts[i].value);
    if (!bad) bad = lib->easy_setopt(c, CURLOPT_HEADERFUNCTION, on_header);
    if (!bad) bad = lib->easy_setopt(c, CURLOPT_WRITEFUNCTION, on_body);
    if (!bad) bad = lib->easy_setopt(c, CURLOPT_XFERINFOFUNCTION, on_progress);
    if (!bad) bad = lib->easy_setopt(c, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)f->cap);
    if (!bad && f->proxy) bad = lib->easy_setopt(c, CURLOPT_PROXY, f->proxy);
    if (!bad && f->ca_file) bad = lib->easy_setopt(c, CURLOPT_CAINFO, f->ca_file);
    return !bad;
}

/* Why the transfer failed, in the library's words where they are the best there are. */
static cordon_status explain(struct request *r, CURLcode code, char *why, str where,
                             struct cordon_error *err)
{
    if (is_stopped(r->f)) return error_set(err, CORDON_INTERRUPTED, "interrupted");
    r->answer.is_retry = true;
    switch ((int)code) {
    case CURLE_OUT_OF_MEMORY:
        r->answer.is_retry = false;
        return error_nomem(err);
    case CURLE_FILESIZE_EXCEEDED:
        r->answer.is_retry = false;
        return error_set(err, CORDON_LIMIT, "%.*s: larger than %llu MiB; that is no edition of this list",
                         STR_ARG(where), (unsigned long long)(r->f->cap >> 20));
    case CURLE_OPERATION_TIMEDOUT:
        if (os_ticks_ns() + 100 * MS >= r->deadline_ns)
            return error_set(err, CORDON_IO, "%.*s: did not end within %u s", STR_ARG(where),
                             r->f->timeout_s);
        return error_set(err, CORDON_IO, "%.*s: too slow, or silent for %u s", STR_ARG(where),
                         r->f->stall_s);
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
        return error_set(err, CORDON_IO, "%.*s: cut off after %llu bytes", STR_ARG(where),
                         (unsigned long long)r->sink.packed);
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
        r->answer.is_retry = false;
        break;
    default:
        break;
    }
    if (!why[0]) snprintf(why, CURL_ERROR_SIZE, "%s", r->lib->easy_strerror(code));
    why[0] = byte_lower(why[0]);
    return error_set(err, CORDON_IO, "%.*s: %s", STR_ARG(where), why);
}

static const char *http_word(long code)
{
    static const struct { long code; const char *word; } words[] = {
        { 400, "bad request" }, { 401, "a password is asked for" }, { 403, "forbidden" },
        { 404, "not found" },   { 407, "the proxy asks for a password" }, { 408, "request timed out" },
        { 410, "gone" },        { 429, "too many requests" }, { 500, "server error" },
        { 502, "bad gateway" }, { 503, "service unavailable" }, { 504, "gateway timed out" } };
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (words[i].code == code) return words[i].word;
    return "not a file";
}

/* The answer's status: a file, nothing new, somewhere else, or a failure. */
static cordon_status judge(struct request *r, str where, struct cordon_error *err)
{
    struct answer *a = &r->answer;
    bool is_asked = r->f->etag.len || r->f->last_modified.len;
    bool is_redirect = a->http == 301 || a->http == 302 || a->http == 303 || a->http == 307 ||
                       a->http == 308;
    if (a->http == HTTP_OK && a->is_bad_coding)
        return error_set(err, CORDON_IO, "%.*s: packed in a way that was not asked for", STR_ARG(where));
    if (a->http == HTTP_OK || (a->http == HTTP_NOT_MODIFIED && is_asked)) return CORDON_OK;
    if (is_redirect && a->location[0]) return CORDON_OK;
    a->is_retry = a->http == HTTP_TIMEOUT || a->http == HTTP_TOO_MANY || a->http >= 500;
    return error_set(err, CORDON_IO, "%.*s: answered %ld, %s", STR_ARG(where), a->http,
                     http_word(a->http));
}

static cordon_status perform(struct request *r, CURL *c, const struct address *to,
                             struct curl_slist *headers, struct cordon_error *err)
{
    char why[CURL_ERROR_SIZE] = "";
    uint64_t now = os_ticks_ns();
    str where = shown(r->f, to);
    long left_ms = r->deadline_ns > now + MS ? (long)((r->deadline_ns - now) / MS) : 1;
    if (!set_up(r, c, to->url.data, headers, why, left_ms))
        return error_set(err, CORDON_UNSUPPORTED, "this libcurl is too old; 7.87 or newer is needed");
    CURLcode code = r->lib->easy_perform(c);
    if (r->st) {
        if (err) *err = r->err;
        return r->st;
    }
    /* an answer that is no file ends at its first byte, by our own wish */
    bool is_ours = code == CURLE_WRITE_ERROR && r->answer.http && !is_stopped(r->f);
    if (code && !is_ours) return explain(r, code, why, where, err);
    return judge(r, where, err);
}

static cordon_status get_once(struct request *r, const struct address *to, struct cordon_error *err)
{
    struct curl_slist *headers = header_lines(r);
    CURL *c = headers ? r->lib->easy_init() : NULL;
    cordon_status st = CORDON_OK;
    r->answer = (struct answer){ .http = 0 };
    r->st = CORDON_OK;
    r->total = 0;
    r->sink = (struct fetch_sink){ .fd = -1 };
    if (!c) st = error_nomem(err);
    if (!st) st = fetch_sink_open(&r->sink, r->f->path, r->f->cap, err);
    if (!st) st = perform(r, c, to, headers, err);
    if (!st && r->answer.http == HTTP_OK) {
        st = fetch_sink_close(&r->sink, r->f->path, err);
        r->answer.is_retry = st != CORDON_OK;
    }
    if (c) r->lib->easy_cleanup(c);
    if (headers) r->lib->slist_free_all(headers);
    return st;
}

/* --- redirects and tries ------------------------------------------------------------------------ */

static void fill(const struct request *r, unsigned redirects, struct arena *a, struct os_fetched *got)
{
    const struct answer *n = &r->answer;
    *got = (struct os_fetched){
        .is_same = n->http == HTTP_NOT_MODIFIED,
        .is_framed = n->is_chunked || n->has_length || n->is_http2 || r->sink.is_gzip,
        .etag = arena_str(a, str_c(n->etag)),
        .last_modified = arena_str(a, str_c(n->modified)),
        .server_s = n->server_s ? n->server_s + n->age_s : 0,
        .modified_s = read_time(r->lib, str_c(n->modified)),
        .bytes = r->sink.len,
        .redirects = redirects,
    };
}

static cordon_status follow(struct request *r, struct arena *a, struct os_fetched *ret_got,
                            struct cordon_error *err)
{
    struct address to = { .url = STR_EMPTY }, next;
    bool was_https = false;
    cordon_status st = url_read(r->lib, r->f->url, STR_EMPTY, a, &to, err);
    for (unsigned hop = 0; !st; hop++) {
        st = check_address(r->f, &to, hop > 0, err);
        if (!st && was_https && !str_eq(to.scheme, STR("https")))
            st = error_set(err, CORDON_REFUSED, "redirected from https to http; that is not followed");
        if (st) break;
        was_https = str_eq(to.scheme, STR("https"));
        st = get_once(r, &to, err);
        if (!st && (r->answer.http == HTTP_OK || r->answer.http == HTTP_NOT_MODIFIED)) {
            fill(r, hop, a, ret_got);
            fetch_sink_release(&r->sink);
            return a->failed ? error_nomem(err) : CORDON_OK;
        }
        fetch_sink_release(&r->sink);
        if (!st && hop == FETCH_REDIRECTS_MAX)
            st = error_set(err, CORDON_REFUSED, "more than %d redirects", FETCH_REDIRECTS_MAX);
        if (!st) st = url_read(r->lib, to.url, str_c(r->answer.location), a, &next, err);
        if (st == CORDON_ARGUMENT && hop < FETCH_REDIRECTS_MAX)
            st = error_set(err, CORDON_REFUSED, "redirected to something that is no web server's address");
        if (!st) to = next;
    }
    return st;
}

/* Wait before the next try. @return false when there is to be none */
static bool pause_before(const struct request *r, uint64_t pause_s)
{
    if (r->answer.retry_after_s > FETCH_RETRY_AFTER_MAX) return false; /* come back another time */
    if (r->answer.retry_after_s > (int64_t)pause_s) pause_s = (uint64_t)r->answer.retry_after_s;
    uint64_t end = os_ticks_ns() + pause_s * 1000 * MS;
    if (end >= r->deadline_ns) return false;
    while (os_ticks_ns() < end && !is_stopped(r->f))
        nanosleep(&(struct timespec){ .tv_nsec = SLICE_MS * (long)MS }, NULL);
    return true; /* when stopped, the try says so */
}

cordon_status os_fetch(const struct os_fetch *f, struct arena *a, struct os_fetched *ret_got,
                       struct cordon_error *err)
{
    struct request r = { .f = f, .sink = { .fd = -1 } };
    cordon_status st = os_curl(&r.lib, err);
    uint64_t pause_s = 1;
    if (st) return st;
    r.deadline_ns = os_ticks_ns() + (uint64_t)f->timeout_s * 1000 * MS;
    for (unsigned try = 1;; try++, pause_s *= PAUSE_FACTOR) {
        r.answer = (struct answer){ .http = 0 };
        st = follow(&r, a, ret_got, err);
        if (!st || !r.answer.is_retry || try >= f->tries) return st;
        if (!pause_before(&r, pause_s)) return st;
        if (is_stopped(f)) return error_set(err, CORDON_INTERRUPTED, "interrupted");
    }
}

cordon_status os_fetch_ready(struct cordon_error *err)
{
    const struct os_curl *lib;
    return os_curl(&lib, err);
}
