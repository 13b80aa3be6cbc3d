-- SPDX-License-Identifier: Apache-2.0

-- How far those came who enrolled in a month, in one row. Run `ibest-lrs rebuild` afterwards for what was stored before.

-- Of modules, which are told of in all only, it takes the place of three rows; those of courses come with the rebuild.
INSERT INTO tally (segment, measure, subject, context, asked, value, late_value, text, late_text, total, amount, square)
SELECT
    segment, 37, subject, 0, 0, 0, 0, '', '',
    sum(CASE WHEN measure = 5 THEN total ELSE 0 END),
    sum(CASE WHEN measure = 6 THEN total ELSE 0 END),
    sum(CASE WHEN measure = 7 THEN total ELSE 0 END)
FROM tally
WHERE measure IN (5, 6, 7) AND context = 0
GROUP BY segment, subject;
DELETE FROM tally WHERE measure IN (5, 6, 7) AND context = 0;

CREATE VIEW report_cohort AS
SELECT
    tally.segment AS segment,
    activity.value AS activity,
    CASE WHEN tally.context <> 0 THEN report_day(tally.context) END AS begins_on,
    tally.total AS enrolled,
    tally.amount AS started,
    tally.square AS completed
FROM tally
JOIN term AS activity ON activity.id = tally.subject
WHERE tally.measure = 37 AND tally.total <> 0;

DROP VIEW report_stage;
CREATE VIEW report_stage AS
SELECT
    tally.segment AS segment,
    activity.value AS activity,
    CASE tally.measure WHEN 5 THEN 'enrolled' WHEN 6 THEN 'started' ELSE 'completed' END AS stage,
    report_day(tally.context) AS happened_on,
    tally.total AS learners
FROM tally
JOIN term AS activity ON activity.id = tally.subject
WHERE tally.measure IN (5, 6, 7) AND tally.total <> 0;

-- Whoever started or completed is enrolled, whether or not that is told.
DROP VIEW report_learner_stage;
CREATE VIEW report_learner_stage AS
SELECT
    learner.value AS learner,
    activity.value AS activity,
    CASE learner_fact.kind WHEN 1 THEN 'enrolled' WHEN 2 THEN 'started' ELSE 'completed' END AS stage,
    report_day(learner_fact.early_value) AS happened_on
FROM learner_fact
JOIN term AS learner ON learner.id = learner_fact.learner
JOIN term AS activity ON activity.id = learner_fact.subject
WHERE learner_fact.kind IN (1, 2, 3);
