/* SPDX-License-Identifier: Apache-2.0 */

/* Staff records of the cohort. Who works where is read from what the learners tell, so that it
 * fits; all else is drawn by a lot of its own, so that the cohort's statements stay as they are. */
#include "cohort/staff.h"

#include "base/chance.h"
#include "base/csv.h"
#include "base/file.h"
#include "cohort/cohort.h"
#include "profiles/vocabulary.h"

#include <jansson.h>

#include <stdio.h>

enum {
    FILE_LIMIT = 64 << 20,
    BOARDS = 6,
    REGIONS = 2,
    MOVED_EVERY = 20,  /* learners that worked elsewhere before */
    DOUBLE_EVERY = 40, /* learners that have an account on another LMS, too */
    REORGANISED = 5,   /* organisations that changed their board on 2017-04-01 */
};

#define ROSTER_HEAD                                                                           \
    "home_page,account,mbox,organisation,profession,registration,staff_group,band,site,from," \
    "to\r\n"
#define OTHER_LMS "https://synthetic.invalid/other-lms"

/* ---- the roster ---- */

struct roster {
    struct buffer file;
    struct chance chance;
    size_t learners;
};

/* What stays the same in all rows of a learner. */
struct employee {
    const char *account;
    const char *profession;
    const char *band;
    size_t number;
};

static const char *draw(struct chance *chance, const char *const *names, size_t count)
{
    return names[chance_between(chance, 0, (int64_t)count - 1)];
}

static struct employee hire(struct roster *roster, const char *account)
{
    static const char *const professions[] = {"Physiotherapist", "Physiotherapist",
                                              "Physiotherapist", "Occupational therapist",
                                              "Osteopath"};
    static const char *const bands[] = {"5", "6", "6", "7", "8a"};
    return (struct employee){
        .account = account,
        .profession = draw(&roster->chance, professions, sizeof professions / sizeof *professions),
        .band = draw(&roster->chance, bands, sizeof bands / sizeof *bands),
        .number = ++roster->learners};
}

static void add_row(struct roster *roster, const struct employee *employee, const char *home_page,
                    const char *organisation, const char *from)
{
    buffer_print(&roster->file, "%s,%s,,%s,", home_page, employee->account, organisation);
    csv_add(&roster->file, text_of(employee->profession));
    buffer_print(&roster->file, ",SYN%06zu,Allied health professionals,%s,%s site %c,%s,\r\n",
                 employee->number, employee->band, organisation,
                 employee->number % 2 == 0 ? 'A' : 'B', from);
}

static enum status add_learner(void *context, json_t *statement, struct error *error)
{
    (void)error;
    struct roster *roster = context;
    const char *account = NULL;
    const char *home_page = NULL;
    json_t *extensions = NULL;
    if (json_unpack(statement, "{s:{s:{s:s, s:s}}, s:{s:o}}", "actor", "account", "homePage",
                    &home_page, "name", &account, "context", "extensions", &extensions) != 0) {
        return STATUS_OK; /* only those who register tell where they work */
    }
    const char *organisation =
        json_string_value(json_object_get(extensions, EXTENSION_ORGANISATION));
    if (organisation == NULL) {
        return STATUS_OK;
    }
    struct employee employee = hire(roster, account);
    if (employee.number % MOVED_EVERY == 0) {
        char before[sizeof "SYN60"];
        (void)snprintf(before, sizeof before, "SYN%02d",
                       (int)chance_between(&roster->chance, 1, COHORT_ORGANISATIONS));
        add_row(roster, &employee, home_page, before, "2012-09-01");
    }
    add_row(roster, &employee, home_page, organisation, "2015-09-01");
    if (employee.number % DOUBLE_EVERY == 0) {
        add_row(roster, &employee, OTHER_LMS, organisation, "2015-09-01");
    }
    return STATUS_OK;
}

/* ---- organisations ---- */

static int board_of(int organisation)
{
    return 1 + (organisation - 1) * BOARDS / COHORT_ORGANISATIONS;
}

