/* SPDX-License-Identifier: Apache-2.0 */

#include "profile/near_terms.h"

#include <stdlib.h>
#include <string.h>

enum { FAR = NEAR_NAME_MAX + 1, LETTERS_A_CHANGE = 4, ENDING_MAX = 3 };

struct near_name {
    char letters[NEAR_NAME_MAX];
    size_t length;
};

struct near_term {
    const char *iri;
    struct near_name name;
};

const char *near_name_of(const char *iri)
{
    const char *part = iri;
    for (const char *at = iri; *at != '\0'; at++) {
        if ((*at == '/' || *at == '#') && at[1] != '\0') {
            part = at + 1;
        }
    }
    return part;
}

/* Of others than ASCII's, every byte counts as a letter. */
static char letter_of(char byte)
{
    if (byte >= 'A' && byte <= 'Z') {
        return (char)(byte - 'A' + 'a');
    }
    bool counts =
        (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || (byte & '\x80') != 0;
    return counts ? byte : '\0';
}

static struct near_name read_name(const char *iri)
{
    struct near_name name = {.length = 0};
    for (const char *at = near_name_of(iri); *at != '\0' && name.length < NEAR_NAME_MAX; at++) {
        char letter = letter_of(*at);
        if (letter != '\0') {
            name.letters[name.length++] = letter;
        }
    }
    return name;
}

void near_terms_add(struct near_terms *terms, const char *iri)
{
    terms->items = arena_grow(terms->arena, terms->items, terms->count, &terms->capacity,
                              sizeof *terms->items);
    terms->items[terms->count++] = (struct near_term){iri, read_name(iri)};
}

static int compare(const void *left, const void *right)
{
    return strcmp(((const struct near_term *)left)->iri, ((const struct near_term *)right)->iri);
}

void near_terms_sort(struct near_terms *terms)
{
    if (terms->count > 0) {
        qsort(terms->items, terms->count, sizeof *terms->items, compare);
    }
}

bool near_terms_has(const struct near_terms *terms, const char *iri)
{
    const struct near_term wanted = {.iri = iri};
    return terms->count > 0 &&
           bsearch(&wanted, terms->items, terms->count, sizeof wanted, compare) != NULL;
}

static size_t least(size_t one, size_t other)
{
    return one < other ? one : other;
}

/* The row for one letter more of `left`; `earlier` and `last` are those of two and one fewer. */
static void fill_row(const struct near_name *left, const struct near_name *right, size_t i,
                     const size_t *earlier, const size_t *last, size_t *row)
{
    row[0] = i;
    for (size_t j = 1; j <= right->length; j++) {
        size_t change = left->letters[i - 1] == right->letters[j - 1] ? 0 : 1;
        row[j] = least(least(last[j], row[j - 1]) + 1, last[j - 1] + change);
        if (i > 1 && j > 1 && left->letters[i - 1] == right->letters[j - 2] &&
            left->letters[i - 2] == right->letters[j - 1]) {
            row[j] = least(row[j], earlier[j - 2] + 1);
        }
    }
}

/* How many letters have to be changed, left out, put in or swapped. */
static size_t count_changes(const struct near_name *left, const struct near_name *right)
{
    size_t rows[3][NEAR_NAME_MAX + 1];
    for (size_t j = 0; j <= right->length; j++) {
        rows[0][j] = j;
    }
    for (size_t i = 1; i <= left->length; i++) {
        fill_row(left, right, i, rows[(i + 1) % 3], rows[(i - 1) % 3], rows[i % 3]);
    }
    return rows[left->length % 3][right->length];
}

/* FAR, or how many changes the names are apart. */
static size_t distance(const struct near_name *left, const struct near_name *right)
{
    size_t shorter = least(left->length, right->length);
    size_t longer = left->length + right->length - shorter;
    bool is_beginning = memcmp(left->letters, right->letters, shorter) == 0;
    size_t allowed = longer / LETTERS_A_CHANGE;
    if (longer - shorter > (allowed > ENDING_MAX ? allowed : ENDING_MAX)) {
        return FAR;
    }
    if (is_beginning && shorter >= LETTERS_A_CHANGE && longer - shorter <= ENDING_MAX) {
        return longer - shorter;
    }
    size_t changes = count_changes(left, right);
    return changes <= allowed ? changes : FAR;
}

/* How many bytes two IRIs have in common at their beginnings and ends. */
static size_t likeness(const char *one, const char *other)
{
    size_t shorter = least(strlen(one), strlen(other));
    size_t first = 0;
    size_t last = 0;
    while (first < shorter && one[first] == other[first]) {
        first++;
    }
    const char *end = one + strlen(one);
    const char *other_end = other + strlen(other);
    while (last < shorter - first && end[-1 - (ptrdiff_t)last] == other_end[-1 - (ptrdiff_t)last]) {
        last++;
    }
    return first + last;
}

const char *near_terms_find(const struct near_terms *terms, const char *iri)
{
    const struct near_name name = read_name(iri);
    const char *found = NULL;
    size_t nearest = FAR - 1;
    for (size_t i = 0; i < terms->count && name.length > 0; i++) {
        const struct near_term *term = &terms->items[i];
        size_t apart = distance(&name, &term->name);
        if (apart < nearest || (apart == nearest && (found == NULL || likeness(term->iri, iri) >
                                                                          likeness(found, iri)))) {
            nearest = apart;
            found = term->iri;
        }
    }
    return found;
}
