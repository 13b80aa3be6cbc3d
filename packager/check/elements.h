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

/* Tells them of a rule: those whose message has `part` in it, or for CHECK_WITHOUT all others. */
enum check_choice { CHECK_WITH, CHECK_WITHOUT };
void check_tell_problems(const struct check *check, const struct check_rule *rule,
                         const struct xml_problem *problems, enum check_choice choice,
                         const char *part);

/* What strict wildcards of schemas let in only if it is declared: elements of other makers. */
#define CHECK_STRANGE "strict wildcard"

/* Whether the node is in the namespace; a node may be NULL. */
bool check_is_in(const xmlNode *node, const char *namespace);

/* The prefix that LMSs expect for a namespace; tables of them end with a row whose prefix is NULL.
 */
struct check_prefix {
    const char *prefix;
    const char *namespace;
};

/* For rules: tells each element of the manifest that is, or has an attribute, of a namespace in the
 * table rule->about but with another prefix. */
void check_prefixes(const struct check *check, const struct check_rule *rule);

/* For rules: what is wrong with the root element if it is not of the namespace, without prefix;
 * NULL if nothing is. */
const char *check_default_namespace(const struct check *check, const char *namespace);

/* For rules: what is wrong with a text among the first children of the manifest, its metadata, that
 * must be just so; `wanted` ends with NULL. NULL if nothing is. */
const char *check_metadata_text(const struct check *check, const char *name,
                                const char *const *wanted);

/* Tells each of the files, whose list ends with NULL, that is not at the package's root. */
void check_tell_missing_at_root(const struct check *check, const struct check_rule *rule,
                                const char *const *names);

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
    size_t capacity;
};

/* The attributes `attribute` of all elements of the manifest with one of the names `elements`, a
 * list that ends with NULL. In check->scratch. */
struct check_names check_collect(const struct check *check, const char *const *elements,
                                 const char *attribute);

/* The same of texts that `name_of` gives for elements; NULL for none. */
struct check_names check_collect_texts(const struct check *check,
                                       const char *(*name_of)(const struct check *check,
                                                              const xmlNode *element));

/* The same by hand: add in any order, then sort once. */
void check_names_add(const struct check *check, struct check_names *names, const char *text);
void check_names_sort(struct check_names *names);

/* Whether `text` is among them. */
bool check_names_hold(const struct check_names *names, const char *text);

/* True for "12", "0.5", "-3.25", "1e2" is not one; *out is set. */
bool check_is_number(const char *text, double *out);

#endif
