-- SPDX-License-Identifier: Apache-2.0

-- What was answered to each question: how easy it is, whether it tells those who know from those who do not, how long it takes.
WITH placed AS (
    SELECT activity, max(course) AS course, max(name) AS name FROM report_activity GROUP BY activity
),
-- What is asked for, numbered as the rows stand: there are far more answers until they are summed up, and texts are long.
asked AS MATERIALIZED (
    SELECT
        row_number() OVER (
            ORDER BY
                coalesce(course.name, placed.course, ''),
                coalesce(placed.name, given.asked_in),
                given.asked_in,
                given.question,
                coalesce(given.asked, '')
        ) AS number,
        given.asked_in,
        given.question,
        given.asked,
        placed.course,
        placed.name,
        course.name AS course_name,
        title.name AS question_name
    FROM (SELECT DISTINCT asked_in, question, asked FROM sorts_answer) AS given
    LEFT JOIN placed ON placed.activity = given.asked_in
    LEFT JOIN placed AS course ON course.activity = placed.course
    LEFT JOIN placed AS title ON title.activity = given.question
    WHERE :course IS NULL OR placed.course = :course
),
told AS MATERIALIZED (
    SELECT
        sorts_answer.sort,
        asked.number,
        sorts_answer.attempt,
        sorts_answer.outcome,
        CASE WHEN :by = 'answer' THEN sorts_answer.answer END AS answer
    FROM sorts_answer
    JOIN asked ON asked.asked_in = sorts_answer.asked_in AND asked.question = sorts_answer.question
        AND coalesce(asked.asked, '') = coalesce(sorts_answer.asked, '')
),
lines_answer AS MATERIALIZED (
    SELECT sort, dense_rank() OVER (ORDER BY number, attempt, outcome, answer) AS line FROM told
),
line AS MATERIALIZED (
    SELECT
        lines_answer.line,
        max(told.number) AS number,
        max(told.attempt) AS attempt,
        max(told.outcome) AS outcome,
        max(told.answer) AS answer
    FROM lines_answer
    JOIN told ON told.sort = lines_answer.sort
    GROUP BY lines_answer.line
),
answer AS MATERIALIZED (
    SELECT
        summed.place,
        line.number,
        line.outcome,
        line.answer,
        CASE WHEN line.attempt = 'first' THEN summed.answers ELSE 0 END AS firsts,
        CASE WHEN line.attempt = 'any' THEN summed.answers ELSE 0 END AS answers
    FROM summed_answer AS summed
    CROSS JOIN line
    WHERE line.line = summed.line
),
question AS (
    SELECT
        place,
        number,
        sum(firsts) AS learners,
        sum(answers) AS answers,
        sum(CASE WHEN outcome = 'right' THEN firsts ELSE 0 END) AS correct,
        sum(CASE WHEN outcome = 'wrong' THEN firsts ELSE 0 END) AS wrong
    FROM answer
    GROUP BY place, number
),
-- Rows of the report: a question, or an answer to one.
part AS (
    SELECT place, number, NULL AS answer, NULL AS outcome, learners, answers
    FROM question
    WHERE :by = 'question'
    UNION ALL
    SELECT place, number, answer, outcome, sum(firsts), sum(answers)
    FROM answer
    WHERE :by = 'answer'
    GROUP BY place, number, answer, outcome
),
timed AS (
    SELECT
        time.place,
        time.asked_in,
        time.question,
        time.asked,
        time.seconds_from,
        time.milliseconds,
        sum(time.learners) OVER (
            PARTITION BY time.place, time.asked_in, time.question, time.asked ORDER BY time.seconds_from
        ) AS so_far,
        sum(time.learners) OVER (
            PARTITION BY time.place, time.asked_in, time.question, time.asked
        ) AS total
    FROM chosen_answer_time AS time
),
duration AS (
    SELECT
        place,
        asked_in,
        question,
        asked,
        floor(CAST(sum(milliseconds) AS DOUBLE PRECISION) / max(total) / 100 + 0.5) / 10 AS mean,
        min(CASE WHEN 2 * so_far >= total THEN seconds_from END) AS median_from
    FROM timed
    GROUP BY place, asked_in, question, asked
),
-- Sums of the point-biserial correlation: n1, n0, of those who were right or wrong the sums of scores, of all that of squares.
paired AS (
    SELECT
        place,
        asked_in,
        question,
        asked,
        CAST(sum(CASE WHEN outcome = 'right' THEN learners ELSE 0 END) AS DOUBLE PRECISION) AS n1,
        CAST(sum(CASE WHEN outcome = 'wrong' THEN learners ELSE 0 END) AS DOUBLE PRECISION) AS n0,
        CAST(sum(CASE WHEN outcome = 'right' THEN score_sum ELSE 0 END) AS DOUBLE PRECISION) AS sum1,
        CAST(sum(CASE WHEN outcome = 'wrong' THEN score_sum ELSE 0 END) AS DOUBLE PRECISION) AS sum0,
        CAST(sum(score_squares) AS DOUBLE PRECISION) AS squares
    FROM chosen_item
    GROUP BY place, asked_in, question, asked
),
correlated AS (
    SELECT
        place,
        asked_in,
        question,
        asked,
        n1 + n0 AS learners,
        CASE WHEN n1 > 0 AND n0 > 0 THEN (sum1 / n1 - sum0 / n0) * sqrt(n1 * n0) END AS apart,
        (n1 + n0) * squares - (sum1 + sum0) * (sum1 + sum0) AS spread
    FROM paired
)
SELECT
    nullif(divisions.division, '') AS division,
    asked.course AS course,
    asked.course_name AS course_name,
    asked.asked_in AS asked_in,
    asked.name AS asked_in_name,
    asked.question AS question,
    asked.question_name AS question_name,
    asked.asked AS asked,
    divisions.month AS month,
    part.answer AS answer,
    part.outcome AS outcome,
    part.learners AS learners,
    part.answers AS answers,
    CASE WHEN question.learners > 0 THEN floor(1000.0 * part.learners / question.learners + 0.5) / 10 END
        AS learners_percent,
    question.correct AS correct,
    question.wrong AS wrong,
    CASE WHEN question.correct + question.wrong > 0
        THEN floor(1000.0 * question.correct / (question.correct + question.wrong) + 0.5) / 10
    END AS facility_percent,
    CASE WHEN correlated.spread > 0 THEN floor(1000 * correlated.apart / sqrt(correlated.spread) + 0.5) / 1000 END
        AS discrimination,
    correlated.learners AS scored_learners,
    duration.mean AS seconds_mean,
    duration.median_from AS seconds_median_from
FROM part
JOIN question ON question.place = part.place AND question.number = part.number
JOIN asked ON asked.number = part.number
JOIN divisions ON divisions.place = part.place
LEFT JOIN correlated ON
    correlated.place = part.place
    AND correlated.asked_in = asked.asked_in AND correlated.question = asked.question
    AND coalesce(correlated.asked, '') = coalesce(asked.asked, '')
LEFT JOIN duration ON
    duration.place = part.place
    AND duration.asked_in = asked.asked_in AND duration.question = asked.question
    AND coalesce(duration.asked, '') = coalesce(asked.asked, '')
ORDER BY
    divisions.division,
    part.number,
    divisions.month NULLS FIRST,
    part.learners DESC,
    coalesce(part.answer, ''),
    coalesce(part.outcome, '')
