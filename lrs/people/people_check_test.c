/* SPDX-License-Identifier: Apache-2.0 */

/* What is computed is found where it is not what it should be, and a check changes nothing. */
#include "people/fixture.h"

static void run_sql(struct people_world *world, const char *sql)
{
    struct connection *connection = fixture_connection(world->store);
    assert_int_equal(connection_run(connection, sql, NO_VALUES, &world->error), STATUS_OK);
}

static struct people_findings check(struct people_world *world)
{
    struct people_findings findings = {0};
    if (people_check(world->store, &findings, &world->error) != STATUS_OK) {
        fail_msg("%s", world->error.message);
    }
    return findings;
}

static void fill(struct people_world *world)
{
    AUTO(buffer_finish) struct buffer content = BUFFER_INIT(PEOPLE_FIXTURE_LIMIT);
    const struct ods_file file = {"o.csv", &content, people_moment("2018-01-01")};
    const struct ods_options options = {0};
    buffer_add_string(&content, "OrganisationId,Name\nSYN01,a\nSYN02,b\n");
    people_roster(world, "account,organisation,mbox\n1,SYN01,a@b.example\n2,SYN01,a@b.example\n");
    assert_int_equal(
        ods_import(world->store, &file, 1, &options, &world->problems, &world->ods, &world->error),
        STATUS_OK);
}

static void a_sound_store_has_no_findings(void **state)
{
    struct people_world *world = *state;
    assert_int_equal(check(world).persons + check(world).places, 0);
    fill(world);
    assert_int_equal(check(world).persons + check(world).places, 0);
}

static void each_damage_is_found_and_stays(void **state)
{
    struct people_world *world = *state;
    static const struct {
        const char *sql;
        size_t persons;
        size_t places;
    } damages[] = {
        {"DELETE FROM person_account WHERE account LIKE 'mailto%'", 1, 0},
        {"UPDATE person_account SET why = 'x' WHERE account LIKE '%2'", 2, 0},
        {"INSERT INTO person_account (account, person, roster, why) VALUES ('a', 'b', '', '')", 3,
         0},
        {"UPDATE organisation_place SET icb = 'x' WHERE code = 'SYN01'", 3, 1},
        {"DELETE FROM organisation_place WHERE code = 'SYN02'", 3, 2},
        {"INSERT INTO organisation_place (code, from_us, to_us, icb, region, successor) VALUES "
         "('SYN09', 0, 1, '', '', '')",
         3, 3},
    };
    fill(world);
    for (size_t i = 0; i < sizeof damages / sizeof damages[0]; i++) {
        run_sql(world, damages[i].sql);
        for (int times = 0; times < 2; times++) {
            struct people_findings findings = check(world);
            assert_int_equal(findings.persons, damages[i].persons);
            assert_int_equal(findings.places, damages[i].places);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PEOPLE_TEST(a_sound_store_has_no_findings),
        PEOPLE_TEST(each_damage_is_found_and_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
