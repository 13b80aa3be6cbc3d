/* SPDX-License-Identifier: Apache-2.0 */

/* One contract test over all formats, then what each format adds, then that each rule of a manifest
 * can fail. */
#include "formats/package.h"

#include "base/arena.h"
#include "base/json.h"
#include "course/course.h"
#include "formats/format.h"
#include "formats/manifest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define BYTES(literal) \
    (const unsigned char *)(literal), (const unsigned char *)(literal) + sizeof(literal) - 1

static const char PAGE_TEMPLATE[] =
    "<html lang=\"{{language}}\"><title>{{title}}</title>"
    "<body data-module=\"{{module}}\">{{style}} {{player}} {{course}}";
static const char PLAYER_SCRIPT[] = "player()";
static const char PLAYER_STYLE[] = "body{}";

static struct media video_media = {.path = "media/a.mp4", .file = "a.mp4", .size = 5};
static struct media captions_media = {
    .path = "media/a.vtt", .file = "a.vtt", .size = 5, .next = &video_media};
static struct video video = {
    .media = &video_media, .captions = &captions_media, .transcript_html = "<p>T</p>"};
static struct choice choices[] = {{.id = "a", .html = "Yes", .is_correct = true},
                                  {.id = "b", .html = "No", .feedback_html = "<p>!</p>"}};
static struct question question = {
    .id = "sure", .html = "<p>?</p>", .choices = choices, .choice_count = 2};
static struct quiz quiz = {.pass_mark = 66.67, .questions = &question, .question_count = 1};
static struct page first_pages[] = {{.id = "talk",
                                     .title = "Caf\xC3\xA9 <talk>",
                                     .html = "<p>\xE2\x80\xA8</p>",
                                     .kind = PAGE_VIDEO,
                                     .video = &video,
                                     .media = &captions_media}};
static struct page second_pages[] = {
    {.id = "check", .title = "Check", .html = "", .kind = PAGE_QUIZ, .quiz = &quiz}};
static struct module modules[] = {{"first-one", "First & best", "About <it>.", 5, first_pages, 1},
                                  {"second", "Second", "More.", 10, second_pages, 1}};
static const struct course COURSE = {
    .id = "tiny-course",
    .iri = "https://example.org/tiny",
    .version = "1.2.3",
    .language = "en-GB",
    .title = "Tiny caf\xC3\xA9 \"course\"",
    .description = "Small.",
    .publisher = "Nobody",
    .modules = modules,
    .module_count = 2,
};

static const struct embedded_file *player(void)
{
    static struct embedded_file files[4];
    files[0] = (struct embedded_file){"page.html", BYTES(PAGE_TEMPLATE)};
    files[1] = (struct embedded_file){"player.js", BYTES(PLAYER_SCRIPT)};
    files[2] = (struct embedded_file){"player.css", BYTES(PLAYER_STYLE)};
    return files;
}

static const struct package *make(struct arena *arena, const char *format,
                                  const struct module *module)
{
    struct package_request *request = ARENA_NEW(arena, struct package_request);
    *request = (struct package_request){.course = &COURSE, .module = module, .player = player()};
    struct package *package = NULL;
    struct error error = {0};
    if (package_make(format_find(format), request, arena, &package, &error) != STATUS_OK) {
        fail_msg("%s: %s", format, error.message);
    }
    return package;
}

/* The content of the entry whose name begins so, or NULL. */
static const char *find(const struct package *package, const char *name)
{
    for (size_t i = 0; i < package->entry_count; i++) {
        if (strncmp(package->entries[i].name, name, strlen(name)) == 0) {
            const struct zip_entry *entry = &package->entries[i];
            return entry->file != NULL ? entry->file : entry->content.data;
        }
    }
    return NULL;
}

static json_t *script_of(const struct package *package)
{
    const char *script = find(package, package->course_name);
    assert_non_null(script);
    const char *begin = strchr(script, '{');
    const char *end = strrchr(script, ';');
    json_t *json = NULL;
    struct text text = {begin, (size_t)(end - begin)};
    assert_int_equal(json_read(text, NULL, &json, NULL), STATUS_OK);
    return json;
}

