// SPDX-License-Identifier: Apache-2.0

// An LMS made with scorm-again: a page that holds the API of SCORM 1.2 or 2004 and plays the package in a frame, and a server that keeps what was committed.
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from './harness.mjs';

const scormAgain = resolve(dirname(fileURLToPath(import.meta.url)), '../../node_modules/scorm-again/dist');

/* What the learner's next launch begins with, by SCORM 1.2: resume only after exit "suspend". */
function next12(cmi) {
  const core = cmi?.core ?? {};
  return {
    core: {
      student_id: 'learner-1', student_name: 'Learner, Synthetic', credit: 'credit', lesson_mode: 'normal',
      lesson_status: core.lesson_status || 'not attempted', lesson_location: core.lesson_location ?? '',
      entry: !cmi ? 'ab-initio' : core.exit === 'suspend' ? 'resume' : '',
      score: { raw: core.score?.raw ?? '' }, total_time: core.total_time || '0000:00:00.00',
    },
    suspend_data: cmi?.suspend_data ?? '',
  };
}

/* By SCORM 2004 what was not suspended is over: the next launch is a new attempt, which knows nothing. */
function next2004(cmi) {
  const learner = { learner_id: 'learner-1', learner_name: 'Learner, Synthetic', credit: 'credit', mode: 'normal' };
  if (cmi?.exit !== 'suspend') return { ...learner, entry: 'ab-initio', completion_status: 'unknown', success_status: 'unknown' };
  const { location, suspend_data: data, completion_status: completion, success_status: success, score } = cmi;
  return { ...learner, entry: 'resume', location, suspend_data: data, completion_status: completion, success_status: success, score: { scaled: score.scaled, raw: score.raw } };
}

const editions = {
  scorm12: { type: 'Scorm12API', object: 'API', set: 'LMSSetValue', commit: 'LMSCommit', finish: 'LMSFinish', next: next12 },
  scorm2004: { type: 'Scorm2004API', object: 'API_1484_11', set: 'SetValue', commit: 'Commit', finish: 'Terminate', next: next2004 },
};

/*
 * Commits travel by beacon, because a browser lets nothing else out of a page that is closing; the server is the only memory between two launches. One beacon can
 * overtake another, so each carries its launch and its number. A beacon holds 64 KiB, so that the answers of a long course stay behind; that the API took them is told.
 */
const scriptOf = ({ type, object, set, commit, finish }) => `
  const saved = JSON.parse(document.getElementById('saved').textContent);
  const api = new ${type}({ autocommit: false, logLevel: 5 });
  window.${object} = api;
  api.loadFromJSON(saved, '');
  const sets = {};
  const refused = [];
  const setValue = api.${set}.bind(api);
  api.${set} = (element, value) => {
    if (!element.startsWith('cmi.interactions.')) sets[element] = value;
    const answer = setValue(element, value);
    if (String(answer) !== 'true') refused.push(element);
    return answer;
  };
  let number = 0;
  const send = (call) => {
    number += 1;
    const { interactions: _, ...cmi } = api.renderCMIToJSONObject().cmi;
    const message = { launch: performance.timeOrigin, number, call, sets, refused, cmi };
    if (!navigator.sendBeacon('/commit', JSON.stringify(message))) throw new Error('the browser took no beacon');
  };
  api.on('${commit}', () => send('${commit}'));
  api.on('${finish}', () => send('${finish}'));
`;

function page(edition, saved) {
  return `<!doctype html><html lang="en"><head><title>LMS</title><script src="/scorm-again/${edition}.min.js"></script></head>
<body style="margin:0"><script type="application/json" id="saved">${JSON.stringify(saved).replaceAll('<', '\\u003c')}</script><script>${scriptOf(editions[edition])}</script>
<iframe title="Course" src="/package/index.html" style="width:100vw;height:100vh;border:0" allow="fullscreen"></iframe></body></html>`;
}

/** Starts the LMS for the unpacked package; yields { url, commits, last() }. `commits` is every { call, cmi, sets, refused } that arrived, in the order of calling:
 *  the LMS's data, the values as the package wrote them, and the elements that were not taken. */
export async function startScormLms(t, packageFolder, edition = 'scorm12') {
  const commits = [];
  const last = () => commits.at(-1)?.cmi;
  const url = await serve(t, { package: packageFolder, 'scorm-again': scormAgain }, {
    'GET /launch': async () => [200, page(edition, { cmi: editions[edition].next(last()) }), 'text/html; charset=utf-8'],
    'POST /commit': async (body) => {
      commits.push(JSON.parse(body));
      commits.sort((left, right) => left.launch - right.launch || left.number - right.number);
      return [204, ''];
    },
  });
  return { url, commits, last };
}

/** Launches the package in a page of its own; yields { page, frame }, the frame being the package's. */
export async function launchScorm(context, lms) {
  const page = await context.newPage();
  await page.goto(`${lms.url}/launch`);
  return { page, frame: page.frameLocator('iframe') };
}
