#!/bin/sh
# SPDX-License-Identifier: Apache-2.0

# Prints the folder of PostgreSQL's server programs, nothing where it is not installed. Debian keeps them out of PATH.
if command -v initdb >/dev/null && command -v postgres >/dev/null; then
  dirname "$(readlink -f "$(command -v postgres)")"
  exit
fi
for bin in /usr/lib/postgresql/*/bin; do
  [ -x "$bin/postgres" ] && found=$bin
done
echo "${found:-}"
