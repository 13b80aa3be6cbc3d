#!/bin/bash
# SPDX-License-Identifier: Apache-2.0

# A build takes no more memory for a film of 400 MB than for one of a few bytes, shows how far it is, and leaves what was there when the
# disk is full.
. "$(dirname "$0")/common.sh"
count=0
course=$work/course
cp -r "$sources/valid/each-kind-of-page" "$course"

peak_kilobytes() { # of a build: asked again and again, as the kernel keeps the peak until the process ends
    "$pack" build "$course" --format scorm12 --no-cache --output "$work/out" >/dev/null &
    local pid=$! peak=0 seen
    while seen=$(awk '/^VmHWM/ {print $2}' /proc/$pid/status 2>/dev/null) && [ -n "$seen" ]; do peak=$seen; done
    wait $pid || fail 'a build failed'
    echo "$peak"
}

memory_does_not_grow_with_films() {
    count=$((count + 1))
    truncate -s 50000000 "$course/media/talk.mp4" # else the build would be over before its peak is seen
    small=$(peak_kilobytes)
    truncate -s 400000000 "$course/media/talk.mp4"
    large=$(peak_kilobytes)
    [ "$(stat -c %s "$work/out/tiny-scorm12.zip")" -gt 400000000 ] || fail 'the film is not in the package'
    [ "$large" -gt 1000 ] && [ $((large - small)) -lt 16000 ] || fail "a build took $small kB, with a large film $large kB"
}

full_disk_leaves_the_old_package() { # a limit for files stands for it
    count=$((count + 1))
    sum=$(sha256sum "$work/out/tiny-scorm12.zip")
    code=0
    message=$( (ulimit -f 100000 && trap '' XFSZ && "$pack" build "$course" --format scorm12 --no-cache --output "$work/out") 2>&1) || code=$?
    [ $code -eq 3 ] && grep -q "^ibest-pack: cannot write '.*tiny-scorm12.zip': File too large" <<<"$message" || fail "a full disk: $code $message"
    [ "$(sha256sum "$work/out/tiny-scorm12.zip")" = "$sum" ] || fail 'a full disk: the old package is not what it was'
    [ "$(ls "$work/out")" = tiny-scorm12.zip ] || fail "a full disk: left $(ls "$work/out")"
}

terminal_sees_how_far_it_is_and_nobody_else_does() { # script gives it a terminal
    count=$((count + 1))
    truncate -s 1000000000 "$course/media/talk.mp4" # long enough for any machine
    command="'$pack' build '$course' --format scorm12 --no-cache --output '$work/seen'"
    script -qec "$command" /dev/null >"$work/screen" || fail 'a build on a terminal failed'
    grep -qE '\[#+ *\] [0-9]+ of [0-9]+ bytes' "$work/screen" || fail "a terminal saw $(cat -v "$work/screen")"
    seen=$("$pack" build "$course" --format scorm12 --no-cache --output "$work/seen" 2>&1)
    [ "$seen" = "$work/seen/tiny-scorm12.zip" ] || fail "a pipe saw $seen"
}

memory_does_not_grow_with_films
terminal_sees_how_far_it_is_and_nobody_else_does
full_disk_leaves_the_old_package
finish $count
