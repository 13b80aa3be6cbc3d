/* SPDX-License-Identifier: Apache-2.0 */

/* UUIDs that follow from a name. */
#ifndef COHORT_NAME_ID_H
#define COHORT_NAME_ID_H

enum { NAME_ID_SIZE = 37 };

/* Writes the version 5 UUID (RFC 4122, 4.3) of `name` within the name space of the IRI `space`, in
 * lower case. The same two give the same UUID, on every machine. */
void name_id(const char *space, const char *name, char out[NAME_ID_SIZE]);

#endif
