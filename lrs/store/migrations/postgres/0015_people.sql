-- SPDX-License-Identifier: Apache-2.0

-- Accounts and codes are short (people/ says how long), so that B-trees take them as keys.

CREATE TABLE roster (
    account text COLLATE "C" NOT NULL,
    from_us bigint NOT NULL,
    to_us bigint NOT NULL,
    mbox text COLLATE "C" NOT NULL,
    organisation text COLLATE "C" NOT NULL,
    profession text COLLATE "C" NOT NULL,
    registration text COLLATE "C" NOT NULL,
    staff_group text COLLATE "C" NOT NULL,
    band text COLLATE "C" NOT NULL,
    site text COLLATE "C" NOT NULL,
    PRIMARY KEY (account, from_us)
);

CREATE INDEX roster_organisation ON roster (organisation);

-- Accounts that are not one person each. Found from roster and person_journal.
CREATE TABLE person_account (
    account text COLLATE "C" PRIMARY KEY,
    person text COLLATE "C" NOT NULL,
    roster text COLLATE "C" NOT NULL,
    why text COLLATE "C" NOT NULL
);

CREATE INDEX person_account_person ON person_account (person);
CREATE INDEX person_account_roster ON person_account (roster);

CREATE TABLE person_journal (
    number bigint PRIMARY KEY,
    action text COLLATE "C" NOT NULL,
    account text COLLATE "C" NOT NULL,
    other text COLLATE "C" NOT NULL,
    who text COLLATE "C" NOT NULL,
    why text COLLATE "C" NOT NULL,
    at_us bigint NOT NULL,
    undone bigint NOT NULL
);

CREATE TABLE organisation (
    code text COLLATE "C" PRIMARY KEY,
    name text COLLATE "C" NOT NULL,
    from_us bigint NOT NULL,
    to_us bigint NOT NULL
);

CREATE TABLE organisation_link (
    code text COLLATE "C" NOT NULL,
    relation text COLLATE "C" NOT NULL,
    target text COLLATE "C" NOT NULL,
    from_us bigint NOT NULL,
    to_us bigint NOT NULL,
    PRIMARY KEY (code, relation, target, from_us)
);

-- Where an organisation belongs at a time. Found from organisation_link.
CREATE TABLE organisation_place (
    code text COLLATE "C" NOT NULL,
    from_us bigint NOT NULL,
    to_us bigint NOT NULL,
    icb text COLLATE "C" NOT NULL,
    region text COLLATE "C" NOT NULL,
    successor text COLLATE "C" NOT NULL,
    PRIMARY KEY (code, from_us)
);

-- How old what was imported is.
CREATE TABLE organisation_source (
    layout text COLLATE "C" PRIMARY KEY,
    dated_us bigint NOT NULL,
    imported_us bigint NOT NULL,
    organisations bigint NOT NULL
);

-- Reports join these with what is spread over the nodes of a cluster; what only the program reads stays on the coordinator.
DO $$ BEGIN
    IF to_regclass('statement_id') IS NOT NULL THEN
        PERFORM create_reference_table('roster');
        PERFORM create_reference_table('person_account');
        PERFORM create_reference_table('organisation');
        PERFORM create_reference_table('organisation_place');
    END IF;
END $$;

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
    report_time(roster.from_us) AS from_at,
    report_time(roster.to_us) AS to_at
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
    report_time(place.from_us) AS from_at,
    report_time(place.to_us) AS to_at
FROM organisation_place AS place
LEFT JOIN organisation ON organisation.code = place.code
LEFT JOIN organisation AS icb ON icb.code = place.icb
LEFT JOIN organisation AS region ON region.code = place.region
LEFT JOIN organisation AS successor ON successor.code = place.successor;
