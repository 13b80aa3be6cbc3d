-- SPDX-License-Identifier: Apache-2.0

-- How many enrolled, started and completed: in all, by module or by organisation of each course.
WITH enrolment AS (
    SELECT * FROM report_enrolment WHERE :course IS NULL OR course = :course
),
counted AS (
    SELECT
        course,
        NULL AS module,
        NULL AS organisation,
        count(*) AS enrolled,
        sum(is_started) AS started,
        sum(is_completed) AS completed
    FROM enrolment
    WHERE :by = 'total'
    GROUP BY course
    UNION ALL
    SELECT course, NULL, organisation, count(*), sum(is_started), sum(is_completed)
    FROM enrolment
    WHERE :by = 'organisation'
    GROUP BY course, organisation
    UNION ALL
    SELECT
        module.course,
        module.module,
        NULL,
        (SELECT count(*) FROM enrolment WHERE enrolment.course = module.course),
        sum(module.is_started),
        sum(module.is_completed)
    FROM report_module_progress AS module
    WHERE :by = 'module' AND (:course IS NULL OR module.course = :course)
    GROUP BY module.course, module.module
)
SELECT
    course,
    module,
    organisation,
    enrolled,
    started,
    completed,
    round(100.0 * started / enrolled, 1) AS started_percent,
    round(100.0 * completed / enrolled, 1) AS completed_percent
FROM counted
ORDER BY course, module, organisation
