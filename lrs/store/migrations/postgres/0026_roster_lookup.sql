-- SPDX-License-Identifier: Apache-2.0

-- Who has completed what, and when last, is found in the index alone.
DROP INDEX learner_fact_done;
CREATE INDEX learner_fact_done ON learner_fact (subject, learner, late_value, late_id) WHERE kind = 3;

-- Whether the roster knows a learner is looked up where it is asked, without all of its spans.
CREATE OR REPLACE VIEW report_learner AS
SELECT
    term.value AS learner,
    coalesce(person_account.person, term.value) AS person,
    CASE WHEN term.value LIKE 'account:%' THEN substr(term.value, 9, strpos(term.value, '|') - 9) END AS home_page,
    EXISTS (
        SELECT 1 FROM roster WHERE roster.account = coalesce(person_account.roster, term.value)
    )::integer AS is_rostered
FROM term
LEFT JOIN person_account ON person_account.account = term.value
WHERE term.kind = 1;
