// SPDX-License-Identifier: Apache-2.0

// An AU without screens that does everything right, for tests of an LMS: each of its steps can be done wrongly instead.
import { randomUUID } from 'node:crypto';

const VERBS = 'http://adlnet.gov/expapi/verbs/';
const EXTENSIONS = 'https://w3id.org/xapi/cmi5/context/extensions/';
const CATEGORIES = 'https://w3id.org/xapi/cmi5/context/categories/';
const category = (name) => ({ id: CATEGORIES + name });

const RESULTS = {
  initialized: undefined,
  experienced: undefined,
  completed: { completion: true, duration: 'PT1M' },
  passed: { success: true, score: { scaled: 0.9 }, duration: 'PT1M' },
  failed: { success: false, score: { scaled: 0.1 }, duration: 'PT1M' },
  terminated: { duration: 'PT2M' },
};

export class Au {
  /** `address` is what the LMS opens. */
  constructor(address) {
    this.launch = Object.fromEntries(new URL(address).searchParams);
    this.launch.actor = JSON.parse(this.launch.actor);
    this.data = null;
  }

  async request(method, path, { query = {}, body, headers = {} } = {}) {
    const answer = await fetch(`${this.launch.endpoint}${path}?${new URLSearchParams(query)}`, {
      method, body: body === undefined ? undefined : JSON.stringify(body),
      headers: { Authorization: `Basic ${this.token}`, 'X-Experience-API-Version': '1.0.3', 'Content-Type': 'application/json', ...headers },
    });
    const text = await answer.text();
    return { status: answer.status, content: text === '' ? null : JSON.parse(text) };
  }

  identity(changes = {}) {
    const { activityId, actor, registration } = this.launch;
    return { activityId, agent: JSON.stringify(actor), registration, ...changes };
  }

  async authorize() {
    this.token = (await (await fetch(this.launch.fetch, { method: 'POST' })).json())['auth-token'];
  }

  async readLaunchData() {
    this.data = (await this.request('GET', 'activities/state', { query: this.identity({ stateId: 'LMS.LaunchData' }) })).content;
  }

  readPreferences() {
    return this.request('GET', 'agents/profile', { query: { profileId: 'cmi5LearnerPreferences', agent: JSON.stringify(this.launch.actor) } });
  }

  async start() {
    await this.authorize();
    await this.readLaunchData();
    await this.readPreferences();
  }

  /** A statement as cmi5 wants it; "experienced" is one that cmi5 allows but does not define. */
  statement(verb) {
    const { contextTemplate: template, masteryScore } = this.data;
    const result = RESULTS[verb];
    const judges = ['passed', 'failed'].includes(verb);
    const categories = verb === 'experienced' ? [] : [category('cmi5'), ...(judges || verb === 'completed' ? [category('moveon')] : [])];
    return {
      id: randomUUID(), actor: this.launch.actor, verb: { id: VERBS + verb }, object: { id: this.launch.activityId }, timestamp: new Date().toISOString(),
      ...(result ? { result: structuredClone(result) } : {}),
      context: {
        ...structuredClone(template), registration: this.launch.registration, contextActivities: { ...structuredClone(template.contextActivities), category: categories },
        extensions: { ...template.extensions, ...(judges && masteryScore !== undefined ? { [`${EXTENSIONS}masteryscore`]: masteryScore } : {}) },
      },
    };
  }

  send(...statements) {
    return this.request('POST', 'statements', { body: statements });
  }

  say(...verbs) {
    return this.send(...verbs.map((verb) => this.statement(verb)));
  }
}
