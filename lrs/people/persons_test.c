/* SPDX-License-Identifier: Apache-2.0 */

/* Accounts are one person when a rule or somebody says so, and whatever was decided can be taken
 * back as if it had never been. */
#include "people/fixture.h"

#include "base/chance.h"
#include "people/persons.h"
#include "store/roster.h"

#define PERSONS "SELECT learner, person FROM report_person ORDER BY learner, person"
#define A "account:https://lms.example|1"
#define B "account:https://lms.example|2"

static void accounts_with_one_registration_and_profession_are_one_person(void **state)
{
    struct people_world *world = *state;
    people_roster(world, "account,organisation,profession,registration\n"
                         "1,SYN01,Physiotherapist,PH 000001\n2,SYN02,Physiotherapist,ph000001\n"
                         "3,SYN02,Podiatrist,PH000001\n4,SYN02,,PH000001\n");
    assert_int_equal(world->roster.joined, 2);
    assert_string_equal(people_ask(world, PERSONS),
                        A "|" A "|\n" B "|" A "|\n"
                          "account:https://lms.example|3|account:https://lms.example|3|\n"
                          "account:https://lms.example|4|account:https://lms.example|4|\n");
}

static void an_address_is_an_account_of_its_person_and_has_its_stints(void **state)
{
    struct people_world *world = *state;
    people_roster(world, "account,organisation,mbox\n1,SYN01,x@y.example\n2,SYN02,x@y.example\n");
    assert_int_equal(world->roster.joined, 3);
    assert_string_equal(
        people_ask(world, "SELECT learner, person, organisation FROM report_person ORDER BY 1, 3"),
        A "|" A "|SYN01|\n" B "|" A "|SYN02|\nmailto:x@y.example|" A "|SYN01|\n");
}

static void a_number_that_too_many_share_is_no_key(void **state)
{
    struct people_world *world = *state;
    AUTO(buffer_finish) struct buffer file = BUFFER_INIT(PEOPLE_FIXTURE_LIMIT);
    buffer_add_string(&file, "account,organisation,profession,registration\n");
    for (int i = 0; i <= PERSONS_PER_KEY_MAX; i++) {
        buffer_print(&file, "%d,SYN01,Nurse,00000\n", i);
    }
    people_roster(world, file.data);
    assert_int_equal(world->roster.joined, 0);
}

static void accounts_part_when_the_roster_says_otherwise(void **state)
{
    struct people_world *world = *state;
    people_roster(world, "account,organisation,profession,registration\n"
                         "1,SYN01,Nurse,00001\n2,SYN01,Nurse,00001\n");
    people_roster(world, "account,organisation,profession,registration,from\n2,SYN01,Nurse,00002,\n"
                         "2,SYN01,Nurse,00002,2018-01-01\n");
    assert_int_equal(world->roster.parted, 2);
}

static struct people_change decide(struct people_world *world, const char *account,
                                   const char *other)
{
    struct people_change change = {0};
    const struct people_decision decision = {.account = text_of(account),
                                             .other = text_of(other == NULL ? "" : other),
                                             .who = "test",
                                             .why = "asked"};
    enum status status = other == NULL
                             ? people_split(world->store, &decision, &change, &world->error)
                             : people_merge(world->store, &decision, &change, &world->error);
    if (status != STATUS_OK) {
        fail_msg("%s", world->error.message);
    }
    return change;
}

static void a_split_account_is_alone_until_it_is_merged_by_hand(void **state)
{
    struct people_world *world = *state;
    static const char both[] = "account,organisation,profession,registration\n"
                               "1,SYN01,Nurse,00001\n2,SYN01,Nurse,00001\n";
    people_roster(world, both);
    assert_int_equal(decide(world, B, NULL).parted, 2);
    people_roster(world, both);
    assert_int_equal(world->roster.joined, 0);
    assert_string_equal(people_ask(world, PERSONS), A "|" A "|\n" B "|" B "|\n");
    assert_int_equal(decide(world, B, A).joined, 2);
    assert_string_equal(people_ask(world, PERSONS), A "|" A "|\n" B "|" A "|\n");
}

static void what_is_no_decision_is_not_taken_back(void **state)
{
    struct people_world *world = *state;
    struct people_change change;
    people_roster(world, "account,organisation\n1,SYN01\n");
    assert_int_equal(people_undo(world->store, 1, &change, &world->error), STATUS_NOT_FOUND);
    assert_int_equal(people_undo(world->store, 9, &change, &world->error), STATUS_NOT_FOUND);
    (void)decide(world, A, B);
    assert_int_equal(people_undo(world->store, 2, &change, &world->error), STATUS_OK);
    assert_int_equal(change.parted, 2);
    assert_int_equal(people_undo(world->store, 2, &change, &world->error), STATUS_CONFLICT);
    const struct people_decision same = {text_of(A), text_of(A), "test", ""};
    assert_int_equal(people_merge(world->store, &same, &change, &world->error), STATUS_INVALID);
    const struct people_decision none = {text_of("ann"), text_of(A), "test", ""};
    assert_int_equal(people_merge(world->store, &none, &change, &world->error), STATUS_INVALID);
}

/* ---- random histories ---- */

enum {
    MODEL_ACCOUNTS = 12,
    MODEL_STEPS = 40,
    MODEL_ROUNDS = 25,
    MODEL_ROUNDS_ON_A_SERVER = 6,
    MODEL_KEYS = 4
};

/* The plainest way to say what must be: who is connected with whom. */
struct model {
    int registrations[MODEL_ACCOUNTS];
    struct {
        int account;
        int other; /* -1: a split */
        bool is_undone;
    } decisions[MODEL_STEPS];
    int count;
};

