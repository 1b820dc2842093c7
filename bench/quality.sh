#!/bin/sh
# The figures of names: quality.sh BENCH_QUALITY SOURCE [--update]
#
# The part on committed data (bench/sets/) is always measured, the rest where ../shared/data is. With --update
# bench/quality.tsv is written anew, rows of what is absent kept as they were; git shows the change. Without,
# the part on committed data must be as in bench/quality.tsv.
set -eu
bench=$1 source=$2 update=${3:-}
golden=$source/bench/quality.tsv
shared=${CORDON_SHARED:-$source/../shared}
work=$(mktemp -d /tmp/cordon-quality-XXXXXX)
trap 'rm -rf "$work"' EXIT INT TERM

"$bench" --open "$source/bench/sets" > "$work/open.tsv"
if [ "$update" != --update ]; then
    grep '^open/' "$golden" > "$work/golden.tsv" || :
    if diff -u "$work/golden.tsv" "$work/open.tsv"; then
        printf '1..1\nok 1 - names are told apart as bench/quality.tsv says\n'
        exit 0
    fi
    printf '1..1\nnot ok 1 - names are told apart as bench/quality.tsv says\n# make bench writes it anew\n'
    exit 1
fi
if [ -d "$shared/data" ]; then
    python3 "$source/tools/make_name_sets.py" "$shared/data" "$work/sets"
    "$bench" "$work/sets" "$shared" "$work/data" > "$work/rest.tsv"
else
    echo "quality: $shared/data is absent; its rows stay as they were" >&2
    grep -v -e '^open/' -e '^#' -e '^set' "$golden" > "$work/rest.tsv" || :
fi
{
    echo '# How well names are told apart: made by bench/quality.sh (make bench); docs/internals/names.md says what it means.'
    printf 'set\tkind\tmeasure\tfigure\n'
    cat "$work/open.tsv" "$work/rest.tsv"
} > "$work/quality.tsv"
cp "$work/quality.tsv" "$golden"
cat "$golden"
