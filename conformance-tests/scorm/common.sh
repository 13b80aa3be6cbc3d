# SPDX-License-Identifier: Apache-2.0

# What the tests of packages share: the program, the course sources, a folder that goes away, and how failures are told.
set -eu
pack=$1
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
sources=$root/conformance-tests/content
work=$(mktemp -d)
export XDG_CACHE_HOME=$work/.caches # nobody else's
trap 'rm -rf "$work"' EXIT
failures=0
count=0 # of what was run

formats() { # every format that the program has, as its own help lists them
    "$pack" build --help | sed -n 's/^Usage.*--format \([a-z0-9|]*\).*/\1/p' | tr '|' ' '
}

fail() {
    printf 'FAILED: %s\n' "$*" >&2
    failures=$((failures + 1))
}

try() { # try ARGUMENTS...: sets code; what is printed is in $work/said, what is complained of in $work/log
    count=$((count + 1))
    code=0
    "$pack" "$@" >"$work/said" 2>"$work/log" || code=$?
}

expect() { # expect CODE PATTERN WHAT: of the last try; the pattern is in what it printed or complained of, an empty one fits all
    [ $code -eq "$1" ] || fail "$3: exit code $code, not $1: $(cat "$work/log")"
    [ -z "$2" ] || cat "$work/said" "$work/log" | grep -qE -- "$2" || fail "$3: no '$2' in $(cat "$work/said" "$work/log")"
}

run() { # run EXPECTED-CODE ARGUMENTS...: a try that has to end so
    expected=$1
    shift
    try "$@"
    [ $code -eq "$expected" ] || fail "$*: exit code $code, not $expected: $(cat "$work/said" "$work/log")"
}

finish() {
    printf '%s checks, %s failed\n' "$1" "$failures"
    [ "$failures" -eq 0 ] && [ "$1" -gt 0 ]
}
