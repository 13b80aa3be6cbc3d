-- SPDX-License-Identifier: Apache-2.0

-- Whose completion has run out, and was not renewed by another. Days are those of expiry.sql. In the order of days, then of
-- statements' ids: that of learners would tell something of who they are.
WITH ending AS (
    SELECT
        learner,
        organisation,
        course,
        last_on AS completed_on,
        last_by,
        12 * CAST(substr(last_on, 1, 4) AS INTEGER) + CAST(substr(last_on, 6, 2) AS INTEGER) - 1
            + CAST(:months AS INTEGER) AS ends
    FROM report_learner_completion
    WHERE (:course IS NULL OR course = :course)
        AND (
            (SELECT min(segment) FROM chosen) = 0
            OR learner IN (
                SELECT report_learner_segment.learner
                FROM report_learner_segment
                JOIN chosen ON chosen.segment = report_learner_segment.segment
            )
        )
),
dated AS (
    SELECT
        learner,
        organisation,
        course,
        completed_on,
        last_by,
        CAST(ends / 12 AS TEXT) || '-' || substr(CAST(101 + ends % 12 AS TEXT), 2) AS expires_month,
        CASE
            WHEN ends % 12 = 1 AND substr(completed_on, 9) > '28' THEN '-28'
            WHEN ends % 12 IN (3, 5, 8, 10) AND substr(completed_on, 9) = '31' THEN '-30'
            ELSE substr(completed_on, 8)
        END AS expires_day
    FROM ending
),
title AS (
    SELECT activity, max(name) AS name FROM report_activity WHERE kind = 'course' GROUP BY activity
)
SELECT
    dated.learner AS learner,
    dated.organisation AS organisation,
    dated.course AS course,
    title.name AS course_name,
    dated.expires_month || dated.expires_day AS expired_on,
    dated.completed_on AS completed_on,
    dated.last_by AS completed_by
FROM dated
LEFT JOIN title ON title.activity = dated.course
WHERE dated.expires_month || dated.expires_day <= :on
ORDER BY coalesce(title.name, dated.course), dated.course, dated.expires_month || dated.expires_day, dated.last_by
