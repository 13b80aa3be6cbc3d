/* SPDX-License-Identifier: Apache-2.0 */

/* Who a statement's actor is, where they worked when that happened, and what that organisation
 * belonged to.
 *
 *     roster   spans of an account's time with organisation, profession, ...   roster_import()
 *     persons  which accounts are one human: by rules and by hand              people_merge() ...
 *     places   organisation -> ICB, region and successor at a time             ods_import()
 *
 * An account is whatever identifies an actor: agent_key() of xapi/agent.h, as reports have it in
 * the column `learner`. Reports read the views report_learner, report_person and
 * report_organisation (reports/README.md describes each column), whose spans are half-open moments
 * in UTC; days in files are days in Europe/London. Registration numbers are in no view, no message
 * and no log: they are used by the rules, and leave the store in roster_export() only.
 *
 * Everything is one transaction. Commands beside a server may call all of this. */
#ifndef PEOPLE_PEOPLE_H
#define PEOPLE_PEOPLE_H

#include "base/buffer.h"
#include "base/error.h"
#include "people/problems.h"
#include "store/erasure.h"
#include "store/roster.h"
#include "store/store.h"

/* Spans without a beginning or an end have these: 0001-01-01 and 9999-12-31, midnight UTC. */
#define PEOPLE_FROM_EVER_US (INT64_C(-62135596800) * 1000000)
#define PEOPLE_TO_EVER_US (INT64_C(253402214400) * 1000000)

enum {
    PEOPLE_ACCOUNT_MAX = 1024,   /* bytes of an account */
    ROSTER_FILE_MAX = 256 << 20, /* bytes of a file */
    ROSTER_ROWS_MAX = 500000,    /* rows of a file, and rows that are stored */
    ODS_FILE_MAX = 512 << 20,    /* bytes of a file */
    ODS_LINKS_MAX = 4 * 1000000, /* relations, roles and successions that are stored */
    PEOPLE_WORDS_MAX = 200,      /* bytes of who and why */
};

/* ---- the roster ---- */

struct roster_options {
    const char *home_page; /* of accounts in files without such a column; NULL: none */
    int64_t as_of_us;      /* the day that rows without `from` tell of */
    bool is_complete;      /* whoever is not in the file is ended at as_of_us */
    bool is_dry_run;       /* nothing is kept */
    const char *who;       /* for the journal */
    const char *what;      /* the file's name, for the journal */
};

struct roster_summary {
    size_t rows;
    size_t added;     /* spans that are new */
    size_t changed;   /* that tell something else, or last longer */
    size_t ended;     /* that end earlier */
    size_t unchanged; /* rows of the file that were stored already */
    size_t joined;    /* accounts that are one person with others now, by a rule */
    size_t parted;    /* accounts that are not any more */
};

/* Imports a CSV file; columns.c is THE table of its columns. `content` is changed. A row with
 * `from` is the span that begins then, and replaces the one stored that began then; without `to` it
 * lasts until the next one of its account. A row without `from` tells what holds at as_of_us:
 * nothing changes if that is stored; else what is stored ends then and the row begins, or, if
 * nothing at all is stored of the account, has always held. INVALID: the file is no CSV, or a
 * column is missing or there twice. PRECONDITION: rows are refused; `problems` tells which, and
 * nothing is stored. `problems` also has warnings (unknown columns and organisations), which refuse
 * nothing. */
MUST_CHECK enum status roster_import(struct store *store, struct buffer *content,
                                     const struct roster_options *options,
                                     struct problems *problems, struct roster_summary *out,
                                     struct error *error);

/* Gets a piece of a file. */
typedef enum status (*people_writer)(void *context, struct text bytes, struct error *error);

/* Which rows; an empty text: all. */
struct roster_filter {
    struct text account;
    struct text organisation;
};

/* Writes the roster as the CSV file that roster_import() takes, by account and from. */
MUST_CHECK enum status roster_export(struct store *store, const struct roster_filter *filter,
                                     people_writer write, void *context, struct error *error);

/* ---- persons ---- */

