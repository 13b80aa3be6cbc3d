/* SPDX-License-Identifier: Apache-2.0 */

/* Files of NHS ODS become organisations with a place at each time, and a newer file replaces what
 * an older one told. All codes here are made up. */
#include "people/fixture.h"

#define PLACES                                                                              \
    "SELECT organisation, icb, region, successor, from_at, to_at FROM report_organisation " \
    "WHERE organisation LIKE 'SYN%' ORDER BY organisation, from_at"
#define EVER "0001-01-01T00:00:00Z"
#define NEVER "9999-12-31T00:00:00Z"

static const char details[] =
    "\"OrganisationId\",\"Name\",\"Status\",\"LegalStartDate\",\"LegalEndDate\","
    "\"OperationalStartDate\",\"OperationalEndDate\"\n"
    "\"SYN01\",\"SYNTHETIC TRUST, ONE\",\"Inactive\",\"2001-04-01\",\"2018-03-31\",\"\",\"\"\n"
    "\"SYN02\",\"SYNTHETIC TRUST TWO\",\"Active\",\"\",\"\",\"2018-04-01\",\"\"\n"
    "\"SYN0A\",\"A SITE\",\"Active\",\"\",\"\",\"\",\"\"\n"
    "\"QQ1\",\"FIRST BOARD\",\"Active\",\"\",\"\",\"\",\"\"\n"
    "\"QQ2\",\"SECOND BOARD\",\"Active\",\"\",\"\",\"\",\"\"\n"
    "\"YY1\",\"A REGION\",\"Active\",\"\",\"\",\"\",\"\"\n";
static const char roles[] = "OrganisationId,RoleId,Status,OperationalStartDate,OperationalEndDate\n"
                            "QQ1,RO318,Active,,\nQQ2,RO318,Active,,\nYY1,RO209,Active,,\n"
                            "SYN01,RO197,Active,,\n";
static const char relationships[] =
    "OrganisationId,RelationshipId,TargetOrganisationId,Status,OperationalStartDate,"
    "OperationalEndDate\n"
    "SYN0A,RE6,SYN01,Inactive,,2018-03-31\nSYN0A,RE6,SYN02,Active,2018-04-01,\n"
    "SYN01,RE5,QQ1,Active,,\nSYN02,RE5,QQ2,Active,,\nQQ1,RE5,YY1,Active,,\n"
    "QQ2,RE5,YY1,Active,2018-07-01,\n";
static const char successors[] = "OrganisationId,Type,TargetOrganisationId,LegalStartDate\n"
                                 "SYN01,Successor,SYN02,2018-04-01\n"
                                 "SYN02,Predecessor,SYN01,2018-04-01\n";

static enum status try_import(struct people_world *world, const char *const *contents, size_t count,
                              const char *dated, struct ods_options options)
{
    struct buffer buffers[ODS_FILES_MAX];
    struct ods_file files[ODS_FILES_MAX];
    for (size_t i = 0; i < count; i++) {
        buffers[i] = (struct buffer)BUFFER_INIT(PEOPLE_FIXTURE_LIMIT);
        buffer_add_string(&buffers[i], contents[i]);
        files[i] = (struct ods_file){"file.csv", &buffers[i], people_moment(dated)};
    }
    world->problems = (struct problems){.arena = world->arena};
    enum status status = ods_import(world->store, files, count, &options, &world->problems,
                                    &world->ods, &world->error);
    for (size_t i = 0; i < count; i++) {
        buffer_finish(&buffers[i]);
    }
    return status;
}

static void import(struct people_world *world, const char *content, const char *dated)
{
    if (try_import(world, &content, 1, dated, (struct ods_options){0}) != STATUS_OK) {
        fail_msg("%s", world->error.message);
    }
}

static void import_all(struct people_world *world)
{
    static const char *const all[] = {successors, details, relationships, roles};
    if (try_import(world, all, 4, "2018-08-01", (struct ods_options){0}) != STATUS_OK) {
        fail_msg("%s", world->error.message);
    }
}

