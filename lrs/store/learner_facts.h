/* SPDX-License-Identifier: Apache-2.0 */

/* Rows of `learner_fact`: what a learner has done with one thing, and when first. All rows of a
 * learner about one thing are a record. What reports of groups read (store/tallies.h) is the sum,
 * over all records, of what each tells by itself (facts_tell()): whatever changes a record takes
 * away what it told before and adds what it tells now, so that sums are always those of the rows.
 *
 * A record is read as a whole where it is changed. Its rows are the active days in a course, the
 * pages of a module or the questions of a quiz or survey: few, unless somebody sends otherwise. */
#ifndef STORE_LEARNER_FACTS_H
#define STORE_LEARNER_FACTS_H

#include "store/application.h"
#include "store/tallies.h"

/* What a row tells of its subject. Stored: keep the numbers. */
enum fact_kind {
    FACT_ENROLLED = 1,
    FACT_STARTED = 2,
    FACT_DONE = 3,      /* completed, passed or satisfied, whichever was first; each time */
    FACT_DAY = 4,       /* in a course, on the day `context` of London */
    FACT_PAGE = 5,      /* of a module: `context` */
    FACT_SCORE = 6,     /* in an activity, each time */
    FACT_ANSWER = 7,    /* in a quiz, survey, scenario to the question `context`, each time */
    FACT_LEVEL = 8,     /* in any quiz of a course that is asked before or after it */
    FACT_FOLLOW_UP = 9, /* `context` months after a course was done */
    FACT_KINDS
};

/* One time of it. */
struct fact_time {
    struct evidence by;
    int64_t value; /* millionths of a scaled score; the outcome of an answer; of enrolled, started
                      and done the day of London; of a follow-up enum implementing */
    const char *text; /* the response; "": none */
};

struct fact_row {
    enum fact_kind kind;
    enum asked asked;
    int64_t context; /* a term or a day; 0: none */
    int64_t times;   /* of done, scores, answers; of all else only that it was is kept: 1 */
    int64_t best;    /* value */
    int64_t ms;      /* that the first answer took; -1: not known */
    struct fact_time early;
    struct fact_time late; /* the same as early where only that is kept */
    bool is_changed;       /* since it was loaded */
};

/* The rows of one learner about `subject`, by kind, asked and context. */
struct fact_record {
    int64_t segment; /* the learner's */
    int64_t subject;
    const struct fact_row *rows;
    size_t count;
};

/* The histogram of the times of answers, in seconds: a bucket begins with each. */
enum { FACT_ANSWER_TIMES = 13 };
extern const int64_t fact_answer_times[FACT_ANSWER_TIMES];

/* Adds to `out`, or takes away (`times` -1), what the record tells. Pure. Texts are borrowed from
 * the rows. */
void facts_tell(const struct fact_record *record, int times, struct tallies *out);

/* Whose statement is counted, and how. */
struct fact_count {
    int64_t
        learner; /* the segment is his, as found when it is written; he is wanted (segments.h) */
    int64_t segment; /* instead of a learner */
    int change;      /* -1: it is taken out */
};

/* Counts the statement in what counts statements. */
MUST_CHECK enum status facts_count(struct application *application, const struct fact_count *count,
                                   struct error *error);

/* Counts the site's report that the statement is, or takes it out (`change` -1). */
MUST_CHECK enum status facts_count_site_report(struct application *application, int change,
                                               struct error *error);

/* Adds what the statement tells of the learner, at the end of the transaction (PENDING_FACT). He is
 * wanted. */
MUST_CHECK enum status facts_add(struct application *application, int64_t learner,
                                 struct error *error);

/* Removes all rows of the learner, none of which may be pending. */
MUST_CHECK enum status facts_forget(struct transaction *transaction, int64_t learner,
                                    struct error *error);

/* Takes what all rows of the learner tell out of one segment into another one. None of them may be
 * pending. */
MUST_CHECK enum status facts_move(struct connection *connection, int64_t learner, int64_t from,
                                  int64_t to, struct error *error);

#endif
