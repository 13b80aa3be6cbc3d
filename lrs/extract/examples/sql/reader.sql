-- SPDX-License-Identifier: Apache-2.0

-- A role for analysts on PostgreSQL that may read the published views and nothing else. Run by the owner of the tables, in the database:
--
--     psql -v reader=ibest_reader -f reader.sql 'postgresql://owner@host/ibest'
--
-- and again after each new version of ibest-lrs: a view that was made anew has lost who may read it. The role has no password and no address
-- from which it may come; those are yours to give (\password, pg_hba.conf).
\set ON_ERROR_STOP on

SELECT format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION', :'reader')
WHERE NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = :'reader')
\gexec

-- Views are read with their owner's rights, so their tables need not be granted, and are not.
SELECT format('GRANT SELECT ON %I TO %I', viewname, :'reader')
FROM pg_views
WHERE schemaname = current_schema() AND viewname LIKE 'report\_%'
\gexec

-- Until version 15 of PostgreSQL everybody might make tables here.
SELECT format('REVOKE CREATE ON SCHEMA %I FROM PUBLIC', current_schema())
\gexec
SELECT format('GRANT USAGE ON SCHEMA %I TO %I', current_schema(), :'reader')
\gexec
SELECT format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), :'reader')
\gexec

-- Habits, not walls: a role may change its own settings. A query that runs for long keeps what is deleted meanwhile from being cleaned up.
ALTER ROLE :"reader" SET default_transaction_read_only = on;
ALTER ROLE :"reader" SET statement_timeout = '5min';
ALTER ROLE :"reader" SET idle_in_transaction_session_timeout = '1min';
