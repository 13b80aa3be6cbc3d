/* SPDX-License-Identifier: Apache-2.0 */

/* Films, sounds and pictures of a package. */
#include "opened/opened.h"

#include "base/arena.h"
#include "media/media.h"
#include "zip/zip_reader.h"

enum status opened_facts(const struct opened *opened, struct opened_file *file,
                         const struct media_facts **out, struct error *error)
{
    if (file->facts == NULL) {
        AUTO(arena_destroy) struct arena *scratch = arena_create();
        struct media_reader *reader = media_reader_begin(file->size, opened->arena, scratch);
        const struct zip_sink sink = {media_reader_take, reader};
        enum status status = opened_read(opened, file, &sink, error);
        const struct media_facts *facts = media_reader_end(reader);
        if (status != STATUS_OK) {
            return status;
        }
        file->facts = facts;
    }
    *out = file->facts;
    return STATUS_OK;
}
