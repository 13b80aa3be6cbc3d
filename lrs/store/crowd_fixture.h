/* SPDX-License-Identifier: Apache-2.0 */

/* A crowd: the statements of many synthetic learners of many courses, of any number, for what has
 * to be measured. Statement i is the same in each run and is made without those before it.
 *
 * A learner makes about 50 statements, most of them close together; learners, courses, modules and
 * verbs are as unevenly frequent as they are in a real store. For questions that are hard to answer
 * a crowd also has, whatever its size,
 *   - a kiosk, which makes one statement in 50, all in one module, and never terminates it;
 *   - a hermit, who makes 39 statements, with a verb, a page and a registration of his own;
 *   - an importer (an instructor in their context) whose statements, one in a hundred, stand in one
 *     row and are all voided, in the row behind it, by the administrator;
 *   - instructors, one of them busy, who comment, in one of 50 statements, on statements, three
 *     times in four on their comments before.
 */
#ifndef STORE_CROWD_FIXTURE_H
#define STORE_CROWD_FIXTURE_H

#include "base/chance.h"
#include "base/timestamp.h"
#include "store/fixture.h"

#define CROWD_LMS "https://lms.invalid"
#define CROWD_COURSES "https://learn.invalid/"
#define CROWD_VERBS "http://adlnet.gov/expapi/verbs/"
#define CROWD_TYPES "http://adlnet.gov/expapi/activities/"
#define CROWD_KEY(name) "account:" CROWD_LMS "|" name
#define CROWD_AUTHORITY \
    "{\"objectType\":\"Agent\",\"account\":{\"homePage\":\"" CROWD_LMS "\",\"name\":\"player\"}}"

/* What there is most of, of each kind of term, and what there is little of. */
#define CROWD_EVERYWHERE CROWD_COURSES "profile/v2" /* related activity */
#define CROWD_MODULE CROWD_COURSES "course-0/module-0"
#define CROWD_PAGE CROWD_MODULE "/page-0"
#define CROWD_RARE_PAGE CROWD_COURSES "course-0/hermitage"
#define CROWD_EXPERIENCED CROWD_VERBS "experienced"
#define CROWD_TERMINATED CROWD_VERBS "terminated"
#define CROWD_COMMENTED CROWD_VERBS "commented"
#define CROWD_RARE_VERB CROWD_VERBS "meditated"
#define CROWD_KIOSK_REGISTRATION "00000000-0000-4000-8000-00006b696f73"
#define CROWD_RARE_REGISTRATION "00000000-0000-4000-8000-00006865726d"

enum {
    CROWD_BATCH = 500,
    CROWD_BATCH_LIMIT = CROWD_BATCH * 4096,
    CROWD_STATEMENTS_MIN = 1000,
    CROWD_MODULES = 8,
    CROWD_PAGES = 12,
    CROWD_INSTRUCTORS = 20,
    CROWD_BUSY = 0, /* the number of the busy one */
};

struct crowd {
    uint32_t statements; /* CROWD_STATEMENTS_MIN or more */
    uint32_t learners;
    uint64_t seed;
};

static inline struct crowd crowd_make(uint32_t statements)
{
    return (struct crowd){.statements = statements, .learners = statements / 50, .seed = 20180430};
}

/* Who makes a statement. */
enum crowd_role {
    CROWD_LEARNER,
    CROWD_KIOSK,
    CROWD_HERMIT,
    CROWD_IMPORTED,
    CROWD_ADMINISTRATOR,
    CROWD_INSTRUCTOR
};

static inline uint32_t crowd_hundredth(const struct crowd *crowd)
{
    return crowd->statements / 100;
}

/* Where the row of voided statements begins; it has crowd_hundredth() statements. */
static inline uint32_t crowd_imported_from(const struct crowd *crowd)
{
    return crowd->statements / 2;
}

static inline enum crowd_role crowd_role_of(const struct crowd *crowd, uint32_t number)
{
    uint32_t behind = number - crowd_imported_from(crowd);
    if (number >= crowd_imported_from(crowd) && behind < 2 * crowd_hundredth(crowd)) {
        return behind < crowd_hundredth(crowd) ? CROWD_IMPORTED : CROWD_ADMINISTRATOR;
    }
    if (number % (crowd->statements / 40) == 0) {
        return CROWD_HERMIT;
    }
    if (number % 50 == 49) {
        return CROWD_INSTRUCTOR;
    }
    return number % 50 == 25 ? CROWD_KIOSK : CROWD_LEARNER;
}

