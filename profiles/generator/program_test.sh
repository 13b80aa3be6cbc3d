#!/bin/sh
# SPDX-License-Identifier: Apache-2.0

# program_test.sh PROGRAM PROFILE: the command line of vocabulary_generate, its output and its one-line errors.
program=$1
profile=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failures=0

# fails_with STATUS PATTERN ARGUMENT...: the exit code, and one line on stderr that the pattern matches
fails_with() {
    status=$1
    pattern=$2
    shift 2
    "$program" "$@" 2>"$folder/stderr"
    code=$?
    if [ $code -ne "$status" ] || [ "$(wc -l <"$folder/stderr")" -ne 1 ] || ! grep -Eq "$pattern" "$folder/stderr"; then
        echo "expected exit $status and /$pattern/, got exit $code and: $(cat "$folder/stderr")"
        failures=$((failures + 1))
    fi
}

fails_with 2 '^usage: ' "$profile"
fails_with 1 'absent\.jsonld' "$folder/absent.jsonld" "$folder/a.h" "$folder/a.js"
printf '{\n "id": \n}' >"$folder/broken.jsonld"
fails_with 1 'broken\.jsonld:3:1: ' "$folder/broken.jsonld" "$folder/a.h" "$folder/a.js"
printf '{"id": "http://a.org", "id": "http://b.org"}' >"$folder/twice.jsonld"
fails_with 1 'twice\.jsonld:1:[0-9]+: duplicate' "$folder/twice.jsonld" "$folder/a.h" "$folder/a.js"
printf '{"id": "http://a.org"}' >"$folder/bare.jsonld"
fails_with 1 'bare\.jsonld: /versions/0/id: ' "$folder/bare.jsonld" "$folder/a.h" "$folder/a.js"
head -c 1048577 /dev/zero >"$folder/large.jsonld"
fails_with 1 'large\.jsonld.*limit of 1048576 bytes' "$folder/large.jsonld" "$folder/a.h" "$folder/a.js"
fails_with 1 'nowhere/a\.h' "$profile" "$folder/nowhere/a.h" "$folder/a.js"

if ls "$folder"/*.h "$folder"/*.js "$folder"/*.part >/dev/null 2>&1; then
    echo "a failed run left a file behind"
    failures=$((failures + 1))
fi

"$program" "$profile" "$folder/one.h" "$folder/one.js" && "$program" "$profile" "$folder/two.h" "$folder/two.js" &&
    cmp "$folder/one.h" "$folder/two.h" && cmp "$folder/one.js" "$folder/two.js" || failures=$((failures + 1))
exit $failures
