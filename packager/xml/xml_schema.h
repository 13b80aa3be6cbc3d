/* SPDX-License-Identifier: Apache-2.0 */

/* XML schemas (XSD) that are part of the program, and documents held against them. */
#ifndef XML_XML_SCHEMA_H
#define XML_XML_SCHEMA_H

#include "base/embed.h"
#include "base/error.h"

#include <libxml/xmlschemas.h>

struct arena;
struct xml_document;
struct xml_problems;
struct xml_schema;

/* Reads the schema `first` and those of `files` that it imports; nothing comes from anywhere else.
 * *out is owned by the caller: xmlSchemaFree(). INTERNAL when they are no schema. One thread of the
 * program at a time, as libxml2 asks one process-wide function for imports. */
MUST_CHECK enum status xml_schema_parse(const struct embedded_file *files, const char *first,
                                        xmlSchema **out, struct error *error);

/* The same; *out lives in `arena`. */
MUST_CHECK enum status xml_schema_read(const struct embedded_file *files, const char *first,
                                       struct arena *arena, const struct xml_schema **out,
                                       struct error *error);

/* Adds to `problems`, in `arena`, all that the schema does not allow. The document must have a
 * tree, which is not changed. */
void xml_schema_check(const struct xml_schema *schema, const struct xml_document *document,
                      struct arena *arena, struct xml_problems *problems);

#endif
