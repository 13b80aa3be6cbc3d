-- SPDX-License-Identifier: Apache-2.0

-- Run `ibest-lrs rebuild` afterwards for what was stored before.

CREATE VIEW report_site_report AS
SELECT
    course.value AS course,
    tally.text AS organisation,
    report_day(tally.context) AS told_on,
    tally.total AS reports,
    tally.amount AS patients
FROM tally
LEFT JOIN term AS course ON course.id = tally.subject
WHERE tally.measure = 40 AND tally.total <> 0;
