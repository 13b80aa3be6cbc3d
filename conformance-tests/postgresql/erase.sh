#!/bin/sh
# SPDX-License-Identifier: Apache-2.0

# erase.sh IBEST-LRS: a learner is erased from the PostgreSQL store of IBEST_TEST_STORE, which verify finds sound; no other learner is.
set -eu
lrs=$1
folder=$(mktemp -d /tmp/ibest-erase-XXXXXX)
trap 'rm -rf "$folder"' EXIT

number=0
while [ "$number" -lt 60 ]; do
  number=$((number + 1))
  id=$(printf '00000000-0000-4000-8000-%012d' "$number")
  echo "{\"id\":\"$id\",\"actor\":{\"mbox\":\"mailto:learner$((number % 3))@example.org\",\"name\":\"Learner $((number % 3))\"},\"verb\":{\"id\":\"http://adlnet.gov/expapi/verbs/completed\"},\"object\":{\"id\":\"https://example.org/course/$((number % 5))\",\"definition\":{\"name\":{\"en\":\"Part\"}}}}"
done >"$folder/given.ndjson"

"$lrs" import "$folder/given.ndjson" --define --store "$IBEST_TEST_STORE" || [ $? = 1 ]
"$lrs" erase --learner mailto:learner1@EXAMPLE.org --yes --json --store "$IBEST_TEST_STORE" >"$folder/erased.json"
grep '"statements": 20' "$folder/erased.json"
"$lrs" verify --store "$IBEST_TEST_STORE"
"$lrs" export "$folder/left.ndjson" --store "$IBEST_TEST_STORE"
! grep learner1 "$folder/left.ndjson" || exit 1
[ "$(grep -c '"mbox":"mailto:learner' "$folder/left.ndjson")" = 40 ]
# Sent again, nothing comes back.
"$lrs" import "$folder/given.ndjson" --define --store "$IBEST_TEST_STORE" || [ $? = 1 ]
"$lrs" export "$folder/again.ndjson" --store "$IBEST_TEST_STORE"
! grep learner1 "$folder/again.ndjson" || exit 1
