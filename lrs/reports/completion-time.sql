-- SPDX-License-Identifier: Apache-2.0

-- How long completion takes, by month of enrolment and in all. Who has not completed yet has at least not done so until the
-- last day that is known of the course: the Kaplan-Meier estimate counts him for as long as that.
WITH title AS (
    SELECT activity, max(name) AS name FROM report_activity WHERE kind = 'course' GROUP BY activity
),
known AS (
    SELECT course, row_number() OVER (ORDER BY course) AS number, max(day) AS day, max(told_on) AS told_on
    FROM everybody
    CROSS JOIN report_statements
    WHERE report_statements.segment = everybody.segment
    GROUP BY course
),
-- There are many rows until they are added up: what they are grouped by are numbers. Months are counted from year 0.
months AS (
    SELECT
        completion.place,
        known.number AS course,
        12 * CAST(substr(completion.enrolled_on, 1, 4) AS INTEGER)
            + CAST(substr(completion.enrolled_on, 6, 2) AS INTEGER) - 1 AS month,
        -- 0: who enrolled on the last day that is known
        coalesce(completion.days, known.day - completion.enrolled_day) AS days,
        sum(CASE WHEN completion.days IS NULL THEN 0 ELSE completion.learners END) AS completed,
        sum(completion.learners) AS learners
    FROM chosen_completion AS completion
    JOIN known ON known.course = completion.activity
    WHERE (:course IS NULL OR completion.activity = :course)
        AND (:from IS NULL OR completion.enrolled_on >= :from)
        AND (:to IS NULL OR completion.enrolled_on <= :to)
    GROUP BY
        completion.place,
        known.number,
        12 * CAST(substr(completion.enrolled_on, 1, 4) AS INTEGER)
            + CAST(substr(completion.enrolled_on, 6, 2) AS INTEGER) - 1,
        coalesce(completion.days, known.day - completion.enrolled_day)
),
-- Month 0: all of them.
cohort AS (
    SELECT place, course, month, days, completed, learners
    FROM months
    UNION ALL
    SELECT place, course, 0, days, sum(completed), sum(learners)
    FROM months
    GROUP BY place, course, days
),
total AS (
    SELECT
        place,
        course,
        month,
        sum(learners) AS learners,
        sum(completed) AS completed,
        sum(CASE WHEN days <= 30 THEN completed ELSE 0 END) AS completed_30,
        sum(CASE WHEN days <= 90 THEN completed ELSE 0 END) AS completed_90,
        sum(CASE WHEN days <= 365 THEN completed ELSE 0 END) AS completed_365,
        max(days) AS followed
    FROM cohort
    GROUP BY place, course, month
),
-- Who has neither completed nor been lost sight of before that many days.
risk AS (
    SELECT
        place,
        course,
        month,
        days,
        completed,
        sum(learners) OVER (PARTITION BY place, course, month ORDER BY days DESC) AS at_risk
    FROM cohort
),
-- Days without a completion change nothing. Products are sums of logarithms; that of zero is told apart.
survival AS (
    SELECT
        place,
        course,
        month,
        days,
        max(CASE WHEN completed = at_risk THEN 1 ELSE 0 END)
            OVER (PARTITION BY place, course, month ORDER BY days) AS is_over,
        sum(CASE WHEN completed < at_risk THEN ln(1.0 - CAST(completed AS DOUBLE PRECISION) / at_risk) END)
            OVER (PARTITION BY place, course, month ORDER BY days) AS logarithm
    FROM risk
    WHERE completed > 0
),
done AS (
    SELECT
        place,
        course,
        month,
        days,
        floor(1000 * (1 - CASE WHEN is_over = 1 THEN 0 ELSE exp(logarithm) END) + 0.5) / 10 AS percent
    FROM survival
),
figure AS (
    SELECT
        place,
        course,
        month,
        min(CASE WHEN percent >= 25 THEN days END) AS quarter_days,
        min(CASE WHEN percent >= 50 THEN days END) AS median_days,
        min(CASE WHEN percent >= 75 THEN days END) AS three_quarters_days,
        max(CASE WHEN days <= 30 THEN percent END) AS within_30,
        max(CASE WHEN days <= 90 THEN percent END) AS within_90,
        max(CASE WHEN days <= 365 THEN percent END) AS within_365
    FROM done
    GROUP BY place, course, month
)
SELECT
    nullif(divisions.division, '') AS division,
    known.course AS course,
    title.name AS course_name,
    CASE WHEN total.month > 0
        THEN CAST(total.month / 12 AS TEXT) || '-' || substr(CAST(101 + total.month % 12 AS TEXT), 2)
    END AS enrolled_month,
    total.learners AS learners,
    total.completed AS completed,
    floor(1000.0 * total.completed / total.learners + 0.5) / 10 AS completed_percent,
    figure.quarter_days AS quarter_days,
    figure.median_days AS median_days,
    figure.three_quarters_days AS three_quarters_days,
    total.completed_30 AS completed_30,
    total.completed_90 AS completed_90,
    total.completed_365 AS completed_365,
    CASE WHEN total.followed >= 30 OR total.completed = total.learners THEN coalesce(figure.within_30, 0) END
        AS within_30_percent,
    CASE WHEN total.followed >= 90 OR total.completed = total.learners THEN coalesce(figure.within_90, 0) END
        AS within_90_percent,
    CASE WHEN total.followed >= 365 OR total.completed = total.learners THEN coalesce(figure.within_365, 0) END
        AS within_365_percent,
    known.told_on AS known_until
FROM total
JOIN divisions ON divisions.place = total.place
JOIN known ON known.number = total.course
JOIN title ON title.activity = known.course
LEFT JOIN figure ON
    figure.place = total.place AND figure.course = total.course AND figure.month = total.month
ORDER BY divisions.division, coalesce(title.name, known.course), known.course, total.month
