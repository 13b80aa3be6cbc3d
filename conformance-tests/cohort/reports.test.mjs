// SPDX-License-Identifier: Apache-2.0

// What ibest-lrs reports of the cohort, held against figures that are computed here from the statements themselves.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { cohortStore, outline as course } from './store.mjs';

const folder = mkdtempSync(join(tmpdir(), 'ibest-reports-'));
after(() => rmSync(folder, { recursive: true }));
const big = { encoding: 'utf8', maxBuffer: 1 << 28 };
const { statements, store } = cohortStore(folder);
const output = readFileSync(statements, 'utf8');
const lrs = (...options) => {
  const result = spawnSync(process.env.IBEST_LRS, [...options, '--store', store], { ...big, cwd: folder });
  assert.equal(result.status, 0, result.stderr);
  return result.stdout;
};
const report = (name, ...parameters) => JSON.parse(lrs('report', name, ...parameters, '--format', 'json'));

spawnSync(process.env.IBEST_COHORT, ['--course', course, '--staff', folder], big);
lrs('roster', 'import', 'roster.csv');
lrs('ods', 'import', ...['Organisation', 'Role', 'Relationship', 'Successor'].map(name => `${name}_Details.csv`));

const extensionOf = (part, name) => Object.entries(part?.extensions ?? {}).find(([iri]) => iri.endsWith(`/extensions/${name}`))?.[1];
const london = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' });
const all = output.trimEnd().split('\n').map(line => JSON.parse(line)).map(each => ({
  id: each.id.replaceAll('-', ''),
  at: each.timestamp,
  day: london.format(new Date(each.timestamp)),
  who: each.actor.account.name,
  verb: each.verb.id.split('/').pop(),
  object: each.object.id,
  type: each.object.definition.type.split('/').pop(),
  parent: each.context.contextActivities.parent?.[0].id,
  moment: extensionOf(each.context, 'moment') ?? null,
  score: each.result?.score?.scaled,
  answer: each.result?.response,
  patients: extensionOf(each.result, 'patients'),
  organisation: extensionOf(each.context, 'organisation'),
  months: extensionOf(each.context, 'follow-up'),
  implementing: extensionOf(each.result, 'implementing'),
})).sort((left, right) => (left.at + left.id < right.at + right.id ? -1 : 1));
const learning = all.filter(({ verb }) => !['reported', 'responded'].includes(verb));
const iri = learning.find(({ type }) => type === 'course').object;

const groupBy = (items, keyOf) => {
  const groups = new Map();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
};
const count = items => new Set(items.map(({ who }) => who)).size;
const sum = numbers => numbers.reduce((total, number) => total + number, 0);
const mean = numbers => sum(numbers) / numbers.length;
const median = numbers => [...numbers].sort((left, right) => left - right)[Math.ceil(numbers.length / 2) - 1];
const near = (found, expected, digits, what) => assert.ok(Math.abs(found - expected) <= 0.5001 * 10 ** -digits, `${what}: ${found} for ${expected}`);
const firsts = items => [...groupBy(items, ({ who }) => who).values()].map(([first]) => first);

test('activity: statements and learners of each London day, month and financial year', () => {
  const begins = {
    'day': day => day,
    'month': day => `${day.slice(0, 7)}-01`,
    'financial-year': day => `${Number(day.slice(0, 4)) - (day.slice(5, 7) < '04' ? 1 : 0)}-04-01`,
  };
  for (const [period, begin] of Object.entries(begins)) {
    const expected = [...groupBy(learning, ({ day }) => begin(day))].map(([day, items]) => [day, count(items), items.length]);
    const found = report('activity', `period=${period}`).map(row => [row.begins_on, row.learners, row.statements]);
    assert.deepEqual(found, expected.sort(([left], [right]) => (left < right ? -1 : 1)));
  }
  const rows = report('activity');
  assert.deepEqual(['enrolled', 'started', 'completed'].map(stage => sum(rows.map(row => row[stage]))), [1270, 744, 462]);
});

test('activity: from and to are days', () => {
  const rows = report('activity', 'from=2017-01-01', 'to=2017-06-30').map(row => row.begins_on);
  assert.deepEqual([rows[0], rows.at(-1), rows.length], ['2017-01-01', '2017-06-01', 6]);
  const refused = spawnSync(process.env.IBEST_LRS, ['report', 'activity', 'from=2017-02-30', '--store', store], big);
  assert.match(refused.stderr, /from: '2017-02-30' is none of the days YYYY-MM-DD/);
});

