/* How `cordon` ends: one number that a script can act on. */
#ifndef CLI_EXIT_H
#define CLI_EXIT_H

#include <cordon/types.h>

enum exit_code {
    EXIT_CLEAR = 0,       /* all clear, or done */
    EXIT_REVIEW = 1,      /* something to review */
    EXIT_USAGE = 2,       /* wrong usage, or what was asked for is not there */
    EXIT_SYNTAX = 3,      /* some input did not parse */
    EXIT_UNDECIDED = 4,   /* a required check is missing, stale or failed; a list was refused */
    EXIT_IO = 5,          /* storage or I/O */
    EXIT_LIMIT = 6,       /* a limit was reached, memory included */
    EXIT_BUG = 70,        /* a bug in Cordon */
    EXIT_INTERRUPTED = 130,
};

/** The exit code a failed (or fine) call stands for; an unknown status is a bug. */
int exit_of_status(cordon_status st);

/**
 * The code a batch ends with after parts that ended with a and b.
 *
 * Order: 70, 5, 6, 4, 3, 1, 0: the code that most hides an answer wins over the one that gives
 * one. 130 and 2 end a batch at once and stand between 70 and 5. Any other number counts as 70.
 */
int exit_worst(int a, int b);

/** One line for help and manual: what the code means; NULL for a number that is none. */
const char *exit_meaning(int code);

#endif
