#!/bin/sh
# Golden runs: every folder of DIR holds
#   cmd       shell lines to run; `cordon` is the command under test
#   stdout    what it must print, to the byte (absent: nothing)
#   stderr    the same for stderr
#   exit      its exit status (absent: 0)
#   mask      a sed script for what differs from run to run, such as times (absent: nothing does)
# and any other files, which lie in the folder it runs in. Each run has a temporary folder of its
# own with CORDON_DATA and HOME inside; its path is written $TMP in stdout and stderr.
#
#   golden.sh CORDON DIR [NAME...]            run all, or some; report as TAP
#   golden.sh --update CORDON DIR [NAME...]   write what came out as what must come out
set -u
update=
if [ "$1" = --update ]; then
    update=yes
    shift
fi
cordon=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
dir=$(cd "$2" && pwd)
shift 2
[ $# -gt 0 ] || set -- $(cd "$dir" && ls)

top=$(mktemp -d "${TMPDIR:-/tmp}/cordon-golden.XXXXXX") || exit 1
trap 'rm -rf "$top"' EXIT
trap 'exit 130' INT TERM
mkdir "$top/bin"
ln -s "$cordon" "$top/bin/cordon"

# Only what is set here: a run must not depend on who runs it.
run() { # FOLDER
    (cd "$1" && env -i PATH="$top/bin:$PATH" HOME="$1" CORDON_DATA="$1/data" TZ=UTC LC_ALL=C \
        CORDON_SOURCE="${CORDON_SOURCE:-}" CORDON_SHARED="${CORDON_SHARED:-}" \
        ASAN_OPTIONS="${ASAN_OPTIONS:-}" UBSAN_OPTIONS="${UBSAN_OPTIONS:-}" \
        TSAN_OPTIONS="${TSAN_OPTIONS:-}" \
        sh ./cmd >"$top/stdout.raw" 2>"$top/stderr.raw" </dev/null)
    echo $? >"$top/exit"
    for stream in stdout stderr; do
        sed "s|$1|\$TMP|g" "$top/$stream.raw" >"$top/$stream"
        [ ! -f "$1/mask" ] || sed -i -E -f "$1/mask" "$top/$stream"
    done
}

keep() { # NAME: write what came out
    for stream in stdout stderr; do
        if [ -s "$top/$stream" ]; then cp "$top/$stream" "$dir/$1/$stream"
        else rm -f "$dir/$1/$stream"; fi
    done
    if [ "$(cat "$top/exit")" != 0 ]; then cp "$top/exit" "$dir/$1/exit"
    else rm -f "$dir/$1/exit"; fi
}

differs() { # NAME: say how what came out differs; true when it does
    found=1
    [ -f "$dir/$1/exit" ] || echo 0 >"$top/zero"
    for part in stdout stderr exit; do
        want=$dir/$1/$part
        [ -f "$want" ] || want=/dev/null
        [ "$part" != exit ] || [ -f "$dir/$1/exit" ] || want=$top/zero
        diff -u "$want" "$top/$part" >"$top/diff" && continue
        found=0
        sed -e 's/^/# /' -e "1s|.*|# --- $1/$part|" "$top/diff"
    done
    return $found
}

failed=0
number=0
echo "1..$#"
for name; do
    number=$((number + 1))
    here=$top/run/$name
    mkdir -p "$here"
    cp -R "$dir/$name/." "$here/"
    rm -f "$here/stdout" "$here/stderr" "$here/exit"
    run "$here"
    [ -z "$update" ] || keep "$name"
    if [ -s "$dir/$name/cmd" ] && why=$(differs "$name"; test $? -ne 0); then
        echo "ok $number - $name"
    else
        echo "not ok $number - $name"
        echo "$why"
        failed=1
    fi
    rm -rf "$here"
done
exit $failed