/* A decision by hand, and by whom. */
struct people_decision {
    struct text account;
    struct text other; /* for people_merge() only */
    const char *who;
    const char *why;
};

/* What changed of accounts. */
struct people_change {
    size_t joined;    /* one person with others, or with other ones, now */
    size_t parted;    /* with none any more */
    size_t rewritten; /* for another reason, or with another account's spans */
    size_t found;     /* that are one person with others, in all */
};

/* From now on both accounts are one person. INVALID: they are one account, or no accounts. */
MUST_CHECK enum status people_merge(struct store *store, const struct people_decision *decision,
                                    struct people_change *out, struct error *error);

/* The account is a person of its own, whatever rules say, until it is merged by hand. */
MUST_CHECK enum status people_split(struct store *store, const struct people_decision *decision,
                                    struct people_change *out, struct error *error);

/* Takes the decision of this number in the journal back: all is as if it had never been made.
 * NOT_FOUND: there is none. CONFLICT: it is taken back already. */
MUST_CHECK enum status people_undo(struct store *store, int64_t number, struct people_change *out,
                                   struct error *error);

/* ---- erasing ---- */

/* All identifiers of the person whose account this is: the account, those that are one person with
 * it, and the e-mail addresses that the roster gives for any of them. INVALID: it is no account.
 * Borrowed from `arena`. */
MUST_CHECK enum status people_identify(struct store *store, struct text account,
                                       struct arena *arena, struct identifiers *out,
                                       struct error *error);

/* INVALID, saying how it is written, unless `account` is one. */
MUST_CHECK enum status people_check_account(struct text account, struct error *error);

struct people_erased {
    struct erasure_summary store;
    struct forgotten_account people;
};

/* Erases all that the store knows of whoever has one of the identifiers, and the rows of roster and
 * journal that name them (store/ERASURE.md). A dry run tells what would go, and keeps all.
 * UNAVAILABLE: another process serves the store. */
enum people_erase_mode { PEOPLE_ERASE, PEOPLE_ERASE_DRY_RUN };
MUST_CHECK enum status people_erase(struct store *store, const struct erasure_request *request,
                                    enum people_erase_mode mode, struct people_erased *out,
                                    struct error *error);

/* ---- organisations ---- */

/* A file from NHS ODS. */
struct ods_file {
    const char *name;       /* for messages */
    struct buffer *content; /* changed */
    int64_t dated_us;       /* how old it is */
};

enum { ODS_FILES_MAX = 16 };

struct ods_options {
    bool is_forced;  /* also if what is stored is newer */
    bool is_dry_run; /* nothing is kept */
};

struct ods_summary {
    size_t rows;
    size_t organisations_added;
    size_t organisations_changed;
    size_t links_added; /* relations, roles and successions; changed ones too */
    size_t links_removed;
    size_t places;         /* spans of organisations in one ICB and region */
    size_t places_changed; /* that were not stored so */
    size_t cycles; /* organisations whose successors lead back to them: they stay themselves */
    size_t forks;  /* organisations with several successors: the chain ends there */
};

/* Imports files; layouts.c is THE table of those known. A relation, role or succession that an
 * earlier file of a layout told and this one does not is gone; organisations stay, and have the
 * name and dates of the latest file. INVALID: no layout that is known, or no CSV. CONFLICT: a file
 * is older than the one of its layout that was imported last. PRECONDITION: rows are refused,
 * `problems` tells which, and nothing is stored. `count` is at most ODS_FILES_MAX. */
MUST_CHECK enum status ods_import(struct store *store, const struct ods_file *files, size_t count,
                                  const struct ods_options *options, struct problems *problems,
                                  struct ods_summary *out, struct error *error);

/* ---- is all as it should be? ---- */

/* Of what is computed, the rows that are not what it would be computed to now. */
struct people_findings {
    size_t persons;
    size_t places;
    size_t persons_checked;
    size_t places_checked;
};

/* Computes all persons and places anew, compares, and changes nothing; other writers wait
 * meanwhile.
 */
MUST_CHECK enum status people_check(struct store *store, struct people_findings *out,
                                    struct error *error);

#endif
