-- SPDX-License-Identifier: Apache-2.0

CREATE TABLE profile (
    number bigint PRIMARY KEY,
    id text COLLATE "C" NOT NULL,
    version text COLLATE "C" NOT NULL,
    loaded_us bigint NOT NULL,
    text text COLLATE "C" NOT NULL
);

CREATE TABLE profile_template (
    profile bigint NOT NULL,
    template bigint NOT NULL,
    id text COLLATE "C" NOT NULL,
    PRIMARY KEY (profile, template)
);

CREATE TABLE profile_breach (
    seq bigint NOT NULL,
    profile bigint NOT NULL,
    template bigint NOT NULL,
    rule bigint NOT NULL,
    broken bigint NOT NULL,
    value text COLLATE "C",
    PRIMARY KEY (seq, profile)
);

-- Whether its statements are refused if they do not keep to a profile that they claim.
ALTER TABLE credential ADD COLUMN strict_profiles bigint NOT NULL DEFAULT 0;
