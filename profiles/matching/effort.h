/* SPDX-License-Identifier: Apache-2.0 */

/* How much a statement may still cost. Paths such as "$..*..*" and long lists of values are legal,
 * and a statement's sender and a profile's author are two people, so nothing else bounds their
 * product. */
#ifndef MATCHING_EFFORT_H
#define MATCHING_EFFORT_H

#include <stdbool.h>
#include <stddef.h>

/* One is a value that is looked at, or compared. */
struct effort {
    size_t left;
};

/* False once there is none left. */
static inline bool effort_spend(struct effort *effort)
{
    if (effort->left == 0) {
        return false;
    }
    effort->left--;
    return true;
}

#endif