test('scores: means and medians of first, last and best', () => {
  const rows = report('scores');
  const scored = groupBy(learning.filter(({ score }) => score !== undefined), ({ object, moment }) => `${object} ${moment}`);
  assert.equal(rows.length, scored.size);
  for (const row of rows) {
    const items = scored.get(`${row.activity} ${row.asked}`);
    const learners = [...groupBy(items, ({ who }) => who).values()].map(each => each.map(({ score }) => score));
    assert.deepEqual([row.learners, row.attempts], [learners.length, items.length]);
    const kinds = { first: each => each[0], last: each => each.at(-1), best: each => Math.max(...each) };
    for (const [name, pick] of Object.entries(kinds)) {
      near(row[`${name}_mean`], mean(learners.map(pick)), 4, `${row.activity} ${name}`);
      assert.equal(row[`${name}_median`], median(learners.map(pick)));
    }
  }
});

test('drop-off: who saw each page, and where those stopped who did not complete', () => {
  const rows = report('drop-off');
  const pages = learning.filter(({ type, parent }) => ['page', 'assessment', 'scenario'].includes(type) && parent?.includes('/modules/'));
  for (const [module, seen] of groupBy(pages, ({ parent }) => parent)) {
    const of = rows.filter(row => row.module === module);
    const done = new Set(learning.filter(({ verb, object }) => verb === 'completed' && object === module).map(({ who }) => who));
    const started = new Set(learning.filter(({ object, parent }) => object === module || parent === module).map(({ who }) => who));
    assert.deepEqual([of[0].started, of[0].completed], [started.size, done.size]);
    const lasts = [...groupBy(seen, ({ who }) => who)].filter(([who]) => !done.has(who))
      .map(([, items]) => firstsOfPages(items).at(-1));
    for (const [page, items] of groupBy(seen, ({ object }) => object)) {
      const row = of.find(each => each.page === page);
      assert.deepEqual([row.reached, row.stopped], [count(items), lasts.filter(last => last === page).length], page);
    }
    assert.equal(sum(of.map(row => row.stopped)), started.size - done.size);
  }
});

const firstsOfPages = items => [...new Set(items.map(({ object }) => object))];

test('items: first answers of learners, and all answers', () => {
  const rows = report('items', 'by=answer');
  const answers = groupBy(learning.filter(({ verb }) => verb === 'answered'), ({ object, moment }) => `${object} ${moment}`);
  for (const [key, items] of answers) {
    const of = rows.filter(row => `${row.question} ${row.asked}` === key);
    for (const [answer, given] of groupBy(firsts(items), each => each.answer)) {
      const row = of.find(each => each.answer === answer);
      assert.equal(row.learners, given.length, `${key} ${answer}`);
      assert.equal(row.answers, items.filter(each => each.answer === answer).length);
      near(row.learners_percent, (100 * given.length) / count(items), 1, key);
    }
  }
  assert.equal(report('items').length, answers.size);
});

test('change: learners who answered before and after, and by how much', () => {
  const told = learning.filter(({ moment }) => moment !== null);
  const firstAt = (items, moment) => new Map(firsts(items.filter(each => each.moment === moment)).map(each => [each.who, each]));
  const check = (row, items, valueOf) => {
    const before = firstAt(items, 'before');
    const pairs = [...firstAt(items, 'after')].filter(([who]) => before.has(who)).map(([who, each]) => [valueOf(before.get(who)), valueOf(each)]);
    assert.equal(row.learners, pairs.length);
    assert.equal(row.changed, pairs.filter(([left, right]) => left !== right).length);
    if (row.change_mean === null) return;
    const changes = pairs.map(([left, right]) => right - left);
    near(row.change_mean, mean(changes), 3, 'mean');
    near(row.change_deviation, Math.sqrt(sum(changes.map(each => (each - mean(changes)) ** 2)) / (changes.length - 1)), 3, 'deviation');
    assert.deepEqual([row.higher, row.changed - row.higher], [changes.filter(each => each > 0).length, changes.filter(each => each < 0).length]);
  };
  const rows = report('change');
  for (const row of rows) {
    if (row.question === null) check(row, told.filter(({ score }) => score !== undefined), ({ score }) => score);
    else check(row, told.filter(({ object }) => object === row.question), ({ answer }) => (/^\d+$/.test(answer) ? Number(answer) : answer));
  }
  assert.equal(rows.length, 1 + new Set(told.filter(({ verb }) => verb === 'answered').map(({ object }) => object)).size);
});

