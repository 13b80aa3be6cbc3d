/* SPDX-License-Identifier: Apache-2.0 */

/* imsmanifest.xml, of SCORM 1.2 and of SCORM 2004: the items of the default organization, and the
 * resources that they name. */
#include "opened/structure.h"

#include "base/arena.h"
#include "xml/xml_document.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define MANIFEST "imsmanifest.xml"

/* A resource by its identifier. */
struct resource {
    const char *id;
    const xmlNode *element;
    const char *base; /* of its addresses */
};

/* A manifest being read. */
struct manifest {
    struct opened *opened;
    struct opened_structure *structure;
    struct resource *resources; /* sorted by id */
    size_t resource_count;
};

static bool namespace_is_used(const xmlNode *root, const char *part)
{
    for (const xmlNs *one = root != NULL ? root->nsDef : NULL; one != NULL; one = one->next) {
        if (one->href != NULL && strstr((const char *)one->href, part) != NULL) {
            return true;
        }
    }
    return false;
}

/* What neither version nor namespaces place is taken for 1.2, as LMSs do. */
static bool is_2004(const xmlNode *root, const char *version)
{
    if (version != NULL && strcmp(version, "1.2") == 0) {
        return false;
    }
    bool says_2004 =
        version != NULL && (strstr(version, "2004") != NULL || strcasecmp(version, "CAM 1.3") == 0);
    return says_2004 || namespace_is_used(root, "adlcp_v1p3") ||
           namespace_is_used(root, "adlcp_rootv1p3");
}

static const char *join(struct arena *arena, const char *base, const xmlNode *element)
{
    const char *more = xml_attribute(element, "base", arena);
    return more == NULL ? base : arena_print(arena, "%s%s", base, more);
}

static int compare_resources(const void *left, const void *right)
{
    const struct resource *one = left;
    const struct resource *other = right;
    int order = strcmp(one->id, other->id);
    return order != 0 ? order : (one > other) - (one < other);
}

static void add_files(struct manifest *manifest, const struct resource *resource)
{
    const struct opened *opened = manifest->opened;
    for (const xmlNode *file = xml_child(resource->element, "file"); file != NULL;
         file = xml_next(file)) {
        struct opened_reference reference =
            opened_refer(opened, resource->base, xml_attribute(file, "href", opened->arena), file);
        opened_add_listed(opened, manifest->structure, &reference);
    }
}

static void read_resources(struct manifest *manifest, const xmlNode *root)
{
    struct arena *arena = manifest->opened->arena;
    const xmlNode *list = xml_child(root, "resources");
    const char *base = join(arena, join(arena, "", root), list);
    size_t count = 0;
    for (const xmlNode *one = xml_child(list, "resource"); one != NULL; one = xml_next(one)) {
        count++;
    }
    manifest->resources = ARENA_ARRAY(arena, struct resource, count);
    for (const xmlNode *one = xml_child(list, "resource"); one != NULL; one = xml_next(one)) {
        struct resource *resource = &manifest->resources[manifest->resource_count++];
        const char *id = xml_attribute(one, "identifier", arena);
        *resource = (struct resource){
            .id = id != NULL ? id : "", .element = one, .base = join(arena, base, one)};
        add_files(manifest, resource);
    }
    if (count > 0) {
        qsort(manifest->resources, count, sizeof *manifest->resources, compare_resources);
    }
}

static const struct resource *find_resource(const struct manifest *manifest, const char *id)
{
    size_t low = 0;
    size_t high = manifest->resource_count;
    while (id != NULL && low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(manifest->resources[middle].id, id);
        if (order == 0) {
            return &manifest->resources[middle];
        }
        low = order < 0 ? middle + 1 : low;
        high = order < 0 ? high : middle;
    }
    return NULL;
}

/* An attribute whose letters' case differs between the two versions: scormtype, scormType. */
static bool is_sco(const struct resource *resource, struct arena *arena)
{
    const char *type = xml_attribute(resource->element, "scormtype", arena);
    type = type != NULL ? type : xml_attribute(resource->element, "scormType", arena);
    return type != NULL && strcasecmp(type, "sco") == 0;
}

