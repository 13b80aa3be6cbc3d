#!/bin/sh
# SPDX-License-Identifier: Apache-2.0

# with_server.sh COMMAND...: runs COMMAND beside a PostgreSQL server of its own, whose URL is in IBEST_TEST_STORE.
# The server lives in a temporary folder, listens on a socket there and nowhere else, is not run by root, and ends with
# COMMAND, whose exit code is the answer; 77 (ctest: skipped) where PostgreSQL is not installed. When COMMAND ends it, by
# the process id in the first line of IBEST_TEST_SERVER, it is started again. Its data folder is a copy of IBEST_TEST_CLUSTER (cluster.sh), or made here
# where that is not set.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
programs=$("$here/programs.sh")
if [ -z "$programs" ]; then
  echo "SKIPPED: PostgreSQL is not installed (Debian: postgresql-15)"
  exit 77
fi
as_user=$("$here/user.sh")
folder=$($as_user mktemp -d /tmp/ibest-postgresql-XXXXXX)

supervisor=
finish() {
  touch "$folder/stop"
  server=$(head -n 1 "$folder/data/postmaster.pid" 2>/dev/null) && kill -INT "$server" 2>/dev/null || true
  [ -z "$supervisor" ] || wait "$supervisor" || true
  rm -rf "$folder"
}
trap finish EXIT
trap 'exit 130' INT TERM

if [ -n "${IBEST_TEST_CLUSTER:-}" ]; then
  cp -a --reflink=auto "$IBEST_TEST_CLUSTER" "$folder/data"
else
  "$here/cluster.sh" "$folder/data"
fi
cd "$folder"
supervise() {
  while [ ! -e "$folder/stop" ]; do
    $as_user "$programs/postgres" -D "$folder/data" -c listen_addresses= -c unix_socket_directories="$folder" -c fsync=off \
      -c full_page_writes=off -c jit=off -c shared_buffers=64MB -c max_connections=60 -c log_min_messages=fatal >>"$folder/server.log" 2>&1 || sleep 0.2
  done
}
supervise &
supervisor=$!

tries=0
until "$programs/pg_isready" --quiet --host="$folder" --username=ibest --dbname=postgres; do
  tries=$((tries + 1))
  if [ "$tries" -gt 300 ]; then
    cat "$folder/server.log"
    exit 1
  fi
  sleep 0.1
done
cd "$OLDPWD"
encoded=$(printf %s "$folder" | sed 's,/,%2F,g')
IBEST_TEST_STORE="postgresql://ibest@$encoded/postgres" IBEST_TEST_SERVER="$folder/data/postmaster.pid" "$@"
