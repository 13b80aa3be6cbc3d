/* SPDX-License-Identifier: Apache-2.0 */

/* THE table of files from NHS ODS. A new one is a row here. */
#include "people/layouts.h"

#include "base/ascii.h"
#include "base/london.h"
#include "people/columns.h"
#include "people/people.h"

static const char successor[] = "Successor";
static const char predecessor[] = "Predecessor";

/* ---- what rows say ---- */

static bool refuse(const struct ods_row *row, const char *column, enum ods_field field,
                   const char *remedy)
{
    const struct problem_place place = {row->line, column, row->fields[field]};
    problems_add(row->problems, &row->problems->errors, &place, "%s", remedy);
    return false;
}

static bool take_code(const struct ods_row *row, enum ods_field field, const char *column,
                      struct text *out)
{
    *out = ods_code_read(row->fields[field], row->problems->arena);
    return out->data != NULL ? true : refuse(row, column, field, "is no ODS code");
}

/* Files have 9999-12-31 where they mean never. */
static int64_t within(int64_t us)
{
    us = us < PEOPLE_FROM_EVER_US ? PEOPLE_FROM_EVER_US : us;
    return us > PEOPLE_TO_EVER_US ? PEOPLE_TO_EVER_US : us;
}

/* A day's midnight; `never_us` if the field is empty. */
static bool take_day(const struct ods_row *row, enum ods_field field, int64_t never_us,
                     int64_t *out)
{
    int64_t day = 0;
    struct text text = row->fields[field];
    *out = never_us;
    if (text.length == 0) {
        return true;
    }
    if (!day_parse(text, &day)) {
        return refuse(row, "date", field, "is no day; ODS writes YYYY-MM-DD or YYYYMMDD");
    }
    *out = within(london_midnight_us(day));
    return true;
}

/* ODS says the last day, we the first after it. */
static bool take_last_day(const struct ods_row *row, enum ods_field field, int64_t *out)
{
    int64_t day = 0;
    if (!take_day(row, field, PEOPLE_TO_EVER_US, out)) {
        return false;
    }
    if (day_parse(row->fields[field], &day)) {
        *out = within(london_midnight_us(day + 1));
    }
    return true;
}

static enum ods_field either(const struct ods_row *row, enum ods_field first, enum ods_field second)
{
    return row->fields[first].length > 0 ? first : second;
}

static bool take_span(const struct ods_row *row, int64_t *from_us, int64_t *to_us)
{
    return take_day(row, either(row, ODS_FROM, ODS_LEGAL_FROM), PEOPLE_FROM_EVER_US, from_us) &&
           take_last_day(row, either(row, ODS_TO, ODS_LEGAL_TO), to_us);
}

static enum status tell_organisation(const struct ods_row *row, const struct ods_sink *sink,
                                     struct error *error)
{
    struct stored_organisation organisation = {.name = row->fields[ODS_NAME]};
    return take_code(row, ODS_CODE, "code", &organisation.code) &&
                   take_span(row, &organisation.from_us, &organisation.to_us)
               ? sink->add_organisation(sink->context, &organisation, error)
               : STATUS_OK;
}

static enum status tell_role(const struct ods_row *row, const struct ods_sink *sink,
                             struct error *error)
{
    struct organisation_link link = {.relation = text_of(LINK_ROLE),
                                     .target = row->fields[ODS_ROLE]};
    return take_code(row, ODS_CODE, "code", &link.code) &&
                   take_span(row, &link.from_us, &link.to_us)
               ? sink->add_link(sink->context, &link, error)
               : STATUS_OK;
}

static enum status tell_relation(const struct ods_row *row, const struct ods_sink *sink,
                                 struct error *error)
{
    struct organisation_link link = {.relation = row->fields[ODS_RELATION]};
    return take_code(row, ODS_CODE, "code", &link.code) &&
                   take_code(row, ODS_TARGET, "target", &link.target) &&
                   take_span(row, &link.from_us, &link.to_us)
               ? sink->add_link(sink->context, &link, error)
               : STATUS_OK;
}

/* A succession is told from both ends; either is enough. */
static enum status tell_succession(const struct ods_row *row, const struct ods_sink *sink,
                                   struct error *error)
{
    bool is_forward = text_is(row->fields[ODS_KIND], successor);
    if (!is_forward && !text_is(row->fields[ODS_KIND], predecessor)) {
        (void)refuse(row, "type", ODS_KIND, "is neither Successor nor Predecessor");
        return STATUS_OK;
    }
    struct organisation_link link = {.relation = text_of(LINK_SUCCESSOR),
                                     .to_us = PEOPLE_TO_EVER_US};
    enum ods_field day = either(row, ODS_FROM, ODS_LEGAL_FROM);
    return take_code(row, is_forward ? ODS_CODE : ODS_TARGET, "code", &link.code) &&
                   take_code(row, is_forward ? ODS_TARGET : ODS_CODE, "target", &link.target) &&
                   take_day(row, day, PEOPLE_FROM_EVER_US, &link.from_us)
               ? sink->add_link(sink->context, &link, error)
               : STATUS_OK;
}

static enum status tell_direct(const struct ods_row *row, const struct ods_sink *sink,
                               const struct stored_organisation *organisation, const char *relation,
                               enum ods_field field, struct error *error)
{
    struct organisation_link link = {.code = organisation->code,
                                     .relation = text_of(relation),
                                     .from_us = organisation->from_us,
                                     .to_us = organisation->to_us};
    if (row->fields[field].length == 0 || !take_code(row, field, relation, &link.target)) {
        return STATUS_OK;
    }
    if (field == ODS_PARENT && (!take_day(row, ODS_PARENT_FROM, link.from_us, &link.from_us) ||
                                (row->fields[ODS_PARENT_TO].length > 0 &&
                                 !take_last_day(row, ODS_PARENT_TO, &link.to_us)))) {
        return STATUS_OK;
    }
    return sink->add_link(sink->context, &link, error);
}

