/* SPDX-License-Identifier: Apache-2.0 */

/* THE table of the words for kinds. */
#include "pages/kinds.h"

static const struct kind_words CONCEPTS[CONCEPT_KINDS] = {
    [CONCEPT_VERB] = {"Verb", "Verbs", "What somebody did."},
    [CONCEPT_ACTIVITY_TYPE] = {"Activity type", "Activity types",
                               "What kind of thing it was done with."},
    [CONCEPT_ATTACHMENT_USAGE_TYPE] = {"Attachment usage type", "Attachment usage types",
                                       "What an attachment is for."},
    [CONCEPT_CONTEXT_EXTENSION] = {"Context extension", "Context extensions",
                                   "A value that tells more of the circumstances: a key in "
                                   "'context.extensions' of a statement."},
    [CONCEPT_RESULT_EXTENSION] = {"Result extension", "Result extensions",
                                  "A value that tells more of what came of it: a key in "
                                  "'result.extensions' of a statement."},
    [CONCEPT_ACTIVITY_EXTENSION] = {"Activity extension", "Activity extensions",
                                    "A value that tells more of an activity: a key in "
                                    "'extensions' of its definition."},
    [CONCEPT_STATE_RESOURCE] = {"State document", "State documents",
                                "What is kept for one learner and one activity; the IRI is its "
                                "stateId."},
    [CONCEPT_AGENT_PROFILE_RESOURCE] = {"Agent profile document", "Agent profile documents",
                                        "What is kept for one learner; the IRI is its profileId."},
    [CONCEPT_ACTIVITY_PROFILE_RESOURCE] = {"Activity profile document",
                                           "Activity profile documents",
                                           "What is kept for one activity; the IRI is its "
                                           "profileId."},
    [CONCEPT_ACTIVITY] = {"Activity", "Activities", "A thing that is the same for all who use it."},
};

static const struct kind_words OTHERS[] = {
    [TERM_TEMPLATE] = {"Statement template", "Statement templates",
                       "How one kind of statement is built. Its determining properties tell which "
                       "statements those are."},
    [TERM_PATTERN] = {"Pattern", "Patterns",
                      "In which order statements come. Those of one registration keep to a primary "
                      "pattern."},
    [TERM_VERSION] = {"Version", "Versions", "A state of the profile that does not change."},
    [TERM_DOCUMENT] = {"Document", "Documents", "An address that several terms share."},
};

const struct kind_words *kind_words_of_concept(enum concept_kind kind)
{
    return &CONCEPTS[kind];
}

const struct kind_words *kind_words_of(enum term_kind kind)
{
    return &OTHERS[kind];
}

const char *kind_title(const struct site *site, const struct term *term)
{
    return term->kind == TERM_CONCEPT
               ? kind_words_of_concept(site->profile->concepts[term->at].kind)->title
               : kind_words_of(term->kind)->title;
}
