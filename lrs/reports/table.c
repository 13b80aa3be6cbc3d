/* SPDX-License-Identifier: Apache-2.0 */

/* THE table of reports. A new one is an SQL file beside this and a row here. */
#include "reports/reports.h"

static const struct report_field evaluation_columns[] = {
    {.name = "sites", .help = "organisations that have reported at least once"},
    {.name = "reports", .help = "site evaluation statements that are not voided"},
    {.name = "patients", .help = "patients in all those reports together"},
    {.name = "first_at", .help = "time of the earliest report, UTC"},
    {.name = "last_at", .help = "time of the latest report, UTC"},
    {0},
};

static const struct report_field no_parameters[] = {{0}};

static const struct report_field funnel_parameters[] = {
    {.name = "by",
     .help = "one row a course, a module or an organisation",
     .values = "total|module|organisation",
     .default_value = "total"},
    {.name = "course", .help = "the IRI of one course; all courses without it"},
    {0},
};

static const struct report_field funnel_columns[] = {
    {.name = "course", .help = "the course's IRI"},
    {.name = "course_name", .help = "what statements call the course; empty if none does"},
    {.name = "module", .help = "the module's IRI; empty unless by=module"},
    {.name = "module_name", .help = "what statements call the module; empty if none does"},
    {.name = "organisation",
     .help = "the learners' organisation; empty unless by=organisation, and where it is not known"},
    {.name = "enrolled", .help = "learners registered on the course, or with any later evidence"},
    {.name = "started", .help = "those of them who were seen in the course or module"},
    {.name = "completed", .help = "those who completed, passed or satisfied it"},
    {.name = "started_percent", .help = "started as a percentage of enrolled"},
    {.name = "completed_percent", .help = "completed as a percentage of enrolled"},
    {0},
};

#define COURSE_PARAMETER                                                          \
    {                                                                             \
        .name = "course", .help = "the IRI of one course; all courses without it" \
    }
#define COURSE_COLUMNS                                           \
    {.name = "course", .help = "the course's IRI"},              \
    {                                                            \
        .name = "course_name", .help = "what statements call it" \
    }
#define MODULE_COLUMNS                                           \
    {.name = "module", .help = "the module's IRI"},              \
    {                                                            \
        .name = "module_name", .help = "what statements call it" \
    }
#define ASKED_COLUMN                                                                     \
    {                                                                                    \
        .name = "asked", .help = "before or after the course; empty if it is asked once" \
    }
#define QUESTION_COLUMNS                                                     \
    {.name = "asked_in", .help = "IRI of the quiz, survey or scenario"},     \
        {.name = "asked_in_name", .help = "what statements call it"},        \
        {.name = "question", .help = "the question's IRI"},                  \
    {                                                                        \
        .name = "question_name", .help = "what statements call the question" \
    }

static const struct report_field course_parameters[] = {COURSE_PARAMETER, {0}};

static const struct report_field activity_parameters[] = {
    COURSE_PARAMETER,
    {.name = "period",
     .help = "one row a day, month or financial year (April to March) of London",
     .values = "day|month|financial-year",
     .default_value = "month"},
    {.name = "from", .help = "periods that begin on this day or later", .is_day = true},
    {.name = "to", .help = "periods that begin on this day or earlier", .is_day = true},
    {0},
};

static const struct report_field activity_columns[] = {
    COURSE_COLUMNS,
    {.name = "begins_on", .help = "the first day of the period"},
    {.name = "learners", .help = "learners who did something in it, each once"},
    {.name = "statements", .help = "what they did, in statements"},
    {.name = "enrolled", .help = "learners whose first evidence for the course is of it"},
    {.name = "started", .help = "learners first seen in the course in it"},
    {.name = "completed", .help = "learners who first completed, passed or satisfied it in it"},
    {0},
};

static const struct report_field change_parameters[] = {
    {.name = "by",
     .help = "one row a question, or a pair of answers before and after",
     .values = "question|pair",
     .default_value = "question"},
    COURSE_PARAMETER,
    {0},
};

