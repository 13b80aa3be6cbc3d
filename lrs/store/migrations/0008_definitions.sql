-- SPDX-License-Identifier: Apache-2.0

-- What is known of an Activity (its term of kind related activity) or a verb (its term).
CREATE TABLE definition (
    term INTEGER PRIMARY KEY,
    json TEXT NOT NULL
) STRICT;

-- The statements that changed one, whose senders were allowed to. Merging them in order of seq makes
-- the table above anew.
CREATE TABLE definition_change (
    seq INTEGER PRIMARY KEY
) STRICT;

-- Nobody knows whose senders might define before there was a scope for it: all count.
INSERT INTO definition_change (seq) SELECT seq FROM statement;
