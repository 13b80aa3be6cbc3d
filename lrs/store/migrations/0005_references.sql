-- SPDX-License-Identifier: Apache-2.0

-- Whether a statement refers to another is asked of each that a query with several terms comes by.
CREATE INDEX statement_reference_seq ON statement_reference (seq);
