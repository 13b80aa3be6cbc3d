# SPDX-License-Identifier: Apache-2.0
"""Reading an extract of ibest-lrs with Python's standard library."""

import csv
import pathlib
import sqlite3
from urllib.parse import quote

QUERIES = pathlib.Path(__file__).resolve().parent.parent / "sql"


def open_extract(path):
    """Opens the file for reading only, so that no mistake here can change it."""
    connection = sqlite3.connect(f"file:{quote(path)}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    return connection


def ask(connection, name):
    """The rows of sql/NAME.sql."""
    return connection.execute((QUERIES / f"{name}.sql").read_text(encoding="utf-8")).fetchall()


def about(connection):
    """What the extract says of itself, as a dictionary."""
    return dict(connection.execute("SELECT name, value FROM about").fetchall())


def defused(value):
    """Excel runs text as a formula that begins so; names in here were given by senders."""
    return "'" + value if isinstance(value, str) and value[:1] in tuple("=+-@\t\r") else value


def write_csv(path, columns, rows):
    """With a byte order mark, so that Excel shows accents."""
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows([defused(value) for value in row] for row in rows)
