// SPDX-License-Identifier: Apache-2.0

// ibest-cohort from outside: the published totals, the profile, the same again for the same seed, and how it deals with an LRS.

import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const program = process.env.IBEST_COHORT;
const path = name => fileURLToPath(new URL(name, import.meta.url));
const small = path('fixtures/course.json');
/* For what is about the LRS, as to tell a course takes longer than the rest of such a test. */
const tiny = path('fixtures/tiny.json');
const example = path('../../content/ibest/course.json');
const big = { encoding: 'utf8', maxBuffer: 1 << 28 };

const dryRun = (...options) => spawnSync(program, ['--dry-run', '--course', small, ...options], big);
const output = dryRun().stdout;
const statements = output.trimEnd().split('\n').map(line => JSON.parse(line));

const verbOf = statement => statement.verb.id.split('/').pop();
const typeOf = statement => statement.object.definition.type.split('/').pop();
const learnersWith = (verb, type) => new Set(statements.filter(each => verbOf(each) === verb && typeOf(each) === type).map(each => each.actor.account.name));
const extensionOf = (part, name) => Object.entries(part?.extensions ?? {}).find(([iri]) => iri.endsWith(`/extensions/${name}`))?.[1];

test('the totals are the published ones', () => {
  assert.equal(learnersWith('registered', 'course').size, 1270);
  assert.equal(learnersWith('initialized', 'module').size, 744);
  assert.equal(learnersWith('completed', 'course').size, 462);
  const reports = statements.filter(each => verbOf(each) === 'reported');
  assert.equal(new Set(reports.map(each => each.actor.account.name)).size, 36);
  assert.equal(reports.reduce((sum, each) => sum + extensionOf(each.result, 'patients'), 0), 628);
  assert.ok(reports.length >= 72, 'each hospital reports more than once');
});

test('who completed the course completed every module, and only they did', () => {
  const modulesOf = new Map();
  for (const each of statements.filter(one => verbOf(one) === 'completed' && typeOf(one) === 'module')) {
    const name = each.actor.account.name;
    modulesOf.set(name, (modulesOf.get(name) ?? new Set()).add(each.object.id));
  }
  const all = [...modulesOf].filter(([, modules]) => modules.size === 3).map(([name]) => name);
  assert.deepEqual(all.sort(), [...learnersWith('completed', 'course')].sort());
});

test('learners drop off from module to module', () => {
  const started = ['first', 'second', 'third'].map(id => {
    const ofModule = statements.filter(each => verbOf(each) === 'initialized' && each.object.id.endsWith(`/modules/${id}`));
    return new Set(ofModule.map(each => each.actor.account.name)).size;
  });
  assert.equal(started[0], 744);
  assert.ok(started[0] > started[1] && started[1] > started[2] && started[2] > 462, `${started}`);
});

test('some attempts at a quiz failed before one passed', () => {
  const failed = learnersWith('failed', 'assessment');
  const passed = learnersWith('passed', 'assessment');
  assert.ok(failed.size > 50 && failed.size < passed.size);
  for (const name of failed) assert.ok(passed.has(name));
});

const momentOf = each => extensionOf(each.context, 'moment');
const mean = numbers => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

test('quizzes before and after the course have a score and judge nobody, and more is known after it', () => {
  const scored = statements.filter(each => verbOf(each) === 'scored');
  const scoresAt = moment => scored.filter(each => momentOf(each) === moment).map(({ result }) => result.score.scaled);
  assert.ok(mean(scoresAt('before')) < mean(scoresAt('after')));
  const after = new Set(scored.filter(each => momentOf(each) === 'after').map(({ actor }) => actor.account.name));
  for (const name of learnersWith('completed', 'course')) assert.ok(after.has(name), name);
  const judged = statements.filter(each => ['passed', 'failed'].includes(verbOf(each))).map(({ object }) => object.id.split('/').pop());
  assert.deepEqual([...new Set(judged)], ['check']);
});

