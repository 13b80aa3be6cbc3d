-- SPDX-License-Identifier: Apache-2.0

-- Statements are packed (store/bodies.c): members is text as before, or bytes. Those that are here stay text.
-- `stored_us` grows with seq, so what an index over it finds is found by halving.
CREATE TABLE statement_packed (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    stored_us INTEGER NOT NULL,
    timestamp TEXT,
    timestamp_us INTEGER NOT NULL,
    authority INTEGER NOT NULL,
    version TEXT NOT NULL,
    digest BLOB NOT NULL,
    voids INTEGER NOT NULL,
    voided INTEGER NOT NULL,
    members ANY NOT NULL
) STRICT;

INSERT INTO statement_packed SELECT * FROM statement ORDER BY seq;
DROP TABLE statement;
ALTER TABLE statement_packed RENAME TO statement;

-- What statements are packed with. A row is never changed or removed.
CREATE TABLE dictionary (
    number INTEGER PRIMARY KEY,
    bytes BLOB NOT NULL
) STRICT;
