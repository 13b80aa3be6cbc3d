/* SPDX-License-Identifier: Apache-2.0 */

/* Shows the screen that the address names, moves the focus to it, and ends the session when the learner leaves. */
import { Exit } from "../core/exit.mjs";
import { coverScreen, exitScreen, finishScreen, moduleScreen } from "./cover.mjs";
import { diagnosticsScreen } from "./diagnostics.mjs";
import { pageScreen } from "./page.mjs";
import { COVER, pageAddress, readHash } from "./routes.mjs";
import { createVideoChoices } from "./video_choices.mjs";

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
    this.leaving = new Exit(session, (state) => this.showExit(state));
    this.exitState = { kind: "saving", why: "" };
  }

  start() {
    this.startAddress();
    this.exitButton.hidden = false;
    this.window.document.getElementById("player-help").hidden = false;
    this.exitButton.addEventListener("click", () => this.exit());
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

  /** The first screen leaves the focus where a browser puts it; each later one takes it to its heading. */
  show(focus) {
    const route = readHash(this.session.scope, this.window.location.hash);
    if (route === null || (this.leaving.pressed && this.exitState.kind === "saving")) {
      return;
    }
    this.screen?.close();
    this.replace(this.make(route));
    if (focus) {
      this.focusHeading();
    }
  }

  make(route) {
    if (route.screen === "diagnostics") {
      return this.makeDiagnostics();
    }
    if (this.leaving.pressed) {
      return this.makeExit();
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
    const heading = this.main.querySelector("h1").textContent;
    const { title } = this.about.packed.course;
    return heading === title ? title : `${heading} – ${title}`;
  }

  focusHeading() {
    this.window.scrollTo(0, 0);
    this.main.querySelector("h1").focus({ preventScroll: true });
  }

  /** Save and exit. It cannot be taken back, so no other screen comes any more. */
  exit() {
    if (!this.leaving.pressed) {
      this.screen.close();
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
