-- SPDX-License-Identifier: Apache-2.0

-- What is counted gets a number of its own, by which rows of tallies are found, added to and summed. Counts are kept.

DROP VIEW report_active;
DROP VIEW report_answer;
DROP VIEW report_answer_time;
DROP VIEW report_change;
DROP VIEW report_cohort;
DROP VIEW report_completed_last;
DROP VIEW report_completion;
DROP VIEW report_conformance;
DROP VIEW report_follow_up;
DROP VIEW report_item;
DROP VIEW report_page;
DROP VIEW report_quality;
DROP VIEW report_score;
DROP VIEW report_site_report;
DROP VIEW report_stage;
DROP VIEW report_statements;

-- Who stopped at a page stands beside those who reached it.
UPDATE tally
SET amount = stopped.total
FROM tally AS stopped
WHERE tally.measure = 9 AND stopped.measure = 10 AND stopped.segment = tally.segment
    AND stopped.subject = tally.subject AND stopped.context = tally.context;
DELETE FROM tally WHERE measure = 10;

-- A number is 1000000000 times the measure, and counted from there, so that those of a measure follow one another.
CREATE TABLE tally_sort (
    id INTEGER PRIMARY KEY,
    measure INTEGER NOT NULL,
    subject INTEGER NOT NULL,
    context INTEGER NOT NULL,
    asked INTEGER NOT NULL,
    value INTEGER NOT NULL,
    late_value INTEGER NOT NULL,
    text TEXT NOT NULL,
    late_text TEXT NOT NULL,
    UNIQUE (measure, subject, context, asked, value, late_value, text, late_text)
) STRICT;
INSERT INTO tally_sort (id, measure, subject, context, asked, value, late_value, text, late_text)
SELECT
    measure * 1000000000 + row_number() OVER (
        PARTITION BY measure ORDER BY subject, context, asked, value, late_value, text, late_text
    ),
    measure, subject, context, asked, value, late_value, text, late_text
FROM (SELECT DISTINCT measure, subject, context, asked, value, late_value, text, late_text FROM tally) AS sort;

ALTER TABLE tally RENAME TO tally_by_columns;
CREATE TABLE tally (
    segment INTEGER NOT NULL,
    sort INTEGER NOT NULL,
    total INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    square INTEGER NOT NULL,
    PRIMARY KEY (segment, sort)
) STRICT, WITHOUT ROWID;
INSERT INTO tally (segment, sort, total, amount, square)
SELECT was.segment, sort.id, was.total, was.amount, was.square
FROM tally_by_columns AS was
JOIN tally_sort AS sort USING (measure, subject, context, asked, value, late_value, text, late_text)
ORDER BY was.segment, sort.id;
DROP TABLE tally_by_columns;

-- What each sort of a few measures stands for: reports join it with sums, analysts find it in the views behind.

CREATE VIEW sort_score AS
SELECT
    sort.id AS sort,
    activity.value AS activity,
    CASE sort.asked WHEN 1 THEN 'before' WHEN 2 THEN 'after' END AS asked,
    CASE sort.measure WHEN 11 THEN 'first' WHEN 12 THEN 'last' ELSE 'best' END AS attempt,
    sort.value / 1000000.0 AS score,
    sort.value AS millionths
FROM tally_sort AS sort
JOIN term AS activity ON activity.id = sort.subject;

CREATE VIEW sort_answer AS
SELECT
    sort.id AS sort,
    asked_in.value AS asked_in,
    question.value AS question,
    CASE sort.asked WHEN 1 THEN 'before' WHEN 2 THEN 'after' END AS asked,
    CASE sort.measure WHEN 14 THEN 'first' ELSE 'any' END AS attempt,
    CASE sort.value WHEN 2 THEN 'right' WHEN 1 THEN 'wrong' ELSE 'neutral' END AS outcome,
    nullif(sort.text, '') AS answer
FROM tally_sort AS sort
JOIN term AS asked_in ON asked_in.id = sort.subject
JOIN term AS question ON question.id = sort.context;

CREATE VIEW sort_answer_time AS
SELECT
    sort.id AS sort,
    asked_in.value AS asked_in,
    question.value AS question,
    CASE sort.asked WHEN 1 THEN 'before' WHEN 2 THEN 'after' END AS asked,
    sort.value AS seconds_from