static void an_organisation_belongs_to_board_and_region_at_each_time(void **state)
{
    struct people_world *world = *state;
    import_all(world);
    assert_int_equal(world->ods.organisations_added, 6);
    assert_string_equal(people_ask(world, PLACES),
                        "SYN01|QQ1|YY1|SYN02|" EVER "|" NEVER "|\n"
                        "SYN02|QQ2||SYN02|" EVER "|2018-06-30T23:00:00Z|\n"
                        "SYN02|QQ2|YY1|SYN02|2018-06-30T23:00:00Z|" NEVER "|\n"
                        "SYN0A|QQ1|YY1|SYN0A|" EVER "|2018-03-31T23:00:00Z|\n"
                        "SYN0A|QQ2||SYN0A|2018-03-31T23:00:00Z|2018-06-30T23:00:00Z|\n"
                        "SYN0A|QQ2|YY1|SYN0A|2018-06-30T23:00:00Z|" NEVER "|\n");
    assert_string_equal(people_ask(world, "SELECT name, icb_name, region_name, successor_name FROM "
                                          "report_organisation WHERE organisation = 'SYN01'"),
                        "SYNTHETIC TRUST, ONE|FIRST BOARD|A REGION|SYNTHETIC TRUST TWO|\n");
}

static void files_one_by_one_in_any_order_are_the_same_as_all_at_once(void **state)
{
    struct people_world *world = *state;
    import(world, relationships, "2018-08-01");
    import(world, successors, "2018-08-01");
    import(world, roles, "2018-08-01");
    import(world, details, "2018-08-01");
    const char *one_by_one = people_ask(world, PLACES);
    import_all(world);
    assert_int_equal(world->ods.organisations_added + world->ods.organisations_changed, 0);
    assert_int_equal(world->ods.links_added + world->ods.links_removed, 0);
    assert_string_equal(people_ask(world, PLACES), one_by_one);
}

static void what_a_newer_file_no_longer_tells_is_gone(void **state)
{
    struct people_world *world = *state;
    import_all(world);
    import(world,
           "OrganisationId,RelationshipId,TargetOrganisationId\nSYN01,RE5,QQ2\nQQ2,RE5,YY1\n",
           "2018-09-01");
    assert_int_equal(world->ods.links_added, 2); /* one begins earlier than the one it replaces */
    assert_int_equal(world->ods.links_removed, 6);
    assert_string_equal(people_ask(world, "SELECT icb FROM report_organisation WHERE organisation "
                                          "= 'SYN01'"),
                        "QQ2|\n");
    assert_string_equal(people_ask(world, "SELECT count(*) FROM report_organisation WHERE "
                                          "organisation = 'SYN0A' AND icb IS NULL"),
                        "1|\n");
}

static void an_older_file_is_refused_unless_forced(void **state)
{
    struct people_world *world = *state;
    const char *const old[] = {details};
    import_all(world);
    assert_int_equal(try_import(world, old, 1, "2018-07-31", (struct ods_options){0}),
                     STATUS_CONFLICT);
    assert_int_equal(
        try_import(world, old, 1, "2018-07-31", (struct ods_options){.is_forced = true}),
        STATUS_OK);
}

static void a_dry_run_tells_and_keeps_nothing(void **state)
{
    struct people_world *world = *state;
    const char *const file[] = {details};
    assert_int_equal(
        try_import(world, file, 1, "2018-07-31", (struct ods_options){.is_dry_run = true}),
        STATUS_OK);
    assert_int_equal(world->ods.organisations_added, 6);
    assert_string_equal(people_ask(world, PLACES), "");
}

static void successors_are_followed_to_the_end_and_never_in_circles(void **state)
{
    struct people_world *world = *state;
    import(world, "OrganisationId,Name\nSYN01,a\nSYN02,b\nSYN03,c\nSYN04,d\nSYN05,e\nSYN06,f\n",
           "2018-08-01");
    import(world,
           "OrganisationId,Type,TargetOrganisationId,LegalStartDate\n"
           "SYN01,Successor,SYN02,2016-04-01\nSYN02,Successor,SYN03,2017-04-01\n"
           "SYN03,Successor,SYN04,2018-04-01\nSYN03,Successor,SYN05,2018-04-01\n"
           "SYN05,Successor,SYN06,2018-05-01\nSYN06,Successor,SYN05,2018-06-01\n",
           "2018-08-01");
    assert_int_equal(world->ods.cycles, 2);
    assert_int_equal(world->ods.forks, 1);
    assert_string_equal(people_ask(world, "SELECT organisation, successor FROM report_organisation "
                                          "ORDER BY 1"),
                        "SYN01|SYN03|\nSYN02|SYN03|\nSYN03|SYN03|\nSYN04|SYN04|\nSYN05|SYN05|\n"
                        "SYN06|SYN06|\n");
}

