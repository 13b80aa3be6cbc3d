/* SPDX-License-Identifier: Apache-2.0 */

/* Learning object metadata in a manifest: one record, about what the package is about. ADL's
 * profile wants a record whole or not at all, so it is written only if the course has metadata of
 * its own, and only for an LMS that keeps it. */
#ifndef FORMATS_LOM_H
#define FORMATS_LOM_H

#include <libxml/tree.h>
#include <stdbool.h>

struct package;

#define LOM_IMS "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"
#define LOM_IEEE "http://ltsc.ieee.org/xsd/LOM"

/* How a standard names and nests things. */
struct lom_binding;

extern const struct lom_binding LOM_IMS_1_2;  /* IMS metadata 1.2.1, of SCORM 1.2 */
extern const struct lom_binding LOM_IEEE_1_0; /* IEEE 1484.12.3, of SCORM 2004 */

/* The elements that ADL's profile wants of a SCO, as a rule in XPath where LOM_IMS is `d`: IMS's
 * schema requires none of them. Our own schema of IEEE's does. */
#define LOM_IMS_IS_WHOLE                                                                \
    "not(//d:lom[not(d:general[d:title][d:catalogentry][d:description][d:keyword]) or " \
    "not(d:lifecycle[d:version][d:status]) or not(d:metametadata/d:metadatascheme) or " \
    "not(d:technical[d:format][d:location]) or "                                        \
    "not(d:rights[d:cost][d:copyrightandotherrestrictions]) or "                        \
    "not(d:classification[d:purpose][d:description][d:keyword])])"

/* Whether the package gets a record. */
bool lom_is_wanted(const struct package *package);

/* Adds the record to `metadata`, declaring the binding's namespace at the root; only if it is
 * wanted.
 */
void lom_add(const struct package *package, const struct lom_binding *binding, xmlNode *metadata);

#endif
