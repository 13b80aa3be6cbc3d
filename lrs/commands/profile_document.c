/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-lrs profile document: pages of an xAPI Profile, one a term. */
#include "commands/profile_actions.h"

#include "base/file.h"
#include "base/options.h"
#include "pages/pages.h"
#include "profile/profile.h"

#include <stdio.h>

struct document_line {
    const char *file;
    const char *folder;
    struct options_result result;
};

static enum status read_line(int count, char **arguments, struct document_line *out,
                             struct error *error)
{
    const struct option_row rows[] = {{.name = "output",
                                       .value_name = "FOLDER",
                                       .help = "where the pages go: empty or not there yet",
                                       .value = &out->folder},
                                      {.name = NULL}};
    const struct option_table table = {
        .command = "ibest-lrs profile document",
        .usage = "FILE.jsonld --output FOLDER",
        .summary =
            "Writes a page for each term of an xAPI Profile, an index, and the profile's own "
            "file\nbeside them, so that a web server can serve its IRIs; all of them or none.\n"
            "profiles/README.md tells how a server finds them.",
        .positional_limit = 1,
        .rows = rows,
    };
    enum status status = options_read(&table, count, arguments, &out->result, error);
    if (status != STATUS_OK || out->result.is_help) {
        return status;
    }
    if (out->result.positional_count == 0 || out->folder == NULL || out->folder[0] == '\0') {
        return FAIL(error, STATUS_INVALID,
                    "name the profile's file and --output FOLDER; see 'ibest-lrs profile document "
                    "--help'");
    }
    out->file = out->result.positional[0];
    return STATUS_OK;
}

/* What is wrong does not keep the rest from being shown, but someone may be about to publish it. */
static void tell_faults(const char *file, const struct findings *findings)
{
    if (findings->errors + findings->warnings > 0) {
        (void)fprintf(stderr,
                      "%s has %zu error%s and %zu warning%s; see 'ibest-lrs profile check'\n", file,
                      findings->errors, findings->errors == 1 ? "" : "s", findings->warnings,
                      findings->warnings == 1 ? "" : "s");
    }
}

static enum status write_pages(const struct document_line *line, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(buffer_finish) struct buffer text = BUFFER_INIT(PROFILE_BYTES_MAX);
    struct profile profile = {.id = NULL};
    struct findings findings = {.count = 0};
    enum status status = file_read(line->file, PROFILE_BYTES_MAX, &text, error);
    if (status == STATUS_OK) {
        status = profile_read(buffer_text(&text), line->file, arena, &profile, &findings, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    const struct pages_request request = {
        .profile = &profile, .source = buffer_text(&text), .folder = line->folder};
    size_t count = 0;
    status = pages_write(&request, arena, &count, error);
    if (status == STATUS_OK) {
        tell_faults(line->file, &findings);
        (void)printf("%s: %zu pages\n", line->folder, count);
    }
    return status;
}

static enum status run(int count, char **arguments, struct error *error)
{
    struct document_line line = {.file = NULL};
    enum status status = read_line(count, arguments, &line, error);
    return status != STATUS_OK || line.result.is_help ? status : write_pages(&line, error);
}

const struct command profile_action_document = {
    .name = "document",
    .summary = "write a page for each term of a profile",
    .run = run,
};
