-- SPDX-License-Identifier: Apache-2.0

-- First, last and best scores of each activity. Sums are of whole millionths, so that no engine rounds them otherwise.
WITH placed AS (
    SELECT activity, max(kind) AS kind, max(course) AS course, max(name) AS name
    FROM report_activity
    GROUP BY activity
),
-- How many learners scored as much or less, for the medians.
ranked AS (
    SELECT
        score.*,
        sum(score.learners) OVER (
            PARTITION BY score.place, score.activity, score.asked, score.attempt ORDER BY score.millionths
        ) AS so_far,
        sum(score.learners) OVER (
            PARTITION BY score.place, score.activity, score.asked, score.attempt
        ) AS total
    FROM chosen_score AS score
    LEFT JOIN placed ON placed.activity = score.activity
    WHERE :course IS NULL OR placed.course = :course
),
summed AS (
    SELECT
        place,
        activity,
        asked,
        attempt,
        max(total) AS learners,
        sum(attempts) AS attempts,
        floor(CAST(sum(millionths * learners) AS DOUBLE PRECISION) / max(total) / 100 + 0.5) / 10000 AS mean,
        min(CASE WHEN 2 * so_far >= total THEN millionths END) / 1000000.0 AS median
    FROM ranked
    GROUP BY place, activity, asked, attempt
)
SELECT
    nullif(divisions.division, '') AS division,
    placed.course AS course,
    course.name AS course_name,
    summed.activity AS activity,
    placed.name AS activity_name,
    summed.asked AS asked,
    divisions.month AS month,
    max(summed.learners) AS learners,
    max(summed.attempts) AS attempts,
    max(CASE WHEN summed.attempt = 'first' THEN summed.mean END) AS first_mean,
    max(CASE WHEN summed.attempt = 'first' THEN summed.median END) AS first_median,
    max(CASE WHEN summed.attempt = 'last' THEN summed.mean END) AS last_mean,
    max(CASE WHEN summed.attempt = 'last' THEN summed.median END) AS last_median,
    max(CASE WHEN summed.attempt = 'best' THEN summed.mean END) AS best_mean,
    max(CASE WHEN summed.attempt = 'best' THEN summed.median END) AS best_median
FROM summed
JOIN divisions ON divisions.place = summed.place
LEFT JOIN placed ON placed.activity = summed.activity
LEFT JOIN placed AS course ON course.activity = placed.course
GROUP BY
    divisions.division, divisions.month, placed.course, course.name, summed.activity, placed.name, summed.asked
ORDER BY
    divisions.division,
    coalesce(course.name, placed.course, ''),
    coalesce(placed.name, summed.activity),
    summed.activity,
    coalesce(summed.asked, ''),
    divisions.month NULLS FIRST
