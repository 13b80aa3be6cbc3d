/* SPDX-License-Identifier: Apache-2.0 */

/* Tables of two stores compared row by row, in one order, without the numbers that terms happen to
 * have. */
#include "store/rows.h"
#include "store/verify_parts.h"

/* Rows come sorted by their first `key_count` columns, which tell them apart. Text is sorted by
 * its bytes. */
struct compared {
    const char *name;
    size_t key_count;
    const char *sql;
};

#define PROGRESS_QUERY                                                                           \
    "SELECT l.value, a.value, a.kind, p.statements, p.attempts, p.progress, p.best_score, "      \
    "p.enrolled_us, p.enrolled_id, p.started_us, p.started_id, p.completed_us, p.completed_id, " \
    "p.passed_us, p.passed_id, p.failed_us, p.failed_id, p.satisfied_us, p.satisfied_id, "       \
    "p.last_us, p.last_id FROM progress p JOIN term l ON l.id = p.learner "                      \
    "JOIN term a ON a.id = p.activity ORDER BY 1, 2, 3"

/* What a context is: a number (day, months) as it is, a term by what it stands for. */
#define CONTEXT(day) \
    "CASE WHEN " day " THEN CAST(f.context AS TEXT) ELSE coalesce(c.value, '') END, "

#define FACTS_QUERY                                                                               \
    "SELECT l.value, s.value, f.kind, f.asked, " CONTEXT(                                         \
        "f.kind IN (4, 9)") "f.times, f.best, f.ms, f.early_us, f.early_id, f.early_value, "      \
                            "f.early_text, f.late_us, "                                           \
                            "f.late_id, f.late_value, f.late_text FROM learner_fact f JOIN term " \
                            "l ON "                                                               \
                            "l.id = f.learner "                                                   \
                            "JOIN term s ON s.id = f.subject LEFT JOIN term c ON c.id = "         \
                            "f.context "                                                          \
                            "ORDER BY 1, 2, 3, 4, 5"

/* Rows that nobody is left in are as good as none. Contexts of measures from 37 on are days. What a
 * segment is: its parts, but for that of everybody. */
#define SEGMENT_PARTS                                                                         \
    "coalesce(g.organisation, ''), coalesce(g.profession, ''), coalesce(g.staff_group, ''), " \
    "coalesce(g.band, ''), coalesce(g.source, ''), "
#define TALLIES_QUERY                                                                              \
    "SELECT CASE WHEN f.measure IN (41, 42) THEN a.json ELSE coalesce(s.value, '') END, "          \
    "f.measure, " CONTEXT(                                                                         \
        "f.measure < 9 OR f.measure >= 37") "f.asked, f.value, f.late_value, f.text, "             \
                                            "f.late_text, "                                        \
                                            "CASE WHEN y.segment = 0 THEN 0 ELSE 1 "               \
                                            "END, " SEGMENT_PARTS                                  \
                                            "y.total, y.amount, y.square FROM tally y JOIN "       \
                                            "tally_sort f ON f.id = y.sort "                       \
                                            "LEFT JOIN term s ON s.id = f.subject LEFT JOIN term " \
                                            "c ON c.id = f.context "                               \
                                            "LEFT JOIN authority a ON a.id = f.subject LEFT JOIN " \
                                            "segment g ON g.id = y.segment "                       \
                                            "WHERE y.total <> 0 OR y.amount <> 0 OR y.square <> "  \
                                            "0 "                                                   \
                                            "ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, " \
                                            "14"
#define SEGMENTS_QUERY                                                    \
    "SELECT t.value, " SEGMENT_PARTS "l.rostered FROM learner_segment l " \
    "JOIN segment g ON g.id = l.segment JOIN term t ON t.id = l.learner " \
    "WHERE EXISTS (SELECT 1 FROM learner_fact f WHERE f.learner = l.learner) ORDER BY 1"

/* Postings from here on may be missing: see store/unposted.h. */
#define UNPOSTED "(SELECT coalesce(min(first_seq), 9223372036854775807) FROM unposted) "

