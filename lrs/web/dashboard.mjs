// SPDX-License-Identifier: Apache-2.0

// The dashboard: follows the address, has the page filled, and looks for news.
import { filtersFor, readAddress, writeAddress } from "./address.mjs";
import { readForm } from "./filter_form.mjs";
import { createClock } from "./live.mjs";
import { pages } from "./pages.mjs";
import { listenForPrinting } from "./print.mjs";
import { NotAllowed, currentState, listReports, signedIn } from "./reports.mjs";
import * as screen from "./screen.mjs";
import { askToSignIn, listenForKey, showSignedIn } from "./session.mjs";
import { createVisit } from "./visit.mjs";
import { clockTime, title } from "./words.mjs";

const find = (id) => document.getElementById(id);

// Where the reader is; `stored` is when the last statement was stored that the figures know of, undefined if they are not whole.
const now = { page: pages[0], filters: {}, visit: undefined, hasForm: false, stored: undefined };

// Whether all went well; what was shown before stays, with the time that it is from.
async function attempt(action) {
  try {
    await action();
    screen.tellProblem();
    return true;
  } catch (problem) {
    if (problem instanceof NotAllowed) {
      leave(problem.message);
    } else {
      const kept = find("shown").hidden ? "" : " What is shown below is from before.";
      screen.say("");
      screen.tellProblem(`The reason: ${problem.message}.${kept}`);
    }
    return false;
  }
}

// Fills the page, and tells it to those who listen.
async function read() {
  const { visit } = now;
  const { list, state } = await listReports();
  const readAt = new Date();
  showSignedIn();
  screen.showState(readAt, state);
  const isWhole = await visit.fill(list, { hasForm: now.hasForm });
  if (!visit.isOver()) {
    Object.assign(now, { stored: isWhole ? state.stored : undefined, hasForm: true });
    screen.say(`Figures as of ${clockTime.format(readAt)}.`);
  }
}

// Reads again only if there is news, or something could not be read before.
async function look() {
  const state = await currentState();
  if (state.stored !== now.stored) {
    return read();
  }
  return screen.showState(new Date(), state);
}

const clock = createClock(() => attempt(look));

function readNow() {
  screen.say("Reading the figures…");
  return attempt(read);
}

// Shows where the address leads.
function visitAddress() {
  const { page, filters, problems } = readAddress(location.search, pages);
  now.visit?.end();
  Object.assign(now, { page, filters, hasForm: false, visit: createVisit(page, filters, attempt) });
  screen.tellFilterProblems(problems);
  screen.showNavigation(page, filters);
  screen.showChosen(page, filters);
  screen.showHeading(page, filters[page.subject] && title("", filters[page.subject]));
  return readNow();
}

function enter() {
  clock.start();
  visitAddress();
}

function leave(problem) {
  clock.stop();
  now.visit?.end();
  screen.say("");
  screen.tellProblem();
  screen.tellFilterProblems([]);
  screen.showHeading(pages[0]);
  screen.showNavigation(undefined, {});
  askToSignIn(problem);
}

// Goes to an address of this page without loading it again. Where the focus was may be gone: the heading is where reading begins.
function go(address, { keepsFocus = false } = {}) {
  history.pushState(null, "", address);
  visitAddress();
  if (!keepsFocus) {
    window.scrollTo(0, 0);
    find("heading").focus({ preventScroll: true });
  }
}

function followLink(event) {
  const link = event.target.closest("a[href^='?']");
  const isPlain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (link && isPlain && signedIn()) {
    event.preventDefault();
    go(link.getAttribute("href"));
  }
}

function followForm(event) {
  event.preventDefault();
  const broken = [...event.target.elements].filter(({ validity }) => validity?.badInput);
  if (broken.length > 0) {
    screen.tellFilterProblems(broken.map(({ labels }) => `${labels[0].textContent}: what was entered is not a whole day`));
    broken[0].focus();
    return;
  }
  go(writeAddress(now.page, filtersFor(now.page, readForm(event.target, now.filters))), { keepsFocus: true });
}

function togglePause() {
  clock.pause(!clock.isPaused());
  screen.showPaused(clock.isPaused());
}

document.addEventListener("click", followLink);
window.addEventListener("popstate", () => signedIn() && visitAddress());
find("filters").addEventListener("submit", followForm);
find("refresh").addEventListener("click", readNow);
find("pause").addEventListener("click", togglePause);
listenForPrinting();
listenForKey(enter, () => leave());
screen.showPaused(false);
if (signedIn()) {
  enter();
} else {
  leave();
}
