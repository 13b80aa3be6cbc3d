/* SPDX-License-Identifier: Apache-2.0 */

/* The parts of the course script that only pages of one kind have. */
#ifndef FORMATS_PAGE_SCRIPTS_H
#define FORMATS_PAGE_SCRIPTS_H

#include <jansson.h>

struct package;
struct quiz;
struct scenario;
struct survey;

/* All are owned by the caller. */
json_t *quiz_script(const struct package *package, const struct quiz *quiz, const char *page_iri);
json_t *scenario_script(const struct scenario *scenario);
json_t *survey_script(const struct package *package, const struct survey *survey);

#endif
