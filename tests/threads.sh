#!/bin/sh
# A batch gives the same bytes and the same end with any number of threads, and the thread
# sanitizer, where it is built in, sees no race.
#   threads.sh CORDON SOURCE
set -u
cordon=$1
source=$2
top=$(mktemp -d "${TMPDIR:-/tmp}/cordon-threads.XXXXXX") || exit 1
trap 'rm -rf "$top"' EXIT

# Enough records that every thread has blocks to work on. One in twelve cannot be read: status 3.
rounds=300
i=0
while [ $i -lt $rounds ]; do
    cat "$source/data/examples/examples.jsonl"
    i=$((i + 1))
done >"$top/records.jsonl"

screen() { # THREADS
    CORDON_DATA=$top/data "$cordon" screen --json --policy demo --as-of 2026-07-01 \
        --threads "$1" "$top/records.jsonl" >"$top/out.$1" 2>"$top/err.$1"
    echo $? >"$top/exit.$1"
}

# A run that ended as it must, with one answer a record.
is_whole() { # THREADS
    [ "$(cat "$top/exit.$1")" = 3 ] &&
        [ "$(grep -c '^{"id":.*}$' "$top/out.$1")" = $((rounds * 12)) ] &&
        [ "$(grep -c '^{"id":"[^"]*","verdict":"stop",' "$top/out.$1")" = $rounds ] &&
        ! grep -q 'Sanitizer' "$top/err.$1"
}

screen 1
echo 1..4
number=1
if is_whole 1; then
    echo "ok 1 - one thread answers every record"
else
    echo "not ok 1 - one thread answers every record"
    sed 's/^/# /' "$top/exit.1" "$top/err.1" | head -20
fi
for threads in 2 4 7; do
    number=$((number + 1))
    screen $threads
    if is_whole $threads && cmp -s "$top/out.1" "$top/out.$threads" &&
        cmp -s "$top/err.1" "$top/err.$threads"; then
        echo "ok $number - $threads threads answer as one does"
    else
        echo "not ok $number - $threads threads answer as one does"
        sed 's/^/# /' "$top/exit.$threads" "$top/err.$threads" | head -20
    fi
done
