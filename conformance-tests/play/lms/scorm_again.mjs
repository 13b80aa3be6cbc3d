// SPDX-License-Identifier: Apache-2.0

// LMSs made with scorm-again, which is not ours: what it holds does not depend on how we read the standards.
import { secondsOf } from '../../../packager/player/fixtures/strict_lms12.mjs';
import { secondsOf2004 } from '../../../packager/player/fixtures/strict_lms2004.mjs';
import { launchScorm, startScormLms } from '../../browser/scorm_lms.mjs';

const editions = {
  scorm12: {
    end: 'LMSFinish', time: 'cmi.core.session_time', secondsOf, whole: () => ({ status: 'completed' }),
    report: ({ core, suspend_data: data }) => ({ status: core.lesson_status, score: core.score.raw, suspend_data: data }),
  },
  scorm2004: {
    end: 'Terminate', time: 'cmi.session_time', secondsOf: secondsOf2004, whole: (hasQuiz) => ({ status: 'completed', success: hasQuiz ? 'passed' : 'unknown' }),
    report: (cmi) => ({ status: cmi.completion_status, success: cmi.success_status, score: cmi.score.raw, suspend_data: cmi.suspend_data }),
  },
};

/* scorm-again does not keep what it sums: the last session time of each launch. */
function secondsIn(commits, { time, secondsOf: read }) {
  const last = new Map(commits.map(({ launch, sets }) => [launch, sets[time]]));
  return [...last.values()].reduce((sum, value) => sum + read(value), 0);
}

async function start(t, folder, edition) {
  const lms = await startScormLms(t, folder, edition);
  const { end, report } = editions[edition];
  let launched = 0;
  return {
    async launch(context) {
      launched += 1;
      const { page, frame } = await launchScorm(context, lms);
      return { frame, close: () => page.close({ runBeforeUnload: true }) };
    },
    ended: () => lms.commits.filter(({ call }) => call === end).length === launched,
    held: async () => ({ ...report(lms.last()), seconds: secondsIn(lms.commits, editions[edition]) }),
    faults: () => lms.commits.flatMap(({ refused }) => refused),
  };
}

export const scormAgain = Object.entries(editions).map(([format, { whole }]) => ({
  format, id: 'scorm-again', name: 'scorm-again 3', differs: {}, halfway: 'incomplete', whole, start: (t, folder) => start(t, folder, format),
}));
