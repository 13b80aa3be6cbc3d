-- SPDX-License-Identifier: Apache-2.0

-- Statements, the one index for all filters, documents and credentials.

CREATE TABLE authority (
    id INTEGER PRIMARY KEY,
    json TEXT NOT NULL UNIQUE
) STRICT;

-- stored_us grows strictly with seq, also when the clock steps back.
CREATE TABLE statement (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stored_us INTEGER NOT NULL UNIQUE,
    timestamp TEXT,
    timestamp_us INTEGER NOT NULL,
    authority INTEGER NOT NULL,
    version TEXT NOT NULL,
    digest BLOB NOT NULL,
    voids INTEGER NOT NULL,
    voided INTEGER NOT NULL,
    members TEXT NOT NULL
) STRICT;

-- What statements can be found by. `uses` is an estimate (within a quarter below) of the number of
-- postings, good enough to tell a rare term from a common one.
CREATE TABLE term (
    id INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL,
    value TEXT NOT NULL,
    uses INTEGER NOT NULL,
    UNIQUE (kind, value)
) STRICT;

CREATE TABLE posting (
    term INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (term, seq)
) STRICT, WITHOUT ROWID;

-- Which statements point at which by StatementRef; the target may not be there (yet).
CREATE TABLE statement_reference (
    target BLOB NOT NULL,
    seq INTEGER NOT NULL,
    voids INTEGER NOT NULL,
    PRIMARY KEY (target, seq)
) STRICT, WITHOUT ROWID;

-- registration is an empty blob where there is none: NULLs would not be unique.
CREATE TABLE document (
    number INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL,
    activity TEXT NOT NULL,
    agent TEXT NOT NULL,
    registration BLOB NOT NULL,
    id TEXT NOT NULL,
    updated_us INTEGER NOT NULL,
    etag TEXT NOT NULL,
    content_type TEXT NOT NULL,
    content BLOB NOT NULL,
    UNIQUE (kind, activity, agent, id, registration)
) STRICT;

CREATE TABLE credential (
    key TEXT PRIMARY KEY,
    secret_hash TEXT NOT NULL,
    name TEXT NOT NULL,
    scopes TEXT NOT NULL,
    created_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
