/* SPDX-License-Identifier: Apache-2.0 */

/* THE table of figures. */
#include "commands/erase_report.h"

#include "base/json.h"

#include <stddef.h>

enum { COUNT_WIDTH = 9 };

static const struct figure {
    size_t offset;
    const char *name;
    const char *text;
} figures[] = {
    {offsetof(struct people_erased, store.statements), "statements",
     "statements about the learner"},
    {offsetof(struct people_erased, store.changed), "changed",
     "statements about others, where nobody stands in the learner's place"},
    {offsetof(struct people_erased, store.vouched), "vouched",
     "statements that stay, as the learner is their authority only"},
    {offsetof(struct people_erased, store.documents), "documents", "state and agent profiles"},
    {offsetof(struct people_erased, store.attachments), "attachments", "attachments' data"},
    {offsetof(struct people_erased, store.registrations), "registrations", "cmi5 registrations"},
    {offsetof(struct people_erased, people.stints), "roster", "rows of the roster"},
    {offsetof(struct people_erased, people.mboxes), "addresses",
     "e-mail addresses in other rows of it"},
    {offsetof(struct people_erased, people.entries), "decisions", "entries of the people journal"},
    {offsetof(struct people_erased, store.dictionaries), "dictionaries",
     "dictionaries, with all that they packed packed anew"},
};
enum { FIGURES = sizeof figures / sizeof figures[0] };

static int64_t value_of(const struct people_erased *erased, const struct figure *figure)
{
    return *(const int64_t *)(const void *)((const char *)erased + figure->offset);
}

void erase_report_print(FILE *stream, const struct people_erased *erased, enum erase_tense tense)
{
    (void)fputs(tense == ERASE_WOULD ? "would be erased:\n" : "erased:\n", stream);
    for (size_t i = 0; i < FIGURES; i++) {
        (void)fprintf(stream, "%*lld %s\n", COUNT_WIDTH, (long long)value_of(erased, &figures[i]),
                      figures[i].text);
    }
}

enum status erase_report_json(const struct people_erased *erased, enum erase_tense tense,
                              struct error *error)
{
    AUTO(json_release) json_t *all = json_pack("{s:b}", "erased", tense == ERASE_DID);
    for (size_t i = 0; i < FIGURES; i++) {
        (void)json_object_set_new(all, figures[i].name,
                                  json_integer(value_of(erased, &figures[i])));
    }
    if (all == NULL || json_dumpf(all, stdout, JSON_INDENT(2)) != 0 || putchar('\n') == EOF) {
        return FAIL(error, STATUS_UNAVAILABLE, "the figures can't be written to the output");
    }
    return STATUS_OK;
}
