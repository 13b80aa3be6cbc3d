-- SPDX-License-Identifier: Apache-2.0

-- The published views: what reports read and analysts may query. README.md describes each column.

CREATE VIEW report_activity AS
SELECT
    activity.value AS activity,
    placement.kind AS kind,
    course.value AS course,
    placement.statements AS statements
FROM placement
JOIN term activity ON activity.id = placement.activity
LEFT JOIN term course ON course.id = placement.course;

CREATE VIEW report_progress AS
SELECT
    learner.value AS learner,
    learner_organisation.organisation AS organisation,
    activity.value AS activity,
    progress.statements AS statements,
    progress.attempts AS attempts,
    progress.progress AS progress,
    progress.best_score AS best_score,
    strftime('%Y-%m-%dT%H:%M:%SZ', progress.enrolled_us / 1000000, 'unixepoch') AS enrolled_at,
    strftime('%Y-%m-%dT%H:%M:%SZ', progress.started_us / 1000000, 'unixepoch') AS started_at,
    strftime('%Y-%m-%dT%H:%M:%SZ', progress.completed_us / 1000000, 'unixepoch') AS completed_at,
    strftime('%Y-%m-%dT%H:%M:%SZ', progress.passed_us / 1000000, 'unixepoch') AS passed_at,
    strftime('%Y-%m-%dT%H:%M:%SZ', progress.failed_us / 1000000, 'unixepoch') AS failed_at,
    strftime('%Y-%m-%dT%H:%M:%SZ', progress.satisfied_us / 1000000, 'unixepoch') AS satisfied_at,
    strftime('%Y-%m-%dT%H:%M:%SZ', progress.last_us / 1000000, 'unixepoch') AS last_at,
    lower(hex(progress.enrolled_id)) AS enrolled_by,
    lower(hex(progress.started_id)) AS started_by,
    lower(hex(coalesce(progress.completed_id, progress.passed_id, progress.satisfied_id)))
        AS done_by,
    coalesce(progress.completed_us, progress.passed_us, progress.satisfied_us) IS NOT NULL
        AS is_completed
FROM progress
JOIN term learner ON learner.id = progress.learner
JOIN term activity ON activity.id = progress.activity
LEFT JOIN learner_organisation ON learner_organisation.learner = progress.learner;

-- One row a learner and course: any evidence for the course or one of its modules enrols.
CREATE VIEW report_enrolment AS
SELECT
    course.value AS course,
    learner.value AS learner,
    learner_organisation.organisation AS organisation,
    enrolment.is_started AS is_started,
    enrolment.is_completed AS is_completed
FROM (
    SELECT
        place.course AS course,
        progress.learner AS learner,
        max(progress.started_us IS NOT NULL) AS is_started,
        max(
            progress.activity = place.course
            AND coalesce(progress.completed_us, progress.passed_us, progress.satisfied_us)
                IS NOT NULL
        ) AS is_completed
    FROM (
        SELECT DISTINCT activity, course FROM placement
        WHERE course <> 0 AND kind IN ('course', 'module')
    ) AS place
    JOIN progress ON progress.activity = place.activity
    GROUP BY place.course, progress.learner
) AS enrolment
JOIN term course ON course.id = enrolment.course
JOIN term learner ON learner.id = enrolment.learner
LEFT JOIN learner_organisation ON learner_organisation.learner = enrolment.learner;

-- One row a learner and module of a course, where there is any evidence for the module.
CREATE VIEW report_module_progress AS
SELECT
    course.value AS course,
    module.value AS module,
    learner.value AS learner,
    learner_organisation.organisation AS organisation,
    progress.started_us IS NOT NULL AS is_started,
    coalesce(progress.completed_us, progress.passed_us, progress.satisfied_us) IS NOT NULL
        AS is_completed
FROM placement
JOIN progress ON progress.activity = placement.activity
JOIN term course ON course.id = placement.course
JOIN term module ON module.id = placement.activity
JOIN term learner ON learner.id = progress.learner
LEFT JOIN learner_organisation ON learner_organisation.learner = progress.learner
WHERE placement.kind = 'module';

CREATE VIEW report_site_evaluation AS
SELECT
    organisation,
    reports,
    patients,
    strftime('%Y-%m-%dT%H:%M:%SZ', first_us / 1000000, 'unixepoch') AS first_at,
    strftime('%Y-%m-%dT%H:%M:%SZ', last_us / 1000000, 'unixepoch') AS last_at
FROM site_evaluation;
