// SPDX-License-Identifier: Apache-2.0

// What a panel shows of an answer: title, words, the plot's marks and the table's texts, all from the same rows. Pure.
import { writeAddress } from "./address.mjs";
import { words } from "./columns.mjs";
import { courseName } from "./names.mjs";
import { hiddenOf, rowsOf } from "./question.mjs";
import { spanBefore } from "./words.mjs";

function addressOf(column, row, filters, pages) {
  const target = column.leads?.(row);
  if (!target) {
    return undefined;
  }
  const { page: name, ...own } = target;
  const page = pages.find((each) => each.name === name);
  return writeAddress(page, { ...filters, ...own });
}

// Several courses in one table are told apart by a column of their own.
function columnsOf(panel, rows) {
  const isOfSeveral = new Set(rows.map((row) => row.course)).size > 1;
  const course = words("Course", courseName);
  return isOfSeveral && panel.columns[0].heading !== "Course" ? [panel.columns[0], course, ...panel.columns.slice(1)] : panel.columns;
}

// Headings may depend on what was chosen.
function resolve(column, filters) {
  return { ...column, heading: typeof column.heading === "function" ? column.heading(filters) : column.heading };
}

const MARKED = {
  bars: "The upright line on a bar is the period before",
  columns: "Numbers are of the period chosen; the outline around a column is the period before",
};

// What "before" means, where rows tell of the period before; how the plot marks it, where it does.
function comparisonOf(rows, marks, { from, to }) {
  if (!rows.some((row) => Object.keys(row).some((name) => name.endsWith("_before")))) {
    return "";
  }
  const drawn = [...(marks?.facets ?? []).flatMap(({ columns }) => columns), ...(marks?.items ?? []).flatMap(({ bars }) => bars ?? [])];
  const isMarked = drawn.some(({ before }) => before !== undefined);
  return ` ${(isMarked && MARKED[marks.kind]) || "What was before is of the period before"}: ${spanBefore(from, to)}.`;
}

// `answer` is { rows, disclosure }; `pages` the table, for where rows lead.
export function shownOf(panel, filters, answer, pages) {
  const rows = rowsOf(panel, filters, answer.rows);
  const columns = columnsOf(panel, rows).map((column) => resolve(column, filters));
  const marks = rows.length > 0 ? panel.marks(rows, filters) : undefined;
  return {
    title: panel.title(rows, filters),
    about: `${panel.about(rows, filters)}${comparisonOf(rows, marks, filters)}`,
    isEmpty: rows.length === 0,
    marks,
    hidden: hiddenOf(rows, answer.disclosure),
    columns,
    rows: rows.slice(0, panel.most).map((row) => ({
      text: columns[0].text(row, filters),
      address: addressOf(columns[0], row, filters, pages),
      cells: columns.slice(1).map((column) => column.text(row, filters)),
    })),
  };
}
