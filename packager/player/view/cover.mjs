/* SPDX-License-Identifier: Apache-2.0 */

/* The screens that are no pages: the cover, a module's contents, the finish, and what stays after Save and exit. */
import { finalScore, isComplete, moduleIsComplete, pageIsDone } from "../core/progress.mjs";
import { isEarned } from "./certificate.mjs";
import { minutes, moduleList, pageList, progressBar } from "./contents.mjs";
import { button, buttonLink, h, heading, insetText, warning } from "./dom.mjs";
import { leftToDo } from "./left.mjs";
import { CERTIFICATE, COVER, FINISH, moduleAddress, pageAddress, printAddress } from "./routes.mjs";

/** `about` = { packed, scope, progress, launch, dropped, resumesUnsent } of the running session. */
export function coverScreen(about) {
  const { packed, scope } = about;
  const isCourse = scope.activity.kind === "course";
  const [module] = scope.modules;
  return h("div.player-cover", {},
    heading(scope.activity.title, isCourse ? undefined : packed.course.title),
    packed.course.notice === undefined ? null : insetText(h("p", {}, packed.course.notice)),
    notices(about),
    h("p.nhsuk-lede-text", {}, isCourse ? packed.course.description : module.description),
    h("p", {}, `About ${minutes(scope.modules.reduce((sum, { minutes: each }) => sum + each, 0))}.`),
    progressBar(about),
    startButton(about),
    h("h2.nhsuk-heading-m", {}, isCourse ? "Modules" : "Pages"),
    isCourse ? moduleList(about) : pageList(about, module),
    printLink(isCourse ? "Print all modules" : "Print this module"));
}

export function moduleScreen(about, module) {
  const { scope, progress } = about;
  const next = scope.pages.find((place) => place.module === module && !pageIsDone(scope, progress, place.index))
    ?? scope.pages.find((place) => place.module === module);
  return h("div", {},
    heading(module.title, `Module ${scope.modules.indexOf(module) + 1} of ${scope.modules.length}`),
    h("p.nhsuk-lede-text", {}, module.description),
    h("p", {}, `About ${minutes(module.minutes)}.`),
    progressBar(about, module),
    buttonLink(moduleIsComplete(scope, progress, module) ? "Go through this module again" : "Go to the next page",
      pageAddress(next)),
    h("h2.nhsuk-heading-m", {}, "Pages"),
    pageList(about, module),
    printLink("Print this module", module),
    h("p", {}, h("a.nhsuk-link", { href: COVER }, "All modules")));
}

function printLink(text, module) {
  return h("p", {}, h("a.nhsuk-link", { href: printAddress(module) }, text));
}

/** The end of the course: what was reached, or what is left. `exit` is called by its button. */
export function finishScreen(about, exit) {
  return isComplete(about.scope, about.progress) || about.launch.finished ? completed(about, exit) : remaining(about);
}

/**
 * After Save and exit. `state` = { kind, saved, why, isKept } of exit.mjs, and the address to go back to, null for none; `again` tries
 * at once, `giveUp` leaves without saving.
 */
export function exitScreen(about, state, again, giveUp) {
  if (state.kind === "unsaved") {
    return h("div", {}, heading("Your last steps are not saved yet"),
      warning("Not saved", h("p", {}, `They could not be saved because ${state.why}.`),
        h("p", {}, "Keep this window open: it is tried again every few seconds, and this page then says that it is saved.")),
      button("Try again now", again), button("Exit without saving", giveUp, "secondary"));
  }
  const { tracked, place } = about.launch;
  return h("div", {}, heading(headingAtEnd(tracked, state)), tracked ? endOf(place, state) : untrackedEnd(state),
    h("p", {}, "You can close this window now. Open the course again from where you started it to go on."),
    state.address === null ? null : buttonLink("Go back to where you came from", state.address));
}

function headingAtEnd(tracked, { saved }) {
  if (!tracked) {
    return "You have left the course";
  }
  return saved ? "Saved" : "Your last steps may not be saved";
}

