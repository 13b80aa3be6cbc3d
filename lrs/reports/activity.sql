-- SPDX-License-Identifier: Apache-2.0

-- Who learnt when: days, months or financial years of London. A learner counts once in each of them.
WITH title AS (
    SELECT activity, max(name) AS name FROM report_activity WHERE kind = 'course' GROUP BY activity
),
-- All that is counted, and when. Who enrolled is known by month, too, which are fewer rows.
dated AS (
    SELECT 'statements' AS what, sort, course, told_on AS day FROM sorts_statements
    UNION ALL
    SELECT stage, sort, activity, happened_on FROM sorts_enrolled WHERE :period = 'day'
    UNION ALL
    SELECT 'cohort', sort, activity, begins_on FROM sorts_cohort WHERE :period <> 'day' AND begins_on IS NOT NULL
    UNION ALL
    SELECT stage, sort, activity, happened_on FROM sorts_started
    UNION ALL
    SELECT stage, sort, activity, happened_on FROM sorts_completed
    UNION ALL
    SELECT 'active', sort, course, begins_on FROM sorts_active_days WHERE :period = 'day'
    UNION ALL
    SELECT 'active', sort, course, begins_on FROM sorts_active_months WHERE :period = 'month'
    UNION ALL
    SELECT 'active', sort, course, begins_on FROM sorts_active_years WHERE :period = 'financial-year'
),
begun AS MATERIALIZED (
    SELECT
        what,
        sort,
        course,
        CASE
            WHEN :period = 'day' THEN day
            WHEN :period = 'month' THEN substr(day, 1, 7) || '-01'
            WHEN substr(day, 6, 2) >= '04' THEN substr(day, 1, 4) || '-04-01'
            ELSE (CAST(substr(day, 1, 4) AS INTEGER) - 1) || '-04-01'
        END AS begins_on
    FROM dated
    WHERE (:course IS NULL OR course = :course)
        AND (what IN ('statements', 'active') OR course IN (SELECT activity FROM title))
),
courses AS MATERIALIZED (
    SELECT
        told.course,
        title.name,
        row_number() OVER (ORDER BY coalesce(title.name, told.course), told.course) AS number
    FROM (SELECT DISTINCT course FROM begun) AS told
    LEFT JOIN title ON title.activity = told.course
),
-- A line is a course and period, numbered as the rows stand: days are many until they are summed up.
line AS MATERIALIZED (
    SELECT
        begun.what,
        begun.sort,
        courses.number AS course,
        begun.begins_on,
        dense_rank() OVER (ORDER BY courses.number, begun.begins_on) AS number
    FROM begun
    JOIN courses ON courses.course = begun.course
    WHERE (:from IS NULL OR begun.begins_on >= :from) AND (:to IS NULL OR begun.begins_on <= :to)
),
lines_statements AS (SELECT sort, number AS line FROM line WHERE what = 'statements'),
lines_enrolled AS (SELECT sort, number AS line FROM line WHERE what = 'enrolled'),
lines_cohort AS (SELECT sort, number AS line FROM line WHERE what = 'cohort'),
lines_started AS (SELECT sort, number AS line FROM line WHERE what = 'started'),
lines_completed AS (SELECT sort, number AS line FROM line WHERE what = 'completed'),
lines_active_days AS (SELECT sort, number AS line FROM line WHERE what = 'active' AND :period = 'day'),
lines_active_months AS (SELECT sort, number AS line FROM line WHERE what = 'active' AND :period = 'month'),
lines_active_years AS (SELECT sort, number AS line FROM line WHERE what = 'active' AND :period = 'financial-year'),
counted AS (
    SELECT place, line, 0 AS learners, statements, 0 AS enrolled, 0 AS started, 0 AS completed
    FROM summed_statements AS counts
    UNION ALL
    SELECT place, line, 0, 0, learners, 0, 0 FROM summed_enrolled AS counts
    UNION ALL
    SELECT place, line, 0, 0, enrolled, 0, 0 FROM summed_cohort AS counts
    UNION ALL
    SELECT place, line, 0, 0, 0, learners, 0 FROM summed_started AS counts
    UNION ALL
    SELECT place, line, 0, 0, 0, 0, learners FROM summed_completed AS counts
    UNION ALL
    SELECT place, line, learners, 0, 0, 0, 0 FROM summed_active_days AS counts
    UNION ALL
    SELECT place, line, learners, 0, 0, 0, 0 FROM summed_active_months AS counts
    UNION ALL
    SELECT place, line, learners, 0, 0, 0, 0 FROM summed_active_years AS counts
),
summed AS (
    SELECT
        place,
        line,
        sum(learners) AS learners,
        sum(statements) AS statements,
        sum(enrolled) AS enrolled,
        sum(started) AS started,
        sum(completed) AS completed
    FROM counted
    GROUP BY place, line
),
period AS (SELECT DISTINCT number, course, begins_on FROM line)
SELECT
    nullif(divisions.division, '') AS division,
    courses.course AS course,
    courses.name AS course_name,
    period.begins_on AS begins_on,
    summed.learners AS learners,
    summed.statements AS statements,
    summed.enrolled AS enrolled,
    summed.started AS started,
    summed.completed AS completed
FROM summed
JOIN divisions ON divisions.place = summed.place
JOIN period ON period.number = summed.line
JOIN courses ON courses.number = period.course
ORDER BY summed.place, summed.line
