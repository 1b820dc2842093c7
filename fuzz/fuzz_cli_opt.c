/*
 * Any words as a command line of `screen`, one a line of the input; and any text as a time, which
 * must lie in the years that there are.
 */
#include "base/num.h"
#include "cli/command.h"
#include "cli/when.h"

#include <stdlib.h>

enum { WORDS_MAX = 32 };

static void try_words(char *text)
{
    char *argv[WORDS_MAX];
    size_t argc = 0, words = 0;
    uint64_t fields[32] = { 0 }; /* room for any argument struct */
    struct cli_globals globals = { .data = NULL };
    struct opt_table tables[] = { { cmd_screen.options, fields },
                                  { cli_global_options, &globals } };
    struct cordon_error err = ERROR_INIT;
    if (cmd_screen.args_size > sizeof fields) abort();
    while (text && argc < WORDS_MAX) {
        argv[argc++] = text;
        text = strchr(text, '\n');
        if (text) *text++ = '\0';
    }
    cordon_status st = opt_parse(argv, argc, tables, COUNT_OF(tables), 0, &words, &err);
    if (!st && words > argc) abort();
    if (!st) st = opt_arguments(argv, words, cmd_screen.arguments, fields, 0, &err);
    if (st && (st != CORDON_ARGUMENT || !err.message[0])) abort();
}

static void try_time(str text)
{
    int64_t time_s;
    if (!when_parse(text, 0, &time_s)) return;
    /* the years 0001 to 9999, and a day for the zone */
    if (time_s < -62135596800 - 86400 || time_s > 253402300799 + 86400) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    if (!text) return 0;
    if (size) memcpy(text, data, size);
    text[size] = '\0';
    try_time(str_of(text, size));
    try_words(text);
    free(text);
    return 0;
}
