-- SPDX-License-Identifier: Apache-2.0

-- What the writer keeps up to date beside the statements. Everything here can be recomputed from
-- them; learners, activities and courses are numbers of `term`. A moment is a time in microseconds
-- and the id of the statement that justifies it.

CREATE TABLE progress (
    learner INTEGER NOT NULL,
    activity INTEGER NOT NULL,
    statements INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    progress INTEGER,
    best_score REAL,
    enrolled_us INTEGER,
    enrolled_id BLOB,
    started_us INTEGER,
    started_id BLOB,
    completed_us INTEGER,
    completed_id BLOB,
    passed_us INTEGER,
    passed_id BLOB,
    failed_us INTEGER,
    failed_id BLOB,
    satisfied_us INTEGER,
    satisfied_id BLOB,
    last_us INTEGER,
    last_id BLOB,
    PRIMARY KEY (learner, activity)
) STRICT, WITHOUT ROWID;

CREATE INDEX progress_activity ON progress (activity);

-- Which course an activity belongs to (0: none named) and what kind of thing it is, with the number
-- of statements that say so.
CREATE TABLE placement (
    activity INTEGER NOT NULL,
    course INTEGER NOT NULL,
    kind TEXT NOT NULL,
    statements INTEGER NOT NULL,
    PRIMARY KEY (activity, course, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE learner_organisation (
    learner INTEGER PRIMARY KEY,
    organisation TEXT NOT NULL,
    said_us INTEGER NOT NULL,
    said_id BLOB NOT NULL
) STRICT;

CREATE TABLE site_evaluation (
    site INTEGER PRIMARY KEY,
    organisation TEXT NOT NULL,
    reports INTEGER NOT NULL,
    patients INTEGER NOT NULL,
    first_us INTEGER NOT NULL,
    last_us INTEGER NOT NULL
) STRICT;
