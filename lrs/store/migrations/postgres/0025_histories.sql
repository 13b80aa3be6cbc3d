-- SPDX-License-Identifier: Apache-2.0

CREATE TABLE profile_pattern (
    profile bigint NOT NULL,
    pattern bigint NOT NULL,
    id text COLLATE "C" NOT NULL,
    PRIMARY KEY (profile, pattern)
);

CREATE TABLE profile_history (
    registration bigint NOT NULL,
    profile bigint NOT NULL,
    part bigint NOT NULL,
    subregistration text COLLATE "C" NOT NULL,
    outcome bigint NOT NULL,
    pattern bigint NOT NULL,
    broken_id bytea,
    statements bigint NOT NULL,
    last_us bigint NOT NULL,
    learner bigint NOT NULL,
    platform text COLLATE "C" NOT NULL,
    PRIMARY KEY (registration, profile, part)
);

CREATE TABLE profile_history_due (
    registration bigint PRIMARY KEY
);

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
    report_id(profile_history.broken_id) AS broken_by,
    profile_history.statements AS statements,
    report_time(profile_history.last_us) AS last_at
FROM profile_history
JOIN profile ON profile.number = profile_history.profile
JOIN term AS registration ON registration.id = profile_history.registration
LEFT JOIN term AS learner ON learner.id = profile_history.learner
LEFT JOIN profile_pattern
    ON profile_pattern.profile = profile_history.profile AND profile_pattern.pattern = profile_history.pattern;

-- How many registrations are to be looked at again, if any.
CREATE VIEW report_history_due AS
SELECT count(*) AS registrations FROM profile_history_due HAVING count(*) > 0;