static const struct report_field change_columns[] = {
    COURSE_COLUMNS,
    {.name = "asked_in", .help = "IRI of the survey; empty for the scores of the course's quizzes"},
    {.name = "asked_in_name", .help = "what statements call it"},
    {.name = "question", .help = "the question's IRI; empty for scores"},
    {.name = "question_name", .help = "what statements call the question"},
    {.name = "before",
     .help = "the first answer before the course; empty unless by=pair, and for scores"},
    {.name = "after", .help = "the first answer after it; empty unless by=pair"},
    {.name = "learners", .help = "learners who answered both"},
    {.name = "before_mean", .help = "mean before, where answers are numbers"},
    {.name = "after_mean", .help = "mean after"},
    {.name = "change_mean", .help = "mean of the changes"},
    {.name = "change_deviation", .help = "standard deviation of the changes, of a sample"},
    {.name = "higher", .help = "learners whose number is higher after"},
    {.name = "same", .help = "learners who answered the same"},
    {.name = "lower", .help = "learners whose number is lower after"},
    {0},
};

static const struct report_field completion_parameters[] = {
    COURSE_PARAMETER,
    {.name = "from", .help = "learners enrolled on this day or later", .is_day = true},
    {.name = "to", .help = "learners enrolled on this day or earlier", .is_day = true},
    {0},
};

static const struct report_field completion_columns[] = {
    COURSE_COLUMNS,
    {.name = "enrolled_month", .help = "YYYY-MM; empty in the row of all months"},
    {.name = "learners", .help = "learners enrolled in it"},
    {.name = "completed", .help = "those of them who have completed"},
    {.name = "completed_percent", .help = "as a percentage of learners"},
    {.name = "quarter_days", .help = "days until a quarter completes (Kaplan-Meier); empty: later"},
    {.name = "median_days", .help = "days until half of them do"},
    {.name = "three_quarters_days", .help = "days until three quarters do"},
    {.name = "within_30_percent",
     .help = "who completes within 30 days (Kaplan-Meier); empty: not known yet"},
    {.name = "within_90_percent", .help = "within 90 days"},
    {.name = "within_365_percent", .help = "within 365 days"},
    {.name = "known_until", .help = "the last day of which there is any statement of the course"},
    {0},
};

static const struct report_field drop_off_parameters[] = {
    COURSE_PARAMETER,
    {.name = "module", .help = "the IRI of one module; all modules without it"},
    {0},
};

static const struct report_field drop_off_columns[] = {
    COURSE_COLUMNS,
    MODULE_COLUMNS,
    {.name = "page", .help = "the page's IRI; empty: no page was seen"},
    {.name = "page_name", .help = "what statements call the page"},
    {.name = "started", .help = "learners seen in the module"},
    {.name = "completed", .help = "learners who completed it"},
    {.name = "reached", .help = "learners who saw the page"},
    {.name = "reached_percent", .help = "as a percentage of started"},
    {.name = "stopped", .help = "learners who have not completed and came to this page last"},
    {.name = "stopped_percent", .help = "as a percentage of started"},
    {0},
};

static const struct report_field items_parameters[] = {
    {.name = "by",
     .help = "one row a question, or an answer to one",
     .values = "question|answer",
     .default_value = "question"},
    COURSE_PARAMETER,
    {0},
};

static const struct report_field items_columns[] = {
    COURSE_COLUMNS,
    QUESTION_COLUMNS,
    ASKED_COLUMN,
    {.name = "answer", .help = "as sent; empty unless by=answer, and where people type"},
    {.name = "outcome", .help = "right, wrong or neutral; empty unless by=answer"},
    {.name = "learners", .help = "learners whose first answer it is"},
    {.name = "answers", .help = "how often it was given in all"},
    {.name = "learners_percent", .help = "learners as a percentage of those who answered"},
    {.name = "correct", .help = "learners whose first answer was right"},
    {.name = "wrong", .help = "learners whose first answer was wrong"},
    {.name = "facility_percent", .help = "right ones as a percentage of right and wrong ones"},
    {.name = "discrimination",
     .help = "point-biserial correlation with the first score of the quiz, -1 to 1"},
    {.name = "scored_learners", .help = "learners that the correlation is of"},
    {.name = "seconds_mean", .help = "mean time of first answers"},
    {.name = "seconds_median_from", .help = "half of them took as long as this, or longer"},
    {0},
};

