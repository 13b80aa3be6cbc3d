-- SPDX-License-Identifier: Apache-2.0

-- What changed from before a course to after it, in learners who answered at both times.
WITH placed AS (
    SELECT activity, max(course) AS course, max(name) AS name FROM report_activity GROUP BY activity
),
-- Rows of the report: a question, or a pair of answers to one.
told AS (
    SELECT
        change.place,
        change.subject,
        change.question,
        CASE WHEN :by = 'pair' THEN max(change.before) END AS before,
        CASE WHEN :by = 'pair' THEN max(change.after) END AS after,
        sum(change.learners) AS learners,
        sum(CASE WHEN change.before_number IS NOT NULL THEN change.learners ELSE 0 END) AS counted,
        sum(change.before_number * change.learners) AS befores,
        sum(change.after_number * change.learners) AS afters,
        sum((change.after_number - change.before_number) * (change.after_number - change.before_number)
            * change.learners) AS squares,
        sum(CASE WHEN change.after_number = change.before_number OR change.before = change.after THEN 0
            ELSE change.learners END) AS changed,
        sum(CASE WHEN change.after_number > change.before_number THEN change.learners ELSE 0 END) AS higher
    FROM chosen_change AS change
    GROUP BY
        change.place,
        change.subject,
        change.question,
        CASE WHEN :by = 'pair' THEN change.number END
),
part AS (
    SELECT
        told.*,
        coalesce(placed.course, told.subject) AS course,
        CASE WHEN told.question IS NOT NULL THEN told.subject END AS asked_in,
        placed.name
    FROM told
    LEFT JOIN placed ON placed.activity = told.subject
    WHERE :course IS NULL OR placed.course = :course
)
SELECT
    nullif(divisions.division, '') AS division,
    part.course AS course,
    course.name AS course_name,
    part.asked_in AS asked_in,
    CASE WHEN part.asked_in IS NOT NULL THEN part.name END AS asked_in_name,
    part.question AS question,
    title.name AS question_name,
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
JOIN divisions ON divisions.place = part.place
LEFT JOIN placed AS course ON course.activity = part.course
LEFT JOIN placed AS title ON title.activity = part.question
ORDER BY
    divisions.division,
    coalesce(course.name, part.course),
    coalesce(part.asked_in, ''),
    coalesce(part.question, ''),
    part.before NULLS FIRST,
    part.after NULLS FIRST,
    part.befores NULLS FIRST,
    part.afters NULLS FIRST,
    divisions.month NULLS FIRST
