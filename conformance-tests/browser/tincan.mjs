// SPDX-License-Identifier: Apache-2.0

// What an LMS does to launch an xAPI package ("TinCan"): it reads tincan.xml, and opens the activity with an address that says where the LRS is.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The activity that tincan.xml launches: { id, launch }. */
export function readTincan(folder) {
  const activities = readFileSync(join(folder, 'tincan.xml'), 'utf8').match(/<activity\s[\s\S]*?<\/activity>/g);
  const launched = activities.find((activity) => activity.includes('<launch'));
  return { id: /\bid="([^"]*)"/.exec(launched)[1], launch: /<launch[^>]*>([^<]*)</.exec(launched)[1] };
}

/** The address to open; `site` has the package under /package. */
export function tincanAddress(site, { id, launch }, { lrs, credential, actor, registration }) {
  const query = new URLSearchParams({ endpoint: `${lrs.url}/xapi/`, auth: `Basic ${btoa(`${credential.key}:${credential.secret}`)}`, actor: JSON.stringify(actor), activity_id: id, registration });
  return `${site}/package/${launch}?${query}`;
}
