/* SPDX-License-Identifier: Apache-2.0 */

/* The store: what the rest of the LRS may ask of it. One writer thread a database applies what is
 * submitted, many writes in one durable transaction (group commit); reads run beside it on their
 * own connections. Only a query by terms may wait for it, for one transaction, if it has put off
 * what makes statements be found (store/unposted.h). */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/arena.h"
#include "base/auto.h"
#include "base/error.h"
#include "base/text.h"
#include "base/uuid.h"
#include "xapi/statement.h"

#include <stdbool.h>
#include <stdint.h>

struct store;
struct transaction;
struct connection;

/* Where attachments' data goes from now on; it is read wherever it is. */
enum attachments_place {
    ATTACHMENTS_IN_FOLDER, /* FILE-attachments beside the database FILE; in it if that has no file
                            */
    ATTACHMENTS_IN_DATABASE,
};

struct store_options {
    enum attachments_place attachments;
    size_t queue_max; /* writes that may wait; 0: STORE_QUEUE_DEFAULT */
    size_t readers;   /* connections for reading; 0: STORE_READERS_DEFAULT */
    bool beside;      /* for short commands (a credential, a report) while another ibest-lrs may
                         serve this store: takes no exclusive lock, and must put no statements */
    bool settles;     /* for who serves it: histories that are due are settled when there is time;
                         else only when somebody asks (store/profile_histories.h) */
    bool existing;    /* for commands that mean to find something: no file is made where none is */
};
enum { STORE_QUEUE_DEFAULT = 1024, STORE_READERS_DEFAULT = 4, STORE_PAGE_MAX = 5000 };

/* Opens what `url` names ("sqlite:/path/file.db", "sqlite::memory:"), makes or migrates its schema,
 * starts the writer. INVALID: no such back end. UNAVAILABLE: cannot be opened, or is in use by
 * another ibest-lrs. NOT_FOUND: it is to be existing, and there is no such file. *out is owned by
 * the caller. `options` may be NULL. */
MUST_CHECK enum status store_open(const char *url, const struct store_options *options,
                                  struct store **out, struct error *error);
void store_close(struct store *store); /* first finishes the writes that wait */
DEFINE_AUTO(struct store, store_close);

/* ---- writing ---- */

/* One unit of writing: all of it or nothing. Owned by the submitter, must live until `done` is
 * called. */
struct store_write {
    /* Says what apply() will ask, so that an engine that is far away can answer several writes at
     * once; other writes' apply() may come in between. Optional. */
    void (*foresee)(struct transaction *transaction, struct store_write *write);
    /* Called on the writer's thread inside a transaction; may be called again if the commit has to
     * be repeated. A failure undoes this write only. */
    enum status (*apply)(struct transaction *transaction, struct store_write *write,
                         struct error *error);
    /* Called once, on the writer's thread, when the write is durable or has failed; the store does
     * not touch the write afterwards. */
    void (*done)(struct store_write *write);
    size_t statements;  /* how many it puts, about: of large writes few share a transaction */
    bool goes_ahead;    /* of those that wait, as it is short and somebody waits for an answer */
    bool takes_all;     /* fails with all that share its transaction: for what changes so much that
                           keeping how it was before, to undo this write alone, costs too much */
    enum status status; /* the outcome, for `done` */
    struct error error;
    struct store_write *next; /* the store's */
};

/* Queues `write`. UNAVAILABLE: the queue is full or the store is closing; `done` is then not
 * called. */
MUST_CHECK enum status store_submit(struct store *store, struct store_write *write,
                                    struct error *error);

/* The same, waiting for the outcome; `write->done` is not used. For commands and tests. */
MUST_CHECK enum status store_write_and_wait(struct store *store, struct store_write *write,
                                            struct error *error);

/* Does what storing the statements of `list` takes beside the database: packing them, reading what
 * they tell. Whoever calls this before submitting spares the writer that work. Afterwards nothing
 * of the statements may change. Borrowed from `arena`. Any thread. */
void store_prepare_statements(struct store *store, const struct statement_list *list,
                              struct arena *arena);

/* Inside apply(). Puts all statements of `list`, or none. A statement whose id is stored with an
 * equal content (Data 2.3.1) is left as it is; with other content: CONFLICT, naming the id. One
 * that was erased (store/erasure.h) counts as stored, and is not stored again. INVALID: it is
 * strict, and does not keep to a profile. */
MUST_CHECK enum status transaction_put_statements(struct transaction *transaction,
                                                  const struct statement_list *list,
                                                  struct error *error);

