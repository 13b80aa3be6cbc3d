// SPDX-License-Identifier: Apache-2.0

// The LMS side of a cmi5 launch (cmi5 sections 8 and 10) with ibest-lrs as its LRS: writes LMS.LaunchData, gives out the launch URL and one auth-token.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from './harness.mjs';

const SESSION_ID = 'https://w3id.org/xapi/cmi5/context/extensions/sessionid';

/** The AUs of the package as cmi5.xml names them: { id, url, moveOn, masteryScore }. */
export function readCourseStructure(packageFolder) {
  const xml = readFileSync(join(packageFolder, 'cmi5.xml'), 'utf8');
  return [...xml.matchAll(/<au\s([^>]*)>([\s\S]*?)<\/au>/g)].map(([, attributes, body]) => {
    const value = (name) => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1];
    return {
      id: value('id'), moveOn: value('moveOn'), url: /<url>([^<]*)<\/url>/.exec(body)[1],
      masteryScore: value('masteryScore') === undefined ? undefined : Number(value('masteryScore')),
    };
  });
}

function launchData(au, session, returnURL) {
  return {
    contextTemplate: {
      extensions: { [SESSION_ID]: session },
      contextActivities: { grouping: [{ id: au.id, objectType: 'Activity' }] },
    },
    launchMode: 'Normal', launchMethod: 'AnyWindow', moveOn: au.moveOn, returnURL,
    ...(au.masteryScore === undefined ? {} : { masteryScore: au.masteryScore }),
  };
}

/** Registers one learner; yields { launch(au) -> URL, registration, actor, fetches } where `fetches` counts what asked for a token. */
export async function startCmi5Lms(t, packageFolder, lrs, credential) {
  const registration = randomUUID();
  const actor = { objectType: 'Agent', account: { homePage: 'https://lms.example.org', name: 'synthetic-learner' } };
  const token = btoa(`${credential.key}:${credential.secret}`);
  const fetches = [];
  const used = new Set();
  const url = await serve(t, { package: packageFolder }, {
    'POST /fetch': async (body, request) => {
      const session = new URL(request.url, 'http://localhost').searchParams.get('session');
      fetches.push(session);
      /* cmi5 8.2.3: a second use of a fetch URL gets an error, with status 200. */
      if (used.has(session)) return [200, JSON.stringify({ 'error-code': '1', 'error-text': 'already used' })];
      used.add(session);
      return [200, JSON.stringify({ 'auth-token': token })];
    },
    'GET /left': async () => [200, '<!doctype html><title>LMS</title><h1>Back in the LMS</h1>', 'text/html; charset=utf-8'],
  });

  async function launch(au) {
    const session = randomUUID();
    const state = new URLSearchParams({ activityId: au.id, agent: JSON.stringify(actor), registration, stateId: 'LMS.LaunchData' });
    const answer = await fetch(`${lrs.url}/xapi/activities/state?${state}`, {
      method: 'PUT', body: JSON.stringify(launchData(au, session, `${url}/left`)),
      headers: { Authorization: `Basic ${token}`, 'X-Experience-API-Version': '1.0.3', 'Content-Type': 'application/json' },
    });
    if (answer.status !== 204) throw new Error(`LMS.LaunchData: ${answer.status} ${await answer.text()}`);
    const query = new URLSearchParams({
      endpoint: `${lrs.url}/xapi/`, fetch: `${url}/fetch?session=${session}`, actor: JSON.stringify(actor), registration, activityId: au.id,
    });
    return `${url}/package/${au.url}?${query}`;
  }
  return { launch, registration, actor, fetches };
}
