/* SPDX-License-Identifier: Apache-2.0 */

/* Addresses that links in a course lead to. */
#ifndef MARKDOWN_ADDRESS_H
#define MARKDOWN_ADDRESS_H

#include <stdbool.h>

/* Whether it begins with a scheme ("file:"), be it allowed or not. */
bool address_has_scheme(const char *address);

/* Whether it is a whole address that learners can follow from anywhere: https:, http:, mailto: or
 * tel:. */
bool address_is_whole(const char *address);

/* The id of the term that "glossary:ID" leads to; NULL for another address. Borrowed from it. */
const char *address_term(const char *address);

#endif
