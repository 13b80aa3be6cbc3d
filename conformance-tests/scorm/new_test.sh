#!/bin/bash
# SPDX-License-Identifier: Apache-2.0

# 'ibest-pack new' makes a whole course or nothing, and that course builds in every format, for every LMS, without a finding.
. "$(dirname "$0")/common.sh"
count=0
cd "$work"

expect() { # expect CODE PATTERN ARGUMENTS...: 'new' ends so and says so
    count=$((count + 1))
    local expected=$1 pattern=$2 code=0 said
    shift 2
    said=$("$pack" new "$@" 2>&1) || code=$?
    [ $code -eq "$expected" ] && grep -qE -- "$pattern" <<<"$said" || fail "new $*: $code $said"
}

expect_left() { # expect_left FOLDER NAMES: it holds just these
    [ "$(cd "$1" && find . -mindepth 1 | sort | paste -sd' ')" = "$2" ] || fail "$1 holds $(find "$1")"
}

new_course_builds_without_a_finding() {
    mkdir made
    expect 0 '^made/hand-hygiene$' made/hand-hygiene
    expect_left made './hand-hygiene ./hand-hygiene/course.json ./hand-hygiene/first-module ./hand-hygiene/first-module/check.quiz.json ./hand-hygiene/first-module/welcome.md'
    grep -q '"id": "hand-hygiene"' made/hand-hygiene/course.json && grep -q '"title": "Hand hygiene"' made/hand-hygiene/course.json ||
        fail "course.json: $(cat made/hand-hygiene/course.json)"
    for format in $(formats); do
        for profile in '' "$root"/profiles/lms/*.json; do
            [[ $profile == *.schema.json ]] && continue
            count=$((count + 1))
            code=0
            said=$("$pack" build made/hand-hygiene --format "$format" ${profile:+--lms "$(basename "$profile" .json)"} --module all \
                --output "packages/$format" 2>&1) || code=$?
            [ $code -eq 0 ] || { [ -n "$profile" ] && [ $code -eq 2 ]; } || fail "as $format for $(basename "$profile"): $code $said"
        done
    done
}

folder_that_is_in_use_is_left_alone() {
    mkdir -p used empty
    echo mine >used/file
    expect 3 "^ibest-pack: the folder 'used' is not empty; name one" used
    expect_left used './file'
    expect 0 '^empty$' empty/
    [ -e empty/course.json ] || fail 'an empty folder was not filled'
    expect 3 "not empty" empty
    echo mine >file
    expect 3 "'file' is no folder" file
    [ "$(cat file)" = mine ] || fail 'a file was overwritten'
    expect 3 "cannot make the folder 'none/a'" none/a
    [ ! -e none ] || fail 'the folder above was made'
}

usage_is_told() {
    expect 2 'DIR is missing'
    expect 2 "which 'My course' cannot be; name it" 'My course'
    expect 2 "which '\.' cannot be" .
    expect 2 "which '\.\.' cannot be" ..
    expect 2 "which '' cannot be" /
    expect 2 'new --help' a b
    expect 0 '^Usage: ibest-pack new DIR' --help
    [ ! -e 'My course' ] && [ ! -e a ] || fail 'a mistake of usage made something'
}

full_disk_leaves_nothing() { # a limit for files stands for it
    count=$((count + 1))
    mkdir full
    code=0
    (ulimit -f 0 && trap '' XFSZ && "$pack" new full/a) >said 2>&1 || code=$?
    [ $code -eq 3 ] || fail "a full disk: $code $(cat said)"
    expect_left full ''
}

of_two_at_once_one_makes_the_course() {
    count=$((count + 1))
    mkdir race
    wins=0
    for i in 1 2 3 4; do "$pack" new race/a >/dev/null 2>&1 & racers[i]=$!; done
    for i in 1 2 3 4; do wait "${racers[i]}" && wins=$((wins + 1)) || true; done
    [ $wins -eq 1 ] && [ "$(ls race)" = a ] || fail "$wins made a course at once; left $(ls race)"
}

new_course_builds_without_a_finding
folder_that_is_in_use_is_left_alone
usage_is_told
full_disk_leaves_nothing
of_two_at_once_one_makes_the_course
finish $count