/* ---- chance: of what is numbered, for one purpose ---- */

enum crowd_purpose { CROWD_OF_ID = 1, CROWD_OF_STATEMENT, CROWD_OF_PERSON, CROWD_OF_REGISTRATION };

static inline struct chance crowd_chance(const struct crowd *crowd, enum crowd_purpose purpose,
                                         uint32_t number)
{
    struct chance seed = {crowd->seed + (uint64_t)purpose};
    return (struct chance){chance_next(&seed) + number};
}

static inline uint32_t crowd_below(struct chance *chance, uint32_t bound)
{
    return (uint32_t)chance_between(chance, 0, (int64_t)bound - 1);
}

static inline struct uuid crowd_uuid(struct chance chance)
{
    struct uuid id;
    for (size_t i = 0; i < sizeof id.bytes; i++) {
        id.bytes[i] = (uint8_t)chance_next(&chance);
    }
    id.bytes[6] = (uint8_t)((id.bytes[6] & 0x0f) | 0x40);
    id.bytes[8] = (uint8_t)((id.bytes[8] & 0x3f) | 0x80);
    return id;
}

static inline struct uuid crowd_id(const struct crowd *crowd, uint32_t number)
{
    return crowd_uuid(crowd_chance(crowd, CROWD_OF_ID, number));
}

static inline void crowd_write_uuid(struct uuid id, struct buffer *out)
{
    char text[UUID_TEXT_SIZE];
    uuid_format(&id, text);
    buffer_add_string(out, text);
}

/* ---- people ---- */

static inline void crowd_write_name(struct chance chance, struct buffer *out)
{
    static const char *const first[] = {"Ada",   "Bilal", "Carys", "Dev",   "Efua",  "Fergus",
                                        "Grace", "Hana",  "Idris", "Joan",  "Kemal", "Lowri",
                                        "Mina",  "Nia",   "Oscar", "Priya", "Rhys",  "Saoirse"};
    static const char *const last[] = {"Alder", "Birch", "Cedar", "Elm",    "Fir",   "Hawthorn",
                                       "Hazel", "Holly", "Larch", "Linden", "Maple", "Oak",
                                       "Pine",  "Rowan", "Thorn", "Willow", "Wych",  "Yew"};
    uint32_t drawn = crowd_below(&chance, 18 * 18 * 18);
    buffer_print(out, "%s %s-%s", first[drawn % 18], last[drawn / 18 % 18], last[drawn / 18 / 18]);
}

/* Most are busy for one hundredth of the store's time; one statement in five is of anybody. */
static inline uint32_t crowd_learner_of(const struct crowd *crowd, uint32_t number,
                                        struct chance *chance)
{
    if (chance_of(chance, 20)) {
        return crowd_below(chance, crowd->learners);
    }
    uint64_t now = (uint64_t)number * crowd->learners / crowd->statements;
    return (uint32_t)(now + crowd_below(chance, crowd->learners / 100 + 5)) % crowd->learners;
}

static inline void crowd_write_account(const char *name, struct buffer *out)
{
    buffer_print(out, "{\"account\":{\"homePage\":\"" CROWD_LMS "\",\"name\":\"%s\"}}", name);
}

/* The account of a learner: eight digits that tell nothing of the next learner's. */
static inline void crowd_learner_account(const struct crowd *crowd, uint32_t learner, char out[16])
{
    struct chance chance = crowd_chance(crowd, CROWD_OF_PERSON, learner);
    (void)snprintf(out, 16, "%02u%06u", crowd_below(&chance, 100), learner);
}

static inline void crowd_write_learner(const struct crowd *crowd, uint32_t learner,
                                       struct buffer *out)
{
    char account[16];
    crowd_learner_account(crowd, learner, account);
    buffer_add_string(out, "{\"name\":\"");
    crowd_write_name(crowd_chance(crowd, CROWD_OF_PERSON, learner), out);
    buffer_print(out, "\",\"account\":{\"homePage\":\"" CROWD_LMS "\",\"name\":\"%s\"}}", account);
}

