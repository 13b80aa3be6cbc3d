-- SPDX-License-Identifier: Apache-2.0

-- What statements call activities: how many of each day (since 1970) say which name, by language
-- (names.h; the better the larger). All sums, so neither order nor voids need other statements.
CREATE TABLE activity_name (
    activity INTEGER NOT NULL,
    language INTEGER NOT NULL,
    day INTEGER NOT NULL,
    name TEXT NOT NULL,
    statements INTEGER NOT NULL,
    PRIMARY KEY (activity, language, day, name)
) STRICT, WITHOUT ROWID;

-- The name most used on the latest day on which the best language was used.
DROP VIEW report_activity;
CREATE VIEW report_activity AS
SELECT
    activity.value AS activity,
    placement.kind AS kind,
    course.value AS course,
    placement.statements AS statements,
    (
        SELECT activity_name.name FROM activity_name
        WHERE activity_name.activity = placement.activity AND activity_name.statements > 0
        ORDER BY
            activity_name.language DESC,
            activity_name.day DESC,
            activity_name.statements DESC,
            activity_name.name DESC
        LIMIT 1
    ) AS name
FROM placement
JOIN term activity ON activity.id = placement.activity
LEFT JOIN term course ON course.id = placement.course;

-- started_at joins the columns of 0003.
DROP VIEW report_module_progress;
CREATE VIEW report_module_progress AS
SELECT
    course.value AS course,
    module.value AS module,
    learner.value AS learner,
    learner_organisation.organisation AS organisation,
    progress.started_us IS NOT NULL AS is_started,
    coalesce(progress.completed_us, progress.passed_us, progress.satisfied_us) IS NOT NULL
        AS is_completed,
    strftime('%Y-%m-%dT%H:%M:%SZ', progress.started_us / 1000000, 'unixepoch') AS started_at
FROM placement
JOIN progress ON progress.activity = placement.activity
JOIN term course ON course.id = placement.course
JOIN term module ON module.id = placement.activity
JOIN term learner ON learner.id = progress.learner
LEFT JOIN learner_organisation ON learner_organisation.learner = progress.learner
WHERE placement.kind = 'module';
