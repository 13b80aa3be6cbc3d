-- SPDX-License-Identifier: Apache-2.0

-- Attachments' data, once for each hash that statements name. A row is written together with the statement that brings the data:
-- chunks, and files of the folder, without one are what a crash has left.

-- content: of its chunks; NULL for a file in the folder, named as the hash.
CREATE TABLE attachment (
    number INTEGER PRIMARY KEY,
    sha2 TEXT NOT NULL UNIQUE,
    length INTEGER NOT NULL,
    content INTEGER UNIQUE
) STRICT;

CREATE TABLE attachment_chunk (
    content INTEGER NOT NULL,
    number INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (content, number)
) STRICT;
