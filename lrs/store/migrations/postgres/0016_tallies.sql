-- SPDX-License-Identifier: Apache-2.0

-- What each learner has done with each thing, and how many learners have done what: README.md, "What reports read", tells
-- what the numbers mean. Run `ibest-lrs rebuild` afterwards for what was stored before.

CREATE TABLE learner_fact (
    learner bigint NOT NULL,
    subject bigint NOT NULL,
    kind bigint NOT NULL,
    asked bigint NOT NULL,
    context bigint NOT NULL,
    times bigint NOT NULL,
    best bigint NOT NULL,
    ms bigint NOT NULL,
    early_us bigint NOT NULL,
    early_id bytea NOT NULL,
    early_value bigint NOT NULL,
    early_text text COLLATE "C" NOT NULL,
    late_us bigint,
    late_id bytea,
    late_value bigint,
    late_text text COLLATE "C",
    PRIMARY KEY (learner, subject, kind, asked, context)
);

CREATE TABLE tally (
    subject bigint NOT NULL,
    measure bigint NOT NULL,
    context bigint NOT NULL,
    asked bigint NOT NULL,
    value bigint NOT NULL,
    late_value bigint NOT NULL,
    text text COLLATE "C" NOT NULL,
    late_text text COLLATE "C" NOT NULL,
    total bigint NOT NULL,
    amount bigint NOT NULL,
    square bigint NOT NULL,
    PRIMARY KEY (subject, measure, context, asked, value, late_value, text, late_text)
);
CREATE INDEX tally_measure ON tally (measure, subject);

DO $$ BEGIN
    IF to_regclass('statement_id') IS NOT NULL THEN
        PERFORM create_distributed_table('learner_fact', 'learner', colocate_with => 'progress');
        PERFORM create_distributed_table('tally', 'subject', colocate_with => 'none');
    END IF;
END $$;

-- A day as reports give it.
CREATE FUNCTION report_day(day bigint) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT to_char(date '1970-01-01' + day::integer, 'YYYY-MM-DD') COLLATE "C"
$$;

CREATE VIEW report_learner_score AS
SELECT
    learner.value AS learner,
    activity.value AS activity,
    CASE fact.asked WHEN 1 THEN 'before' WHEN 2 THEN 'after' END AS asked,
    fact.times AS attempts,
    (fact.early_value / 1000000.0)::double precision AS first_score,
    (fact.late_value / 1000000.0)::double precision AS last_score,
    (fact.best / 1000000.0)::double precision AS best_score,
    report_time(fact.early_us) AS first_at,
    report_id(fact.early_id) AS first_by,
    report_time(fact.late_us) AS last_at,
    report_id(fact.late_id) AS last_by
FROM learner_fact AS fact
JOIN term AS learner ON learner.id = fact.learner
JOIN term AS activity ON activity.id = fact.subject
WHERE fact.kind = 6;

CREATE VIEW report_score AS
SELECT
    activity.value AS activity,
    CASE tally.asked WHEN 1 THEN 'before' WHEN 2 THEN 'after' END AS asked,
    CASE tally.measure WHEN 11 THEN 'first' WHEN 12 THEN 'last' ELSE 'best' END AS attempt,
    (tally.value / 1000000.0)::double precision AS score,
    tally.value AS millionths,
    tally.total AS learners,
    CASE tally.measure WHEN 11 THEN tally.amount END AS attempts
FROM tally
JOIN term AS activity ON activity.id = tally.subject
WHERE tally.measure IN (11, 12, 13) AND tally.total <> 0;

CREATE VIEW report_answer AS
SELECT
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
    subject.value AS subject,
    question.value AS question,
    CASE WHEN tally.context = 0 THEN NULL ELSE tally.text END AS before,
    CASE WHEN tally.context = 0 THEN NULL ELSE tally.late_text END AS after,
    CASE tally.measure WHEN 18 THEN (tally.value / 1000000.0)::double precision END AS before_number,
    CASE tally.measure WHEN 18 THEN (tally.late_value / 1000000.0)::double precision END AS after_number,
    tally.total AS learners
