-- SPDX-License-Identifier: Apache-2.0

CREATE TABLE erased_statement (
    id bytea PRIMARY KEY,
    is_changed bigint NOT NULL
);

CREATE TABLE erasure (
    number bigint PRIMARY KEY,
    salt bytea NOT NULL,
    digest bytea NOT NULL,
    erased_us bigint NOT NULL,
    last_seq bigint NOT NULL,
    statements bigint NOT NULL
);
