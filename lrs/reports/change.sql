-- SPDX-License-Identifier: Apache-2.0

-- What changed from before a course to after it, in learners who answered at both times.
WITH placed AS (
    SELECT activity, max(course) AS course, max(name) AS name FROM report_activity GROUP BY activity
),
given AS (
    SELECT chosen.division, subject, question, before, after, before_number, after_number, sum(learners) AS learners
    FROM chosen
    CROSS JOIN report_change
    WHERE report_change.segment = chosen.segment
    GROUP BY chosen.division, subject, question, before, after, before_number, after_number
),
pair AS (
    SELECT
        change.division,
        coalesce(placed.course, change.subject) AS course,
        CASE WHEN change.question IS NOT NULL THEN change.subject END AS asked_in,
        placed.name,
        change.question,
        change.before,
        change.after,
        change.before_number,
        change.after_number,
        change.learners,
        change.after_number - change.before_number AS difference
    FROM given AS change
    LEFT JOIN placed ON placed.activity = change.subject
    WHERE :course IS NULL OR placed.course = :course
),
-- Rows of the report: a question, or a pair of answers to one.
part AS (
    SELECT
        division, course, asked_in, name, question,
        NULL AS before,
        NULL AS after,
        sum(learners) AS learners,
        sum(CASE WHEN difference IS NOT NULL THEN learners ELSE 0 END) AS counted,
        sum(before_number * learners) AS befores,
        sum(after_number * learners) AS afters,
        sum(difference * difference * learners) AS squares,
        sum(CASE WHEN difference = 0 OR before = after THEN 0 ELSE learners END) AS changed,
        sum(CASE WHEN difference > 0 THEN learners ELSE 0 END) AS higher
    FROM pair
    WHERE :by = 'question'
    GROUP BY division, course, asked_in, name, question
    UNION ALL
    SELECT
        division, course, asked_in, name, question,
        before,
        after,
        learners,
        CASE WHEN difference IS NOT NULL THEN learners ELSE 0 END,
        before_number * learners,
        after_number * learners,
        difference * difference * learners,
        CASE WHEN difference = 0 OR before = after THEN 0 ELSE learners END,
        CASE WHEN difference > 0 THEN learners ELSE 0 END
    FROM pair
    WHERE :by = 'pair'
)
SELECT
    nullif(part.division, '') AS division,
    part.course AS course,
    course.name AS course_name,
    part.asked_in AS asked_in,
    CASE WHEN part.asked_in IS NOT NULL THEN part.name END AS asked_in_name,
    part.question AS question,
    title.name AS question_name,
    part.before AS before,
    part.after AS after,
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
LEFT JOIN placed AS course ON course.activity = part.course
LEFT JOIN placed AS title ON title.activity = part.question
ORDER BY
    part.division,
    coalesce(course.name, part.course),
    coalesce(part.asked_in, ''),
    coalesce(part.question, ''),
    part.before NULLS FIRST,
    part.after NULLS FIRST,
    part.befores NULLS FIRST,
    part.afters NULLS FIRST