test('a survey asks the same questions before and after, and its answers are those that there are', () => {
  const answers = statements.filter(each => verbOf(each) === 'answered');
  const of = (question, moment) => answers.filter(each => each.object.id.endsWith(`/surveys/mood/questions/${question}`) && momentOf(each) === moment).map(({ result }) => result.response);
  assert.ok(mean(of('sure', 'before').map(Number)) < mean(of('sure', 'after').map(Number)));
  for (const response of of('sure', 'after')) assert.match(response, /^([0-9]|10)$/);
  assert.deepEqual([...new Set(of('best', 'before'))].sort(), ['a', 'b']);
  assert.equal(answers.some(({ object }) => object.id.endsWith('/why')), false, 'nobody types');
});

test('a case scenario comes to one of its ends', () => {
  const ends = statements.filter(each => verbOf(each) === 'completed' && typeOf(each) === 'scenario').map(({ result }) => result.response);
  assert.deepEqual([...new Set(ends)].sort(), ['gone', 'in']);
});

test('everybody is labelled synthetic', () => {
  for (const { actor, context } of statements) {
    assert.match(actor.name, /^Synthetic (learner \d{4}|hospital SYN\d\d)$/);
    assert.equal(context.platform, 'Synthetic cohort');
    if (actor.name.includes('learner')) assert.equal(actor.account.homePage, 'https://synthetic.invalid/lms');
    else assert.match(actor.account.name, /^SYN\d\d$/);
  }
  const codes = statements.map(each => extensionOf(each.context, 'organisation')).filter(Boolean);
  assert.equal(codes.length, 1270);
  for (const code of codes) assert.match(code, /^SYN([0-5]\d|60)$/);
});

test('each statement says which version of the course it is about', () => {
  assert.deepEqual([...new Set(statements.map(({ context }) => context.revision))], ['1.2.0']);
  const unversioned = JSON.parse(spawnSync(program, ['--dry-run', '--course', tiny], big).stdout.split('\n', 1)[0]);
  assert.equal('revision' in unversioned.context, false);
});

test('ids are all different', () => assert.equal(new Set(statements.map(({ id }) => id)).size, statements.length));

