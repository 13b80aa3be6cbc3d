/* SPDX-License-Identifier: Apache-2.0 */

/* The table `posting_span`: sets made when a span is full or something comes late, and read. */
#include "store/spans.h"

#include "store/postings.h"

#include <assert.h>
#include <limits.h>
#include <string.h>

static enum status save(struct connection *connection, int64_t term, int64_t span,
                        const struct span_set *set, struct error *error)
{
    unsigned char packed[SPAN_SET_BYTES];
    size_t length = span_set_pack(set, packed);
    return connection_run(
        connection,
        "INSERT INTO posting_span (term, span, seqs) VALUES ($1, $2, $3) "
        "ON CONFLICT (term, span) DO UPDATE SET seqs = excluded.seqs",
        VALUES(value_integer(term), value_integer(span), value_blob(packed, length)), error);
}

/* ---- writing ---- */

/* The set that is being gathered. */
struct gathering {
    struct connection *connection;
    int64_t span;
    int64_t term;
    size_t count; /* of its postings; 0: there is no term yet */
    struct span_set set;
};

static enum status end_term(struct gathering *gathering, struct error *error)
{
    enum status status = STATUS_OK;
    if (gathering->count >= SPAN_DENSE) {
        status =
            save(gathering->connection, gathering->term, gathering->span, &gathering->set, error);
    }
    gathering->set = (struct span_set){{0}};
    gathering->count = 0;
    return status;
}

static enum status gather(struct gathering *gathering, struct cursor *cursor, struct error *error)
{
    int64_t term = cursor_integer(cursor, 0);
    enum status status = term == gathering->term ? STATUS_OK : end_term(gathering, error);
    gathering->term = term;
    gathering->count++;
    span_set_add(&gathering->set, cursor_integer(cursor, 1));
    return status;
}

/* Of frequent terms, of the same as statements' own, and of the marks. SQLite takes the index
 * term_frequent only where its own condition stands in the text. */
#define POSTINGS_OF(term)                                                             \
    "SELECT p.term, p.seq FROM term t CROSS JOIN posting p WHERE t.uses >= 2048 AND " \
    "p.term = " term " AND p.seq >= $1 AND p.seq < $2 ORDER BY t.id, p.seq"
_Static_assert(SPAN_FREQUENT == 2048, "the number stands in SQL, here and in the schemas");
_Static_assert(POSTING_MARK == 0 && POSTING_VOIDED == -4611686018427387904,
               "the numbers stand in SQL");
static const char *const gathered[] = {
    POSTINGS_OF("t.id"), POSTINGS_OF("-t.id"),
    "SELECT term, seq FROM posting WHERE term = 0 AND seq >= $1 AND seq < $2 ORDER BY seq",
    "SELECT term, seq FROM posting WHERE term = -4611686018427387904 AND seq >= $1 AND seq < $2 "
    "ORDER BY seq"};

static enum status fill_by(struct connection *connection, int64_t span, const char *sql,
                           struct error *error)
{
    struct gathering gathering = {.connection = connection, .span = span};
    AUTO(cursor_end) struct cursor *cursor = NULL;
    enum status status = cursor_begin_walk(
        connection, sql,
        VALUES(value_integer(span_begin(span)), value_integer(span_begin(span + 1))), &cursor,
        error);
    bool row = true;
    while (status == STATUS_OK) {
        status = cursor_step(cursor, &row, error);
        if (status != STATUS_OK || !row) {
            break;
        }
        status = gather(&gathering, cursor, error);
    }
    return status == STATUS_OK ? end_term(&gathering, error) : status;
}

static enum status fill(struct connection *connection, int64_t span, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < sizeof gathered / sizeof gathered[0] && status == STATUS_OK; i++) {
        status = fill_by(connection, span, gathered[i], error);
    }
    return status;
}

enum status spans_fill(struct connection *connection, int64_t before_seq, int64_t last_seq,
                       struct error *error)
{
    enum status status = STATUS_OK;
    for (int64_t span = span_of(before_seq + 1);
         span < span_of(last_seq + 1) && status == STATUS_OK; span++) {
        status = fill(connection, span, error);
    }
    return status;
}

