/* SPDX-License-Identifier: Apache-2.0 */

/* Spans by whom they are of, in lists: most have one. */
#include "aggregate/book.h"

#include "aggregate/intern.h"
#include "base/timestamp.h"

enum { STINT_VALUES = 5, PLACE_VALUES = 3 };

struct span {
    int64_t from_us;
    int64_t to_us;
    struct text values[STINT_VALUES];
    const struct span *next;
};

/* Spans of whatever `keys` numbers. */
struct spans {
    struct intern *keys;
    const struct span **first;
    size_t capacity;
    size_t value_count;
};

struct book {
    struct arena *arena;
    struct intern *allowed;  /* learners whose statements may be looked at; NULL: all */
    struct intern *learners; /* accounts that are not persons of their own */
    struct text *persons;
    size_t person_capacity;
    struct spans stints;
    struct spans places;
};

static struct text copy(struct arena *arena, const char *value)
{
    return value == NULL ? (struct text){NULL, 0} : text_of(arena_copy_string(arena, value));
}

static enum status add_person(void *context, const struct report_row *row, struct error *error)
{
    (void)error;
    struct book *book = context;
    uint32_t number = intern_add(book->learners, text_of(row->values[0]));
    book->persons = arena_grow(book->arena, book->persons, number, &book->person_capacity,
                               sizeof *book->persons);
    book->persons[number] = copy(book->arena, row->values[1]);
    return STATUS_OK;
}

/* A row of key, from_at, to_at and values. */
static void add_span(struct arena *arena, struct spans *spans, const struct report_row *row)
{
    struct span *span = ARENA_NEW(arena, struct span);
    if (row->values[0] == NULL || !timestamp_parse(text_of(row->values[1]), &span->from_us) ||
        !timestamp_parse(text_of(row->values[2]), &span->to_us)) {
        return; /* no time of ours is not one */
    }
    size_t known = intern_count(spans->keys);
    uint32_t number = intern_add(spans->keys, text_of(row->values[0]));
    if (number == known) {
        spans->first =
            arena_grow(arena, spans->first, known, &spans->capacity, sizeof *spans->first);
    }
    for (size_t i = 0; i < spans->value_count; i++) {
        span->values[i] = copy(arena, row->values[3 + i]);
    }
    span->next = spans->first[number];
    spans->first[number] = span;
}

static enum status add_stint(void *context, const struct report_row *row, struct error *error)
{
    (void)error;
    struct book *book = context;
    add_span(book->arena, &book->stints, row);
    return STATUS_OK;
}

static enum status add_place(void *context, const struct report_row *row, struct error *error)
{
    (void)error;
    struct book *book = context;
    add_span(book->arena, &book->places, row);
    return STATUS_OK;
}

static enum status add_allowed(void *context, const struct report_row *row, struct error *error)
{
    (void)error;
    struct book *book = context;
    (void)intern_add(book->allowed, text_of(row->values[0]));
    return STATUS_OK;
}

static struct book *book_create(struct arena *arena, bool is_narrowed)
{
    struct book *book = ARENA_NEW(arena, struct book);
    book->arena = arena;
    book->allowed = is_narrowed ? intern_create(arena) : NULL;
    book->learners = intern_create(arena);
    book->stints = (struct spans){.keys = intern_create(arena), .value_count = STINT_VALUES};
    book->places = (struct spans){.keys = intern_create(arena), .value_count = PLACE_VALUES};
    return book;
}

enum status book_read(struct store *store, const char *organisation, struct arena *arena,
                      struct book **out, struct error *error)
{
    static const struct {
        const char *sql;
        report_visitor add;
        bool is_for_narrowed;
    } parts[] = {
        {"SELECT learner FROM report_learner", add_allowed, true},
        {"SELECT learner, person FROM report_learner WHERE person <> learner", add_person, false},
        {"SELECT learner, from_at, to_at, organisation, profession, staff_group, band, site "
         "FROM report_person",
         add_stint, false},
        {"SELECT organisation, from_at, to_at, successor, icb, region FROM report_organisation",
         add_place, false},
    };
    enum status status = STATUS_OK;
    *out = book_create(arena, organisation != NULL);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0] && status == STATUS_OK; i++) {
        const struct report_query query = {.sql = parts[i].sql, .organisation = organisation};
        if (organisation != NULL || !parts[i].is_for_narrowed) {
            status = store_ask_report(store, &query, parts[i].add, *out, error);
        }
    }
    return status;
}

bool book_allows(const struct book *book, struct text learner)
{
    return book->allowed == NULL ||
           (learner.length > 0 && intern_find(book->allowed, learner) != INTERN_NONE);
}

static const struct span *span_at(const struct spans *spans, struct text key, int64_t us)
{
    uint32_t number = key.length == 0 ? INTERN_NONE : intern_find(spans->keys, key);
    const struct span *span = number == INTERN_NONE ? NULL : spans->first[number];
    while (span != NULL && (us < span->from_us || us >= span->to_us)) {
        span = span->next;
    }
    return span;
}

static struct text value_at(const struct spans *spans, struct text key, int64_t us, size_t value)
{
    const struct span *span = span_at(spans, key, us);
    return span == NULL ? (struct text){NULL, 0} : span->values[value];
}

static struct text organisation_at(const struct book *book, struct text learner, int64_t us,
                                   struct text said)
{
    const struct span *stint = span_at(&book->stints, learner, us);
    return stint != NULL && stint->values[0].data != NULL ? stint->values[0] : said;
}

static struct text find(const struct book *book, struct text learner, int64_t us, struct text said,
                        enum person_attribute attribute)
{
    uint32_t number = INTERN_NONE;
    switch (attribute) {
    case PERSON_NOTHING:
        break;
    case PERSON_HUMAN:
        number = intern_find(book->learners, learner);
        return number == INTERN_NONE ? learner : book->persons[number];
    case PERSON_ORGANISATION:
        return organisation_at(book, learner, us, said);
    case PERSON_SUCCESSOR:
    case PERSON_ICB:
    case PERSON_REGION:
        return value_at(&book->places, organisation_at(book, learner, us, said), us,
                        (size_t)attribute - PERSON_SUCCESSOR);
    case PERSON_PROFESSION:
    case PERSON_STAFF_GROUP:
    case PERSON_BAND:
    case PERSON_SITE:
        return value_at(&book->stints, learner, us, (size_t)attribute - PERSON_PROFESSION + 1);
    }
    return (struct text){NULL, 0};
}

void book_look_up(const struct book *book, struct text learner, int64_t us, struct text said,
                  enum person_attribute attribute, struct aggregate_value *out)
{
    *out = (struct aggregate_value){.is_known = false};
    if (learner.length > 0) {
        out->text = find(book, learner, us, said, attribute);
        out->is_known = out->text.data != NULL;
    }
}
