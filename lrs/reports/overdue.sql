-- SPDX-License-Identifier: Apache-2.0

-- Whose completion has run out, and was not renewed by another. Days are those of expiry.sql. In the order of days, then of
-- statements' ids: that of learners would tell something of who they are. Many complete on one day, so each day's end is
-- worked out once.
WITH done AS MATERIALIZED (
    SELECT learner, organisation, course, last_on, last_by
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
ending AS (
    SELECT
        last_on,
        12 * CAST(substr(last_on, 1, 4) AS INTEGER) + CAST(substr(last_on, 6, 2) AS INTEGER) - 1
            + CAST(:months AS INTEGER) AS ends
    FROM (SELECT DISTINCT last_on FROM done) AS days
),
dated AS MATERIALIZED (
    SELECT
        last_on,
        CAST(ends / 12 AS TEXT) || '-' || substr(CAST(101 + ends % 12 AS TEXT), 2)
            || CASE
                WHEN ends % 12 = 1 AND substr(last_on, 9) > '28' THEN '-28'
                WHEN ends % 12 IN (3, 5, 8, 10) AND substr(last_on, 9) = '31' THEN '-30'
                ELSE substr(last_on, 8)
            END AS expired_on
    FROM ending
),
title AS (
    SELECT activity, max(name) AS name FROM report_activity WHERE kind = 'course' GROUP BY activity
),
-- Rows are sorted by a number in the place of two long texts.
listed AS MATERIALIZED (
    SELECT activity, name, row_number() OVER (ORDER BY coalesce(name, activity), activity) AS place FROM title
)
SELECT
    done.learner AS learner,
    done.organisation AS organisation,
    done.course AS course,
    listed.name AS course_name,
    dated.expired_on AS expired_on,
    done.last_on AS completed_on,
    done.last_by AS completed_by
FROM done
CROSS JOIN dated
CROSS JOIN listed
WHERE dated.last_on = done.last_on AND listed.activity = done.course AND dated.expired_on <= :on
ORDER BY listed.place, dated.expired_on, done.last_by
