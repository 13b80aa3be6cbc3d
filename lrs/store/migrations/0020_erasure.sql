-- SPDX-License-Identifier: Apache-2.0

-- What is left of learners who were erased: ERASURE.md tells why.

-- Statements that went, or (is_changed) that stayed with nobody in the learner's place.
CREATE TABLE erased_statement (
    id BLOB PRIMARY KEY,
    is_changed INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A row an identifier. last_seq: that was given until then; erased_us is a stamp of the store's.
CREATE TABLE erasure (
    number INTEGER PRIMARY KEY,
    salt BLOB NOT NULL,
    digest BLOB NOT NULL,
    erased_us INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    statements INTEGER NOT NULL
) STRICT;
