#!/bin/bash
# SPDX-License-Identifier: Apache-2.0

# Usage: build_bench.sh IBEST-PACK [MEGABYTES] [FOLDER]. How long builds take beside the usual tools, as ratios of one run,
# on a course of MEGABYTES (2000) of films made for it in FOLDER (the current one), where twice that room is needed.
# Each pair is run in turns, ROUNDS (3) times, and the shortest times are compared: whatever else runs only adds to them.
set -eu
pack=$(realpath "$1")
megabytes=${2:-2000}
rounds=${ROUNDS:-3}
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d "${3:-.}/build-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"

make_course() { # a page and a film of 100 MB at a time
    mkdir -p course/media course/pages
    pages=()
    for i in $(seq 1 $(((megabytes + 99) / 100))); do
        { printf '\0\0\0\030ftypmp42'; head -c "$((megabytes < 100 ? megabytes : 100))000000" /dev/urandom; } >"course/media/film-$i.mp4"
        { printf 'WEBVTT\n\n'; for s in $(seq 10 59); do printf '00:%s.000 --> 00:%s.900\nWhat is said in second %s of film %s.\n\n' "$s:00" "$s:00" "$s" "$i"; done; } >"course/media/film-$i.vtt"
        { printf 'What is seen and said.\n\n'; seq 1 2000 | sed 's/^/Sentence number /; s/$/ of the transcript./'; } >"course/media/film-$i.md"
        printf -- '---\ntitle: Film %s\nvideo: ../media/film-%s.mp4\ncaptions: ../media/film-%s.vtt\ntranscript: ../media/film-%s.md\n---\nText.\n' $i $i $i $i >"course/pages/page-$i.md"
        pages+=("\"pages/page-$i.md\"")
    done
    cat >course/course.json <<EOF
{"id": "bench", "iri": "https://example.org/bench", "version": "1", "language": "en-GB", "title": "Bench",
 "description": "Films.", "publisher": "Nobody", "modules": [{"id": "films", "title": "Films", "description": "Films.",
 "minutes": 10, "pages": [$(IFS=,; echo "${pages[*]}")]}]}
EOF
}

milliseconds() { # milliseconds COMMAND...: how long it takes, the disk being idle before
    sync
    local begin end
    begin=$(date +%s%N)
    "$@" >/dev/null
    end=$(date +%s%N)
    echo $(((end - begin) / 1000000))
}

less() { echo $(($1 == 0 || $2 < $1 ? $2 : $1)); }

build() { "$pack" build course --format scorm12 "$@"; }
build_first() { rm -rf out caches; XDG_CACHE_HOME=$PWD/caches build --output out; }
build_elsewhere() { rm -rf other; XDG_CACHE_HOME=$PWD/caches build --output other; }
build_same() { XDG_CACHE_HOME=$PWD/caches build --output out; }
zip_media_and_rest() { # the films stored, what else is in the package deflated
    rm -f zipped.zip
    (cd opened && zip -q -0 -r ../zipped.zip media -i '*.mp4' && zip -q -6 -r ../zipped.zip . -x '*.mp4')
}
copy() { rm -f copied.zip && cp out/bench-scorm12.zip copied.zip; }

peak_kilobytes() { # of a first build: asked again and again, as the kernel keeps the peak until the process ends
    rm -rf out caches
    XDG_CACHE_HOME=$PWD/caches "$pack" build course --format scorm12 --output out >/dev/null &
    local pid=$! peak=0 seen
    while seen=$(awk '/^VmHWM/ {print $2}' /proc/$pid/status 2>/dev/null) && [ -n "$seen" ]; do peak=$seen; done
    wait $pid
    echo "$peak"
}

make_course
build --no-cache --output made >/dev/null
mkdir opened && (cd opened && unzip -qq ../made/bench-scorm12.zip '*' -x '*.mp4' && mkdir -p media && ln ../course/media/*.mp4 media/)
rm -rf made
sleep 4 # nothing is learnt of files that were written just now
first=0 elsewhere=0 same=0 zipped=0 copied=0
for _ in $(seq "$rounds"); do
    zipped=$(less $zipped "$(milliseconds zip_media_and_rest)")
    rm -f zipped.zip
    first=$(less $first "$(milliseconds build_first)")
    same=$(less $same "$(milliseconds build_same)")
    elsewhere=$(less $elsewhere "$(milliseconds build_elsewhere)")
    rm -rf other
    copied=$(less $copied "$(milliseconds copy)")
    rm -f copied.zip
done
bytes=$(stat -c %s out/bench-scorm12.zip)
build_same >/dev/null
peak=$(peak_kilobytes)
ratio() { awk "BEGIN {printf \"%.2f\", $1 / ($2 > 0 ? $2 : 1)}"; }
printf '%-46s %8s ms\n' "zip -0 of films and zip -6 of the rest" "$zipped" "cp of the package" "$copied"
printf '%-46s %8s ms  %s x zip\n' 'first build' "$first" "$(ratio "$first" "$zipped")"
printf '%-46s %8s ms  %s x cp\n' 'unchanged, into another folder' "$elsewhere" "$(ratio "$elsewhere" "$copied")" \
    'unchanged, where the package stands' "$same" "$(ratio "$same" "$copied")"
printf '%-46s %8s kB\n' 'memory of a first build at its peak' "$peak"
printf '%-46s %8s MB\n' 'package' "$((bytes / 1000000))"
