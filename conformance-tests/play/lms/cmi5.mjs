// SPDX-License-Identifier: Apache-2.0

// cmi5 LMSs: the strict one of conformance-tests/cmi5, and ibest-lrs itself.
import { randomUUID } from 'node:crypto';
import { readUnits, startCmi5Lms as startIbest } from '../../browser/cmi5_lms.mjs';
import { startCmi5Lms as startStrict } from '../../cmi5/lms.mjs';
import { isCourse } from '../packages.mjs';
import { reportOf } from './statements.mjs';

const CMI5 = 'https://w3id.org/xapi/cmi5/context/categories/cmi5';

async function open(context, address) {
  const page = await context.newPage();
  await page.goto(address);
  return { frame: page, close: () => page.close({ runBeforeUnload: true }) };
}

async function strict(t, folder) {
  const lms = await startStrict(t, folder);
  let [unit] = lms.course.units;
  return {
    units: lms.course.units.length,
    unit(index) {
      unit = lms.course.units[index];
    },
    launch: (context) => open(context, lms.begin(unit.id).address),
    ended: () => lms.sessions.at(-1).state === 'terminated',
    held: async () => ({ ...lms.heldOf(unit.id), courseSatisfied: lms.satisfied.has(lms.course.id) }),
    faults: () => lms.breaches,
  };
}

/* What a registration may hold once of an activity, however often it is launched, and what it may not hold of who always said goodbye. */
const ONCE = ['completed', 'passed', 'satisfied'];
const NEVER = ['abandoned', 'failed'];

/** What `statements` of a registration should not have told, as "verb activity". */
export function faultsOf(statements) {
  const told = statements.filter(({ context }) => context?.contextActivities?.category?.some(({ id }) => id === CMI5))
    .map(({ verb, object }) => [verb.id.split('/').at(-1), object.id]);
  const count = (verb, id) => told.filter((one) => one[0] === verb && one[1] === id).length;
  return told.filter(([verb, id]) => NEVER.includes(verb) || (ONCE.includes(verb) && count(verb, id) > 1)).map(([verb, id]) => `${verb} ${id}`);
}

async function ibest(t, folder, unitName, { lrs, lms: credential, analyst }) {
  const units = readUnits(folder);
  const lms = await startIbest(t, folder, lrs, credential, randomUUID());
  let index = 0;
  let launched = null;
  const statements = async () => (await lrs.get(analyst, `/xapi/statements?registration=${launched.registration}&ascending=true&limit=500`)).statements;
  return {
    units: isCourse(unitName) ? units.length : 1,
    unit(given) {
      index = given;
    },
    async launch(context) {
      launched = await lms.launch(units[index]);
      return open(context, launched.url);
    },
    ended: async () => {
      const all = (await statements()).filter(({ object }) => object.id === launched.activityId).map(({ verb }) => verb.id.split('/').at(-1));
      return all.filter((verb) => verb === 'terminated').length === all.filter((verb) => verb === 'launched').length;
    },
    held: async () => {
      const all = await statements();
      const state = await lrs.stateOf(analyst, { activityId: launched.activityId, agent: JSON.stringify(lms.actor), registration: launched.registration });
      return { ...reportOf(all, launched.activityId), suspend_data: state, courseSatisfied: all.some(({ verb, object }) => verb.id.endsWith('/satisfied') && object.id !== launched.activityId) };
    },
    faults: async () => faultsOf(await statements()),
  };
}

const whole = (hasQuiz) => ({ status: 'completed', success: hasQuiz ? 'passed' : '' });

export const cmi5 = [['strict', 'cmi5 with requirement ids', strict], ['ibest-lrs', 'ibest-lrs as LMS', ibest]]
  .map(([id, name, start]) => ({ format: 'cmi5', id, name, differs: {}, ending: 'Back in the LMS', halfway: 'initialized', whole, start }));
