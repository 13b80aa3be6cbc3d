-- SPDX-License-Identifier: Apache-2.0

-- An ETag is made from the content when it is asked for: which digest it is belongs to the protocol.
ALTER TABLE document DROP COLUMN etag;
