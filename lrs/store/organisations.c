/* SPDX-License-Identifier: Apache-2.0 */

/* Rows of organisations, their links, places and sources. */
#include "store/organisations.h"

#include "store/internal.h"
#include "store/row_walk.h"

enum status transaction_put_organisation(struct transaction *transaction,
                                         const struct stored_organisation *organisation,
                                         struct error *error)
{
    return connection_run(
        transaction->connection,
        "INSERT INTO organisation (code, name, from_us, to_us) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT (code) DO UPDATE SET name = excluded.name, from_us = excluded.from_us, "
        "to_us = excluded.to_us",
        VALUES(value_text(organisation->code), value_text(organisation->name),
               value_integer(organisation->from_us), value_integer(organisation->to_us)),
        error);
}

enum status transaction_put_organisation_link(struct transaction *transaction,
                                              const struct organisation_link *link,
                                              struct error *error)
{
    return connection_run(
        transaction->connection,
        "INSERT INTO organisation_link (code, relation, target, from_us, to_us) "
        "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (code, relation, target, from_us) DO UPDATE SET "
        "to_us = excluded.to_us",
        VALUES(value_text(link->code), value_text(link->relation), value_text(link->target),
               value_integer(link->from_us), value_integer(link->to_us)),
        error);
}

enum status transaction_put_organisation_place(struct transaction *transaction,
                                               const struct organisation_place *place,
                                               struct error *error)
{
    return connection_run(
        transaction->connection,
        "INSERT INTO organisation_place (code, from_us, to_us, icb, region, successor) "
        "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (code, from_us) DO UPDATE SET "
        "to_us = excluded.to_us, icb = excluded.icb, region = excluded.region, "
        "successor = excluded.successor",
        VALUES(value_text(place->code), value_integer(place->from_us), value_integer(place->to_us),
               value_text(place->icb), value_text(place->region), value_text(place->successor)),
        error);
}

enum status transaction_put_organisation_source(struct transaction *transaction,
                                                const struct organisation_source *source,
                                                struct error *error)
{
    return connection_run(
        transaction->connection,
        "INSERT INTO organisation_source (layout, dated_us, imported_us, organisations) "
        "VALUES ($1, $2, $3, $4) ON CONFLICT (layout) DO UPDATE SET dated_us = excluded.dated_us, "
        "imported_us = excluded.imported_us, organisations = excluded.organisations",
        VALUES(value_text(source->layout), value_integer(source->dated_us),
               value_integer(store_stamp_us(transaction->store)), value_integer(source->rows)),
        error);
}

enum status transaction_delete_organisation_link(struct transaction *transaction,
                                                 const struct organisation_link *link,
                                                 struct error *error)
{
    return connection_run(transaction->connection,
                          "DELETE FROM organisation_link WHERE code = $1 AND relation = $2 AND "
                          "target = $3 AND from_us = $4",
                          VALUES(value_text(link->code), value_text(link->relation),
                                 value_text(link->target), value_integer(link->from_us)),
                          error);
}

enum status transaction_delete_organisation_place(struct transaction *transaction,
                                                  const struct organisation_place *place,
                                                  struct error *error)
{
    return connection_run(transaction->connection,
                          "DELETE FROM organisation_place WHERE code = $1 AND from_us = $2",
                          VALUES(value_text(place->code), value_integer(place->from_us)), error);
}

/* ---- reading ---- */

static enum status visit_organisation(struct cursor *cursor, const struct row_walk *walk,
                                      struct error *error)
{
    const struct stored_organisation organisation = {.code = cursor_text(cursor, 0),
                                                     .name = cursor_text(cursor, 1),
                                                     .from_us = cursor_integer(cursor, 2),
                                                     .to_us = cursor_integer(cursor, 3)};
    return ((organisation_visitor)walk->visit)(walk->context, &organisation, error);
}

enum status transaction_list_organisations(struct transaction *transaction,
                                           organisation_visitor visit, void *context,
                                           struct error *error)
{
    const struct row_walk walk = {"SELECT code, name, from_us, to_us FROM organisation "
                                  "ORDER BY code",
                                  visit_organisation, (row_visitor)visit, context};
    return row_walk(transaction->connection, &walk, error);
}

static enum status visit_link(struct cursor *cursor, const struct row_walk *walk,
                              struct error *error)
{
    const struct organisation_link link = {.code = cursor_text(cursor, 0),
                                           .relation = cursor_text(cursor, 1),
                                           .target = cursor_text(cursor, 2),
                                           .from_us = cursor_integer(cursor, 3),
                                           .to_us = cursor_integer(cursor, 4)};
    return ((organisation_link_visitor)walk->visit)(walk->context, &link, error);
}

enum status transaction_list_organisation_links(struct transaction *transaction,
                                                organisation_link_visitor visit, void *context,
                                                struct error *error)
{
    const struct row_walk walk = {"SELECT code, relation, target, from_us, to_us "
                                  "FROM organisation_link ORDER BY 1, 2, 3, 4",
                                  visit_link, (row_visitor)visit, context};
    return row_walk(transaction->connection, &walk, error);
}

static enum status visit_place(struct cursor *cursor, const struct row_walk *walk,
                               struct error *error)
{
    const struct organisation_place place = {.code = cursor_text(cursor, 0),
                                             .from_us = cursor_integer(cursor, 1),
                                             .to_us = cursor_integer(cursor, 2),
                                             .icb = cursor_text(cursor, 3),
                                             .region = cursor_text(cursor, 4),
                                             .successor = cursor_text(cursor, 5)};
    return ((organisation_place_visitor)walk->visit)(walk->context, &place, error);
}

enum status transaction_list_organisation_places(struct transaction *transaction,
                                                 organisation_place_visitor visit, void *context,
                                                 struct error *error)
{
    const struct row_walk walk = {"SELECT code, from_us, to_us, icb, region, successor "
                                  "FROM organisation_place ORDER BY code, from_us",
                                  visit_place, (row_visitor)visit, context};
    return row_walk(transaction->connection, &walk, error);
}

static enum status visit_source(struct cursor *cursor, const struct row_walk *walk,
                                struct error *error)
{
    const struct organisation_source source = {.layout = cursor_text(cursor, 0),
                                               .dated_us = cursor_integer(cursor, 1),
                                               .imported_us = cursor_integer(cursor, 2),
                                               .rows = cursor_integer(cursor, 3)};
    return ((organisation_source_visitor)walk->visit)(walk->context, &source, error);
}

enum status transaction_list_organisation_sources(struct transaction *transaction,
                                                  organisation_source_visitor visit, void *context,
                                                  struct error *error)
{
    const struct row_walk walk = {"SELECT layout, dated_us, imported_us, organisations "
                                  "FROM organisation_source ORDER BY layout",
                                  visit_source, (row_visitor)visit, context};
    return row_walk(transaction->connection, &walk, error);
}

enum status store_count_organisations(struct store *store, int64_t *out, struct error *error)
{
    struct connection *reader = store_borrow_reader(store);
    enum status status =
        connection_integer(reader, "SELECT count(*) FROM organisation", NO_VALUES, out, error);
    store_return_reader(store, reader);
    return status;
}

enum status store_has_organisation(struct store *store, struct text code, bool *out,
                                   struct error *error)
{
    int64_t count = 0;
    struct connection *reader = store_borrow_reader(store);
    enum status status =
        connection_integer(reader, "SELECT count(*) FROM organisation WHERE code = $1",
                           VALUES(value_text(code)), &count, error);
    store_return_reader(store, reader);
    *out = count > 0;
    return status;
}
