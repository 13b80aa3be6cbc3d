-- SPDX-License-Identifier: Apache-2.0

-- How many people enrolled, started and completed: in all, by module or by organisation of each
-- course. Whoever has several accounts counts once, and in one organisation and division.
-- Everybody is read without a look at segments.
-- Percentages are rounded in whole numbers, which all engines do alike.
WITH enrolled AS (
    SELECT '' AS division, enrolment.*
    FROM report_enrolment AS enrolment
    WHERE (SELECT min(segment) FROM chosen) = 0
    UNION ALL
    SELECT chosen.division, enrolment.*
    FROM report_enrolment AS enrolment
    JOIN report_learner_segment AS placed ON placed.learner = enrolment.learner
    JOIN chosen ON chosen.segment = placed.segment
    WHERE (SELECT min(segment) FROM chosen) <> 0
),
enrolment AS (
    SELECT
        max(enrolled.division) AS division,
        enrolled.course AS course,
        learner.person AS person,
        max(enrolled.organisation) AS organisation,
        max(enrolled.is_started) AS is_started,
        max(enrolled.is_completed) AS is_completed
    FROM enrolled
    JOIN report_learner AS learner ON learner.learner = enrolled.learner
    WHERE :course IS NULL OR enrolled.course = :course
    GROUP BY enrolled.course, learner.person
),
seen AS (
    SELECT '' AS division, module.*
    FROM report_module_progress AS module
    WHERE :by = 'module' AND (SELECT min(segment) FROM chosen) = 0
    UNION ALL
    SELECT chosen.division, module.*
    FROM report_module_progress AS module
    JOIN report_learner_segment AS placed ON placed.learner = module.learner
    JOIN chosen ON chosen.segment = placed.segment
    WHERE :by = 'module' AND (SELECT min(segment) FROM chosen) <> 0
),
progress AS (
    SELECT
        max(module.division) AS division,
        module.course AS course,
        module.module AS module,
        learner.person AS person,
        max(module.is_started) AS is_started,
        max(module.is_completed) AS is_completed,
        min(module.started_at) AS started_at
    FROM seen AS module
    JOIN report_learner AS learner ON learner.learner = module.learner
    WHERE :course IS NULL OR module.course = :course
    GROUP BY module.course, module.module, learner.person
),
counted AS (
    SELECT
        division,
        course,
        NULL AS module,
        NULL AS organisation,
        count(*) AS enrolled,
        sum(is_started) AS started,
        sum(is_completed) AS completed
    FROM enrolment
    WHERE :by = 'total'
    GROUP BY division, course
    UNION ALL
    SELECT division, course, NULL, organisation, count(*), sum(is_started), sum(is_completed)
    FROM enrolment
    WHERE :by = 'organisation'
    GROUP BY division, course, organisation
    UNION ALL
    SELECT
        module.division,
        module.course,
        module.module,
        NULL,
        (
            SELECT count(*) FROM enrolment
            WHERE enrolment.division = module.division AND enrolment.course = module.course
        ),
        sum(module.is_started),
        sum(module.is_completed)
    FROM progress AS module
    GROUP BY module.division, module.course, module.module
),
title AS (
    SELECT activity, max(name) AS name FROM report_activity GROUP BY activity
),
-- When half of those who started a module had started it.
start AS (
    SELECT
        division,
        course,
        module,
        started_at,
        row_number() OVER (PARTITION BY division, course, module ORDER BY started_at) AS place,
        count(*) OVER (PARTITION BY division, course, module) AS starts
    FROM progress
    WHERE is_started = 1
),
middle AS (
    SELECT division, course, module, started_at FROM start WHERE place = (starts + 1) / 2
)
SELECT
    nullif(counted.division, '') AS division,
    counted.course AS course,
    course_title.name AS course_name,
    counted.module AS module,
    module_title.name AS module_name,
    counted.organisation AS organisation,
    counted.enrolled AS enrolled,
    counted.started AS started,
    counted.completed AS completed,
    (2000 * counted.started + counted.enrolled) / (2 * counted.enrolled) / 10.0 AS started_percent,
    (2000 * counted.completed + counted.enrolled) / (2 * counted.enrolled) / 10.0 AS completed_percent
FROM counted
LEFT JOIN title AS course_title ON course_title.activity = counted.course
LEFT JOIN title AS module_title ON module_title.activity = counted.module
LEFT JOIN middle ON
    middle.division = counted.division AND middle.course = counted.course AND middle.module = counted.module
ORDER BY
    counted.division,
    coalesce(course_title.name, counted.course),
    counted.course,
    CASE WHEN counted.module IS NOT NULL THEN counted.started END DESC NULLS LAST,
    middle.started_at NULLS FIRST,
    coalesce(module_title.name, counted.module) NULLS FIRST,
    counted.module NULLS FIRST,
    counted.organisation NULLS FIRST
