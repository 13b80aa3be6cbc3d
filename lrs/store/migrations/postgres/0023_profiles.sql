-- SPDX-License-Identifier: Apache-2.0

CREATE TABLE profile (
    number bigint PRIMARY KEY,
    id text COLLATE "C" NOT NULL,
    version text COLLATE "C" NOT NULL,
    loaded_us bigint NOT NULL,
    text text COLLATE "C" NOT NULL
);

CREATE TABLE profile_template (
    profile bigint NOT NULL,
    template bigint NOT NULL,
    id text COLLATE "C" NOT NULL,
    PRIMARY KEY (profile, template)
);

CREATE TABLE profile_breach (
    seq bigint NOT NULL,
    profile bigint NOT NULL,
    template bigint NOT NULL,
    rule bigint NOT NULL,
    broken bigint NOT NULL,
    value text COLLATE "C",
    PRIMARY KEY (seq, profile)
);

-- Whether its statements are refused if they do not keep to a profile that they claim.
ALTER TABLE credential ADD COLUMN strict_profiles bigint NOT NULL DEFAULT 0;

-- Whether statements keep to the profiles that they claim, of all that are loaded.
CREATE VIEW report_conformance AS
SELECT
    tally.segment AS segment,
    profile.id AS profile,
    nullif(profile.version, '') AS version,
    profile_template.id AS template,
    coalesce(authority.json::jsonb -> 'account' ->> 'name', authority.json::jsonb ->> 'name', authority.json::jsonb ->> 'mbox') AS authority,
    nullif(tally.text, '') AS platform,
    nullif(tally.late_text, '') AS package,
    CASE tally.asked
        WHEN 0 THEN 'unmatched'
        WHEN 1 THEN 'success'
        WHEN 2 THEN 'invalid'
        WHEN 3 THEN 'wrong-extension'
    END AS outcome,
    report_day(tally.context) AS stored_on,
    tally.total AS statements
FROM tally
JOIN profile ON profile.number = tally.value
LEFT JOIN profile_template ON profile_template.profile = profile.number AND profile_template.template = tally.late_value
LEFT JOIN authority ON authority.id = tally.subject
WHERE tally.segment = 0 AND tally.measure = 42 AND tally.total <> 0;
