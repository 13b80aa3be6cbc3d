// SPDX-License-Identifier: Apache-2.0

// The documents that courses print, built into a folder that goes away: { name, course, language, source, pdf, html } each.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'ibest-print-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const COURSES = ['conformance-tests/content/valid/each-kind-of-page', 'content/ibest', 'content/moving-people'];

/** Builds a course as web pages, in an environment of its own, and unpacks it; yields the folder. */
export function unpack(course, name, environment = {}) {
  const out = path.join(folder, name);
  execFileSync(process.env.IBEST_PACK, ['build', path.join(root, course), '--format', 'web', '--output', out, '--no-cache', '--frozen'],
    { env: { ...process.env, ...environment }, stdio: ['ignore', 'ignore', 'inherit'] });
  execFileSync('sh', ['-c', 'unzip -qo *.zip'], { cwd: out });
  return out;
}

/** The same courses, built in another environment, once each; yields the folder. */
const elsewhere = new Map();
export function unpackElsewhere(course, environment) {
  if (!elsewhere.has(course)) elsewhere.set(course, unpack(course, `elsewhere-${elsewhere.size}`, environment));
  return elsewhere.get(course);
}

export const handouts = COURSES.flatMap((course, index) => {
  const out = unpack(course, String(index));
  const sources = readdirSync(path.join(root, course, 'downloads')).filter((file) => file.endsWith('.md'));
  return sources.map((file) => `downloads/${path.basename(file, '.md')}`).map((stem) => ({
    name: stem,
    course,
    language: JSON.parse(readFileSync(path.join(root, course, 'course.json'), 'utf8')).language,
    source: readFileSync(path.join(root, course, `${stem}.md`), 'utf8'),
    pdf: path.join(out, `${stem}.pdf`),
    html: path.join(out, `${stem}.html`),
  }));
});
