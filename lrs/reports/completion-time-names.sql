-- SPDX-License-Identifier: Apache-2.0

-- What numbers of completion-time.sql stand for. Of kind 0: a course with its name and the last day that is known of it. Of
-- kind 1: a division.
WITH title AS (
    SELECT activity, max(name) AS name FROM report_activity WHERE kind = 'course' GROUP BY activity
),
known AS (
    SELECT course, max(told_on) AS told_on
    FROM everybody
    CROSS JOIN report_statements
    WHERE report_statements.segment = everybody.segment
    GROUP BY course
)
SELECT
    0 AS kind,
    row_number() OVER (ORDER BY coalesce(title.name, known.course), known.course) AS number,
    known.course AS text,
    title.name AS name,
    known.told_on AS told_on
FROM known
JOIN title ON title.activity = known.course
UNION ALL
SELECT 1, place, nullif(division, ''), NULL, NULL FROM divisions
