#!/bin/sh
# The shared library shows nothing but cordon_ names.
#   exports.sh libcordon.so
echo 1..1
all=$(nm -D --defined-only "$1" | awk '$2 ~ /[A-Z]/ { print $3 }')
bad=$(echo "$all" | grep -v '^cordon_' | grep -v '^__\(asan\|ubsan\|tsan\|odr_asan\|sancov\)' | tr '\n' ' ')
if [ -z "$all" ]; then
    echo "not ok 1 - exports cordon_ names only"
    echo "# $1 exports nothing"
elif [ -n "$bad" ]; then
    echo "not ok 1 - exports cordon_ names only"
    echo "# also exported: $bad"
else
    echo "ok 1 - exports cordon_ names only"
fi
