/* SPDX-License-Identifier: Apache-2.0 */

/* Finds the records of metadata that a package has. */
#include "check/lom.h"

#include "base/arena.h"
#include "check/elements.h"
#include "opened/structure.h"
#include "xml/xml_document.h"

#include <string.h>

bool lom_is_1_2(const struct check *check)
{
    return strcmp(check->structure->format->name, "scorm12") == 0;
}

static void add(struct lom_records *records, const struct check *check, struct lom_record record)
{
    struct lom_record *kept = ARENA_NEW(check->scratch, struct lom_record);
    *kept = record;
    if (record.lom == NULL) {
        kept->next = records->broken;
        records->broken = kept;
        return;
    }
    if (records->last == NULL) {
        records->first = kept;
    } else {
        records->last->next = kept;
    }
    records->last = kept;
}

/* A file that is not there is told with the others that are listed. */
static void add_file(struct lom_records *records, const struct check *check,
                     const xmlNode *location)
{
    const struct opened_reference reference =
        opened_refer(check->opened, NULL, xml_text(location, check->opened->arena), location);
    struct opened_file *file =
        reference.path != NULL ? opened_find(check->opened, reference.path) : NULL;
    size_t place = file != NULL ? (size_t)(file - check->opened->files) : 0;
    if (file == NULL || records->is_known[place]) {
        return;
    }
    records->is_known[place] = true;
    const struct xml_document *document = opened_document(check->opened, file);
    const xmlNode *root = xml_root(document);
    add(records, check,
        (struct lom_record){.lom = xml_is(root, "lom") ? root : NULL,
                            .owner = location->parent->parent,
                            .file = file->path,
                            .document = document});
}

const void *lom_prepare(const struct check *check)
{
    struct lom_records *records = ARENA_NEW(check->scratch, struct lom_records);
    records->is_known = ARENA_ARRAY(check->scratch, bool, check->opened->file_count);
    const xmlNode *root = xml_root(check->structure->document);
    for (const xmlNode *one = root; one != NULL; one = xml_walk(one, root)) {
        bool is_in_metadata = one != root && xml_is(one->parent, "metadata");
        if (is_in_metadata && xml_is(one, "lom")) {
            add(records, check,
                (struct lom_record){.lom = one,
                                    .owner = one->parent->parent,
                                    .file = check->structure->manifest->path});
        } else if (is_in_metadata && xml_is(one, "location")) {
            add_file(records, check, one);
        }
    }
    return records;
}

static struct check_place place_of(const struct check *check, const struct lom_record *record,
                                   const xmlNode *element)
{
    return (struct check_place){
        .file = record->file,
        .line = xml_line(element),
        .element = element != NULL ? check_show(check, (const char *)element->name) : NULL,
    };
}

void lom_look_at_records(const struct check *check, const struct check_rule *rule)
{
    const struct lom_rule *about = rule->about;
    const struct lom_records *records = check->prepared;
    for (const struct lom_record *one = records->first; one != NULL; one = one->next) {
        const xmlNode *element = one->lom;
        const char *found = about->fault(check, one, &element);
        if (found != NULL) {
            check_found(check, rule, place_of(check, one, element), "%s", found);
        }
    }
}