FROM tally_sort AS sort
JOIN term AS asked_in ON asked_in.id = sort.subject
JOIN term AS question ON question.id = sort.context;

CREATE VIEW sort_item AS
SELECT
    sort.id AS sort,
    asked_in.value AS asked_in,
    question.value AS question,
    CASE sort.asked WHEN 1 THEN 'before' WHEN 2 THEN 'after' END AS asked,
    CASE sort.value WHEN 2 THEN 'right' ELSE 'wrong' END AS outcome
FROM tally_sort AS sort
JOIN term AS asked_in ON asked_in.id = sort.subject
JOIN term AS question ON question.id = sort.context;

CREATE VIEW sort_change AS
SELECT
    sort.id AS sort,
    subject.value AS subject,
    question.value AS question,
    CASE WHEN sort.context = 0 THEN NULL ELSE sort.text END AS before,
    CASE WHEN sort.context = 0 THEN NULL ELSE sort.late_text END AS after,
    CASE sort.measure WHEN 18 THEN sort.value / 1000000.0 END AS before_number,
    CASE sort.measure WHEN 18 THEN sort.late_value / 1000000.0 END AS after_number
FROM tally_sort AS sort
JOIN term AS subject ON subject.id = sort.subject
LEFT JOIN term AS question ON question.id = sort.context;

CREATE VIEW sort_page AS
SELECT
    sort.id AS sort,
    module.value AS module,
    page.value AS page
FROM tally_sort AS sort
JOIN term AS module ON module.id = sort.subject
JOIN term AS page ON page.id = sort.context;

CREATE VIEW sort_cohort AS
SELECT
    sort.id AS sort,
    activity.value AS activity,
    CASE WHEN sort.context <> 0 THEN date(sort.context * 86400, 'unixepoch') END AS begins_on
FROM tally_sort AS sort
JOIN term AS activity ON activity.id = sort.subject;

CREATE VIEW sort_stage AS
SELECT
    sort.id AS sort,
    activity.value AS activity,
    CASE sort.measure WHEN 5 THEN 'enrolled' WHEN 6 THEN 'started' ELSE 'completed' END AS stage,
    date(sort.context * 86400, 'unixepoch') AS happened_on
FROM tally_sort AS sort
JOIN term AS activity ON activity.id = sort.subject;

CREATE VIEW sort_active AS
SELECT
    sort.id AS sort,
    course.value AS course,
    CASE sort.measure WHEN 2 THEN 'day' WHEN 3 THEN 'month' ELSE 'financial-year' END AS period,
    date(sort.context * 86400, 'unixepoch') AS begins_on
FROM tally_sort AS sort
JOIN term AS course ON course.id = sort.subject;

CREATE VIEW sort_statements AS
SELECT
    sort.id AS sort,
    course.value AS course,
    date(sort.context * 86400, 'unixepoch') AS told_on,
    sort.context AS day
FROM tally_sort AS sort
JOIN term AS course ON course.id = sort.subject;

CREATE VIEW sort_completion AS
SELECT
    sort.id AS sort,
    activity.value AS activity,
    date(sort.context * 86400, 'unixepoch') AS enrolled_on,
    sort.context AS enrolled_day,
    CASE WHEN sort.value >= 0 THEN sort.value END AS days
FROM tally_sort AS sort
JOIN term AS activity ON activity.id = sort.subject;

CREATE VIEW sort_follow_up AS
SELECT
    sort.id AS sort,
    course.value AS course,
    date(sort.context * 86400, 'unixepoch') AS completed_on,
    sort.value AS months,
    CASE sort.late_value WHEN 0 THEN 'untold' WHEN 1 THEN 'no' WHEN 2 THEN 'yes' END AS implementing
FROM tally_sort AS sort
JOIN term AS course ON course.id = sort.subject;

CREATE VIEW sort_completed_last AS
SELECT
    sort.id AS sort,
    course.value AS course,
    date(sort.context * 86400, 'unixepoch') AS completed_on
FROM tally_sort AS sort
JOIN term AS course ON course.id = sort.subject;

-- The published views, as they were.