static const char *text_at(const json_t *json, const char *key)
{
    const char *text = json_string_value(json_object_get(json, key));
    assert_non_null(text);
    return text;
}

static void formats_stand_in_the_order_of_their_names(void **state)
{
    (void)state;
    for (size_t i = 0; FORMATS[i] != NULL && FORMATS[i + 1] != NULL; i++) {
        assert_true(strcmp(FORMATS[i]->name, FORMATS[i + 1]->name) < 0);
        assert_ptr_equal(format_find(FORMATS[i]->name), FORMATS[i]);
    }
    assert_null(format_find("scorm13"));
}

static void every_format_has_page_player_course_and_media(void **state)
{
    (void)state;
    for (size_t i = 0; FORMATS[i] != NULL; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        const struct package *package = make(arena, FORMATS[i]->name, NULL);
        assert_string_equal(package->entries[0].name, FORMATS[i]->first);
        assert_string_equal(find(package, "media/a.mp4"), "a.mp4");
        assert_string_equal(find(package, "media/a.vtt"), "a.vtt");
        assert_non_null(strstr(find(package, "index.html"),
                               "<title>Tiny caf\xC3\xA9 &quot;course&quot;</title>"));
        assert_non_null(strstr(find(package, "index.html"), package->course_name));
        assert_string_equal(find(package, package->player_name), PLAYER_SCRIPT);
        assert_string_equal(find(package, package->style_name), PLAYER_STYLE);
        AUTO(json_release) json_t *script = script_of(package);
        assert_string_equal(text_at(script, "format"), FORMATS[i]->name);
    }
}

static void the_script_is_ascii_and_tells_the_whole_course(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct package *package = make(arena, "web", NULL);
    for (const char *c = find(package, package->course_name); *c != '\0'; c++) {
        assert_true((unsigned char)*c < 0x80);
    }
    AUTO(json_release) json_t *script = script_of(package);
    assert_int_equal(strlen(text_at(script, "build")), 16);
    assert_string_equal(text_at(json_object_get(script, "activity"), "kind"), "course");
    const json_t *list = json_object_get(script, "modules");
    assert_int_equal(json_array_size(list), 2);
    const json_t *page = json_array_get(json_object_get(json_array_get(list, 0), "pages"), 0);
    assert_string_equal(text_at(page, "title"), "Caf\xC3\xA9 <talk>");
    assert_string_equal(text_at(json_object_get(page, "video"), "iri"),
                        "https://example.org/tiny/modules/first-one/pages/talk/video");
    assert_null(json_object_get(json_object_get(page, "video"), "poster"));
    page = json_array_get(json_object_get(json_array_get(list, 1), "pages"), 0);
    const json_t *only =
        json_array_get(json_object_get(json_object_get(page, "quiz"), "questions"), 0);
    assert_string_equal(text_at(only, "type"), "single");
    assert_int_equal(json_array_size(json_object_get(only, "choices")), 2);
    assert_null(json_object_get(script, "lrs"));
}

static void a_module_package_holds_only_its_module(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct package *package = make(arena, "scorm12", &modules[1]);
    assert_null(find(package, "media/a.mp4"));
    assert_string_equal(package_file_name(package), "tiny-course-second-scorm12.zip");
    AUTO(json_release) json_t *script = script_of(package);
    assert_int_equal(json_array_size(json_object_get(script, "modules")), 1);
    assert_string_equal(text_at(json_object_get(script, "activity"), "iri"),
                        "https://example.org/tiny/modules/second");
    const char *manifest = find(package, "imsmanifest.xml");
    assert_non_null(strstr(manifest, "identifier=\"M_tiny_course_second\""));
    assert_non_null(strstr(manifest, "identifier=\"ITEM_tiny_course_second\""));
}

static void an_lrs_goes_into_the_script(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct lrs_access lrs = {"https://lrs.example.org/xapi/", "key", "secret"};
    const struct package_request request = {.course = &COURSE, .lrs = &lrs, .player = player()};
    struct package *package = NULL;
    assert_int_equal(package_make(format_find("scorm12"), &request, arena, &package, NULL),
                     STATUS_OK);
    AUTO(json_release) json_t *script = script_of(package);
    const json_t *found = json_object_get(script, "lrs");
    assert_string_equal(text_at(found, "endpoint"), "https://lrs.example.org/xapi/");
    assert_string_equal(text_at(found, "secret"), "secret");
}