function endOf(place, { saved, why, isKept }) {
  return saved ? h("p", {}, `Your progress is saved to ${place}.`)
    : warning("Not saved", h("p", {}, `Your last steps could not be saved to ${place} because ${why}.`),
      h("p", {}, isKept ? "They are kept in this browser. Open the course again from where you started it, on this computer, to send them."
        : "When you open the course again, look whether they are there, and repeat those that are not."));
}

function untrackedEnd({ saved, why }) {
  return h("p", {}, `Nothing was recorded in an LMS.${saved ? "" : ` Your progress is not kept either: ${why}.`}`);
}

/* What the learner must know before starting. */
function notices({ launch, dropped, resumesUnsent = false, packed }) {
  return [
    launch.tracked ? null : untrackedNotice(launch, packed),
    launch.mode === "normal" ? null
      : warning("Review only", h("p", {}, "Your LMS opened this course for review: nothing you do now is recorded.")),
    launch.finished ? insetText(h("p", {}, "Your LMS already has you down as having completed this. That stays.")) : null,
    resumesUnsent ? insetText(h("p", {},
      "Your LMS had not confirmed your last steps. They were kept in this browser and are sent now: check above that it says “Saved”.")) : null,
    dropped === "build" ? insetText(h("p", {},
      "The course has changed since your last visit, so its pages count as not yet seen.")) : null,
    dropped === "version" ? insetText(h("p", {},
      "Your last visit was to a newer version of this course, whose record this one cannot read. The pages count as not yet seen.")) : null,
    dropped === "damaged" ? insetText(h("p", {},
      "Your LMS returned your last visit's progress damaged, so the pages count as not yet seen.")) : null,
  ];
}

function untrackedNotice(launch, packed) {
  return warning("Not tracked", h("p", {},
    `Nothing you do here is recorded in an LMS: ${launch.why}.`),
  packed.format === "web" ? h("p", {}, "Your progress is kept in this browser only.")
    : h("p", {}, "Your progress is kept only until you close this tab."),
  launch.reportsTo === undefined ? null
    : h("p", {}, `Anonymous figures of use are sent to ${launch.reportsTo}.`));
}

function startButton({ scope, progress }) {
  const started = progress.pages.some((entry) => entry.seen);
  if (!started) {
    const [first] = scope.pages;
    return buttonLink("Start", scope.activity.kind === "course" ? moduleAddress(first.module) : pageAddress(first));
  }
  const next = scope.pages.find((place) => !pageIsDone(scope, progress, place.index));
  return next === undefined ? buttonLink("Show my result", FINISH) : buttonLink("Continue", pageAddress(next));
}

function completed(about, exit) {
  const { packed, scope, progress, launch } = about;
  const score = isComplete(scope, progress) ? finalScore(scope, progress) : null;
  return h("div", {},
    h("div.nhsuk-panel", {}, h("h1.nhsuk-panel__title", { tabindex: "-1" }, "Completed"),
      h("div.nhsuk-panel__body", {}, scope.activity.title)),
    score === null ? null : h("dl.nhsuk-summary-list", {}, h("div.nhsuk-summary-list__row", {},
      h("dt.nhsuk-summary-list__key", {}, "Quiz score"), h("dd.nhsuk-summary-list__value", {}, `${score}%`))),
    h("p", {}, launch.tracked ? `Your completion is sent to ${launch.place}. Check above that it says “Saved”, then leave.`
      : "Nothing is recorded in an LMS, because the course was not opened from one."),
    packed.course.certificate !== undefined && isEarned(about) ? buttonLink("Show my certificate", CERTIFICATE, "secondary") : null,
    button("Save and exit", exit),
    h("p", {}, h("a.nhsuk-link", { href: COVER }, "Back to the contents")));
}

function remaining({ scope, progress }) {
  return h("div", {},
    heading("Not finished yet"),
    h("p.nhsuk-lede-text", {}, "To complete, do what is left on these pages:"),
    leftToDo(scope, progress),
    h("p", {}, h("a.nhsuk-link", { href: COVER }, "Back to the contents")));
}
