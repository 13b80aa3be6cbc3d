-- SPDX-License-Identifier: Apache-2.0

-- Statements of one id are compared by their members, when a second one comes.
ALTER TABLE statement DROP COLUMN digest;
