// SPDX-License-Identifier: Apache-2.0

// What was held, as JSON for programs and as text for people.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const COLUMNS = ['format', 'lms', 'package', 'situation', 'status', 'success', 'score', 'seconds', 'suspend_data', 'found'];

function line(cells, widths) {
  return cells.map((cell, index) => String(cell).padEnd(widths[index])).join('  ').trimEnd();
}

/** `rows` as objects with COLUMNS; suspend_data is the number of its characters, found what the learner found at the launch of that visit. */
export function textOf(rows) {
  const cells = [COLUMNS, ...rows.map((row) => COLUMNS.map((name) => row[name] ?? '-'))].map((row) => row.map((cell) => (cell === '' ? '-' : cell)));
  const widths = COLUMNS.map((_, index) => Math.max(...cells.map((row) => String(row[index]).length)));
  return `${cells.map((row) => line(row, widths)).join('\n')}\n`;
}

/** Writes held.json and held.txt into `folder`. */
export function writeTable(folder, rows) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'held.json'), `${JSON.stringify(rows, null, 1)}\n`);
  writeFileSync(join(folder, 'held.txt'), textOf(rows));
}

/* What was held after the visits of one kind, each different answer once. */
function answers(rows, situation) {
  const said = rows.filter((row) => row.situation === situation).map(({ status, success, score }) => [status, success === 'unknown' ? '' : success, score].filter((word) => word !== '').join(' '));
  return said.length === 0 ? '–' : [...new Set(said)].sort().join(', or ');
}

const STEPS = ['closed half-way', 'quiz failed', 'completed', 'opened again'];

function markdownLine(rows) {
  const [{ format, lms }] = rows;
  const found = (situation) => [...new Set(rows.filter((row) => row.situation === situation && row.found).map((row) => row.found))].join(', ') || '–';
  const packages = new Set(rows.map((row) => row.package.replace(/, AU \d+$/, ''))).size;
  return `| ${[format, `\`${lms}\``, packages, ...STEPS.map((step) => answers(rows, step)), found('completed'), found('opened again')].join(' | ')} |`;
}

/** The rows as a Markdown table with a line for each LMS: how many packages were played, and what it held after each step. */
export function markdownOf(rows) {
  const groups = new Map();
  for (const row of rows) groups.set(`${row.format} ${row.lms}`, [...groups.get(`${row.format} ${row.lms}`) ?? [], row]);
  const head = ['format', 'LMS', 'packages', ...STEPS, 'found after half-way', 'found after completion'];
  return `${[`| ${head.join(' | ')} |`, `|${'---|'.repeat(head.length)}`, ...[...groups.values()].map(markdownLine)].join('\n')}\n`;
}
