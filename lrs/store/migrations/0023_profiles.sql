-- SPDX-License-Identifier: Apache-2.0

-- xAPI Profiles that statements are held against. Numbers are given once: the highest tells whether others were loaded since.
-- A row without text is what is left of the profile that was removed last, so that its number is not given again.
CREATE TABLE profile (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    version TEXT NOT NULL,
    loaded_us INTEGER NOT NULL,
    text TEXT NOT NULL
) STRICT;

-- What the numbers of templates stand for: from 1, in the profile's order.
CREATE TABLE profile_template (
    profile INTEGER NOT NULL,
    template INTEGER NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (profile, template)
) STRICT, WITHOUT ROWID;

-- A row a statement that claims a profile and does not keep to it: the first thing in which it does not (store/conformance.h).
CREATE TABLE profile_breach (
    seq INTEGER NOT NULL,
    profile INTEGER NOT NULL,
    template INTEGER NOT NULL,
    rule INTEGER NOT NULL,
    broken INTEGER NOT NULL,
    value TEXT,
    PRIMARY KEY (seq, profile)
) STRICT, WITHOUT ROWID;

-- Whether its statements are refused if they do not keep to a profile that they claim.
ALTER TABLE credential ADD COLUMN strict_profiles INTEGER NOT NULL DEFAULT 0;
