-- SPDX-License-Identifier: Apache-2.0

-- How far learners come in each module: who reached which page, and where those are who have not completed it.
WITH placed AS (
    SELECT activity, max(kind) AS kind, max(course) AS course, max(name) AS name
    FROM report_activity
    GROUP BY activity
),
stage AS (
    SELECT place, activity, sum(started) AS started, sum(completed) AS completed
    FROM chosen_cohort
    GROUP BY place, activity
),
module AS (
    SELECT
        stage.place,
        placed.course,
        placed.activity AS module,
        placed.name,
        stage.started,
        stage.completed
    FROM stage
    JOIN placed ON placed.activity = stage.activity
    WHERE placed.kind = 'module' AND (:course IS NULL OR placed.course = :course)
        AND (:module IS NULL OR placed.activity = :module)
),
seen AS (
    SELECT place, module, page, reached, stopped FROM chosen_page
),
-- By month all pages that are reached in any month have a row in each.
known AS (
    SELECT DISTINCT divisions.division, seen.module, seen.page
    FROM seen
    JOIN divisions ON divisions.place = seen.place
),
-- Who has started, and neither completed nor seen any page, stands in a row without one.
step AS (
    SELECT place, module, page, reached, stopped FROM seen WHERE :period <> 'month'
    UNION ALL
    SELECT
        module.place,
        module.module,
        known.page,
        coalesce(seen.reached, 0) AS reached,
        coalesce(seen.stopped, 0) AS stopped
    FROM module
    JOIN divisions ON divisions.place = module.place
    JOIN known ON known.division = divisions.division AND known.module = module.module
    LEFT JOIN seen ON seen.place = module.place AND seen.module = module.module AND seen.page = known.page
    WHERE :period = 'month'
    UNION ALL
    SELECT
        module.place,
        module.module,
        NULL,
        NULL,
        module.started - module.completed - coalesce(sum(seen.stopped), 0)
    FROM module
    LEFT JOIN seen ON seen.place = module.place AND seen.module = module.module
    GROUP BY module.place, module.module, module.started, module.completed
    HAVING :period = 'month' OR module.started - module.completed > coalesce(sum(seen.stopped), 0)
)
SELECT
    nullif(divisions.division, '') AS division,
    module.course AS course,
    course.name AS course_name,
    module.module AS module,
    module.name AS module_name,
    step.page AS page,
    page.name AS page_name,
    divisions.month AS month,
    module.started AS started,
    module.completed AS completed,
    step.reached AS reached,
    floor(1000.0 * step.reached / module.started + 0.5) / 10 AS reached_percent,
    step.stopped AS stopped,
    floor(1000.0 * step.stopped / module.started + 0.5) / 10 AS stopped_percent
FROM module
JOIN divisions ON divisions.place = module.place
JOIN step ON step.place = module.place AND step.module = module.module
LEFT JOIN placed AS course ON course.activity = module.course
LEFT JOIN placed AS page ON page.activity = step.page
WHERE module.started > 0
ORDER BY
    divisions.division,
    coalesce(course.name, module.course, ''),
    divisions.month NULLS FIRST,
    module.started DESC,
    coalesce(module.name, module.module),
    module.module,
    step.reached DESC NULLS FIRST,
    step.stopped,
    step.page NULLS FIRST
