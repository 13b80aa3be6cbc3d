/* SPDX-License-Identifier: Apache-2.0 */

/* Language tags (RFC 5646). */
#ifndef BASE_LANGUAGE_H
#define BASE_LANGUAGE_H

#include "base/text.h"

/* True for a well-formed tag such as "en", "en-GB", "zh-Hant-TW", "x-private", "i-klingon";
 * registries are not asked. */
bool language_is_valid(struct text text);

#endif
