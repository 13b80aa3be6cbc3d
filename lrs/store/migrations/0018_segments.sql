-- SPDX-License-Identifier: Apache-2.0

-- What learners are counted by beside what they did: store/segments.h tells what a segment is. Tallies of before are
-- everybody's; run `ibest-lrs rebuild` afterwards, which finds those of each segment.

DROP VIEW report_score;
DROP VIEW report_answer;
DROP VIEW report_answer_time;
DROP VIEW report_item;
DROP VIEW report_change;
DROP VIEW report_page;
DROP VIEW report_stage;
DROP VIEW report_active;
DROP VIEW report_statements;
DROP VIEW report_completion;

CREATE TABLE segment (
    id INTEGER PRIMARY KEY,
    organisation TEXT NOT NULL,
    profession TEXT NOT NULL,
    staff_group TEXT NOT NULL,
    band TEXT NOT NULL,
    source TEXT NOT NULL,
    UNIQUE (organisation, profession, staff_group, band, source)
) STRICT;

CREATE TABLE learner_segment (
    learner INTEGER PRIMARY KEY,
    segment INTEGER NOT NULL,
    rostered INTEGER NOT NULL
) STRICT;
CREATE INDEX learner_segment_segment ON learner_segment (segment);

ALTER TABLE tally RENAME TO tally_of_all;
DROP INDEX tally_measure;
CREATE TABLE tally (
    segment INTEGER NOT NULL,
    measure INTEGER NOT NULL,
    subject INTEGER NOT NULL,
    context INTEGER NOT NULL,
    asked INTEGER NOT NULL,
    value INTEGER NOT NULL,
    late_value INTEGER NOT NULL,
    text TEXT NOT NULL,
    late_text TEXT NOT NULL,
    total INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    square INTEGER NOT NULL,
    PRIMARY KEY (segment, measure, subject, context, asked, value, late_value, text, late_text)
) STRICT, WITHOUT ROWID;
INSERT INTO tally (segment, measure, subject, context, asked, value, late_value, text, late_text, total, amount, square)
SELECT 0, measure, subject, context, asked, value, late_value, text, late_text, total, amount, square
FROM tally_of_all;
DROP TABLE tally_of_all;

CREATE VIEW report_learner_segment AS
SELECT
    term.value AS learner,
    learner_segment.segment AS segment
FROM learner_segment
JOIN term ON term.id = learner_segment.learner;

-- Where organisations belong today, by the place of whichever has succeeded them.
CREATE VIEW report_segment AS
SELECT
    segment.id AS segment,
    nullif(segment.organisation, '') AS organisation,
    coalesce(nullif(place.successor, ''), nullif(segment.organisation, '')) AS successor,
    coalesce(nullif(later.icb, ''), nullif(place.icb, '')) AS icb,
    coalesce(nullif(later.region, ''), nullif(place.region, '')) AS region,
    nullif(segment.profession, '') AS profession,
    nullif(segment.staff_group, '') AS staff_group,
    nullif(segment.band, '') AS band,
    nullif(segment.source, '') AS source
FROM segment
LEFT JOIN organisation_place AS place ON
    place.code = segment.organisation
    AND place.from_us <= CAST(strftime('%s', 'now') AS INTEGER) * 1000000
    AND place.to_us > CAST(strftime('%s', 'now') AS INTEGER) * 1000000
LEFT JOIN organisation_place AS later ON
    later.code = place.successor
    AND later.from_us <= CAST(strftime('%s', 'now') AS INTEGER) * 1000000
    AND later.to_us > CAST(strftime('%s', 'now') AS INTEGER) * 1000000;

CREATE VIEW report_score AS
SELECT
    tally.segment AS segment,
    activity.value AS activity,
    CASE tally.asked WHEN 1 THEN 'before' WHEN 2 THEN 'after' END AS asked,
    CASE tally.measure WHEN 11 THEN 'first' WHEN 12 THEN 'last' ELSE 'best' END AS attempt,
    tally.value / 1000000.0 AS score,
    tally.value AS millionths,
    tally.total AS learners,
    CASE tally.measure WHEN 11 THEN tally.amount END AS attempts
FROM tally
JOIN term AS activity ON activity.id = tally.subject
WHERE tally.measure IN (11, 12, 13) AND tally.total <> 0;

CREATE VIEW report_answer AS
SELECT
    tally.segment AS segment,
    asked_in.value AS asked_in,
    question.value AS question,
    CASE tally.asked WHEN 1 THEN 'before' WHEN 2 THEN 'after' END AS asked,
    CASE tally.measure WHEN 14 THEN 'first' ELSE 'any' END AS attempt,
    CASE tally.value WHEN 2 THEN 'right' WHEN 1 THEN 'wrong' ELSE 'neutral' END AS outcome,
    nullif(tally.text, '') AS answer,
    tally.total AS answers
