/* SPDX-License-Identifier: Apache-2.0 */

/* Printing any screen: what can be opened is open on paper, and afterwards as it was. */

/** `root` holds the screens. */
export function openForPrinting(window, root) {
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...opened, ...root.querySelectorAll("details:not([open])")];
    opened.forEach((each) => {
      each.open = true;
    });
  });
  window.addEventListener("afterprint", () => {
    opened.forEach((each) => {
      each.open = false;
    });
    opened = [];
  });
}
