-- SPDX-License-Identifier: Apache-2.0

CREATE FUNCTION london_month(us bigint) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT to_char(to_timestamp(
        us / 1000000 + CASE
            WHEN us < 0 THEN 0
            WHEN to_char(to_timestamp(us / 1000000) AT TIME ZONE 'UTC', 'MM') BETWEEN '03' AND '09' THEN 3600
            ELSE 0
        END
    ) AT TIME ZONE 'UTC', 'YYYYMM')::bigint
$$;

CREATE VIEW fact_of_month AS
SELECT learner_fact.*, london_month(learner_fact.early_us) AS month
FROM learner_fact;