FROM tally
JOIN term AS asked_in ON asked_in.id = tally.subject
JOIN term AS question ON question.id = tally.context
WHERE tally.measure IN (14, 15) AND tally.total <> 0;

CREATE VIEW report_answer_time AS
SELECT
    tally.segment AS segment,
    asked_in.value AS asked_in,
    question.value AS question,
    CASE tally.asked WHEN 1 THEN 'before' WHEN 2 THEN 'after' END AS asked,
    tally.value AS seconds_from,
    tally.total AS learners,
    tally.amount AS milliseconds
FROM tally
JOIN term AS asked_in ON asked_in.id = tally.subject
JOIN term AS question ON question.id = tally.context
WHERE tally.measure = 16 AND tally.total <> 0;

CREATE VIEW report_item AS
SELECT
    tally.segment AS segment,
    asked_in.value AS asked_in,
    question.value AS question,
    CASE tally.asked WHEN 1 THEN 'before' WHEN 2 THEN 'after' END AS asked,
    CASE tally.value WHEN 2 THEN 'right' ELSE 'wrong' END AS outcome,
    tally.total AS learners,
    tally.amount AS score_sum,
    tally.square AS score_squares
FROM tally
JOIN term AS asked_in ON asked_in.id = tally.subject
JOIN term AS question ON question.id = tally.context
WHERE tally.measure = 17 AND tally.total <> 0;

CREATE VIEW report_change AS
SELECT
    tally.segment AS segment,
    subject.value AS subject,
    question.value AS question,
    CASE WHEN tally.context = 0 THEN NULL ELSE tally.text END AS before,
    CASE WHEN tally.context = 0 THEN NULL ELSE tally.late_text END AS after,
    CASE WHEN tally.measure = 18 THEN tally.value / 1000000.0 END AS before_number,
    CASE tally.measure WHEN 18 THEN tally.late_value / 1000000.0 END AS after_number,
    tally.total AS learners
FROM tally
JOIN term AS subject ON subject.id = tally.subject
LEFT JOIN term AS question ON question.id = tally.context
WHERE tally.measure IN (18, 19) AND tally.total <> 0;

CREATE VIEW report_page AS
SELECT
    reached.segment AS segment,
    module.value AS module,
    page.value AS page,
    reached.total AS reached,
    coalesce(stopped.total, 0) AS stopped
FROM tally AS reached
JOIN term AS module ON module.id = reached.subject
JOIN term AS page ON page.id = reached.context
LEFT JOIN tally AS stopped ON
    stopped.segment = reached.segment AND stopped.subject = reached.subject AND stopped.measure = 10 AND stopped.context = reached.context
WHERE reached.measure = 9 AND reached.total <> 0;

-- Of courses by day; of all else in all, without one.
CREATE VIEW report_stage AS
SELECT
    tally.segment AS segment,
    activity.value AS activity,
    CASE tally.measure WHEN 5 THEN 'enrolled' WHEN 6 THEN 'started' ELSE 'completed' END AS stage,
    CASE WHEN tally.context <> 0 THEN date(tally.context * 86400, 'unixepoch') END AS happened_on,
    tally.total AS learners
FROM tally
JOIN term AS activity ON activity.id = tally.subject
WHERE tally.measure IN (5, 6, 7) AND tally.total <> 0;

CREATE VIEW report_active AS
SELECT
    tally.segment AS segment,
    course.value AS course,
    CASE tally.measure WHEN 2 THEN 'day' WHEN 3 THEN 'month' ELSE 'financial-year' END AS period,
    date(tally.context * 86400, 'unixepoch') AS begins_on,
    tally.total AS learners
FROM tally
JOIN term AS course ON course.id = tally.subject
WHERE tally.measure IN (2, 3, 4) AND tally.total <> 0;

CREATE VIEW report_statements AS
SELECT
    tally.segment AS segment,
    course.value AS course,
    date(tally.context * 86400, 'unixepoch') AS told_on,
    tally.context AS day,
    tally.total AS statements
FROM tally
JOIN term AS course ON course.id = tally.subject
WHERE tally.measure = 1 AND tally.total <> 0;

CREATE VIEW report_completion AS
SELECT
    tally.segment AS segment,
    activity.value AS activity,
    date(tally.context * 86400, 'unixepoch') AS enrolled_on,
    tally.context AS enrolled_day,
    CASE WHEN tally.value >= 0 THEN tally.value END AS days,
    tally.total AS learners
FROM tally
JOIN term AS activity ON activity.id = tally.subject
WHERE tally.measure = 8 AND tally.total <> 0;
