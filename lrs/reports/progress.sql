-- SPDX-License-Identifier: Apache-2.0

-- How far each learner is in each module, with the statements that say so. Rows come as they are read: see the view.
WITH title AS (
    SELECT activity, max(name) AS name FROM report_activity GROUP BY activity
)
SELECT
    row.learner AS learner,
    row.organisation AS organisation,
    row.course AS course,
    course.name AS course_name,
    row.module AS module,
    module.name AS module_name,
    CASE
        WHEN row.completed_at IS NOT NULL THEN 'completed'
        WHEN row.started_at IS NOT NULL THEN 'started'
        ELSE 'enrolled'
    END AS status,
    row.progress AS progress,
    row.best_score AS best_score,
    row.attempts AS attempts,
    row.enrolled_at AS enrolled_at,
    row.started_at AS started_at,
    row.completed_at AS completed_at,
    row.last_at AS last_at,
    row.enrolled_by AS enrolled_by,
    row.started_by AS started_by,
    row.completed_by AS completed_by,
    row.last_by AS last_by
FROM report_learner_module AS row
LEFT JOIN title AS course ON course.activity = row.course
LEFT JOIN title AS module ON module.activity = row.module
WHERE (:course IS NULL OR row.course = :course)
    AND (:module IS NULL OR row.module = :module)
    AND (:learner IS NULL OR row.learner = :learner)
    AND (:from IS NULL OR row.last_at >= :from)
    AND (:to IS NULL OR row.last_at < :to || '~')
    AND (
        (SELECT min(segment) FROM chosen) = 0
        OR row.learner IN (
            SELECT placed.learner
            FROM report_learner_segment AS placed
            JOIN chosen ON chosen.segment = placed.segment
        )
    )
ORDER BY row.learner, row.course, row.module
