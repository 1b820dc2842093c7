/* The four people of the small tests of what is watched, and a list that changes between two days. */
#ifndef TESTS_WATCHED_CAST_H
#define TESTS_WATCHED_CAST_H

#include "tests/watched.h"

enum { DAY_1 = 1772323200 /* 2026-03-01 */ };

static const char *const before = "id,name,type,birth_date\n1,Zyx Qwertov,person,1970-01-01\n2,Plok Trading,organization,\n";
static const char *const after = "id,name,type,birth_date\n1,Zyx Qwertov,person,1975-05-05\n3,Madeup Personov,person,1971-02-03\n";
static const char *const people = "id,name,birth_date\nA,Madeup Personov,1971-02-03\nB,Zyx Qwertov,1970-01-01\nC,Anna Nobody,1980-01-01\n"
                                  "D,Plok Trading,\n";

static struct cordon_subjects *open_new(void)
{
    watched_empty();
    watched_list(before, "2026-02-20");
    return watched_open(0, true);
}

static struct cordon_subjects_added add(struct cordon_subjects *s, const char *text)
{
    return watched_add(s, str_c(text), DAY_1);
}

#endif
