/* SPDX-License-Identifier: Apache-2.0 */

/* The screen for the help desk: what the package, the LMS and the browser say, to look at, to copy, and to save as a file. */
import { diagnose, diagnosticsText, outcomeOf, timeOf } from "../core/diagnostics.mjs";
import { button, h, heading, tableRegion } from "./dom.mjs";

const FILE_NAME = "course-details.txt";

/** `about` as diagnose() needs it; `back` is the address to go back to. The way to the server is tried once, and told when it is known. */
export function diagnosticsScreen(about, back) {
  const place = h("div");
  const told = h("div.player-diagnostics__told", { role: "status" });
  const show = () => place.replaceChildren(...partsOf(diagnose(about)));
  show();
  about.environment.isOnline().then(show);
  return h("div.player-diagnostics", {},
    heading("Details for your help desk"),
    h("p", {}, "If your progress is not saved, send this to whoever runs your LMS. It says how the course and the LMS talked to each other. "
      + "Your name and your answers are not in it."),
    h("div.nhsuk-button-group", {},
      button("Copy the details", () => copy(diagnosticsText(diagnose(about)), told)),
      button("Download as a text file", () => download(diagnosticsText(diagnose(about))), "secondary"),
      button("Show the newest", show, "secondary")),
    told, h("p", {}, h("a.nhsuk-link", { href: back }, "Back to the course")), place);
}

function partsOf({ sections, calls, dropped }) {
  return [...sections.map(({ title, rows }) => [h("h2.nhsuk-heading-m", {}, title), rowList(rows)]).flat(),
    h("h2.nhsuk-heading-m", {}, "Last calls"), callTable(calls, dropped)];
}

function rowList(rows) {
  return h("dl.nhsuk-summary-list.player-diagnostics__list", {}, rows.map(([name, value]) => h("div.nhsuk-summary-list__row", {},
    h("dt.nhsuk-summary-list__key", {}, name), h("dd.nhsuk-summary-list__value", {}, value))));
}

function callTable(calls, dropped) {
  if (calls.length === 0) {
    return h("p", {}, "Nothing was said to an LMS or a learning record store.");
  }
  const head = ["Time", "Call", "What", "Outcome", "Took"].map((title) => h("th", { scope: "col" }, title));
  const rows = calls.map((call) => h("tr", {}, [timeOf(call.at), call.call, call.argument, outcomeOf(call),
    call.ms === null ? "" : `${call.ms} ms`].map((text) => h("td", {}, text))));
  return tableRegion(h("table", {}, h("caption.nhsuk-table__caption", {},
    dropped === 0 ? "The oldest first" : `The oldest first; ${dropped} before these are not kept`),
  h("thead", {}, h("tr", {}, head)), h("tbody", {}, rows)), "Last calls");
}

/* A frame may forbid the clipboard, and old browsers have none: then the text is there to be copied by hand. */
async function copy(text, told) {
  told.replaceChildren();
  try {
    await navigator.clipboard.writeText(text);
    told.replaceChildren(h("p", {}, "Copied."));
  } catch {
    const field = h("textarea.nhsuk-textarea", { id: "details-text", rows: 8, readonly: true });
    field.value = text;
    told.replaceChildren(h("label.nhsuk-label", { for: field.id },
      "The browser does not let the course copy. Copy this text yourself, with Ctrl and C:"), field);
    field.focus();
    field.select();
  }
}

function download(text) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = h("a", { href: address, download: FILE_NAME });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
