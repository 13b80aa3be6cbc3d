/* SPDX-License-Identifier: Apache-2.0 */

/* vocabulary_generate PROFILE.jsonld OUT.h OUT.js: the build's way from the profile to the IRIs
 * that programs use. */
#include "base/buffer.h"
#include "base/file.h"
#include "base/json.h"
#include "generator/profile_terms.h"
#include "generator/term_list.h"
#include "generator/vocabulary_writer.h"

#include <stdio.h>

enum { PROFILE_SIZE_MAX = 1 << 20, OUTPUT_SIZE_MAX = 1 << 20 };

static enum status load_profile(const char *path, json_t **out, struct error *error)
{
    AUTO(buffer_finish) struct buffer content = BUFFER_INIT(PROFILE_SIZE_MAX);
    enum status status = file_read(path, PROFILE_SIZE_MAX, &content, error);
    return status == STATUS_OK ? json_read(buffer_text(&content), path, out, error) : status;
}

static enum status write_output(const char *path,
                                void (*write)(struct buffer *, const struct terms *),
                                const struct terms *terms, struct error *error)
{
    AUTO(buffer_finish) struct buffer content = BUFFER_INIT(OUTPUT_SIZE_MAX);
    write(&content, terms);
    enum status status = buffer_check(&content, path, error);
    return status == STATUS_OK ? file_write_atomically(path, buffer_text(&content), error) : status;
}

static enum status generate(char **paths, struct error *error)
{
    AUTO(json_release) json_t *profile = NULL;
    AUTO(terms_destroy) struct terms *terms = NULL;
    enum status status = load_profile(paths[0], &profile, error);
    if (status != STATUS_OK) {
        return status;
    }
    status = terms_collect(profile, &terms, error);
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
