#!/bin/sh
# SPDX-License-Identifier: Apache-2.0

# each.sh PROGRAM...: runs one after the other; fails when one has failed.
failed=0
for program; do
  "$program" || failed=1
done
exit $failed
