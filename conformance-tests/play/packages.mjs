// SPDX-License-Identifier: Apache-2.0

// The packages of the example course in every format: the whole course, and each module by itself; built once for all plays.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { buildFolder, course, temporaryFolder } from '../browser/harness.mjs';

export const FORMATS = ['scorm12', 'scorm2004', 'aicc', 'xapi', 'cmi5', 'web'];

/** The modules' ids, in their order. */
export const modules = JSON.parse(readFileSync(join(course, 'course.json'), 'utf8')).modules.map(({ id }) => id);

/** The name that the whole course has among the packages. */
export const WHOLE = 'whole course';

function build(folder, format, ...options) {
  execFileSync(join(buildFolder, 'packager/ibest-pack'), ['build', course, '--format', format, '--frozen', '--no-cache', ...options, '--output', folder], { stdio: ['ignore', 'ignore', 'inherit'] });
  return readdirSync(folder).filter((name) => name.endsWith('.zip'));
}

/* Each zip in a folder of its own, with what is in it beside. */
function unpack(from, zip) {
  const folder = join(from, zip.replace(/\.zip$/, ''));
  mkdirSync(folder);
  renameSync(join(from, zip), join(folder, zip));
  execFileSync('unzip', ['-q', join(folder, zip), '-d', join(folder, 'unpacked')]);
  return join(folder, 'unpacked');
}

function packagesOf(folder, format) {
  const whole = join(folder, `${format}-whole`);
  const parts = join(folder, `${format}-modules`);
  const [zip] = build(whole, format);
  const zips = build(parts, format, '--module', 'all');
  return { [WHOLE]: unpack(whole, zip), ...Object.fromEntries(modules.map((id) => [id, unpack(parts, zips.find((name) => name.includes(id)))])) };
}

/** Folders of unpacked packages by format and unit (a module's id or WHOLE), gone when `t` ends. */
export function buildPackages(t) {
  const folder = temporaryFolder(t);
  return Object.fromEntries(FORMATS.map((format) => [format, packagesOf(folder, format)]));
}