enum status spans_rebuild(struct connection *connection, int64_t last_seq, struct error *error)
{
    enum status status = connection_run(connection, "DELETE FROM posting_span", NO_VALUES, error);
    return status == STATUS_OK ? spans_fill(connection, 0, last_seq, error) : status;
}

static enum status find(struct connection *connection, int64_t term, int64_t span, bool *out_row,
                        struct span_set *out, struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    enum status status =
        cursor_begin(connection, "SELECT seqs FROM posting_span WHERE term = $1 AND span = $2",
                     VALUES(value_integer(term), value_integer(span)), &cursor, error);
    if (status == STATUS_OK) {
        status = cursor_step(cursor, out_row, error);
    }
    return status == STATUS_OK && *out_row ? span_set_unpack(cursor_text(cursor, 0), out, error)
                                           : status;
}

/* ---- reading ---- */

/* The sets that are kept; *out_kept gets a truth for each span. */
static enum status load_kept(struct connection *connection, int64_t term,
                             const struct span_range *range, bool *out_kept, struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    enum status status = cursor_begin(
        connection,
        "SELECT span, seqs FROM posting_span WHERE term = $1 AND span >= $2 AND span < $3",
        VALUES(value_integer(term), value_integer(range->first),
               value_integer(range->first + (int64_t)range->count)),
        &cursor, error);
    bool row = true;
    while (status == STATUS_OK) {
        status = cursor_step(cursor, &row, error);
        if (status != STATUS_OK || !row) {
            break;
        }
        size_t index = (size_t)(cursor_integer(cursor, 0) - range->first);
        status = span_set_unpack(cursor_text(cursor, 1), &range->sets[index], error);
        out_kept[index] = true;
    }
    return status;
}

/* From the postings themselves. */
static enum status load_postings(struct connection *connection, int64_t term,
                                 const struct span_range *range, struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    enum status status = cursor_begin(
        connection, "SELECT seq FROM posting WHERE term = $1 AND seq >= $2 AND seq < $3",
        VALUES(value_integer(term), value_integer(span_begin(range->first)),
               value_integer(span_begin(range->first + (int64_t)range->count))),
        &cursor, error);
    bool row = true;
    while (status == STATUS_OK) {
        status = cursor_step(cursor, &row, error);
        if (status != STATUS_OK || !row) {
            break;
        }
        int64_t seq = cursor_integer(cursor, 0);
        span_set_add(&range->sets[span_of(seq) - range->first], seq);
    }
    return status;
}

enum status spans_load(struct connection *connection, int64_t term, const struct span_range *range,
                       struct error *error)
{
    bool kept[SPAN_RANGE_MAX] = {false};
    assert(range->count <= SPAN_RANGE_MAX);
    memset(range->sets, 0, range->count * sizeof *range->sets);
    enum status status = load_kept(connection, term, range, kept, error);
    for (size_t i = 0; i < range->count && status == STATUS_OK;) {
        size_t end = i;
        while (end < range->count && !kept[end]) {
            end++;
        }
        const struct span_range gap = {
            .first = range->first + (int64_t)i, .count = end - i, .sets = range->sets + i};
        status = gap.count > 0 ? load_postings(connection, term, &gap, error) : STATUS_OK;
        i = end + 1;
    }
    return status;
}

/* Leaves in the sets what is in the scratch sets too, or what is not; false if that is nothing. */
enum meeting { WITH, WITHOUT };
static bool meet(const struct span_range *range, enum meeting meeting)
{
    uint64_t any = 0;
    uint64_t turned = meeting == WITH ? 0 : UINT64_MAX;
    for (size_t i = 0; i < range->count; i++) {
        uint64_t *words = range->sets[i].words;
        for (size_t word = 0; word < SPAN_WORDS; word++) {
            words[word] &= range->scratch[i].words[word] ^ turned;
            any |= words[word];
        }
    }
    return any != 0;
}

