// SPDX-License-Identifier: Apache-2.0

// On paper: tables are open, and one panel can stand there alone. Behind it all is as before.

// Prints one panel: the style sheet leaves the others out.
export function printAlone(panel) {
  document.body.dataset.printed = "";
  panel.dataset.printed = "";
  window.print();
}

function openTables() {
  for (const each of document.querySelectorAll("#panels details:not([open])")) {
    each.open = true;
    each.dataset.openedToPrint = "";
  }
}

function restore() {
  document.querySelectorAll("[data-printed]").forEach((each) => delete each.dataset.printed);
  for (const each of document.querySelectorAll("[data-opened-to-print]")) {
    each.open = false;
    delete each.dataset.openedToPrint;
  }
}

export function listenForPrinting() {
  window.addEventListener("beforeprint", openTables);
  window.addEventListener("afterprint", restore);
}
