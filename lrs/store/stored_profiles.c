/* SPDX-License-Identifier: Apache-2.0 */

/* Rows of `profile`, `profile_template` and `profile_pattern`.
 *
 * A number is never given twice, though a profile that is gone leaves no row: the highest row stays
 * as a trace then. So the highest number tells whether anything was loaded or removed. */
#include "store/stored_profiles.h"

#include "base/clock.h"
#include "profile/profile.h"
#include "store/conformance_rows.h"
#include "store/insertion.h"
#include "store/internal.h"
#include "store/loaded_profiles.h"
#include "store/row_walk.h"

/* ---- listing ---- */

static enum status visit_row(struct cursor *cursor, const struct row_walk *walk,
                             struct error *error)
{
    const struct stored_profile profile = {.number = cursor_integer(cursor, 0),
                                           .id = cursor_text(cursor, 1),
                                           .version = cursor_text(cursor, 2),
                                           .loaded_us = cursor_integer(cursor, 3),
                                           .templates = cursor_integer(cursor, 4),
                                           .text = cursor_text(cursor, 5)};
    return ((stored_profile_visitor)walk->visit)(walk->context, &profile, error);
}

static struct row_walk profiles(stored_profile_visitor visit, void *context)
{
    return (struct row_walk){
        "SELECT number, id, version, loaded_us, (SELECT count(*) FROM profile_template WHERE "
        "profile_template.profile = profile.number), text FROM profile WHERE text <> '' "
        "ORDER BY number",
        visit_row, (row_visitor)visit, context};
}

enum status store_list_profiles(struct store *store, stored_profile_visitor visit, void *context,
                                struct error *error)
{
    const struct row_walk walk = profiles(visit, context);
    return row_walk_beside(store, &walk, error);
}

enum status connection_list_profiles(struct connection *connection, stored_profile_visitor visit,
                                     void *context, struct error *error)
{
    const struct row_walk walk = profiles(visit, context);
    return row_walk(connection, &walk, error);
}

/* ---- loading ---- */

/* What is there of the profile that is to be loaded or removed. */
struct present {
    const char *id;
    struct text text;    /* of the new one */
    struct arena *arena; /* NULL: the version is not wanted */
    size_t count;        /* of all profiles */
    int64_t number;      /* of that one; 0: there is none */
    const char *version;
    bool is_same; /* in every byte */
};

static enum status look(void *context, const struct stored_profile *profile, struct error *error)
{
    (void)error;
    struct present *present = context;
    present->count++;
    if (text_is(profile->id, present->id)) {
        present->number = profile->number;
        present->is_same = text_equals(profile->text, present->text);
        present->version =
            present->arena == NULL ? NULL : arena_copy(present->arena, profile->version);
    }
    return STATUS_OK;
}

static enum status check(const struct profile *profile, struct error *error)
{
    size_t length = profile->id == NULL ? 0 : strlen(profile->id);
    if (length == 0 || length > STORED_PROFILE_ID_MAX) {
        return FAIL(error, STATUS_INVALID,
                    "the profile's 'id' has %zu bytes, and must have 1 to %d: what is noted of "
                    "statements names the profile by it",
                    length, STORED_PROFILE_ID_MAX);
    }
    return STATUS_OK;
}

static enum status check_room(const struct present *present, struct error *error)
{
    if (present->number == 0 && present->count >= STORED_PROFILES_MAX) {
        return FAIL(error, STATUS_TOO_LARGE,
                    "%d profiles are loaded, and there may be no more: remove one first, see "
                    "'ibest-lrs profile list'",
                    STORED_PROFILES_MAX);
    }
    return STATUS_OK;
}

static enum status drop(struct transaction *transaction, int64_t number, struct error *error)
{
    static const char *const commands[] = {"DELETE FROM profile WHERE number = $1",
                                           "DELETE FROM profile_template WHERE profile = $1",
                                           "DELETE FROM profile_pattern WHERE profile = $1",
                                           "DELETE FROM profile_breach WHERE profile = $1",
                                           "DELETE FROM profile_history WHERE profile = $1"};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < sizeof commands / sizeof commands[0] && status == STATUS_OK; i++) {
        status = connection_run(transaction->connection, commands[i], VALUES(value_integer(number)),
                                error);
    }
    return status;
}

static enum status insert_templates(struct connection *connection, int64_t number,
                                    const struct profile *profile, struct error *error)
{
    static struct insertion insertion = {.into =
                                             "INSERT INTO profile_template (profile, template, id)",
                                         .otherwise = "",
                                         .columns = 3};
    struct inserting inserting;
    enum status status = STATUS_OK;
    inserting_begin(&inserting, &insertion, connection);
    for (size_t i = 0; i < profile->template_count && status == STATUS_OK; i++) {
        const struct value row[] = {value_integer(number), value_integer((int64_t)i + 1),
                                    value_string(profile->templates[i].part.id)};
        status = inserting_add(&inserting, row, error);
    }
    return status == STATUS_OK ? inserting_end(&inserting, error) : status;
}

static enum status insert_patterns(struct connection *connection, int64_t number,
                                   const struct profile *profile, struct error *error)
{
    static struct insertion insertion = {.into =
                                             "INSERT INTO profile_pattern (profile, pattern, id)",
                                         .otherwise = "",
                                         .columns = 3};
    struct inserting inserting;
    enum status status = STATUS_OK;
    inserting_begin(&inserting, &insertion, connection);
    for (size_t i = 0; i < profile->pattern_count && status == STATUS_OK; i++) {
        const struct value row[] = {value_integer(number), value_integer((int64_t)i + 1),
                                    value_string(profile->patterns[i].part.id)};
        status = inserting_add(&inserting, row, error);
    }
    return status == STATUS_OK ? inserting_end(&inserting, error) : status;
}

