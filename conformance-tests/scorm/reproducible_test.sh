#!/bin/bash
# SPDX-License-Identifier: Apache-2.0

# The same source gives the same bytes: in another time zone, another folder, with files written in another order, other file
# times, rights and locale, on one processor; and 'build --verify' proves it.
. "$(dirname "$0")/common.sh"
count=0

courses=("$sources"/valid/*/course.json "$root"/content/*/course.json)
courses=("${courses[@]%course.json}")

copy_backwards() { # copy_backwards FROM TO: so that folders list their files otherwise
    (cd "$1" && find . -type f | LC_ALL=C sort -r) | while read -r file; do
        mkdir -p "$2/$(dirname "$file")"
        cp "$1/$file" "$2/$file"
    done
}

course_gives_the_same_bytes() {
    local name=$2
    mkdir -p "$work/a" "$work/b/elsewhere"
    cp -r "$1" "$work/a/$name"
    copy_backwards "$1" "$work/b/elsewhere/$name"
    find "$work/b" -type f -exec touch -d '2001-02-03T04:05:06Z' {} + -exec chmod 600 {} +
    for format in $(formats); do
        (cd "$work/a" && TZ=UTC LC_ALL=C "$pack" build "$name" --format $format --output ../out-a >/dev/null)
        (umask 077 && TZ=Asia/Tokyo LC_ALL=C.UTF-8 taskset -c "$processor" "$pack" build "$work/b/elsewhere/$name/" \
            --format $format --output "$work/out-a" --verify >>"$work/sums") || fail "$1: $format is not verified"
        count=$((count + 1))
    done
    # And once without believing 'build --verify'.
    (TZ=America/Lima "$pack" build "$work/b/elsewhere/$name/" --format $format --output "$work/out-b" >/dev/null)
    for zip in "$work"/out-b/*.zip; do
        cmp "$zip" "$work/out-a/$(basename "$zip")" || fail "$1: $(basename "$zip") differs"
    done
}

count_good() { # count_good WHAT CODE PATTERN COMMAND...: the command ends so and says so
    count=$((count + 1))
    local what=$1 expected=$2 pattern=$3 code=0 said
    shift 3
    said=$("$@" 2>&1) || code=$?
    [ $code -eq "$expected" ] && grep -qE "$pattern" <<<"$said" || fail "$what: $code $said"
}

verifying_proves_and_changes_nothing() {
    local course=$work/verified out=$work/verified-out zip=$work/verified-out/tiny-web.zip
    cp -r "$sources/valid/each-kind-of-page" "$course"
    verify() { "$pack" build "$course" --format web --output "$out" --verify; }
    count_good 'a package that is missing is written' 0 "^[0-9a-f]{64}  $zip\$" verify
    count_good 'what is printed can be checked' 0 "^$zip: OK\$" bash -c "$(printf '%q build %q --format web --output %q --verify' "$pack" "$course" "$out") | sha256sum -c"
    cp "$zip" "$work/before.zip"
    sed -i 's/"version": "/"version": "9./' "$course/course.json"
    count_good 'a package of another version' 1 "^'$zip' is not what is made now: '[a-z.0-9]*' in it differs" verify
    cmp "$zip" "$work/before.zip" || fail 'verifying changed a package'
    "$pack" build "$course" --format web --output "$out" >/dev/null
    count_good 'a package that was made anew' 0 "^[0-9a-f]{64}  $zip\$" verify
    echo >>"$zip"
    count_good 'a package with one byte more' 1 'what stands behind its files differs' verify
    [ "$(ls "$out")" = tiny-web.zip ] || fail "verifying left $(ls "$out")"
}

processor=$(taskset -pc $$ | sed 's/.*: //; s/[-,].*//')
number=0
for course in "${courses[@]}"; do
    number=$((number + 1))
    course_gives_the_same_bytes "$course" "course-$number"
    (cd / && sha256sum -c --quiet "$work/sums") || fail "$course: the sums that verifying printed are wrong"
    rm -rf "$work/out-a" "$work/out-b" "$work/sums"
done
verifying_proves_and_changes_nothing
finish $count