static inline void crowd_write_instructor(uint32_t number, struct buffer *out)
{
    char name[32];
    (void)snprintf(name, sizeof name, "instructor-%u", number % CROWD_INSTRUCTORS);
    crowd_write_account(name, out);
}

/* ---- what is done ---- */

struct crowd_deed {
    const struct crowd *crowd;
    enum crowd_role role;
    uint32_t number;
    uint32_t learner;
    uint32_t course;
    uint32_t module;
    uint32_t page;
    struct chance chance; /* for all the rest */
};

enum crowd_place { CROWD_ON_PAGE, CROWD_ON_MODULE, CROWD_ON_COURSE };

static const struct {
    const char *verb;
    uint32_t permille;
    enum crowd_place place;
} crowd_deeds[] = {
    {"experienced", 550, CROWD_ON_PAGE},   {"progressed", 120, CROWD_ON_MODULE},
    {"initialized", 110, CROWD_ON_MODULE}, {"terminated", 100, CROWD_ON_MODULE},
    {"answered", 40, CROWD_ON_PAGE},       {"completed", 35, CROWD_ON_MODULE},
    {"passed", 30, CROWD_ON_MODULE},       {"failed", 10, CROWD_ON_MODULE},
    {"registered", 5, CROWD_ON_COURSE},
};

static inline size_t crowd_draw_deed(struct chance *chance)
{
    uint32_t drawn = crowd_below(chance, 1000);
    size_t deed = 0;
    while (drawn >= crowd_deeds[deed].permille) {
        drawn -= crowd_deeds[deed++].permille;
    }
    return deed;
}

static inline uint32_t crowd_smaller(uint32_t left, uint32_t right)
{
    return left < right ? left : right;
}

/* The first course has two fifths of the learners; first modules and pages have most visits. */
static inline void crowd_go(struct crowd_deed *deed)
{
    if (deed->role == CROWD_KIOSK) {
        return;
    }
    struct chance person = crowd_chance(deed->crowd, CROWD_OF_REGISTRATION, deed->learner);
    struct chance *chance = &deed->chance;
    deed->course = chance_of(&person, 40) ? 0 : 1 + crowd_below(&person, 19);
    deed->module =
        crowd_smaller(crowd_below(chance, CROWD_MODULES), crowd_below(chance, CROWD_MODULES));
    deed->page = crowd_smaller(crowd_below(chance, CROWD_PAGES), crowd_below(chance, CROWD_PAGES));
}

static inline struct crowd_deed crowd_deed_of(const struct crowd *crowd, uint32_t number)
{
    struct crowd_deed deed = {.crowd = crowd,
                              .role = crowd_role_of(crowd, number),
                              .number = number,
                              .chance = crowd_chance(crowd, CROWD_OF_STATEMENT, number)};
    deed.learner = crowd_learner_of(crowd, number, &deed.chance);
    crowd_go(&deed);
    return deed;
}

static inline void crowd_write_actor(const struct crowd_deed *deed, struct buffer *out)
{
    buffer_add_string(out, "\"actor\":");
    switch (deed->role) {
    case CROWD_LEARNER:
    case CROWD_IMPORTED:
        crowd_write_learner(deed->crowd, deed->learner, out);
        break;
    case CROWD_KIOSK:
        crowd_write_account("kiosk", out);
        break;
    case CROWD_HERMIT:
        crowd_write_account("hermit", out);
        break;
    case CROWD_ADMINISTRATOR:
        crowd_write_account("administrator", out);
        break;
    case CROWD_INSTRUCTOR:
        crowd_write_instructor(deed->number % 400 < 200 ? CROWD_BUSY : deed->number / 400, out);
        break;
    }
}

static inline void crowd_write_verb(const char *verb, struct buffer *out)
{
    buffer_print(out, ",\"verb\":{\"id\":\"" CROWD_VERBS "%s\",\"display\":{\"en-GB\":\"%s\"}}",
                 verb, verb);
}