/* Inside apply(). Puts one statement, and tells whether it was not there before. CONFLICT as above:
 * then nothing was written for it, and apply() may go on. What is gathered takes little memory,
 * however many statements one apply() adds. */
MUST_CHECK enum status transaction_add_statement(struct transaction *transaction,
                                                 struct statement *statement, bool *out_new,
                                                 struct error *error);

/* Inside foresee(), for such a list; or in apply(), before they are put. */
void transaction_foresee_statements(struct transaction *transaction,
                                    const struct statement_list *list);

/* Documents: state, activity profile, agent profile (Communication 2.2 to 2.7). */
enum document_kind {
    DOCUMENT_STATE = 1,
    DOCUMENT_ACTIVITY_PROFILE = 2,
    DOCUMENT_AGENT_PROFILE = 3
};

struct document_key {
    enum document_kind kind;
    struct text activity;  /* IRI; empty for agent profiles */
    struct text agent;     /* agent_key(); empty for activity profiles */
    bool has_registration; /* state only; absent and present are different documents */
    struct uuid registration;
    struct text id; /* stateId or profileId; empty data in a list or delete means all */
};

struct document {
    struct text content;
    struct text content_type;
    int64_t updated_us;
};

/* Sees the stored document (NULL: there is none) and says what to do, all inside the transaction:
 * fails with PRECONDITION or CONFLICT to change nothing; or sets *out to the document to store
 * (POST merges here). Only content and content_type of *out count. */
typedef enum status (*document_change)(void *context, const struct document *stored,
                                       struct document *out, struct error *error);
MUST_CHECK enum status transaction_put_document(struct transaction *transaction,
                                                const struct document_key *key,
                                                document_change change, void *context,
                                                struct error *error);

/* Deletes the document, or all under `key` when key->id.data is NULL. `change` (may be NULL) is
 * asked first about a single one; its *out is ignored. No error if there is none. */
MUST_CHECK enum status transaction_delete_documents(struct transaction *transaction,
                                                    const struct document_key *key,
                                                    document_change change, void *context,
                                                    struct error *error);

/* Credentials for Basic authentication. The secret is kept only as a libsodium password hash
 * (Argon2id). */
struct credential {
    const char *key;          /* public part */
    const char *secret_hash;  /* crypto_pwhash_str() */
    const char *name;         /* shown to administrators; becomes the authority's account name */
    const char *scopes;       /* space-separated, sorted */
    const char *disclosure;   /* the profile of reports; NULL or "": not said */
    const char *organisation; /* whose learners reports tell of; NULL or "": all */
    bool strict_profiles;     /* its statements are (struct statement, is_strict) */
    int64_t created_us;
};
MUST_CHECK enum status transaction_put_credential(struct transaction *transaction,
                                                  const struct credential *credential,
                                                  struct error *error);
/* NOT_FOUND if there is none of this key. */
MUST_CHECK enum status transaction_delete_credential(struct transaction *transaction,
                                                     const char *key, struct error *error);

/* ---- reading: visitors get borrowed values, valid during the call only; a visitor that fails ends
 * the read with its status ---- */

struct stored_statement {
    int64_t seq;
    struct uuid id;
    int64_t stored_us;
    struct text members;   /* see struct statement */
    struct text timestamp; /* data is NULL: `stored` stands for it */
    struct text authority;
    struct text version;
    bool voided;
    struct connection *reader; /* the store's: for stored_statement_definition() */
};
typedef enum status (*statement_visitor)(void *context, const struct stored_statement *statement,
                                         struct error *error);

/* NOT_FOUND unless a statement with this id and this state of voiding is stored. */
MUST_CHECK enum status store_get_statement(struct store *store, const struct uuid *id, bool voided,
                                           statement_visitor visit, void *context,
                                           struct error *error);

/* Voided statements are left out. All given terms must hold; `since_us` is exclusive, `until_us`
 * inclusive, on `stored`; INT64_MIN / INT64_MAX for none. */
struct statement_query {
    const struct term *terms;
    size_t term_count;
    int64_t since_us;
    int64_t until_us;
    bool ascending;
    int64_t after_seq; /* cursor: only what comes behind this seq in the order asked for; 0: from
                          the start */
    size_t limit;      /* 1..STORE_PAGE_MAX */
};
/* Visits at most `limit` statements in order of `seq`; *out_more is the cursor for the next page, 0
 * when nothing follows. */
MUST_CHECK enum status store_query_statements(struct store *store,
                                              const struct statement_query *query,
                                              statement_visitor visit, void *context,
                                              int64_t *out_more, struct error *error);