/* A report tells an organisation with where it belongs, as of the day of the file. */
static enum status tell_report(const struct ods_row *row, const struct ods_sink *sink,
                               struct error *error)
{
    struct stored_organisation organisation = {.name = row->fields[ODS_NAME]};
    if (!take_code(row, ODS_CODE, "code", &organisation.code) ||
        !take_span(row, &organisation.from_us, &organisation.to_us)) {
        return STATUS_OK;
    }
    enum status status = sink->add_organisation(sink->context, &organisation, error);
    if (status == STATUS_OK) {
        status = tell_direct(row, sink, &organisation, LINK_REGION, ODS_REGION, error);
    }
    if (status == STATUS_OK) {
        status = tell_direct(row, sink, &organisation, LINK_ICB, ODS_ICB, error);
    }
    return status == STATUS_OK
               ? tell_direct(row, sink, &organisation, LINK_PARENT, ODS_PARENT, error)
               : status;
}

/* ---- the table ---- */

#define SPAN_NAMES                                                                          \
    [ODS_FROM] = "OperationalStartDate|StartDate", [ODS_TO] = "OperationalEndDate|EndDate", \
    [ODS_LEGAL_FROM] = "LegalStartDate", [ODS_LEGAL_TO] = "LegalEndDate"
#define CODE_NAME [ODS_CODE] = "OrganisationId|OrganisationCode"
#define TARGET_NAME [ODS_TARGET] = "TargetOrganisationId|TargetOrganisationCode"

const struct ods_layout ods_layouts[] = {
    {.name = "relationships",
     .help = "Relationship_Details.csv",
     .names = {CODE_NAME, TARGET_NAME, SPAN_NAMES, [ODS_RELATION] = "RelationshipId|RelTypeId"},
     .needed = {ODS_CODE, ODS_TARGET, ODS_RELATION, ODS_FIELDS},
     .relations = {"RE", NULL},
     .tell = tell_relation},
    {.name = "successors",
     .help = "Successor_Details.csv",
     .names = {CODE_NAME, TARGET_NAME, SPAN_NAMES, [ODS_KIND] = "Type|SuccessorType"},
     .needed = {ODS_CODE, ODS_TARGET, ODS_KIND, ODS_FIELDS},
     .relations = {LINK_SUCCESSOR, NULL},
     .tell = tell_succession},
    {.name = "roles",
     .help = "Role_Details.csv",
     .names = {CODE_NAME, SPAN_NAMES, [ODS_ROLE] = "RoleId"},
     .needed = {ODS_CODE, ODS_ROLE, ODS_FIELDS},
     .relations = {LINK_ROLE, NULL},
     .tell = tell_role},
    {.name = "organisations",
     .help = "Organisation_Details.csv",
     .names = {CODE_NAME, SPAN_NAMES, [ODS_NAME] = "Name|OrganisationName"},
     .needed = {ODS_CODE, ODS_NAME, ODS_FIELDS},
     .relations = {NULL},
     .tell = tell_organisation},
    {.name = "report",
     .help = "etr, ets, eccg ... of 27 columns, without a line of names",
     .needed = {ODS_FIELDS},
     .columns = 27,
     .positions = {[ODS_CODE] = 1,
                   [ODS_NAME] = 2,
                   [ODS_REGION] = 3,
                   [ODS_ICB] = 4,
                   [ODS_FROM] = 11,
                   [ODS_TO] = 12,
                   [ODS_PARENT] = 15,
                   [ODS_PARENT_FROM] = 16,
                   [ODS_PARENT_TO] = 17},
     .relations = {LINK_REGION, LINK_ICB, LINK_PARENT, NULL},
     .is_partial = true,
     .tell = tell_report},
    {.name = NULL},
};

/* ---- finding it ---- */

static bool is_one_of(struct text name, const char *names)
{
    struct text rest = text_of(names);
    struct text one;
    while (text_split(&rest, '|', &one)) {
        bool is_same = one.length == name.length;
        for (size_t i = 0; i < one.length && is_same; i++) {
            is_same = ascii_to_lower(one.data[i]) == ascii_to_lower(name.data[i]);
        }
        if (is_same) {
            return true;
        }
    }
    return false;
}

void ods_layout_place(const struct ods_layout *layout, const struct csv_row *first,
                      size_t out[ODS_FIELDS])
{
    for (size_t field = 0; field < ODS_FIELDS; field++) {
        out[field] = layout->positions[field];
        for (size_t i = first->count; i-- > 0 && layout->names[field] != NULL;) {
            if (is_one_of(text_trim(first->values[i]), layout->names[field])) {
                out[field] = i + 1;
            }
        }
    }
}

static bool fits(const struct ods_layout *layout, const struct csv_row *first)
{
    if (layout->columns > 0) {
        return first->count == layout->columns;
    }
    size_t places[ODS_FIELDS];
    ods_layout_place(layout, first, places);
    for (size_t i = 0; layout->needed[i] != ODS_FIELDS; i++) {
        if (places[layout->needed[i]] == 0) {
            return false;
        }
    }
    return true;
}

const struct ods_layout *ods_layout_find(const struct csv_row *first)
{
    for (const struct ods_layout *layout = ods_layouts; layout->name != NULL; layout++) {
        if (fits(layout, first)) {
            return layout;
        }
    }
    return NULL;
}