static enum status meet_term(struct connection *connection, int64_t term,
                             const struct span_range *range, enum meeting meeting, bool *out_any,
                             struct error *error)
{
    const struct span_range scratch = {
        .first = range->first, .count = range->count, .sets = range->scratch};
    enum status status = spans_load(connection, term, &scratch, error);
    *out_any = status == STATUS_OK && meet(range, meeting);
    return status;
}

/* The exception comes first, as it may leave nothing to be met by the others. */
enum status spans_meet(struct connection *connection, const struct span_terms *terms,
                       const struct span_range *range, bool *out_any, struct error *error)
{
    bool any = true;
    enum status status = STATUS_OK;
    memset(range->sets, UCHAR_MAX, range->count * sizeof *range->sets);
    if (terms->count > 0) {
        status = meet_term(connection, terms->terms[0], range, WITH, &any, error);
    }
    if (terms->except != NULL && any && status == STATUS_OK) {
        status = meet_term(connection, *terms->except, range, WITHOUT, &any, error);
    }
    for (size_t i = 1; i < terms->count && any && status == STATUS_OK; i++) {
        status = meet_term(connection, terms->terms[i], range, WITH, &any, error);
    }
    *out_any = any;
    return status;
}

/* ---- what comes late ---- */

static enum status condense(struct connection *connection, int64_t term, int64_t span,
                            struct error *error)
{
    struct span_set set = {{0}};
    const struct span_range range = {.first = span, .count = 1, .sets = &set};
    enum status status = load_postings(connection, term, &range, error);
    return status == STATUS_OK && span_set_size(&set) >= SPAN_DENSE
               ? save(connection, term, span, &set, error)
               : status;
}

enum status spans_add(struct connection *connection, int64_t term, int64_t seq, int64_t next_seq,
                      struct error *error)
{
    struct span_set set;
    bool is_there = false;
    enum status status = find(connection, term, span_of(seq), &is_there, &set, error);
    if (status == STATUS_OK && is_there) {
        span_set_add(&set, seq);
        return save(connection, term, span_of(seq), &set, error);
    }
    bool is_full = span_of(seq) < span_of(next_seq);
    return status == STATUS_OK && is_full ? condense(connection, term, span_of(seq), error)
                                          : status;
}

enum status spans_take_away(struct connection *connection, int64_t term, int64_t seq,
                            struct error *error)
{
    struct span_set set;
    bool is_there = false;
    enum status status = find(connection, term, span_of(seq), &is_there, &set, error);
    if (status != STATUS_OK || !is_there) {
        return status;
    }
    span_set_take_away(&set, seq);
    return save(connection, term, span_of(seq), &set, error);
}

/* ---- verifying ---- */

/* A set that cannot be read is as unsound as one that tells something else. */
static enum status compare(struct connection *connection, struct cursor *cursor, span_visitor visit,
                           void *context, struct error *error)
{
    struct span_set kept;
    struct span_set found = {{0}};
    struct error damage;
    int64_t term = cursor_integer(cursor, 0);
    int64_t span = cursor_integer(cursor, 1);
    bool is_readable = span_set_unpack(cursor_text(cursor, 2), &kept, &damage) == STATUS_OK;
    const struct span_range range = {.first = span, .count = 1, .sets = &found};
    enum status status = load_postings(connection, term, &range, error);
    if (status == STATUS_OK) {
        visit(context, term, span, is_readable && memcmp(&kept, &found, sizeof kept) == 0);
    }
    return status;
}

enum status spans_compare(struct connection *connection, span_visitor visit, void *context,
                          struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    enum status status = cursor_begin_walk(
        connection, "SELECT term, span, seqs FROM posting_span ORDER BY term, span", NO_VALUES,
        &cursor, error);
    bool row = true;
    while (status == STATUS_OK) {
        status = cursor_step(cursor, &row, error);
        if (status != STATUS_OK || !row) {
            break;
        }
        status = compare(connection, cursor, visit, context, error);
    }
    return status;
}
