/* SPDX-License-Identifier: Apache-2.0 */

/* Metadata is written for LMSs that keep it, whole, in the binding of its edition; else not at all.
 */
#include "formats/fixture.h"

static const char *manifest_of(struct arena *arena, const char *format)
{
    return find(make_with_metadata(arena, format), "imsmanifest.xml");
}

static void assert_holds(const char *text, const char *part)
{
    if (strstr(text, part) == NULL) {
        fail_msg("'%s' is not in %s", part, text);
    }
}

static void scorm12_has_it_in_the_binding_of_ims(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const char *manifest = manifest_of(arena, "scorm12");
    static const char *const PARTS[] = {
        "xmlns:imsmd=\"http://www.imsglobal.org/xsd/imsmd_rootv1p2p1\"",
        "<imsmd:langstring xml:lang=\"en-GB\">Tiny caf\xC3\xA9 \"course\"</imsmd:langstring>",
        "<imsmd:catalog>URI</imsmd:catalog>",
        "<imsmd:langstring xml:lang=\"x-none\">https://example.org/tiny</imsmd:langstring>",
        "<imsmd:langstring xml:lang=\"en-GB\">Caf\xC3\xA9 &amp; more</imsmd:langstring>",
        "<imsmd:metadatascheme>ADL SCORM 1.2</imsmd:metadatascheme>",
        "<imsmd:format>video/mp4</imsmd:format>",
        "<imsmd:datetime>PT15M</imsmd:datetime>",
        "<imsmd:langstring xml:lang=\"en-GB\">\xC2\xA9 Nobody 2026</imsmd:langstring>",
        "<imsmd:langstring xml:lang=\"x-none\">Educational Objective</imsmd:langstring>",
    };
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
        assert_holds(manifest, PARTS[i]);
    }
}

static void scorm2004_has_it_in_the_binding_of_ieee(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const char *manifest = manifest_of(arena, "scorm2004");
    static const char *const PARTS[] = {
        "xmlns:lom=\"http://ltsc.ieee.org/xsd/LOM\"",
        " http://ltsc.ieee.org/xsd/LOM lom.xsd\"",
        "<lom:string language=\"en-GB\">Tiny caf\xC3\xA9 \"course\"</lom:string>",
        "<lom:entry>https://example.org/tiny</lom:entry>",
        "<lom:entry>https://example.org/tiny/metadata</lom:entry>",
        "<lom:metadataSchema>SCORM_CAM_v1.3</lom:metadataSchema>",
        "<lom:duration>PT15M</lom:duration>",
        "<lom:value>educational objective</lom:value>",
    };
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
        assert_holds(manifest, PARTS[i]);
    }
    assert_non_null(find(make_with_metadata(arena, "scorm2004"), "lom.xsd"));
}

static void without_an_lms_that_keeps_it_there_is_none(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    assert_null(strstr(find(make(arena, "scorm12", NULL), "imsmanifest.xml"), "imsmd:"));
    const struct package *package = make(arena, "scorm2004", NULL);
    assert_null(strstr(find(package, "imsmanifest.xml"), "ltsc.ieee.org"));
    assert_null(find(package, "lom.xsd"));
}

static void a_course_without_metadata_has_none_either(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct course course = COURSE;
    course.metadata = NULL;
    const struct package_request request = {
        .course = &course, .player = player(), .keeps_metadata = true};
    const struct package *package = make_request(arena, "scorm12", &request);
    assert_null(strstr(find(package, "imsmanifest.xml"), "imsmd:"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scorm12_has_it_in_the_binding_of_ims),
        cmocka_unit_test(scorm2004_has_it_in_the_binding_of_ieee),
        cmocka_unit_test(without_an_lms_that_keeps_it_there_is_none),
        cmocka_unit_test(a_course_without_metadata_has_none_either),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
