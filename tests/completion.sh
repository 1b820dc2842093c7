#!/usr/bin/env bash
# The bash completion that `cordon` prints, asked as a shell would ask it.
#   completion.sh CORDON
set -u
number=0
eval "$("$1" help --completion bash)"
compopt() { :; } # only within a real completion

# Words typed so far, the last one unfinished, and what must be offered.
offers() { # WANT WORD...
    local want=$1
    shift
    COMP_WORDS=(cordon "$@")
    COMP_CWORD=$#
    COMPREPLY=()
    _cordon
    number=$((number + 1))
    if [[ "${COMPREPLY[*]}" == "$want" ]]; then
        echo "ok $number - cordon $*"
    else
        echo "not ok $number - cordon $*"
        echo "# got '${COMPREPLY[*]}', want '$want'"
    fi
}

top=$(mktemp -d "${TMPDIR:-/tmp}/cordon-completion.XXXXXX") || exit 1
trap 'rm -rf "$top"' EXIT
: >"$top/records.csv"
cd "$top" || exit 1
echo 1..13
offers 'link lists' li
offers import lists im
offers --edition lists import --e
offers import --lang ko lists im
offers import --lang = ko lists im
offers '--limit --links --law --lang' --json screen --l
offers ko screen --lang = k
offers 'en ko ja id' config --lang ''
offers 'bash zsh' help --completion ''
offers records.csv screen re
offers records.csv screen --policy re
offers '' screen -t ''
offers '--help' config --he
