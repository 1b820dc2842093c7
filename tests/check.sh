# For shell tests that report as TAP: sourced, not run. Uses $top, a folder of the test's own.
number=0

check() { # NAME: is what stands before it true; what was written to $top/out and $top/log explains
    was=$?
    number=$((number + 1))
    if [ $was = 0 ]; then
        echo "ok $number - $1"
    else
        echo "not ok $number - $1"
        cat "$top/out" "$top/log" 2>/dev/null | sed 's/^/# /'
    fi
}
