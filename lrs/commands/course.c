/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-lrs course import: a cmi5 course becomes one that can be launched. */
#include "commands/table.h"

#include "base/options.h"
#include "launch/course_file.h"
#include "settings/settings.h"
#include "store/store.h"

#include <stdio.h>
#include <string.h>

enum { OWN_OPTIONS = 1 };

struct course_write {
    struct store_write write; /* first: apply() gets back from it */
    struct stored_course course;
};

static enum status put(struct transaction *transaction, struct store_write *write,
                       struct error *error)
{
    return transaction_put_course(transaction, &((const struct course_write *)write)->course,
                                  error);
}

static enum status import(const char *path, const char *content_url, const char *url,
                          struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(store_close) struct store *store = NULL;
    const struct store_options options = {.beside = true};
    struct course_write write = {.write.apply = put};
    enum status status = course_file_read(path, content_url, arena, &write.course, error);
    status = status != STATUS_OK ? status : store_open(url, &options, &store, error);
    status = status != STATUS_OK ? status : store_write_and_wait(store, &write.write, error);
    if (status == STATUS_OK &&
        printf("%.*s\n", TEXT_ARGUMENTS(write.course.id)) + fflush(stdout) < 0) {
        return FAIL(error, STATUS_UNAVAILABLE, "the course's id can't be written to the output");
    }
    return status;
}

static enum status run(int count, char **arguments, struct error *error)
{
    const char *content_url = NULL;
    struct settings_reader reader;
    struct option_row rows[SETTINGS_MAX + OWN_OPTIONS + 1] = {{0}};
    size_t row_count = settings_option_rows(SETTINGS_STORE, &reader, rows);
    rows[row_count] = (struct option_row){.name = "content-url",
                                          .value_name = "URL",
                                          .help = "where the files of the zip are served",
                                          .value = &content_url};
    const struct option_table table = {
        .command = "ibest-lrs course",
        .usage = "import FILE.zip|cmi5.xml [OPTIONS]",
        .summary = "Imports a cmi5 course and prints its id. The server may run.",
        .positional_limit = 2,
        .rows = rows,
    };
    struct options_result result;
    struct settings settings = {0};
    enum status status = options_read(&table, count, arguments, &result, error);
    if (status != STATUS_OK || result.is_help) {
        return status;
    }
    if (result.positional_count != 2 || strcmp(result.positional[0], "import") != 0) {
        return FAIL(error, STATUS_INVALID,
                    "say 'import' and the file. See 'ibest-lrs course --help'");
    }
    status = settings_read(&reader, &settings, error);
    return status != STATUS_OK
               ? status
               : import(result.positional[1], content_url == NULL ? "" : content_url,
                        settings.store, error);
}

const struct command command_course = {
    .name = "course",
    .summary = "import a cmi5 course that is to be launched",
    .run = run,
};
