// SPDX-License-Identifier: Apache-2.0

// The SCORM LMSs of conformance-tests/scorm/lms, strict or different.
import { startScormLms } from '../../scorm/lms/server.mjs';
import { VARIANTS } from '../../scorm/lms/variants.mjs';

/* What an LMS answers with "not implemented" is a question that the player may ask; a commit that a network has lost is none of its faults. */
const isFault = (fault) => !/^40[12] (get|set) /.test(fault) && !/^101 (commit|finish)$/.test(fault);

async function start(t, folder, variant) {
  const lms = await startScormLms(t, folder, variant);
  return {
    launch: lms.launch,
    setNetwork: lms.setNetwork,
    hasLost: lms.hasLost,
    ended: () => lms.sessions.at(-1).ended,
    held: async () => lms.held(),
    shown: lms.shown,
    faults: () => lms.sessions.flatMap(({ faults }) => faults).filter(isFault),
  };
}

const completed = { scorm12: () => ({ status: 'completed' }), scorm2004: (hasQuiz) => ({ status: 'completed', success: hasQuiz ? 'passed' : 'unknown' }) };

export const scorm = VARIANTS.map((variant) => ({
  format: variant.edition, id: variant.id, name: variant.name, isLikeAnother: variant.isLikeAnother, profiles: variant.profiles, differs: variant.differs ?? {}, ending: variant.closesAtEmptyExit ? null : undefined,
  hasNetwork: true, forcesFinish: variant.forcesFinish,
  start: (t, folder) => start(t, folder, variant),
  halfway: variant.differs?.statusHalfway ?? 'incomplete', whole: completed[variant.edition],
}));
