-- SPDX-License-Identifier: Apache-2.0

-- Postings of frequent terms once more, packed (store/spans.h). It is filled by store/postings_fill.c, which also gives
-- `posting` its new kinds of rows (store/postings.h) and takes those of voided statements away.
CREATE TABLE posting_span (
    term INTEGER NOT NULL,
    span INTEGER NOT NULL,
    seqs BLOB NOT NULL,
    PRIMARY KEY (term, span)
) STRICT, WITHOUT ROWID;

CREATE INDEX term_frequent ON term (id) WHERE uses >= 2048;

-- Each void takes names away that no statement gives any more, and looked at all of them for that.
CREATE INDEX activity_name_none ON activity_name (statements) WHERE statements = 0;
