#!/bin/bash
# SPDX-License-Identifier: Apache-2.0

# Settings sheets: `ibest-pack settings PACKAGE --lms NAME`, and the copies that `build --lms NAME` writes beside each zip.
. "$(dirname "$0")/common.sh"
course=$sources/valid/each-kind-of-page

settings() { try settings "$@"; }

build() { # build ARGUMENT...: of the course, into $work/out, which is empty before
    rm -rf "$work/out"
    count=$((count + 1))
    "$pack" build "$course" --output "$work/out" "$@" >"$work/built" 2>"$work/log" || fail "build $*: $(cat "$work/log")"
}

sheets_stand_beside_each_zip_and_are_those_of_settings() {
    build --format scorm12 --module all --lms moodle
    while read -r zip; do
        for kind in html:html text:txt; do
            sheet=${zip%.zip}-settings-moodle.${kind#*:}
            settings "$zip" --lms moodle --format "${kind%:*}"
            cmp -s "$work/said" "$sheet" || fail "$sheet is missing, or not what settings tells"
        done
        grep -qF "$(sha256sum "$zip" | cut -d' ' -f1)" "$sheet" || fail "$sheet does not have the zip's SHA-256"
    done <"$work/built"
    [ "$(find "$work/out" -type f | wc -l)" -eq $(($(wc -l <"$work/built") * 3)) ] || fail "not three files a package: $(ls "$work/out")"
}

without_an_lms_no_sheet_is_written() {
    build --format scorm12
    [ "$(ls "$work/out")" = tiny-scorm12.zip ] || fail "more than the zip was written: $(ls "$work/out")"
}

verify() { # verify: the package in $work/out and its sheets for Moodle
    count=$((count + 1))
    code=0
    "$pack" build "$course" --format scorm12 --lms moodle --output "$work/out" --verify >"$work/said" 2>"$work/log" || code=$?
}

verifying_proves_sheets_too() {
    build --format scorm12
    verify
    expect 0 'tiny-scorm12.zip$' 'sheets that are missing'
    [ "$(ls "$work/out" | wc -l)" -eq 3 ] || fail "--verify did not write the missing sheets: $(ls "$work/out")"
    verify
    expect 0 'tiny-scorm12.zip$' 'sheets that were written'
    build --format scorm12 --lms moodle
    verify
    expect 0 'tiny-scorm12.zip$' 'sheets of the build'
    for kind in html txt; do
        build --format scorm12 --lms moodle
        echo >>"$work/out/tiny-scorm12-settings-moodle.$kind"
        verify
        expect 1 "settings-moodle.$kind' is not the settings sheet that is made" "a $kind sheet with one byte more"
    done
}

a_build_that_cannot_write_a_sheet_changes_nothing() { # a folder stands in the place of the last sheet
    rm -rf "$work/out"
    mkdir -p "$work/out/tiny-scorm12-settings-moodle.txt"
    for old in none zip-and-sheet; do
        if [ $old = zip-and-sheet ]; then
            echo old | tee "$work/out/tiny-scorm12.zip" >"$work/out/tiny-scorm12-settings-moodle.html"
        fi
        before=$(ls "$work/out" && cat "$work/out"/*.zip "$work/out"/*.html 2>/dev/null) || true
        count=$((count + 1))
        code=0
        "$pack" build "$course" --format scorm12 --lms moodle --output "$work/out" >"$work/said" 2>"$work/log" || code=$?
        expect 3 "^ibest-pack: cannot write '.*tiny-scorm12-settings-moodle.txt'" "a folder in place of the sheet, $old"
        after=$(ls "$work/out" && cat "$work/out"/*.zip "$work/out"/*.html 2>/dev/null) || true
        [ "$before" = "$after" ] || fail "a sheet that cannot be written, $old: something changed: $after"
    done
}

a_build_with_findings_writes_no_sheet() {
    rm -rf "$work/out"
    count=$((count + 1))
    "$pack" build "$work/none" --format scorm12 --lms moodle --output "$work/out" >"$work/said" 2>&1 && fail 'built of nothing'
    [ ! -e "$work/out" ] || fail "something was written: $(ls "$work/out")"
}

a_folder_has_a_sheet_without_checksum() {
    build --format scorm12
    unzip -q "$work/out/tiny-scorm12.zip" -d "$work/folder"
    settings "$work/folder" --lms moodle --format text
    expect 0 'unpacked folder, so there is no checksum' 'a folder'
}

sheets_are_the_same_in_any_time_zone_and_folder() {
    build --format scorm12 --lms dls
    cp "$work/out/tiny-scorm12-settings-dls.html" "$work/first.html"
    (cd "$work" && TZ=Asia/Tokyo LC_ALL=C "$pack" settings out/tiny-scorm12.zip --lms dls) | cmp -s - "$work/first.html" ||
        fail 'the sheet depends on folder or time zone'
}

mistakes_are_told() {
    settings --lms moodle
    expect 2 'PACKAGE is missing' 'no package'
    settings "$work/out/tiny-scorm12.zip"
    expect 2 'ibest-pack: --lms is missing; give one of aicc-relay, ' 'no LMS'
    settings "$work/out/tiny-scorm12.zip" --lms moodle --format pdf
    expect 2 "no format 'pdf'; give one of html, text" 'an unknown format'
    settings "$work/none.zip" --lms moodle
    expect 3 'none.zip' 'no file'
    build --format cmi5
    settings "$work/out/tiny-cmi5.zip" --lms moodle
    expect 1 'tiny-cmi5.zip: Moodle takes no cmi5 package' 'a format that is not taken'
}

sheets_stand_beside_each_zip_and_are_those_of_settings
without_an_lms_no_sheet_is_written
verifying_proves_sheets_too
a_build_that_cannot_write_a_sheet_changes_nothing
a_build_with_findings_writes_no_sheet
a_folder_has_a_sheet_without_checksum
sheets_are_the_same_in_any_time_zone_and_folder
mistakes_are_told
finish $count
