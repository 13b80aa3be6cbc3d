-- SPDX-License-Identifier: Apache-2.0

-- Under which names an agent (a number of `term`) was seen, and in how many statements that are not
-- voided.
CREATE TABLE agent_name (
    agent INTEGER NOT NULL,
    name TEXT NOT NULL,
    statements INTEGER NOT NULL,
    PRIMARY KEY (agent, name)
) STRICT, WITHOUT ROWID;
