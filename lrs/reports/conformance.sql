-- SPDX-License-Identifier: Apache-2.0

-- How many of the statements that claim a profile keep to it.
WITH told AS (
    SELECT
        profile,
        version,
        CASE WHEN :by = 'template' THEN template END AS template,
        CASE WHEN :by = 'source' THEN authority END AS authority,
        CASE WHEN :by = 'source' THEN platform END AS platform,
        CASE WHEN :by = 'package' THEN package END AS package,
        CASE WHEN :period = 'month' THEN substr(stored_on, 1, 7) || '-01' END AS begins_on,
        outcome,
        stored_on,
        statements
    FROM report_conformance
    WHERE (:by = 'template') = (template IS NOT NULL)
        AND (:profile IS NULL OR profile = :profile)
        AND (:from IS NULL OR stored_on >= :from)
        AND (:to IS NULL OR stored_on <= :to)
),
summed AS (
    SELECT
        begins_on,
        profile,
        version,
        template,
        authority,
        platform,
        package,
        sum(statements) AS statements,
        sum(CASE WHEN outcome = 'success' THEN statements ELSE 0 END) AS kept,
        sum(CASE WHEN outcome = 'invalid' THEN statements ELSE 0 END) AS broken,
        sum(CASE WHEN outcome = 'unmatched' THEN statements ELSE 0 END) AS unmatched,
        sum(CASE WHEN outcome = 'wrong-extension' THEN statements ELSE 0 END) AS wrong_extension,
        min(stored_on) AS first_on,
        max(stored_on) AS last_on
    FROM told
    GROUP BY begins_on, profile, version, template, authority, platform, package
)
SELECT
    begins_on,
    profile,
    version,
    template,
    authority,
    platform,
    package,
    statements,
    kept,
    broken,
    unmatched,
    wrong_extension,
    -- 100 and 0 are all and none; as conformance_share_write() has it.
    CASE
        WHEN kept < statements AND kept * 2000 >= statements * 1999 THEN 99.9
        WHEN kept > 0 AND kept * 2000 < statements THEN 0.1
        ELSE floor(CAST(kept AS DOUBLE PRECISION) * 1000 / statements + 0.5) / 10
    END AS kept_percent,
    first_on,
    last_on
FROM summed
ORDER BY
    coalesce(begins_on, ''),
    profile,
    coalesce(template, ''),
    coalesce(authority, ''),
    coalesce(platform, ''),
    coalesce(package, '')
