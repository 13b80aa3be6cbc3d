/* SPDX-License-Identifier: Apache-2.0 */

/* What files of the web are, by the endings of their names. */
#ifndef BASE_MEDIA_TYPE_H
#define BASE_MEDIA_TYPE_H

/* A kind of file and its name in the IANA's registry, without parameters. */
struct media_type {
    const char *ending; /* with its full stop, in small letters */
    const char *name;
};

/* Ended by a row whose ending is NULL; what is text is in UTF-8 throughout this project. */
extern const struct media_type MEDIA_TYPES[];

/* NULL if the ending is none of these. */
const char *media_type_by_name(const char *file_name);

#endif
