/* SPDX-License-Identifier: Apache-2.0 */

/* 8.0 and 8.1: statement templates and their rules. */
#include "profile/parts.h"
#include "profile/rule_paths.h"

struct template_draft {
    struct profile_part part;
    const char *type;
    const json_t *rules;
    struct profile_template template;
};

#define AT(member) offsetof(struct template_draft, member)
static const struct member TEMPLATE[] = {
    PART_MEMBERS(template_draft, REQUIRED),
    {"type", VALUE_TEXT, REQUIRED, AT(type)},
    {"inScheme", VALUE_IRI, REQUIRED, AT(part.in_scheme)},
    {"verb", VALUE_IRI, OPTIONAL, AT(template.verb)},
    {"objectActivityType", VALUE_IRI, OPTIONAL, AT(template.object_activity_type)},
    {"contextGroupingActivityType", VALUE_IRIS, OPTIONAL, AT(template.grouping_types)},
    {"contextParentActivityType", VALUE_IRIS, OPTIONAL, AT(template.parent_types)},
    {"contextOtherActivityType", VALUE_IRIS, OPTIONAL, AT(template.other_types)},
    {"contextCategoryActivityType", VALUE_IRIS, OPTIONAL, AT(template.category_types)},
    {"attachmentUsageType", VALUE_IRIS, OPTIONAL, AT(template.attachment_usage_types)},
    {"objectStatementRefTemplate", VALUE_IRIS, OPTIONAL, AT(template.object_references)},
    {"contextStatementRefTemplate", VALUE_IRIS, OPTIONAL, AT(template.context_references)},
    {"homepage", VALUE_IRIS, DRAFT, AT(template.home_pages)},
    {"activityDefinitionExtension", VALUE_IRIS, DRAFT, AT(template.definition_extensions)},
    {"resultExtension", VALUE_IRIS, DRAFT, AT(template.result_extensions)},
    {"contextExtension", VALUE_IRIS, DRAFT, AT(template.context_extensions)},
    {"contextAgentActivityType", VALUE_IRIS, DRAFT, AT(template.agent_types)},
    {"contextGroupActivityType", VALUE_IRIS, DRAFT, AT(template.group_types)},
    {"rules", VALUE_ARRAY, OPTIONAL, AT(rules)},
    MEMBERS_END};
#undef AT

struct rule_draft {
    const char *location;
    const char *selector;
    const char *presence;
    struct template_rule rule;
};

#define AT(member) offsetof(struct rule_draft, member)
static const struct member RULE[] = {{"location", VALUE_TEXT, REQUIRED, AT(location)},
                                     {"selector", VALUE_TEXT, OPTIONAL, AT(selector)},
                                     {"presence", VALUE_TEXT, OPTIONAL, AT(presence)},
                                     {"any", VALUE_ARRAY, OPTIONAL, AT(rule.any)},
                                     {"all", VALUE_ARRAY, OPTIONAL, AT(rule.all)},
                                     {"none", VALUE_ARRAY, OPTIONAL, AT(rule.none)},
                                     {"scopeNote", VALUE_MAP, OPTIONAL, AT(rule.scope_notes)},
                                     MEMBERS_END};
#undef AT

static bool read_path(const struct profile_reader *reader, const char *path,
                      const struct json_place *place, const char *key, struct json_path *out)
{
    struct error error = {.message = ""};
    if (json_path_read(text_of(path), reader->arena, out, &error) != STATUS_OK) {
        tell(reader, FAULT_PATH_FORM, place, key, "'%s' is no path: %s", shown(reader, path),
             error.message);
        return false;
    }
    if (out->lacks_root) {
        tell(reader, FAULT_PATH_ROOT, place, key, "'%s' does not begin with '$'",
             shown(reader, path));
    }
    return true;
}

/* False if the rule cannot be followed. */
static bool read_rule(const struct profile_reader *reader, const json_t *object,
                      const struct json_place *place, struct template_rule *out)
{
    static const char *const PRESENCES[] = {"included", "excluded", "recommended", NULL};
    struct rule_draft draft = {.location = NULL};
    members_read(reader, object, place, RULE, &draft);
    size_t word = word_read(reader, draft.presence, PRESENCES, place, "presence");
    draft.rule.presence =
        PRESENCES[word] == NULL ? PRESENCE_ANY : (enum rule_presence)(PRESENCE_INCLUDED + word);
    if (json_object_get(object, "presence") == NULL && json_object_get(object, "any") == NULL &&
        json_object_get(object, "all") == NULL && json_object_get(object, "none") == NULL) {
        tell(reader, FAULT_RULE_IDLE, place, NULL,
             "the rule has neither 'presence', 'any', 'all' nor 'none', so it asks nothing");
    }
    bool is_usable = draft.location != NULL &&
                     read_path(reader, draft.location, place, "location", &draft.rule.location);
    is_usable = (draft.selector == NULL ||
                 read_path(reader, draft.selector, place, "selector", &draft.rule.selector)) &&
                is_usable;
    *out = draft.rule;
    out->location_text = draft.location;
    out->selector_text = draft.selector;
    out->index = place->index;
    if (is_usable) {
        rule_location_mend(reader, &out->location, place);
    }
    return is_usable;
}

static void read_rules(const struct profile_reader *reader, const json_t *array,
                       const struct json_place *above, struct profile_template *out)
{
    const struct json_place place = json_place_member(above, "rules");
    out->rules = ARENA_ARRAY(reader->arena, struct template_rule, json_array_size(array) + 1);
    for (size_t i = 0; i < json_array_size(array); i++) {
        const struct json_place below = json_place_element(&place, i);
        const json_t *object = object_expect(reader, json_array_get(array, i), &below);
        if (object != NULL && read_rule(reader, object, &below, &out->rules[out->rule_count])) {
            out->rule_count++;
        }
    }
}

static void read_template(const struct profile_reader *reader, const json_t *object,
                          const struct json_place *place, struct profile *out)
{
    static const char *const TYPES[] = {"StatementTemplate", NULL};
    struct template_draft draft = {.type = NULL};
    members_read(reader, object, place, TEMPLATE, &draft);
    (void)word_read(reader, draft.type, TYPES, place, "type");
    if (draft.template.object_references.items != NULL &&
        draft.template.object_activity_type != NULL) {
        tell(reader, FAULT_MEMBERS_EXCLUSIVE, place, NULL,
             "'objectStatementRefTemplate' excludes 'objectActivityType'");
    }
    read_rules(reader, draft.rules, place, &draft.template);
    if (draft.part.id == NULL) {
        return;
    }
    draft.template.part = draft.part;
    draft.template.part.index = place->index;
    out->templates[out->template_count++] = draft.template;
}

void templates_read(const struct profile_reader *reader, const json_t *array, struct profile *out)
{
    const struct json_place place = json_place_member(NULL, "templates");
    out->templates =
        ARENA_ARRAY(reader->arena, struct profile_template, json_array_size(array) + 1);
    for (size_t i = 0; i < json_array_size(array); i++) {
        const struct json_place below = json_place_element(&place, i);
        const json_t *object = object_expect(reader, json_array_get(array, i), &below);
        if (object != NULL) {
            read_template(reader, object, &below, out);
        }
    }
}