CREATE VIEW report_score AS
SELECT
    tally.segment AS segment,
    sort.activity AS activity,
    sort.asked AS asked,
    sort.attempt AS attempt,
    sort.score AS score,
    sort.millionths AS millionths,
    tally.total AS learners,
    CASE sort.attempt WHEN 'first' THEN tally.amount END AS attempts
FROM tally
JOIN sort_score AS sort ON sort.sort = tally.sort
WHERE tally.sort BETWEEN 11000000000 AND 13999999999 AND tally.total <> 0;

CREATE VIEW report_answer AS
SELECT
    tally.segment AS segment,
    sort.asked_in AS asked_in,
    sort.question AS question,
    sort.asked AS asked,
    sort.attempt AS attempt,
    sort.outcome AS outcome,
    sort.answer AS answer,
    tally.total AS answers
FROM tally
JOIN sort_answer AS sort ON sort.sort = tally.sort
WHERE tally.sort BETWEEN 14000000000 AND 15999999999 AND tally.total <> 0;

CREATE VIEW report_answer_time AS
SELECT
    tally.segment AS segment,
    sort.asked_in AS asked_in,
    sort.question AS question,
    sort.asked AS asked,
    sort.seconds_from AS seconds_from,
    tally.total AS learners,
    tally.amount AS milliseconds
FROM tally
JOIN sort_answer_time AS sort ON sort.sort = tally.sort
WHERE tally.sort BETWEEN 16000000000 AND 16999999999 AND tally.total <> 0;

CREATE VIEW report_item AS
SELECT
    tally.segment AS segment,
    sort.asked_in AS asked_in,
    sort.question AS question,
    sort.asked AS asked,
    sort.outcome AS outcome,
    tally.total AS learners,
    tally.amount AS score_sum,
    tally.square AS score_squares
FROM tally
JOIN sort_item AS sort ON sort.sort = tally.sort
WHERE tally.sort BETWEEN 17000000000 AND 17999999999 AND tally.total <> 0;

CREATE VIEW report_change AS
SELECT
    tally.segment AS segment,
    sort.subject AS subject,
    sort.question AS question,
    sort.before AS before,
    sort.after AS after,
    sort.before_number AS before_number,
    sort.after_number AS after_number,
    tally.total AS learners
FROM tally
JOIN sort_change AS sort ON sort.sort = tally.sort
WHERE tally.sort BETWEEN 18000000000 AND 19999999999 AND tally.total <> 0;

CREATE VIEW report_page AS
SELECT
    tally.segment AS segment,
    sort.module AS module,
    sort.page AS page,
    tally.total AS reached,
    tally.amount AS stopped
FROM tally
JOIN sort_page AS sort ON sort.sort = tally.sort
WHERE tally.sort BETWEEN 9000000000 AND 9999999999 AND tally.total <> 0;

CREATE VIEW report_cohort AS
SELECT
    tally.segment AS segment,
    sort.activity AS activity,
    sort.begins_on AS begins_on,
    tally.total AS enrolled,
    tally.amount AS started,
    tally.square AS completed
FROM tally
JOIN sort_cohort AS sort ON sort.sort = tally.sort
WHERE tally.sort BETWEEN 37000000000 AND 37999999999 AND tally.total <> 0;

CREATE VIEW report_stage AS
SELECT
    tally.segment AS segment,
    sort.activity AS activity,
    sort.stage AS stage,
    sort.happened_on AS happened_on,
    tally.total AS learners
FROM tally
JOIN sort_stage AS sort ON sort.sort = tally.sort
WHERE tally.sort BETWEEN 5000000000 AND 7999999999 AND tally.total <> 0;

CREATE VIEW report_active AS
SELECT
    tally.segment AS segment,
    sort.course AS course,
    sort.period AS period,
    sort.begins_on AS begins_on,
    tally.total AS learners
FROM tally
JOIN sort_active AS sort ON sort.sort = tally.sort
WHERE tally.sort BETWEEN 2000000000 AND 4999999999 AND tally.total <> 0;

CREATE VIEW report_statements AS
SELECT
    tally.segment AS segment,
    sort.course AS course,
    sort.told_on AS told_on,
    sort.day AS day,
    tally.total AS statements
