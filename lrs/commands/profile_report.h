/* SPDX-License-Identifier: Apache-2.0 */

/* What an xAPI Profile has and what is wrong with it, for people and for programs. */
#ifndef COMMANDS_PROFILE_REPORT_H
#define COMMANDS_PROFILE_REPORT_H

#include "base/json.h"
#include "profile/profile.h"

/* One file that was looked at. */
struct profile_report {
    const char *path;
    const char *failure; /* with place: why it is no profile at all; NULL: it could be read */
    struct profile profile;
    struct findings findings;
};

/* What is no profile at all is one error. */
size_t profile_report_errors(const struct profile_report *report);

/* Prints a line a finding to stdout, "FILE:LINE: error: PLACE: …", with why and what to do where a
 * fault is met first, and at the end a line that says what the profile has. */
void profile_report_print(const struct profile_report *report);

/* The same as an object, whose keys profiles/README.md lists; owned by the caller. */
json_t *profile_report_json(const struct profile_report *report);

#endif
