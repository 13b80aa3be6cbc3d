/* SPDX-License-Identifier: Apache-2.0 */

/* A set is kept as the distances from each of its seqs to the next, beginning at the one before the
 * span, in one or two bytes each; or, where that would be no shorter, as its words. */
#include "store/spans.h"

#include "store/postings.h"

#include <assert.h>
#include <string.h>

enum { SET_BYTES = SPAN_SIZE / 8, NEAR = 128 };

/* ---- one set ---- */

static uint64_t bit_of(int place)
{
    return UINT64_C(1) << place % 64;
}

static void add(struct span_set *set, int64_t seq)
{
    int place = (int)(seq % SPAN_SIZE);
    set->words[place / 64] |= bit_of(place);
}

static void take_away(struct span_set *set, int64_t seq)
{
    int place = (int)(seq % SPAN_SIZE);
    set->words[place / 64] &= ~bit_of(place);
}

static size_t write_words(const struct span_set *set, unsigned char *out)
{
    for (size_t i = 0; i < SET_BYTES; i++) {
        out[i] = (unsigned char)(set->words[i / 8] >> 8 * (i % 8));
    }
    return SET_BYTES;
}

static void read_words(const char *bytes, struct span_set *out)
{
    for (size_t i = 0; i < SET_BYTES; i++) {
        out->words[i / 8] |= (uint64_t)(unsigned char)bytes[i] << 8 * (i % 8);
    }
}

/* A distance below NEAR is one byte; of another the upper bits come first, with the mark NEAR. */
static size_t pack(const struct span_set *set, unsigned char out[SET_BYTES])
{
    size_t length = 0;
    int previous = -1;
    for (int place = 0; place < SPAN_SIZE; place++) {
        if ((set->words[place / 64] & bit_of(place)) == 0) {
            continue;
        }
        if (length + 2 >= SET_BYTES) {
            return write_words(set, out);
        }
        int distance = place - previous;
        if (distance >= NEAR) {
            out[length++] = (unsigned char)(NEAR | distance / NEAR);
        }
        out[length++] = (unsigned char)(distance % NEAR);
        previous = place;
    }
    return length;
}

static enum status unpack(struct text packed, struct span_set *out, struct error *error)
{
    *out = (struct span_set){{0}};
    if (packed.length == SET_BYTES) {
        read_words(packed.data, out);
        return STATUS_OK;
    }
    int place = -1;
    for (size_t i = 0; i < packed.length; i++) {
        int distance = (unsigned char)packed.data[i];
        if (distance >= NEAR && i + 1 < packed.length) {
            distance = (distance - NEAR) * NEAR + (unsigned char)packed.data[++i];
        }
        place += distance;
        if (distance == 0 || place >= SPAN_SIZE) {
            return FAIL(error, STATUS_UNAVAILABLE,
                        "a set of postings is damaged; run 'ibest-lrs verify', then 'ibest-lrs "
                        "rebuild'");
        }
        add(out, place);
    }
    return STATUS_OK;
}

static enum status save(struct connection *connection, int64_t term, int64_t span,
                        const struct span_set *set, struct error *error)
{
    unsigned char packed[SET_BYTES];
    size_t length = pack(set, packed);
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
    add(&gathering->set, cursor_integer(cursor, 1));
    return status;
}

/* Of frequent terms, of the same as statements' own, and of the mark. SQLite takes the index
 * term_frequent only where its own condition stands in the text. */
#define POSTINGS_OF(term)                                                             \
    "SELECT p.term, p.seq FROM term t CROSS JOIN posting p WHERE t.uses >= 2048 AND " \
    "p.term = " term " AND p.seq >= $1 AND p.seq < $2 ORDER BY t.id, p.seq"
_Static_assert(SPAN_FREQUENT == 2048, "the number stands in SQL, here and in the schemas");
_Static_assert(POSTING_MARK == 0, "the number stands in SQL");
static const char *const gathered[] = {
    POSTINGS_OF("t.id"), POSTINGS_OF("-t.id"),
    "SELECT term, seq FROM posting WHERE term = 0 AND seq >= $1 AND seq < $2 ORDER BY seq"};

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
    return status == STATUS_OK && *out_row ? unpack(cursor_text(cursor, 0), out, error) : status;
}

enum status spans_change(struct connection *connection, int64_t term, int64_t seq,
                         enum span_change change, struct error *error)
{
    struct span_set set;
    bool is_there = false;
    enum status status = find(connection, term, span_of(seq), &is_there, &set, error);
    if (status != STATUS_OK || !is_there) {
        return status;
    }
    (change == SPAN_ADD ? add : take_away)(&set, seq);
    return save(connection, term, span_of(seq), &set, error);
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
        status = unpack(cursor_text(cursor, 1), &range->sets[index], error);
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
        add(&range->sets[span_of(seq) - range->first], seq);
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

/* Leaves in the sets what is in `other` too; false if that is nothing. */
static bool meet(const struct span_range *range, const struct span_set *other)
{
    uint64_t any = 0;
    for (size_t i = 0; i < range->count; i++) {
        for (size_t word = 0; word < SPAN_WORDS; word++) {
            range->sets[i].words[word] &= other[i].words[word];
            any |= range->sets[i].words[word];
        }
    }
    return any != 0;
}

enum status spans_meet(struct connection *connection, const int64_t *terms, size_t count,
                       const struct span_range *range, bool *out_any, struct error *error)
{
    const struct span_range next = {
        .first = range->first, .count = range->count, .sets = range->scratch};
    enum status status = spans_load(connection, terms[0], range, error);
    bool any = status == STATUS_OK && meet(range, range->sets);
    for (size_t i = 1; i < count && any && status == STATUS_OK; i++) {
        status = spans_load(connection, terms[i], &next, error);
        any = status == STATUS_OK && meet(range, next.sets);
    }
    *out_any = any;
    return status;
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
    bool is_readable = unpack(cursor_text(cursor, 2), &kept, &damage) == STATUS_OK;
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
