/* SPDX-License-Identifier: Apache-2.0 */

/* tincan.xml: a flat list of activities, of which one is launched. */
#include "opened/structure.h"

#include "base/arena.h"
#include "xml/xml_document.h"

static void add_activity(const struct opened *opened, struct opened_structure *structure,
                         const xmlNode *activity)
{
    struct arena *arena = opened->arena;
    const xmlNode *launch = xml_child(activity, "launch");
    struct opened_unit *unit = opened_add_unit(opened, structure);
    *unit = (struct opened_unit){
        .kind = launch != NULL ? OPENED_TRACKED : OPENED_MENTIONED,
        .id = xml_attribute(activity, "id", arena),
        .title = xml_child_text(activity, "name", arena),
        .launch =
            opened_refer(opened, NULL, launch != NULL ? xml_text(launch, arena) : NULL, launch),
        .element = activity,
        .line = xml_line(activity),
    };
    if (launch != NULL && structure->id == NULL) {
        structure->id = unit->id;
        structure->title = unit->title;
        structure->description = xml_child_text(activity, "description", arena);
    }
}

static bool read_xapi(struct opened *opened, struct opened_structure *structure)
{
    struct opened_file *file = opened_find(opened, "tincan.xml");
    if (file == NULL) {
        return false;
    }
    structure->manifest = file;
    structure->document = opened_document(opened, file);
    const xmlNode *list = xml_child(xml_root(structure->document), "activities");
    for (const xmlNode *one = xml_child(list, "activity"); one != NULL; one = xml_next(one)) {
        add_activity(opened, structure, one);
    }
    return true;
}

extern const struct opened_format OPENED_XAPI;
const struct opened_format OPENED_XAPI = {
    .name = "xapi",
    .title = "xAPI (TinCan)",
    .read = read_xapi,
};
