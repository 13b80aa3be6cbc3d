/* SPDX-License-Identifier: Apache-2.0 */

/* First each term gets the name that it would like; then, of those who would like one, all but the
 * first are numbered. Folders that begin with '_' are ours: no safe name does. */
#include "pages/term_paths.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "base/text.h"
#include "pages/site.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { SEGMENT_MAX = 100, PATH_MAX_BYTES = 1000 };
#define ENDING ".html"

static bool is_safe_character(char c)
{
    return ascii_is_letter_or_digit(c) || (c != '\0' && strchr("-_.~", c) != NULL);
}

static bool is_safe_segment(struct text segment)
{
    if (segment.length == 0 || segment.length > SEGMENT_MAX ||
        !ascii_is_letter_or_digit(segment.data[0]) || text_ends_with(segment, ".")) {
        return false;
    }
    for (size_t i = 0; i < segment.length; i++) {
        bool climbs = segment.data[i] == '.' && i > 0 && segment.data[i - 1] == '.';
        if (!is_safe_character(segment.data[i]) || climbs) {
            return false;
        }
    }
    return true;
}

static bool is_safe_path(const char *path)
{
    struct text rest = text_of(path);
    struct text segment = {0};
    if (rest.length == 0 || rest.length > PATH_MAX_BYTES) {
        return false;
    }
    while (text_split(&rest, '/', &segment)) {
        if (!is_safe_segment(segment)) {
            return false;
        }
    }
    return true;
}

/* Behind "scheme:", which is not told apart: published profiles mix http and https. NULL: the IRI
 * has no host. */
static const char *behind_scheme(const char *iri)
{
    const char *host = strstr(iri, "://");
    return host != NULL ? host + strlen("://") : NULL;
}

static const char *below(const char *iri, const char *base)
{
    const char *rest = behind_scheme(iri);
    const char *start = behind_scheme(base);
    if (rest == NULL || start == NULL) {
        return NULL;
    }
    size_t length = strlen(start);
    if (strncmp(rest, start, length) != 0) {
        return NULL;
    }
    if (length > 0 && strchr("/#", start[length - 1]) != NULL) {
        return rest + length;
    }
    return rest[length] == '/' || rest[length] == '#' ? rest + length + 1 : NULL;
}

static const char *without_hash(const char *path, struct arena *arena)
{
    char *copy = arena_copy_string(arena, path);
    char *hash = strchr(copy, '#');
    if (hash != NULL) {
        *hash = '/';
    }
    return copy;
}

/* NULL: there is none that is safe. */
static const char *wanted(const struct term *term, const char *base, struct arena *arena)
{
    const char *path = below(term->id, base);
    const char *folder = "";
    if (path == NULL) {
        path = behind_scheme(term->id);
        folder = "_other/";
    }
    if (path == NULL) {
        return NULL;
    }
    path = without_hash(path, arena);
    return is_safe_path(path) ? arena_print(arena, "%s%s" ENDING, folder, path) : NULL;
}

static const char *numbered(const struct term *term, struct arena *arena)
{
    static const char *const KINDS[] = {
        [TERM_CONCEPT] = "concept", [TERM_TEMPLATE] = "template", [TERM_PATTERN] = "pattern",
        [TERM_VERSION] = "version", [TERM_DOCUMENT] = "document",
    };
    return arena_print(arena, "_numbered/%s-%zu" ENDING, KINDS[term->kind], term->at + 1);
}

/* A name that is wanted, with who wants it. */
struct claim {
    const char *key; /* in small letters: some file systems know no others */
    size_t term;
};

static int compare_claims(const void *left, const void *right)
{
    const struct claim *a = left;
    const struct claim *b = right;
    int order = strcmp(a->key, b->key);
    return order != 0 ? order : (a->term > b->term) - (a->term < b->term);
}

static const char *small(const char *path, struct arena *arena)
{
    char *copy = arena_copy_string(arena, path);
    for (char *c = copy; *c != '\0'; c++) {
        *c = ascii_to_lower(*c);
    }
    return copy;
}

/* Whether a folder of it would have the name of a file of ours, or as a page may have. */
static bool is_below_file(const char *key)
{
    struct text whole = text_of(key);
    return text_starts_with(whole, PATH_STYLE "/") || text_starts_with(whole, PATH_PROFILE "/") ||
           strstr(key, ENDING "/") != NULL;
}

static bool is_lost(const struct claim *claims, size_t index)
{
    const char *key = claims[index].key;
    return strcmp(key, PATH_INDEX) == 0 || is_below_file(key) ||
           (index > 0 && strcmp(claims[index - 1].key, key) == 0);
}

void term_paths_give(struct term *terms, size_t count, const char *base, struct arena *arena)
{
    struct claim *claims = ARENA_ARRAY(arena, struct claim, count + 1);
    size_t claim_count = 0;
    for (size_t i = 0; i < count; i++) {
        terms[i].path = wanted(&terms[i], base, arena);
        if (terms[i].path != NULL) {
            claims[claim_count++] = (struct claim){small(terms[i].path, arena), i};
        }
    }
    qsort(claims, claim_count, sizeof *claims, compare_claims);
    for (size_t i = 0; i < claim_count; i++) {
        if (is_lost(claims, i)) {
            terms[claims[i].term].path = NULL;
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (terms[i].path == NULL) {
            terms[i].path = numbered(&terms[i], arena);
        }
    }
}
