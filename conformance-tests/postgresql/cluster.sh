#!/bin/sh
# SPDX-License-Identifier: Apache-2.0

# cluster.sh FOLDER: makes FOLDER the data folder of a new server, as initdb does, in place of what is there; 77 (ctest: skipped) where PostgreSQL is not
# installed. Tests copy one that ctest has made first (IBEST_TEST_CLUSTER), as making it takes longer than many of them.
set -eu

programs=$("$(dirname "$0")/programs.sh")
if [ -z "$programs" ]; then
  echo "SKIPPED: PostgreSQL is not installed (Debian: postgresql-15)"
  exit 77
fi
as_user=$("$(dirname "$0")/user.sh")
made=$($as_user mktemp -d /tmp/ibest-cluster-XXXXXX) # whoever runs the server may write there
trap 'rm -rf "$made"' EXIT
trap 'exit 130' INT TERM

(cd "$made" && $as_user "$programs/initdb" --pgdata="$made/data" --username=ibest --auth=trust --encoding=UTF8 --locale=C.UTF-8 \
  --no-sync >"$made/log" 2>&1) || { cat "$made/log"; exit 1; }
rm -rf "$1"
mv "$made/data" "$1"
