/* SPDX-License-Identifier: Apache-2.0 */

/* What the scripts of a file do, whether it is one or a page that holds some. */
#ifndef CHECK_SCRIPTS_H
#define CHECK_SCRIPTS_H

#include "script/script_facts.h"

struct arena;
struct check;
struct html_document;
struct opened_file;

/* Whether a file may hold scripts. */
bool check_holds_scripts(const struct opened_file *file);

/* Of a script, read once in the whole run. In check->scratch. */
const struct script_facts *check_facts_of_script(const struct check *check, struct text script);

/* Of a page: its scripts and event handlers. In `arena`. */
const struct script_facts *check_facts_of_page(const struct html_document *document,
                                               struct arena *arena);

/* Whether the script speaks to an LMS. */
bool check_tracks(const struct script_facts *facts);

#endif
