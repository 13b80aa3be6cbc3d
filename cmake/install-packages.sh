#!/bin/sh
# SPDX-License-Identifier: Apache-2.0

# Installs those Debian packages of apt-packages.txt that are missing; called by run and test, needs root or sudo only then.
set -eu
cd "$(dirname "$0")/.."

if [ ! -e /etc/debian_version ]; then
    echo "This is not Debian: install by hand what apt-packages.txt lists, in your system's names." >&2
    exit 0
fi

wanted() {
    sed 's/#.*//' apt-packages.txt | tr ' ' '\n' | sed '/^$/d'
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
for package in $(wanted); do
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
$as_root apt-get update -qq
# shellcheck disable=SC2086 # the list is meant to be split
$as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
