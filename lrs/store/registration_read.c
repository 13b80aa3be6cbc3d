/* SPDX-License-Identifier: Apache-2.0 */

#include "store/registration_read.h"

#include "store/conformance.h"
#include "store/history_dues.h"
#include "store/names.h"
#include "store/parts.h"
#include "store/said.h"
#include "xapi/agent.h"

struct reading_registration {
    const struct loaded_profiles *profiles;
    struct arena *arena;
    struct text registration;
    struct histories **histories; /* one a profile */
    struct told_statement *statements;
    size_t count;
    size_t capacity;
    size_t looked_at;
};

static struct text keep(struct arena *arena, struct text text)
{
    return text.data == NULL ? text : (struct text){arena_copy(arena, text), text.length};
}

/* Its number among those that are told, which is its label. */
static int64_t tell(struct reading_registration *reading, int64_t seq,
                    const struct statement *statement, struct arena *scratch)
{
    struct arena *arena = reading->arena;
    const json_t *context = json_object_get(statement->json, "context");
    const struct told_statement told = {
        .seq = seq,
        .id = statement->id,
        .learner = keep(arena, agent_key(json_object_get(statement->json, "actor"), scratch)),
        .platform = keep(arena, name_shorten(said_text(context, "platform"), scratch))};
    reading->statements =
        arena_grow(arena, reading->statements, reading->count, &reading->capacity, sizeof told);
    reading->statements[reading->count] = told;
    return (int64_t)reading->count++;
}

static bool is_judged(const struct loaded_profile *profile, const struct statement_facts *facts)
{
    return profile->has_patterns && matcher_is_claimed_by(profile->matcher, facts);
}

static void judge(struct reading_registration *reading, int64_t seq,
                  const struct statement *statement, struct arena *scratch)
{
    const struct loaded_profiles *profiles = reading->profiles;
    const struct statement_facts facts = statement_facts_of(statement->json, scratch);
    struct conformance_judge giving = {.profiles = profiles, .arena = scratch};
    struct history_member place = {.registration = reading->registration.data,
                                   .timestamp_us = statement->timestamp_us};
    const json_t *given = NULL;
    for (size_t i = 0; i < profiles->count; i++) {
        if (!is_judged(&profiles->items[i], &facts)) {
            continue;
        }
        if (given == NULL) {
            given = conformance_given(&giving, statement);
            place.label = tell(reading, seq, statement, scratch);
        }
        const struct judgement judgement =
            matcher_judge_by(profiles->items[i].matcher, given, &facts, NULL, scratch);
        histories_add_at(reading->histories[i], &place, given, &judgement);
    }
}

/* Also found are statements that have inherited the registration from what they refer to. */
static enum status look(void *context, int64_t seq, struct statement *statement,
                        struct error *error)
{
    (void)error;
    struct reading_registration *reading = context;
    reading->looked_at++;
    if (reading->looked_at <= REGISTRATION_STATEMENTS_MAX &&
        text_equals(history_registration(statement), reading->registration)) {
        AUTO(arena_destroy) struct arena *scratch = arena_create();
        judge(reading, seq, statement, scratch);
    }
    return STATUS_OK;
}

/* One more than are judged, which tells that there are more. */
static enum status walk(struct connection *connection, int64_t registration,
                        struct reading_registration *reading, struct error *error)
{
    const struct value values[] = {value_integer(registration),
                                   value_integer(REGISTRATION_STATEMENTS_MAX + 1)};
    const struct statement_walk walk = {
        .sql = "SELECT " STATEMENT_WALK_COLUMNS " FROM posting p JOIN statement s ON s.seq = p.seq "
               "JOIN authority a ON a.id = s.authority WHERE p.term = $1 AND s.voided = 0 "
               "ORDER BY p.seq LIMIT $2",
        .is_long = true,
        .values = values,
        .value_count = 2,
        .visit = look,
        .context = reading};
    return statements_walk(connection, &walk, error);
}

/* ---- what is told of it ---- */

static struct told_history told_of(const struct reading_registration *reading, size_t profile,
                                   size_t index, const struct history *history)
{
    struct told_history told = {.profile = &reading->profiles->items[profile],
                                .part = (int64_t)index + 1,
                                .history = *history,
                                .last = &reading->statements[history->last_label]};
    if (reading->looked_at > REGISTRATION_STATEMENTS_MAX) {
        told.history.result = (struct pattern_result){.outcome = PATTERN_UNDECIDED};
    } else if (history->result.outcome == PATTERN_FAILURE) {
        told.broken = &reading->statements[history->broken_label];
    }
    return told;
}

static void end(const struct reading_registration *reading, struct registration_told *out)
{
    size_t capacity = 0;
    *out = (struct registration_told){.statements = reading->looked_at};
    for (size_t i = 0; i < reading->profiles->count; i++) {
        size_t count = 0;
        const struct history *histories = histories_end(reading->histories[i], &count);
        for (size_t j = 0; j < count; j++) {
            out->histories = arena_grow(reading->arena, out->histories, out->count, &capacity,
                                        sizeof *out->histories);
            out->histories[out->count++] = told_of(reading, i, j, &histories[j]);
        }
    }
}

static enum status read_term(struct connection *connection, int64_t registration,
                             struct arena *arena, struct text *out, struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    bool row = false;
    enum status status = cursor_begin(connection, "SELECT value FROM term WHERE id = $1",
                                      VALUES(value_integer(registration)), &cursor, error);
    status = status == STATUS_OK ? cursor_step(cursor, &row, error) : status;
    *out =
        status == STATUS_OK && row ? keep(arena, cursor_text(cursor, 0)) : (struct text){NULL, 0};
    return status;
}

enum status registration_read(struct connection *connection, int64_t registration,
                              const struct loaded_profiles *profiles, struct arena *arena,
                              struct registration_told *out, struct error *error)
{
    struct reading_registration reading = {.profiles = profiles, .arena = arena};
    enum status status = read_term(connection, registration, arena, &reading.registration, error);
    if (status != STATUS_OK) {
        return status;
    }
    reading.histories = ARENA_ARRAY(arena, struct histories *, profiles->count + 1);
    for (size_t i = 0; i < profiles->count; i++) {
        reading.histories[i] = histories_begin(profiles->items[i].matcher, arena);
    }
    if (reading.registration.data != NULL) {
        status = walk(connection, registration, &reading, error);
    }
    if (status == STATUS_OK) {
        end(&reading, out);
    }
    return status;
}
