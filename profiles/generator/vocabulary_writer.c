/* SPDX-License-Identifier: Apache-2.0 */

/* The two outputs: vocabulary.h and vocabulary.js. */
#include "generator/vocabulary_writer.h"

#include <ctype.h>
#include <stdbool.h>

static const char made_from[] = "Made by vocabulary_generate from the profile %s: change it there.";

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

static void write_macro(FILE *file, const struct term *term)
{
    (void)fprintf(file, "#define %s_", kinds[term->kind].macro);
    for (const char *at = term->name; *at != '\0'; at++) {
        (void)fputc(toupper((unsigned char)*at), file);
    }
    (void)fprintf(file, " \"%s\"\n", term->iri);
}

void write_header(FILE *file, const struct terms *terms)
{
    (void)fprintf(file, "/* SPDX-License-Identifier: Apache-2.0 */\n\n/* ");
    (void)fprintf(file, made_from, terms->profile);
    (void)fprintf(file, " */\n#ifndef PROFILES_VOCABULARY_H\n#define PROFILES_VOCABULARY_H\n\n");
    (void)fprintf(file, "#define PROFILE_ID \"%s\"\n", terms->profile);
    (void)fprintf(file, "#define PROFILE_VERSION \"%s\"\n", terms->version);
    for (size_t i = 0; i < terms->count; i++) {
        if (i == 0 || terms->list[i].kind != terms->list[i - 1].kind) {
            (void)fputc('\n', file);
        }
        write_macro(file, &terms->list[i]);
    }
    (void)fprintf(file, "\n#endif\n");
}

/* "played_segments" -> "playedSegments" */
static void write_camel_case(FILE *file, const char *name)
{
    bool capital = false;
    for (; *name != '\0'; name++) {
        if (*name != '_') {
            (void)fputc(capital ? toupper((unsigned char)*name) : *name, file);
        }
        capital = *name == '_';
    }
}

static void write_object(FILE *file, enum term_kind kind, const struct terms *terms)
{
    (void)fprintf(file, "\nexport const %s = {\n", kinds[kind].object);
    for (size_t i = 0; i < terms->count; i++) {
        if (terms->list[i].kind == kind) {
            (void)fprintf(file, "  ");
            write_camel_case(file, terms->list[i].name);
            (void)fprintf(file, ": \"%s\",\n", terms->list[i].iri);
        }
    }
    (void)fprintf(file, "};\n");
}

void write_script(FILE *file, const struct terms *terms)
{
    (void)fprintf(file, "// SPDX-License-Identifier: Apache-2.0\n\n// ");
    (void)fprintf(file, made_from, terms->profile);
    (void)fprintf(file, "\nexport const profile = \"%s\";\n", terms->version);
    for (int kind = 0; kind < TERM_KINDS; kind++) {
        write_object(file, (enum term_kind)kind, terms);
    }
}
