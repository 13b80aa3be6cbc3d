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
