-- SPDX-License-Identifier: Apache-2.0

-- Who learners are and what organisations belong to: store/roster.h, store/persons.h and store/organisations.h tell what the
-- rows are. Spans are half-open, in microseconds since 1970; an empty text is what is not known.

CREATE TABLE roster (
    account TEXT NOT NULL,
    from_us INTEGER NOT NULL,
    to_us INTEGER NOT NULL,
    mbox TEXT NOT NULL,
    organisation TEXT NOT NULL,
    profession TEXT NOT NULL,
    registration TEXT NOT NULL,
    staff_group TEXT NOT NULL,
    band TEXT NOT NULL,
    site TEXT NOT NULL,
    PRIMARY KEY (account, from_us)
) STRICT, WITHOUT ROWID;

CREATE INDEX roster_organisation ON roster (organisation);

-- Accounts that are not one person each. Found from roster and person_journal.
CREATE TABLE person_account (
    account TEXT PRIMARY KEY,
    person TEXT NOT NULL,
    roster TEXT NOT NULL,
    why TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX person_account_person ON person_account (person);
CREATE INDEX person_account_roster ON person_account (roster);

CREATE TABLE person_journal (
    number INTEGER PRIMARY KEY,
    action TEXT NOT NULL,
    account TEXT NOT NULL,
    other TEXT NOT NULL,
    who TEXT NOT NULL,
    why TEXT NOT NULL,
    at_us INTEGER NOT NULL,
    undone INTEGER NOT NULL
) STRICT;

CREATE TABLE organisation (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    from_us INTEGER NOT NULL,
    to_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE organisation_link (
    code TEXT NOT NULL,
    relation TEXT NOT NULL,
    target TEXT NOT NULL,
    from_us INTEGER NOT NULL,
    to_us INTEGER NOT NULL,
    PRIMARY KEY (code, relation, target, from_us)
) STRICT, WITHOUT ROWID;

-- Where an organisation belongs at a time. Found from organisation_link.
CREATE TABLE organisation_place (
    code TEXT NOT NULL,
    from_us INTEGER NOT NULL,
    to_us INTEGER NOT NULL,
    icb TEXT NOT NULL,
    region TEXT NOT NULL,
    successor TEXT NOT NULL,
    PRIMARY KEY (code, from_us)
) STRICT, WITHOUT ROWID;

-- How old what was imported is.
CREATE TABLE organisation_source (
    layout TEXT PRIMARY KEY,
    dated_us INTEGER NOT NULL,
    imported_us INTEGER NOT NULL,
    organisations INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE VIEW report_learner AS
SELECT
    term.value AS learner,
    coalesce(person_account.person, term.value) AS person
FROM term
LEFT JOIN person_account ON person_account.account = term.value
WHERE term.kind = 1;

CREATE VIEW report_person AS
SELECT
    coalesce(person_account.person, roster.account) AS person,
    coalesce(person_account.account, roster.account) AS learner,
    nullif(roster.organisation, '') AS organisation,
    nullif(roster.profession, '') AS profession,
    nullif(roster.staff_group, '') AS staff_group,
    nullif(roster.band, '') AS band,
    nullif(roster.site, '') AS site,
    strftime('%Y-%m-%dT%H:%M:%SZ', roster.from_us / 1000000, 'unixepoch') AS from_at,
    strftime('%Y-%m-%dT%H:%M:%SZ', roster.to_us / 1000000, 'unixepoch') AS to_at
FROM roster
LEFT JOIN person_account ON person_account.roster = roster.account;

CREATE VIEW report_organisation AS
SELECT
    place.code AS organisation,
    nullif(organisation.name, '') AS name,
    nullif(place.icb, '') AS icb,
    nullif(icb.name, '') AS icb_name,
    nullif(place.region, '') AS region,
    nullif(region.name, '') AS region_name,
    place.successor AS successor,
    nullif(successor.name, '') AS successor_name,
    strftime('%Y-%m-%dT%H:%M:%SZ', place.from_us / 1000000, 'unixepoch') AS from_at,
    strftime('%Y-%m-%dT%H:%M:%SZ', place.to_us / 1000000, 'unixepoch') AS to_at
FROM organisation_place AS place
LEFT JOIN organisation ON organisation.code = place.code
LEFT JOIN organisation AS icb ON icb.code = place.icb
LEFT JOIN organisation AS region ON region.code = place.region
LEFT JOIN organisation AS successor ON successor.code = place.successor;