static void scorm_identifiers_do_not_come_from_titles_or_versions(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const char *manifest = find(make(arena, "scorm12", NULL), "imsmanifest.xml");
    assert_null(strstr(manifest, "1.2.3"));
    assert_null(strstr(manifest, "&#"));
    assert_non_null(strstr(manifest, "<title>Tiny caf\xC3\xA9 \"course\"</title>"));
    assert_non_null(find(make(arena, "scorm12", NULL), "imsmd_rootv1p2p1.xsd"));
}

static void ids_too_long_for_the_learning_hub_are_refused(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct module module = modules[1];
    char id[COURSE_ID_SIZE] = {0};
    memset(id, 'm', sizeof id - 1);
    module.id = id;
    struct course course = COURSE;
    course.id = id;
    course.modules = &module;
    course.module_count = 1;
    const struct package_request request = {
        .course = &course, .module = &module, .player = player()};
    struct package *package = NULL;
    struct error error = {0};
    assert_int_equal(package_make(format_find("scorm12"), &request, arena, &package, &error),
                     STATUS_INVALID);
    assert_non_null(strstr(error.message, "129 characters"));
}

static void cmi5_has_a_unit_and_a_page_a_module(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct package *package = make(arena, "cmi5", NULL);
    const char *structure = find(package, "cmi5.xml");
    assert_non_null(strstr(structure, "moveOn=\"Completed\""));
    assert_non_null(strstr(structure, "moveOn=\"CompletedAndPassed\" masteryScore=\"0.66\""));
    assert_non_null(strstr(structure, "<url>first-one.html</url>"));
    assert_non_null(strstr(find(package, "first-one.html"), "data-module=\"first-one\""));
    assert_non_null(strstr(find(package, "second.html"), "<title>Second</title>"));
    assert_non_null(strstr(find(make(arena, "cmi5", &modules[1]), "cmi5.xml"),
                           "<course id=\"https://example.org/tiny/modules/second/course\">"));
}

#define LINE "\r\n"
#define AU_NAMES                                                                                   \
    "\"System_ID\",\"Type\",\"Command_Line\",\"File_Name\",\"Max_Score\",\"Mastery_Score\","       \
    "\"Max_Time_Allowed\",\"Time_Limit_Action\",\"System_Vendor\",\"Core_Vendor\",\"Web_Launch\"," \
    "\"AU_Password\"" LINE

static void aicc_describes_a_unit_a_module(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct package *package = make(arena, "aicc", NULL);
    assert_string_equal(find(package, "course.au"), AU_NAMES
                        "\"A98774875\",\"lesson\",\"\",\"first-one.html\",\"\",\"\",\"\",\"\","
                        "\"ibest-pack\",\"\",\"\",\"\"" LINE
                        "\"A72669100\",\"lesson\",\"\",\"second.html\",\"100\",\"\",\"\",\"\","
                        "\"ibest-pack\",\"\",\"\",\"\"" LINE);
    assert_string_equal(find(package, "course.des"),
                        "\"System_ID\",\"Developer_ID\",\"Title\",\"Description\"" LINE
                        "\"A98774875\",\"first-one\",\"First & best\",\"About <it>.\"" LINE
                        "\"A72669100\",\"second\",\"Second\",\"More.\"" LINE);
    assert_string_equal(find(package, "course.cst"), "\"Block\",\"Member\",\"Member\"" LINE
                                                     "\"root\",\"A98774875\",\"A72669100\"" LINE);
    assert_non_null(strstr(find(package, "first-one.html"), "data-module=\"first-one\""));
    assert_non_null(strstr(find(package, "second.html"), "<title>Second</title>"));
}

