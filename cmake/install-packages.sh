#!/bin/sh
# SPDX-License-Identifier: Apache-2.0

# Installs those Debian packages that are missing of the lists given; called by run and test, needs root or sudo only then.
#   cmake/install-packages.sh apt-packages.txt [apt-packages-test.txt]
set -eu
cd "$(dirname "$0")/.."

if [ ! -e /etc/debian_version ]; then
    echo "This is not Debian: install by hand what $* lists, in your system's names." >&2
    exit 0
fi

wanted() {
    sed 's/#.*//' "$@" | tr ' ' '\n' | sed '/^$/d'
}

# A node from elsewhere than Debian brings its own npm, and Debian's npm would take it away.
is_provided() {
    case "$1" in
    nodejs) command -v node >/dev/null ;;
    npm) command -v npm >/dev/null ;;
    *) dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'ok installed' ;;
    esac
}

missing=
for package in $(wanted "$@"); do
    is_provided "$package" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

as_root=
if [ "$(id -u)" -ne 0 ]; then
    as_root=sudo
    command -v sudo >/dev/null || {
        echo "Missing packages:$missing; install them as root, there is no sudo here." >&2
        exit 3
    }
fi
echo "Installing:$missing"
export DEBIAN_FRONTEND=noninteractive
# Tests start a PostgreSQL of their own; Debian would start one beside it, for good.
case "$missing" in
*postgresql*)
    if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
        $as_root mkdir -p /etc/postgresql-common
        echo 'create_main_cluster = false' | $as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
    fi
    ;;
esac
$as_root apt-get update -qq
# shellcheck disable=SC2086 # the list is meant to be split
$as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
