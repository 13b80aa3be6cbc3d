-- SPDX-License-Identifier: Apache-2.0

-- Of all statements that claim a loaded profile, how many keep to it. Who claims two is counted for each.
SELECT
    coalesce(sum(statements), 0) AS statements,
    coalesce(sum(CASE WHEN outcome = 'success' THEN statements ELSE 0 END), 0) AS kept
FROM report_conformance
WHERE template IS NULL
