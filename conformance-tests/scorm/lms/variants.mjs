// SPDX-License-Identifier: Apache-2.0

/*
 * The LMSs for SCORM, each a small file: how it differs from the standard that it plays. A variant is
 *   { id, name        what tables call it
 *     edition         "scorm12" or "scorm2004"
 *     lms             what differs, as StrictLms takes it (packager/player/fixtures/strict_lms.mjs)
 *     start           [element, value]… of the first launch, beside the standard's
 *     window          "frame": the LMS's page shows the package in a frame; "opener": it opens a window for it; "popup": it opens a page of its
 *                     own in a window, with the API and the package in a frame
 *     forcesFinish    whether its own exit posts "forceFinish" to its page, which takes the package away and sends one after the other what that
 *                     still says; nothing is sent by a beacon then
 *     finishesByBeacon  whether the end of a session goes by a beacon always
 *     serving         what its web server does, as serve() takes it
 *     held            (sessions) → what a report of the LMS shows: { status, score, suspend_data, location, seconds }; without it the last
 *                     session's. Sessions are { stored: Map, ended }, in their order
 *     showsLast       whether learners are shown the last session, though the report may hold another one
 *     profiles        names of profiles/lms that it plays
 *     isLikeAnother   whether it differs from another variant in one thing only, and so need not get every module
 *     differs         how what is held after the situations of conformance-tests/play differs from what the package sent }
 */
import aiccShim from './variants/aicc_shim.mjs';
import dls from './variants/dls.mjs';
import esr from './variants/esr.mjs';
import learningHub from './variants/learning_hub.mjs';
import { moodle, moodleNewAttempt, moodleStrict } from './variants/moodle.mjs';
import { strict12, strict12Opener, strict2004 } from './variants/strict.mjs';
import { reportOf } from './report.mjs';

export const VARIANTS = [strict12, strict12Opener, moodle, moodleNewAttempt, moodleStrict, learningHub, esr, dls, aiccShim, strict2004];

export function variantOf(edition, id) {
  return VARIANTS.find((variant) => variant.edition === edition && variant.id === id);
}

/** What the LMS holds of the learner after these sessions; null before the first. */
export function heldBy(variant, sessions) {
  if (sessions.length === 0) return null;
  return variant.held ? variant.held(sessions) : reportOf(variant.edition, sessions.at(-1).stored);
}

/** What the LMS shows a learner after these sessions. */
export function shownBy(variant, sessions) {
  return variant.showsLast ? reportOf(variant.edition, sessions.at(-1).stored) : heldBy(variant, sessions);
}
