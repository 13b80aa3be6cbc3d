// SPDX-License-Identifier: Apache-2.0

// One course on the page: its funnel, its modules as plot and table, its organisations.
import { plotModules } from "./plot.mjs";
import { details, element, figures, grouped, paragraph, percentage, table, title } from "./view.mjs";

const HEADINGS = ["Enrolled", "Started", "Completed", "Completed of enrolled"];

const texts = (row) => [grouped(row.enrolled), grouped(row.started), grouped(row.completed), percentage(row.completed, row.enrolled)];

function overview(total) {
  const share = (key) => `${percentage(total[key], total.enrolled)} of enrolled`;
  return figures([
    ["Enrolled", total.enrolled],
    ["Started", total.started, share("started")],
    ["Completed", total.completed, share("completed")],
  ]);
}

function modulesPart(rows, links) {
  const heading = element("h3", { class: "nhsuk-heading-m" }, "By module");
  if (rows.length === 0) {
    return element("div", { class: "by-module" }, heading, paragraph("No learner has reached a module yet."));
  }
  const name = (row) => title(row.module_name, row.module);
  const label = "Learners by module: how many of those enrolled started and completed each; the table has the same figures";
  const plot = plotModules(rows, name, label);
  const figuresTable = table("Learners by module", ["Module", ...HEADINGS], rows.map((row) => [name(row), ...texts(row)]));
  return element("div", { class: "by-module" }, heading, element("div", { class: "beside" }, plot, element("div", {}, figuresTable, links)));
}

// Those with the most learners first; learners whose organisation nobody named come last.
function byEnrolled(one, other) {
  return !one.organisation - !other.organisation || other.enrolled - one.enrolled || (one.organisation < other.organisation ? -1 : 1);
}

function organisationsPart(rows, links) {
  const heading = element("h3", { class: "nhsuk-heading-m" }, "By organisation");
  const known = rows.filter((row) => row.organisation).length;
  if (known === 0) {
    return element("div", { class: "by-organisation" }, heading, paragraph("No statement tells a learner’s organisation yet."));
  }
  const summary = known === 1 ? "1 organisation" : `${grouped(known)} organisations`;
  const name = (row) => row.organisation || "Not known";
  const sorted = [...rows].sort(byEnrolled).map((row) => [name(row), ...texts(row)]);
  return element(
    "div",
    { class: "by-organisation" },
    heading,
    details(`Learners of ${summary}`, table("Learners by organisation", ["Organisation (ODS code)", ...HEADINGS], sorted)),
    links,
  );
}

// `links(by)` makes the links to the report as a file.
export function courseSection(total, modules, organisations, links) {
  return element(
    "section",
    { class: "course" },
    element("h2", { class: "nhsuk-heading-l" }, title(total.course_name, total.course)),
    overview(total),
    modulesPart(modules, links("module")),
    organisationsPart(organisations, links("organisation")),
  );
}
