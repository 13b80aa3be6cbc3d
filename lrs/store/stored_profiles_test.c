/* SPDX-License-Identifier: Apache-2.0 */

/* Loading, replacing and removing profiles, and how those who serve the store notice. */
#include "store/stored_profiles.h"

#include "matching/matching.h"
#include "store/loaded_profiles.h"
#include "store/profiles_fixture.h"

enum { LIST_LIMIT = 4096 };

static const char second_version[] =
    FIXTURE_PROFILE_OF(FIXTURE_PROFILE, "2", FIXTURE_TEMPLATE("did", FIXTURE_DID, ""));
static const char other_profile[] = FIXTURE_PROFILE_OF("https://example.org/other", "1", "");

static int set_up(void **state)
{
    struct error error = {0};
    struct store *store = NULL;
    assert_int_equal(fixture_open(NULL, &store, &error), STATUS_OK);
    *state = store;
    return 0;
}

static int tear_down(void **state)
{
    store_close(*state);
    return 0;
}

static enum status print_profile(void *context, const struct stored_profile *profile,
                                 struct error *error)
{
    (void)error;
    buffer_print(context, "%lld %.*s %.*s %lld\n", (long long)profile->number,
                 TEXT_ARGUMENTS(profile->id), TEXT_ARGUMENTS(profile->version),
                 (long long)profile->templates);
    return STATUS_OK;
}

static void assert_list(struct store *store, const char *expected)
{
    AUTO(buffer_finish) struct buffer list = BUFFER_INIT(LIST_LIMIT);
    struct error error = {0};
    buffer_add_string(&list, "");
    assert_int_equal(store_list_profiles(store, print_profile, &list, &error), STATUS_OK);
    assert_string_equal(list.length == 0 ? "" : list.data, expected);
}

/* ---- what is there ---- */

static void a_profile_is_listed_with_its_version_and_templates(void **state)
{
    assert_list(*state, "");
    assert_int_equal(fixture_load_profile(*state, FIXTURE_PROFILE_TEXT), PROFILE_LOADED);
    assert_int_equal(fixture_load_profile(*state, other_profile), PROFILE_LOADED);
    assert_list(*state, "1 " FIXTURE_PROFILE " " FIXTURE_PROFILE "/v1 2\n"
                        "2 https://example.org/other https://example.org/other/v1 0\n");
}

static void another_version_takes_the_place_of_the_one_before(void **state)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct profile_load load = {.profile = NULL};
    struct error error = {0};
    (void)fixture_load_profile(*state, FIXTURE_PROFILE_TEXT);
    assert_int_equal(fixture_try_profile(*state, second_version, arena, &load, &error), STATUS_OK);
    assert_int_equal(load.outcome, PROFILE_REPLACED);
    assert_string_equal(load.before, FIXTURE_PROFILE "/v1");
    assert_string_equal(load.version, FIXTURE_PROFILE "/v2");
    assert_list(*state, "2 " FIXTURE_PROFILE " " FIXTURE_PROFILE "/v2 1\n");
}

static void the_same_text_again_changes_nothing(void **state)
{
    (void)fixture_load_profile(*state, FIXTURE_PROFILE_TEXT);
    assert_int_equal(fixture_load_profile(*state, FIXTURE_PROFILE_TEXT), PROFILE_UNCHANGED);
    assert_list(*state, "1 " FIXTURE_PROFILE " " FIXTURE_PROFILE "/v1 2\n");
}

static void a_number_is_not_given_again(void **state)
{
    struct error error = {0};
    (void)fixture_load_profile(*state, FIXTURE_PROFILE_TEXT);
    (void)fixture_load_profile(*state, other_profile);
    assert_int_equal(fixture_remove_profile(*state, "https://example.org/other", &error),
                     STATUS_OK);
    assert_int_equal(fixture_remove_profile(*state, FIXTURE_PROFILE, &error), STATUS_OK);
    assert_list(*state, "");
    (void)fixture_load_profile(*state, other_profile);
    assert_list(*state, "5 https://example.org/other https://example.org/other/v1 0\n");
}

static void what_is_not_loaded_cannot_be_removed(void **state)
{
    struct error error = {0};
    assert_int_equal(fixture_remove_profile(*state, FIXTURE_PROFILE, &error), STATUS_NOT_FOUND);
    assert_non_null(strstr(error.message, "'" FIXTURE_PROFILE "'"));
}

static void a_profile_that_nothing_can_name_is_refused(void **state)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct profile_load load = {.profile = NULL};
    struct error error = {0};
    assert_int_equal(fixture_try_profile(*state, "{'type':'Profile'}", arena, &load, &error),
                     STATUS_INVALID);
    assert_list(*state, "");
}

static void there_are_no_more_than_so_many(void **state)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct profile_load load = {.profile = NULL};
    struct error error = {0};
    for (int i = 0; i < STORED_PROFILES_MAX; i++) {
        (void)fixture_load_profile(*state,
                                   arena_print(arena, "{'id':'https://example.org/%d'}", i));
    }
    assert_int_equal(fixture_try_profile(*state, FIXTURE_PROFILE_TEXT, arena, &load, &error),
                     STATUS_TOO_LARGE);
    assert_int_equal(fixture_load_profile(*state, "{'id':'https://example.org/7','seeAlso':''}"),
                     PROFILE_REPLACED);
}