test('completion-time: Kaplan-Meier, with the unfinished counted until the last day that is known', () => {
  const dayNumber = day => Date.parse(day) / 86400000;
  const last = learning.map(({ day }) => day).sort().at(-1);
  const learners = [...groupBy(learning, ({ who }) => who).values()].map(items => {
    const done = items.find(({ verb, type }) => verb === 'completed' && type === 'course');
    const days = dayNumber((done ?? { day: last }).day) - dayNumber(items[0].day);
    return { month: items[0].day.slice(0, 7), isDone: done !== undefined, days };
  });
  const estimate = (cohort, limit) => {
    let survival = 1;
    for (const days of [...new Set(cohort.map(each => each.days))].sort((left, right) => left - right).filter(each => each <= limit)) {
      const risk = cohort.filter(each => each.days >= days).length;
      survival *= 1 - cohort.filter(each => each.isDone && each.days === days).length / risk;
    }
    return 100 * (1 - survival);
  };
  const rows = report('completion-time');
  const months = [...new Set(learners.map(({ month }) => month))].sort();
  assert.deepEqual(rows.map(row => row.enrolled_month), [null, ...months]);
  assert.deepEqual([rows[0].learners, rows[0].completed, rows[0].known_until], [1270, 462, last]);
  for (const row of rows) {
    const cohort = learners.filter(({ month }) => row.enrolled_month === null || month === row.enrolled_month);
    const followed = Math.max(...cohort.map(({ days }) => days));
    for (const limit of [30, 90, 365]) {
      assert.equal(row[`completed_${limit}`], cohort.filter(({ isDone, days }) => isDone && days <= limit).length);
      const found = row[`within_${limit}_percent`];
      if (followed < limit) assert.equal(found, null);
      else near(found, estimate(cohort, limit), 1, `${row.enrolled_month} ${limit}`);
    }
    const middle = [...new Set(cohort.map(({ days }) => days))].sort((left, right) => left - right).find(days => estimate(cohort, days) >= 50 - 0.05);
    assert.equal(row.median_days, middle ?? null, row.enrolled_month);
  }
});

test('sites: 36 of them with 628 patients in all, by board and by financial year', () => {
  const told = all.filter(({ verb }) => verb === 'reported');
  const [total, ...others] = report('sites', 'by=total');
  assert.deepEqual([total.sites, total.reports, total.patients, others.length], [36, told.length, 628, 0]);
  const rows = report('sites');
  const expected = [...groupBy(told, ({ who }) => who)].map(([who, items]) => [who, `SYNTHETIC HOSPITAL ${who}`, items.length, sum(items.map(({ patients }) => patients)), items[0].day, items.at(-1).day]);
  const byCode = ([left], [right]) => (left < right ? -1 : 1);
  assert.deepEqual(rows.map(row => [row.organisation, row.organisation_name, row.reports, row.patients, row.first_on, row.last_on]).sort(byCode), expected.sort(byCode));
  for (const by of ['icb', 'region']) {
    const boards = groupBy(rows, row => row[by]);
    assert.ok(boards.size > 1);
    for (const row of report('sites', `by=${by}`)) {
      const within = boards.get(row[by]);
      assert.deepEqual([row.sites, row.reports, row.patients], [within.length, sum(within.map(each => each.reports)), sum(within.map(each => each.patients))]);
      assert.deepEqual(report('sites', `${by}=${row[by]}`), within);
    }
  }
  const years = groupBy(told, ({ day }) => `${Number(day.slice(0, 4)) - (day.slice(5, 7) < '04' ? 1 : 0)}-04-01`);
  const found = report('sites', 'by=total', 'period=financial-year').map(row => [row.begins_on, row.sites, row.patients]);
  assert.deepEqual(found, [...years].map(([begins, items]) => [begins, count(items), sum(items.map(({ patients }) => patients))]).sort(byCode));
});

test('compare=previous: a financial year beside the one before it, month by month', () => {
  const of = (year, name) => new Map(report('activity', `from=${year}-04-01`, `to=${year + 1}-03-31`).map(row => [row.begins_on.slice(5), row[name]]));
  const rows = report('activity', 'from=2017-04-01', 'to=2018-03-31', 'compare=previous');
  assert.equal(rows.length, 12);
  for (const name of ['learners', 'statements', 'enrolled', 'started', 'completed']) {
    const months = rows.map(row => [row.begins_on.slice(5), row[name], row[`${name}_before`]]);
    const [now, before] = [of(2017, name), of(2016, name)];
    assert.deepEqual(months.sort(), [...before.keys()].sort().map(month => [month, now.get(month) ?? 0, before.get(month)]));
  }
});

