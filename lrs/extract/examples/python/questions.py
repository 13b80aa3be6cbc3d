#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The questions that fewest people answer right at their first attempt.

    python3 questions.py lrs.sqlite questions.csv [LEAST]

Questions that fewer than LEAST people (10) have answered are left out: a percentage of three people says nothing.
"""

import sys

from extract import ask, open_extract, write_csv

least = int(sys.argv[3]) if len(sys.argv) > 3 else 10
rows = ask(open_extract(sys.argv[1]), "questions")
write_csv(sys.argv[2], ["question", "name", "asked_in", "right", "wrong", "percent_right"],
          (row for row in rows if row["right"] + row["wrong"] >= least))
