// SPDX-License-Identifier: Apache-2.0

/*
 * A cmi5 LMS for one learner and registration: imports a package, launches its AUs, and is their LRS. A request that breaks a requirement is answered
 * with 403 (401 without a token) and the requirement's id, changes nothing, and is noted in `breaches`.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { serve } from '../browser/harness.mjs';
import { textOf } from './requirements.mjs';
import { Session } from './session.mjs';
import { importCourse } from './structure.mjs';

const LAUNCH_DATA = 'LMS.LaunchData';
const PREFERENCES = 'cmi5LearnerPreferences';
const VERBS = 'http://adlnet.gov/expapi/verbs/';
const LMS_VERBS = { launched: `${VERBS}launched`, abandoned: 'https://w3id.org/xapi/adl/verbs/abandoned', satisfied: 'https://w3id.org/xapi/adl/verbs/satisfied' };
const CMI5 = { objectType: 'Activity', id: 'https://w3id.org/xapi/cmi5/context/categories/cmi5' };

const MOVES_ON = {
  NotApplicable: () => true,
  Passed: (said) => said.has('passed'),
  Completed: (said) => said.has('completed'),
  CompletedAndPassed: (said) => said.has('completed') && said.has('passed'),
  CompletedOrPassed: (said) => said.has('completed') || said.has('passed'),
};

const json = (status, content, headers) => [status, JSON.stringify(content), 'application/json', headers];

function filesOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.path, entry.name).slice(folder.length + 1));
}

export class Cmi5Lms {
  /** `course` as importCourse() yields it. */
  constructor(course, options = {}) {
    Object.assign(this, { course, mode: 'Normal', url: '', ...options });
    this.actor = { objectType: 'Agent', account: { homePage: 'https://lms.example.org', name: 'learner-7' } };
    this.registration = randomUUID();
    this.sessions = [];
    this.statements = [];
    this.documents = new Map();
    this.breaches = [];
    this.activityIds = new Map(course.units.map(({ id }) => [id, `https://lms.example.org/activities/${randomUUID()}`]));
    this.registered = new Map(course.units.map(({ id }) => [id, new Set()]));
    this.satisfied = new Set();
  }

  /** Begins a session of the AU; yields it, with the address to open in session.address. A session that runs is abandoned. */
  begin(unitId) {
    const unit = this.course.units.find(({ id }) => id === unitId);
    this.sessions.filter(({ state, unit: { id } }) => state === 'launched' && id === unitId).forEach((session) => this.abandon(session));
    const session = new Session({ unit, activityId: this.activityIds.get(unitId), actor: this.actor, registration: this.registration, mode: this.mode, returnURL: `${this.url}/left` },
      this.registered.get(unitId));
    session.address = `${this.url}/package/${unit.url}${unit.url.includes('?') ? '&' : '?'}${session.query(this.url)}`;
    this.sessions.push(session);
    this.say('launched', session);
    return session;
  }

  abandon(session) {
    session.state = 'abandoned';
    this.say('abandoned', session);
  }

  say(verb, session, object = session.activityId) {
    this.statements.push({ id: randomUUID(), actor: this.actor, verb: { id: LMS_VERBS[verb] }, object: { id: object }, timestamp: new Date().toISOString(),
      context: { registration: this.registration, ...session.template, contextActivities: { ...session.template.contextActivities, category: [CMI5] } } });
  }

  refuse(id, what, status = 403) {
    this.breaches.push({ id, what });
    return json(status, { requirement: id, text: textOf(id), what });
  }

  /** The route's handler for requests that need a session's token: act(session, query, body). */
  withSession(act) {
    return async (body, request) => {
      const session = this.sessions.find(({ token, isFetched }) => isFetched && request.headers.authorization === `Basic ${token}`);
      if (session === undefined) return this.refuse('8.1.2.0-5', `${request.method} ${request.url} without the token`, 401);
      if (request.headers['x-experience-api-version'] === undefined) return this.refuse('4.1.0.0-1', 'no X-Experience-API-Version', 400);
      return act(session, new URL(request.url, this.url).searchParams, body);
    };
  }

  fetchToken(request) {
    const session = this.sessions.find(({ sessionId }) => sessionId === new URL(request.url, this.url).searchParams.get('session'));
    if (session === undefined || session.isFetched) return json(200, { 'error-code': session === undefined ? '3' : '1', 'error-text': session === undefined ? 'No such session' : 'Already in use' });
    session.isFetched = true;
    return json(200, { 'auth-token': session.token });
  }

  /* What every State request of an AU has to name. */
  wrongState(session, query) {
    if (!isDeepStrictEqual(JSON.parse(query.get('agent') ?? 'null'), session.actor)) return this.refuse('8.1.3.0-3', 'another agent in a State request');
    if (query.get('registration') !== session.registration) return this.refuse('8.1.4.0-3', 'another registration in a State request');
    return null;
  }

  getState(session, query) {
    const wrong = this.wrongState(session, query);
    if (wrong) return wrong;
    const id = query.get('stateId');
    if (id === LAUNCH_DATA && query.get('activityId') === session.activityId) {
      session.hasLaunchData = true;
      return json(200, session.launchData());
    }
    const key = `${query.get('activityId')} `;
    if (id === null) return json(200, [...this.documents.keys()].filter((name) => name.startsWith(key)).map((name) => name.slice(key.length)));
    const document = this.documents.get(key + id);
    return document === undefined ? [404, ''] : [200, document, 'application/octet-stream'];
  }

  changeState(session, query, body) {
    const wrong = this.wrongState(session, query);
    if (wrong) return wrong;
    if (query.get('stateId') === LAUNCH_DATA || query.get('stateId') === null) return this.refuse('10.2.1.0-5', `${LAUNCH_DATA} was to be changed`);
    const key = `${query.get('activityId')} ${query.get('stateId')}`;
    if (body === null) this.documents.delete(key);
    else this.documents.set(key, body);
    return [204, ''];
  }

  getProfile(session, query) {
    if (!isDeepStrictEqual(JSON.parse(query.get('agent') ?? 'null'), session.actor)) return this.refuse('11.0.0.0-1', 'the preferences of another agent');
    if (query.get('profileId') !== PREFERENCES) return this.refuse('11.0.0.0-4', `the profile document '${query.get('profileId')}'`);
    session.hasPreferences = true;
    return [404, ''];
  }

  takeStatements(session, body, id) {
    const told = [JSON.parse(body)].flat().map((statement) => (id === null ? statement : { ...statement, id }));
    const given = told.filter((statement) => !this.holds(statement));
    const broken = session.take(given);
    if (broken.length > 0) {
      const what = given.map(({ verb }) => verb?.id).join(' ');
      this.breaches.push(...broken.slice(1).map((one) => ({ id: one, what })));
      const [status, content, ...rest] = this.refuse(broken[0], what);
      return [status, JSON.stringify({ ...JSON.parse(content), broken }), ...rest];
    }
    this.statements.push(...given);
    this.moveOn(session);
    return id === null ? json(200, told.map((statement) => statement.id)) : [204, ''];
  }

  /* What comes a second time is no second statement (xAPI 1.0.3 part 3, 2.1.2). */
  holds(statement) {
    return this.statements.some((one) => isDeepStrictEqual(one, statement));
  }

  /* The course is satisfied once all of its AUs are. */
  moveOn(session) {
    for (const { id, moveOn } of this.course.units) if (MOVES_ON[moveOn](this.registered.get(id))) this.satisfied.add(id);
    if (this.satisfied.size === this.course.units.length && !this.satisfied.has(this.course.id)) {
      this.satisfied.add(this.course.id);
      this.say('satisfied', session, `https://lms.example.org/courses/${this.registration}`);
    }
  }

  findStatements(query) {
    const agent = JSON.parse(query.get('agent') ?? 'null');
    const holds = ({ actor, verb, object, context }) => (agent === null || isDeepStrictEqual(actor, agent)) && [verb.id, null].includes(query.get('verb'))
      && [object.id, null].includes(query.get('activity')) && [context?.registration, null].includes(query.get('registration'));
    const found = this.statements.filter(holds).reverse().slice(0, Number(query.get('limit')) || undefined);
    return json(200, { statements: found, more: '' }, { 'X-Experience-API-Consistent-Through': new Date().toISOString() });
  }

  routes() {
    const change = (body, session, query) => this.changeState(session, query, body);
    return {
      'POST /fetch': async (_, request) => this.fetchToken(request),
      'GET /fetch': async () => this.refuse('8.2.1.0-2', 'a GET of the fetch address', 405),
      'GET /xapi/activities/state': this.withSession((session, query) => this.getState(session, query)),
      'PUT /xapi/activities/state': this.withSession((session, query, body) => change(body, session, query)),
      'POST /xapi/activities/state': this.withSession((session, query, body) => change(body, session, query)),
      'DELETE /xapi/activities/state': this.withSession((session, query) => change(null, session, query)),
      'GET /xapi/agents/profile': this.withSession((session, query) => this.getProfile(session, query)),
      'PUT /xapi/agents/profile': this.withSession(() => [403, '']),
      'GET /xapi/statements': this.withSession((_, query) => this.findStatements(query)),
      'POST /xapi/statements': this.withSession((session, _, body) => this.takeStatements(session, body, null)),
      'PUT /xapi/statements': this.withSession((session, query, body) => this.takeStatements(session, body, query.get('statementId'))),
      'GET /left': async () => [200, '<!doctype html><title>LMS</title><h1>Back in the LMS</h1>', 'text/html; charset=utf-8'],
    };
  }

  /** What the LMS holds of an AU: { status, success, score, suspend_data, seconds, satisfied }. */
  heldOf(unitId) {
    const registered = this.registered.get(unitId);
    const activityId = this.activityIds.get(unitId);
    const passed = this.statements.findLast(({ verb, object }) => object.id === activityId && verb.id === `${VERBS}passed`);
    const sessions = this.sessions.filter(({ unit }) => unit.id === unitId);
    const [document] = [...this.documents].filter(([name]) => name.startsWith(`${activityId} `)).map(([, content]) => content);
    return {
      status: registered.has('completed') ? 'completed' : sessions.some(({ said }) => said.has('initialized')) ? 'initialized' : '',
      success: ['passed', 'failed'].find((verb) => registered.has(verb)) ?? '', score: passed === undefined ? '' : String(Math.round(passed.result.score.scaled * 100)),
      suspend_data: document ?? '', seconds: sessions.reduce((sum, { seconds }) => sum + seconds, 0), satisfied: this.satisfied.has(unitId),
    };
  }
}

/** Imports the package unpacked in `folder` and starts an LMS for it; `options` = { mode: the launch mode }. */
export async function startCmi5Lms(t, folder, options = {}) {
  const lms = new Cmi5Lms(importCourse(readFileSync(join(folder, 'cmi5.xml'), 'utf8'), filesOf(folder)), options);
  lms.url = await serve(t, { package: folder }, lms.routes());
  return lms;
}