/* What statements whose senders may define (struct statement, `defines`) have said of an Activity
 * or a verb, merged in the order in which they were stored: see definition_merge() and
 * display_merge() in xapi/definition.h. Voiding one takes nothing back (Data 2.3.2 leaves that
 * open). */
enum definition_kind {
    DEFINITION_OF_ACTIVITY = TERM_RELATED_ACTIVITY, /* the Activity's definition */
    DEFINITION_OF_VERB = TERM_VERB,                 /* the verb's display */
};

/* The definition of `iri`, borrowed from `arena`; data is NULL if nothing is known. */
MUST_CHECK enum status store_get_definition(struct store *store, enum definition_kind kind,
                                            struct text iri, struct arena *arena, struct text *out,
                                            struct error *error);

/* The same within a statement_visitor, which may not ask the store itself: it holds one of the few
 * connections that are there. */
MUST_CHECK enum status stored_statement_definition(const struct stored_statement *statement,
                                                   enum definition_kind kind, struct text iri,
                                                   struct arena *arena, struct text *out,
                                                   struct error *error);

/* All statements stored at or before this time are visible to every read that begins now, and none
 * will be added before it (Communication 2.1.3, Consistent-Through). */
int64_t store_consistent_through_us(struct store *store);

typedef enum status (*document_visitor)(void *context, const struct document_key *key,
                                        const struct document *document, struct error *error);
MUST_CHECK enum status store_get_document(struct store *store, const struct document_key *key,
                                          document_visitor visit, void *context,
                                          struct error *error); /* NOT_FOUND */
/* Visits the documents under `key` (id ignored) changed after `since_us`, in order of id; contents
 * are not loaded. Without has_registration a state list spans all registrations. */
MUST_CHECK enum status store_list_documents(struct store *store, const struct document_key *key,
                                            int64_t since_us, document_visitor visit, void *context,
                                            struct error *error);

/* Visits the names under which the agent with this agent_key() was seen, the most used first, at
 * most STORE_AGENT_NAMES_MAX of them. */
enum { STORE_AGENT_NAMES_MAX = 100 };
typedef enum status (*agent_name_visitor)(void *context, struct text name, struct error *error);
MUST_CHECK enum status store_list_agent_names(struct store *store, struct text agent,
                                              agent_name_visitor visit, void *context,
                                              struct error *error);

/* A number that differs from each it was before as soon as a credential has been put or deleted, by
 * any process; cheap. STORE_CHANGE_UNKNOWN: only asking for the credential tells. Any thread. */
enum { STORE_CHANGE_UNKNOWN = -1 };
int64_t store_credentials_change(struct store *store);

typedef enum status (*credential_visitor)(void *context, const struct credential *credential,
                                          struct error *error);
MUST_CHECK enum status store_find_credential(struct store *store, const char *key,
                                             credential_visitor visit, void *context,
                                             struct error *error); /* NOT_FOUND */
/* Visits all, oldest first. */
MUST_CHECK enum status store_list_credentials(struct store *store, credential_visitor visit,
                                              void *context, struct error *error);

/* Runs one read-only query for a report: `sql` has named parameters `:name`, each a row of
 * `parameters` (NULL value: SQL NULL). `visit` gets each row's columns as text (NULL for SQL NULL)
 * with `is_number` telling integers and reals; `names` are the column names. */
struct report_parameter {
    const char *name;
    const char *value;
};
struct report_row {
    size_t count;
    const char *const *names;
    const char *const *values;
    const bool *is_number;
};
typedef enum status (*report_visitor)(void *context, const struct report_row *row,
                                      struct error *error);
MUST_CHECK enum status store_run_report(struct store *store, const char *sql,
                                        const struct report_parameter *parameters,
                                        size_t parameter_count, report_visitor visit, void *context,
                                        struct error *error);

/* A question for a report, in SQL over the published views. */
struct report_query {
    const char *sql;
    const struct report_parameter *parameters;
    size_t parameter_count;
    const char *organisation; /* an ODS code: only its learners, see store/narrowing.h; NULL: all */
};

/* The same for whoever may not see everything. INTERNAL: the SQL cannot be narrowed. */
MUST_CHECK enum status store_ask_report(struct store *store, const struct report_query *query,
                                        report_visitor visit, void *context, struct error *error);

/* The name of a table function by which the engine's SQL adds up rows of tallies best
 * (store/sqlite_sums.h); NULL: it has none, and GROUP BY does it. */
const char *store_sums(const struct store *store);

/* Recomputes every projection from the statements, in one transaction. */
MUST_CHECK enum status store_rebuild(struct store *store, struct error *error);

#endif
