/* SPDX-License-Identifier: Apache-2.0 */

/* An LMS as a package meets it: what it takes, its limits, its switches, what it will show. Read
 * from profiles/lms/NAME.json, which is part of the program; profiles/lms/README.md explains each
 * value. */
#ifndef TARGETS_TARGET_H
#define TARGETS_TARGET_H

#include "base/error.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/* How a value came to be known. Of what is unknown nothing may be concluded. */
enum target_mark { TARGET_UNKNOWN, TARGET_INFERRED, TARGET_CLAIMED, TARGET_VERIFIED };

/* Stands beside each value. */
struct target_fact {
    enum target_mark mark;
    const char *source; /* NULL if unknown */
    const char *note;   /* NULL for none */
};

enum target_limit_id {
    TARGET_ZIP_BYTES,
    TARGET_ZIP_NAME,
    TARGET_FILE_BYTES,
    TARGET_FILE_COUNT,
    TARGET_PATH,
    TARGET_TITLE,
    TARGET_IDENTIFIER,
    TARGET_LAUNCH_ADDRESS,
    TARGET_SUSPEND_DATA,
    TARGET_LESSON_LOCATION,
    TARGET_INTERACTION_ID,
    TARGET_METADATA_ENTRY,
    TARGET_METADATA_DESCRIPTION,
    TARGET_METADATA_KEYWORDS,
    TARGET_METADATA_COPYRIGHT,
    TARGET_METADATA_DURATION,
    TARGET_LIMITS
};

/* Where there are characters that it cannot take. */
enum target_characters_id {
    TARGET_IN_ZIP_NAME,
    TARGET_IN_PATH,
    TARGET_IN_LAUNCH_ADDRESS,
    TARGET_IN_IDENTIFIER,
    TARGET_IN_TITLE,
    TARGET_CHARACTERS
};

enum target_switch_id {
    TARGET_LESSON_STATUS,
    TARGET_MASTERY_SCORE,
    TARGET_EXIT,
    TARGET_INTERACTIONS,
    TARGET_SCORE_RANGE,
    TARGET_RETURN_VALUES,
    TARGET_WINDOW,
    TARGET_METADATA,
    TARGET_UNSET_STATUS,
    TARGET_AFTER_COMPLETION,
    TARGET_COMPLETION_TIME,
    TARGET_ASSET_STATUS,
    TARGET_RECORDS_ON_UPDATE,
    TARGET_BYTE_RANGES,
    TARGET_ATTEMPTS,
    TARGET_REVIEW_WRITES,
    TARGET_ADDRESS_ON_UPDATE,
    TARGET_DELIVERY,
    TARGET_SWITCHES
};

enum target_behaviour_id {
    TARGET_STATUS,
    TARGET_SCORE,
    TARGET_RESUME,
    TARGET_RELAUNCH,
    TARGET_COMMIT,
    TARGET_SESSION_TIME,
    TARGET_UPDATE,
    TARGET_VIDEO,
    TARGET_IMPORT,
    TARGET_MOBILE,
    TARGET_BEHAVIOURS
};

enum { TARGET_FORMATS = 5 };

/* A format by the name that --format has for it. */
struct target_format {
    struct target_fact fact;
    const char *name;
    bool is_taken;
};

struct target_limit {
    struct target_fact fact;
    uint64_t max; /* of bytes, files or characters, as its name in the profile says */
};

/* A switch's word, a sentence about behaviour, or characters; NULL if unknown. */
struct target_text {
    struct target_fact fact;
    const char *value;
};

/* Whether something is about a format, in the order of target->formats. */
struct target_scope {
    bool has[TARGET_FORMATS];
};

/* What an administrator has to set in the LMS. */
struct target_setting {
    struct target_fact fact;
    const char *place; /* where in the LMS's interface */
    const char *label; /* as it is written there */
    const char *value;
    const char *why;
    struct target_scope scope;
};

/* What goes wrong with the LMS, whatever the package. */
struct target_fault {
    struct target_fact fact;
    const char *text;
    const char *remedy;
    struct target_scope scope;
};

/* Where a work can be had that sources name. */
struct target_link {
    const char *words;   /* as sources call it */
    const char *address; /* https://… */
};

struct target {
    const char *id;
    const char *name;
    const char *description;
    struct target_format formats[TARGET_FORMATS];
    struct target_limit limits[TARGET_LIMITS];
    struct target_text characters[TARGET_CHARACTERS]; /* ASCII, those that it cannot take */
    struct target_text switches[TARGET_SWITCHES];
    struct target_text behaviour[TARGET_BEHAVIOURS];
    const struct target_setting *settings;
    size_t setting_count; /* 0: none are known */
    const struct target_fault *faults;
    size_t fault_count;
    struct target_fact domains_fact;
    const char **domains; /* to be allowed by IT */
    size_t domain_count;
    const struct target_link *links; /* each is of words that some source has */
    size_t link_count;
};

/* The profile of that name; it lives in `arena`. NOT_FOUND, naming those that there are; INVALID as
 * target_parse() says. */
MUST_CHECK enum status target_find(const char *id, struct arena *arena, const struct target **out,
                                   struct error *error);

/* The names of all profiles, by their letters, `separator` between them. */
const char *target_list(struct arena *arena, const char *separator);

/* Whether the LMS takes packages of that format; UNKNOWN in *out_mark says that nobody knows, and
 * is no refusal. INVALID, naming what it takes, for one that it does not take. */
MUST_CHECK enum status target_check_format(const struct target *target, const char *format,
                                           struct arena *arena, enum target_mark *out_mark,
                                           struct error *error);

/* Whether something of that scope is about packages of `format`. */
bool target_is_about(const struct target *target, const struct target_scope *scope,
                     const char *format);

/* The first character of `text` that the LMS is known not to take there; NULL if there is none. */
const char *target_find_forbidden(const struct target *target, enum target_characters_id id,
                                  const char *text);

/* Whether the switch is known to have that word. */
bool target_is(const struct target *target, enum target_switch_id id, const char *word);

/* Whether the LMS is known to keep the LOM record of a manifest. */
bool target_keeps_metadata(const struct target *target);

/* What is known of the value at `index`, from 0, in the order of the tables; NULL behind the last
 * one. */
const struct target_fact *target_fact_at(const struct target *target, size_t index);

/* "verified", "claimed", "inferred" or "unknown". */
const char *target_mark_name(enum target_mark mark);

/* Reads one profile; `name` is the file's name for messages. All of *out lives in `arena`. INVALID
 * with "name:line: /pointer: ...". */
MUST_CHECK enum status target_parse(const char *name, struct text text, struct arena *arena,
                                    const struct target **out, struct error *error);

#endif
