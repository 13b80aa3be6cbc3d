/* SPDX-License-Identifier: Apache-2.0 */

/* vocabulary_generate PROFILE.jsonld OUT.h OUT.js: the build's way from the profile to the IRIs
 * that programs use. */
#include "base/mem.h"
#include "generator/profile_terms.h"
#include "generator/vocabulary_writer.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { PROFILE_SIZE_MAX = 1 << 20, PATH_SIZE = 4096 };

DEFINE_AUTO(json_t, json_decref);

static enum status read_file(const char *path, char *text, size_t *out_length, struct error *error)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return FAIL(error, STATUS_NOT_FOUND, "cannot be opened: %s", strerror(errno));
    }
    *out_length = fread(text, 1, PROFILE_SIZE_MAX + 1, file);
    int failed = ferror(file);
    (void)fclose(file);
    if (failed != 0) {
        return FAIL(error, STATUS_UNAVAILABLE, "cannot be read");
    }
    if (*out_length > PROFILE_SIZE_MAX) {
        return FAIL(error, STATUS_TOO_LARGE, "larger than %d bytes", PROFILE_SIZE_MAX);
    }
    return STATUS_OK;
}

static enum status load_profile(const char *path, json_t **out, struct error *error)
{
    AUTO(free) char *text = mem_zeroed(PROFILE_SIZE_MAX + 1, 1);
    size_t length = 0;
    enum status status = read_file(path, text, &length, error);
    if (status != STATUS_OK) {
        return status;
    }
    json_error_t fault;
    *out = json_loadb(text, length, JSON_REJECT_DUPLICATES, &fault);
    if (*out == NULL) {
        return FAIL(error, STATUS_INVALID, "line %d, column %d: %s", fault.line, fault.column,
                    fault.text);
    }
    return STATUS_OK;
}

/* Writes beside the target first, so that a failed run leaves no half file behind. */
static enum status write_output(const char *path, void (*write)(FILE *, const struct terms *),
                                const struct terms *terms, struct error *error)
{
    char draft[PATH_SIZE];
    if ((size_t)snprintf(draft, sizeof draft, "%s.part", path) >= sizeof draft) {
        return FAIL(error, STATUS_TOO_LARGE, "%s: the path is too long", path);
    }
    FILE *file = fopen(draft, "wb");
    if (file == NULL) {
        return FAIL(error, STATUS_UNAVAILABLE, "%s: %s", draft, strerror(errno));
    }
    write(file, terms);
    int failed = ferror(file);
    if ((fclose(file) | failed) != 0 || rename(draft, path) != 0) {
        (void)remove(draft);
        return FAIL(error, STATUS_UNAVAILABLE, "%s: could not be written", path);
    }
    return STATUS_OK;
}

static enum status generate(char **paths, struct error *error)
{
    AUTO(json_decref) json_t *profile = NULL;
    AUTO(terms_destroy) struct terms *terms = NULL;
    enum status status = load_profile(paths[0], &profile, error);
    if (status == STATUS_OK) {
        status = terms_collect(profile, &terms, error);
    }
    if (status != STATUS_OK) {
        error_locate(error, "%s", paths[0]);
        return status;
    }
    status = write_output(paths[1], write_header, terms, error);
    return status != STATUS_OK ? status : write_output(paths[2], write_script, terms, error);
}

int main(int count, char **arguments)
{
    if (count != 4) {
        (void)fprintf(stderr, "usage: vocabulary_generate PROFILE.jsonld OUT.h OUT.js\n");
        return 2;
    }
    struct error error = {0};
    if (generate(arguments + 1, &error) != STATUS_OK) {
        (void)fprintf(stderr, "%s\n", error.message);
        return 1;
    }
    return 0;
}
