-- SPDX-License-Identifier: Apache-2.0

-- Who has completed a course, when first, and where they worked then: a row a person and course. The roster tells where; of whom it knows nothing,
-- statements do. Runs on an extract, and on the store itself on either engine.
WITH done AS (
    SELECT
        progress.activity AS course,
        learner.person AS person,
        progress.learner AS learner,
        progress.organisation AS said,
        coalesce(progress.completed_at, progress.passed_at, progress.satisfied_at) AS completed_at
    FROM report_progress AS progress
    JOIN report_learner AS learner ON learner.learner = progress.learner
    WHERE
        progress.is_completed = 1
        AND progress.activity IN (SELECT activity FROM report_activity WHERE kind = 'course')
),
placed AS (
    SELECT
        done.course AS course,
        done.person AS person,
        coalesce(place.organisation, done.said) AS organisation,
        done.completed_at AS completed_at,
        row_number() OVER (PARTITION BY done.course, done.person ORDER BY done.completed_at, done.learner) AS attempt
    FROM done
    LEFT JOIN report_person AS place ON place.learner = done.learner
        AND done.completed_at >= place.from_at AND done.completed_at < place.to_at
)
SELECT course, organisation, completed_at
FROM placed
WHERE attempt = 1
ORDER BY course, completed_at, organisation