/* All of it but the end of its definition. */
static inline void crowd_write_activity_id(const struct crowd_deed *deed, enum crowd_place place,
                                           struct buffer *out)
{
    static const char *const types[] = {"media", "module", "course"};
    buffer_print(out, "{\"id\":\"" CROWD_COURSES "course-%u", deed->course);
    if (place != CROWD_ON_COURSE) {
        buffer_print(out, "/module-%u", deed->module);
    }
    if (place == CROWD_ON_PAGE) {
        buffer_print(out, "/page-%u", deed->page);
    }
    buffer_print(out, "\",\"definition\":{\"type\":\"" CROWD_TYPES "%s\"", types[place]);
}

static inline void crowd_write_object(const struct crowd_deed *deed, enum crowd_place place,
                                      struct buffer *out)
{
    static const char *const topics[] = {"Pain and the brain",
                                         "Moving with confidence",
                                         "Setting goals",
                                         "Pacing",
                                         "Sleep",
                                         "Unhelpful thoughts",
                                         "Flare-ups",
                                         "Staying active"};
    buffer_add_string(out, ",\"object\":");
    crowd_write_activity_id(deed, place, out);
    buffer_print(out, ",\"name\":{\"en-GB\":\"%s\"}}}", topics[(deed->course + deed->module) % 8]);
}

static inline void crowd_write_reference(const struct crowd_deed *deed, uint32_t target,
                                         struct buffer *out)
{
    buffer_add_string(out, ",\"object\":{\"objectType\":\"StatementRef\",\"id\":\"");
    crowd_write_uuid(crowd_id(deed->crowd, target), out);
    buffer_add_string(out, "\"}");
}

static inline void crowd_write_result(struct crowd_deed *deed, struct buffer *out)
{
    uint32_t raw = crowd_below(&deed->chance, 1001);
    uint32_t duration = crowd_below(&deed->chance, 30 * 60 * 100);
    uint32_t response = crowd_below(&deed->chance, 1U << 30);
    buffer_print(out,
                 ",\"result\":{\"score\":{\"scaled\":%u.%03u,\"raw\":%u.%u,\"min\":0,\"max\":100},"
                 "\"success\":%s,\"duration\":\"PT%uM%u.%02uS\",\"response\":\"%08x\"}",
                 raw / 1000, raw % 1000, raw / 10, raw % 10, raw > 700 ? "true" : "false",
                 duration / 6000, duration / 100 % 60, duration % 100, response);
}

static inline void crowd_write_registration(const struct crowd_deed *deed, struct buffer *out)
{
    buffer_add_string(out, ",\"context\":{\"registration\":\"");
    if (deed->role == CROWD_KIOSK) {
        buffer_add_string(out, CROWD_KIOSK_REGISTRATION);
    } else if (deed->role == CROWD_HERMIT) {
        buffer_add_string(out, CROWD_RARE_REGISTRATION);
    } else {
        crowd_write_uuid(
            crowd_uuid(crowd_chance(deed->crowd, CROWD_OF_REGISTRATION, deed->learner)), out);
    }
    buffer_add_string(out, "\",\"instructor\":");
    if (deed->role == CROWD_IMPORTED) {
        crowd_write_account("importer", out);
    } else {
        crowd_write_instructor(deed->learner, out);
    }
}

static inline void crowd_write_context(struct crowd_deed *deed, struct buffer *out)
{
    static const char *const browsers[] = {"Edge", "Firefox", "Chrome", "Safari"};
    uint32_t version = crowd_below(&deed->chance, 30 * 7000);
    crowd_write_registration(deed, out);
    buffer_add_string(out, ",\"platform\":\"Synthetic LMS\",\"language\":\"en-GB\","
                           "\"contextActivities\":{\"parent\":[");
    crowd_write_activity_id(deed, CROWD_ON_MODULE, out);
    buffer_add_string(out, "}}],\"grouping\":[");
    crowd_write_activity_id(deed, CROWD_ON_COURSE, out);
    buffer_print(out,
                 "}}],\"category\":[{\"id\":\"" CROWD_EVERYWHERE "\"}]},\"extensions\":{"
                 "\"" CROWD_COURSES "x/organisation\":\"SYN%03u\",\"" CROWD_COURSES
                 "x/browser\":\"%s/%u.%u\",\"" CROWD_COURSES "x/session\":\"",
                 deed->learner % 211, browsers[version % 4], 100 + version / 7000, version % 7000);
    crowd_write_uuid(crowd_uuid(deed->chance), out);
    buffer_add_string(out, "\"}}");
}

