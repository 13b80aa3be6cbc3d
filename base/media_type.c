/* SPDX-License-Identifier: Apache-2.0 */

#include "base/media_type.h"

#include "base/text.h"

#include <stddef.h>

const struct media_type MEDIA_TYPES[] = {
    {".html", "text/html"},    {".css", "text/css"},    {".js", "text/javascript"},
    {".mp4", "video/mp4"},     {".vtt", "text/vtt"},    {".pdf", "application/pdf"},
    {".jpg", "image/jpeg"},    {".jpeg", "image/jpeg"}, {".png", "image/png"},
    {".svg", "image/svg+xml"}, {".txt", "text/plain"},  {NULL, NULL},
};

const char *media_type_by_name(const char *file_name)
{
    for (size_t i = 0; MEDIA_TYPES[i].ending != NULL; i++) {
        if (text_ends_with(text_of(file_name), MEDIA_TYPES[i].ending)) {
            return MEDIA_TYPES[i].name;
        }
    }
    return NULL;
}