/* ---- who notices ---- */

struct look {
    struct store_write base;
    const struct loaded_profiles *found; /* after it compare only */
    size_t count;
    size_t templates; /* of the last */
};

static enum status apply_look(struct transaction *transaction, struct store_write *write,
                              struct error *error)
{
    struct look *look = (struct look *)write;
    enum status status = loaded_profiles_find(transaction, &look->found, error);
    if (status == STATUS_OK) {
        look->count = look->found->count;
        look->templates =
            look->count == 0
                ? 0
                : matcher_profile(look->found->items[look->count - 1].matcher)->template_count;
    }
    return status;
}

static struct look look(struct store *store)
{
    struct look look = {.base = {.apply = apply_look}};
    struct error error = {0};
    if (store_write_and_wait(store, &look.base, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    return look;
}

static void a_set_is_read_once_until_profiles_change(void **state)
{
    (void)fixture_load_profile(*state, FIXTURE_PROFILE_TEXT);
    struct look first = look(*state);
    assert_int_equal(first.count, 1);
    assert_int_equal(first.templates, 2);
    assert_ptr_equal(look(*state).found, first.found);
}

static void who_uses_a_set_keeps_it_while_another_comes(void **state)
{
    struct store *store = *state;
    assert_null(loaded_profiles_hold(store));
    (void)fixture_load_profile(store, FIXTURE_PROFILE_TEXT);
    (void)look(store);
    struct loaded_profiles *held = loaded_profiles_hold(store);
    (void)fixture_load_profile(store, second_version);
    assert_int_equal(look(store).templates, 1);
    assert_int_equal(matcher_profile(held->items[0].matcher)->template_count, 2);
    loaded_profiles_release(store, held);
}

/* A store that is served, and the same again as `ibest-lrs profile load` opens it. */
struct two {
    char folder[FIXTURE_FOLDER_SIZE];
    struct store *serving;
    struct store *beside;
};

static void open_two(struct two *two)
{
    char url[FIXTURE_FOLDER_SIZE + 32];
    struct error error = {0};
    const struct store_options options = {.beside = true};
    const char *other = getenv("IBEST_TEST_STORE");
    assert_int_equal(fixture_open_shared(two->folder, &two->serving, &error), STATUS_OK);
    (void)snprintf(url, sizeof url, "sqlite:%s/lrs.db", two->folder);
    assert_int_equal(store_open(other == NULL ? url : other, &options, &two->beside, &error),
                     STATUS_OK);
}

static void close_two(struct two *two)
{
    store_close(two->beside);
    fixture_close_shared(two->folder, two->serving);
}

static void what_another_process_loads_and_removes_is_noticed(void **state)
{
    (void)state;
    struct two two;
    struct error error = {0};
    open_two(&two);
    assert_int_equal(look(two.serving).count, 0);
    (void)fixture_load_profile(two.beside, FIXTURE_PROFILE_TEXT);
    assert_int_equal(look(two.serving).count, 1);
    assert_int_equal(fixture_remove_profile(two.beside, FIXTURE_PROFILE, &error), STATUS_OK);
    assert_int_equal(look(two.serving).count, 0);
    close_two(&two);
}

static enum status load_and_fail(struct transaction *transaction, struct store_write *write,
                                 struct error *error)
{
    const struct loaded_profiles *found = NULL;
    enum status status = fixture_apply_load(transaction, write, error);
    status = status == STATUS_OK ? loaded_profiles_find(transaction, &found, error) : status;
    assert_int_equal(status, STATUS_OK);
    assert_int_equal(found->count, 1);
    return FAIL(error, STATUS_CONFLICT, "no");
}

/* Its number is given to another. */
static void what_was_taken_back_is_forgotten(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct two two;
    struct profile profile = {.id = "https://example.org/p"};
    struct fixture_profile_write write = {
        .base = {.apply = load_and_fail},
        .load = {.profile = &profile, .text = text_of("{}"), .arena = arena}};
    struct error error = {0};
    open_two(&two);
    assert_int_equal(store_write_and_wait(two.serving, &write.base, &error), STATUS_CONFLICT);
    assert_list(two.serving, "");
    (void)fixture_load_profile(two.beside, FIXTURE_PROFILE_TEXT);
    assert_int_equal(look(two.serving).templates, 2);
    close_two(&two);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_profile_is_listed_with_its_version_and_templates),
        TEST(another_version_takes_the_place_of_the_one_before),
        TEST(the_same_text_again_changes_nothing),
        TEST(a_number_is_not_given_again),
        TEST(what_is_not_loaded_cannot_be_removed),
        TEST(a_profile_that_nothing_can_name_is_refused),
        TEST(there_are_no_more_than_so_many),
        TEST(a_set_is_read_once_until_profiles_change),
        TEST(who_uses_a_set_keeps_it_while_another_comes),
        cmocka_unit_test(what_another_process_loads_and_removes_is_noticed),
        cmocka_unit_test(what_was_taken_back_is_forgotten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
