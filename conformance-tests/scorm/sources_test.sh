#!/bin/bash
# SPDX-License-Identifier: Apache-2.0

# Builds every tiny course of conformance-tests/content: the right ones succeed in each format, the wrong ones end with 1,
# the message that they name themselves, and nothing written.
. "$(dirname "$0")/common.sh"
count=0

valid_course_builds_in_every_format() {
    for format in scorm12 cmi5 xapi web; do
        count=$((count + 1))
        "$pack" build "$1" --format $format --output "$work/valid/$format" >"$work/log" 2>&1 ||
            fail "$1 as $format: $(cat "$work/log")"
    done
}

invalid_course_is_refused() {
    count=$((count + 1))
    code=0
    message=$("$pack" build "$1" --format scorm12 --output "$work/invalid" 2>&1) || code=$?
    [ $code -eq 1 ] || fail "$1: exit code $code, not 1: $message"
    grep -qE -f "$1/expected" <<<"$message" || fail "$1: want '$(cat "$1/expected")', got '$message'"
    [ "$(wc -l <<<"$message")" -eq 1 ] || fail "$1: more than one message: $message"
    [ ! -e "$work/invalid" ] || fail "$1: something was written"
}

usage_is_refused() {
    count=$((count + 1))
    code=0
    "$pack" "$@" >"$work/log" 2>&1 || code=$?
    [ $code -eq 2 ] || fail "'$*': exit code $code, not 2: $(cat "$work/log")"
}

folder_that_cannot_be_made_is_no_finding() {
    count=$((count + 1))
    touch "$work/file"
    code=0
    "$pack" build "$sources/valid/smallest" --format web --output "$work/file/out" >"$work/log" 2>&1 || code=$?
    [ $code -eq 3 ] || fail "output below a file: exit code $code, not 3: $(cat "$work/log")"
}

for course in "$sources"/valid/*/; do valid_course_builds_in_every_format "${course%/}"; done
for course in "$sources"/invalid/*/; do invalid_course_is_refused "${course%/}"; done

smallest=$sources/valid/smallest
usage_is_refused
usage_is_refused bild
usage_is_refused build --format web
usage_is_refused build "$smallest"
usage_is_refused build "$smallest" --format scorm13
usage_is_refused build "$smallest" --format web --colour blue
usage_is_refused build "$smallest" --format web --lrs https://lrs.example.org/xapi/
usage_is_refused build "$smallest" --format web --lrs http://lrs.example.org/xapi/ --lrs-credential "$work/none"
usage_is_refused build "$smallest" --format web --lrs http://localhost.example.org/xapi/ --lrs-credential "$work/none"
usage_is_refused build "$smallest" --format web --lrs http://127.0.0.1@example.org/ --lrs-credential "$work/none"
folder_that_cannot_be_made_is_no_finding
finish $count
