// SPDX-License-Identifier: Apache-2.0

// What ibest-lrs as the LMS of cmi5 has to find wrong with what a registration holds in the end.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultsOf } from './lms/cmi5.mjs';

const category = [{ id: 'https://w3id.org/xapi/cmi5/context/categories/cmi5' }];
const told = (verb, id = 'au', contextActivities = { category }) => ({ verb: { id: `http://adlnet.gov/expapi/verbs/${verb}` }, object: { id }, context: { contextActivities } });

test('a registration that is launched twice and holds each result once is right', () => {
  const visit = [told('launched'), told('initialized'), told('terminated')];
  assert.deepEqual(faultsOf([...visit, ...visit, told('completed'), told('passed'), told('satisfied', 'course')]), []);
});

for (const verb of ['completed', 'passed', 'satisfied']) {
  test(`${verb} twice of one activity is a fault, and not of two, or outside of cmi5`, () => {
    assert.deepEqual(faultsOf([told(verb), told(verb)]), [`${verb} au`, `${verb} au`]);
    assert.deepEqual(faultsOf([told(verb), told(verb, 'other'), told(verb, 'au', {}), { ...told(verb), context: undefined }]), []);
  });
}

for (const verb of ['abandoned', 'failed']) {
  test(`${verb} is a fault`, () => assert.deepEqual(faultsOf([told(verb)]), [`${verb} au`]));
}
