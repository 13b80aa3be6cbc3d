#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How many people completed each course, by organisation and month.

    python3 completions.py lrs.sqlite completions.csv
"""

import collections
import datetime
import sys
import zoneinfo

from extract import ask, open_extract, write_csv

LONDON = zoneinfo.ZoneInfo("Europe/London")


def month_of(moment):
    """Times are UTC; in summer a London day, hence a month, begins an hour before UTC's."""
    return datetime.datetime.fromisoformat(moment.replace("Z", "+00:00")).astimezone(LONDON).strftime("%Y-%m")


counts = collections.Counter(
    (row["course"], row["organisation"] or "", month_of(row["completed_at"]))
    for row in ask(open_extract(sys.argv[1]), "completions"))
write_csv(sys.argv[2], ["course", "organisation", "month", "completed"], ((*key, counts[key]) for key in sorted(counts)))
