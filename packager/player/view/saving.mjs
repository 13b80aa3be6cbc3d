/* SPDX-License-Identifier: Apache-2.0 */

/* The line that always says whether what was done is saved. */

/** Between what has the focus and the line, in pixels. */
const SPACE = 12;

/**
 * `launch` of the adapter, `now` gives milliseconds. Returns show(state) for the session's saving states, and state() for the help desk:
 * the last of them with the times since when it holds and when something was last saved. A screen reader hears the line when its text
 * changes; so "saving" says nothing new, and only a loss of the connection and its end are heard.
 */
export function createSavingLine(document, launch, now) {
  const bar = document.getElementById("player-saving-bar");
  const line = document.getElementById("player-saving");
  let last = { kind: "saving", why: "", at: now(), savedAt: null };
  bar.hidden = false;
  document.defaultView.addEventListener("resize", () => makeRoom(bar));
  return {
    state: () => last,
    show(state) {
      last = { ...state, at: now(), savedAt: state.kind === "saved" ? now() : last.savedAt };
      const text = textFor(launch, state) ?? (line.textContent === "" ? beginning(launch) : line.textContent);
      bar.classList.toggle("player-saving--problem", ["unsaved", "lost"].includes(state.kind) && launch.mode === "normal");
      if (line.textContent !== text) {
        line.textContent = text;
        makeRoom(bar);
      }
    },
  };
}

/*
 * The line stays in sight and must not cover what takes the focus. A long reason in a small window scrolls by itself, which the
 * keyboard has to reach.
 */
function makeRoom(bar) {
  bar.ownerDocument.documentElement.style.scrollPaddingTop = `${bar.offsetHeight + SPACE}px`;
  if (bar.scrollHeight > bar.clientHeight) {
    bar.setAttribute("tabindex", "0");
  } else {
    bar.removeAttribute("tabindex");
  }
}

/* Null: the line stays as it is. */
function textFor(launch, { kind, why }) {
  if (launch.mode !== "normal") {
    return "Review only: nothing is recorded";
  }
  if (kind === "saved") {
    return `${untracked(launch)}Saved to ${launch.place}`;
  }
  const again = { unsaved: " Trying again.", lost: "" }[kind];
  return again === undefined ? null : `${untracked(launch)}Not saved: ${why}.${again}`;
}

/* Until the first answer has come. */
function beginning(launch) {
  return `${untracked(launch)}Saving to ${launch.place}`;
}

function untracked({ tracked }) {
  return tracked ? "" : "Not tracked by an LMS. ";
}
