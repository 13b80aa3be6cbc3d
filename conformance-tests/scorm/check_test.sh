#!/bin/bash
# SPDX-License-Identifier: Apache-2.0

# `ibest-pack check` and `inspect` from outside: what this program builds has no finding, as a zip, unpacked and before it is
# written; what is broken has one, and the exit code says so.
. "$(dirname "$0")/common.sh"

said() { grep -qE -- "$1" "$work/said" || fail "$command does not say '$1' but: $(cat "$work/said")"; }

what_is_built_has_no_finding() { # what_is_built_has_no_finding COURSE FORMATS
    for format in $2; do
        for zip in $("$pack" build "$1" --format $format --output "$work/out"); do
            run 0 check "$zip" --strict
            command="check $zip"
            said '^1 package is good: 0 errors, 0 warnings and 0 notes$'
            run 0 inspect "$zip"
            what_was_unpacked_is_the_same "$zip"
        done
    done
}

what_was_unpacked_is_the_same() { # what_was_unpacked_is_the_same ZIP: a folder is read by the same rules, so one of each format tells
    [ "$source" = "$sources/valid/each-kind-of-page/" ] || return 0
    rm -rf "$work/opened"
    unzip -qq "$1" -d "$work/opened"
    run 0 check "$work/opened" --strict
    run 0 inspect "$work/opened" --json
}

a_course_is_checked_as_it_would_be_built() { # as a whole and by module, in each format that the LMS takes
    modules=$(grep -c '^ *"pages"' "$root/content/ibest/course.json")
    formats=$(formats | wc -w)
    command='check content/ibest'
    run 0 check "$root/content/ibest" --strict
    said "^$((formats * (modules + 1))) packages are good"
}

what_is_built_for_an_lms_has_no_finding() { # with metadata, where the LMS keeps it
    for lms in learninghub scormcloud moodle aicc-relay; do
        run 0 check "$sources/valid/each-kind-of-page" --lms $lms --strict
    done
    for format in scorm12 scorm2004; do
        zip=$("$pack" build "$sources/valid/each-kind-of-page" --format $format --lms scormcloud --output "$work/out" 2>"$work/log")
        unzip -p "$zip" imsmanifest.xml | grep -q 'lom>' || fail "$zip has no metadata"
        run 0 check "$zip" --strict
    done
}

