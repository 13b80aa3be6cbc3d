// SPDX-License-Identifier: Apache-2.0

// The documents that courses print, built into a folder that goes away: { name, source, pdf, html } each.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'ibest-print-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const DOCUMENTS = [
  ['conformance-tests/content/valid/each-kind-of-page', 'downloads/handout'],
  ['content/ibest', 'downloads/patient-pack'],
];

/** Builds a course as web pages, in an environment of its own, and unpacks it; yields the folder. */
export function unpack(course, name, environment = {}) {
  const out = path.join(folder, name);
  execFileSync(process.env.IBEST_PACK, ['build', path.join(root, course), '--format', 'web', '--output', out, '--no-cache', '--frozen'],
    { env: { ...process.env, ...environment }, stdio: ['ignore', 'ignore', 'inherit'] });
  execFileSync('sh', ['-c', 'unzip -qo *.zip'], { cwd: out });
  return out;
}

export const handouts = DOCUMENTS.map(([course, stem], index) => {
  const out = unpack(course, String(index));
  return {
    name: stem,
    course,
    source: readFileSync(path.join(root, course, `${stem}.md`), 'utf8'),
    pdf: path.join(out, `${stem}.pdf`),
    html: path.join(out, `${stem}.html`),
  };
});