static const struct report_field progress_parameters[] = {
    COURSE_PARAMETER,
    {.name = "module", .help = "the IRI of one module; all modules without it"},
    {.name = "learner", .help = "one learner, as in the column"},
    {.name = "from", .help = "last seen on this day (UTC) or later", .is_day = true},
    {.name = "to", .help = "last seen on this day (UTC) or earlier", .is_day = true},
    {0},
};

static const struct report_field progress_columns[] = {
    {.name = "learner", .help = "the account or address that names the learner"},
    {.name = "organisation", .help = "as the learner's statements say; empty if none does"},
    COURSE_COLUMNS,
    MODULE_COLUMNS,
    {.name = "status", .help = "enrolled, started or completed"},
    {.name = "progress", .help = "the highest percentage told"},
    {.name = "best_score", .help = "the highest scaled score"},
    {.name = "attempts", .help = "how often it was begun"},
    {.name = "enrolled_at", .help = "when, UTC"},
    {.name = "started_at", .help = "when, UTC"},
    {.name = "completed_at", .help = "when, UTC"},
    {.name = "last_at", .help = "when last seen, UTC"},
    {.name = "enrolled_by", .help = "id of the statement that says so"},
    {.name = "started_by", .help = "id of the statement that says so"},
    {.name = "completed_by", .help = "id of the statement that says so"},
    {.name = "last_by", .help = "id of the statement that says so"},
    {0},
};

static const struct report_field scores_columns[] = {
    COURSE_COLUMNS,
    {.name = "activity", .help = "IRI of what was scored: assessment, module or course"},
    {.name = "activity_name", .help = "what statements call it"},
    ASKED_COLUMN,
    {.name = "learners", .help = "learners with a score"},
    {.name = "attempts", .help = "scores told"},
    {.name = "first_mean", .help = "mean of first scores, -1 to 1"},
    {.name = "first_median", .help = "the score that half of them reach or stay below"},
    {.name = "last_mean", .help = "the same of last scores"},
    {.name = "last_median", .help = "the same of last scores"},
    {.name = "best_mean", .help = "the same of best scores"},
    {.name = "best_median", .help = "the same of best scores"},
    {0},
};

/* Keep alphabetised. */
const struct report report_table[] = {
    {.name = "activity",
     .title = "Activity over time",
     .parameters = activity_parameters,
     .columns = activity_columns,
     .sql_file = "activity.sql"},
    {.name = "change",
     .title = "Change from before a course to after it",
     .parameters = change_parameters,
     .columns = change_columns,
     .sql_file = "change.sql"},
    {.name = "completion-time",
     .title = "Time to completion",
     .parameters = completion_parameters,
     .columns = completion_columns,
     .sql_file = "completion-time.sql"},
    {.name = "drop-off",
     .title = "Where learners stop",
     .parameters = drop_off_parameters,
     .columns = drop_off_columns,
     .sql_file = "drop-off.sql"},
    {.name = "evaluation",
     .title = "Sites evaluating and patients reported",
     .parameters = no_parameters,
     .columns = evaluation_columns,
     .sql_file = "evaluation.sql"},
    {.name = "funnel",
     .title = "Enrolled, started, completed",
     .parameters = funnel_parameters,
     .columns = funnel_columns,
     .sql_file = "funnel.sql"},
    {.name = "items",
     .title = "Questions and answers",
     .parameters = items_parameters,
     .columns = items_columns,
     .sql_file = "items.sql"},
    {.name = "progress",
     .title = "Learners and modules",
     .parameters = progress_parameters,
     .columns = progress_columns,
     .sql_file = "progress.sql"},
    {.name = "scores",
     .title = "First, last and best scores",
     .parameters = course_parameters,
     .columns = scores_columns,
     .sql_file = "scores.sql"},
    {0},
};
