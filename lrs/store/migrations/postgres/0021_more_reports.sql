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
WHERE tally.segment = 0 AND tally.measure = 40 AND tally.total <> 0;

CREATE VIEW report_quality AS
SELECT
    tally.segment AS segment,
    coalesce(authority.json::jsonb -> 'account' ->> 'name', authority.json::jsonb ->> 'name', authority.json::jsonb ->> 'mbox') AS authority,
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
    report_day(tally.context) AS stored_on,
    tally.total AS statements
FROM tally
LEFT JOIN authority ON authority.id = tally.subject
WHERE tally.segment = 0 AND tally.measure = 41 AND tally.total <> 0;

CREATE OR REPLACE VIEW report_learner AS
SELECT
    term.value AS learner,
    coalesce(person_account.person, term.value) AS person,
    CASE WHEN term.value LIKE 'account:%' THEN substr(term.value, 9, strpos(term.value, '|') - 9) END AS home_page
FROM term
LEFT JOIN person_account ON person_account.account = term.value
WHERE term.kind = 1;

UPDATE learner_fact
SET late_us = early_us, late_id = early_id, late_value = early_value, late_text = early_text
WHERE kind = 3;

-- Who has done something, without looking at all that everybody did.
CREATE INDEX learner_fact_done ON learner_fact (subject, learner) WHERE kind = 3;

CREATE VIEW report_follow_up AS
SELECT
    tally.segment AS segment,
    course.value AS course,
    report_day(tally.context) AS completed_on,
    tally.value AS months,
    CASE tally.late_value WHEN 0 THEN 'untold' WHEN 1 THEN 'no' WHEN 2 THEN 'yes' END AS implementing,
    tally.total AS learners
FROM tally
JOIN term AS course ON course.id = tally.subject
WHERE tally.measure = 38 AND tally.total <> 0;

CREATE VIEW report_completed_last AS
SELECT
    tally.segment AS segment,
    course.value AS course,
    report_day(tally.context) AS completed_on,
    tally.total AS learners
FROM tally
JOIN term AS course ON course.id = tally.subject
WHERE tally.measure = 39 AND tally.total <> 0;

CREATE VIEW report_learner_completion AS
SELECT
    learner.value AS learner,
    learner_organisation.organisation AS organisation,
    course.value AS course,
    report_day(done.early_value) AS completed_on,
    report_id(done.early_id) AS completed_by,
    report_day(done.late_value) AS last_on,
    report_id(done.late_id) AS last_by,
    CASE fourth.early_value WHEN 0 THEN 'untold' WHEN 1 THEN 'no' WHEN 2 THEN 'yes' END AS implementing_4,
    CASE twelfth.early_value WHEN 0 THEN 'untold' WHEN 1 THEN 'no' WHEN 2 THEN 'yes' END AS implementing_12
FROM (SELECT DISTINCT activity FROM placement WHERE kind = 'course') AS placed
JOIN learner_fact AS done ON done.subject = placed.activity AND done.kind = 3
JOIN term AS course ON course.id = done.subject
JOIN term AS learner ON learner.id = done.learner
LEFT JOIN learner_fact AS fourth ON
    fourth.learner = done.learner AND fourth.subject = done.subject
    AND fourth.kind = 9 AND fourth.asked = 0 AND fourth.context = 4
LEFT JOIN learner_fact AS twelfth ON
    twelfth.learner = done.learner AND twelfth.subject = done.subject
    AND twelfth.kind = 9 AND twelfth.asked = 0 AND twelfth.context = 12
LEFT JOIN learner_organisation ON learner_organisation.learner = done.learner;
