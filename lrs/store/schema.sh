#!/bin/sh
# SPDX-License-Identifier: Apache-2.0

# schema.sh MIGRATION...: what SQLite's migrations come to, as one script that makes it at once.
set -eu
{
  cat "$@"
  echo .dump
} | sqlite3 -batch -bail -init /dev/null :memory: | grep -vxE 'PRAGMA foreign_keys=OFF;|BEGIN TRANSACTION;|COMMIT;'
