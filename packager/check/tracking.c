/* SPDX-License-Identifier: Apache-2.0 */

/* Reads each script and page once. Where only running a script would tell what it loads, it is
 * taken to reach all that the package has; what lies elsewhere may do anything. */
#include "check/tracking.h"

#include "base/arena.h"
#include "base/auto.h"
#include "check/addresses.h"
#include "check/reach.h"
#include "check/scripts.h"
#include "opened/opened.h"
#include "opened/structure.h"

#include <string.h>

enum { SCRIPT_BYTES_MAX = 128 << 20 };

struct gathering {
    struct check_tracking *tracking;
    bool *is_open; /* one a file: loads what cannot be known */
    bool names_api;
};

static size_t place_of(const struct check *check, const struct opened_file *file)
{
    return (size_t)(file - check->opened->files);
}

/* Where the element leads by itself; NULL if it does not. */
static const char *lead_of(const struct html_node *node)
{
    if (html_is(node, "meta")) {
        const char *content = html_attribute(node, "content");
        const char *address = content != NULL ? check_holds(content, "url=") : NULL;
        return address != NULL ? address + strlen("url=") : NULL;
    }
    bool is_link = html_is(node, "a") || html_is(node, "area");
    bool loads = html_is_one_of(node, (const char *const[]){"script", "iframe", "frame", NULL});
    return is_link ? html_attribute(node, "href") : loads ? html_attribute(node, "src") : NULL;
}

/* What a plug-in does, or where addresses are read from elsewhere, cannot be known. */
static bool is_opaque(const struct html_node *node)
{
    static const char *const OPAQUE[] = {"base", "object", "embed", "applet", NULL};
    return html_is_one_of(node, OPAQUE);
}

static void add_leads(const struct check *check, const struct html_document *document,
                      struct check_reach *reach)
{
    size_t from = place_of(check, check->file);
    for (size_t i = 0; i < document->count; i++) {
        const struct html_node *node = &document->nodes[i];
        const char *address = lead_of(node);
        const struct opened_file *file =
            address != NULL ? check_address_file(check, address) : NULL;
        if (file != NULL) {
            check_reach_lead(reach, from, place_of(check, file));
        }
        bool is_elsewhere = html_is(node, "script") && address != NULL && file == NULL;
        reach->is_reaching[from] |= is_elsewhere || is_opaque(node);
    }
}

static void add_facts(const struct check *check, const struct script_facts *facts,
                      struct gathering *gathering)
{
    size_t place = place_of(check, check->file);
    struct check_tracking *tracking = gathering->tracking;
    for (size_t i = 0; i < SCRIPT_FACTS; i++) {
        if (facts->sights[i].count > 0 && tracking->firsts[i].file == NULL) {
            tracking->firsts[i] = (struct check_first){check->file, facts->sights[i].line};
        }
    }
    bool names_api = check_tracks(facts) || script_has(facts, SCRIPT_NAMES_API);
    gathering->names_api |= names_api;
    gathering->is_open[place] = script_has(facts, SCRIPT_LOADS);
    tracking->reach->is_reaching[place] |= names_api;
}

/* What cannot be read may do anything. */
static void add_file(const struct check *check, struct gathering *gathering)
{
    struct check_reach *reach = gathering->tracking->reach;
    struct text text;
    struct error error = {0};
    if (opened_text(check->opened, check->file, check->scratch, &text, &error) != STATUS_OK) {
        check_failed(check, &error);
        reach->is_reaching[place_of(check, check->file)] = true;
        return;
    }
    if (check_is_script(check->file)) {
        add_facts(check, check_facts_of_script(check, text), gathering);
        return;
    }
    const struct html_document *document = html_document_read(text, check->scratch);
    add_facts(check, check_facts_of_page(document, check->scratch), gathering);
    add_leads(check, document, reach);
}

/* Reads all files, each in memory of its own; false if they are too large in all. */
static bool add_files(const struct check *check, struct gathering *gathering)
{
    uint64_t bytes = 0;
    for (size_t i = 0; i < check->opened->file_count; i++) {
        struct opened_file *file = &check->opened->files[i];
        if (!check_holds_scripts(file)) {
            continue;
        }
        bytes += file->size;
        if (bytes > SCRIPT_BYTES_MAX) {
            return false;
        }
        AUTO(arena_destroy) struct arena *arena = arena_create();
        struct check one = *check;
        one.file = file;
        one.scratch = arena;
        add_file(&one, gathering);
    }
    return true;
}

/* What loads anything loads what names the API, if something does. */
static void open_up(const struct check *check, const struct gathering *gathering)
{
    for (size_t i = 0; i < check->opened->file_count && gathering->names_api; i++) {
        gathering->tracking->reach->is_reaching[i] |= gathering->is_open[i];
    }
}

const void *check_prepare_tracking(const struct check *check)
{
    size_t count = check->opened->file_count;
    struct check_tracking *tracking = ARENA_NEW(check->scratch, struct check_tracking);
    tracking->is_12 = strcmp(check->structure->format->name, "scorm12") == 0;
    tracking->reach = check_reach_create(count, check->scratch);
    struct gathering gathering = {.tracking = tracking,
                                  .is_open = ARENA_ARRAY(check->scratch, bool, count)};
    if (!add_files(check, &gathering)) {
        return NULL;
    }
    open_up(check, &gathering);
    tracking->reach = check_reach_spread(tracking->reach) ? tracking->reach : NULL;
    return tracking;
}