static void aicc_course_file_has_its_groups_and_counts(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    assert_string_equal(find(make(arena, "aicc", NULL), "course.crs"),
                        "[Course]" LINE "Course_Creator=Nobody" LINE "Course_ID=tiny_course" LINE
                        "Course_System=ibest-pack" LINE
                        "Course_Title=Tiny caf\xC3\xA9 \"course\"" LINE "Level=1" LINE
                        "Max_Fields_CST=3" LINE "Max_Fields_ORT=0" LINE "Total_AUs=2" LINE
                        "Total_Blocks=0" LINE "Total_Complex_Obj=0" LINE "Total_Objectives=0" LINE
                        "Version=4.0" LINE "[Course_Behavior]" LINE "Max_Normal=99" LINE
                        "[Course_Description]" LINE "Small." LINE);
    const char *one = find(make(arena, "aicc", &modules[1]), "course.crs");
    assert_non_null(strstr(one, "Course_ID=tiny_course_second" LINE));
    assert_non_null(strstr(one, "Max_Fields_CST=2" LINE));
}

static const char *find_with_text(struct arena *arena, const char *title, const char *description,
                                  const char *name)
{
    struct module *module = ARENA_NEW(arena, struct module);
    *module = modules[1];
    module->title = title;
    module->description = description;
    const struct package_request request = {
        .course = &COURSE, .module = module, .player = player()};
    struct package *package = NULL;
    assert_int_equal(package_make(format_find("aicc"), &request, arena, &package, NULL), STATUS_OK);
    return find(package, name);
}

static void aicc_texts_cannot_break_their_records(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const char *descriptors = find_with_text(arena, "a \"b\", c", "d\r\ne", "course.des");
    assert_non_null(strstr(descriptors, "\"second\",\"a 'b', c\",\"d  e\"" LINE));
    const char *course = find_with_text(arena, "2 = 1 + 1", "[Course]\nx", "course.crs");
    assert_non_null(strstr(course, "Course_Title=2 - 1 + 1" LINE));
    assert_non_null(strstr(course, "[Course_Description]" LINE "(Course] x" LINE));
}

static void aicc_fields_have_at_most_255_characters(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    char words[400] = {0};
    memset(words, 'w', sizeof words - 1);
    const char *whole = find_with_text(arena, "T", words, "course.des");
    assert_non_null(strstr(whole, arena_print(arena, "\"T\",\"%.255s\"" LINE, words)));
    memcpy(words + 250, " \xC3\xA9", 3);
    const char *cut = find_with_text(arena, "T", words, "course.des");
    assert_non_null(strstr(cut, arena_print(arena, "\"T\",\"%.250s\"" LINE, words)));
}

static void aicc_numbers_of_units_do_not_come_from_their_order(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    assert_non_null(strstr(find(make(arena, "aicc", &modules[1]), "course.au"), "\"A72669100\""));
}

static void aicc_units_lie_where_the_content_is_served(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct package_request request = {.course = &COURSE,
                                            .module = &modules[1],
                                            .player = player(),
                                            .content_url = "https://content.example.org/tiny/"};
    struct package *package = NULL;
    assert_int_equal(package_make(format_find("aicc"), &request, arena, &package, NULL), STATUS_OK);
    assert_non_null(
        strstr(find(package, "course.au"), "\"https://content.example.org/tiny/second.html\""));
}

static void tincan_launches_what_the_package_is_about(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const char *whole = find(make(arena, "xapi", NULL), "tincan.xml");
    const char *launch = strstr(whole, "<launch");
    assert_true(launch < strstr(whole, "id=\"https://example.org/tiny/modules/first-one\""));
    const char *one = find(make(arena, "xapi", &modules[1]), "tincan.xml");
    assert_true(strstr(one, "<launch") >
                strstr(one, "id=\"https://example.org/tiny/modules/second\""));
    assert_null(strstr(one, "first-one"));
}

/* A change to a good manifest, and a part of what is then said: the rule's id, or that the schema
 * does not allow it. */
struct fault {
    const char *format;
    const char *old;
    const char *new;
    const char *message;
};

#define ADLCP "http://www.adlnet.org/xsd/adlcp_rootv1p2"
#define SECOND_ITEM \
    "</item><item identifier=\"ITEM_2\" identifierref=\"RES_tiny_course\"><title>2</title></item>"

