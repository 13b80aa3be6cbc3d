-- SPDX-License-Identifier: Apache-2.0

-- Always empty here, where postings are written together with their statements.
CREATE TABLE unposted (
    first_seq bigint PRIMARY KEY
);