static void set_launch(const struct manifest *manifest, struct opened_unit *unit)
{
    const struct opened *opened = manifest->opened;
    const struct resource *resource = find_resource(manifest, unit->resource);
    if (resource == NULL) {
        return;
    }
    unit->launch =
        opened_refer(opened, resource->base,
                     xml_attribute(resource->element, "href", opened->arena), resource->element);
    unit->kind = is_sco(resource, opened->arena) ? OPENED_TRACKED : OPENED_UNTRACKED;
}

static void add_item(struct manifest *manifest, const xmlNode *item, size_t depth)
{
    struct arena *arena = manifest->opened->arena;
    struct opened_unit *unit = opened_add_unit(manifest->opened, manifest->structure);
    *unit = (struct opened_unit){
        .kind = OPENED_GROUP,
        .depth = depth,
        .id = xml_attribute(item, "identifier", arena),
        .title = xml_child_text(item, "title", arena),
        .resource = xml_attribute(item, "identifierref", arena),
        .parameters = xml_attribute(item, "parameters", arena),
        .mastery_score = xml_child_text(item, "masteryscore", arena),
        .element = item,
        .line = xml_line(item),
    };
    set_launch(manifest, unit);
}

static const xmlNode *default_organization(const xmlNode *root, struct arena *arena)
{
    const xmlNode *list = xml_child(root, "organizations");
    const char *wanted = xml_attribute(list, "default", arena);
    const xmlNode *first = xml_child(list, "organization");
    for (const xmlNode *one = first; one != NULL && wanted != NULL; one = xml_next(one)) {
        const char *id = xml_attribute(one, "identifier", arena);
        if (id != NULL && strcmp(id, wanted) == 0) {
            return one;
        }
    }
    return first;
}

/* Metadata in files of their own, which belong to the package as listed files do. */
static void add_metadata_files(struct manifest *manifest, const xmlNode *root)
{
    const struct opened *opened = manifest->opened;
    for (const xmlNode *one = root; one != NULL; one = xml_walk(one, root)) {
        if (xml_is(one, "location") && xml_is(one->parent, "metadata")) {
            struct opened_reference reference =
                opened_refer(opened, NULL, xml_text(one, opened->arena), one);
            opened_add_listed(opened, manifest->structure, &reference);
        }
    }
}

static void read_manifest(struct manifest *manifest, const xmlNode *root)
{
    struct arena *arena = manifest->opened->arena;
    struct opened_structure *structure = manifest->structure;
    const xmlNode *organization = default_organization(root, arena);
    structure->id = xml_attribute(root, "identifier", arena);
    structure->title = xml_child_text(organization, "title", arena);
    structure->lists_files = true;
    read_resources(manifest, root);
    add_metadata_files(manifest, root);
    for (const xmlNode *one = organization; one != NULL; one = xml_walk(one, organization)) {
        if (xml_is(one, "item")) {
            add_item(manifest, one, xml_depth(one, organization));
        }
    }
}

static bool read_scorm(struct opened *opened, struct opened_structure *structure, bool wants_2004)
{
    struct opened_file *file = opened_find(opened, MANIFEST);
    if (file == NULL) {
        return false;
    }
    const struct xml_document *document = opened_document(opened, file);
    const xmlNode *root = xml_root(document);
    const char *version =
        xml_child_text(xml_child(root, "metadata"), "schemaversion", opened->arena);
    if (is_2004(root, version) != wants_2004) {
        return false;
    }
    structure->manifest = file;
    structure->document = document;
    structure->version = version;
    struct manifest manifest = {.opened = opened, .structure = structure};
    read_manifest(&manifest, root);
    return true;
}

static bool read_scorm12(struct opened *opened, struct opened_structure *structure)
{
    return read_scorm(opened, structure, false);
}

static bool read_scorm2004(struct opened *opened, struct opened_structure *structure)
{
    return read_scorm(opened, structure, true);
}

extern const struct opened_format OPENED_SCORM12;
const struct opened_format OPENED_SCORM12 = {
    .name = "scorm12",
    .title = "SCORM 1.2",
    .read = read_scorm12,
};

extern const struct opened_format OPENED_SCORM2004;
const struct opened_format OPENED_SCORM2004 = {
    .name = "scorm2004",
    .title = "SCORM 2004",
    .read = read_scorm2004,
};
