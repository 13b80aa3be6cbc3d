#!/bin/bash
# SPDX-License-Identifier: Apache-2.0

# ids.lock: a first build writes it, a build that would lose learners' records is refused with nothing written, and what is
# said names both identifiers and the option.
. "$(dirname "$0")/common.sh"
count=0
course=$work/course
out=$work/out
lock=$course/ids.lock

begin() { # a course of two modules that was never built
    rm -rf "$course" "$out"
    cp -r "$sources/valid/smallest" "$course"
    rm -f "$lock"
    sed -i 's|"modules": \[|&{"id": "added", "title": "A", "description": "A.", "minutes": 5, "pages": ["first/welcome.md"]},|' "$course/course.json"
}

expect() { # expect WHAT CODE PATTERN OPTIONS...: a build ends so and says so
    count=$((count + 1))
    local what=$1 expected=$2 pattern=$3 code=0 said
    shift 3
    said=$("$pack" build "$course" --format web --output "$out" "$@" 2>&1) || code=$?
    [ $code -eq "$expected" ] && grep -qE -- "$pattern" <<<"$said" || fail "$what: $code $said"
}

expect_nothing_written() { [ ! -e "$out" ] && cmp "$lock" "$work/lock" || fail "$1: something was written"; }

change() { sed -i "$1" "$course/course.json"; }

first_build_locks_and_says_so() {
    begin
    expect 'a first build' 0 "^ibest-pack: locked the ids .*'$lock'; keep that file"
    grep -q '^course tiny$' "$lock" && grep -q '^iri https://' "$lock" && grep -q '^module added$' "$lock" || fail "the lock: $(cat "$lock")"
    cp "$lock" "$work/lock"
    expect 'a second build' 0 "^$out/tiny-web.zip\$"
    cmp "$lock" "$work/lock" || fail 'a second build changed the lock'
    change 's/"title": "/&New /; s/"version": "/&9./'
    expect 'new titles' 0 "^$out/tiny-web.zip\$" --frozen
}

changes_that_lose_records_are_refused() {
    local module='the id of module .added. has become .renamed.; LMSs would delete .*--allow-id-change'
    for case in "s/\"id\": \"added\"/\"id\": \"renamed\"/|$module" \
        's/{"id": "added"[^}]*},//|module .added. is no longer in the course; .*--allow-id-change' \
        '0,/"id": "tiny"/s//"id": "small"/|the id of the course has become .small., it was .tiny.; .*--allow-id-change.*delete that file' \
        's/"iri": "[^"]*/&-x/|the IRI of the course has become .*-x., it was .*--allow-id-change'; do
        begin
        "$pack" build "$course" --format web --output "$out" >/dev/null 2>&1
        rm -rf "$out"
        cp "$lock" "$work/lock"
        change "${case%%|*}"
        expect "${case%%|*}" 1 "^$lock:[2-5]: ${case#*|}"
        expect_nothing_written "${case%%|*}"
        expect "${case%%|*} allowed" 0 "locked the changed ids" --allow-id-change
        expect "${case%%|*} from then on" 0 "^$out/.*-web.zip\$" --frozen
    done
}

new_modules_are_added_and_said() {
    begin
    "$pack" build "$course" --format web --output "$out" >/dev/null 2>&1
    change 's|"modules": \[|&{"id": "newest", "title": "N", "description": "N.", "minutes": 5, "pages": ["first/welcome.md"]},|'
    expect 'a new module, frozen' 1 "^$lock:1: .*'newest'.*--frozen" --frozen
    expect 'a new module' 0 "locked the new modules 'newest'"
    expect 'a new module, locked' 0 '' --frozen
}

frozen_wants_a_lock_and_writes_none() {
    begin
    expect 'no lock, frozen' 1 "^there is no '$lock'; build once without --frozen" --frozen
    [ ! -e "$out" ] && [ ! -e "$lock" ] || fail 'no lock, frozen: something was written'
    expect 'no lock, verified' 0 '^[0-9a-f]{64}  ' --verify
    [ ! -e "$lock" ] || fail 'verifying wrote a lock'
    expect 'both options' 2 'exclude each other' --frozen --allow-id-change
}

course_that_cannot_be_written_to_is_built() { # root, who may write everywhere, cannot show this
    begin
    expect 'findings' 1 'has no module' --module nothing
    [ ! -e "$lock" ] || fail 'a build with findings wrote a lock'
    [ "$(id -u)" -ne 0 ] || return 0
    chmod 500 "$course"
    expect 'a read-only course' 0 "ids of the course are not locked: cannot write '$lock'"
    chmod 700 "$course"
}

broken_lock_is_told() {
    begin
    printf '<<<<<<< mine\n' >"$lock"
    expect 'a broken lock' 1 "^$lock:1: this is no line of such a file"
    [ ! -e "$out" ] || fail 'a broken lock: something was written'
}

first_build_locks_and_says_so
changes_that_lose_records_are_refused
new_modules_are_added_and_said
frozen_wants_a_lock_and_writes_none
course_that_cannot_be_written_to_is_built
broken_lock_is_told
finish $count
