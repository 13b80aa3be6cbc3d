-- SPDX-License-Identifier: Apache-2.0

-- What the numbers of patterns stand for: from 1, in the profile's order.
CREATE TABLE profile_pattern (
    profile INTEGER NOT NULL,
    pattern INTEGER NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (profile, pattern)
) STRICT, WITHOUT ROWID;

-- A row a registration, profile that its statements claim, and subregistration in it: how far it follows the profile's patterns
-- (matching/pattern_follow.h). Parts are numbered in the order of the subregistrations; '' is none.
CREATE TABLE profile_history (
    registration INTEGER NOT NULL,
    profile INTEGER NOT NULL,
    part INTEGER NOT NULL,
    subregistration TEXT NOT NULL,
    outcome INTEGER NOT NULL,
    pattern INTEGER NOT NULL,
    broken_id BLOB,
    statements INTEGER NOT NULL,
    last_us INTEGER NOT NULL,
    learner INTEGER NOT NULL,
    platform TEXT NOT NULL,
    PRIMARY KEY (registration, profile, part)
) STRICT, WITHOUT ROWID;

-- Registrations whose statements have changed since their rows were written.
CREATE TABLE profile_history_due (
    registration INTEGER PRIMARY KEY
) STRICT;

-- How far registrations follow the patterns of the profiles that they claim.
CREATE VIEW report_history AS
SELECT
    learner.value AS learner,
    replace(registration.value, '-', '') AS registration,
    nullif(profile_history.subregistration, '') AS subregistration,
    profile.id AS profile,
    nullif(profile.version, '') AS version,
    profile_pattern.id AS pattern,
    CASE profile_history.outcome
        WHEN 1 THEN 'success'
        WHEN 2 THEN 'partial'
        WHEN 3 THEN 'failure'
        WHEN 4 THEN 'undecided'
    END AS outcome,
    nullif(profile_history.platform, '') AS platform,
    lower(hex(coalesce(profile_history.broken_id, ''))) AS broken_by,
    profile_history.statements AS statements,
    strftime('%Y-%m-%dT%H:%M:%SZ', profile_history.last_us / 1000000, 'unixepoch') AS last_at
FROM profile_history
JOIN profile ON profile.number = profile_history.profile
JOIN term AS registration ON registration.id = profile_history.registration
LEFT JOIN term AS learner ON learner.id = profile_history.learner
LEFT JOIN profile_pattern
    ON profile_pattern.profile = profile_history.profile AND profile_pattern.pattern = profile_history.pattern;

-- How many registrations are to be looked at again, if any.
CREATE VIEW report_history_due AS
SELECT count(*) AS registrations FROM profile_history_due HAVING count(*) > 0;
