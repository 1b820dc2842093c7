/* The functions of libcurl that fetching needs, found when they are first needed. */
#ifndef OS_CURL_H
#define OS_CURL_H

#include "base/error.h"

#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

struct os_curl {
    CURLcode (*global_init)(long flags);
    CURL *(*easy_init)(void);
    CURLcode (*easy_setopt)(CURL *c, CURLoption option, ...);
    CURLcode (*easy_perform)(CURL *c);
    CURLcode (*easy_getinfo)(CURL *c, CURLINFO info, ...);
    void (*easy_cleanup)(CURL *c);
    const char *(*easy_strerror)(CURLcode code);
    struct curl_slist *(*slist_append)(struct curl_slist *list, const char *line);
    void (*slist_free_all)(struct curl_slist *list);
    CURLU *(*url)(void);
    void (*url_cleanup)(CURLU *u);
    CURLUcode (*url_set)(CURLU *u, CURLUPart part, const char *text, unsigned flags);
    CURLUcode (*url_get)(const CURLU *u, CURLUPart part, char **ret_text, unsigned flags);
    void (*free)(void *p);
    time_t (*getdate)(const char *text, const time_t *unused);
};

/**
 * The library, loaded by whoever asks first and never let go: other libraries it brings do not
 * take being unloaded well.
 *
 * @return CORDON_OK, or CORDON_UNSUPPORTED: err names the package that lacks
 */
cordon_status os_curl(const struct os_curl **ret_lib, struct cordon_error *err);

#endif