static void tell_organisations(struct buffer *file)
{
    buffer_add_string(file,
                      "OrganisationId,Name,Status,OperationalStartDate,OperationalEndDate\r\n");
    for (int i = 1; i <= COHORT_ORGANISATIONS; i++) {
        bool is_merged = i == COHORT_ORGANISATIONS;
        buffer_print(file, "SYN%02d,SYNTHETIC HOSPITAL SYN%02d,%s,2001-04-01,%s\r\n", i, i,
                     is_merged ? "Inactive" : "Active", is_merged ? "2018-09-30" : "");
    }
    for (int i = 1; i <= BOARDS; i++) {
        buffer_print(file, "SYNI%d,SYNTHETIC BOARD %d,Active,2001-04-01,\r\n", i, i);
    }
    for (int i = 1; i <= REGIONS; i++) {
        buffer_print(file, "SYNR%d,SYNTHETIC REGION %d,Active,2001-04-01,\r\n", i, i);
    }
}

static void tell_roles(struct buffer *file)
{
    buffer_add_string(file,
                      "OrganisationId,RoleId,Status,OperationalStartDate,OperationalEndDate\r\n");
    for (int i = 1; i <= COHORT_ORGANISATIONS; i++) {
        buffer_print(file, "SYN%02d,RO197,Active,2001-04-01,\r\n", i);
    }
    for (int i = 1; i <= BOARDS; i++) {
        buffer_print(file, "SYNI%d,RO318,Active,2001-04-01,\r\n", i);
    }
    for (int i = 1; i <= REGIONS; i++) {
        buffer_print(file, "SYNR%d,RO209,Active,2001-04-01,\r\n", i);
    }
}

static void tell_relationships(struct buffer *file)
{
    buffer_add_string(file, "OrganisationId,RelationshipId,TargetOrganisationId,Status,"
                            "OperationalStartDate,OperationalEndDate\r\n");
    for (int i = 1; i <= COHORT_ORGANISATIONS; i++) {
        const char *from = "2001-04-01";
        if (i <= REORGANISED) {
            buffer_print(file, "SYN%02d,RE5,SYNI%d,Inactive,2001-04-01,2017-03-31\r\n", i, BOARDS);
            from = "2017-04-01";
        }
        buffer_print(file, "SYN%02d,RE5,SYNI%d,Active,%s,\r\n", i, board_of(i), from);
    }
    for (int i = 1; i <= BOARDS; i++) {
        buffer_print(file, "SYNI%d,RE5,SYNR%d,Active,2001-04-01,\r\n", i,
                     1 + (i - 1) * REGIONS / BOARDS);
    }
}

static void tell_successors(struct buffer *file)
{
    buffer_print(file,
                 "OrganisationId,Type,TargetOrganisationId,LegalStartDate\r\n"
                 "SYN%02d,Successor,SYN%02d,2018-10-01\r\n"
                 "SYN%02d,Predecessor,SYN%02d,2018-10-01\r\n",
                 COHORT_ORGANISATIONS, COHORT_ORGANISATIONS - 1, COHORT_ORGANISATIONS - 1,
                 COHORT_ORGANISATIONS);
}

/* ---- files ---- */

static enum status write_file(const char *folder, const char *name, const struct buffer *content,
                              struct error *error)
{
    AUTO(free) char *path = path_join(folder, name);
    enum status status = buffer_check(content, name, error);
    return status == STATUS_OK ? file_write_atomically(path, buffer_text(content), error) : status;
}

static enum status write_organisations(const char *folder, struct error *error)
{
    static const struct {
        const char *name;
        void (*tell)(struct buffer *file);
    } files[] = {{"Organisation_Details.csv", tell_organisations},
                 {"Role_Details.csv", tell_roles},
                 {"Relationship_Details.csv", tell_relationships},
                 {"Successor_Details.csv", tell_successors}};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < sizeof files / sizeof files[0] && status == STATUS_OK; i++) {
        AUTO(buffer_finish) struct buffer content = BUFFER_INIT(FILE_LIMIT);
        files[i].tell(&content);
        status = write_file(folder, files[i].name, &content, error);
    }
    return status;
}

enum status staff_write(const struct cohort *cohort, const char *folder, struct error *error)
{
    struct roster roster = {.file = BUFFER_INIT(FILE_LIMIT), .chance = {~cohort->seed}};
    buffer_add_string(&roster.file, ROSTER_HEAD);
    enum status status = folder_make(folder, error);
    status = status == STATUS_OK ? cohort_tell(cohort, add_learner, &roster, error) : status;
    status = status == STATUS_OK ? write_file(folder, "roster.csv", &roster.file, error) : status;
    buffer_finish(&roster.file);
    return status == STATUS_OK ? write_organisations(folder, error) : status;
}
