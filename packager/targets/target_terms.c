/* SPDX-License-Identifier: Apache-2.0 */

/* The names of all values of an LMS profile, and what they mean. */
#include "targets/target_terms.h"

#include "base/arena.h"

#include <string.h>

const struct target_term TARGET_FORMAT_TERMS[TARGET_FORMATS] = {
    {"scorm12", "SCORM 1.2", ""}, {"scorm2004", "SCORM 2004", ""},      {"aicc", "AICC (HACP)", ""},
    {"cmi5", "cmi5", ""},         {"xapi", "xAPI with tincan.xml", ""},
};

const struct target_term TARGET_LIMIT_TERMS[TARGET_LIMITS] = {
    [TARGET_ZIP_BYTES] = {"zip_bytes", "Size of the zip, in bytes",
                          "A larger package is not built; videos can be left out."},
    [TARGET_ZIP_NAME] = {"zip_name_characters", "Characters of the zip's name",
                         "A package with a longer name is not built."},
    [TARGET_FILE_BYTES] = {"file_bytes", "Size of one file in it, in bytes",
                           "A package with a larger file is not built."},
    [TARGET_FILE_COUNT] = {"file_count", "Files in the zip",
                           "A package with more files is not built."},
    [TARGET_PATH] = {"path_characters", "Characters of a file's name, with its folders",
                     "A package with a longer name is not built."},
    [TARGET_TITLE] = {"title_characters", "Characters of a title in the manifest",
                      "A longer title of course or module is not built."},
    [TARGET_IDENTIFIER] = {"identifier_characters", "Characters of an identifier in the manifest",
                           "A package with a longer one is not built."},
    [TARGET_LAUNCH_ADDRESS] = {"launch_address_characters", "Characters of the launch address",
                               "A package with a longer one is not built."},
    [TARGET_SUSPEND_DATA] = {"suspend_data_characters", "Characters of suspend_data",
                             "Where learners are must fit; our player keeps at most 4096."},
    [TARGET_LESSON_LOCATION] = {"lesson_location_characters", "Characters of lesson_location",
                                "Other makers' packages are checked; our player says less."},
    [TARGET_INTERACTION_ID] = {"interaction_id_characters", "Characters of an interaction's id",
                               "Other makers' packages are checked; our player's ids are short."},
    [TARGET_METADATA_ENTRY] = {"metadata_entry_characters", "Metadata: the catalogue entry",
                               "A longer one is not built."},
    [TARGET_METADATA_DESCRIPTION] = {"metadata_description_characters", "Metadata: the description",
                                     "A longer one is not built."},
    [TARGET_METADATA_KEYWORDS] = {"metadata_keywords_characters", "Metadata: all keywords together",
                                  "More are not built."},
    [TARGET_METADATA_COPYRIGHT] = {"metadata_copyright_characters", "Metadata: the copyright",
                                   "A longer one is not built."},
    [TARGET_METADATA_DURATION] = {"metadata_duration_characters",
                                  "Metadata: the typical learning time",
                                  "A longer one is not built."},
};

#define NOT_BUILT "A package with one of them is not built."
const struct target_term TARGET_CHARACTERS_TERMS[TARGET_CHARACTERS] = {
    [TARGET_IN_ZIP_NAME] = {"zip_name", "In the zip's name", NOT_BUILT},
    [TARGET_IN_PATH] = {"path", "In a file's name, with its folders", NOT_BUILT},
    [TARGET_IN_LAUNCH_ADDRESS] = {"launch_address", "In the launch address", NOT_BUILT},
    [TARGET_IN_IDENTIFIER] = {"identifier", "In an identifier of the manifest", NOT_BUILT},
    [TARGET_IN_TITLE] = {"title", "In a title of the manifest", NOT_BUILT},
};

const struct target_term TARGET_BEHAVIOUR_TERMS[TARGET_BEHAVIOURS] = {
    [TARGET_STATUS] = {"status", "The status that it shows", ""},
    [TARGET_SCORE] = {"score", "The score that it shows", ""},
    [TARGET_RESUME] = {"resume", "Coming back", ""},
    [TARGET_RELAUNCH] = {"relaunch", "Opening it again after completion", ""},
    [TARGET_COMMIT] = {"commit", "How it keeps values", ""},
    [TARGET_SESSION_TIME] = {"session_time", "The time of a session", ""},
    [TARGET_UPDATE] = {"update", "Learners' records when a new version comes", ""},
    [TARGET_VIDEO] = {"video", "Videos", ""},
    [TARGET_IMPORT] = {"import", "What importing asks", ""},
    [TARGET_MOBILE] = {"mobile", "Phones and tablets", ""},
};