/* A hermit's deeds are all the same; a kiosk is left by walking away. */
static inline void crowd_write_deed(struct crowd_deed *deed, struct buffer *out)
{
    size_t drawn = crowd_draw_deed(&deed->chance);
    const char *verb = crowd_deeds[drawn].verb;
    if (deed->role == CROWD_HERMIT) {
        crowd_write_verb("meditated", out);
        buffer_add_string(out, ",\"object\":{\"id\":\"" CROWD_RARE_PAGE "\"}");
    } else {
        bool is_left = deed->role == CROWD_KIOSK && strcmp(verb, "terminated") == 0;
        crowd_write_verb(is_left ? "initialized" : verb, out);
        crowd_write_object(deed, crowd_deeds[drawn].place, out);
    }
    crowd_write_result(deed, out);
    crowd_write_context(deed, out);
}

/* One comment in four begins anew, with a statement of a while ago. */
static inline void crowd_write_comment(struct crowd_deed *deed, struct buffer *out)
{
    bool goes_on = deed->number / 50 % 4 != 0;
    uint32_t back = goes_on ? 50 : 1 + crowd_below(&deed->chance, 49);
    crowd_write_verb("commented", out);
    crowd_write_reference(deed, deed->number - back, out);
    buffer_print(out, ",\"result\":{\"response\":\"Seen, %08x\"}",
                 crowd_below(&deed->chance, 1U << 30));
}

/* Adds statement `number`, from 0, as JSON. About one happens every 40 seconds. */
static inline void crowd_write(const struct crowd *crowd, uint32_t number, struct buffer *out)
{
    struct crowd_deed deed = crowd_deed_of(crowd, number);
    char timestamp[TIMESTAMP_SIZE];
    buffer_add_string(out, "{\"id\":\"");
    crowd_write_uuid(crowd_id(crowd, number), out);
    timestamp_format(INT64_C(1525046400000000) + (int64_t)number * 40000000 +
                         chance_between(&deed.chance, 0, 39999) * 1000,
                     timestamp);
    buffer_print(out, "\",\"timestamp\":\"%s\",", timestamp);
    crowd_write_actor(&deed, out);
    if (deed.role == CROWD_ADMINISTRATOR) {
        crowd_write_verb("voided", out);
        crowd_write_reference(&deed, number - crowd_hundredth(crowd), out);
    } else if (deed.role == CROWD_INSTRUCTOR) {
        crowd_write_comment(&deed, out);
    } else {
        crowd_write_deed(&deed, out);
    }
    buffer_add_character(out, '}');
}

/* ---- the store ---- */

/* Puts the statements `first` to `first + count - 1`, as a client would have sent them. */
static inline enum status crowd_put(const struct crowd *crowd, struct store *store, uint32_t first,
                                    uint32_t count, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(buffer_finish) struct buffer body = BUFFER_INIT(CROWD_BATCH_LIMIT);
    const struct statement_context context = {
        .version = XAPI_VERSION_1_0_3, .authority = text_of(CROWD_AUTHORITY), .batch_max = count};
    struct statement_list list = {0};
    for (uint32_t i = 0; i < count; i++) {
        buffer_add_character(&body, i == 0 ? '[' : ',');
        crowd_write(crowd, first + i, &body);
    }
    buffer_add_character(&body, ']');
    enum status status = buffer_check(&body, "a batch of the crowd", error);
    if (status == STATUS_OK) {
        status = statements_read(buffer_text(&body), &context, arena, &list, error);
    }
    if (status == STATUS_OK) {
        store_prepare_statements(store, &list, arena);
    }
    return status == STATUS_OK ? fixture_put(store, list.items, list.count, error) : status;
}

/* Puts all of the crowd into an empty store. */
static inline enum status crowd_fill(const struct crowd *crowd, struct store *store,
                                     struct error *error)
{
    enum status status = STATUS_OK;
    for (uint32_t first = 0; first < crowd->statements && status == STATUS_OK;
         first += CROWD_BATCH) {
        uint32_t left = crowd->statements - first;
        status = crowd_put(crowd, store, first, crowd_smaller(left, CROWD_BATCH), error);
    }
    return status;
}

#endif
