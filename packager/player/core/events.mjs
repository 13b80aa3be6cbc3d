/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What can happen in a session. An event is plain data { kind, at, registration, … }; `at` is milliseconds since 1970,
 * `registration` the UUID of the learner's attempt. Adapters and recorders get each as record(event) and take what they use.
 *
 *   launched           {}                                      the session begins
 *   module-started     { module }                              its first page was opened (packages of a whole course)
 *   page-seen          { module, page }                        a text or video page was opened for the first time
 *   video              { module, page, verb, video }           verb: initialized played paused seeked interacted completed
 *                                                              terminated; video: see view/video_watch.mjs
 *   answered           { module, page, question, chosen, correct, seconds }   in a quiz, a survey or a scenario; chosen: see
 *                                                              questions.mjs; correct is null where nothing is right or wrong
 *   quiz-marked        { module, page, score, passed }         per cent; passed is null where a quiz judges nobody
 *   survey-sent        { module, page, seconds }               after its answers
 *   scenario-ended     { module, page, end }                   end: id of the step that was reached
 *   downloaded         { module, page, download }
 *   progressed         { percent }                             of what the package is about
 *   module-completed   { module, score, seconds }              packages of a whole course
 *   module-passed      { module, score, seconds }              it is complete, and every quiz that judges is passed
 *   completed          { score, seconds }                      what the package is about
 *   passed             { score, seconds }                      with the completion, or after it where an attempt was enough for that
 *   left               { seconds, complete, passed, failed, score }   the last event; failed: a quiz was tried and never passed
 *
 * Events tell of firsts: a relaunch after completion says "launched" and "left" and nothing that was said before.
 */
export function makeEvent(kind, at, registration, details) {
  return { kind, at, registration, ...details };
}
