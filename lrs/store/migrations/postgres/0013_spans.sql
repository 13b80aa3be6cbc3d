-- SPDX-License-Identifier: Apache-2.0

CREATE TABLE posting_span (
    term bigint NOT NULL,
    span bigint NOT NULL,
    seqs bytea NOT NULL,
    PRIMARY KEY (term, span)
);

CREATE INDEX term_frequent ON term (id) WHERE uses >= 2048;

-- Each void takes names away that no statement gives any more, and looked at all of them for that.
CREATE INDEX activity_name_none ON activity_name (statements) WHERE statements = 0;
