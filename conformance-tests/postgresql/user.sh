#!/bin/sh
# SPDX-License-Identifier: Apache-2.0

# Prints what to put before a command that must not be run by root, as PostgreSQL refuses to be; nothing where somebody else runs the tests.
[ "$(id -u)" = 0 ] || exit 0
user=nobody
id postgres >/dev/null 2>&1 && user=postgres
echo "setpriv --reuid=$user --regid=$(id -g "$user") --clear-groups"
