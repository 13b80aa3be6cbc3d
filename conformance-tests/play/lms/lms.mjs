// SPDX-License-Identifier: Apache-2.0

/*
 * The contract of an LMS in which packages are played, and THE table of them. One is
 *   { format, id, name
 *     start(t, folder, unit, shared)   for one learner; `unit` is a module's id or a course's name (../packages.mjs), `shared` what all plays have in common. Yields
 *       { launch(context) → { frame, close(), page }   opens the package; close() closes its window, page
 *         unit(index)          of packages with several units: which one launch() opens; `units` is their number. Absent: one
 *         ended()              whether the session of the last launch has ended
 *         held()               what the LMS holds: { status, success?, score, suspend_data, seconds, … }
 *         setNetwork(state)    "falling": what is written next is lost, and all that follows, until it is "up" again; "down" loses all. Where hasNetwork
 *         hasLost(call)        whether a "commit" or a "finish" was lost. Where hasNetwork
 *         shown()              what it shows a learner, where that is not what it holds: { status, score }
 *         faults() }           what it refused of what it was sent
 *     profiles           names of profiles/lms that it plays: what predict says of them has to be what it holds
 *     isLikeAnother      whether it differs from another row in one thing only, and so need not get every module
 *     forcesFinish       whether close() is the LMS's own exit, and a window that is closed without it can say nothing any more
 *     hasNetwork         whether its network can be taken away
 *     halfway            the status after a visit that was broken off
 *     whole(hasQuiz)     { status, success? } after a completion
 *     ending             the heading that Save and exit leads to, where it is not the player's "Saved"; null where the LMS takes the window away
 *     differs            { resumes: false } where the next visit begins anew, { keepsAtCommit: false } where it counts once the learner has left
 *   }
 */
import { aicc } from './aicc.mjs';
import { cmi5 } from './cmi5.mjs';
import { scorm } from './scorm.mjs';
import { scormAgain } from './scorm_again.mjs';
import { web } from './web.mjs';
import { xapi } from './xapi.mjs';

export const LMSS = [...scorm, ...scormAgain, ...aicc, ...xapi, ...cmi5, ...web];
