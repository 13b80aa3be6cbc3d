-- SPDX-License-Identifier: Apache-2.0

-- What changed from before a course to after it, in learners who answered at both times.
WITH placed AS (
    SELECT activity, max(course) AS course, max(name) AS name FROM report_activity GROUP BY activity
),
-- What is asked for, numbered as the rows stand, and what a sort of change says of it: there are many until they are summed up.
asked AS MATERIALIZED (
    SELECT
        row_number() OVER (
            ORDER BY
                coalesce(course.name, told.course),
                told.course,
                CASE WHEN told.question IS NULL THEN 0 ELSE 1 END,
                told.subject,
                coalesce(told.question, '')
        ) AS number,
        told.*,
        course.name AS course_name,
        title.name AS question_name
    FROM (
        SELECT given.subject, given.question, coalesce(placed.course, given.subject) AS course, placed.name
        FROM (SELECT DISTINCT subject, question FROM sorts_change) AS given
        LEFT JOIN placed ON placed.activity = given.subject
        WHERE :course IS NULL OR placed.course = :course
    ) AS told
    LEFT JOIN placed AS course ON course.activity = told.course
    LEFT JOIN placed AS title ON title.activity = told.question
),
lines_change AS MATERIALIZED (
    SELECT
        row_number() OVER (ORDER BY asked.number, given.sort) AS line,
        given.sort,
        asked.number,
        given.before,
        given.after,
        given.before_number,
        given.after_number,
        (given.after_number - given.before_number) * (given.after_number - given.before_number) AS square,
        CASE WHEN given.before_number IS NOT NULL THEN 1 ELSE 0 END AS is_counted,
        CASE WHEN given.after_number = given.before_number OR given.before = given.after THEN 0 ELSE 1 END
            AS is_changed,
        CASE WHEN given.after_number > given.before_number THEN 1 ELSE 0 END AS is_higher
    FROM sorts_change AS given
    JOIN asked ON asked.subject = given.subject AND coalesce(asked.question, '') = coalesce(given.question, '')
),
-- Rows of the report: a question, or a pair of answers to one.
part AS (
    SELECT
        summed.place,
        line.number,
        CASE WHEN :by = 'pair' THEN max(line.before) END AS before,
        CASE WHEN :by = 'pair' THEN max(line.after) END AS after,
        sum(summed.learners) AS learners,
        sum(line.is_counted * summed.learners) AS counted,
        sum(line.before_number * summed.learners) AS befores,
        sum(line.after_number * summed.learners) AS afters,
        sum(line.square * summed.learners) AS squares,
        sum(line.is_changed * summed.learners) AS changed,
        sum(line.is_higher * summed.learners) AS higher
    FROM summed_change AS summed
    CROSS JOIN lines_change AS line
    WHERE line.line = summed.line
    GROUP BY summed.place, line.number, CASE WHEN :by = 'pair' THEN line.line END
)
SELECT
    nullif(divisions.division, '') AS division,
    asked.course AS course,
    asked.course_name AS course_name,
    CASE WHEN asked.question IS NOT NULL THEN asked.subject END AS asked_in,
    CASE WHEN asked.question IS NOT NULL THEN asked.name END AS asked_in_name,
    asked.question AS question,
    asked.question_name AS question_name,
    part.before AS before,
    part.after AS after,
    divisions.month AS month,
    part.learners AS learners,
    CASE WHEN part.counted > 0 THEN floor(1000 * part.befores / part.counted + 0.5) / 1000 END AS before_mean,
    CASE WHEN part.counted > 0 THEN floor(1000 * part.afters / part.counted + 0.5) / 1000 END AS after_mean,
    CASE WHEN part.counted > 0 THEN floor(1000 * (part.afters - part.befores) / part.counted + 0.5) / 1000 END
        AS change_mean,
    CASE WHEN part.counted > 1 THEN floor(1000 * sqrt(abs(
        part.squares - (part.afters - part.befores) * (part.afters - part.befores) / part.counted
    ) / (part.counted - 1)) + 0.5) / 1000 END AS change_deviation,
    part.changed AS changed,
    part.higher AS higher
FROM part
JOIN asked ON asked.number = part.number
JOIN divisions ON divisions.place = part.place
ORDER BY
    divisions.division,
    part.number,
    part.before NULLS FIRST,
    part.after NULLS FIRST,
    divisions.month NULLS FIRST,
    part.befores NULLS FIRST,
    part.afters NULLS FIRST
