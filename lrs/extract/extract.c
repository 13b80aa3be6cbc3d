/* SPDX-License-Identifier: Apache-2.0 */

/* From a snapshot of the store to a file: views, statements, what it says of itself. */
#include "extract/extract.h"

#include "base/file.h"
#include "extract/file.h"
#include "extract/parts.h"
#include "extract/tables.h"

#include <string.h>

/* Whose pseudonym tells keys apart; nobody is called so. */
#define KEY_MARK "ibest-lrs extract"

static enum status check_place(const char *path, bool updates, bool replaces, struct error *error)
{
    enum extract_place place = extract_file_look(path);
    if (updates && place == EXTRACT_NOTHING) {
        return FAIL(error, STATUS_NOT_FOUND,
                    "there is no file '%s' to bring up to date; leave --update out to make it",
                    path);
    }
    if (place == EXTRACT_FOREIGN) {
        return FAIL(error, STATUS_CONFLICT,
                    "'%s' is no extract, and nothing else is replaced: name another file", path);
    }
    if (!updates && place == EXTRACT_OF_OURS && !replaces) {
        return FAIL(error, STATUS_CONFLICT,
                    "'%s' exists; give --update to bring it up to date, or --force to replace it",
                    path);
    }
    return STATUS_OK;
}

/* An extract with pseudonyms of two keys would tell one learner as two. */
static enum status use_pseudonyms(struct extracting *extracting, struct store *store, bool are_used,
                                  struct error *error)
{
    static const struct report_field learner[] = {{.name = "learner", .kind = COLUMN_PERSON}, {0}};
    if (!are_used) {
        return STATUS_OK;
    }
    const char *former = extracting->about.key_mark;
    enum status status = pseudonyms_use(store, learner, &extracting->pseudonyms, error);
    if (status != STATUS_OK) {
        return status;
    }
    extracting->about.key_mark =
        pseudonym_of_id(&extracting->pseudonyms, text_of(KEY_MARK), extracting->arena);
    if (former != NULL && strcmp(former, extracting->about.key_mark) != 0) {
        return FAIL(error, STATUS_CONFLICT,
                    "its pseudonyms are of a former key, or of another store; make a new one with "
                    "--force");
    }
    return STATUS_OK;
}

static enum status fill(struct extracting *extracting, struct store *store, bool has_pseudonyms,
                        struct error *error)
{
    enum status status = dictionary_load(extracting->arena, &extracting->dictionary, error);
    status =
        status == STATUS_OK ? use_pseudonyms(extracting, store, has_pseudonyms, error) : status;
    status = status == STATUS_OK ? snapshot_begin(store, &extracting->from, error) : status;
    status = status == STATUS_OK ? views_extract(extracting, error) : status;
    status = status == STATUS_OK ? statements_extract(extracting, error) : status;
    return status == STATUS_OK
               ? about_write(extracting->to, &extracting->dictionary, &extracting->about, error)
               : status;
}

static void extracting_finish(struct extracting *extracting)
{
    snapshot_end(extracting->from);
    pseudonyms_finish(&extracting->pseudonyms);
    arena_destroy(extracting->arena);
}
DEFINE_AUTO_VALUE(struct extracting, extracting_finish);

static enum status extract(struct store *store, struct extract_file *file, bool updates,
                           const struct extract_options *options, struct extract_summary *out,
                           struct error *error)
{
    AUTO(extracting_finish)
    struct extracting extracting = {.options = options,
                                    .to = file->connection,
                                    .arena = arena_create(),
                                    .about.organisation = options->organisation,
                                    .summary = out};
    bool has_pseudonyms = !options->names_people;
    enum status status = STATUS_OK;
    if (updates) {
        status = about_read(file->connection, extracting.arena, &extracting.about, error);
        has_pseudonyms = extracting.about.key_mark != NULL;
    }
    return status == STATUS_OK ? fill(&extracting, store, has_pseudonyms, error) : status;
}

static enum status make(struct store *store, const char *path, bool updates,
                        const struct extract_options *options, struct extract_summary *out,
                        struct error *error)
{
    AUTO(extract_file_discard) struct extract_file file = {.temporary = NULL};
    *out = (struct extract_summary){.seq = 0};
    enum status status = check_place(path, updates, options->replaces, error);
    if (status != STATUS_OK) {
        return status;
    }
    status = extract_file_begin(path, updates, &file, error);
    status = status == STATUS_OK ? extract(store, &file, updates, options, out, error) : status;
    status = status == STATUS_OK ? extract_file_keep(&file, error) : status;
    if (status != STATUS_OK) {
        error_locate(error, "'%s'", path);
    }
    return status;
}

enum status extract_write(struct store *store, const char *path,
                          const struct extract_options *options, struct extract_summary *out,
                          struct error *error)
{
    return make(store, path, false, options, out, error);
}

enum status extract_update(struct store *store, const char *path,
                           const struct extract_options *options, struct extract_summary *out,
                           struct error *error)
{
    return make(store, path, true, options, out, error);
}
