-- SPDX-License-Identifier: Apache-2.0

-- What was answered to each question: how easy it is, whether it tells those who know from those who do not, how long it takes.
WITH placed AS (
    SELECT activity, max(course) AS course, max(name) AS name FROM report_activity GROUP BY activity
),
answer AS (
    SELECT given.*, placed.course, placed.name
    FROM chosen_answer AS given
    LEFT JOIN placed ON placed.activity = given.asked_in
    WHERE :course IS NULL OR placed.course = :course
),
question AS (
    SELECT
        place,
        course,
        name,
        asked_in,
        question,
        asked,
        sum(CASE WHEN attempt = 'first' THEN answers ELSE 0 END) AS learners,
        sum(CASE WHEN attempt = 'any' THEN answers ELSE 0 END) AS answers,
        sum(CASE WHEN attempt = 'first' AND outcome = 'right' THEN answers ELSE 0 END) AS correct,
        sum(CASE WHEN attempt = 'first' AND outcome = 'wrong' THEN answers ELSE 0 END) AS wrong
    FROM answer
    GROUP BY place, course, name, asked_in, question, asked
),
-- Rows of the report: a question, or an answer to one.
part AS (
    SELECT place, asked_in, question, asked, NULL AS answer, NULL AS outcome, learners, answers
    FROM question
    WHERE :by = 'question'
    UNION ALL
    SELECT
        place,
        asked_in,
        question,
        asked,
        answer,
        outcome,
        sum(CASE WHEN attempt = 'first' THEN answers ELSE 0 END),
        sum(CASE WHEN attempt = 'any' THEN answers ELSE 0 END)
    FROM answer
    WHERE :by = 'answer'
    GROUP BY place, asked_in, question, asked, answer, outcome
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
    question.course AS course,
    course.name AS course_name,
    question.asked_in AS asked_in,
    question.name AS asked_in_name,
    question.question AS question,
    title.name AS question_name,
    question.asked AS asked,
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
JOIN divisions ON divisions.place = part.place
JOIN question ON
    question.place = part.place
    AND question.asked_in = part.asked_in AND question.question = part.question
    AND coalesce(question.asked, '') = coalesce(part.asked, '')
LEFT JOIN correlated ON
    correlated.place = part.place
    AND correlated.asked_in = part.asked_in AND correlated.question = part.question
    AND coalesce(correlated.asked, '') = coalesce(part.asked, '')
LEFT JOIN duration ON
    duration.place = part.place
    AND duration.asked_in = part.asked_in AND duration.question = part.question
    AND coalesce(duration.asked, '') = coalesce(part.asked, '')
LEFT JOIN placed AS course ON course.activity = question.course
LEFT JOIN placed AS title ON title.activity = question.question
ORDER BY
    divisions.division,
    coalesce(course.name, question.course, ''),
    coalesce(question.name, question.asked_in),
    question.asked_in,
    question.question,
    coalesce(question.asked, ''),
    divisions.month NULLS FIRST,
    part.learners DESC,
    coalesce(part.answer, ''),
    coalesce(part.outcome, '')