/* The first is driven in the order of its indexes, so that nothing has to be sorted. */
static const struct compared table[] = {
    {"postings", 3,
     "SELECT t.kind, t.value, p.seq FROM term t CROSS JOIN posting p WHERE p.term = t.id "
     "AND p.seq < " UNPOSTED "ORDER BY t.kind, t.value, p.seq"},
    {"own postings", 3,
     "SELECT t.kind, t.value, p.seq FROM term t CROSS JOIN posting p WHERE p.term = -t.id "
     "AND p.seq < " UNPOSTED "ORDER BY t.kind, t.value, p.seq"},
    {"marks", 2,
     "SELECT term, seq FROM posting WHERE term IN (0, -4611686018427387904) AND seq < " UNPOSTED
     "ORDER BY term, seq"},
    {"voided statements", 1, "SELECT seq FROM statement WHERE voided <> 0 ORDER BY seq"},
    {"references", 2, "SELECT target, seq, voids FROM statement_reference ORDER BY target, seq"},
    {"progress", 3, PROGRESS_QUERY},
    {"learners' facts", 5, FACTS_QUERY},
    {"learners' segments", 1, SEGMENTS_QUERY},
    {"tallies", 14, TALLIES_QUERY},
    {"breaches of profiles", 2,
     "SELECT seq, profile, template, rule, broken, value FROM profile_breach ORDER BY 1, 2"},
    {"histories", 3,
     "SELECT r.value, h.profile, h.part, h.subregistration, h.outcome, h.pattern, h.broken_id, "
     "h.statements, h.last_us, l.value, h.platform FROM profile_history h JOIN term r "
     "ON r.id = h.registration LEFT JOIN term l ON l.id = h.learner WHERE h.registration NOT IN "
     "(SELECT registration FROM profile_history_due) ORDER BY 1, 2, 3"},
    {"placements", 3,
     "SELECT a.value, coalesce(c.value, ''), p.kind, p.statements FROM placement p "
     "JOIN term a ON a.id = p.activity LEFT JOIN term c ON c.id = p.course ORDER BY 1, 2, 3"},
    {"activity names", 4,
     "SELECT t.value, n.language, n.day, n.name, n.statements FROM activity_name n "
     "JOIN term t ON t.id = n.activity ORDER BY 1, 2, 3, 4"},
    {"agent names", 2,
     "SELECT t.value, n.name, n.statements FROM agent_name n JOIN term t ON t.id = n.agent "
     "ORDER BY 1, 2"},
    {"organisations", 1,
     "SELECT t.value, o.organisation, o.said_us, o.said_id FROM learner_organisation o "
     "JOIN term t ON t.id = o.learner ORDER BY 1"},
    {"site evaluations", 1,
     "SELECT t.value, e.organisation, e.reports, e.patients, e.first_us, e.last_us "
     "FROM site_evaluation e JOIN term t ON t.id = e.site ORDER BY 1"},
    {"definitions", 2,
     "SELECT t.kind, t.value, d.json FROM definition d JOIN term t ON t.id = d.term "
     "ORDER BY 1, 2"},
};

/* Only a database that is spread over nodes keeps ids in a table of their own (store/ids.h). */
static const struct compared ids = {"ids", 1, "SELECT id, seq FROM statement ORDER BY id"};
#define SPREAD_IDS "SELECT id, seq FROM statement_id ORDER BY id"

struct comparing {
    const struct compared *compared;
    struct verify_check *check;
};

static void note(void *context, enum rows_relation relation, const struct rows *row)
{
    static const char *const words[] = {
        [ROWS_DIFFERENT] = "differs", [ROWS_LEFT_ONLY] = "too many", [ROWS_RIGHT_ONLY] = "missing"};
    const struct comparing *comparing = context;
    comparing->check->checked++;
    if (relation != ROWS_EQUAL) {
        char key[ROWS_KEY_SIZE];
        rows_print_key(row, comparing->compared->key_count, key);
        verify_found(comparing->check, "%s:%s", words[relation], key);
    }
}

/* `sql`, asked of what was found, is to give what compared->sql gives of what was expected. */
static enum status compare_table(const struct compared *compared, const char *sql,
                                 struct connection *found, struct connection *expected,
                                 struct verify_check *check, struct error *error)
{
    AUTO(rows_end) struct rows left = {.cursor = NULL};
    AUTO(rows_end) struct rows right = {.cursor = NULL};
    struct comparing comparing = {compared, check};
    enum status status = rows_begin(&right, expected, compared->sql, error);
    if (status == STATUS_OK) {
        status = rows_begin(&left, found, sql, error);
    }
    return status == STATUS_OK
               ? rows_compare(&left, &right, compared->key_count, note, &comparing, error)
               : status;
}

/* A page that cannot be read is a finding of this table; the others are still looked at. */
static void check_table(const struct compared *compared, const char *sql, struct connection *found,
                        struct connection *expected, struct verify_report *report)
{
    struct verify_check *check = verify_begin(report, compared->name, "rows");
    struct error broken = {0};
    if (compare_table(compared, sql, found, expected, check, &broken) != STATUS_OK) {
        verify_found(check, "cannot be read: %.150s", broken.message);
    }
}

void verify_tables(struct connection *found, struct connection *expected,
                   struct verify_report *report)
{
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        check_table(&table[i], table[i].sql, found, expected, report);
    }
    if (found->is_spread) {
        check_table(&ids, SPREAD_IDS, found, expected, report);
    }
}
