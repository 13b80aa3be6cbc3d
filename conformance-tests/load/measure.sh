#!/bin/sh
# SPDX-License-Identifier: Apache-2.0

# Usage: measure.sh BUILD_FOLDER. Ingest over HTTP beside the bare SQLite loop, in one run, as a table of ratios.
# STATEMENTS (50000) are sent in batches, SINGLES (5000) one a request; the bare loop writes the very rows that the batches made.
set -eu

if [ $# -ne 1 ]; then
  echo "Usage: measure.sh BUILD_FOLDER (such as build/release)" >&2
  exit 2
fi
build=$(cd "$1" && pwd)
statements=${STATEMENTS:-50000}
singles=${SINGLES:-5000}
lrs=$build/lrs/ibest-lrs
load=$build/conformance-tests/load/ibest-load
bench=$build/lrs/store/store_bench
for program in "$lrs" "$load" "$bench"; do
  if [ ! -x "$program" ]; then
    echo "measure.sh: '$program' is not built; run: cmake --build $build" >&2
    exit 3
  fi
done
# On the file system of the build, since /tmp may be memory, where waiting for the disk costs nothing.
folder=$(mktemp -d "$build/measure.XXXXXX")
server=
finish() {
  if [ -n "$server" ]; then
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
  fi
  rm -rf "$folder"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Port 0 takes a free one; the server tells which.
"$lrs" serve --listen 127.0.0.1:0 --store "sqlite:$folder/lrs.db" --log-level error >"$folder/said" 2>"$folder/problems" &
server=$!
url=
tries=0
while [ -z "$url" ] && [ "$tries" -lt 100 ] && kill -0 "$server" 2>/dev/null; do
  sleep 0.1
  tries=$((tries + 1))
  url=$(sed -n 's|.*listens on \(http://[^ ]*\)/$|\1|p' "$folder/said")
done
if [ -z "$url" ]; then
  echo "measure.sh: the server did not start: $(cat "$folder/problems")" >&2
  exit 3
fi

"$lrs" credential create --store "sqlite:$folder/lrs.db" --name "Load" --scope statements/write --scope statements/read --json >"$folder/credential"
key=$(sed -n 's/.*"key": *"\([^"]*\)".*/\1/p' "$folder/credential")
IBEST_LOAD_SECRET=$(sed -n 's/.*"secret": *"\([^"]*\)".*/\1/p' "$folder/credential")
export IBEST_LOAD_SECRET

"$load" --endpoint "$url/xapi/" --key "$key" --statements "$statements" --batch 100 --connections 4 --json >"$folder/batches"
"$load" --endpoint "$url/xapi/" --key "$key" --statements "$singles" --batch 1 --connections 64 --json >"$folder/singles"
# The database must be alone on the disk while the bare loop runs.
kill "$server"
wait "$server" || true
server=
(cd "$folder" && "$bench" lrs.db "$statements") >"$folder/bench"

member() {
  sed -n "s/.*\"$2\":\([0-9.]*\).*/\1/p" "$folder/$1"
}
microseconds() {
  sed -n "s/.*$1 \([0-9.]*\) us each.*/\1/p" "$folder/bench"
}
bare=$(microseconds 'bare SQLite loop')
row() {
  awk -v name="$1" -v us="$2" -v bare="$bare" -v p50="$3" -v p99="$4" 'BEGIN {
    printf "%-36s %10.1f %12.0f %10.2f %10s %10s\n", name, us, 1e6 / us, us / bare, p50, p99 }'
}
http_row() {
  us=$(awk -v total="$(member "$2" total_us)" -v count="$(member "$2" statements)" 'BEGIN { print total / count }')
  p50=$(awk -v us="$(member "$2" p50_us)" 'BEGIN { printf "%.2f", us / 1000 }')
  p99=$(awk -v us="$(member "$2" p99_us)" 'BEGIN { printf "%.2f", us / 1000 }')
  row "$1" "$us" "$p50" "$p99"
}
printf '%-36s %10s %12s %10s %10s %10s\n' "" "us each" "a second" "x bare" "p50 ms" "p99 ms"
row "bare SQLite loop" "$bare" - -
row "store, without HTTP" "$(microseconds store)" - -
http_row "HTTP, 100 a batch, 4 connections" batches
http_row "HTTP, single, 64 connections" singles
sed 's/   store.*/ in the bare loop, as many as over HTTP/' "$folder/bench"
echo "nothing lost: $(member batches found) of $statements and $(member singles found) of $singles statements came back, none twice"
