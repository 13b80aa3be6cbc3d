/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Shows the screen that the address names, moves the focus to it, and ends the session when the learner leaves.
 *
 * Screens beside the course (glossary, search, certificate, print view) are no place in it: the session hears nothing of them, and from
 * them the learner comes back to where the course was left.
 */
import { Exit } from "../core/exit.mjs";
import { certificateScreen } from "./certificate.mjs";
import { coverScreen, exitScreen, finishScreen, moduleScreen } from "./cover.mjs";
import { diagnosticsScreen } from "./diagnostics.mjs";
import { glossaryScreen } from "./glossary.mjs";
import { pageScreen } from "./page.mjs";
import { openForPrinting } from "./paper.mjs";
import { printScreen } from "./print.mjs";
import { COVER, pageAddress, readHash } from "./routes.mjs";
import { searchScreen } from "./search.mjs";
import { showTools } from "./tools.mjs";
import { createVideoChoices } from "./video_choices.mjs";

/* Each makes { element, focus? } from what is to be known, its route, and where to go back to; focus is in place of the heading. */
const BESIDE = { glossary: glossaryScreen, search: searchScreen, certificate: certificateScreen, print: printScreen };

export class App {
  /** `session` runs; `about` is what the cover needs to know, see cover.mjs. */
  constructor(window, session, about) {
    this.window = window;
    this.main = window.document.getElementById("main");
    this.exitButton = window.document.getElementById("player-exit");
    this.session = session;
    this.about = about;
    this.screen = null;
    this.videoChoices = createVideoChoices();
    this.tools = window.document.getElementById("player-tools");
    this.back = this.firstBack();
    this.shown = "";
    this.leaving = new Exit(session, (state) => this.showExit(state));
    this.exitState = { kind: "saving", why: "" };
  }

  start() {
    this.startAddress();
    this.exitButton.hidden = false;
    this.window.document.getElementById("player-help").hidden = false;
    this.exitButton.addEventListener("click", () => this.exit());
    showTools(this.tools, this.about.packed.course);
    openForPrinting(this.window, this.main);
    this.window.addEventListener("hashchange", () => this.show(true));
    this.show(false);
  }

  /* An address that names no screen (the skip link's, after a reload) must not begin with an empty page. */
  startAddress() {
    const { scope, progress: { position } } = this.session;
    const { hash } = this.window.location;
    if (hash === "" ? position >= 0 : readHash(scope, hash) === null) {
      this.window.history.replaceState(null, "", position >= 0 ? pageAddress(scope.pages[position]) : COVER);
    }
  }

  /* Before a screen of the course was open: where the last visit has left it. */
  firstBack() {
    const { scope, progress: { position } } = this.session;
    return position < 0 ? { href: COVER, title: "the contents", followed: "" }
      : { href: pageAddress(scope.pages[position]), title: scope.pages[position].page.title, followed: "" };
  }

  /** The first screen leaves the focus where a browser puts it; each later one takes it to its heading. */
  show(focus) {
    const hash = this.window.location.hash || COVER;
    const route = readHash(this.session.scope, hash);
    if (route === null || (this.leaving.pressed && this.exitState.kind === "saving")) {
      return;
    }
    const isBeside = BESIDE[route.screen] !== undefined || route.screen === "diagnostics";
    const comesBack = !isBeside && this.screen?.isBeside && hash === this.back.href;
    if (isBeside && this.screen !== null && !this.screen.isBeside) {
      this.back = { href: this.shown, title: this.heading(), followed: hash };
    }
    this.screen?.close();
    this.replace({ ...this.make(route), isBeside });
    this.shown = hash;
    this.window.document.body.dataset.screen = route.screen;
    if (focus) {
      this.focusScreen(comesBack);
    }
  }

  make(route) {
    if (route.screen === "diagnostics") {
      return this.makeDiagnostics();
    }
    if (this.leaving.pressed) {
      return this.makeExit();
    }
    if (BESIDE[route.screen] !== undefined) {
      return { close: () => {}, ...BESIDE[route.screen](this.about, route, this.back) };
    }
    if (route.screen === "page") {
      this.session.open(route.index);
      return pageScreen(this.session, route.index, this.videoChoices);
    }
    this.session.openCover();
    const screens = {
      cover: () => coverScreen(this.about),
      module: () => moduleScreen(this.about, route.module),
      finish: () => finishScreen(this.about, () => this.exit()),
    };
    return still(screens[route.screen]());
  }

  /* The help desk's screen is no step of the course, so nothing is saved for it but at the start, where something must be. */
  makeDiagnostics() {
    const { scope, progress: { position } } = this.session;
    if (this.screen === null) {
      this.session.save();
    }
    return still(diagnosticsScreen(this.about, position >= 0 ? pageAddress(scope.pages[position]) : COVER));
  }

  replace(screen) {
    this.screen = screen;
    this.main.replaceChildren(screen.element);
    this.window.document.title = this.title();
  }

  title() {
    const heading = this.heading();
    const { title } = this.about.packed.course;
    return heading === title ? title : `${heading} – ${title}`;
  }

  heading() {
    return this.main.querySelector("h1").textContent;
  }

  /* Who comes back from a screen beside the course goes on at the link that led there. */
  focusScreen(comesBack) {
    const target = comesBack ? this.linkTo(this.back.followed) : this.screen.focus;
    if (target === null || target === undefined) {
      this.focusHeading();
      return;
    }
    target.closest("details")?.setAttribute("open", "");
    target.scrollIntoView({ block: "center" });
    target.focus({ preventScroll: true });
  }

  linkTo(address) {
    return [...this.main.querySelectorAll("a[href]")].find((link) => link.getAttribute("href") === address) ?? null;
  }

  focusHeading() {
    this.window.scrollTo(0, 0);
    this.main.querySelector("h1").focus({ preventScroll: true });
  }

  /** Save and exit. It cannot be taken back, so no other screen comes any more. */
  exit() {
    if (!this.leaving.pressed) {
      this.screen.close();
      this.tools.hidden = true;
    }
    return this.leaving.press();
  }

  /* The same again changes nothing on screen: a button that is replaced while it is pressed is not pressed. */
  showExit(state) {
    this.exitButton.disabled = state.kind === "saving";
    this.exitButton.hidden = state.kind === "ended";
    if (state.kind === "saving" || (state.kind === this.exitState.kind && state.why === this.exitState.why)) {
      return;
    }
    this.exitState = state;
    this.replace(this.makeExit());
    this.focusHeading();
    const address = this.returnAddress();
    if (state.kind === "ended" && state.saved && address !== null) {
      this.window.location.assign(address);
    }
  }

  makeExit() {
    return still(exitScreen(this.about, { ...this.exitState, address: this.returnAddress() }, () => this.exit(),
      () => this.leaving.giveUp()));
  }

  returnAddress() {
    const address = this.session.adapter.exitAddress?.() ?? "";
    return /^https?:/.test(address) ? address : null;
  }

  /** The page is going away. */
  leave() {
    this.screen?.close();
    this.session.leave();
  }
}

/* A screen with nothing to end. */
function still(element) {
  return { element, close: () => {} };
}
