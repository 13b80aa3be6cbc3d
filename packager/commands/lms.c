/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-pack lms: what is known of an LMS, or of all, and where that is from. */
#include "commands/command.h"
#include "commands/document_output.h"

#include "base/arena.h"
#include "base/options.h"
#include "sheet/lms_page.h"
#include "targets/target.h"

/* What was asked for. */
struct request {
    const char *name; /* NULL: all */
    const struct sheet_format *format;
};

static enum status read_arguments(int count, char **arguments, struct arena *arena,
                                  struct request *request, struct options_result *result,
                                  struct error *error)
{
    const char *format = NULL;
    const struct option_row rows[] = {format_row(&format, arena), {0}};
    const struct option_table table = {
        .command = "ibest-pack lms",
        .usage = "[NAME] [--format KIND]",
        .summary = arena_print(arena,
                               "Tells what is known of an LMS, each value with what it means for a "
                               "package, how sure it is and where it is from; without NAME of all "
                               "of them, value by value. NAME is one of %s.",
                               target_list(arena, ", ")),
        .positional_limit = 1,
        .rows = rows,
    };
    enum status status = options_read(&table, count, arguments, result, error);
    if (status != STATUS_OK || result->is_help) {
        return status;
    }
    request->name = result->positional_count > 0 ? result->positional[0] : NULL;
    return find_format(format, arena, &request->format, error);
}

static enum status make_comparison(struct arena *arena, const struct document **out,
                                   struct error *error)
{
    const struct target **all = NULL;
    size_t count = 0;
    size_t capacity = 0;
    enum status status = STATUS_OK;
    struct text names = text_of(target_list(arena, " "));
    struct text name = {0};
    while (status == STATUS_OK && text_split(&names, ' ', &name)) {
        all = arena_grow(arena, all, count, &capacity, sizeof(struct target *));
        status = target_find(arena_copy(arena, name), arena, &all[count++], error);
    }
    if (status == STATUS_OK) {
        *out = lms_comparison_make(all, count, arena);
    }
    return status;
}

static enum status make_document(const char *name, struct arena *arena, const struct document **out,
                                 struct error *error)
{
    if (name == NULL) {
        return make_comparison(arena, out, error);
    }
    const struct target *lms = NULL;
    enum status status = target_find(name, arena, &lms, error);
    if (status == STATUS_OK) {
        *out = lms_page_make(lms, arena);
    }
    return status;
}

static enum status run(int count, char **arguments, enum command_phase *phase, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct request request = {0};
    struct options_result result = {0};
    const struct document *document = NULL;
    enum status status = read_arguments(count, arguments, arena, &request, &result, error);
    if (status == STATUS_OK && !result.is_help) {
        status = make_document(request.name, arena, &document, error);
    }
    if (status != STATUS_OK || result.is_help) {
        return status;
    }
    *phase = COMMAND_WORKING;
    return document_output(document, request.format, error);
}

extern const struct command LMS_COMMAND;
const struct command LMS_COMMAND = {
    .name = "lms",
    .summary = "tell what an LMS does with packages, and how that is known",
    .run = run,
};
