/*
 * engine/payments: any bytes as a file of payments. What is read is counted: nothing that was added once is added again, and
 * of lines of JSON each that is not empty is added, there, or refused.
 */
#include "engine/watch.h"

#include "os/os.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char in_memory[] = "/dev/shm/cordon-fuzz-payments-XXXXXX", on_disk[] = "/tmp/cordon-fuzz-payments-XXXXXX";
static const char *folder;
static char path[128], key[128], file[128];
static struct cordon_policy *policy;
static struct cordon_subjects *s;

static void clean(void)
{
    cordon_subjects_close(s);
    (void)os_folder_remove_tree(folder, NULL);
}

/* A new store now and then: it would grow without end. */
static void open_store(void)
{
    static unsigned inputs;
    struct cordon_subjects_place place = { .path = path, .key = key };
    if (!policy) {
        folder = mkdtemp(in_memory);
        if (!folder) folder = mkdtemp(on_disk);
        if (!folder || atexit(clean) || cordon_policy_load("default", &policy, NULL)) abort();
        snprintf(path, sizeof path, "%s/s.db", folder);
        snprintf(key, sizeof key, "%s/key", folder);
        snprintf(file, sizeof file, "%s/file", folder);
    }
    if (s && ++inputs % 500) return;
    cordon_subjects_close(s);
    s = NULL;
    if (os_file_remove(path, NULL) || cordon_subjects_make(&place, NULL) || cordon_subjects_open(&place, true, &s, NULL)) abort();
}

static cordon_status add(struct cordon_payments_added *ret)
{
    struct cordon_subjects_add how = { .policy = policy, .path = file, .as_of_s = 1772323200, .threads = 1 };
    return cordon_payments_add(s, &how, ret, NULL);
}

static uint64_t lines_of(str text)
{
    uint64_t count = 0;
    for (str line; str_next(&text, '\n', &line);) count += str_trim(line).len > 0;
    return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct cordon_payments_added first, again;
    str text = str_of((const char *)data, size);
    open_store();
    FILE *f = fopen(file, "wb");
    if (!f || fwrite(data, 1, size, f) != size || fclose(f)) abort();
    cordon_status st = add(&first);
    if (st == CORDON_NOMEM || st == CORDON_CORRUPT || st == CORDON_IO) abort();
    if (add(&again) != st || again.added || again.refused != first.refused || again.same != first.same + first.added) abort();
    if (!st && str_starts(str_trim(text), STR("{")) && first.added + first.same + first.refused != lines_of(text)) abort();
    return 0;
}
