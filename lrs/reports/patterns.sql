-- SPDX-License-Identifier: Apache-2.0

-- How many registrations follow the patterns of the profiles that they claim.
WITH told AS (
    SELECT
        profile,
        version,
        pattern,
        outcome,
        CASE WHEN :by = 'source' THEN platform END AS platform,
        learner
    FROM report_history
    WHERE :profile IS NULL OR profile = :profile
),
counted AS (
    SELECT
        profile,
        version,
        pattern,
        platform,
        outcome,
        count(DISTINCT learner) AS learners,
        count(*) AS histories
    FROM told
    GROUP BY profile, version, pattern, platform, outcome
)
SELECT
    profile,
    version,
    pattern,
    platform,
    outcome,
    learners,
    histories,
    coalesce((SELECT registrations FROM report_history_due), 0) AS due
FROM counted
ORDER BY profile, coalesce(pattern, ''), coalesce(platform, ''), outcome
