/*
 * Run a fuzz target over its saved inputs, without a fuzzer and with any compiler.
 *
 *   replay_NAME NAME FOLDER     reports as TAP, once every input was survived
 */
#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { INPUT_MAX = 16 << 20, CUTS = 16, PATH_LEN = 4096 };

/* Hand over the input in memory of its own, so that a sanitizer sees a read behind its end. */
static void run(const uint8_t *data, size_t size)
{
    uint8_t *copy = malloc(size ? size : 1);
    if (!copy) {
        perror("replay");
        exit(1);
    }
    if (size) memcpy(copy, data, size);
    LLVMFuzzerTestOneInput(copy, size);
    free(copy);
}

/* The input whole, and cut short at places spread over it: where parsers trip. */
static void run_all(const uint8_t *data, size_t size)
{
    run(data, size);
    for (size_t i = 1; i < CUTS; i++) run(data, size / CUTS * i + i % (size / CUTS + 1));
}

static int run_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    uint8_t *data = malloc(INPUT_MAX);
    if (!f || !data) {
        printf("# %s: %s\n", path, strerror(errno));
        if (f) fclose(f);
        free(data);
        return 1;
    }
    size_t size = fread(data, 1, INPUT_MAX, f);
    int failed = ferror(f);
    fclose(f);
    if (!failed) run_all(data, size);
    free(data);
    return failed;
}

static int run_folder(const char *folder, unsigned *ret_count)
{
    DIR *dir = opendir(folder);
    int failed = 0;
    if (!dir) return 0; /* no input was ever saved */
    for (struct dirent *e = readdir(dir); e; e = readdir(dir)) {
        char path[PATH_LEN];
        struct stat st;
        int len = snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
        if (len < 0 || (size_t)len >= sizeof path || stat(path, &st) != 0) failed = 1;
        else if (S_ISREG(st.st_mode)) {
            failed |= run_file(path);
            ++*ret_count;
        }
    }
    closedir(dir);
    return failed;
}

int main(int argc, char **argv)
{
    unsigned count = 0;
    if (argc != 3) return 2;
    printf("1..1\n");
    fflush(stdout);
    run(NULL, 0);
    int failed = run_folder(argv[2], &count);
    printf("%s 1 - survives the %u saved inputs of %s\n", failed ? "not ok" : "ok", count,
           argv[1]);
    return failed;
}
