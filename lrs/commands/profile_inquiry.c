/* SPDX-License-Identifier: Apache-2.0 */

#include "commands/profile_inquiry.h"

#include "commands/store_line.h"

#include <stdio.h>

enum status inquiry_line_read(const struct inquiry_words *words, int count, char **arguments,
                              struct inquiry_line *out, bool *helped, struct error *error)
{
    const struct option_row rows[] = {
        {.name = "json", .help = "as JSON, for programs", .value = &out->as_json}, {.name = NULL}};
    const struct option_table table = {.command = words->command,
                                       .usage = words->usage,
                                       .summary = words->summary,
                                       .positional_limit = 1,
                                       .rows = rows};
    struct options_result result;
    enum status status = store_line_read(&table, count, arguments, &out->settings, &result, error);
    *helped = status == STATUS_OK && result.is_help;
    if (status != STATUS_OK || *helped) {
        return status;
    }
    if (result.positional_count == 0 || !uuid_read(text_of(result.positional[0]), &out->id)) {
        return FAIL(error, STATUS_INVALID, "%s, a UUID; see '%s --help'", words->lacking,
                    words->command);
    }
    return STATUS_OK;
}

enum status inquiry_write(const json_t *list, struct error *error)
{
    bool is_written =
        list == NULL || (json_dumpf(list, stdout, JSON_INDENT(2)) == 0 && putchar('\n') != EOF);
    return is_written && fflush(stdout) == 0
               ? STATUS_OK
               : FAIL(error, STATUS_UNAVAILABLE, "the answer can't be written to the output");
}