static void relations_in_circles_end(void **state)
{
    struct people_world *world = *state;
    import(world, "OrganisationId,Name\nSYN01,a\nSYN02,b\n", "2018-08-01");
    import(world,
           "OrganisationId,RelationshipId,TargetOrganisationId\nSYN01,RE6,SYN02\n"
           "SYN02,RE5,SYN01\nSYN02,RE6,SYN02\n",
           "2018-08-01");
    assert_string_equal(people_ask(world, "SELECT count(*), max(icb) FROM report_organisation"),
                        "2||\n");
}

#define REST ",,,,,,,"
static const char report[] = /* 27 columns, no names */
    "\"SYN01\",\"A TRUST\",\"YY1\",\"QQ1\",\"a\",\"b\",\"c\",\"d\",\"e\",\"X1 "
    "1XX\",\"20010401\",\"\","
    "\"\",\"\",\"\",\"\",\"\",\"\",\"\"" REST ",\"\"\n";

static void a_report_without_names_tells_board_and_region_directly(void **state)
{
    struct people_world *world = *state;
    import(world, report, "2018-08-01");
    assert_string_equal(people_ask(world, "SELECT organisation, name, icb, region FROM "
                                          "report_organisation WHERE region IS NOT NULL"),
                        "SYN01|A TRUST|QQ1|YY1|\n");
}

static void what_is_wrong_is_told_by_line_and_nothing_is_stored(void **state)
{
    struct people_world *world = *state;
    const char *const bad[] = {"OrganisationId,Name,OperationalStartDate\nSYN01,a,\n"
                               "SYN 2,b,\nSYN03,c,1 April\n"};
    assert_int_equal(try_import(world, bad, 1, "2018-08-01", (struct ods_options){0}),
                     STATUS_PRECONDITION);
    assert_int_equal(world->problems.errors.total, 2);
    assert_int_equal(world->problems.errors.items[0].line, 3);
    assert_int_equal(world->problems.errors.items[1].line, 4);
    assert_string_equal(people_ask(world, "SELECT count(*) FROM report_organisation"), "0|\n");
    const char *const other[] = {"name,age\nx,1\n"};
    assert_int_equal(try_import(world, other, 1, "2018-08-01", (struct ods_options){0}),
                     STATUS_INVALID);
    assert_non_null(strstr(world->error.message, "file.csv: this is no file of NHS ODS"));
}

static void a_code_that_is_unknown_is_a_warning_by_line(void **state)
{
    struct people_world *world = *state;
    import(world, details, "2018-08-01");
    people_roster(world, "account,organisation\n1,SYN01\n2,SYN99\n");
    assert_int_equal(world->problems.warnings.total, 1);
    assert_int_equal(world->problems.warnings.items[0].line, 3);
    assert_string_equal(world->problems.warnings.items[0].value, "SYN99");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PEOPLE_TEST(an_organisation_belongs_to_board_and_region_at_each_time),
        PEOPLE_TEST(files_one_by_one_in_any_order_are_the_same_as_all_at_once),
        PEOPLE_TEST(what_a_newer_file_no_longer_tells_is_gone),
        PEOPLE_TEST(an_older_file_is_refused_unless_forced),
        PEOPLE_TEST(a_dry_run_tells_and_keeps_nothing),
        PEOPLE_TEST(successors_are_followed_to_the_end_and_never_in_circles),
        PEOPLE_TEST(relations_in_circles_end),
        PEOPLE_TEST(a_report_without_names_tells_board_and_region_directly),
        PEOPLE_TEST(what_is_wrong_is_told_by_line_and_nothing_is_stored),
        PEOPLE_TEST(a_code_that_is_unknown_is_a_warning_by_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
