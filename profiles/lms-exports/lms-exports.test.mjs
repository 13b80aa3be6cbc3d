// SPDX-License-Identifier: Apache-2.0

// Holds the mappings of reports, and the right and wrong ones in valid/ and invalid/, against mapping.schema.json.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv/dist/2020.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const files = folder => readdirSync(path.join(here, folder))
  .filter(name => name.endsWith('.json') && !name.endsWith('.schema.json')).map(name => path.join(folder, name));
const read = file => JSON.parse(readFileSync(path.join(here, file), 'utf8'));
const schema = read('mapping.schema.json');
const check = new Ajv({ allErrors: true, formats: { iri: /^[a-z][a-z0-9+.-]*:\S+$/ } }).compile(schema);
const mappings = files('.');

/** What a schema cannot say; the program's reader refuses it. */
const SEEN_BY_READER_ONLY = ['bad-date', 'date-without-day', 'pass-above-max'];

test('there is a mapping for each LMS whose reports are to be imported', () => {
  const names = mappings.map(file => path.basename(file, '.json'));
  for (const name of ['moodle-scorm', 'totara', 'esr', 'learninghub', 'dls']) assert.ok(names.includes(name), `${name} has no mapping`);
});

for (const file of [...mappings, ...files('valid')])
  test(`${file} follows the schema and has its own name as id`, () => {
    assert.ok(check(read(file)), JSON.stringify(check.errors));
    assert.equal(read(file).id, path.basename(file, '.json'));
  });

for (const file of mappings)
  test(`${file} gives each heading one meaning`, () => {
    const said = text => text.toLowerCase().replace(/[\s_\-./'()]/g, '');
    const { columns, ignored } = read(file);
    const headings = [...Object.values(columns).flat(), ...ignored].map(said);
    assert.deepEqual(headings.filter((heading, index) => headings.indexOf(heading) !== index), []);
  });

for (const file of files('invalid')) {
  const name = path.basename(file, '.json');
  test(`${file} is refused by the ${SEEN_BY_READER_ONLY.includes(name) ? 'reader only' : 'schema'}`, () => {
    assert.equal(check(read(file)), SEEN_BY_READER_ONLY.includes(name));
  });
}

test('README.md explains every member, column and word of the schema', () => {
  const readme = readFileSync(path.join(here, 'README.md'), 'utf8');
  const { columns, statuses, durations } = schema.properties;
  const names = Object.keys(schema.properties).filter(name => name !== '$schema');
  const words = [...statuses.additionalProperties.enum, ...durations.items.enum, ...schema.properties.source.items.properties.mark.enum];
  for (const name of [...names, ...Object.keys(columns.properties), ...words]) assert.ok(readme.includes(`\`${name}\``), `'${name}' is not explained`);
});
