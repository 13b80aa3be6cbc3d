#!/bin/bash
# SPDX-License-Identifier: Apache-2.0

# The same source gives the same bytes: in another time zone, another folder, with other file times, rights and locale.
. "$(dirname "$0")/common.sh"
count=0

courses=("$sources"/valid/*/)
[ -e "$root/content/ibest/course.json" ] && courses+=("$root/content/ibest/")

course_gives_the_same_bytes() {
    local name=$2
    mkdir -p "$work/a" "$work/b/elsewhere"
    cp -r "$1" "$work/a/$name"
    cp -r "$1" "$work/b/elsewhere/$name"
    find "$work/b" -type f -exec touch -d '2001-02-03T04:05:06Z' {} + -exec chmod 600 {} +
    for format in $(formats); do
        (cd "$work/a" && TZ=UTC LC_ALL=C "$pack" build "$name" --format $format --output ../out-a >/dev/null)
        (umask 077 && TZ=Asia/Tokyo LC_ALL=C.UTF-8 "$pack" build "$work/b/elsewhere/$name/" --format $format \
            --output "$work/out-b" >/dev/null)
    done
}

number=0
for course in "${courses[@]}"; do
    number=$((number + 1))
    course_gives_the_same_bytes "$course" "course-$number"
    for zip in "$work"/out-a/*.zip; do
        count=$((count + 1))
        cmp "$zip" "$work/out-b/$(basename "$zip")" || fail "$course: $(basename "$zip") differs"
    done
    rm -rf "$work/out-a" "$work/out-b"
done
finish $count
