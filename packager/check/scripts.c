/* SPDX-License-Identifier: Apache-2.0 */

/* Gathers what script_facts.h says. */
#include "check/scripts.h"

#include "base/arena.h"
#include "check/nodes.h"
#include "check/rule.h"
#include "script/script_memory.h"

#include <string.h>

bool check_holds_scripts(const struct opened_file *file)
{
    return check_is_script(file) || check_is_html(file);
}

const struct script_facts *check_facts_of_script(const struct check *check, struct text script)
{
    return script_memory_facts(check->scripts, script, check->scratch);
}

static void add_handlers(struct script_facts *facts, const struct html_node *node)
{
    for (size_t i = 0; i < node->attribute_count; i++) {
        const struct html_attribute *attribute = &node->attributes[i];
        if (!check_is_handler(attribute)) {
            continue;
        }
        script_facts_add(facts, text_of(attribute->value), attribute->line);
        if (strcmp(attribute->name, "onunload") == 0) {
            script_facts_see(facts, SCRIPT_UNLOAD, attribute->line);
        } else if (strcmp(attribute->name, "onpagehide") == 0) {
            script_facts_see(facts, SCRIPT_PAGEHIDE, attribute->line);
        }
    }
}

static void add_module(struct script_facts *facts, const struct html_node *node)
{
    const char *type = html_attribute(node, "type");
    const char *source = html_attribute(node, "src");
    if (type != NULL && strcmp(type, "module") == 0 && source != NULL &&
        text_ends_with(text_of(source), ".mjs")) {
        script_facts_see(facts, SCRIPT_MODULE, node->line);
    }
}

const struct script_facts *check_facts_of_page(const struct html_document *document,
                                               struct arena *arena)
{
    struct script_facts *facts = ARENA_NEW(arena, struct script_facts);
    for (size_t i = 0; i < document->count; i++) {
        const struct html_node *node = &document->nodes[i];
        add_handlers(facts, node);
        if (check_runs(node)) {
            add_module(facts, node);
            size_t line;
            struct text script = check_raw(document, i, &line);
            script_facts_add(facts, script, line);
        }
    }
    return facts;
}

bool check_tracks(const struct script_facts *facts)
{
    static const enum script_fact SIGNS[] = {
        SCRIPT_INITIALIZE_12, SCRIPT_FINISH_12,      SCRIPT_COMMIT_12,   SCRIPT_ELEMENT_12,
        SCRIPT_API_2004,      SCRIPT_TERMINATE_2004, SCRIPT_STATUS_2004, SCRIPT_HACP};
    size_t place = 0;
    while (place < sizeof SIGNS / sizeof *SIGNS && !script_has(facts, SIGNS[place])) {
        place++;
    }
    return place < sizeof SIGNS / sizeof *SIGNS;
}
