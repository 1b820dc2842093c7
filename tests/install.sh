#!/bin/sh
# What `make install` puts in place serves other people's programs: docs/examples/screen_one.c is
# compiled against it with pkg-config, linked with the shared and with the static library, and run.
#   install.sh BUILD SOURCE CC...
set -u
build=$1
source=$2
shift 2
cc=$*
top=$(mktemp -d "${TMPDIR:-/tmp}/cordon-install.XXXXXX") || exit 1
trap 'rm -rf "$top"' EXIT
. "$(dirname "$0")/check.sh"

echo 1..6
: >"$top/log"
meson install -C "$build" --no-rebuild --destdir "$top/root" >"$top/log" 2>&1
check "installs"

pc=$(find "$top/root" -name cordon.pc)
prefix=$(sed -n 's/^prefix=//p' "$pc")
lib=$(dirname "$(dirname "$pc")")
flags() { # PKG-CONFIG WORD...: the flags, pointing below the staged root
    PKG_CONFIG_PATH=$(dirname "$pc") pkg-config --define-variable=prefix="$top/root$prefix" "$@" cordon
}
warnings='-std=c17 -Wall -Wextra -Wpedantic -Werror'

# shellcheck disable=SC2046,SC2086 # flags are words of their own
$cc $warnings "$source/docs/examples/screen_one.c" $(flags --cflags --libs) -o "$top/shared" \
    >"$top/log" 2>&1
check "an example compiles with pkg-config's flags"

run() { # PROGRAM RECORD: answer in $top/out, status in $status
    LD_LIBRARY_PATH=$lib "$1" "$top/data" "$2" >"$top/out" 2>"$top/log"
    status=$?
    cat "$top/out" >>"$top/log"
}

run "$top/shared" '{"name":"Testina Beispiel"}'
[ $status = 1 ] && grep -q '"verdict":"undecided"' "$top/out"
check "without imported lists it is undecided, and does not end with 0"

run "$top/shared" '{"wallet":"0x098B716B8Aaf21512996dC57EB0615e2383E2f96"}'
[ $status = 1 ] && grep -q '"verdict":"stop"' "$top/out"
check "a listed wallet is a stop"

static=$(find "$top/root" -name libcordon.a)
# shellcheck disable=SC2046,SC2086
[ -n "$static" ] && $cc $warnings "$source/docs/examples/screen_one.c" $(flags --cflags) "$static" \
    $(flags --static --libs | sed 's/-lcordon//') -o "$top/static" >"$top/log" 2>&1 &&
    run "$top/static" '{"wallet":"0x098B716B8Aaf21512996dC57EB0615e2383E2f96"}' &&
    [ $status = 1 ] && grep -q '"verdict":"stop"' "$top/out"
check "links with the static library"

manual=$(find "$top/root" -name cordon.1)
completion=$(find "$top/root" -name cordon.bash)
: >"$top/log"
[ -s "$manual" ] && [ -s "$completion" ] && grep -q '^\.SH EXAMPLES' "$manual" &&
    bash -n "$completion" 2>"$top/log"
check "the manual and the completion are there"