static const struct fault FAULTS[] = {
    {"scorm12", "adlcp:scormtype=\"sco\"", "xmlns:a=\"" ADLCP "\" a:scormtype=\"sco\"", "P5"},
    {"scorm12", " identifier=\"M_tiny_course\"", "", "schema"}, /* P6 */
    {"scorm12", "<schemaversion>1.2", "<schemaversion>1.3", "P7"},
    {"scorm12", "default=\"ORG_", "default=\"ORG_other_", "P8"},
    {"scorm12", "<resources>", "<organizations/><resources>", "schema"}, /* P8 */
    {"scorm12", "<resources>", "", "not well-formed"},
    {"scorm12", "<title>Tiny caf\xC3\xA9 \"course\"</title>", "<title> </title>", "P9"},
    {"scorm12", "</item>", "<item identifier=\"ITEM_2\"/></item>", "P9"},
    {"scorm12", "isvisible=\"true\">", "isvisible=\"true\"><metadata/>", "schema"}, /* P10 */
    {"scorm12", "</item>",
     "<adlcp:prerequisites type=\"aicc_script\">a</adlcp:prerequisites></item>", "P11-P16"},
    {"scorm12", "</item>", "<adlcp:maxtimeallowed>01:00:00</adlcp:maxtimeallowed></item>",
     "P11-P16"},
    {"scorm12", "</item>", "<adlcp:timelimitaction>exit,message</adlcp:timelimitaction></item>",
     "P11-P16"},
    {"scorm12", "</item>", "<adlcp:datafromlms>a</adlcp:datafromlms></item>", "P11-P16"},
    {"scorm12", "</item>", "<adlcp:masteryscore>80</adlcp:masteryscore></item>", "P11-P16"},
    {"scorm12", "identifierref=\"RES_", "identifierref=\"RES_other_", "P17"},
    {"scorm12", "</resources>",
     "<resource identifier=\"RES_2\" type=\"webcontent\" adlcp:scormtype=\"asset\"/></resources>",
     "P17"},
    {"scorm12", " adlcp:scormtype=\"sco\"", "", "P18"},
    {"scorm12", "type=\"webcontent\"", "type=\"text/html\"", "P18"},
    {"scorm12", "adlcp:scormtype", "adlcp:scormType", "schema"}, /* P18 */
    {"scorm12", "href=\"index.html\">", "href=\"other.html\">", "P19"},
    {"scorm12", "<file href=\"media/a.mp4\"", "<file href=\"media/a b.mp4\"", "P22"},
    {"scorm12", "<file href=\"media/a.mp4\"", "<file href=\"media/a%20b.mp4\"", "P22"}, /* P21 */
    {"scorm12", "isvisible=\"true\"", "parameters=\"?a=b\"", "P23"},
    {"scorm12", "isvisible=\"true\"", "isvisible=\"yes\"", "schema"},
    {"scorm12", "<resources>", "<resources xml:base=\"a/\">", "P24"},
    {"scorm12", "</item>", SECOND_ITEM, "single-sco"},
    {"scorm12", "identifier=\"M_tiny", "identifier=\"M.tiny", "identifiers"},
    {"cmi5", "modules/second\"", "modules/first-one\"", "13.1.4.0-1"}, /* C2 */
    {"cmi5", "<course id=\"https://example.org/tiny\"", "<course id=\"tiny\"", "3.0.0.0-1"},
    {"cmi5", "<url>", "<objectives><objective idref=\"a\"/></objectives><url>", "schema"}, /* C3 */
    {"cmi5", "second.html", "second.html?actor=x", "8.1.0.0-6"},                           /* C5 */
    {"cmi5", " moveOn=\"Completed\"", "", "schema"},                                       /* C6 */
    {"cmi5", " masteryScore=\"0.66\"", "", "C6-passed"},
    {"cmi5", "masteryScore=\"0.66\"", "masteryScore=\"1.5\"", "schema"},     /* C6 */
    {"cmi5", "masteryScore=\"0.66\"", "masteryScore=\"0.66667\"", "schema"}, /* C6 */
    {"cmi5", "</courseStructure>", "<v:a xmlns:v=\"http://example.org/\"/></courseStructure>",
     "schema"},                                          /* C7 */
    {"cmi5", "\">Second<", "\"> Second<", "13.1.0.0-1"}, /* C8 */
    {"cmi5", "\">Second<", "\">Second\n<", "13.1.0.0-1"},
    {"cmi5", "second.html<", "second.html <", "13.1.0.0-1"},
    {"xapi", "<launch lang=\"en-GB\">index.html</launch>", "", "tincan-launch"},
    {"xapi", "id=\"https://example.org/tiny\"", "id=\"tiny\"", "tincan-iris"},
    {"xapi", "modules/second\"", "modules/first-one\"", "tincan-unique"},
    {"xapi", "<name lang=\"en-GB\">", "<name>", "tincan-language"},
};

