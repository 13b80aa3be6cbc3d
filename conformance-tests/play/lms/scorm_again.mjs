// SPDX-License-Identifier: Apache-2.0

// LMSs made with scorm-again, which is not ours: what it holds does not depend on how we read the standards. Call by call, what it was told on the way is held to rules, too.
import { secondsOf } from '../../../packager/player/fixtures/strict_lms12.mjs';
import { secondsOf2004 } from '../../../packager/player/fixtures/strict_lms2004.mjs';
import { launchScorm, startScormLms } from '../../browser/scorm_lms.mjs';

const editions = {
  scorm12: {
    end: 'LMSFinish', time: 'cmi.core.session_time', secondsOf, whole: () => ({ status: 'completed' }),
    report: ({ core, suspend_data: data }) => ({ status: core.lesson_status, score: core.score.raw, suspend_data: data }),
    exit: 'cmi.core.exit', timed: /^\d{4}:\d{2}:\d{2}\.\d{2}$/,
  },
  scorm2004: {
    end: 'Terminate', time: 'cmi.session_time', secondsOf: secondsOf2004, whole: (hasQuiz) => ({ status: 'completed', success: hasQuiz ? 'passed' : 'unknown' }),
    report: (cmi) => ({ status: cmi.completion_status, success: cmi.success_status, score: cmi.score.raw, suspend_data: cmi.suspend_data }),
    exit: 'cmi.exit', timed: /^PT(\d+H)?(\d+M)?\d+(\.\d{1,2})?S$/,
  },
};

const SUSPEND_DATA = /^[A-Za-z0-9_.:;-]{1,4096}$/;

/* What may not be told at the end of a visit. */
function endFaults({ sets }, { exit, time, timed, secondsOf: read }, { status }) {
  return [
    [!timed.test(sets[time] ?? ''), `'${sets[time]}' is no session time`],
    [timed.test(sets[time] ?? '') && read(sets[time]) === 0, 'the Learning Hub wants some time'],
    [status === 'incomplete' && sets[exit] !== 'suspend', `who will come back left by '${sets[exit]}'`],
  ];
}

/* What may not be told in any call: status and score before a completion, after it, and how the state looks. */
function callFaults({ status, success = 'unknown', score, suspend_data: data }, completed) {
  return [
    [!['incomplete', 'completed'].includes(status), `'${status}' of somebody who came`],
    [status === 'incomplete' && (String(score) !== '' || success !== 'unknown'), `a result before it is final: ${success} ${score}`],
    [completed !== undefined && `${status} ${success} ${score}` !== completed, `${completed} became ${status} ${success} ${score}`],
    [data !== '' && !SUSPEND_DATA.test(data), `a state of ${data.length} characters: ${data}`],
  ];
}

/** What `commits`, in the order of calling, should not have told. */
export function faultsOf(commits, edition) {
  const dialect = editions[edition];
  let completed;
  return commits.flatMap((commit) => {
    const told = dialect.report(commit.cmi);
    const claims = [...callFaults(told, completed), ...commit.call === dialect.end ? endFaults(commit, dialect, told) : []];
    if (told.status === 'completed') completed ??= `completed ${told.success ?? 'unknown'} ${told.score}`;
    return claims.filter(([isSo]) => isSo).map(([, fault]) => `${commit.call} ${commit.number}: ${fault}`);
  });
}

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
    faults: () => [...lms.commits.flatMap(({ refused }) => refused), ...faultsOf(lms.commits, edition)],
  };
}

export const scormAgain = Object.entries(editions).map(([format, { whole }]) => ({
  format, id: 'scorm-again', name: 'scorm-again 3', differs: {}, halfway: 'incomplete', whole, start: (t, folder) => start(t, folder, format),
}));
