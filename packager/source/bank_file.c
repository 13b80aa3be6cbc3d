/* SPDX-License-Identifier: Apache-2.0 */

/* Reads a bank of questions. */
#include "source/bank_file.h"

#include "base/arena.h"
#include "course/course.h"
#include "course/quiz.h"
#include "source/claims.h"
#include "source/files.h"
#include "source/json_page.h"
#include "source/question_file.h"

#define SUFFIX ".bank.json"

static const struct key BANK_KEYS[] = {
    {"$schema", KEY_LINE, false, 0, JSON_PAGE_ADDRESS_MAX},
    {"id", KEY_ID, true, 0, 0},
    {"questions", KEY_ARRAY, true, 1, COURSE_BANK_QUESTIONS_MAX},
};

static enum status claim_id(const struct json_page *page, const struct place *root, const char *id,
                            struct error *error)
{
    struct arena *arena = page->source->arena;
    const char *other =
        claims_add(page->source->claims, arena_print(arena, "bank %s", id), page->path);
    if (other == NULL) {
        return STATUS_OK;
    }
    struct place member = place_member(root, "id");
    return place_fail(&member, error,
                      "the bank '%s' has the id of the bank in '%s'; records would mix their "
                      "questions",
                      id, other);
}

static enum status read_bank(const struct json_page *page, const struct place *root,
                             struct error *error)
{
    struct quiz *quiz = page->page->quiz;
    enum status status = KEYS_CHECK(root, BANK_KEYS, error);
    if (status == STATUS_OK) {
        quiz->bank_id = place_text(root, "id");
        status = claim_id(page, root, quiz->bank_id, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    struct place questions = place_member(root, "questions");
    return questions_read(page, &questions, quiz, error);
}

enum status bank_file_read(const struct json_page *page, const struct place *reference,
                           struct error *error)
{
    const struct reference to = {
        .from = page->path, .place = reference, .to = json_string_value(reference->json)};
    if (!text_ends_with(text_of(to.to), SUFFIX)) {
        return place_fail(reference, error, "'%s' is no bank of questions; name it <name>" SUFFIX,
                          to.to);
    }
    struct json_page bank = *page;
    struct text text;
    enum status status = reference_resolve(page->source, &to, &bank.path, error);
    if (status == STATUS_OK) {
        status = source_read_text(page->source, bank.path, &text, error);
    }
    return status == STATUS_OK ? json_page_parse(&bank, text, read_bank, error) : status;
}
