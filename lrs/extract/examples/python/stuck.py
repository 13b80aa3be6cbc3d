#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Who has started a module, not completed it, and not been seen there for a while; without names.

    ibest-lrs extract lrs.sqlite --pseudonyms --store ...
    python3 stuck.py lrs.sqlite stuck.csv [DAYS [DAY]]

DAYS is the while (30), DAY the day from which it is counted back: that of the last statement in the extract unless you say.
"""

import datetime
import sys

from extract import about, ask, open_extract, write_csv

connection = open_extract(sys.argv[1])
facts = about(connection)
if facts["pseudonyms"] != "yes":
    sys.exit("this extract names people: make one with 'ibest-lrs extract --pseudonyms'")
days = int(sys.argv[3]) if len(sys.argv) > 3 else 30
today = datetime.date.fromisoformat(sys.argv[4] if len(sys.argv) > 4 else facts["stored"][:10])
limit = (today - datetime.timedelta(days=days)).isoformat()
rows = ask(connection, "unfinished")
write_csv(sys.argv[2], ["learner", "organisation", "module", "name", "started_at", "last_at"],
          (row for row in rows if row["last_at"] < limit))
