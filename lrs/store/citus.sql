-- SPDX-License-Identifier: Apache-2.0

-- Spreads the tables of an ibest-lrs database over the nodes of a Citus cluster. Run it once with psql on the coordinator,
-- after `CREATE EXTENSION citus`, when ibest-lrs has made its tables and while none serves. What it costs stands in
-- store/README.md.

BEGIN;

-- Citus keeps a key unique only if the distribution column is part of it. Documents are kept apart by the writers' turns (table
-- sequencing), which stays on the coordinator as it is, with turn, schema_version, credential, pseudonym_key, dictionary, unposted,
-- what only writers read of erased learners (erased_statement, erasure), and what only `ibest-lrs ods` and `people` read:
-- organisation_link, organisation_source and person_journal.
DROP INDEX document_is_one;

-- All that was written until now can be read on each node when this is done.
UPDATE turn SET bound_us = stamp_us;

-- Where a statement is by its id, kept unique by a table of its own: any other way each node would be asked for every id.
-- That the table is there tells ibest-lrs that the others are spread.
CREATE TABLE statement_id (
    id bytea PRIMARY KEY,
    seq bigint NOT NULL
);
INSERT INTO statement_id (id, seq) SELECT id, seq FROM statement;
ALTER TABLE statement DROP CONSTRAINT statement_id_key;

-- Halving the span of seq would go from node to node.
CREATE INDEX statement_stored ON statement (stored_us);

-- What every query joins with, and what is small: on each node. A statement's references are looked up by target, and joined by seq.
SELECT create_reference_table('authority');
SELECT create_reference_table('term');
SELECT create_reference_table('statement_reference');
SELECT create_reference_table('definition');
SELECT create_reference_table('definition_change');
SELECT create_reference_table('placement');
SELECT create_reference_table('activity_name');
SELECT create_reference_table('agent_name');
SELECT create_reference_table('attachment');
SELECT create_reference_table('cmi5_course');
SELECT create_reference_table('cmi5_registration');
SELECT create_reference_table('cmi5_standing');
SELECT create_reference_table('cmi5_session');
SELECT create_reference_table('roster');
SELECT create_reference_table('person_account');
SELECT create_reference_table('organisation');
SELECT create_reference_table('organisation_place');
SELECT create_reference_table('segment');
SELECT create_reference_table('profile');
SELECT create_reference_table('profile_template');
SELECT create_reference_table('tally_sort');
SELECT create_reference_table('profile_pattern');

-- A statement and all that finds it: on one node.
SELECT create_distributed_table('statement', 'seq');
SELECT create_distributed_table('posting', 'seq', colocate_with => 'statement');
SELECT create_distributed_table('profile_breach', 'seq', colocate_with => 'statement');

SELECT create_distributed_table('statement_id', 'id', colocate_with => 'none');

-- All sets of a term: on one node.
SELECT create_distributed_table('posting_span', 'term', colocate_with => 'none');

-- All about a learner: on one node.
SELECT create_distributed_table('progress', 'learner', colocate_with => 'none');
SELECT create_distributed_table('learner_fact', 'learner', colocate_with => 'progress');
SELECT create_distributed_table('learner_organisation', 'learner', colocate_with => 'progress');
SELECT create_distributed_table('site_evaluation', 'site', colocate_with => 'progress');
SELECT create_distributed_table('learner_segment', 'learner', colocate_with => 'progress');

-- All about a registration: on one node.
SELECT create_distributed_table('profile_history', 'registration', colocate_with => 'none');
SELECT create_distributed_table('profile_history_due', 'registration', colocate_with => 'profile_history');

-- All counts of a sort, which reports sum: on one node.
SELECT create_distributed_table('tally', 'sort', colocate_with => 'none');

SELECT create_distributed_table('document', 'agent');
SELECT create_distributed_table('attachment_chunk', 'content', colocate_with => 'none');

COMMIT;
