#!/bin/sh
# scripts/deps on machines that are not there: a folder of stand-ins is all of its path.
#   deps.sh SCRIPT
set -u
script=$1
sh=$(command -v sh)
cat=$(command -v cat)
top=$(mktemp -d "${TMPDIR:-/tmp}/cordon-deps.XXXXXX") || exit 1
trap 'rm -rf "$top"' EXIT
. "$(dirname "$0")/check.sh"

stand_in() { # NAME LINE: a program that does LINE
    printf '#!%s\n%s\n' "$sh" "$2" >"$top/bin/$1"
    chmod +x "$top/bin/$1"
}

# A machine where USER runs, with the stand-ins named; apt-get and sudo write down their words.
machine() { # USER PROGRAM...
    rm -rf "$top/bin"
    mkdir "$top/bin"
    : >"$top/log"
    ln -s "$cat" "$top/bin/cat"
    stand_in id "echo $1"
    shift
    for program; do
        case $program in
        apt-get) stand_in apt-get "echo \"apt-get \$*\" >>$top/log" ;;
        sudo) stand_in sudo "echo \"sudo \$*\" >>$top/log" ;;
        dpkg-query) stand_in dpkg-query 'exit 1' ;;
        *) stand_in "$program" 'exit 0' ;;
        esac
    done
}

deps() { # PURPOSE
    PATH=$top/bin "$sh" "$script" "$1" >"$top/out" 2>&1
    status=$?
}

echo 1..6
all='gcc objcopy make meson ninja pkg-config python3'

machine 0 apt-get dpkg-query $all
deps build
[ $status = 0 ] && [ ! -s "$top/out" ] && [ ! -s "$top/log" ]
check "is silent when nothing is missing"

machine 0 apt-get dpkg-query gcc objcopy make pkg-config python3
deps build
[ $status = 0 ] && [ "$(cat "$top/log")" = "apt-get update -qq
apt-get install -y -qq --no-install-recommends meson ninja-build" ]
check "installs only what is missing"

machine 1000 apt-get dpkg-query sudo gcc objcopy make ninja pkg-config python3
deps build
[ $status = 0 ] && [ "$(tail -n 1 "$top/log")" = "sudo env DEBIAN_FRONTEND=noninteractive apt-get \
install -y -qq --no-install-recommends meson" ]
check "goes through sudo when not root"

machine 1000 apt-get dpkg-query gcc objcopy make ninja pkg-config python3
deps build
[ $status = 1 ] && [ ! -s "$top/log" ] && grep -q 'as root run: apt-get install .* meson' "$top/out"
check "says what root has to run where there is no sudo"

machine 0 gcc
deps build
[ $status = 1 ] && grep -q '^  libexpat1-dev  *XML lists' "$top/out" && grep -q 'no Debian' "$top/out"
check "prints the list and fails where there is no apt-get"

machine 0 apt-get dpkg-query $all
stand_in apt-get "echo \"apt-get \$*\" >>$top/log; exit 100"
rm "$top/bin/meson"
deps build
[ $status = 1 ] && grep -q 'could not install: meson' "$top/out"
check "fails when apt-get does"
