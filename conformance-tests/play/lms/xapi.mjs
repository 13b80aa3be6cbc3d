// SPDX-License-Identifier: Apache-2.0

// A TinCan launch against ibest-lrs.
import { randomUUID } from 'node:crypto';
import { readTincan, tincanAddress } from '../../browser/tincan.mjs';
import { serve } from '../../browser/harness.mjs';
import { reportOf } from './statements.mjs';

async function start(t, folder, _, { lrs, learner, analyst }) {
  const activity = readTincan(folder);
  const actor = { objectType: 'Agent', account: { homePage: 'https://lms.example.org', name: randomUUID() } };
  const registration = randomUUID();
  const address = tincanAddress(await serve(t, { package: folder }), activity, { lrs, credential: learner, actor, registration });
  const statements = async () => (await lrs.get(analyst, `/xapi/statements?registration=${registration}&ascending=true&limit=500`)).statements;
  let launched = 0;
  return {
    async launch(context) {
      launched += 1;
      const page = await context.newPage();
      await page.goto(address);
      return { frame: page, close: () => page.close({ runBeforeUnload: true }) };
    },
    ended: async () => (await statements()).filter(({ verb, object }) => object.id === activity.id && verb.id.endsWith('/terminated')).length === launched,
    held: async () => {
      const state = await lrs.stateOf(analyst, { activityId: activity.id, agent: JSON.stringify(actor), registration });
      return { ...reportOf(await statements(), activity.id), suspend_data: state };
    },
    faults: () => [],
  };
}

const whole = (hasQuiz) => ({ status: 'completed', success: hasQuiz ? 'passed' : '' });

export const xapi = [{ format: 'xapi', id: 'ibest-lrs', name: 'TinCan launch, ibest-lrs', differs: {}, halfway: 'initialized', whole, start }];
