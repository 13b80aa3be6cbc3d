/* SPDX-License-Identifier: Apache-2.0 */

/* One byte a statement: EXPECTED, and a counter that stays at 2, as once or more often is all that
 * matters. */
#include "load/tally.h"

#include "base/json.h"
#include "base/mem.h"

enum { EXPECTED = 0x80, TIMES = 0x0f };

struct tally {
    const struct payload *payload;
    uint8_t *times;
    uint32_t count;
    uint32_t foreign;
};

struct tally *tally_create(const struct payload *payload, uint32_t count)
{
    struct tally *tally = MEM_NEW(struct tally);
    tally->payload = payload;
    tally->times = mem_zeroed((size_t)count + 1, 1);
    tally->count = count;
    return tally;
}

void tally_destroy(struct tally *tally)
{
    if (tally == NULL) {
        return;
    }
    free(tally->times);
    free(tally);
}

/* The text between the quotes of a string without escapes; nothing for other values. */
static struct text unquote(struct text value)
{
    if (value.length < 2 || value.data[0] != '"') {
        return (struct text){NULL, 0};
    }
    return (struct text){value.data + 1, value.length - 2};
}

static void add_statement(struct tally *tally, struct text statement)
{
    uint32_t number = 0;
    if (!payload_number_of(tally->payload, unquote(json_member(statement, "id")), &number) ||
        number >= tally->count) {
        tally->foreign++;
        return;
    }
    if ((tally->times[number] & TIMES) < 2) {
        tally->times[number]++;
    }
}

/* PHP escapes '/', so `more` has to be read as JSON. */
static enum status add_more(struct text value, struct buffer *out, struct error *error)
{
    AUTO(json_release) json_t *more = NULL;
    if (value.length == 0) {
        return STATUS_OK;
    }
    enum status status = json_read(value, "more", &more, error);
    if (status == STATUS_OK && json_is_string(more)) {
        buffer_add(out, json_string_value(more), json_string_length(more));
        status = buffer_check(out, "the address of a page", error);
    }
    return status;
}

enum status tally_add_page(struct tally *tally, struct text page, struct buffer *out_more,
                           struct error *error)
{
    struct text statements = json_member(page, "statements");
    if (statements.length == 0 || statements.data[0] != '[') {
        return FAIL(error, STATUS_INVALID,
                    "the LRS answered GET statements with no list of 'statements'");
    }
    struct json_walk walk = json_walk_begin(statements);
    while (json_walk_next(&walk)) {
        add_statement(tally, walk.value);
    }
    return add_more(json_member(page, "more"), out_more, error);
}

void tally_expect(struct tally *tally, uint32_t first, uint32_t count)
{
    for (uint32_t i = first; i < tally->count && i - first < count; i++) {
        tally->times[i] |= EXPECTED;
    }
}

struct tally_result tally_result(const struct tally *tally)
{
    struct tally_result result = {.foreign = tally->foreign};
    for (uint32_t i = 0; i < tally->count; i++) {
        int times = tally->times[i] & TIMES;
        bool is_expected = (tally->times[i] & EXPECTED) != 0;
        result.expected += is_expected ? 1 : 0;
        result.found += times > 0 ? 1 : 0;
        result.lost += is_expected && times == 0 ? 1 : 0;
        result.doubled += times > 1 ? 1 : 0;
    }
    return result;
}
