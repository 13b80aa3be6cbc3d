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

-- Whether statements keep to the profiles that they claim, of all that are loaded.
CREATE VIEW report_conformance AS
SELECT
    tally.segment AS segment,
    profile.id AS profile,
    nullif(profile.version, '') AS version,
    profile_template.id AS template,
    coalesce(json_extract(authority.json, '$.account.name'), json_extract(authority.json, '$.name'), json_extract(authority.json, '$.mbox')) AS authority,
    nullif(tally.text, '') AS platform,
    nullif(tally.late_text, '') AS package,
    CASE tally.asked
        WHEN 0 THEN 'unmatched'
        WHEN 1 THEN 'success'
        WHEN 2 THEN 'invalid'
        WHEN 3 THEN 'wrong-extension'
    END AS outcome,
    date(tally.context * 86400, 'unixepoch') AS stored_on,
    tally.total AS statements
FROM tally
JOIN profile ON profile.number = tally.value
LEFT JOIN profile_template ON profile_template.profile = profile.number AND profile_template.template = tally.late_value
LEFT JOIN authority ON authority.id = tally.subject
WHERE tally.segment = 0 AND tally.measure = 42 AND tally.total <> 0;
