#!/bin/sh
# SPDX-License-Identifier: Apache-2.0

# with_server.sh COMMAND...: runs COMMAND beside a PostgreSQL server of its own, whose URL is in IBEST_TEST_STORE.
# The server lives in a temporary folder, listens on a socket there and nowhere else, is not run by root, and ends with
# COMMAND, whose exit code is the answer; 77 (ctest: skipped) where PostgreSQL is not installed. When COMMAND ends it, by
# the process id in the first line of IBEST_TEST_SERVER, it is started again.
set -eu

programs=$("$(dirname "$0")/programs.sh")
if [ -z "$programs" ]; then
  echo "SKIPPED: PostgreSQL is not installed (Debian: postgresql-15)"
  exit 77
fi
folder=$(mktemp -d /tmp/ibest-postgresql-XXXXXX)
as_user=
if [ "$(id -u)" = 0 ]; then # PostgreSQL refuses to be run by root
  user=nobody
  id postgres >/dev/null 2>&1 && user=postgres
  chown "$user" "$folder"
  as_user="setpriv --reuid=$user --regid=$(id -g "$user") --clear-groups"
fi

supervisor=
finish() {
  touch "$folder/stop"
  server=$(head -n 1 "$folder/data/postmaster.pid" 2>/dev/null) && kill -INT "$server" 2>/dev/null || true
  [ -z "$supervisor" ] || wait "$supervisor" || true
  rm -rf "$folder"
}
trap finish EXIT
trap 'exit 130' INT TERM

cd "$folder"
$as_user "$programs/initdb" --pgdata="$folder/data" --username=ibest --auth=trust --encoding=UTF8 --locale=C.UTF-8 \
  --no-sync >"$folder/initdb.log" 2>&1 || { cat "$folder/initdb.log"; exit 1; }
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
