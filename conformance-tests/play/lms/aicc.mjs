// SPDX-License-Identifier: Apache-2.0

// AICC LMSs: the strict one, and those that answer curtly, have the package on another server, or judge by a mastery score.
import { startAiccLms } from '../../aicc/aicc_lms.mjs';
import { until } from '../../browser/harness.mjs';
import { isCourse } from '../packages.mjs';

/* A session whose last PutParam was not answered is left open by design, as an ExitAU could overtake it. Tells whether all were. */
function answersTo(page) {
  const waiting = new Set();
  page.on('request', (request) => request.method() === 'POST' && waiting.add(request));
  for (const end of ['requestfinished', 'requestfailed']) page.on(end, (request) => waiting.delete(request));
  return () => waiting.size === 0;
}

async function start(t, folder, unit, options) {
  const lms = await startAiccLms(t, folder, options);
  return {
    async launch(context) {
      const page = await lms.launch(context, isCourse(unit) ? undefined : unit);
      const isAnswered = answersTo(page);
      return {
        frame: page,
        async close() {
          await until('the LMS has answered', isAnswered);
          await page.close({ runBeforeUnload: true });
        },
      };
    },
    ended: () => lms.hacp.state === 'ended',
    held: async () => {
      const { status, score, lesson, location, seconds } = lms.hacp.stored;
      return { status, score, suspend_data: lesson, location, seconds };
    },
    faults: () => lms.hacp.faults,
  };
}

const completed = () => ({ status: 'completed' });

export const aicc = [
  ['strict', 'CMI001 to the letter', {}, completed],
  ['curt', 'capitals, first letters, LF', { variant: { style: 'curt' } }, completed],
  ['elsewhere', 'package on another server', { elsewhere: true }, completed],
  ['mastery', 'mastery score 80 set by the administrator', { variant: { mastery: '80' } }, (hasQuiz) => ({ status: hasQuiz ? 'passed' : 'completed' })],
].map(([id, name, options, whole]) => ({ format: 'aicc', id, name, isLikeAnother: id !== 'strict', differs: {}, halfway: 'incomplete', whole, start: (t, folder, unit) => start(t, folder, unit, options) }));
