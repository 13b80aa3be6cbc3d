-- SPDX-License-Identifier: Apache-2.0

-- For reports that count people by learners: those learners of whom several are one person, and how far they have come.
-- CROSS JOIN: in this order, as there are fewer such accounts than learners.

CREATE VIEW report_shared_learner AS
SELECT
    term.value AS learner,
    person_account.person AS person
FROM person_account
CROSS JOIN term ON term.kind = 1 AND term.value = person_account.account
WHERE person_account.person IN (
    SELECT several.person
    FROM person_account AS several
    CROSS JOIN term AS account ON account.kind = 1 AND account.value = several.account
    GROUP BY several.person
    HAVING count(*) > 1
);

-- Whoever started or completed is enrolled, whether or not that is told.
CREATE VIEW report_learner_stage AS
SELECT
    learner.value AS learner,
    activity.value AS activity,
    CASE learner_fact.kind WHEN 1 THEN 'enrolled' WHEN 2 THEN 'started' ELSE 'completed' END AS stage
FROM learner_fact
JOIN term AS learner ON learner.id = learner_fact.learner
JOIN term AS activity ON activity.id = learner_fact.subject
WHERE learner_fact.kind IN (1, 2, 3);
