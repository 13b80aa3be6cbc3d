-- SPDX-License-Identifier: Apache-2.0

-- Numbers of which `completion-time` is made (completion_answer.c). Of kind 0: a line of completion (line, course, month of
-- enrolment, days, 1 if it was completed then). Who has not completed yet has at least not done so until the last day that is
-- known of the course. Of kind 1: how many learners of a division are in a line (division, line, learners). Months are counted
-- from year 0; divisions and courses are numbered as completion-time-names.sql has them.
WITH title AS (
    SELECT activity, max(name) AS name FROM report_activity WHERE kind = 'course' GROUP BY activity
),
known AS (
    SELECT course, max(day) AS day
    FROM everybody
    CROSS JOIN report_statements
    WHERE report_statements.segment = everybody.segment
    GROUP BY course
),
course AS MATERIALIZED (
    SELECT
        known.course,
        known.day,
        row_number() OVER (ORDER BY coalesce(title.name, known.course), known.course) AS number
    FROM known
    JOIN title ON title.activity = known.course
),
-- There are many lines: what they are numbered by is the number of their sort within its measure.
line AS MATERIALIZED (
    SELECT
        completion.sort,
        completion.sort % 1000000000 AS line,
        course.number AS course,
        12 * CAST(substr(completion.enrolled_on, 1, 4) AS INTEGER)
            + CAST(substr(completion.enrolled_on, 6, 2) AS INTEGER) - 1 AS month,
        -- 0: who enrolled on the last day that is known
        coalesce(completion.days, course.day - completion.enrolled_day) AS days,
        CASE WHEN completion.days IS NULL THEN 0 ELSE 1 END AS is_completed
    FROM sorts_completion AS completion
    JOIN course ON course.course = completion.activity
    WHERE (:course IS NULL OR completion.activity = :course)
        AND (:from IS NULL OR completion.enrolled_on >= :from)
        AND (:to IS NULL OR completion.enrolled_on <= :to)
),
lines_completion AS (SELECT sort, line FROM line)
SELECT 0 AS kind, line, course, month, days, is_completed FROM line
UNION ALL
SELECT 1, place, line, learners, 0, 0 FROM summed_completion AS counts
