-- SPDX-License-Identifier: Apache-2.0

-- Who learnt when: days, months or financial years of London. A learner counts once in each of them.
WITH title AS (
    SELECT activity, max(name) AS name FROM report_activity WHERE kind = 'course' GROUP BY activity
),
-- What is counted by day, as rows of the same columns.
counted AS (
    SELECT place, division, course, told_on AS day, statements, 0 AS enrolled, 0 AS started, 0 AS completed
    FROM chosen_statements
    UNION ALL
    SELECT
        place,
        division,
        activity,
        happened_on,
        0,
        CASE WHEN stage = 'enrolled' THEN learners ELSE 0 END,
        CASE WHEN stage = 'started' THEN learners ELSE 0 END,
        CASE WHEN stage = 'completed' THEN learners ELSE 0 END
    FROM chosen_stage
    WHERE activity IN (SELECT activity FROM title)
),
dated AS (
    SELECT
        counted.*,
        CASE
            WHEN :period = 'day' THEN day
            WHEN :period = 'month' THEN substr(day, 1, 7) || '-01'
            WHEN substr(day, 6, 2) >= '04' THEN substr(day, 1, 4) || '-04-01'
            ELSE (CAST(substr(day, 1, 4) AS INTEGER) - 1) || '-04-01'
        END AS begins_on
    FROM counted
    WHERE :course IS NULL OR course = :course
),
summed AS (
    SELECT
        division,
        course,
        begins_on,
        sum(statements) AS statements,
        sum(enrolled) AS enrolled,
        sum(started) AS started,
        sum(completed) AS completed
    FROM dated
    WHERE (:from IS NULL OR begins_on >= :from) AND (:to IS NULL OR begins_on <= :to)
    GROUP BY place, begins_on, division, course
),
active AS (
    SELECT division, course, begins_on, learners FROM chosen_active_days WHERE :period = 'day'
    UNION ALL
    SELECT division, course, begins_on, learners FROM chosen_active_months WHERE :period = 'month'
    UNION ALL
    SELECT division, course, begins_on, learners FROM chosen_active_years WHERE :period = 'financial-year'
)
SELECT
    nullif(summed.division, '') AS division,
    summed.course AS course,
    title.name AS course_name,
    summed.begins_on AS begins_on,
    coalesce(active.learners, 0) AS learners,
    summed.statements AS statements,
    summed.enrolled AS enrolled,
    summed.started AS started,
    summed.completed AS completed
FROM summed
LEFT JOIN active ON
    active.division = summed.division AND active.course = summed.course AND active.begins_on = summed.begins_on
LEFT JOIN title ON title.activity = summed.course
ORDER BY summed.division, coalesce(title.name, summed.course), summed.course, summed.begins_on
