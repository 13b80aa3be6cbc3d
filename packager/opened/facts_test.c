/* SPDX-License-Identifier: Apache-2.0 */

/* Films of packages are read once, and only where they can be read. */
#include "base/arena.h"
#include "media/film_fixture.h"
#include "media/media.h"
#include "opened/opened.h"
#include "zip/zip_writer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void facts_are_read_once(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(buffer_finish) struct buffer bytes = BUFFER_INIT(FILM_SIZE_MAX);
    const struct film film = FILM_INIT;
    put_film(&bytes, &film);
    const struct zip_entry entries[] = {{.name = "talk.mp4", .content = buffer_text(&bytes)}};
    struct opened *opened = NULL;
    assert_int_equal(opened_from_entries("x", entries, 1, arena, &opened, NULL), STATUS_OK);
    const struct media_facts *facts = NULL;
    assert_int_equal(opened_facts(opened, &opened->files[0], &facts, NULL), STATUS_OK);
    assert_int_equal(facts->kind, MEDIA_KIND_MP4);
    assert_int_equal(facts->duration_ms, 12500);
    assert_int_equal(facts->track_count, 2);
    const struct media_facts *again = NULL;
    assert_int_equal(opened_facts(opened, &opened->files[0], &again, NULL), STATUS_OK);
    assert_ptr_equal(again, facts);
}

static void facts_of_a_file_that_is_gone_fail(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct opened opened = {.arena = arena, .name = "x"};
    const struct zip_entry entries[] = {{.name = "talk.mp4", .content = {"x", 1}}};
    struct opened *good = NULL;
    assert_int_equal(opened_from_entries("x", entries, 1, arena, &good, NULL), STATUS_OK);
    opened.source = good->source;
    const struct zip_entry gone = {.name = "talk.mp4", .file = "no/such/file.mp4"};
    struct opened_file file = {.path = "talk.mp4", .size = 1, .entry = &gone};
    const struct media_facts *facts = NULL;
    struct error error = {0};
    assert_int_equal(opened_facts(&opened, &file, &facts, &error), STATUS_UNAVAILABLE);
    assert_null(facts);
    assert_null(file.facts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(facts_are_read_once),
        cmocka_unit_test(facts_of_a_file_that_is_gone_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