test('the same seed gives the same bytes, another one the same totals', () => {
  assert.equal(dryRun('--seed=2018').stdout, output, 'the seed where none is given');
  const other = dryRun('--seed', '7').stdout;
  assert.notEqual(other, output);
  assert.equal(other.match(/verbs\/registered"/g).length, 1270);
});

/* Each statement to one template, each registration to a pattern. */
function assertProfile(said) {
  const { status, stdout, stderr } = matchProfile(said);
  assert.equal(status, 0, stdout + stderr);
  const { statements: held, templates } = JSON.parse(stdout);
  assert.equal(held.success, said.trimEnd().split('\n').length);
  assert.equal(templates.reduce((sum, { follows }) => sum + follows, 0), held.success, 'one template each');
}

const matchProfile = input =>
  spawnSync(process.env.IBEST_LRS, ['profile', 'match', path('../../profiles/xapi/ibest/profile.jsonld'), '-', '--json'], { ...big, input });

test('all about a small course keeps to the profile', () => assertProfile(output));

test('what the first learners do in the example course keeps to the profile', () => {
  const made = spawnSync('sh', ['-c', '"$0" --dry-run --course "$1" | head -n 6000', program, example], big);
  assert.equal(made.status, 0, made.stderr);
  assertProfile(made.stdout);
});

test('a batch that breaks the profile is noticed', () => {
  const broken = statements.slice(0, 10).map(each => JSON.stringify({ ...each, result: undefined, context: { ...each.context, contextActivities: undefined } })).join('\n');
  assert.equal(matchProfile(broken).status, 1);
});

/** Runs the program against a server with this `answer(statements, response, count)`; gives exit code, output, what was received. */
async function feed(answer, course, ...options) {
  const received = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', part => (body += part)).on('end', () => {
      received.push({ request, statements: JSON.parse(body) });
      answer(received.at(-1).statements, response, received.length);
    });
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${server.address().port}/xapi/`;
  const result = await run('--endpoint', endpoint, '--key', 'k', '--secret', 's', '--course', course, ...options);
  server.close();
  return { ...result, received };
}

const run = (...options) =>
  new Promise(resolve => execFile(program, options, big, (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stdout, stderr })));

const accept = (sent, response) => response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(sent.map(({ id }) => id)));

test('every statement is sent once, in batches, with credentials and version', async () => {
  const { code, stdout, received } = await feed(accept, small, '--batch', '500');
  assert.equal(code, 0);
  assert.match(stdout, new RegExp(`^${statements.length} statements sent, ${statements.length} ids came back: 1270 enrolled, 744 started, 462 completed; 36 hospitals, 628 patients`));
  assert.deepEqual(received.flatMap(batch => batch.statements), statements);
  assert.equal(received.length, Math.ceil(statements.length / 500));
  for (const { request } of received) {
    assert.equal(`${request.method} ${request.url}`, 'POST /xapi/statements');
    assert.equal(request.headers.authorization, `Basic ${Buffer.from('k:s').toString('base64')}`);
    assert.equal(request.headers['x-experience-api-version'], '1.0.3');
    assert.equal(request.headers['content-type'], 'application/json');
  }
});

test('503 is waited out as long as Retry-After says, and the same batch is sent again', async () => {
  const before = Date.now();
  const busyOnce = (sent, response, count) => (count === 2 ? response.writeHead(503, { 'Retry-After': '2' }).end() : accept(sent, response));
  const { code, received } = await feed(busyOnce, tiny, '--batch', '1000');
  assert.equal(code, 0);
  assert.deepEqual(received[1].statements, received[2].statements);
  assert.ok(Date.now() - before >= 2000);
});

for (const [rule, answer, expected, message] of [
  ['an id that does not come back is an error', (sent, response) => accept(sent.slice(1), response), 1, /100 statements were sent, but 99 ids came back/],
  ['a wrong id is an error', (sent, response) => accept([...sent.slice(1), sent[0]], response), 1, /did not come back/],
  ['an answer that is no JSON is an error', (sent, response) => response.end('thanks'), 1, /the answer of the LRS:1:\d+: /],
  ['what the LRS says to a bad request is shown', (sent, response) => response.writeHead(400).end('context.registration: no UUID'), 1, /answers 400: 'context\.registration: no UUID'/],
  ['missing rights are told', (sent, response) => response.writeHead(401).end(), 1, /answers 401: the key needs the scope statements\/write/],
])
  test(rule, async () => {
    const { code, stderr, received } = await feed(answer, tiny);
    assert.equal(code, expected);
    assert.match(stderr, message);
    assert.equal(received.length, 1);
  });

test('an LRS that cannot be reached gives exit code 3', async () => {
  const { code, stderr } = await run('--endpoint', 'http://127.0.0.1:1/xapi/', '--key', 'k', '--secret', 's', '--course', small);
  assert.equal(code, 3);
  assert.match(stderr, /^ibest-cohort: the LRS did not answer: .*\n$/);
});

for (const [rule, options, expected, message] of [
  ['--help is no error', ['--help'], 0, /^$/],
  ['an LRS or --dry-run is needed', [], 2, /--endpoint, --key and --secret are needed/],
  ['a batch has a limit', ['--dry-run', '--batch', '1001'], 2, /--batch is '1001'/],
  ['a seed is a number', ['--dry-run', '--seed', '-1'], 2, /--seed is '-1'/],
  ['unknown options are refused', ['--colour'], 2, /colour/],
  ['a course that is not there gives exit code 3', ['--dry-run', '--course', 'absent.json'], 3, /absent\.json/],
  ['an endpoint is a URL', ['--endpoint', 'here', '--key', 'k', '--secret', 's', '--course', tiny], 1, /'here' is no endpoint/],
])
  test(rule, async () => {
    const { code, stderr } = await run(...options);
    assert.equal(code, expected, stderr);
    assert.match(stderr, message);
  });
