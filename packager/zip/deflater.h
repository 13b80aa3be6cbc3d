/* SPDX-License-Identifier: Apache-2.0 */

/* Raw deflate streams (RFC 1951), as zip files hold them, by zlib. */
#ifndef ZIP_DEFLATER_H
#define ZIP_DEFLATER_H

#include "base/auto.h"
#include "base/buffer.h"

#include <stdbool.h>

/* Level 6, zlib's own choice: on course scripts and captions, level 9 takes twice the time to save
 * less than one per cent. */
enum { DEFLATER_LEVEL = 6 };

struct deflater;

struct deflater *deflater_create(void); /* owned by the caller */
void deflater_destroy(struct deflater *deflater);
DEFINE_AUTO(struct deflater, deflater_destroy);

/* Adds to `out` what can be told after `content`, and all that is left when it is the last. The
 * whole stream's bytes depend on the whole content only, for one version of zlib. */
void deflater_add(struct deflater *deflater, struct text content, bool is_last, struct buffer *out);

/* The version of zlib, on which bytes depend beside level and content. Static text. */
const char *deflater_version(void);

#endif
