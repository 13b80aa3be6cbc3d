/* SPDX-License-Identifier: Apache-2.0 */

/* What aggregates read in a statement under the same name, and what only a row of its own has. */
#include "extract/flat.h"

#include "aggregate/fields.h"
#include "base/timestamp.h"
#include "store/said.h"
#include "xapi/verb.h"

#include <assert.h>
#include <string.h>

enum { ID_BYTES = 16, ID_SIZE = 2 * ID_BYTES + 1 };

/* A statement on its way into a row. */
struct flattening {
    const struct stored_statement *statement;
    struct statement_facts facts;
    struct arena *arena;
};

static struct value time_value(struct arena *arena, int64_t us)
{
    char text[TIMESTAMP_SIZE];
    timestamp_format(us, text);
    return value_string(arena_copy_string(arena, text));
}

const char *flat_id(const struct uuid *id, struct arena *arena)
{
    static const char digits[] = "0123456789abcdef";
    char *text = ARENA_ARRAY(arena, char, ID_SIZE);
    for (size_t i = 0; i < ID_BYTES; i++) {
        text[2 * i] = digits[id->bytes[i] >> 4];
        text[2 * i + 1] = digits[id->bytes[i] & 0xf];
    }
    return text;
}

static struct value text_value(struct text text)
{
    return text.data == NULL ? value_null() : value_text(text);
}

static struct value read_seq(const struct flattening *flattening)
{
    return value_integer(flattening->statement->seq);
}

static struct value read_id(const struct flattening *flattening)
{
    return value_string(flat_id(&flattening->statement->id, flattening->arena));
}

static struct value read_uuid(const struct flattening *flattening, struct text text)
{
    struct uuid id;
    return text.data != NULL && uuid_read(text, &id) ? value_string(flat_id(&id, flattening->arena))
                                                     : value_null();
}

static struct value read_registration(const struct flattening *flattening)
{
    const json_t *context = json_object_get(flattening->facts.json, "context");
    return read_uuid(flattening, said_text(context, "registration"));
}

/* A void names what it voids, and nothing else has this verb (Data 2.3.2). */
static struct value read_voids(const struct flattening *flattening)
{
    const json_t *json = flattening->facts.json;
    return text_is(said_text(json_object_get(json, "verb"), "id"), VERB_ID_VOIDED)
               ? read_uuid(flattening, said_text(json_object_get(json, "object"), "id"))
               : value_null();
}

static struct value read_unit(const struct flattening *flattening, const char *kind)
{
    const json_t *object = json_object_get(flattening->facts.json, "object");
    return text_value(said_is_activity(object) && said_is_kind(object, kind)
                          ? said_text(object, "id")
                          : said_unit(flattening->facts.json, kind));
}

static struct value read_course(const struct flattening *flattening)
{
    return read_unit(flattening, "course");
}

static struct value read_module(const struct flattening *flattening)
{
    return read_unit(flattening, "module");
}

static struct value read_voided(const struct flattening *flattening)
{
    return value_integer(flattening->statement->voided ? 1 : 0);
}

/* Columns that aggregates have no field for. */
static const struct {
    const char *name;
    struct value (*read)(const struct flattening *flattening);
} own_columns[] = {
    {"seq", read_seq},       {"id", read_id},         {"registration", read_registration},
    {"course", read_course}, {"module", read_module}, {"voids", read_voids},
    {"voided", read_voided},
};

static struct value field_value(const struct aggregate_field *field,
                                const struct flattening *flattening)
{
    struct aggregate_value value = {.is_known = false};
    field->read(&flattening->facts, &value);
    if (!value.is_known) {
        return value_null();
    }
    switch (field->type) {
    case FIELD_TEXT:
        return value_text(value.text);
    case FIELD_NUMBER:
        return value_real(value.number);
    case FIELD_TIME:
        return time_value(flattening->arena, value.us);
    case FIELD_FLAG:
        return value_integer((int64_t)value.number);
    }
    return value_null();
}

static struct value column_value(const char *name, const struct flattening *flattening)
{
    for (size_t i = 0; i < sizeof own_columns / sizeof own_columns[0]; i++) {
        if (strcmp(own_columns[i].name, name) == 0) {
            return own_columns[i].read(flattening);
        }
    }
    const struct aggregate_field *field =
        aggregate_field_find(aggregate_source_find(text_of("statements")), text_of(name));
    assert(field != NULL && field->read != NULL); /* flat_test reads every column */
    return field_value(field, flattening);
}

struct value flat_hide(const struct dictionary_column *column, struct value value,
                       const struct pseudonyms *pseudonyms, struct arena *arena)
{
    if (value.kind != VALUE_TEXT || value.bytes.length == 0 || !pseudonyms->are_used) {
        return value;
    }
    if (column->type->is_person) {
        return value_string(pseudonym_of(pseudonyms, value.bytes, arena));
    }
    return column->type->is_id ? value_string(pseudonym_of_id(pseudonyms, value.bytes, arena))
                               : value;
}

enum status flat_read(const struct dictionary_table *table,
                      const struct stored_statement *statement, const struct pseudonyms *pseudonyms,
                      struct arena *arena, struct value *out, struct error *error)
{
    struct flattening flattening = {.statement = statement, .arena = arena};
    enum status status = statement_facts_read(statement, arena, &flattening.facts, error);
    for (size_t i = 0; i < table->column_count && status == STATUS_OK; i++) {
        const struct dictionary_column *column = &table->columns[i];
        out[i] = flat_hide(column, column_value(column->name, &flattening), pseudonyms, arena);
    }
    return status;
}
