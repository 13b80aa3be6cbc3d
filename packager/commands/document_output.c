/* SPDX-License-Identifier: Apache-2.0 */

/* A document in the format that the line asks for. */
#include "commands/document_output.h"

#include "base/buffer.h"
#include "commands/choice.h"

#include <stdio.h>

static const char *list_formats(struct arena *arena, enum choice_style style)
{
    const char *list = NULL;
    for (size_t i = 0; SHEET_FORMATS[i] != NULL; i++) {
        list = choice_add(list, SHEET_FORMATS[i]->name, SHEET_FORMATS[i]->summary, style, arena);
    }
    return list;
}

struct option_row format_row(const char **value, struct arena *arena)
{
    return (struct option_row){.name = "format",
                               .value_name = "KIND",
                               .value = value,
                               .help = list_formats(arena, CHOICE_SUMMARIES)};
}

enum status find_format(const char *name, struct arena *arena, const struct sheet_format **out,
                        struct error *error)
{
    const struct sheet_format *format = name != NULL ? sheet_format_find(name) : SHEET_FORMATS[0];
    if (format == NULL) {
        return FAIL(error, STATUS_INVALID, "there is no format '%s'; give one of %s", name,
                    list_formats(arena, CHOICE_NAMES));
    }
    *out = format;
    return STATUS_OK;
}

enum status document_output(const struct document *document, const struct sheet_format *format,
                            struct error *error)
{
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(SHEET_MAX);
    format->write(document, &buffer);
    enum status status = buffer_check(&buffer, "the document", error);
    if (status == STATUS_OK) {
        (void)fwrite(buffer.data, 1, buffer.length, stdout);
    }
    return status;
}