static const char *replace(struct arena *arena, const char *text, const char *old, const char *new)
{
    const char *place = strstr(text, old);
    assert_non_null(place);
    return arena_print(arena, "%.*s%s%s", (int)(place - text), text, new, place + strlen(old));
}

static void a_manifest_that_breaks_a_rule_is_not_written(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof FAULTS / sizeof *FAULTS; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        const struct format *format = format_find(FAULTS[i].format);
        const char *good = find(make(arena, format->name, NULL), format->first);
        const char *bad = replace(arena, good, FAULTS[i].old, FAULTS[i].new);
        struct error error = {0};
        assert_int_equal(manifest_check(text_of(good), format->contract, &error), STATUS_OK);
        assert_int_equal(manifest_check(text_of(bad), format->contract, &error), STATUS_INTERNAL);
        if (strstr(error.message, FAULTS[i].message) == NULL) {
            fail_msg("row %zu, '%s': %s", i, FAULTS[i].new, error.message);
        }
    }
}

static bool can_be_broken(const char *format, const struct manifest_rule *rule)
{
    for (size_t i = 0; i < sizeof FAULTS / sizeof *FAULTS; i++) {
        if (strcmp(FAULTS[i].format, format) == 0 && strcmp(FAULTS[i].message, rule->id) == 0) {
            return true;
        }
    }
    return false;
}

static void every_rule_of_a_manifest_has_a_fault_above(void **state)
{
    (void)state;
    for (size_t i = 0; FORMATS[i] != NULL; i++) {
        const struct manifest_contract *contract = FORMATS[i]->contract;
        for (const struct manifest_rule *rule = contract != NULL ? contract->rules : NULL;
             rule != NULL && rule->id != NULL; rule++) {
            if (!can_be_broken(FORMATS[i]->name, rule)) {
                fail_msg("no fault breaks rule %s of %s", rule->id, FORMATS[i]->name);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formats_stand_in_the_order_of_their_names),
        cmocka_unit_test(every_format_has_page_player_course_and_media),
        cmocka_unit_test(the_script_is_ascii_and_tells_the_whole_course),
        cmocka_unit_test(a_module_package_holds_only_its_module),
        cmocka_unit_test(an_lrs_goes_into_the_script),
        cmocka_unit_test(scorm_identifiers_do_not_come_from_titles_or_versions),
        cmocka_unit_test(ids_too_long_for_the_learning_hub_are_refused),
        cmocka_unit_test(cmi5_has_a_unit_and_a_page_a_module),
        cmocka_unit_test(aicc_describes_a_unit_a_module),
        cmocka_unit_test(aicc_course_file_has_its_groups_and_counts),
        cmocka_unit_test(aicc_texts_cannot_break_their_records),
        cmocka_unit_test(aicc_fields_have_at_most_255_characters),
        cmocka_unit_test(aicc_numbers_of_units_do_not_come_from_their_order),
        cmocka_unit_test(aicc_units_lie_where_the_content_is_served),
        cmocka_unit_test(tincan_launches_what_the_package_is_about),
        cmocka_unit_test(a_manifest_that_breaks_a_rule_is_not_written),
        cmocka_unit_test(every_rule_of_a_manifest_has_a_fault_above),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
