-- SPDX-License-Identifier: Apache-2.0

-- Who evaluates, and how many patients they have reported. Reports tell what is new since the one before, so that they add
-- up. A site is in the ICB and region in which it was on the day of its last report of the row.
WITH told AS (
    SELECT
        report.*,
        CASE
            WHEN :period = 'all' THEN NULL
            WHEN :period = 'month' THEN substr(told_on, 1, 7) || '-01'
            WHEN substr(told_on, 6, 2) >= '04' THEN substr(told_on, 1, 4) || '-04-01'
            ELSE (CAST(substr(told_on, 1, 4) AS INTEGER) - 1) || '-04-01'
        END AS begins_on
    FROM report_site_report AS report
    WHERE (:course IS NULL OR course = :course)
        AND (:from IS NULL OR told_on >= :from)
        AND (:to IS NULL OR told_on <= :to)
        AND (:organisation IS NULL OR organisation = :organisation)
),
site AS (
    SELECT
        course,
        organisation,
        begins_on,
        sum(reports) AS reports,
        sum(patients) AS patients,
        min(told_on) AS first_on,
        max(told_on) AS last_on
    FROM told
    GROUP BY course, organisation, begins_on
),
placed AS (
    SELECT
        site.course,
        site.begins_on,
        site.organisation AS site,
        site.reports,
        site.patients,
        site.first_on,
        site.last_on,
        CASE WHEN :by <> 'total' THEN place.region END AS region,
        CASE WHEN :by <> 'total' THEN place.region_name END AS region_name,
        CASE WHEN :by IN ('icb', 'organisation') THEN place.icb END AS icb,
        CASE WHEN :by IN ('icb', 'organisation') THEN place.icb_name END AS icb_name,
        CASE WHEN :by = 'organisation' THEN site.organisation END AS organisation,
        CASE WHEN :by = 'organisation' THEN place.name END AS organisation_name
    FROM site
    LEFT JOIN report_organisation AS place ON
        place.organisation = site.organisation
        AND place.from_at <= site.last_on || 'T12:00:00Z'
        AND place.to_at > site.last_on || 'T12:00:00Z'
    WHERE (:icb IS NULL OR place.icb = :icb) AND (:region IS NULL OR place.region = :region)
),
title AS (
    SELECT activity, max(name) AS name FROM report_activity WHERE kind = 'course' GROUP BY activity
)
SELECT
    placed.course AS course,
    title.name AS course_name,
    placed.begins_on AS begins_on,
    placed.region AS region,
    placed.region_name AS region_name,
    placed.icb AS icb,
    placed.icb_name AS icb_name,
    placed.organisation AS organisation,
    placed.organisation_name AS organisation_name,
    count(DISTINCT placed.site) AS sites,
    sum(placed.reports) AS reports,
    sum(placed.patients) AS patients,
    min(placed.first_on) AS first_on,
    max(placed.last_on) AS last_on
FROM placed
LEFT JOIN title ON title.activity = placed.course
GROUP BY
    placed.course,
    title.name,
    placed.begins_on,
    placed.region,
    placed.region_name,
    placed.icb,
    placed.icb_name,
    placed.organisation,
    placed.organisation_name
ORDER BY
    coalesce(title.name, placed.course, ''),
    coalesce(placed.course, ''),
    coalesce(placed.begins_on, ''),
    coalesce(placed.region, ''),
    coalesce(placed.icb, ''),
    coalesce(placed.organisation, '')
