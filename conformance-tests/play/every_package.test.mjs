// SPDX-License-Identifier: Apache-2.0

// Packages of every format, played in Chromium in every LMS that takes them; and a table of what each LMS held at the end.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { buildFolder, openBrowser, root, startLrs } from '../browser/harness.mjs';
import { LMSS } from './lms/lms.mjs';
import { buildPackage, EVERY_KIND, modules, SHORTER, WHOLE } from './packages.mjs';
import { compare } from './predicted.mjs';
import { SITUATIONS, SMALL_SCREEN } from './situations.mjs';
import { writeTable } from './table.mjs';

/* The module that is played in all situations: it has a film and a quiz. */
const MODULE = 'understanding-pain';
const AT_A_TIME = 4;

/* What lasts as long as all plays: a hook that is registered in before() would run at its end. */
const endings = [];
const ended = { after: (act) => endings.push(act) };
const rows = [];
const packages = new Map();
let shared = null;

/* Built when the first of its plays begins; all others of its format and unit use the same. */
function packageOf(format, unit) {
  const name = `${format} ${unit}`;
  if (!packages.has(name)) packages.set(name, buildPackage(ended, format, unit));
  return packages.get(name);
}

before(async () => {
  const lrs = await startLrs(ended);
  /* One profile for all: each LMS is an origin of its own, and a profile costs more than a play. */
  const context = await openBrowser(ended, SMALL_SCREEN);
  shared = { context, lrs, lms: lrs.credential('LMS', 'launch'), learner: lrs.credential('Packages', 'statements/write', 'state'), analyst: lrs.credential('Analyst', 'all/read') };
});

after(async () => {
  writeTable(join(buildFolder, 'conformance-tests/play'), rows.sort((left, right) => left.place - right.place).map(({ place: _, ...row }) => row));
  for (const act of endings.reverse()) await act();
});

/* `place` is the play's in their order, as they end in another one. */
function note(place, { row, unit }, au, { situation, held: { status, success = '', score, seconds, suspend_data: data }, found = '', shown }) {
  rows.push({
    place, format: row.format, lms: row.id, package: au === null ? unit : `${unit}, AU ${au + 1}`, situation, status, success, score,
    seconds: seconds === null ? '' : Math.round(seconds * 100) / 100, suspend_data: data.length, found,
    shown: shown && { status: shown.status, score: shown.score },
  });
}

async function play(t, place, { row, unit, situation }) {
  const lms = await row.start(t, await packageOf(row.format, unit), unit, shared);
  const { units = 1 } = lms;
  let last = null;
  for (let index = 0; index < units; index += 1) {
    lms.unit?.(index);
    await situation.play({ lms, row, context: shared.context, note(name, held, found) {
      last = held;
      note(place, { row, unit }, units > 1 ? index : null, { situation: name, held, found, shown: lms.shown?.() });
    } });
  }
  assert.deepEqual(await lms.faults(), []);
  assert.deepEqual(shared.context.faults, []);
  if (last.courseSatisfied !== undefined) assert.equal(last.courseSatisfied, true, 'the course is satisfied');
}

/*
 * In each LMS that is not like another one but for one thing, the module that is played in situations; in the first LMS of each format, also what asks more of
 * the format than of the LMS, and every kind of question where answers are told to somebody. A whole course in the first LMS of the formats that make something
 * else of it: SCORM 1.2, where all of it has to fit into 4096 characters, and cmi5, which launches modules one by one; three modules show both as well as ten.
 * IBEST_PLAY=all: all situations and the whole course in every LMS, every module and kind of question but in those that are like another one.
 */
const playsAll = process.env.IBEST_PLAY === 'all';
const COURSE_THAT_MATTERS = { scorm12: SHORTER, cmi5: SHORTER };
const isFirst = (row) => LMSS.find(({ format }) => format === row.format) === row;
const unitsOfFirst = ({ format }) => [COURSE_THAT_MATTERS[format], MODULE, format === 'web' ? undefined : EVERY_KIND].filter((unit) => unit !== undefined);
function unitsFor(row) {
  if (!playsAll) return isFirst(row) ? unitsOfFirst(row) : [MODULE];
  const others = row.isLikeAnother ? [] : [EVERY_KIND, ...modules.filter((id) => id !== MODULE)];
  return [WHOLE, MODULE, ...others];
}
function situationsFor(row, unit) {
  return SITUATIONS.filter(({ everywhere = false, isOfFormat = false, isFor }) => everywhere === (unit !== MODULE)
    && (playsAll || !isOfFormat || isFirst(row)) && (isFor?.(row) ?? true));
}
const lmss = LMSS.filter(({ isLikeAnother }) => playsAll || !isLikeAnother);
const plays = lmss.flatMap((row) => unitsFor(row).flatMap((unit) => situationsFor(row, unit).map((situation) => ({ row, unit, situation }))));

describe('every package in every LMS', { concurrency: AT_A_TIME }, () => {
  plays.forEach((one, place) => {
    it(`${one.row.format} in ${one.row.name}: ${one.unit}, ${one.situation.name}`, (t) => play(t, place, one));
  });
});

/* After the plays, as it is about what they have held. */
describe('what predict says', () => {
  for (const row of LMSS) {
    for (const profile of row.profiles ?? []) {
      it(`is what was held of ${profile}: ${row.name}`, async () => {
        const output = execFileSync(join(buildFolder, 'packager/ibest-pack'), ['predict', await packageOf(row.format, MODULE), '--lms', profile, '--json'], { encoding: 'utf8' });
        const claims = compare(JSON.parse(output), rows.filter((one) => one.format === row.format && one.lms === row.id && one.package === MODULE));
        assert.ok(claims.length > 0);
        assert.deepEqual(claims.filter(({ isHeld }) => !isHeld), []);
      });
    }
  }
});

describe('what the LRS has been told', () => {
  it('keeps to the profile, each statement to one template, each registration to a pattern', () => {
    const said = shared.lrs.run('export');
    const profile = join(root, 'profiles/xapi/ibest/profile.jsonld');
    const output = execFileSync(join(buildFolder, 'lrs/ibest-lrs'), ['profile', 'match', profile, '-', '--json'], { input: said, encoding: 'utf8' });
    const { statements, registrations, templates } = JSON.parse(output);
    assert.equal(statements.success, templates.reduce((sum, { follows }) => sum + follows, 0));
    assert.ok(registrations.success > 0);
    for (const name of ['module-completed', 'video-completed', 'question-answered', 'assessment-passed', 'unit-launched', 'course-registered']) {
      assert.ok(templates.find(({ id }) => id.endsWith(`/${name}`)).follows > 0, name);
    }
  });
});
