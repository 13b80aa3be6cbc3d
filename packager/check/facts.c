/* SPDX-License-Identifier: Apache-2.0 */

/* Films, sounds and pictures, for the families about them. */
#include "check/facts.h"

#include "base/file.h"
#include "opened/opened.h"

#include <string.h>
#include <strings.h>

const struct media_kind_row *check_promised_kind(const struct opened_file *file)
{
    struct text name = text_of(path_name(file->path));
    return text_starts_with(name, "._") ? NULL : media_kind_of_name(name);
}

bool check_is_chapters(const struct opened_file *file)
{
    static const char parts[] = "._- ";
    const char *word = path_name(file->path);
    const char *ending = strrchr(word, '.');
    bool is_named = false;
    if (ending == NULL || strcasecmp(ending, ".vtt") != 0) {
        return false;
    }
    while (*word != '\0') {
        size_t length = strcspn(word, parts);
        is_named = is_named ||
                   (length == strlen("chapters") && strncasecmp(word, "chapters", length) == 0);
        word += length;
        word += strspn(word, parts);
    }
    return is_named;
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
