/* SPDX-License-Identifier: Apache-2.0 */

/* The table of formats. */
#include "formats/format.h"

#include <stddef.h>
#include <string.h>

extern const struct format AICC_FORMAT;
extern const struct format CMI5_FORMAT;
extern const struct format SCORM12_FORMAT;
extern const struct format SCORM2004_FORMAT;
extern const struct format WEB_FORMAT;
extern const struct format XAPI_FORMAT;

/* Keep in the order of their names. */
const struct format *const FORMATS[] = {
    &AICC_FORMAT, &CMI5_FORMAT, &SCORM12_FORMAT, &SCORM2004_FORMAT, &WEB_FORMAT, &XAPI_FORMAT, NULL,
};

const struct format *format_find(const char *name)
{
    for (const struct format *const *format = FORMATS; *format != NULL; format++) {
        if (strcmp((*format)->name, name) == 0) {
            return *format;
        }
    }
    return NULL;
}
