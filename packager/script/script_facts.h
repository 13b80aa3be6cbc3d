/* SPDX-License-Identifier: Apache-2.0 */

/* What can be said of a script by its words alone, without running it: where it first does what
 * rules ask about, and how often. Names that are put together at run time stay unseen. */
#ifndef SCRIPT_SCRIPT_FACTS_H
#define SCRIPT_SCRIPT_FACTS_H

#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

enum { SCRIPT_TOKENS_MAX = 5000000 }; /* of all scripts of one file; others are not looked at */

enum script_fact {
    SCRIPT_UNLOAD,       /* waits for "unload" */
    SCRIPT_PAGEHIDE,     /* knows "pagehide" or "visibilitychange" */
    SCRIPT_SYNC_REQUEST, /* a request that the page waits for */
    SCRIPT_WRITE,        /* document.write() */
    SCRIPT_EVAL,         /* makes code of text */
    SCRIPT_STORAGE,      /* cookies, localStorage, sessionStorage */
    SCRIPT_TRY,
    SCRIPT_LOG,      /* console.log() and its kin */
    SCRIPT_DEBUGGER, /* the statement that halts a page where developer tools are open */
    SCRIPT_PARENT,   /* looks at the window around its own */
    SCRIPT_MODULE,   /* imports a file whose name ends in ".mjs" */
    SCRIPT_API_12,   /* the object "API" */
    SCRIPT_API_2004, /* the object "API_1484_11" */
    SCRIPT_INITIALIZE_12,
    SCRIPT_FINISH_12,
    SCRIPT_COMMIT_12,
    SCRIPT_STATUS_12, /* cmi.core.lesson_status */
    SCRIPT_ELEMENT_12,
    SCRIPT_TIME_12, /* a session time that is no CMITimespan */
    SCRIPT_TERMINATE_2004,
    SCRIPT_STATUS_2004, /* cmi.completion_status, cmi.success_status */
    SCRIPT_TIME_2004,   /* a session time that is no duration */
    SCRIPT_HACP,        /* the protocol of AICC */
    SCRIPT_NAMES_API,   /* says any name by which an LMS is found or spoken to */
    SCRIPT_LOADS,       /* may load scripts that only running it would tell */
};
enum { SCRIPT_FACTS = SCRIPT_LOADS + 1 };

struct script_sight {
    size_t count;
    size_t line; /* of the first; 0: none */
};

struct script_facts {
    struct script_sight sights[SCRIPT_FACTS];
    size_t tokens;
};

/* Adds what is in a script whose first line has that number in its file. Begin with all zero. */
void script_facts_add(struct script_facts *facts, struct text script, size_t line);

/* Adds one that was seen otherwise. */
void script_facts_see(struct script_facts *facts, enum script_fact fact, size_t line);

bool script_has(const struct script_facts *facts, enum script_fact fact);

#endif
