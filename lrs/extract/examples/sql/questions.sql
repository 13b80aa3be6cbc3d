-- SPDX-License-Identifier: Apache-2.0

-- The hardest questions first: how many answered right and wrong at their first attempt, and how many percent were right. Added up over segments,
-- which are there also in an extract of one organisation; segment 0 counts everybody once more.
SELECT
    answer.question AS question,
    name.name AS name,
    answer.asked_in AS asked_in,
    CAST(sum(CASE WHEN answer.outcome = 'right' THEN answer.answers ELSE 0 END) AS BIGINT) AS "right",
    CAST(sum(CASE WHEN answer.outcome = 'wrong' THEN answer.answers ELSE 0 END) AS BIGINT) AS wrong,
    CAST(sum(CASE WHEN answer.outcome = 'right' THEN answer.answers * 200 ELSE 0 END) + sum(answer.answers) AS BIGINT)
        / CAST(2 * sum(answer.answers) AS BIGINT) AS percent_right
FROM report_answer AS answer
LEFT JOIN (SELECT activity, max(name) AS name FROM report_activity GROUP BY activity) AS name ON name.activity = answer.question
WHERE answer.segment <> 0 AND answer.attempt = 'first' AND answer.outcome <> 'neutral'
GROUP BY answer.question, name.name, answer.asked_in
ORDER BY percent_right, question, asked_in
