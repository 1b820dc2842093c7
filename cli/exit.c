/* Exit codes and their order. */
#include "cli/exit.h"

#include "base/num.h"

/* Worst first. */
static const struct {
    int         code;
    const char *meaning;
} codes[] = {
    { EXIT_BUG, "a bug in Cordon" },
    { EXIT_INTERRUPTED, "interrupted" },
    { EXIT_USAGE, "wrong usage, or what was asked for is not there" },
    { EXIT_IO, "storage or input/output failed" },
    { EXIT_LIMIT, "a limit was reached" },
    { EXIT_UNDECIDED, "undecided: a required check is missing, stale or failed, or a list was refused" },
    { EXIT_SYNTAX, "some input did not parse" },
    { EXIT_REVIEW, "something to review" },
    { EXIT_CLEAR, "all clear" },
};

int exit_of_status(cordon_status st)
{
    switch (st) {
    case CORDON_OK:
        return EXIT_CLEAR;
    case CORDON_ARGUMENT:
    case CORDON_UNSUPPORTED:
        return EXIT_USAGE;
    case CORDON_SYNTAX:
        return EXIT_SYNTAX;
    case CORDON_REFUSED: /* a list was not taken: what needed it stays undecided */
        return EXIT_UNDECIDED;
    case CORDON_IO:
    case CORDON_NOTFOUND:
    case CORDON_CORRUPT:
    case CORDON_BUSY:
        return EXIT_IO;
    case CORDON_LIMIT:
    case CORDON_NOMEM:
        return EXIT_LIMIT;
    case CORDON_INTERRUPTED:
        return EXIT_INTERRUPTED;
    case CORDON_BUG:
        return EXIT_BUG;
    }
    return EXIT_BUG;
}

static size_t rank(int code)
{
    for (size_t i = 0; i < COUNT_OF(codes); i++)
        if (codes[i].code == code) return i;
    return 0;
}

int exit_worst(int a, int b)
{
    size_t i = rank(a), j = rank(b);
    return codes[i < j ? i : j].code;
}

const char *exit_meaning(int code)
{
    for (size_t i = 0; i < COUNT_OF(codes); i++)
        if (codes[i].code == code) return codes[i].meaning;
    return NULL;
}
