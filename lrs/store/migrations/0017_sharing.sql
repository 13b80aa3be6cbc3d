-- SPDX-License-Identifier: Apache-2.0

-- Whose reports a credential sees, and how small the counts in them may be; an empty text is what was not said.
ALTER TABLE credential ADD COLUMN disclosure TEXT NOT NULL DEFAULT '';
ALTER TABLE credential ADD COLUMN organisation TEXT NOT NULL DEFAULT '';

-- Keys of pseudonyms; the last one counts. A row is never changed.
CREATE TABLE pseudonym_key (
    number INTEGER PRIMARY KEY,
    bytes BLOB NOT NULL,
    created_us INTEGER NOT NULL
) STRICT;
