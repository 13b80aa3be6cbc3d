-- SPDX-License-Identifier: Apache-2.0

-- What more reports read. Run `ibest-lrs rebuild` afterwards for what was stored before.

CREATE VIEW report_site_report AS
SELECT
    course.value AS course,
    tally.text AS organisation,
    date(tally.context * 86400, 'unixepoch') AS told_on,
    tally.total AS reports,
    tally.amount AS patients
FROM tally
LEFT JOIN term AS course ON course.id = tally.subject
WHERE tally.measure = 40 AND tally.total <> 0;

CREATE VIEW report_quality AS
SELECT
    coalesce(json_extract(authority.json, '$.account.name'), json_extract(authority.json, '$.name'), json_extract(authority.json, '$.mbox')) AS authority,
    nullif(tally.text, '') AS platform,
    CASE tally.value
        WHEN 1 THEN 'unknown-verb'
        WHEN 2 THEN 'unknown-type'
        WHEN 3 THEN 'no-course'
        WHEN 4 THEN 'clock-ahead'
        WHEN 5 THEN 'clock-behind'
        WHEN 6 THEN 'voided'
    END AS problem,
    nullif(tally.late_text, '') AS detail,
    date(tally.context * 86400, 'unixepoch') AS stored_on,
    tally.total AS statements
FROM tally
LEFT JOIN authority ON authority.id = tally.subject
WHERE tally.measure = 41 AND tally.total <> 0;

DROP VIEW report_learner;
CREATE VIEW report_learner AS
SELECT
    term.value AS learner,
    coalesce(person_account.person, term.value) AS person,
    CASE WHEN term.value LIKE 'account:%' THEN substr(term.value, 9, instr(term.value, '|') - 9) END AS home_page
FROM term
LEFT JOIN person_account ON person_account.account = term.value
WHERE term.kind = 1;