FROM tally
JOIN sort_statements AS sort ON sort.sort = tally.sort
WHERE tally.sort BETWEEN 1000000000 AND 1999999999 AND tally.total <> 0;

CREATE VIEW report_completion AS
SELECT
    tally.segment AS segment,
    sort.activity AS activity,
    sort.enrolled_on AS enrolled_on,
    sort.enrolled_day AS enrolled_day,
    sort.days AS days,
    tally.total AS learners
FROM tally
JOIN sort_completion AS sort ON sort.sort = tally.sort
WHERE tally.sort BETWEEN 8000000000 AND 8999999999 AND tally.total <> 0;

CREATE VIEW report_follow_up AS
SELECT
    tally.segment AS segment,
    sort.course AS course,
    sort.completed_on AS completed_on,
    sort.months AS months,
    sort.implementing AS implementing,
    tally.total AS learners
FROM tally
JOIN sort_follow_up AS sort ON sort.sort = tally.sort
WHERE tally.sort BETWEEN 38000000000 AND 38999999999 AND tally.total <> 0;

CREATE VIEW report_completed_last AS
SELECT
    tally.segment AS segment,
    sort.course AS course,
    sort.completed_on AS completed_on,
    tally.total AS learners
FROM tally
JOIN sort_completed_last AS sort ON sort.sort = tally.sort
WHERE tally.sort BETWEEN 39000000000 AND 39999999999 AND tally.total <> 0;

CREATE VIEW report_site_report AS
SELECT
    course.value AS course,
    sort.text AS organisation,
    date(sort.context * 86400, 'unixepoch') AS told_on,
    tally.total AS reports,
    tally.amount AS patients
FROM tally
JOIN tally_sort AS sort ON sort.id = tally.sort
LEFT JOIN term AS course ON course.id = sort.subject
WHERE tally.segment = 0 AND tally.sort BETWEEN 40000000000 AND 40999999999 AND tally.total <> 0;

CREATE VIEW report_quality AS
SELECT
    tally.segment AS segment,
    coalesce(json_extract(authority.json, '$.account.name'), json_extract(authority.json, '$.name'), json_extract(authority.json, '$.mbox')) AS authority,
    nullif(sort.text, '') AS platform,
    CASE sort.value
        WHEN 1 THEN 'unknown-verb'
        WHEN 2 THEN 'unknown-type'
        WHEN 3 THEN 'no-course'
        WHEN 4 THEN 'clock-ahead'
        WHEN 5 THEN 'clock-behind'
        WHEN 6 THEN 'voided'
    END AS problem,
    nullif(sort.late_text, '') AS detail,
    date(sort.context * 86400, 'unixepoch') AS stored_on,
    tally.total AS statements
FROM tally
JOIN tally_sort AS sort ON sort.id = tally.sort
LEFT JOIN authority ON authority.id = sort.subject
WHERE tally.segment = 0 AND tally.sort BETWEEN 41000000000 AND 41999999999 AND tally.total <> 0;

CREATE VIEW report_conformance AS
SELECT
    tally.segment AS segment,
    profile.id AS profile,
    nullif(profile.version, '') AS version,
    profile_template.id AS template,
    coalesce(json_extract(authority.json, '$.account.name'), json_extract(authority.json, '$.name'), json_extract(authority.json, '$.mbox')) AS authority,
    nullif(sort.text, '') AS platform,
    nullif(sort.late_text, '') AS package,
    CASE sort.asked
        WHEN 0 THEN 'unmatched'
        WHEN 1 THEN 'success'
        WHEN 2 THEN 'invalid'
        WHEN 3 THEN 'wrong-extension'
    END AS outcome,
    date(sort.context * 86400, 'unixepoch') AS stored_on,
    tally.total AS statements
FROM tally
JOIN tally_sort AS sort ON sort.id = tally.sort
JOIN profile ON profile.number = sort.value
LEFT JOIN profile_template ON profile_template.profile = profile.number AND profile_template.template = sort.late_value
LEFT JOIN authority ON authority.id = sort.subject
WHERE tally.segment = 0 AND tally.sort BETWEEN 42000000000 AND 42999999999 AND tally.total <> 0;
