-- SPDX-License-Identifier: Apache-2.0

-- Statements stay text here: PostgreSQL compresses long ones itself. A time is found by halving, as in SQLite.
ALTER TABLE statement DROP CONSTRAINT statement_stored_us_key;

CREATE TABLE dictionary (
    number bigint PRIMARY KEY,
    bytes bytea NOT NULL
);
