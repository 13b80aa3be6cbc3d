-- SPDX-License-Identifier: Apache-2.0

-- In which month of London (YYYYMM) each fact first was one. Summer time begins in March and ends in October, so that in an hour
-- before a month begins it is there in those from April to October.
CREATE VIEW fact_of_month AS
SELECT
    learner_fact.*,
    CAST(strftime(
        '%Y%m',
        learner_fact.early_us / 1000000 + CASE
            WHEN learner_fact.early_us < 0 THEN 0
            WHEN strftime('%m', learner_fact.early_us / 1000000, 'unixepoch') BETWEEN '03' AND '09' THEN 3600
            ELSE 0
        END,
        'unixepoch'
    ) AS INTEGER) AS month
FROM learner_fact;
