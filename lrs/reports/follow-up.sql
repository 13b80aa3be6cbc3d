-- SPDX-License-Identifier: Apache-2.0

-- Of those who have completed a course, whose follow-up is due 4 and 12 months later, and who has responded. Months are
-- counted from year 0; a due day that its month lacks comes with the next month.
WITH told AS (
    SELECT
        division,
        course,
        completed_on,
        months,
        implementing,
        learners,
        12 * CAST(substr(completed_on, 1, 4) AS INTEGER) + CAST(substr(completed_on, 6, 2) AS INTEGER) - 1 + months
            AS due_month
    FROM chosen_follow_up
    WHERE (:course IS NULL OR course = :course)
        AND completed_on <= :on
        AND (:from IS NULL OR completed_on >= :from)
        AND (:to IS NULL OR completed_on <= :to)
),
dated AS (
    SELECT
        division,
        course,
        months,
        learners,
        implementing,
        CASE
            WHEN implementing IS NOT NULL THEN 1
            WHEN CAST(due_month / 12 AS TEXT) || '-' || substr(CAST(101 + due_month % 12 AS TEXT), 2)
                || substr(completed_on, 8) <= :on THEN 1
            ELSE 0
        END AS is_due
    FROM told
),
counted AS (
    SELECT
        division,
        course,
        months,
        sum(learners) AS completed,
        sum(learners * is_due) AS due,
        sum(CASE WHEN implementing IS NOT NULL THEN learners ELSE 0 END) AS answered,
        sum(CASE WHEN implementing = 'yes' THEN learners ELSE 0 END) AS implementing
    FROM dated
    GROUP BY division, course, months
),
title AS (
    SELECT activity, max(name) AS name FROM report_activity WHERE kind = 'course' GROUP BY activity
)
SELECT
    nullif(counted.division, '') AS division,
    counted.course AS course,
    title.name AS course_name,
    counted.months AS months,
    counted.completed AS completed,
    counted.due AS due,
    counted.answered AS answered,
    counted.due - counted.answered AS overdue,
    CASE WHEN counted.due > 0 THEN floor(1000.0 * counted.answered / counted.due + 0.5) / 10 END AS answered_percent,
    counted.implementing AS implementing,
    CASE WHEN counted.answered > 0 THEN floor(1000.0 * counted.implementing / counted.answered + 0.5) / 10 END
        AS implementing_percent
FROM counted
LEFT JOIN title ON title.activity = counted.course
ORDER BY counted.division, coalesce(title.name, counted.course), counted.course, counted.months
