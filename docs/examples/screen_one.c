/*
 * Screen one record from a program of your own.
 *
 *     cc screen_one.c $(pkg-config --cflags --libs cordon) -o screen_one
 *     ./screen_one DATA_FOLDER '{"name":"Ann Example","birth_date":"1984-03-12"}'
 *
 * Prints the answer (docs/answers.md). Ends with 0 only when the verdict is clear, so that a
 * script which forgets to look at the output still does not pay a listed party.
 */
#include <cordon/screen.h>

#include <stdio.h>
#include <string.h>
#include <time.h>

static int fail(const char *what, const struct cordon_error *err)
{
    fprintf(stderr, "%s: %s%s%s (%s)\n", what, err->file, err->file[0] ? ": " : "", err->message,
            cordon_status_name(err->status));
    return 70;
}

int main(int argc, char **argv)
{
    struct cordon_error err = { .status = CORDON_OK };
    struct cordon_set *set = NULL;             /* the lists; share it between threads */
    struct cordon_policy *policy = NULL;       /* the thresholds */
    struct cordon_screener *screener = NULL;   /* one a thread */
    struct cordon_answer answer;
    int code;

    if (argc != 3) {
        fprintf(stderr, "usage: screen_one DATA_FOLDER RECORD\n");
        return 2;
    }
    if (cordon_set_open(argv[1], &set, &err)) {
        code = fail("opening the lists", &err);
        goto done;
    }
    if (cordon_policy_load("default", &policy, &err)) {
        code = fail("loading the policy", &err);
        goto done;
    }

    struct cordon_screen_options options = {
        .policy = policy,
        .min_bp = -1,                    /* what the policy says */
        .as_of_s = (int64_t)time(NULL),  /* ages of lists are counted to this time */
    };
    if (cordon_screener_new(set, &options, &screener, &err)) {
        code = fail("making a screener", &err);
        goto done;
    }

    cordon_str record = { argv[2], strlen(argv[2]) };
    if (cordon_screen_json(screener, record, 1, &answer, &err)) {
        code = fail("screening", &err);
        goto done;
    }
    printf("%.*s\n", (int)answer.json.len, answer.json.data);
    code = answer.verdict == CORDON_CLEAR ? 0 : 1;
done:
    cordon_screener_free(screener); /* NULL is fine for all three */
    cordon_policy_free(policy);
    cordon_set_close(set);
    return code;
}
