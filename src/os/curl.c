/* Finding libcurl when something is to be fetched, and doing without it until then. */
#include "os/curl.h"

#include "base/num.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>

/* Debian's three flavours; the first is the one that the build is tested with. */
static const char *const names[] = { "libcurl-gnutls.so.4", "libcurl.so.4", "libcurl-nss.so.4" };

static const struct {
    const char *name;
    size_t      at;
} symbols[] = {
#define SYMBOL(field, name) { name, offsetof(struct os_curl, field) }
    SYMBOL(global_init, "curl_global_init"),   SYMBOL(easy_init, "curl_easy_init"),
    SYMBOL(easy_setopt, "curl_easy_setopt"),   SYMBOL(easy_perform, "curl_easy_perform"),
    SYMBOL(easy_getinfo, "curl_easy_getinfo"), SYMBOL(easy_cleanup, "curl_easy_cleanup"),
    SYMBOL(easy_strerror, "curl_easy_strerror"), SYMBOL(slist_append, "curl_slist_append"),
    SYMBOL(slist_free_all, "curl_slist_free_all"), SYMBOL(url, "curl_url"),
    SYMBOL(url_cleanup, "curl_url_cleanup"),   SYMBOL(url_set, "curl_url_set"),
    SYMBOL(url_get, "curl_url_get"),           SYMBOL(free, "curl_free"),
    SYMBOL(getdate, "curl_getdate"),
#undef SYMBOL
};

/* Written once, by load(), before anybody reads it. */
static struct os_curl  table;
static bool            is_loaded;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static bool find_symbols(void *library)
{
    for (size_t i = 0; i < COUNT_OF(symbols); i++) {
        void *p = dlsym(library, symbols[i].name);
        if (!p) return false;
        memcpy((char *)&table + symbols[i].at, &p, sizeof p); /* C has no cast for this */
    }
    return true;
}

static void load(void)
{
    for (size_t i = 0; i < COUNT_OF(names) && !is_loaded; i++) {
        void *library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
        is_loaded = library && find_symbols(library) && !table.global_init(CURL_GLOBAL_DEFAULT);
    }
}

cordon_status os_curl(const struct os_curl **ret_lib, struct cordon_error *err)
{
    pthread_once(&once, load);
    if (!is_loaded)
        return error_set(err, CORDON_UNSUPPORTED, "libcurl is not installed, so nothing can be "
                         "fetched; install the package libcurl3-gnutls, or give files with --from");
    *ret_lib = &table;
    return CORDON_OK;
}
