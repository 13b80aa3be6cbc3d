-- SPDX-License-Identifier: Apache-2.0

-- How many people enrolled, started and completed: in all, by module or by organisation of each course, or by month of
-- enrolment. Learners are counted by segment; then of those who are one person with others all are taken away, and the person is
-- added once, in the month of the first enrolment.
-- Percentages are rounded in whole numbers, which all engines do alike.
WITH placed AS (
    SELECT activity, max(kind) AS kind, max(course) AS course, max(name) AS name
    FROM report_activity
    GROUP BY activity
),
wanted AS (
    SELECT activity, kind, course
    FROM placed
    WHERE kind IN ('course', CASE WHEN :by = 'module' THEN 'module' END) AND (:course IS NULL OR course = :course)
),
place AS (
    SELECT segment, division, NULL AS organisation FROM chosen WHERE :by <> 'organisation'
    UNION ALL
    SELECT report_segment.segment, chosen.division, report_segment.organisation
    FROM chosen
    JOIN report_segment ON chosen.segment IN (0, report_segment.segment)
    WHERE :by = 'organisation'
),
shared AS (
    SELECT
        stage.activity,
        joined.learner,
        max(joined.person) AS person,
        max(place.division) AS division,
        max(place.organisation) AS organisation,
        min(stage.happened_on) AS enrolled_on,
        1 AS is_enrolled,
        max(CASE WHEN stage.stage = 'started' THEN 1 ELSE 0 END) AS is_started,
        max(CASE WHEN stage.stage = 'completed' THEN 1 ELSE 0 END) AS is_completed
    FROM report_shared_learner AS joined
    JOIN report_learner_stage AS stage ON stage.learner = joined.learner
    JOIN report_learner_segment AS settled ON settled.learner = joined.learner
    JOIN place ON place.segment IN (settled.segment, 0)
    WHERE stage.activity IN (SELECT activity FROM wanted)
    GROUP BY stage.activity, joined.learner
),
part AS (
    SELECT
        wanted.activity,
        place.division,
        place.organisation,
        cohort.begins_on,
        cohort.enrolled,
        cohort.started,
        cohort.completed
    FROM place
    CROSS JOIN report_cohort AS cohort
    JOIN wanted ON wanted.activity = cohort.activity
    WHERE cohort.segment = place.segment
    UNION ALL
    SELECT
        activity,
        division,
        organisation,
        substr(enrolled_on, 1, 7) || '-01',
        -is_enrolled,
        -is_started,
        -is_completed
    FROM shared
    UNION ALL
    SELECT
        activity,
        max(division),
        max(organisation),
        substr(min(enrolled_on), 1, 7) || '-01',
        max(is_enrolled),
        max(is_started),
        max(is_completed)
    FROM shared
    GROUP BY activity, person
),
counted AS (
    SELECT
        division,
        activity,
        organisation,
        CASE WHEN :period = 'month' THEN substr(begins_on, 1, 7) END AS enrolled_month,
        CAST(sum(enrolled) AS BIGINT) AS enrolled,
        CAST(sum(started) AS BIGINT) AS started,
        CAST(sum(completed) AS BIGINT) AS completed
    FROM part
    WHERE (:from IS NULL OR begins_on >= :from) AND (:to IS NULL OR begins_on <= :to)
    GROUP BY division, activity, organisation, CASE WHEN :period = 'month' THEN substr(begins_on, 1, 7) END
),
-- Modules that as many have started, and completed, as another one: when half of their learners had started them.
tied AS (
    SELECT one.activity
    FROM counted AS one
    JOIN counted AS other ON
        other.division = one.division
        AND other.started = one.started
        AND other.completed = one.completed
        AND other.activity <> one.activity
    WHERE :by = 'module'
),
begun AS (
    SELECT
        module,
        started_at,
        row_number() OVER (PARTITION BY module ORDER BY started_at) AS place,
        count(*) OVER (PARTITION BY module) AS starts
    FROM report_module_progress
    WHERE module IN (SELECT activity FROM tied) AND is_started = 1
),
middle AS (
    SELECT module, started_at FROM begun WHERE place = (starts + 1) / 2
)
SELECT
    nullif(counted.division, '') AS division,
    wanted.course AS course,
    course.name AS course_name,
    CASE WHEN :by = 'module' THEN counted.activity END AS module,
    CASE WHEN :by = 'module' THEN module.name END AS module_name,
    counted.organisation AS organisation,
    counted.enrolled_month AS enrolled_month,
    whole.enrolled AS enrolled,
    counted.started AS started,
    counted.completed AS completed,
    (2000 * counted.started + whole.enrolled) / (2 * whole.enrolled) / 10.0 AS started_percent,
    (2000 * counted.completed + whole.enrolled) / (2 * whole.enrolled) / 10.0 AS completed_percent
FROM counted
JOIN wanted ON wanted.activity = counted.activity AND wanted.kind = CASE WHEN :by = 'module' THEN 'module' ELSE 'course' END
JOIN counted AS whole ON
    whole.activity = wanted.course
    AND whole.division = counted.division
    AND coalesce(whole.organisation, '') = coalesce(counted.organisation, '')
    AND coalesce(whole.enrolled_month, '') = coalesce(counted.enrolled_month, '')
LEFT JOIN placed AS course ON course.activity = wanted.course
LEFT JOIN placed AS module ON module.activity = counted.activity
LEFT JOIN middle ON middle.module = counted.activity
WHERE whole.enrolled > 0
ORDER BY
    counted.division,
    coalesce(course.name, wanted.course),
    wanted.course,
    CASE WHEN :by = 'module' THEN counted.started END DESC NULLS LAST,
    CASE WHEN :by = 'module' THEN counted.completed END DESC NULLS LAST,
    middle.started_at NULLS FIRST,
    coalesce(module.name, counted.activity),
    counted.activity,
    counted.organisation NULLS FIRST,
    counted.enrolled_month NULLS FIRST
