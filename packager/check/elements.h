/* SPDX-License-Identifier: Apache-2.0 */

/* For families about manifests: rules about one kind of element each, and what is said of addresses
 * that lead nowhere. */
#ifndef CHECK_ELEMENTS_H
#define CHECK_ELEMENTS_H

#include "check/rule.h"

struct embedded_file;
struct opened_reference;
struct xml_problem;

/* What a rule about elements is about. */
struct check_element_rule {
    const char *name; /* the local name of the elements */

    /* What is wrong with it, as check_found() wants it; NULL if nothing is. In check->arena. */
    const char *(*fault)(const struct check *check, const xmlNode *element);
};

/* Asks about each element of the manifest that has the name, wherever it stands. */
void check_elements(const struct check *check, const struct check_rule *rule);
#define CHECK_ELEMENTS(name_, fault_)                                   \
    .look = check_elements, .about = &(const struct check_element_rule) \
    {                                                                   \
        name_, fault_                                                   \
    }

/* Tells a fault of an element that was found otherwise. */
void check_element_found(const struct check *check, const struct check_rule *rule,
                         const xmlNode *element, const char *fault);

/* All that the schema `first` does not allow in the manifest; NULL if there is nothing, or no tree.
 */
const struct xml_problem *check_schema(const struct check *check, const struct embedded_file *files,
                                       const char *first);

/* An attribute of an element, found by its local name; NULL if there is none. In check->scratch. */
const char *check_attribute(const struct check *check, const xmlNode *element, const char *name);

/* "'a.html' is not in the package", with what there is instead, if that can be guessed; NULL if the
 * reference leads to a file, or is none. */
const char *check_missing(const struct check *check, const struct opened_reference *reference);

/* "'a b.html' has a blank ...": what must be percent-encoded in an address and is not; NULL if
 * nothing. */
const char *check_unencoded(const struct check *check, const char *address);

/* Values of attributes, sorted, so that a manifest of many thousands costs little. */
struct check_names {
    const char **texts;
    size_t count;
};

/* The attributes `attribute` of all elements of the manifest with one of the names `elements`, a
 * list that ends with NULL. In check->scratch. */
struct check_names check_collect(const struct check *check, const char *const *elements,
                                 const char *attribute);
bool check_names_hold(const struct check_names *names, const char *text);

/* True for "12", "0.5", "-3.25", "1e2" is not one; *out is set. */
bool check_is_number(const char *text, double *out);

#endif