a_course_suits_every_lms() { # the smallest one with metadata; one of ours where most is kept of it
    for lms in "$root"/profiles/lms/*.json; do
        lms=$(basename "$lms" .json)
        [ $lms = lms.schema ] || run 0 check "$sources/valid/each-kind-of-page" --lms $lms --strict
    done
    run 0 check "$root/content/moving-people" --lms learninghub --strict
}

what_is_broken_is_told() {
    zip=$("$pack" build "$sources/valid/smallest" --format scorm12 --output "$work/out")
    mkdir "$work/nested"
    unzip -qq "$zip" -d "$work/nested/course"
    head -c 2000 "$zip" >"$work/cut.zip"
    command='check of a nested manifest'
    run 1 check "$work/nested"
    said 'course/imsmanifest.xml: error: .* \[P1\]$'
    command='check of half a zip'
    run 1 check "$work/cut.zip" --report json
    said '"rule": "Z-end"'
    run 1 inspect "$work/cut.zip"
    run 1 check "$sources/invalid/$(ls "$sources/invalid" | head -1)"
    command='check of a broken course'
    said 'error: .* \[S-source\]$'
}

films_and_captions_are_looked_into() {
    zip=$("$pack" build "$sources/valid/each-kind-of-page" --format web --output "$work/out")
    film=$work/films/media/talk.mp4
    captions=$work/films/media/talk.vtt
    unzip -qq "$zip" -d "$work/films"
    run 0 check "$work/films" --strict
    cp "$film" "$work/talk.mp4"
    command='check of a film that was cut'
    head -c 1000 "$work/talk.mp4" >"$film"
    run 1 check "$work/films"
    said 'media/talk.mp4: error: .* \[M-cut\]$'
    command='check of a film whose index stands behind its data' # ftyp, mdat, moov: 32, from 828 on, 788 bytes
    { head -c 32 "$work/talk.mp4"; tail -c +829 "$work/talk.mp4"; tail -c +33 "$work/talk.mp4" | head -c 788; } >"$film"
    run 1 check "$work/films" --strict
    said 'media/talk.mp4: warning: .* \[M-faststart\]$'
    cp "$work/talk.mp4" "$film"
    command='check of captions with the commas of SubRip'
    sed -i 's/00:00.000/00:00,000/' "$captions"
    run 1 check "$work/films"
    said 'media/talk.vtt:3: error: .* \[V-timing\]$'
}

pages_and_scripts_are_looked_into() {
    zip=$("$pack" build "$sources/valid/smallest" --format scorm12 --output "$work/out")
    unzip -qq "$zip" -d "$work/pages"
    command='check of a page that loads from elsewhere'
    sed -i 's|</head>|<script src="https://cdn.example.org/a.js"></script></head>|' "$work/pages/index.html"
    run 1 check "$work/pages" --strict
    said "index.html:[0-9]+: warning: .*cdn.example.org/a.js' is loaded from 'cdn.example.org' \[H-external\]\$"
    command='check of a SCO without scripts'
    sed -i 's|<script[^>]*>||g; s|</script>||g' "$work/pages/index.html"
    run 1 check "$work/pages" --strict
    said 'index.html: warning: .* \[J-no-api\]$'
}

many() { # many COUNT TEXT
    yes "$2" | head -n "$1" | tr -d '\n'
}

hostile() { # hostile RULE: the page, read from standard input, is told by that rule, soon
    mkdir -p "$work/hostile"
    cat >"$work/hostile/index.html"
    command="check of a page for $1"
    run 1 check "$work/hostile" --strict
    said "index.html(:[0-9]+)?: warning: .* \\[$1\\]\$"
}

hostile_pages_are_told() {
    many 100000 '<div>' | hostile H-deep
    many 30000 '<b><table><td><a href=x><p>' | hostile H-deep
    many 600000 '<p a b c>' | hostile H-parts
    { printf '<p '; many 400000 'a=b '; } | hostile H-unended
    { printf '<script>'; many 1000000 '<!--<script'; } | hostile H-unended
    { printf '<!--'; many 4000000 '--'; } | hostile H-unended
    { printf '<p title="'; many 3000000 '&#x;'; } | hostile H-unended
    { printf '<img alt="" srcset="'; many 5000000 ', '; } | hostile H-unended
    printf '<p>a\0b</p>' | hostile H-nul
    printf '<script>a()</script>' | iconv -t UTF-16 | hostile H-utf16
    truncate -s 70000000 "$work/large"
    tr '\0' 'a' <"$work/large" | hostile H-large
}

what_cannot_be_done_is_told() {
    run 3 check "$work/none.zip"
    run 3 inspect "$work/none.zip"
    run 2 check
    run 2 inspect
    run 2 check "$work/none.zip" --report html
    run 2 check "$work/none.zip" --lms modle
    run 0 check --list-rules
    command='check --list-rules'
    said '^  P1 \(error\): '
}

for source in "$sources"/valid/*/ "$root"/content/moving-people/; do
    run 0 check "$source" --strict
    what_is_built_has_no_finding "${source%/}" "$(formats)"
done
what_is_built_has_no_finding "$root/content/ibest" scorm12 # its films take long to read; below, each format is checked before it is written
a_course_is_checked_as_it_would_be_built
what_is_built_for_an_lms_has_no_finding
a_course_suits_every_lms
what_is_broken_is_told
films_and_captions_are_looked_into
pages_and_scripts_are_looked_into
hostile_pages_are_told
what_cannot_be_done_is_told
finish $count
