-- SPDX-License-Identifier: Apache-2.0

-- When completions run out, counted from the last one of each learner. A day that its month lacks is the month's last,
-- 28 February in every year.
WITH ending AS (
    SELECT
        division,
        course,
        completed_on,
        learners,
        12 * CAST(substr(completed_on, 1, 4) AS INTEGER) + CAST(substr(completed_on, 6, 2) AS INTEGER) - 1
            + CAST(:months AS INTEGER) AS ends
    FROM chosen_completed_last
    WHERE (:course IS NULL OR course = :course)
),
dated AS (
    SELECT
        division,
        course,
        learners,
        CAST(ends / 12 AS TEXT) || '-' || substr(CAST(101 + ends % 12 AS TEXT), 2) AS expires_month,
        CASE
            WHEN ends % 12 = 1 AND substr(completed_on, 9) > '28' THEN '-28'
            WHEN ends % 12 IN (3, 5, 8, 10) AND substr(completed_on, 9) = '31' THEN '-30'
            ELSE substr(completed_on, 8)
        END AS expires_day
    FROM ending
),
counted AS (
    SELECT
        division,
        course,
        expires_month,
        sum(learners) AS learners,
        sum(CASE WHEN expires_month || expires_day <= :on THEN learners ELSE 0 END) AS overdue
    FROM dated
    WHERE (:from IS NULL OR expires_month || expires_day >= :from)
        AND (:to IS NULL OR expires_month || expires_day <= :to)
    GROUP BY division, course, expires_month
),
title AS (
    SELECT activity, max(name) AS name FROM report_activity WHERE kind = 'course' GROUP BY activity
)
SELECT
    nullif(counted.division, '') AS division,
    counted.course AS course,
    title.name AS course_name,
    counted.expires_month AS expires_month,
    counted.learners AS learners,
    counted.overdue AS overdue
FROM counted
LEFT JOIN title ON title.activity = counted.course
ORDER BY counted.division, coalesce(title.name, counted.course), counted.course, counted.expires_month
