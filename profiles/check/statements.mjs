// SPDX-License-Identifier: Apache-2.0

// node statements.mjs < statements.ndjson: does each statement match one template and keep its rules, each registration follow a pattern?

import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { brokenIn, extensionChecker, followsPattern, matchingTemplates } from './matching.mjs';

const faultsShown = 20;
const profile = JSON.parse(readFileSync(new URL('../xapi/ibest/profile.jsonld', import.meta.url), 'utf8'));
const extensionFaults = extensionChecker(profile);
const registrations = new Map();
const counts = new Map();
const faults = [];

function check(statement, line) {
  const templates = matchingTemplates(profile, statement);
  if (templates.length !== 1) {
    faults.push(`line ${line}: matches ${templates.length} templates instead of one`);
    return;
  }
  const [template] = templates;
  const broken = [...brokenIn(profile, template, statement), ...extensionFaults(statement)];
  faults.push(...broken.map(rule => `line ${line}: ${template.id} is broken: ${rule}`));
  counts.set(template.id, (counts.get(template.id) ?? 0) + 1);
  const registration = statement.context?.registration;
  if (registration) registrations.set(registration, [...(registrations.get(registration) ?? []), { time: Date.parse(statement.timestamp), id: template.id }]);
}

let line = 0;
for await (const text of createInterface({ input: process.stdin })) check(JSON.parse(text), ++line);

for (const [registration, entries] of registrations) {
  const ordered = entries.sort((left, right) => left.time - right.time).map(({ id }) => id);
  if (!followsPattern(profile, ordered)) faults.push(`registration ${registration} follows no primary pattern`);
}
for (const [id, count] of [...counts].sort()) console.log(`${String(count).padStart(8)} ${id}`);
console.log(`${line} statements, ${registrations.size} registrations, ${faults.length} faults`);
for (const fault of faults.slice(0, faultsShown)) console.error(fault);
process.exitCode = faults.length > 0 || line === 0 ? 1 : 0;
