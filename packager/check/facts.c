/* SPDX-License-Identifier: Apache-2.0 */

/* Films, sounds and pictures, for the families about them. */
#include "check/facts.h"

#include "base/file.h"
#include "opened/opened.h"

const struct media_kind_row *check_promised_kind(const struct opened_file *file)
{
    struct text name = text_of(path_name(file->path));
    return text_starts_with(name, "._") ? NULL : media_kind_of_name(name);
}

const struct media_facts *check_facts(const struct check *check, struct opened_file *file)
{
    const struct media_facts *facts = NULL;
    struct error error = {0};
    if (opened_facts(check->opened, file, &facts, &error) != STATUS_OK) {
        check_failed(check, &error);
        return NULL;
    }
    return facts;
}

const void *check_prepare_facts(const struct check *check)
{
    return check_facts(check, check->file);
}

bool check_has_track(const struct media_facts *facts, enum media_track_kind kind)
{
    size_t place = 0;
    while (place < facts->track_count && facts->tracks[place].kind != kind) {
        place++;
    }
    return place < facts->track_count;
}
