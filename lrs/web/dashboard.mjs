// SPDX-License-Identifier: Apache-2.0

// The dashboard: signs in, asks for the reports, shows them.
import { courseSection } from "./course.mjs";
import { NotAllowed, fetchReport, readReport, reportAddress, signIn, signOut, signedIn } from "./reports.mjs";
import { element, figures, paragraph } from "./view.mjs";

const find = (id) => document.getElementById(id);

function say(text) {
  find("status").textContent = text;
}

function tellProblem(text) {
  find("problem").hidden = !text;
  find("problem-text").textContent = text ?? "";
}

function show(part) {
  find("sign-in").hidden = part !== "sign-in";
  find("actions").hidden = part === "sign-in";
  find("dashboard").hidden = part !== "dashboard";
}

function askToSignIn(problem) {
  signOut();
  show("sign-in");
  say("");
  tellProblem();
  find("dashboard").replaceChildren();
  find("sign-in-error").hidden = !problem;
  find("sign-in-error").textContent = problem ?? "";
  for (const group of document.querySelectorAll("#sign-in .nhsuk-form-group")) {
    group.classList.toggle("nhsuk-form-group--error", Boolean(problem));
  }
  if (problem) {
    find("key").focus();
  }
}

// What was shown before stays, with the time that it is from.
async function attempt(action) {
  try {
    await action();
    tellProblem();
  } catch (problem) {
    if (problem instanceof NotAllowed) {
      askToSignIn(problem.message);
      return;
    }
    const isShown = find("dashboard").childElementCount > 0;
    show(isShown ? "dashboard" : "nothing");
    say(isShown ? shownStatus : "");
    tellProblem(`The reason: ${problem.message}. Then choose “Update the figures”.`);
  }
}

// The report as a file: a link can't carry the key, so the file is fetched first.
async function download(name, query) {
  const response = await fetchReport(name, query);
  const address = URL.createObjectURL(await response.blob());
  element("a", { href: address, download: `${name}-${query.by ?? "all"}.${query.format}` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

function downloads(name, query, label) {
  const line = element("ul", { class: "downloads" });
  for (const format of ["csv", "json"]) {
    const asked = { ...query, format };
    const link = element("a", { href: reportAddress(name, asked) }, `Download ${label} as ${format.toUpperCase()}`);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      attempt(() => download(name, asked));
    });
    line.append(element("li", {}, link));
  }
  return line;
}

function coursePart(total, modules, organisations) {
  const ofCourse = (rows) => rows.filter((row) => row.course === total.course);
  const labels = { module: "modules", organisation: "organisations" };
  const links = (by) => downloads("funnel", { by, course: total.course }, labels[by]);
  return courseSection(total, ofCourse(modules), ofCourse(organisations), links);
}

function evaluationPart([row]) {
  const section = element("section", {}, element("h2", { class: "nhsuk-heading-l" }, "Site evaluation"));
  if (!row || Number(row.sites) === 0) {
    section.append(paragraph("No hospital has reported yet."));
    return section;
  }
  section.append(
    figures([["Hospitals evaluating", row.sites], ["Reports", row.reports], ["Patients counted", row.patients]]),
    downloads("evaluation", {}, "site evaluation"),
  );
  return section;
}

function emptyPart() {
  return element(
    "div",
    { class: "nhsuk-inset-text" },
    element("h2", { class: "nhsuk-heading-m" }, "No learner is known yet"),
    paragraph("Figures appear here as soon as a course or an LMS sends its first statement about a learner."),
    paragraph(`If a course is running already, check that it sends to ${new URL("xapi/", location.href)} with a key that may write statements.`),
  );
}

const written = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short" });
let shownStatus = "";

// How much is known, and how much of that is told.
function statusOf({ through, disclosure }) {
  const known = `All statements stored by ${written.format(through)} are counted.`;
  return disclosure === "none" ? known : `${known} Small counts are hidden, and shown as * (disclosure profile ${disclosure}).`;
}

async function refresh() {
  say("Reading the figures…");
  const [total, modules, organisations, evaluation] = await Promise.all([
    readReport("funnel", { by: "total" }),
    readReport("funnel", { by: "module" }),
    readReport("funnel", { by: "organisation" }),
    readReport("evaluation", {}),
  ]);
  const courses = total.rows.map((row) => coursePart(row, modules.rows, organisations.rows));
  const isEmpty = courses.length === 0 && !Number(evaluation.rows[0]?.sites);
  find("dashboard").replaceChildren(...(isEmpty ? [emptyPart()] : [...courses, evaluationPart(evaluation.rows)]));
  show("dashboard");
  shownStatus = statusOf(total);
  say(shownStatus);
}

find("sign-in").addEventListener("submit", (event) => {
  event.preventDefault();
  signIn(find("key").value.trim(), find("secret").value.trim());
  find("secret").value = "";
  attempt(refresh);
});
find("refresh").addEventListener("click", () => attempt(refresh));
find("sign-out").addEventListener("click", () => askToSignIn());

if (signedIn()) {
  attempt(refresh);
} else {
  askToSignIn();
}
