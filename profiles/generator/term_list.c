/* SPDX-License-Identifier: Apache-2.0 */

/* Terms: how their names follow from their IRIs, and that no two of a kind share one. */
#include "generator/term_list.h"

#include "base/ascii.h"
#include "base/mem.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char w3id[] = "https://w3id.org/xapi/";

/* The part of the IRI behind the last '/' or '#'. */
static const char *last_segment(const char *iri)
{
    size_t length = strlen(iri);
    while (length > 0 && iri[length - 1] != '/' && iri[length - 1] != '#') {
        length--;
    }
    return iri + length;
}

/* Length of the profile name in "https://w3id.org/xapi/NAME/…" if terms need it before their own,
 * else 0. */
static size_t prefix_length(const struct terms *terms, enum term_kind kind, const char *iri)
{
    size_t own = strlen(terms->profile);
    bool needs_prefix = kind == TERM_ACTIVITY_TYPE || kind == TERM_EXTENSION;
    if (!needs_prefix || strncmp(iri, w3id, sizeof w3id - 1) != 0 ||
        (strncmp(iri, terms->profile, own) == 0 && iri[own] == '/')) {
        return 0;
    }
    const char *name = iri + sizeof w3id - 1;
    size_t length = strcspn(name, "/#");
    const char *segment = last_segment(iri);
    bool same = strlen(segment) == length && strncmp(segment, name, length) == 0;
    bool shared = length == 3 && strncmp(name, "adl", 3) == 0;
    return same || shared ? 0 : length;
}

/* Makes the term's name from its IRI; false when it would be empty, too long or not start with a
 * letter. */
static bool name_from_iri(const struct terms *terms, const char *iri, struct term *term)
{
    size_t prefix = prefix_length(terms, term->kind, iri);
    int length =
        snprintf(term->name, sizeof term->name, "%.*s%s%s", (int)prefix,
                 prefix > 0 ? iri + sizeof w3id - 1 : "", prefix > 0 ? "_" : "", last_segment(iri));
    if (length <= 0 || (size_t)length >= sizeof term->name) {
        return false;
    }
    for (char *at = term->name; *at != '\0'; at++) {
        *at = ascii_to_lower(*at);
        if (!ascii_is_letter_or_digit(*at)) {
            *at = '_';
        }
    }
    return ascii_is_letter(term->name[0]);
}

bool terms_can_quote(const char *iri)
{
    for (; *iri != '\0'; iri++) {
        if (*iri <= ' ' || *iri > '~' || *iri == '"' || *iri == '\\') {
            return false;
        }
    }
    return true;
}

static enum status refuse_clash(const struct terms *terms, const struct term *term, const char *iri,
                                const char *place, struct error *error)
{
    for (size_t i = 0; i < terms->count; i++) {
        const struct term *other = &terms->list[i];
        if (other->kind == term->kind && strcmp(other->name, term->name) == 0) {
            return FAIL(error, STATUS_INVALID,
                        "%s: '%s' and '%s' would both be named '%s'; use one of them, or give the "
                        "naming rule in generator/term_list.h a way to tell them apart",
                        place, iri, other->iri, term->name);
        }
    }
    return STATUS_OK;
}

static bool is_known(const struct terms *terms, enum term_kind kind, const char *iri)
{
    for (size_t i = 0; i < terms->count; i++) {
        if (terms->list[i].kind == kind && strcmp(terms->list[i].iri, iri) == 0) {
            return true;
        }
    }
    return false;
}

enum status terms_add(struct terms *terms, enum term_kind kind, const char *iri, const char *place,
                      struct error *error)
{
    struct term term = {.kind = kind};
    if (is_known(terms, kind, iri)) {
        return STATUS_OK;
    }
    if (!terms_can_quote(iri) || !name_from_iri(terms, iri, &term)) {
        return FAIL(error, STATUS_INVALID,
                    "%s: no name can be made from '%s'; its last segment must start with a letter, "
                    "be shorter than %d bytes, and the whole be ASCII without blanks and quotes",
                    place, iri, TERM_NAME_SIZE);
    }
    if (terms->count == TERMS_MAX) {
        return FAIL(error, STATUS_TOO_LARGE, "%s: more than %d terms", place, TERMS_MAX);
    }
    enum status status = refuse_clash(terms, &term, iri, place, error);
    if (status != STATUS_OK) {
        return status;
    }
    terms->list = mem_resize(terms->list, terms->count + 1, sizeof *terms->list);
    term.iri = mem_copy_string(iri);
    terms->list[terms->count++] = term;
    return STATUS_OK;
}

static int compare_terms(const void *left, const void *right)
{
    const struct term *first = left;
    const struct term *second = right;
    if (first->kind != second->kind) {
        return first->kind < second->kind ? -1 : 1;
    }
    return strcmp(first->name, second->name);
}

void terms_sort(struct terms *terms)
{
    if (terms->count > 0) {
        qsort(terms->list, terms->count, sizeof *terms->list, compare_terms);
    }
}

void terms_destroy(struct terms *terms)
{
    if (terms == NULL) {
        return;
    }
    for (size_t i = 0; i < terms->count; i++) {
        free(terms->list[i].iri);
    }
    free(terms->list);
    free(terms->profile);
    free(terms->version);
    free(terms);
}
