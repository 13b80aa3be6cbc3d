/* SPDX-License-Identifier: Apache-2.0 */

/* cmi5.xml: the course's blocks and assignable units. */
#include "opened/structure.h"

#include "base/arena.h"
#include "xml/xml_document.h"

/* The first language's. */
static const char *localised(const xmlNode *element, const char *name, struct arena *arena)
{
    return xml_child_text(xml_child(element, name), "langstring", arena);
}

static void add_unit(const struct opened *opened, struct opened_structure *structure,
                     const xmlNode *element, size_t depth)
{
    struct arena *arena = opened->arena;
    bool is_group = xml_is(element, "block");
    const xmlNode *url = xml_child(element, "url");
    struct opened_unit *unit = opened_add_unit(opened, structure);
    *unit = (struct opened_unit){
        .kind = is_group ? OPENED_GROUP : OPENED_TRACKED,
        .depth = depth,
        .id = xml_attribute(element, "id", arena),
        .title = localised(element, "title", arena),
        .launch =
            opened_refer(opened, NULL, is_group || url == NULL ? NULL : xml_text(url, arena), url),
        .parameters = xml_child_text(element, "launchParameters", arena),
        .mastery_score = xml_attribute(element, "masteryScore", arena),
        .move_on = xml_attribute(element, "moveOn", arena),
        .element = element,
        .line = xml_line(element),
    };
}

static bool read_cmi5(struct opened *opened, struct opened_structure *structure)
{
    struct opened_file *file = opened_find(opened, "cmi5.xml");
    if (file == NULL) {
        return false;
    }
    structure->manifest = file;
    structure->document = opened_document(opened, file);
    const xmlNode *root = xml_root(structure->document);
    const xmlNode *course = xml_child(root, "course");
    structure->id = xml_attribute(course, "id", opened->arena);
    structure->title = localised(course, "title", opened->arena);
    structure->description = localised(course, "description", opened->arena);
    for (const xmlNode *one = root; one != NULL; one = xml_walk(one, root)) {
        if (xml_is(one, "au") || xml_is(one, "block")) {
            add_unit(opened, structure, one, xml_depth(one, root));
        }
    }
    return true;
}

extern const struct opened_format OPENED_CMI5;
const struct opened_format OPENED_CMI5 = {
    .name = "cmi5",
    .title = "cmi5",
    .read = read_cmi5,
};
