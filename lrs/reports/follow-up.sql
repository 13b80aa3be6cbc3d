-- SPDX-License-Identifier: Apache-2.0

-- Of those who have completed a course, whose follow-up is due 4 and 12 months later, and who has responded. Months are
-- counted from year 0; a due day that its month lacks comes with the next month.
WITH told AS MATERIALIZED (
    SELECT
        sort,
        course,
        months,
        implementing,
        CASE
            WHEN implementing IS NOT NULL THEN 1
            WHEN CAST(due_month / 12 AS TEXT) || '-' || substr(CAST(101 + due_month % 12 AS TEXT), 2)
                || substr(completed_on, 8) <= :on THEN 1
            ELSE 0
        END AS is_due
    FROM (
        SELECT
            sorts_follow_up.*,
            12 * CAST(substr(completed_on, 1, 4) AS INTEGER) + CAST(substr(completed_on, 6, 2) AS INTEGER) - 1 + months
                AS due_month
        FROM sorts_follow_up
        WHERE (:course IS NULL OR course = :course)
            AND completed_on <= :on
            AND (:from IS NULL OR completed_on >= :from)
            AND (:to IS NULL OR completed_on <= :to)
    ) AS due
),
-- There are many days: what they come to for each division is summed up by the line that they belong to.
lines_follow_up AS MATERIALIZED (
    SELECT sort, dense_rank() OVER (ORDER BY course, months, implementing, is_due) AS line FROM told
),
line AS (
    SELECT DISTINCT lines_follow_up.line, told.course, told.months, told.implementing, told.is_due
    FROM lines_follow_up
    JOIN told ON told.sort = lines_follow_up.sort
),
counted AS (
    SELECT
        summed.place,
        line.course,
        line.months,
        sum(summed.learners) AS completed,
        sum(summed.learners * line.is_due) AS due,
        sum(CASE WHEN line.implementing IS NOT NULL THEN summed.learners ELSE 0 END) AS answered,
        sum(CASE WHEN line.implementing = 'yes' THEN summed.learners ELSE 0 END) AS implementing
    FROM summed_follow_up AS summed
    CROSS JOIN line
    WHERE line.line = summed.line
    GROUP BY summed.place, line.course, line.months
),
title AS (
    SELECT activity, max(name) AS name FROM report_activity WHERE kind = 'course' GROUP BY activity
)
SELECT
    nullif(divisions.division, '') AS division,
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
JOIN divisions ON divisions.place = counted.place
LEFT JOIN title ON title.activity = counted.course
ORDER BY divisions.division, coalesce(title.name, counted.course), counted.course, counted.months
