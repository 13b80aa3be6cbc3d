// SPDX-License-Identifier: Apache-2.0

// The dashboard: signs in, asks for the reports, shows them.
import { NotAllowed, fetchReport, readReport, signIn, signOut, signedIn } from "./reports.mjs";
import { STEPS, element, figure, percentage, plotFunnel, readable, table } from "./view.mjs";

const find = (id) => document.getElementById(id);

function say(text) {
  find("status").textContent = text;
}

function show(part) {
  find("sign-in").hidden = part !== "sign-in";
  find("dashboard").hidden = part !== "dashboard";
}

function askToSignIn(problem) {
  signOut();
  show("sign-in");
  say("");
  find("sign-in-error").hidden = !problem;
  find("sign-in-error").textContent = problem ?? "";
  if (problem) {
    find("key").focus();
  }
}

async function attempt(action) {
  try {
    await action();
  } catch (problem) {
    if (problem instanceof NotAllowed) {
      askToSignIn(problem.message);
      return;
    }
    say(`The figures can't be read: ${problem.message}. Try again in a moment.`);
  }
}

// The report as a file: a link can't carry the key, so the file is fetched first.
async function download(name, query, format) {
  const response = await fetchReport(name, { ...query, format });
  const address = URL.createObjectURL(await response.blob());
  element("a", { href: address, download: `${name}-${query.by ?? "all"}.${format}` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

function downloads(name, query, label) {
  const line = element("p");
  for (const format of ["csv", "json"]) {
    const button = element(
      "button",
      { type: "button", class: "nhsuk-button nhsuk-button--secondary nhsuk-button--small" },
      `Download ${label} as ${format.toUpperCase()}`,
    );
    button.addEventListener("click", () => attempt(() => download(name, query, format)));
    line.append(button, " ");
  }
  return line;
}

function fillSection(id, ...parts) {
  const section = find(id);
  section.replaceChildren(section.querySelector("h2"), ...parts);
}

function sum(rows, key) {
  return rows.reduce((total, row) => total + Number(row[key]), 0);
}

function showOverview(rows) {
  const enrolled = sum(rows, "enrolled");
  const figures = STEPS.map((step, index) => {
    const value = sum(rows, step.key);
    return figure(step.label, value, index === 0 ? undefined : `${percentage(value, enrolled)} of enrolled`);
  });
  find("overview").replaceChildren(...figures);
}

function showModules(rows) {
  if (rows.length === 0) {
    fillSection("by-module", element("p", {}, "No learner has reached a module yet."));
    return;
  }
  const name = (row) => readable(row.module);
  fillSection(
    "by-module",
    plotFunnel(rows, name, "Learners by module"),
    table(rows, name, "Module", "Learners by module"),
    downloads("funnel", { by: "module" }, "modules"),
  );
}

function showOrganisations(rows) {
  if (rows.length === 0) {
    fillSection("by-organisation", element("p", {}, "No learner is known yet."));
    return;
  }
  const name = (row) => row.organisation || "Not known";
  fillSection(
    "by-organisation",
    table(rows, name, "Organisation (ODS code)", "Learners by organisation"),
    downloads("funnel", { by: "organisation" }, "organisations"),
  );
}

function showEvaluation(rows) {
  find("evaluation").replaceChildren(
    figure("Hospitals evaluating", sum(rows, "sites")),
    figure("Patients counted", sum(rows, "patients")),
  );
}

async function refresh() {
  say("Reading the figures…");
  const [total, modules, organisations, evaluation] = await Promise.all([
    readReport("funnel", { by: "total" }),
    readReport("funnel", { by: "module" }),
    readReport("funnel", { by: "organisation" }),
    readReport("evaluation", {}),
  ]);
  show("dashboard");
  showOverview(total.rows);
  showModules(modules.rows);
  showOrganisations(organisations.rows);
  showEvaluation(evaluation.rows);
  const written = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "medium" });
  say(`These figures count every statement stored by ${written.format(total.through)}.`);
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
