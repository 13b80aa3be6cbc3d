// SPDX-License-Identifier: Apache-2.0

// The packages that are played, in every format: of the example course the whole and modules by themselves, a shorter course, and a small course with every kind of question; built once for all plays.
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildFolder, content, course, everyKind, packingCache, temporaryFolder } from '../browser/harness.mjs';

const run = promisify(execFile);

export const FORMATS = ['scorm12', 'scorm2004', 'aicc', 'xapi', 'cmi5', 'web'];

/** The modules' ids, in their order. */
export const modules = JSON.parse(readFileSync(join(course, 'course.json'), 'utf8')).modules.map(({ id }) => id);

/** The names that courses have among the packages. */
export const WHOLE = 'whole course';
export const SHORTER = 'shorter course';
export const EVERY_KIND = 'every kind of question';

const COURSES = { [WHOLE]: course, [SHORTER]: join(content, 'moving-people'), [EVERY_KIND]: everyKind };

/** Whether a unit is a course and no module by itself. */
export const isCourse = (unit) => COURSES[unit] !== undefined;

async function build(folder, source, format, ...options) {
  await run(join(buildFolder, 'packager/ibest-pack'), ['build', source, '--format', format, '--frozen', '--cache', packingCache, ...options, '--output', folder]);
  return readdirSync(folder).filter((name) => name.endsWith('.zip'));
}

/* Each zip in a folder of its own, with what is in it beside. */
async function unpack(from, zip) {
  const folder = join(from, zip.replace(/\.zip$/, ''));
  mkdirSync(folder);
  renameSync(join(from, zip), join(folder, zip));
  await run('unzip', ['-q', join(folder, zip), '-d', join(folder, 'unpacked')]);
  return join(folder, 'unpacked');
}

/** The folder of the unpacked package of `unit` (a module's id, or a course's name above) in a format, gone when `t` ends. */
export async function buildPackage(t, format, unit) {
  const folder = join(temporaryFolder(t), 'package');
  const [zip] = await build(folder, COURSES[unit] ?? course, format, ...(isCourse(unit) ? [] : ['--module', unit]));
  return unpack(folder, zip);
}
