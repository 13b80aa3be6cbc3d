-- SPDX-License-Identifier: Apache-2.0

-- How long completion takes, by month of enrolment and in all. Who has not completed yet has at least not done so until the
-- last day that is known of the course: the Kaplan-Meier estimate counts him for as long as that.
WITH title AS (
    SELECT activity, max(name) AS name FROM report_activity WHERE kind = 'course' GROUP BY activity
),
known AS (
    SELECT course, max(day) AS day, max(told_on) AS told_on
    FROM everybody
    CROSS JOIN report_statements
    WHERE report_statements.segment = everybody.segment
    GROUP BY course
),
months AS (
    SELECT
        chosen.division,
        completion.activity AS course,
        substr(completion.enrolled_on, 1, 7) AS month,
        -- 0: who enrolled on the last day that is known
        coalesce(completion.days, known.day - completion.enrolled_day) AS followed,
        sum(CASE WHEN completion.days IS NULL THEN 0 ELSE completion.learners END) AS completed,
        sum(completion.learners) AS learners
    FROM chosen
    CROSS JOIN report_completion AS completion
    JOIN known ON known.course = completion.activity
    WHERE completion.segment = chosen.segment
        AND (:course IS NULL OR completion.activity = :course)
        AND (:from IS NULL OR completion.enrolled_on >= :from)
        AND (:to IS NULL OR completion.enrolled_on <= :to)
    GROUP BY
        chosen.division,
        completion.activity,
        substr(completion.enrolled_on, 1, 7),
        coalesce(completion.days, known.day - completion.enrolled_day)
),
cohort AS (
    SELECT division, course, month, followed AS days, completed, learners
    FROM months
    UNION ALL
    SELECT division, course, NULL, followed, sum(completed), sum(learners)
    FROM months
    GROUP BY division, course, followed
),
-- Who has neither completed nor been lost sight of before that many days.
risk AS (
    SELECT
        division,
        course,
        month,
        days,
        completed,
        sum(learners) OVER (PARTITION BY division, course, month ORDER BY days DESC) AS at_risk
    FROM cohort
),
-- Products are sums of logarithms; that of zero is told apart.
survival AS (
    SELECT
        division,
        course,
        month,
        days,
        max(CASE WHEN completed = at_risk THEN 1 ELSE 0 END)
            OVER (PARTITION BY division, course, month ORDER BY days) AS is_over,
        sum(CASE WHEN completed < at_risk THEN ln(1.0 - CAST(completed AS DOUBLE PRECISION) / at_risk) END)
            OVER (PARTITION BY division, course, month ORDER BY days) AS logarithm
    FROM risk
),
done AS (
    SELECT
        division,
        course,
        month,
        days,
        floor(1000 * (1 - CASE WHEN is_over = 1 THEN 0 ELSE exp(logarithm) END) + 0.5) / 10 AS percent
    FROM survival
),
figure AS (
    SELECT
        division,
        course,
        month,
        min(CASE WHEN percent >= 25 THEN days END) AS quarter_days,
        min(CASE WHEN percent >= 50 THEN days END) AS median_days,
        min(CASE WHEN percent >= 75 THEN days END) AS three_quarters_days,
        coalesce(max(CASE WHEN days <= 30 THEN percent END), 0) AS within_30,
        coalesce(max(CASE WHEN days <= 90 THEN percent END), 0) AS within_90,
        coalesce(max(CASE WHEN days <= 365 THEN percent END), 0) AS within_365,
        max(days) AS followed
    FROM done
    GROUP BY division, course, month
),
total AS (
    SELECT
        division,
        course,
        month,
        sum(learners) AS learners,
        sum(completed) AS completed,
        sum(CASE WHEN days <= 30 THEN completed ELSE 0 END) AS completed_30,
        sum(CASE WHEN days <= 90 THEN completed ELSE 0 END) AS completed_90,
        sum(CASE WHEN days <= 365 THEN completed ELSE 0 END) AS completed_365
    FROM cohort
    GROUP BY division, course, month
)
SELECT
    nullif(total.division, '') AS division,
    total.course AS course,
    title.name AS course_name,
    total.month AS enrolled_month,
    total.learners AS learners,
    total.completed AS completed,
    floor(1000.0 * total.completed / total.learners + 0.5) / 10 AS completed_percent,
    figure.quarter_days AS quarter_days,
    figure.median_days AS median_days,
    figure.three_quarters_days AS three_quarters_days,
    total.completed_30 AS completed_30,
    total.completed_90 AS completed_90,
    total.completed_365 AS completed_365,
    CASE WHEN figure.followed >= 30 OR total.completed = total.learners THEN figure.within_30 END AS within_30_percent,
    CASE WHEN figure.followed >= 90 OR total.completed = total.learners THEN figure.within_90 END AS within_90_percent,
    CASE WHEN figure.followed >= 365 OR total.completed = total.learners THEN figure.within_365 END
        AS within_365_percent,
    known.told_on AS known_until
FROM total
JOIN figure ON
    figure.division = total.division AND figure.course = total.course
    AND coalesce(figure.month, '') = coalesce(total.month, '')
JOIN known ON known.course = total.course
JOIN title ON title.activity = total.course
ORDER BY total.division, coalesce(title.name, total.course), total.course, total.month NULLS FIRST
