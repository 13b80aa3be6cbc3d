-- SPDX-License-Identifier: Apache-2.0

ALTER TABLE credential ADD COLUMN disclosure text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE credential ADD COLUMN organisation text COLLATE "C" NOT NULL DEFAULT '';

CREATE TABLE pseudonym_key (
    number bigint PRIMARY KEY,
    bytes bytea NOT NULL,
    created_us bigint NOT NULL
);
