#!/bin/bash
# SPDX-License-Identifier: Apache-2.0

# `ibest-pack predict PACKAGE --lms NAME` as a command: every format of a course in every LMS, and what cannot be predicted.
. "$(dirname "$0")/common.sh"
node=$2
course=$sources/valid/each-kind-of-page

predict() { try predict "$@"; }

every_format_is_predicted_for_every_lms() {
    for profile in "$root"/profiles/lms/*.json; do
        lms=$(basename "$profile" .json)
        [ "$lms" != lms.schema ] || continue
        predict "$1" --lms "$lms" --json
        [ $code -eq 0 ] || fail "$1, $lms: $(cat "$work/log")"
        "$node" -e '
            const { lms, is_ours, formats } = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
            const asked = formats.every(({ is_taken, units }) => is_taken === false ? units.length === 0
                : units.length > 0 && units.every(({ situations }) => situations.length >= 5));
            process.exit(lms === process.argv[2] && is_ours === true && formats.length > 0 && asked ? 0 : 1);
        ' "$work/said" "$lms" || fail "$1, $lms: $(cat "$work/said")"
    done
}

mistakes_of_usage_are_told() {
    predict --lms moodle
    expect 2 'PACKAGE is missing' 'no package'
    predict "$work/tiny-scorm12.zip"
    expect 2 '^ibest-pack: --lms is missing; give one of aicc-relay, ' 'no LMS'
    predict "$work/tiny-scorm12.zip" --lms modle
    expect 2 "no LMS 'modle'" 'an unknown LMS'
}

what_is_no_package_is_told() {
    echo no zip >"$work/no.zip"
    predict "$work/no.zip" --lms moodle
    expect 1 'is no zip' 'no zip'
    predict "$work/none.zip" --lms moodle
    expect 3 'none.zip' 'no file'
}

for format in $(formats); do
    "$pack" build "$course" --format "$format" --output "$work" >"$work/said"
    every_format_is_predicted_for_every_lms "$(cat "$work/said")"
done
predict "$work/tiny-scorm12.zip" --lms dls
expect 0 'status  started \(verified\)' 'the DLS counts no beginning'
mistakes_of_usage_are_told
what_is_no_package_is_told
finish $count
