#!/bin/sh
# One object in an archive, whose names are those of the API alone: inner names such as buf_add
# cannot clash with those of the program that links it.
#   seal_archive.sh IN.a OUT.a FOLDER
set -e
mkdir -p "$3"
${LD:-ld} -r --whole-archive "$1" -o "$3/cordon.o"
${OBJCOPY:-objcopy} --localize-hidden "$3/cordon.o"
rm -f "$2"
${AR:-ar} rcsD "$2" "$3/cordon.o"
rm -f "$3/cordon.o"