const struct target_switch_term TARGET_SWITCH_TERMS[TARGET_SWITCHES] = {
    [TARGET_LESSON_STATUS] =
        {"lesson_status",
         "Which statuses count",
         {{"any", "It takes every status, so what the player says is what is shown."},
          {"completed-passed-failed", "Only these three count, so 'incomplete' does not."},
          {"completed-passed", "Only these two count, so a failure does not."}}},
    [TARGET_MASTERY_SCORE] =
        {"mastery_score",
         "The manifest's mastery score",
         {{"unavailable", "The player cannot ask for it, so it must know the pass mark itself."},
          {"ignored", "It changes nothing: the player decides who passed."},
          {"overrides",
           "It overrides the player's status, so our manifests have none: the player decides."},
          {"replaced",
           "Another number stands in its place, so it tells nothing of the course's pass mark."}}},
    [TARGET_EXIT] = {"exit",
                     "Leaving with exit 'suspend'",
                     {{"suspend-resumes",
                       "Learners go on where they left if the package said 'suspend'."},
                      {"no-resume", "Learners always begin anew, however the package was left."}}},
    [TARGET_INTERACTIONS] =
        {"interactions",
         "Answers to questions",
         {{"taken", "They are kept, so the LMS can report single answers."},
          {"checked", "They are taken if type and id are just as the standard has them."},
          {"refused", "They are refused with an error, which a package must not mind."},
          {"absent", "There is no such thing: single answers are known to an LRS alone."}}},
    [TARGET_SCORE_RANGE] =
        {"score_range",
         "The range of a score",
         {{"taken", "score.min and score.max may be given."},
          {"refused", "score.min and score.max are errors: only score.raw, from 0 to 100, is "
                      "safe."}}},
    [TARGET_RETURN_VALUES] =
        {"return_values",
         "What its functions give back",
         {{"strings", "Texts, as the standard says."},
          {"booleans", "true and false where the standard has texts: a package must take both."},
          {"mixed", "Now texts, now true and false: a package must take both."}}},
    [TARGET_WINDOW] =
        {"window",
         "How it opens a package",
         {{"frameset", "In a frame of its own window."},
          {"iframe", "In a frame of its own page, which may be narrow."},
          {"pop-up", "In a new window, which browsers must allow for the LMS's address."},
          {"iframe-or-pop-up", "In the page or in a new window, as its administrator chooses."}}},
    [TARGET_METADATA] = {"metadata",
                         "A record of metadata in the manifest",
                         {{"kept", "It is kept, so a package has one if the course tells it."},
                          {"ignored", "It is not looked at, so a package has none."}}},
    [TARGET_UNSET_STATUS] = {"unset_status",
                             "A package that said no status",
                             {{"completed", "It counts as completed, even if it was only opened."},
                              {"incomplete", "It counts as incomplete."},
                              {"not-attempted", "It counts as not begun."}}},
    [TARGET_AFTER_COMPLETION] =
        {"after_completion",
         "Opening it again after completion",
         {{"kept", "Everything is kept: learners find it as they left it."},
          {"review", "It opens for review or as a new attempt; the result stays."},
          {"cleared", "The status is set back and all is cleared: a result can be lost."}}},
    [TARGET_COMPLETION_TIME] = {"completion_time",
                                "A completion without session time",
                                {{"needed",
                                  "It does not count, so a package must say its time with it."},
                                 {"not-needed", "It counts."}}},
    [TARGET_ASSET_STATUS] = {"asset_status",
                             "A unit that tracks nothing",
                             {{"completed", "It is completed when it was looked at."},
                              {"untracked",
                               "Nothing is known of it: only units that track can be completed."}}},
    [TARGET_RECORDS_ON_UPDATE] =
        {"records_on_update",
         "What learners' records stay with",
         {{"by-identifier", "With the identifier in the manifest, which must stay."},
          {"by-place", "With the place that its administrator set up: replace it there."},
          {"by-version", "With the version: a new one begins without records."}}},
    [TARGET_BYTE_RANGES] = {"byte_ranges",
                            "Parts of a film",
                            {{"sent", "Learners can go to any place of a film at once."},
                             {"not-sent",
                              "Learners wait until a film has come as far as they want to see."}}},
    [TARGET_ATTEMPTS] = {"attempts",
                         "How often it can be taken",
                         {{"one", "There is one attempt, which goes on."},
                          {"many", "There may be several attempts."},
                          {"as-set", "As its administrator sets it."}}},
    [TARGET_REVIEW_WRITES] = {"review_writes",
                              "What is said while reviewing",
                              {{"stored",
                                "It is stored, so a package must say no less than before."},
                               {"ignored", "It is ignored."}}},
    [TARGET_ADDRESS_ON_UPDATE] =
        {"address_on_update",
         "Addresses of files in a new version",
         {{"changes", "They are new, so no browser shows old files."},
          {"stays", "They stay, so browsers may show old files; our files' names change with "
                    "their content."}}},
    [TARGET_DELIVERY] = {"delivery",
                         "How a package gets there",
                         {{"upload", "It is uploaded as a zip."},
                          {"server", "It is unpacked on a web server, whose address the LMS is "
                                     "told."}}},
};

const struct target_word *target_word_find(enum target_switch_id id, const char *name)
{
    const struct target_word *word = TARGET_SWITCH_TERMS[id].words;
    while (word->name != NULL && (name == NULL || strcmp(word->name, name) != 0)) {
        word++;
    }
    return word->name != NULL ? word : NULL;
}

const char *target_words_list(enum target_switch_id id, struct arena *arena)
{
    const char *list = "";
    for (const struct target_word *word = TARGET_SWITCH_TERMS[id].words; word->name != NULL;
         word++) {
        list = arena_print(arena, "%s%s%s", list, list[0] != '\0' ? " " : "", word->name);
    }
    return list;
}
