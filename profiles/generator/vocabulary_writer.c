/* SPDX-License-Identifier: Apache-2.0 */

/* The two outputs: vocabulary.h and vocabulary.js. */
#include "generator/vocabulary_writer.h"

#include "base/ascii.h"

#include <stdbool.h>

#define MADE_FROM "Made by vocabulary_generate from the profile %s: change it there."

static const struct {
    const char *macro;  /* before the name in C */
    const char *object; /* around the name in JavaScript */
} kinds[TERM_KINDS] = {
    [TERM_VERB] = {"VERB", "verbs"},
    [TERM_ACTIVITY_TYPE] = {"ACTIVITY_TYPE", "activityTypes"},
    [TERM_EXTENSION] = {"EXTENSION", "extensions"},
    [TERM_CATEGORY] = {"CATEGORY", "categories"},
    [TERM_ACCOUNT] = {"ACCOUNT", "accounts"},
    [TERM_STATE] = {"STATE", "states"},
    [TERM_AGENT_PROFILE] = {"AGENT_PROFILE", "agentProfiles"},
    [TERM_ACTIVITY_PROFILE] = {"ACTIVITY_PROFILE", "activityProfiles"},
};

static void write_macro(struct buffer *out, const struct term *term)
{
    buffer_print(out, "#define %s_", kinds[term->kind].macro);
    for (const char *at = term->name; *at != '\0'; at++) {
        buffer_add_character(out, ascii_to_upper(*at));
    }
    buffer_print(out, " \"%s\"\n", term->iri);
}

void write_header(struct buffer *out, const struct terms *terms)
{
    buffer_print(out, "/* SPDX-License-Identifier: Apache-2.0 */\n\n/* ");
    buffer_print(out, MADE_FROM, terms->profile);
    buffer_print(out, " */\n#ifndef PROFILES_VOCABULARY_H\n#define PROFILES_VOCABULARY_H\n\n");
    buffer_print(out, "#define PROFILE_ID \"%s\"\n", terms->profile);
    buffer_print(out, "#define PROFILE_VERSION \"%s\"\n", terms->version);
    for (size_t i = 0; i < terms->count; i++) {
        if (i == 0 || terms->list[i].kind != terms->list[i - 1].kind) {
            buffer_add_character(out, '\n');
        }
        write_macro(out, &terms->list[i]);
    }
    buffer_print(out, "\n#endif\n");
}

/* "played_segments" -> "playedSegments" */
static void write_camel_case(struct buffer *out, const char *name)
{
    bool capital = false;
    for (; *name != '\0'; name++) {
        char character = *name;
        if (capital) {
            character = ascii_to_upper(character);
        }
        if (character != '_') {
            buffer_add_character(out, character);
        }
        capital = *name == '_';
    }
}

static void write_object(struct buffer *out, enum term_kind kind, const struct terms *terms)
{
    buffer_print(out, "\nexport const %s = {\n", kinds[kind].object);
    for (size_t i = 0; i < terms->count; i++) {
        if (terms->list[i].kind == kind) {
            buffer_print(out, "  ");
            write_camel_case(out, terms->list[i].name);
            buffer_print(out, ": \"%s\",\n", terms->list[i].iri);
        }
    }
    buffer_print(out, "};\n");
}

void write_script(struct buffer *out, const struct terms *terms)
{
    buffer_print(out, "// SPDX-License-Identifier: Apache-2.0\n\n// ");
    buffer_print(out, MADE_FROM, terms->profile);
    buffer_print(out, "\nexport const profile = \"%s\";\n", terms->version);
    for (int kind = 0; kind < TERM_KINDS; kind++) {
        write_object(out, (enum term_kind)kind, terms);
    }
}
