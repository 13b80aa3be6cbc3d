// SPDX-License-Identifier: Apache-2.0

// ibest-lrs as the LMS of the cmi5 package: what stands beside it is the web server that has the package's pages.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { serve } from './harness.mjs';

/** The ids of the package's AUs as cmi5.xml names them. */
export function readUnits(packageFolder) {
  const xml = readFileSync(join(packageFolder, 'cmi5.xml'), 'utf8');
  return [...xml.matchAll(/<au\s[^>]*\bid="([^"]*)"/g)].map(([, id]) => id);
}

/** Imports the zip that lies beside the unpacked package; yields { course, launch(au) -> what POST /launch answers, actor }. `credential` needs the scope launch; `name` is the learner's. */
export async function startCmi5Lms(t, packageFolder, lrs, { key, secret }, name = 'synthetic-learner') {
  const actor = { objectType: 'Agent', account: { homePage: 'https://lms.example.org', name } };
  const url = await serve(t, { package: packageFolder }, {
    'GET /left': async () => [200, '<!doctype html><title>LMS</title><h1>Back in the LMS</h1>', 'text/html; charset=utf-8'],
  });
  const [zip] = readdirSync(dirname(packageFolder), { recursive: true }).filter((name) => name.endsWith('.zip'));
  const course = lrs.run('course', 'import', join(dirname(packageFolder), zip), '--content-url', `${url}/package/`).trim();

  async function launch(au) {
    const answer = await fetch(`${lrs.url}/launch`, {
      method: 'POST', body: JSON.stringify({ course, au, actor, returnURL: `${url}/left` }),
      headers: { Authorization: `Basic ${btoa(`${key}:${secret}`)}`, 'Content-Type': 'application/json' },
    });
    if (!answer.ok) throw new Error(`launch: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }
  return { course, launch, actor };
}
