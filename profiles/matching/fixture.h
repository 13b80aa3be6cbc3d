/* SPDX-License-Identifier: Apache-2.0 */

/* What tests of matching share: profiles and statements from text, in one arena. */
#ifndef MATCHING_FIXTURE_H
#define MATCHING_FIXTURE_H

#include "base/buffer.h"
#include "base/file.h"
#include "base/json.h"
#include "profile/profile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { FIXTURE_FILE_MAX = 1 << 20 };
#define FIXTURE_ID "https://example.org/p"
/* Of tests alone: SOURCE_FOLDER is theirs. */
#define FIXTURE_PATH(folder, name) SOURCE_FOLDER "/../xapi/ibest/" folder name

/* JSON is written with ' for ", as C needs no backslash there; no text here has either within. */
static inline const char *fixture_quoted(struct arena *arena, const char *text)
{
    char *quoted = arena_copy_string(arena, text);
    for (char *at = strchr(quoted, '\''); at != NULL; at = strchr(at, '\'')) {
        *at = '"';
    }
    return quoted;
}

static inline void fixture_add_list(struct buffer *out, const char *key, const char *const *items)
{
    buffer_print(out, ",'%s':[", key);
    for (size_t i = 0; items != NULL && items[i] != NULL; i++) {
        buffer_add_string(out, i > 0 ? "," : "");
        buffer_add_string(out, items[i]);
    }
    buffer_add_string(out, "]");
}

/* A profile with these parts, written as above, the last of each followed by NULL; or NULL for
 * none. */
static inline struct profile *fixture_profile_of(struct arena *arena, const char *const *concepts,
                                                 const char *const *templates,
                                                 const char *const *patterns)
{
    static const char head[] =
        "{'@context':'https://w3id.org/xapi/profiles/context','id':'" FIXTURE_ID "',"
        "'type':'Profile','conformsTo':'https://w3id.org/xapi/profiles#1.0',"
        "'prefLabel':{'en':'p'},'definition':{'en':'p'},'versions':[{'id':"
        "'https://example.org/versions/1','generatedAtTime':'2026-01-01T00:00:00Z'}],"
        "'author':{'type':'Person','name':'p'}";
    AUTO(buffer_finish) struct buffer text = BUFFER_INIT(FIXTURE_FILE_MAX);
    struct findings *findings = ARENA_NEW(arena, struct findings);
    struct profile *profile = ARENA_NEW(arena, struct profile);
    struct error error = {.message = ""};
    buffer_add_string(&text, head);
    fixture_add_list(&text, "concepts", concepts);
    fixture_add_list(&text, "templates", templates);
    fixture_add_list(&text, "patterns", patterns);
    buffer_add_string(&text, "}");
    const char *quoted = fixture_quoted(arena, text.data);
    if (profile_read(text_of(quoted), "p", arena, profile, findings, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    return profile;
}

static inline struct profile *fixture_profile(struct arena *arena, const char *const *templates)
{
    return fixture_profile_of(arena, NULL, templates, NULL);
}

/* The project's own: FIXTURE_PATH("", "profile.jsonld"). */
static inline struct profile *fixture_profile_file(struct arena *arena, const char *path)
{
    struct error error = {.message = ""};
    struct findings *findings = ARENA_NEW(arena, struct findings);
    struct profile *profile = ARENA_NEW(arena, struct profile);
    AUTO(buffer_finish) struct buffer text = BUFFER_INIT(FIXTURE_FILE_MAX);
    if (file_read(path, FIXTURE_FILE_MAX, &text, &error) != STATUS_OK ||
        profile_read(buffer_text(&text), "p", arena, profile, findings, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    return profile;
}

static inline json_t *fixture_json(struct arena *arena, const char *written)
{
    const char *text = fixture_quoted(arena, written);
    struct error error = {.message = ""};
    json_t *json = NULL;
    if (json_read_in(text_of(text), NULL, arena, &json, &error) != STATUS_OK) {
        fail_msg("%s: %s", text, error.message);
    }
    return json;
}

static inline json_t *fixture_json_file(struct arena *arena, const char *path)
{
    struct error error = {.message = ""};
    json_t *json = NULL;
    AUTO(buffer_finish) struct buffer text = BUFFER_INIT(FIXTURE_FILE_MAX);
    if (file_read(path, FIXTURE_FILE_MAX, &text, &error) != STATUS_OK ||
        json_read_in(buffer_text(&text), path, arena, &json, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    return json;
}

/* What stands behind the last slash. */
static inline const char *fixture_name(const char *iri)
{
    const char *slash = strrchr(iri, '/');
    return slash == NULL ? iri : slash + 1;
}

#endif
