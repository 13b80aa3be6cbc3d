#!/bin/bash
# SPDX-License-Identifier: Apache-2.0

# With a cache, packages are what they are without: whatever is in it, whoever uses it, and however builds end.
. "$(dirname "$0")/common.sh"
count=0
course=$work/course
cp -r "$sources/valid/each-kind-of-page" "$course"
seq 1 200000 >"$course/downloads/leaflet.txt" # larger than what is packed in memory
seq 1 20000 | sed 's/^/<!-- /; s/$/ -->/' >>"$course/media/dot.svg"
cache=$work/cache

expect_good() { # expect_good FOLDER WHAT: the package there is as without a cache
    count=$((count + 1))
    cmp "$1/tiny-scorm12.zip" "$work/plain/tiny-scorm12.zip" || fail "$2: the package differs"
    ls "$1" | grep -v '^tiny-scorm12\.zip$' && fail "$2: something else was left" || true
}

build() { "$pack" build "$course" --format scorm12 "$@" >/dev/null; }
cached_build() { build --cache "$cache" --output "$1" || fail "a build with a cache failed"; }

rebuild_is_the_same_and_leaves_an_unchanged_package() {
    cached_build "$work/a"
    expect_good "$work/a" 'a first build'
    inode=$(stat -c %i "$work/a/tiny-scorm12.zip")
    cached_build "$work/a"
    expect_good "$work/a" 'a rebuild'
    [ "$(stat -c %i "$work/a/tiny-scorm12.zip")" = "$inode" ] || fail 'an unchanged package was written again'
    cached_build "$work/b"
    expect_good "$work/b" 'a rebuild into another folder'
    printf x | dd of="$work/a/tiny-scorm12.zip" bs=1 seek=100 conv=notrunc status=none
    cached_build "$work/a"
    expect_good "$work/a" 'a rebuild over a damaged package'
}

damaged_pieces_do_no_harm() {
    find "$cache" -type f | while read -r piece; do
        size=$(stat -c %s "$piece")
        printf '\377' | dd of="$piece" bs=1 seek=$((RANDOM % size)) conv=notrunc status=none
    done
    cached_build "$work/damaged"
    expect_good "$work/damaged" 'damaged pieces'
    find "$cache" -type f -exec truncate -s 20 {} +
    cached_build "$work/cut"
    expect_good "$work/cut" 'cut pieces'
    find "$cache" -type f -delete -exec mkdir {} \;
    cached_build "$work/folders"
    expect_good "$work/folders" 'folders instead of pieces'
    rm -rf "$cache"
}

builds_at_once_may_share_a_cache() {
    builds=()
    for i in 1 2 3 4; do
        build --cache "$cache" --output "$work/at-once-$i" &
        builds+=($!)
    done
    for i in 1 2 3 4; do
        wait "${builds[i - 1]}" || fail "builds at once: one failed"
        expect_good "$work/at-once-$i" 'builds at once'
    done
}

killed_builds_do_no_harm() {
    rm -rf "$cache"
    for pause in 01 02 03 05 08 12; do
        "$pack" build "$course" --format scorm12 --cache "$cache" --output "$work/killed" >/dev/null &
        victim=$!
        sleep "0.$pause"
        kill -9 $victim 2>/dev/null || true
        wait $victim 2>/dev/null || true
        [ ! -e "$work/killed/tiny-scorm12.zip" ] || cmp "$work/killed/tiny-scorm12.zip" "$work/plain/tiny-scorm12.zip" ||
            fail 'a killed build left half a package'
    done
    cached_build "$work/after"
    expect_good "$work/after" 'after killed builds'
}

usual_cache_is_done_without_and_a_given_one_is_not() {
    count=$((count + 1))
    touch "$work/file"
    XDG_CACHE_HOME=$work/file build --output "$work/without" || fail 'a usual cache that cannot be had failed the build'
    code=0
    message=$(build --cache "$work/file" --output "$work/none" 2>&1) || code=$?
    [ $code -eq 3 ] && grep -q "^ibest-pack: --cache: .*'$work/file'" <<<"$message" || fail "a cache that cannot be had: $code $message"
    [ ! -e "$work/none" ] || fail 'a cache that cannot be had: something was written'
    code=0
    build --cache "$cache" --no-cache --output "$work/none" 2>/dev/null || code=$?
    [ $code -eq 2 ] || fail "--cache with --no-cache: exit code $code, not 2"
}

sleep 4 # nothing is learnt of files that were written just now
build --no-cache --output "$work/plain"
rebuild_is_the_same_and_leaves_an_unchanged_package
damaged_pieces_do_no_harm
builds_at_once_may_share_a_cache
killed_builds_do_no_harm
usual_cache_is_done_without_and_a_given_one_is_not
finish $count
