/* SPDX-License-Identifier: Apache-2.0 */

/* Whether persons and places are what they would be computed to: by computing them in transactions
 * that are rolled back. */
#include "people/people.h"

#include "people/persons.h"

struct check_write {
    struct store_write write; /* first: apply() gets back from it */
    struct people_change change;
    bool is_done;
};

static enum status apply(struct transaction *transaction, struct store_write *write,
                         struct error *error)
{
    struct check_write *check = (struct check_write *)write;
    enum status status = persons_refresh(transaction, &check->change, error);
    check->is_done = status == STATUS_OK;
    if (check->is_done) {
        return FAIL(error, STATUS_PRECONDITION, "a check changes nothing");
    }
    return status;
}

enum status people_check(struct store *store, struct people_findings *out, struct error *error)
{
    struct check_write check = {.write.apply = apply};
    const struct ods_options options = {.is_dry_run = true};
    struct ods_summary summary = {0};
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct problems problems = {.arena = arena};
    enum status status = store_write_and_wait(store, &check.write, error);
    if (!check.is_done) {
        return status;
    }
    status = ods_import(store, NULL, 0, &options, &problems, &summary, error);
    if (status == STATUS_OK) {
        *out = (struct people_findings){.persons = check.change.joined + check.change.parted +
                                                   check.change.rewritten,
                                        .places = summary.places_changed,
                                        .persons_checked = check.change.found,
                                        .places_checked = summary.places};
    }
    return status;
}
