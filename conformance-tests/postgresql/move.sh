#!/bin/sh
# SPDX-License-Identifier: Apache-2.0

# move.sh IBEST-LRS: statements into the PostgreSQL store of IBEST_TEST_STORE, which verify finds sound, and on into a file, from which they come
# out again as the same lines.
set -eu
lrs=$1
folder=$(mktemp -d /tmp/ibest-move-XXXXXX)
trap 'rm -rf "$folder"' EXIT

number=0
while [ "$number" -lt 300 ]; do
  number=$((number + 1))
  id=$(printf '00000000-0000-4000-8000-%012d' "$number")
  verb=experienced object="\"id\":\"https://example.org/course/$((number % 5))\",\"definition\":{\"name\":{\"en\":\"Part\"}}"
  if [ $((number % 20)) = 0 ]; then
    verb=voided object="\"objectType\":\"StatementRef\",\"id\":\"$(printf '00000000-0000-4000-8000-%012d' $((number - 3)))\""
  fi
  echo "{\"id\":\"$id\",\"actor\":{\"mbox\":\"mailto:learner$((number % 7))@example.org\",\"name\":\"Learner\"},\"verb\":{\"id\":\"http://adlnet.gov/expapi/verbs/$verb\"},\"object\":{$object}}"
done >"$folder/given.ndjson"

"$lrs" import "$folder/given.ndjson" --define --store "$IBEST_TEST_STORE"
"$lrs" verify --store "$IBEST_TEST_STORE"
"$lrs" export "$folder/server.ndjson" --store "$IBEST_TEST_STORE"
"$lrs" import "$folder/server.ndjson" --keep-stored --store "sqlite:$folder/lrs.db"
"$lrs" verify --store "sqlite:$folder/lrs.db"
"$lrs" export "$folder/file.ndjson" --store "sqlite:$folder/lrs.db"
cmp "$folder/server.ndjson" "$folder/file.ndjson"

# A whole store at once, credential included; what is written to one of the two afterwards is found.
"$lrs" credential create --name Client --scope all --store "$IBEST_TEST_STORE"
"$lrs" store copy "$IBEST_TEST_STORE" "sqlite:$folder/copy.db"
"$lrs" verify --store "sqlite:$folder/copy.db"
"$lrs" credential create --name Another --scope all --store "sqlite:$folder/copy.db"
! "$lrs" store compare "$IBEST_TEST_STORE" "sqlite:$folder/copy.db" >"$folder/compared" || exit 1
grep "^credential .* 1 differences, first: only in TO" "$folder/compared"