FROM tally
JOIN term AS subject ON subject.id = tally.subject
LEFT JOIN term AS question ON question.id = tally.context
WHERE tally.measure IN (18, 19) AND tally.total <> 0;

CREATE VIEW report_page AS
SELECT
    module.value AS module,
    page.value AS page,
    reached.total AS reached,
    coalesce(stopped.total, 0) AS stopped
FROM tally AS reached
JOIN term AS module ON module.id = reached.subject
JOIN term AS page ON page.id = reached.context
LEFT JOIN tally AS stopped ON
    stopped.subject = reached.subject AND stopped.measure = 10 AND stopped.context = reached.context
WHERE reached.measure = 9 AND reached.total <> 0;

-- Of courses by day; of all else in all, without one.
CREATE VIEW report_stage AS
SELECT
    activity.value AS activity,
    CASE tally.measure WHEN 5 THEN 'enrolled' WHEN 6 THEN 'started' ELSE 'completed' END AS stage,
    CASE WHEN tally.context <> 0 THEN report_day(tally.context) END AS happened_on,
    tally.total AS learners
FROM tally
JOIN term AS activity ON activity.id = tally.subject
WHERE tally.measure IN (5, 6, 7) AND tally.total <> 0;

CREATE VIEW report_active AS
SELECT
    course.value AS course,
    CASE tally.measure WHEN 2 THEN 'day' WHEN 3 THEN 'month' ELSE 'financial-year' END AS period,
    report_day(tally.context) AS begins_on,
    tally.total AS learners
FROM tally
JOIN term AS course ON course.id = tally.subject
WHERE tally.measure IN (2, 3, 4) AND tally.total <> 0;

CREATE VIEW report_statements AS
SELECT
    course.value AS course,
    report_day(tally.context) AS told_on,
    tally.context AS day,
    tally.total AS statements
FROM tally
JOIN term AS course ON course.id = tally.subject
WHERE tally.measure = 1 AND tally.total <> 0;

CREATE VIEW report_completion AS
SELECT
    activity.value AS activity,
    report_day(tally.context) AS enrolled_on,
    tally.context AS enrolled_day,
    CASE WHEN tally.value >= 0 THEN tally.value END AS days,
    tally.total AS learners
FROM tally
JOIN term AS activity ON activity.id = tally.subject
WHERE tally.measure = 8 AND tally.total <> 0;

-- A row a learner and module of a course, in the order of learners' texts without sorting: nothing but the learner's own
-- rows is looked at before the first comes.
CREATE VIEW report_learner_module AS
SELECT
    learner.value AS learner,
    learner_organisation.organisation AS organisation,
    course.value AS course,
    module.value AS module,
    progress.statements AS statements,
    progress.attempts AS attempts,
    progress.progress AS progress,
    progress.best_score AS best_score,
    report_time(progress.enrolled_us) AS enrolled_at,
    report_time(progress.started_us) AS started_at,
    report_time(coalesce(progress.completed_us, progress.passed_us, progress.satisfied_us)) AS completed_at,
    report_time(progress.last_us) AS last_at,
    report_id(progress.enrolled_id) AS enrolled_by,
    report_id(progress.started_id) AS started_by,
    report_id(coalesce(progress.completed_id, progress.passed_id, progress.satisfied_id)) AS completed_by,
    report_id(progress.last_id) AS last_by
FROM term AS learner
CROSS JOIN progress
CROSS JOIN placement
JOIN term AS module ON module.id = progress.activity
JOIN term AS course ON course.id = placement.course
LEFT JOIN learner_organisation ON learner_organisation.learner = progress.learner
WHERE
    learner.kind = 1
    AND progress.learner = learner.id
    AND placement.activity = progress.activity
    AND placement.kind = 'module';
