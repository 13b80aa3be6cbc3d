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

"$lrs" credential create --store "sqlite:$folder/lrs.db" --name "Load" --scope statements/write --scope statements/read --scope define --json >"$folder/credential"
key=$(sed -n 's/.*"key": *"\([^"]*\)".*/\1/p' "$folder/credential")
IBEST_LOAD_SECRET=$(sed -n 's/.*"secret": *"\([^"]*\)".*/\1/p' "$folder/credential")
export IBEST_LOAD_SECRET

# What the server's processors have worked, in microseconds (the 14th and 15th field of proc(5) stat).
worked() {
  awk -v ticks="$(getconf CLK_TCK)" '{ printf "%.0f\n", ($14 + $15) * 1e6 / ticks }' "/proc/$server/stat"
}
# run NAME OPTIONS...: what is posted, and its recount, to the file NAME.
run() {
  name=$1
  shift
  before=$(worked)
  "$load" --endpoint "$url/xapi/" --key "$key" "$@" --json >"$folder/$name"
  echo "{\"worked_us\":$(($(worked) - before))}" >>"$folder/$name"
}
run batches --statements "$statements" --batch 100 --connections 4
# A request's time counts from when it was due, so this p99 is what a client sees at half the rate.
half=$(awk -v rate="$(sed -n 's/.*"per_second":\([0-9.]*\).*/\1/p' "$folder/batches")" 'BEGIN { printf "%d", rate < 2 ? 1 : rate / 2 }')
run half --statements "$statements" --batch 100 --connections 4 --rate "$half"
run singles --statements "$singles" --batch 1 --connections 64
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
processors() {
  sed -n "s/.*$1 [0-9.]* us each (processors \([0-9.]*\)).*/\1/p" "$folder/bench"
}
bare=$(microseconds 'bare SQLite loop')
bare_processors=$(processors 'bare SQLite loop')
# row NAME US PROCESSOR_US P50 P99
row() {
  awk -v name="$1" -v us="$2" -v worked="$3" -v bare="$bare" -v bare_worked="$bare_processors" -v p50="$4" -v p99="$5" 'BEGIN {
    printf "%-34s %9.1f %9.0f %7.2f %9.1f %7.2f %9s %9s\n", name, us, 1e6 / us, us / bare, worked, worked / bare_worked, p50, p99 }'
}
http_row() {
  us=$(awk -v total="$(member "$2" total_us)" -v count="$(member "$2" statements)" 'BEGIN { print total / count }')
  worked=$(awk -v total="$(member "$2" worked_us)" -v count="$(member "$2" statements)" 'BEGIN { print total / count }')
  p50=$(awk -v us="$(member "$2" p50_us)" 'BEGIN { printf "%.2f", us / 1000 }')
  p99=$(awk -v us="$(member "$2" p99_us)" 'BEGIN { printf "%.2f", us / 1000 }')
  row "$1" "$us" "$worked" "$p50" "$p99"
}
printf '%-34s %9s %9s %7s %9s %7s %9s %9s\n' "" "us each" "a second" "x bare" "CPU us" "x bare" "p50 ms" "p99 ms"
row "bare SQLite loop" "$bare" "$bare_processors" - -
row "store, without HTTP" "$(microseconds store)" "$(processors store)" - -
http_row "HTTP, 100 a batch, 4 connections" batches
http_row "HTTP, the same at half its rate" half
http_row "HTTP, single, 64 connections" singles
sed 's/   store.*/ in the bare loop, as many as over HTTP/' "$folder/bench"
echo "nothing lost: $(member batches found) of $statements and $(member singles found) of $singles statements came back, none twice"
