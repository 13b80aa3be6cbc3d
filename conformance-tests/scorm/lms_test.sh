#!/bin/bash
# SPDX-License-Identifier: Apache-2.0

# `ibest-pack build --lms NAME` against every profile of profiles/lms: formats are taken or refused as the profile says, limits
# hold before anything is written, and what fits is the same package as without --lms.
. "$(dirname "$0")/common.sh"
node=$2
smallest=$sources/valid/smallest

taken() { # taken PROFILE FORMAT: true, false or undefined (unknown)
    "$node" -p "JSON.parse(require('fs').readFileSync('$1', 'utf8')).formats['$2'].is_taken"
}

build() { try build "$@"; }

format_is_taken_or_refused_as_the_profile_says() { # PROFILE FORMAT
    lms=$(basename "$1" .json)
    build "$smallest" --format "$2" --lms "$lms" --output "$work/out/$lms"
    case $(taken "$1" "$2") in
    true)
        expect 0 '' "$lms, $2"
        [ ! -s "$work/log" ] || fail "$lms, $2: warned of nothing: $(cat "$work/log")"
        ;;
    undefined) expect 0 "not known whether .* takes $2" "$lms, $2" ;;
    false)
        expect 2 "takes no $2 package \((verified|claimed|inferred): .*\); it takes .*scorm12" "$lms, $2"
        [ ! -e "$work/out/$lms/tiny-$2.zip" ] || fail "$lms, $2: was written"
        ;;
    esac
}

unknown_lms_is_answered_with_those_that_are_known() {
    build "$smallest" --format scorm12 --lms modle --output "$work/unknown"
    names=$(for profile in "$root"/profiles/lms/*.json; do basename "$profile" .json; done | grep -v schema)
    expect 2 "no LMS 'modle'; give one of $(paste -sd, <<<"$names" | sed 's/,/, /g')\$" 'an unknown LMS'
    "$pack" build --help | grep -qF "$(paste -sd, <<<"$names" | sed 's/,/, /g')" || fail '--help does not name the LMSs'
}

plain_web_pages_are_for_no_lms() {
    build "$smallest" --format web --lms moodle --output "$work/web"
    expect 2 "format 'web', .*without --lms" 'web pages for an LMS'
}

package_over_a_limit_is_refused_with_its_budget() { # one byte more than DLS takes, in a video that takes no room on disk
    cp -r "$sources/valid/each-kind-of-page" "$work/large"
    video=media/talk.mp4
    truncate -s 205783041 "$work/large/$video"
    build "$work/large" --format scorm12 --lms dls --output "$work/large-out"
    expect 1 "^tiny-scorm12.zip: would have up to 206[0-9]{6} bytes, '$video' alone 205783041; .* at most 205783040 bytes \(verified: .*\); make " 'a zip over its limit'
    [ ! -e "$work/large-out" ] || fail 'a zip over its limit: something was written'
    sed -n 2p "$work/said" | grep -qE "^ +205783041 +[0-9.]+%  $video\$" || fail "no budget by file: $(cat "$work/said")"
    build "$work/large" --format scorm12 --lms learninghub --output "$work/large-out"
    expect 0 '' 'the same zip for another LMS'
    rm -rf "$work/large-out"
    build "$work/large" --format scorm12 --lms dls --output "$work/large-out" --without-videos --videos-url https://v.example.org/tiny
    expect 0 '' 'the same course without its video'
    unzip -p "$work/large-out/tiny-scorm12-without-videos.zip" 'course.*.js' | grep -qF "\"online\":\"https://v.example.org/tiny/$video\"" ||
        fail 'no link to the video'
    unzip -l "$work/large-out/tiny-scorm12-without-videos.zip" | grep -q "$video" && fail 'the video is in the package'
    "$pack" check "$work/large-out/tiny-scorm12-without-videos.zip" --lms dls --strict >"$work/said" || fail "$(cat "$work/said")"
    rm -rf "$work/large-out"
}

videos_elsewhere_are_for_packages_without_videos() {
    build "$smallest" --format scorm12 --videos-url https://v.example.org/ --output "$work/out"
    expect 2 'give --without-videos too' 'an address of videos that are in the package'
    build "$smallest" --format scorm12 --without-videos --videos-url http://v.example.org/ --output "$work/out"
    expect 2 'must be an https address' 'an address that is not safe'
}

package_that_fits_is_the_same_as_without() {
    build "$smallest" --format scorm12 --output "$work/without"
    build "$smallest" --format scorm12 --lms esr --output "$work/with"
    cmp "$work/without/tiny-scorm12.zip" "$work/with/tiny-scorm12.zip" || fail '--lms changed a package that fits'
}

for profile in "$root"/profiles/lms/*.json; do
    [[ $profile == *.schema.json ]] && continue
    for format in $(formats | sed 's/\bweb\b//'); do format_is_taken_or_refused_as_the_profile_says "$profile" $format; done
done
unknown_lms_is_answered_with_those_that_are_known
plain_web_pages_are_for_no_lms
package_over_a_limit_is_refused_with_its_budget
package_that_fits_is_the_same_as_without
videos_elsewhere_are_for_packages_without_videos
finish $count