static void model_find(const struct model *model, int persons[MODEL_ACCOUNTS])
{
    bool bonds[MODEL_ACCOUNTS][MODEL_ACCOUNTS] = {{false}};
    bool splits[MODEL_ACCOUNTS] = {false};
    for (int i = 0; i < model->count; i++) {
        int account = model->decisions[i].account;
        int other = model->decisions[i].other;
        for (int j = 0; j < MODEL_ACCOUNTS && other < 0 && !model->decisions[i].is_undone; j++) {
            bonds[account][j] = bonds[j][account] = false;
            splits[account] = true;
        }
        if (other >= 0 && !model->decisions[i].is_undone) {
            bonds[account][other] = bonds[other][account] = true;
        }
    }
    for (int i = 0; i < MODEL_ACCOUNTS; i++) {
        persons[i] = i;
    }
    for (int round = 0; round < MODEL_ACCOUNTS; round++) {
        for (int i = 0; i < MODEL_ACCOUNTS; i++) {
            for (int j = 0; j < MODEL_ACCOUNTS; j++) {
                bool by_rule =
                    model->registrations[i] == model->registrations[j] && !splits[i] && !splits[j];
                if ((by_rule || bonds[i][j]) && persons[j] < persons[i]) {
                    persons[i] = persons[j];
                }
            }
        }
    }
}

static const char *account_of(struct people_world *world, int number)
{
    return arena_print(world->arena, "account:https://lms.example|%c", 'a' + number);
}

static void assert_as_modelled(struct people_world *world, const struct model *model)
{
    int persons[MODEL_ACCOUNTS];
    AUTO(buffer_finish) struct buffer expected = BUFFER_INIT(PEOPLE_FIXTURE_LIMIT);
    model_find(model, persons);
    for (int i = 0; i < MODEL_ACCOUNTS; i++) {
        buffer_print(&expected, "%s|%s|\n", account_of(world, i), account_of(world, persons[i]));
    }
    assert_string_equal(people_ask(world, PERSONS), expected.data);
}

static void import_model(struct people_world *world, struct model *model, struct chance *chance)
{
    AUTO(buffer_finish) struct buffer file = BUFFER_INIT(PEOPLE_FIXTURE_LIMIT);
    buffer_add_string(&file, "account,organisation,profession,registration,from\n");
    for (int i = 0; i < MODEL_ACCOUNTS; i++) {
        model->registrations[i] = (int)chance_between(chance, 0, MODEL_KEYS);
        buffer_print(&file, "%c,SYN01,Nurse,0000%d,2016-01-01\n", 'a' + i, model->registrations[i]);
    }
    people_roster(world, file.data);
}

/* Numbers in the journal: of each decision of the model. */
static void step(struct people_world *world, struct model *model, struct chance *chance,
                 int64_t numbers[MODEL_STEPS], int64_t *number)
{
    struct people_change change;
    int account = (int)chance_between(chance, 0, MODEL_ACCOUNTS - 1);
    int other = (int)chance_between(chance, 0, MODEL_ACCOUNTS - 1);
    int undone = model->count > 0 ? (int)chance_between(chance, 0, model->count - 1) : 0;
    if (chance_of(chance, 30) && model->count > 0 && !model->decisions[undone].is_undone) {
        model->decisions[undone].is_undone = true;
        assert_int_equal(people_undo(world->store, numbers[undone], &change, &world->error),
                         STATUS_OK);
        return;
    }
    bool is_split = account == other || chance_of(chance, 40);
    (void)decide(world, account_of(world, account), is_split ? NULL : account_of(world, other));
    model->decisions[model->count].account = account;
    model->decisions[model->count].other = is_split ? -1 : other;
    model->decisions[model->count].is_undone = false;
    numbers[model->count++] = ++*number;
}

static void random_merges_and_splits_equal_a_recomputation(void **state)
{
    struct people_world *world = *state;
    struct chance chance = {2018};
    struct people_change change;
    unsigned rounds = fixture_rounds(MODEL_ROUNDS, MODEL_ROUNDS_ON_A_SERVER);
    for (unsigned round = 0; round < rounds; round++) {
        struct model model = {.count = 0};
        int64_t numbers[MODEL_STEPS];
        int64_t number = 1;
        store_close(world->store);
        world->store = NULL;
        assert_int_equal(fixture_open(NULL, &world->store, &world->error), STATUS_OK);
        import_model(world, &model, &chance);
        const char *before = people_ask(world, PERSONS);
        for (int i = 0; i < MODEL_STEPS - 1; i++) {
            step(world, &model, &chance, numbers, &number);
            assert_as_modelled(world, &model);
        }
        for (int i = 0; i < model.count; i++) {
            if (!model.decisions[i].is_undone) {
                assert_int_equal(people_undo(world->store, numbers[i], &change, &world->error),
                                 STATUS_OK);
            }
        }
        assert_string_equal(people_ask(world, PERSONS), before);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PEOPLE_TEST(accounts_with_one_registration_and_profession_are_one_person),
        PEOPLE_TEST(an_address_is_an_account_of_its_person_and_has_its_stints),
        PEOPLE_TEST(a_number_that_too_many_share_is_no_key),
        PEOPLE_TEST(accounts_part_when_the_roster_says_otherwise),
        PEOPLE_TEST(a_split_account_is_alone_until_it_is_merged_by_hand),
        PEOPLE_TEST(what_is_no_decision_is_not_taken_back),
        PEOPLE_TEST(random_merges_and_splits_equal_a_recomputation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
