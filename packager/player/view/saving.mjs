/* SPDX-License-Identifier: Apache-2.0 */

/* The line that always says whether what was done is saved. */

/**
 * `launch` of the adapter. Returns show(state) for the session's saving states. A screen reader hears the line when its text
 * changes; so "saving" says nothing new, and only a loss of the connection and its end are heard.
 */
export function createSavingLine(bar, line, launch) {
  bar.hidden = false;
  return (state) => {
    const text = textFor(launch, state);
    bar.classList.toggle("player-saving--problem", ["unsaved", "lost"].includes(state.kind) && launch.mode === "normal");
    if (text !== null && line.textContent !== text) {
      line.textContent = text;
    }
  };
}

/* Null: the line stays as it is. */
function textFor(launch, { kind, why }) {
  if (launch.mode !== "normal") {
    return "Review only: nothing is recorded";
  }
  const first = launch.tracked ? "" : "Not tracked by an LMS. ";
  if (kind === "saved") {
    return `${first}Saved to ${launch.place}`;
  }
  const again = { unsaved: " Trying again.", lost: "" }[kind];
  return again === undefined ? null : `${first}Not saved: ${why}.${again}`;
}
