-- SPDX-License-Identifier: Apache-2.0

-- How many sites evaluate, and how many patients they have reported.
SELECT
    count(*) AS sites,
    coalesce(sum(reports), 0) AS reports,
    coalesce(sum(patients), 0) AS patients,
    min(first_at) AS first_at,
    max(last_at) AS last_at
FROM report_site_evaluation
