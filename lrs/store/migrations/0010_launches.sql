-- SPDX-License-Identifier: Apache-2.0

-- cmi5 launched by this store's own server: store/launches.h tells what the rows are.

-- A course that is imported again with another structure or address gets another number.
CREATE TABLE cmi5_course (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    structure TEXT NOT NULL,
    content_url TEXT NOT NULL,
    created_us INTEGER NOT NULL
) STRICT;

CREATE INDEX cmi5_course_id ON cmi5_course (id, number);

CREATE TABLE cmi5_registration (
    id BLOB PRIMARY KEY,
    course INTEGER NOT NULL,
    course_id TEXT NOT NULL,
    agent TEXT NOT NULL,
    actor TEXT NOT NULL,
    begun INTEGER NOT NULL,
    created_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX cmi5_registration_agent ON cmi5_registration (agent, course_id, created_us);

-- A row where something was said about an AU, or a node is satisfied.
CREATE TABLE cmi5_standing (
    registration BLOB NOT NULL,
    node INTEGER NOT NULL,
    said INTEGER NOT NULL,
    satisfied INTEGER NOT NULL,
    PRIMARY KEY (registration, node)
) STRICT, WITHOUT ROWID;

-- Secrets are there as digests only: each has 256 random bits, which nobody guesses.
CREATE TABLE cmi5_session (
    id BLOB PRIMARY KEY,
    registration BLOB NOT NULL,
    node INTEGER NOT NULL,
    activity TEXT NOT NULL,
    publisher TEXT NOT NULL,
    mastery_score TEXT NOT NULL,
    launched_by TEXT NOT NULL,
    return_url TEXT NOT NULL,
    mode INTEGER NOT NULL,
    fetch_digest BLOB NOT NULL UNIQUE,
    secret_digest BLOB NOT NULL,
    state INTEGER NOT NULL,
    said INTEGER NOT NULL,
    has_preferences INTEGER NOT NULL,
    expires_us INTEGER NOT NULL,
    begun_us INTEGER NOT NULL,
    last_us INTEGER NOT NULL,
    terminated_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX cmi5_session_registration ON cmi5_session (registration, state);
