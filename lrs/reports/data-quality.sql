-- SPDX-License-Identifier: Apache-2.0

-- What is odd about the statements of each source, and which accounts the roster does not know.
WITH told AS (
    SELECT authority, platform, problem, detail, stored_on, statements
    FROM report_quality
    WHERE (:from IS NULL OR stored_on >= :from) AND (:to IS NULL OR stored_on <= :to)
),
total AS (
    SELECT authority, platform, sum(statements) AS statements
    FROM told
    WHERE problem IS NULL
    GROUP BY authority, platform
),
found AS (
    SELECT
        authority,
        platform,
        problem,
        detail,
        sum(statements) AS statements,
        min(stored_on) AS first_on,
        max(stored_on) AS last_on
    FROM told
    WHERE :problem IS NULL OR problem = :problem
    GROUP BY authority, platform, problem, detail
),
-- A hospital's account reports; nobody learns under it. Only where that is asked, as each account is looked at.
stranger AS (
    SELECT home_page
    FROM report_learner
    WHERE :problem = 'not-in-roster'
        AND is_rostered = 0
        AND learner NOT IN (
            SELECT 'account:https://fhir.nhs.uk/Id/ods-organization-code|' || organisation FROM report_site_evaluation
        )
),
listed AS (
    SELECT
        found.authority,
        found.platform,
        found.problem,
        found.detail,
        found.statements,
        coalesce(total.statements, 0) AS of_statements,
        NULL AS learners,
        found.first_on,
        found.last_on
    FROM found
    LEFT JOIN total ON
        coalesce(total.authority, '') = coalesce(found.authority, '')
        AND coalesce(total.platform, '') = coalesce(found.platform, '')
    UNION ALL
    SELECT NULL, NULL, 'not-in-roster', home_page, NULL, NULL, count(*), NULL, NULL
    FROM stranger
    WHERE EXISTS (SELECT 1 FROM report_person)
    GROUP BY home_page
)
SELECT
    authority,
    platform,
    problem,
    detail,
    CAST(NULL AS TEXT) AS nearest, -- found by data_quality.c, which takes out what a loaded profile knows
    statements,
    of_statements,
    learners,
    first_on,
    last_on,
    CAST(NULL AS TEXT) AS example -- found there, too, statement by statement
FROM listed
ORDER BY
    CASE WHEN problem = 'not-in-roster' THEN 1 ELSE 0 END,
    coalesce(authority, ''),
    coalesce(platform, ''),
    coalesce(problem, ''),
    statements DESC,
    coalesce(detail, '')