// Organisations are counted as they are called today.
const relations = readFileSync(join(folder, 'Successor_Details.csv'), 'utf8').split('\r\n').map(line => line.split(','));
const successors = new Map(relations.filter(([, type]) => type === 'Successor').map(([code, , successor]) => [code, successor]));

const later = (day, months) => {
  const month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}${day.slice(7)}`;
};
const completions = learning.filter(({ verb, type }) => verb === 'completed' && type === 'course');

test('follow-up: due, answered and overdue of the 462 on the last day of the cohort, by organisation, too', () => {
  const on = '2018-04-20';
  const organisations = new Map(all.filter(({ organisation }) => organisation).map(({ who, organisation }) => [who, organisation]));
  const expected = (completed, months) => {
    const answers = all.filter(each => each.months === months && completed.some(({ who }) => who === each.who));
    const due = completed.filter(({ who, day }) => later(day, months) <= on || answers.some(each => each.who === who));
    return [months, completed.length, due.length, answers.length, due.length - answers.length, answers.filter(({ implementing }) => implementing).length];
  };
  const figures = row => [row.months, row.completed, row.due, row.answered, row.overdue, row.implementing];
  const rows = report('follow-up', `on=${on}`);
  assert.deepEqual(rows.map(figures), [4, 12].map(months => expected(completions, months)));
  assert.equal(rows[0].completed, 462);
  assert.ok(rows.every(({ answered, overdue, implementing }) => answered > 0 && overdue > 0 && implementing > 0));
  const groups = groupBy(completions, ({ who }) => successors.get(organisations.get(who)) ?? organisations.get(who));
  const byCode = ([left], [right]) => (left < right ? -1 : 1);
  const found = report('follow-up', 'breakdown=organisation', `on=${on}`).map(row => [row.division, ...figures(row)]);
  assert.deepEqual(found, [...groups].sort(byCode).flatMap(([code, items]) => [4, 12].map(months => [code, ...expected(items, months)])));
});

test('expiry: each month of completion runs out a year later, and whoever is overdue has a row', () => {
  const on = '2018-04-20';
  const months = groupBy(completions, ({ day }) => later(day, 12).slice(0, 7));
  const overdue = items => items.filter(({ day }) => later(day, 12) <= on).length;
  const found = report('expiry', `on=${on}`).map(row => [row.expires_month, row.learners, row.overdue]);
  assert.deepEqual(found, [...months].map(([month, items]) => [month, items.length, overdue(items)]).sort(([left], [right]) => (left < right ? -1 : 1)));
  const rows = report('overdue', `on=${on}`);
  assert.equal(rows.length, overdue(completions));
  for (const row of rows) {
    const { day, id } = completions.find(({ who }) => who === row.learner.split('|')[1]);
    assert.deepEqual([row.completed_on, row.completed_by, row.expired_on], [day, id, later(day, 12)]);
  }
});

test('data-quality: the cohort is odd only in being sent years later, and everybody is on the roster', () => {
  const rows = report('data-quality').map(({ platform, problem, statements, of_statements }) => [platform, problem, statements, of_statements]);
  assert.deepEqual(rows, [null, 'clock-behind'].map(problem => ['Synthetic cohort', problem, all.length, all.length]));
});

test('progress: a row a learner and module, with the statements that say so', () => {
  const rows = report('progress');
  const stages = groupBy(learning.filter(({ type }) => type === 'module'), ({ who, object }) => `${who} ${object}`);
  assert.equal(rows.length, stages.size);
  for (const row of rows) {
    const items = stages.get(`${row.learner.split('|')[1]} ${row.module}`);
    const done = items.find(({ verb }) => verb === 'completed');
    assert.equal(row.status, done === undefined ? 'started' : 'completed');
    assert.equal(row.started_by, items[0].id);
    assert.equal(row.completed_by || null, done?.id ?? null);
  }
  const one = rows[0].learner;
  assert.deepEqual(report('progress', `learner=${one}`), rows.filter(row => row.learner === one));
  assert.equal(report('progress', `course=${iri}`).length, rows.length);
  const learners = rows.map(row => row.learner);
  assert.deepEqual(learners, [...learners].sort());
});
