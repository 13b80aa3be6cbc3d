// SPDX-License-Identifier: Apache-2.0

// What an LMS knows of one launch: the launch data that it gave, and what the AU has done with them.
import { randomUUID } from 'node:crypto';
import { secondsOf2004 } from '../../packager/player/fixtures/strict_lms2004.mjs';
import { brokenBy, isDefined, verbOf } from './rules.mjs';

const EXTENSIONS = 'https://w3id.org/xapi/cmi5/context/extensions/';

export class Session {
  /** `launch` = { unit, activityId, actor, registration, mode, returnURL }; `registered` is the Set of the defined verbs that the registration has of this AU. */
  constructor(launch, registered) {
    Object.assign(this, launch, { registered, masteryScore: launch.unit.masteryScore, sessionId: randomUUID(), token: randomUUID(), state: 'launched', isFetched: false,
      hasLaunchData: false, hasPreferences: false, said: new Set(), seconds: 0 });
    this.template = {
      contextActivities: { grouping: [{ objectType: 'Activity', id: launch.unit.id }] },
      extensions: { [`${EXTENSIONS}sessionid`]: this.sessionId },
    };
  }

  /** The document LMS.LaunchData. */
  launchData() {
    const { unit, mode, returnURL, masteryScore } = this;
    return {
      contextTemplate: this.template, launchMode: mode, launchMethod: unit.launchMethod, moveOn: unit.moveOn, returnURL,
      ...(masteryScore === null ? {} : { masteryScore }),
      ...(unit.launchParameters ? { launchParameters: unit.launchParameters } : {}),
      ...(unit.entitlementKey ? { entitlementKey: { courseStructure: unit.entitlementKey } } : {}),
    };
  }

  /** The query that is added to the AU's url. */
  query(base) {
    return new URLSearchParams({ endpoint: `${base}/xapi/`, fetch: `${base}/fetch?session=${this.sessionId}`, actor: JSON.stringify(this.actor), registration: this.registration, activityId: this.activityId });
  }

  /** Takes all statements, or none; yields the requirements that they break. */
  take(statements) {
    const draft = Object.assign(Object.create(Session.prototype), this, { said: new Set(this.said), registered: new Set(this.registered) });
    const broken = statements.flatMap((statement) => {
      const ids = brokenBy(statement, draft);
      draft.note(statement);
      return ids;
    });
    if (broken.length === 0) statements.forEach((statement) => this.note(statement));
    return [...new Set(broken)];
  }

  note(statement) {
    const verb = verbOf(statement);
    if (!isDefined(statement) || verb === undefined) return;
    this.said.add(verb);
    if (['completed', 'passed', 'failed'].includes(verb)) this.registered.add(verb);
    if (verb === 'terminated') {
      this.state = 'terminated';
      this.seconds = secondsOf2004(statement.result?.duration ?? 'PT0S');
    }
  }
}
