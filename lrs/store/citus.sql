-- SPDX-License-Identifier: Apache-2.0

-- Spreads the tables of an ibest-lrs database over the nodes of a Citus cluster. Run it once with psql on the coordinator,
-- after `CREATE EXTENSION citus`, when ibest-lrs has made its tables and while none serves. Written for Citus 12, and not
-- run on one yet: store/README.md says what is known to be in the way.

BEGIN;

-- Citus keeps a key unique only if the distribution column is part of it. Statements and documents are kept apart by the
-- writers' turns as well (table sequencing), which stays on the coordinator as it is, with
-- schema_version, credential and dictionary.
ALTER TABLE statement DROP CONSTRAINT statement_id_key;
CREATE INDEX statement_id ON statement (id);
DROP INDEX document_is_one;

-- What every query joins with, and what is small: on each node.
SELECT create_reference_table('authority');
SELECT create_reference_table('term');
SELECT create_reference_table('definition');
SELECT create_reference_table('placement');
SELECT create_reference_table('activity_name');
SELECT create_reference_table('agent_name');
SELECT create_reference_table('attachment');
SELECT create_reference_table('cmi5_course');
SELECT create_reference_table('cmi5_registration');
SELECT create_reference_table('cmi5_standing');
SELECT create_reference_table('cmi5_session');

-- A statement and all that finds it: on one node.
SELECT create_distributed_table('statement', 'seq');
SELECT create_distributed_table('posting', 'seq', colocate_with => 'statement');
SELECT create_distributed_table('statement_reference', 'seq', colocate_with => 'statement');
SELECT create_distributed_table('definition_change', 'seq', colocate_with => 'statement');

-- All sets of a term: on one node.
SELECT create_distributed_table('posting_span', 'term', colocate_with => 'none');

-- All about a learner: on one node.
SELECT create_distributed_table('progress', 'learner', colocate_with => 'none');
SELECT create_distributed_table('learner_organisation', 'learner', colocate_with => 'progress');
SELECT create_distributed_table('site_evaluation', 'site', colocate_with => 'progress');

SELECT create_distributed_table('document', 'agent');
SELECT create_distributed_table('attachment_chunk', 'content', colocate_with => 'none');

COMMIT;
