#!/bin/bash
# SPDX-License-Identifier: Apache-2.0

# Builds every tiny course of conformance-tests/content: the right ones succeed in each format, the wrong ones end with 1,
# the message that they name themselves, and nothing written. Then what the command line and the output folder can do.
. "$(dirname "$0")/common.sh"
count=0

valid_course_builds_in_every_format() {
    for format in $(formats); do
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

output_is_refused() { # output_is_refused FOLDER PATTERN: exit code 3, the message, and nothing left behind
    count=$((count + 1))
    before=$(find "$1" 2>&1 | sort)
    code=0
    message=$("$pack" build "$sources/valid/smallest" --format web --output "$1" 2>&1) || code=$?
    [ $code -eq 3 ] || fail "output '$1': exit code $code, not 3: $message"
    grep -qE "$2" <<<"$message" || fail "output '$1': want '$2', got '$message'"
    after=$(find "$1" 2>&1 | sort)
    [ "$before" = "$after" ] || fail "output '$1': something was left: $after"
}

output_that_cannot_be_told_is_no_success() {
    count=$((count + 1))
    code=0
    "$pack" build "$sources/valid/smallest" --format web --output "$work/told" 2>"$work/log" >/dev/full || code=$?
    [ $code -eq 3 ] || fail "a full standard output: exit code $code, not 3: $(cat "$work/log")"
    code=0
    "$pack" --help 2>"$work/log" >/dev/full || code=$?
    [ $code -eq 3 ] || fail "help to a full standard output: exit code $code, not 3: $(cat "$work/log")"
}

names_may_have_blanks_and_umlauts() {
    count=$((count + 1))
    cp -r "$sources/valid/smallest" "$work/Kürs mit Räumen"
    path=$("$pack" build "$work/Kürs mit Räumen" --format scorm12 --output "$work/aus gäbe/x") || fail "a path with umlauts"
    unzip -tqq "$path" || fail "a path with umlauts: no zip"
}

builds_at_once_leave_one_whole_package() {
    count=$((count + 1))
    builds=()
    for _ in 1 2 3 4; do
        "$pack" build "$sources/valid/each-kind-of-page" --format scorm12 --output "$work/at-once" >/dev/null &
        builds+=($!)
    done
    for build in "${builds[@]}"; do wait "$build" || fail "builds at once: one failed"; done
    [ "$(ls "$work/at-once")" = tiny-scorm12.zip ] || fail "builds at once left $(ls "$work/at-once")"
    unzip -tqq "$work/at-once/tiny-scorm12.zip" || fail "builds at once: the zip is broken"
}

for course in "$sources"/valid/*/; do valid_course_builds_in_every_format "${course%/}"; done
for course in "$sources"/invalid/*/; do invalid_course_is_refused "${course%/}"; done

smallest=$sources/valid/smallest
echo '{"key": "key", "secret": "secret"}' >"$work/credential"
usage_is_refused
usage_is_refused bild
usage_is_refused build --format web
usage_is_refused build "$smallest"
usage_is_refused build "$smallest" --format scorm13
usage_is_refused build "$smallest" --format web --colour blue
usage_is_refused build "$smallest" --format web --lrs https://lrs.example.org/xapi/
usage_is_refused build "$smallest" --format web --lrs http://lrs.example.org/xapi/ --lrs-credential "$work/credential"
usage_is_refused build "$smallest" --format web --lrs http://localhost.example.org/xapi/ --lrs-credential "$work/credential"
usage_is_refused build "$smallest" --format web --lrs http://127.0.0.1@example.org/ --lrs-credential "$work/credential"
printf '{"key": "a:b", "secret": "c"}' >"$work/colon"
usage_is_refused build "$smallest" --format web --lrs https://lrs.example.org/xapi/ --lrs-credential "$work/colon"
usage_is_refused build "" --format web
usage_is_refused build "$smallest" --format scorm12 --content-url https://content.example.org/
usage_is_refused build "$smallest" --format aicc --content-url http://content.example.org/
usage_is_refused build "$smallest" --format aicc --content-url https://content.example.org/?a=b
usage_is_refused build "$smallest" --format web --lrs https://lrs.example.org/xapi/ --lrs-credential "$work/none"
usage_is_refused build "$smallest" --format web --lrs $'https://lrs.example.org/\n' --lrs-credential "$work/credential"

touch "$work/file"
mkdir -p "$work/taken/tiny-web.zip"
output_is_refused "$work/file" 'a file has that name'
output_is_refused "$work/file/out" 'cannot make the folder'
output_is_refused "$work/taken" "tiny-web.zip': a folder has that name"
output_that_cannot_be_told_is_no_success
names_may_have_blanks_and_umlauts
builds_at_once_leave_one_whole_package
finish $count
