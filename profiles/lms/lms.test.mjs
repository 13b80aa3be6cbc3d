// SPDX-License-Identifier: Apache-2.0

// Holds the LMS profiles, and the right and wrong ones in valid/ and invalid/, against lms.schema.json.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv/dist/2020.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const files = (folder) => readdirSync(path.join(here, folder))
  .filter((name) => name.endsWith('.json') && !name.endsWith('.schema.json')).map((name) => path.join(folder, name));
const read = (file) => JSON.parse(readFileSync(path.join(here, file), 'utf8'));
const schema = read('lms.schema.json');
const check = new Ajv({ allErrors: true }).compile(schema);
const profiles = files('.');

/** What a schema cannot say; the program's reader refuses it. */
const SEEN_BY_READER_ONLY = ['id-not-the-file-name', 'link-of-no-source'];

test('there is a profile for each LMS that the packager is to know', () => {
  const names = profiles.map((file) => path.basename(file, '.json'));
  for (const name of ['esr', 'learninghub', 'elfh', 'dls', 'moodle', 'totara', 'aicc-relay', 'scormcloud', 'generic']) {
    assert.ok(names.includes(name), `${name} has no profile`);
  }
});

for (const file of [...profiles, ...files('valid')]) {
  test(`${file} follows the schema and has its own name as id`, () => {
    assert.ok(check(read(file)), JSON.stringify(check.errors));
    assert.equal(read(file).id, path.basename(file, '.json'));
  });
}

/** What is no JSON follows no schema. */
function follows(file) {
  try {
    return check(read(file));
  } catch {
    return false;
  }
}

for (const file of files('invalid')) {
  const name = path.basename(file, '.json');
  test(`${file} is refused by the ${SEEN_BY_READER_ONLY.includes(name) ? 'reader only' : 'schema'}`, () => {
    assert.equal(follows(file), SEEN_BY_READER_ONLY.includes(name));
  });
}

test('README.md explains every name of every table and every word of every switch', () => {
  const readme = readFileSync(path.join(here, 'README.md'), 'utf8');
  const tables = ['formats', 'limits', 'switches', 'behaviour'].map((table) => schema.properties[table]);
  const words = Object.values(schema.properties.switches.properties).flatMap((row) => row.allOf[1].properties.value.enum);
  for (const name of [...tables.flatMap((table) => Object.keys(table.properties)), ...words, ...schema.$defs.mark.enum]) {
    assert.ok(readme.includes(`\`${name}\``), `'${name}' is not explained`);
  }
});
