#!/bin/bash
# SPDX-License-Identifier: Apache-2.0

# `ibest-pack diff` from outside: in every format, edits that keep learners' records pass, and one that loses them does not.
. "$(dirname "$0")/common.sh"

said() { grep -qE -- "$1" "$work/said" || fail "$format: it does not say '$1' but: $(cat "$work/said")"; }

build() { # build COURSE NAME: a package in $format
    "$pack" build "$work/$1" --format "$format" --allow-id-change --output "$work/$2" 2>"$work/log" || fail "$(cat "$work/log")"
}

make_courses() {
    for name in old edited renamed other; do cp -r "$root/content/ibest" "$work/$name"; done
    sed -i 's/"title": "Session 1: understanding pain"/"title": "Pain, understood"/' "$work/edited/course.json"
    sed -i 's/^Hurt is/To hurt is/' "$work/edited/media/hurt-and-harm.vtt"
    sed -i 's/"id": "understanding-pain"/"id": "about-pain"/; s#"iri": "[^"]*"#"iri": "https://example.org/other"#' "$work/other/course.json"
    sed -i 's/"id": "ibest"/"id": "other"/' "$work/other/course.json"
    sed -i 's/"id": "understanding-pain"/"id": "about-pain"/' "$work/renamed/course.json"
}

compare() {
    old=$(build old old-packages)
    new=$(build edited new-packages)
    run 0 diff "$old" "$old"
    said '^Nothing changes for learners\.$'
    run 0 diff "$old" "$new"
    said '^Learners who have begun keep their records\.$'
    said "^ +changed 'media/hurt-and-harm\.vtt'"
    rm -rf "$work/opened"
    unzip -qq "$old" -d "$work/opened"
    run 0 diff "$work/opened" "$new" --json
    said '"keeps_records": true'
    other=$(build other other-packages)
    if [ "$format" = web ]; then expected=0; else expected=1; fi
    run $expected diff "$old" "$other" --json
    said '"change": "module-identifier"'
    [ $expected -eq 0 ] || said '"keeps_records": false'
    run $expected diff "$old" "$(build renamed renamed-packages)"
    said "module's identifier changed 'Session 1: understanding pain': understanding-pain -> about-pain"
    ! grep -q 'Pages: .*\(added\|removed\)' "$work/said" || fail "$format: a module with another id has other pages: $(cat "$work/said")"
}

make_courses
for format in $(formats); do compare; done
run 2 diff "$old"
run 3 diff "$old" "$work/none.zip"
head -c 2000 "$old" >"$work/cut.zip"
run 1 diff "$work/cut.zip" "$old"
finish $count
