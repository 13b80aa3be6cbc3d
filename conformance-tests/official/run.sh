#!/bin/sh
# SPDX-License-Identifier: Apache-2.0

# Usage: run.sh CHECKOUT 1.0.3|2.0.0 [BUILD_FOLDER]. ADL's lrs-conformance-test-suite, of which you have CHECKOUT, against ibest-lrs.
# The server, its store and its credential are made for this run and gone after it. Exit code: 0 all passed, 1 not all, 2 usage, 3 could not.
# The suite has no time-out of its own: it is stopped after SUITE_SECONDS (600), and as soon as the server is gone.
set -eu

if [ $# -lt 2 ] || [ $# -gt 3 ] || { [ "$2" != 1.0.3 ] && [ "$2" != 2.0.0 ]; }; then
  echo "Usage: run.sh CHECKOUT 1.0.3|2.0.0 [BUILD_FOLDER (build/release)]" >&2
  exit 2
fi
version=$2
here=$(cd "$(dirname "$0")" && pwd)
lrs=${3:-$here/../../build/release}/lrs/ibest-lrs
limit=${SUITE_SECONDS:-600}
could_not() {
  echo "run.sh: $1" >&2
  exit 3
}
[ -f "$1/bin/console_runner.js" ] || could_not "'$1' has no bin/console_runner.js: name a checkout of lrs-conformance-test-suite"
[ -d "$1/node_modules" ] || could_not "'$1' has no node_modules: run npm install there"
[ -x "$lrs" ] || could_not "'$lrs' is not built; run: cmake --preset release && cmake --build --preset release"
checkout=$(cd "$1" && pwd)

folder=$(mktemp -d)
server=
suite=
stop() {
  if [ -n "$1" ]; then
    kill "$1" 2>/dev/null || true
    wait "$1" 2>/dev/null || true
  fi
}
finish() {
  stop "$suite"
  stop "$server"
  rm -rf "$folder"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Port 0 takes a free one; the server tells which.
"$lrs" serve --listen 127.0.0.1:0 --store "sqlite:$folder/lrs.db" --default-version "$version" >"$folder/said" 2>"$folder/log" &
server=$!
url=
tries=0
while [ -z "$url" ] && [ "$tries" -lt 300 ] && kill -0 "$server" 2>/dev/null; do
  sleep 0.1
  tries=$((tries + 1))
  url=$(sed -n 's|.*listens on \(http://[^ ]*\)/$|\1|p' "$folder/said")
done
[ -n "$url" ] || could_not "the server did not start: $(cat "$folder/log")"
"$lrs" credential create --store "sqlite:$folder/lrs.db" --name "Conformance test suite" --scope all --json >"$folder/credential"
member() {
  node -p 'JSON.parse(require("node:fs").readFileSync(process.argv[1]))[process.argv[2]]' "$folder/credential" "$1"
}

# `timeout` makes a process group of it, so that the suite's own child goes with it.
(
  cd "$checkout"
  exec timeout --kill-after=5 "$limit" node bin/console_runner.js \
    -e "$url/xapi" -a -u "$(member key)" -p "$(member secret)" -x "$version"
) >"$folder/suite" 2>&1 </dev/null &
suite=$!
while kill -0 "$suite" 2>/dev/null; do
  kill -0 "$server" 2>/dev/null || could_not "the server ended while the suite ran: $(tail -n 3 "$folder/log")"
  sleep 0.2
done
code=0
wait "$suite" || code=$?
suite=
# The suite's own exit code is its number of failures modulo 256 and says nothing of tests that were not run: its log does.
log=$(sed -n 's/^Full run log written to //p' "$folder/suite" | tail -n 1)
if [ -z "$log" ]; then
  if [ "$code" -eq 124 ] || [ "$code" -eq 137 ]; then
    could_not "the suite was stopped after $limit seconds; SUITE_SECONDS allows more"
  fi
  could_not "the suite ended without a log: $(tail -n 5 "$folder/suite")"
fi
node "$here/summary.mjs" "$log" "$version"