/* A number for what is new; the trace of what was removed before is needed no more. */
static enum status next_number(struct connection *connection, int64_t *out, struct error *error)
{
    int64_t last = 0;
    enum status status =
        connection_integer(connection, "SELECT max(number) FROM profile", NO_VALUES, &last, error);
    *out = last + 1;
    return status == STATUS_OK
               ? connection_run(connection, "DELETE FROM profile WHERE text = ''", NO_VALUES, error)
               : status;
}

enum status transaction_put_profile(struct transaction *transaction,
                                    const struct stored_profile *profile, struct error *error)
{
    loaded_profiles_doubt(transaction);
    return connection_run(
        transaction->connection,
        "INSERT INTO profile (number, id, version, loaded_us, text) VALUES ($1, $2, $3, $4, $5)",
        VALUES(value_integer(profile->number), value_text(profile->id),
               value_text(profile->version), value_integer(profile->loaded_us),
               value_text(profile->text)),
        error);
}

static enum status insert(struct transaction *transaction, const struct profile_load *load,
                          int64_t *out_number, struct error *error)
{
    struct connection *connection = transaction->connection;
    enum status status = next_number(connection, out_number, error);
    const struct stored_profile profile = {.number = *out_number,
                                           .id = text_of(load->profile->id),
                                           .version = text_of(load->version),
                                           .loaded_us = clock_now_us(),
                                           .text = load->text};
    status = status == STATUS_OK ? transaction_put_profile(transaction, &profile, error) : status;
    status = status == STATUS_OK ? insert_templates(connection, *out_number, load->profile, error)
                                 : status;
    return status == STATUS_OK ? insert_patterns(connection, *out_number, load->profile, error)
                               : status;
}

/* One profile takes the place of another. */
struct succession {
    int64_t before; /* their numbers; 0: none */
    int64_t after;
    profile_watcher watch;
    void *context;
};

/* Numbers are from 1 on, so that of none finds none. */
enum { NOBODY = -1 };

static enum status read_one(struct transaction *transaction, int64_t number,
                            struct loaded_profiles **out, struct error *error)
{
    return loaded_profiles_read(transaction->connection, number == 0 ? NOBODY : number, out, error);
}

static enum status succeed(struct transaction *transaction, const struct succession *succession,
                           struct error *error)
{
    AUTO(loaded_profiles_destroy) struct loaded_profiles *before = NULL;
    AUTO(loaded_profiles_destroy) struct loaded_profiles *after = NULL;
    enum status status = read_one(transaction, succession->before, &before, error);
    status = status == STATUS_OK ? read_one(transaction, succession->after, &after, error) : status;
    if (status != STATUS_OK) {
        return status;
    }
    const struct conformance_change change = {.before = before,
                                              .after = after,
                                              .watch = succession->watch,
                                              .context = succession->context};
    status = conformance_recount(transaction, &change, error);
    return status == STATUS_OK && succession->before != 0
               ? drop(transaction, succession->before, error)
               : status;
}

static const char *version_of(const struct profile *profile)
{
    const struct profile_version *version = profile_latest(profile);
    return version == NULL || version->id == NULL ? "" : version->id;
}

enum status transaction_load_profile(struct transaction *transaction, struct profile_load *load,
                                     struct error *error)
{
    struct present present = {
        .id = load->profile->id, .text = load->text, .arena = load->arena, .version = ""};
    load->version = version_of(load->profile);
    enum status status = check(load->profile, error);
    if (status == STATUS_OK) {
        status = connection_list_profiles(transaction->connection, look, &present, error);
    }
    status = status == STATUS_OK ? check_room(&present, error) : status;
    if (status != STATUS_OK) {
        return status;
    }
    load->before = present.version;
    load->outcome = present.number == 0 ? PROFILE_LOADED : PROFILE_REPLACED;
    if (present.is_same) {
        load->outcome = PROFILE_UNCHANGED;
        return STATUS_OK;
    }
    struct succession succession = {
        .before = present.number, .watch = load->watch, .context = load->context};
    status = insert(transaction, load, &succession.after, error);
    return status == STATUS_OK ? succeed(transaction, &succession, error) : status;
}

/* ---- removing ---- */

static enum status leave_trace(struct transaction *transaction, struct error *error)
{
    int64_t number = 0;
    enum status status = next_number(transaction->connection, &number, error);
    const struct text nothing = text_of("");
    const struct stored_profile trace = {
        .number = number, .id = nothing, .version = nothing, .text = nothing};
    return status == STATUS_OK ? transaction_put_profile(transaction, &trace, error) : status;
}

enum status transaction_remove_profile(struct transaction *transaction,
                                       const struct profile_removal *removal, struct error *error)
{
    struct present present = {.id = removal->id};
    enum status status = connection_list_profiles(transaction->connection, look, &present, error);
    if (status == STATUS_OK && present.number == 0) {
        return FAIL(error, STATUS_NOT_FOUND,
                    "no profile '%s' is loaded; 'ibest-lrs profile list' shows those that are",
                    removal->id);
    }
    const struct succession succession = {
        .before = present.number, .watch = removal->watch, .context = removal->context};
    status = status == STATUS_OK ? leave_trace(transaction, error) : status;
    return status == STATUS_OK ? succeed(transaction, &succession, error) : status;
}
