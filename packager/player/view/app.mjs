/* SPDX-License-Identifier: Apache-2.0 */

/* Shows the screen that the address names, moves the focus to it, and ends the session when the learner leaves. */
import { coverScreen, exitScreen, finishScreen, moduleScreen } from "./cover.mjs";
import { pageScreen } from "./page.mjs";
import { pageAddress, readHash } from "./routes.mjs";

/** How long Save and exit waits for the last answer before it goes on, as the requests outlive the page anyway. */
const SETTLE_MS = 4000;

export class App {
  /** `session` runs; `about` is what the cover needs to know, see cover.mjs. */
  constructor(window, session, about) {
    this.window = window;
    this.main = window.document.getElementById("main");
    this.exitButton = window.document.getElementById("player-exit");
    this.session = session;
    this.about = about;
    this.screen = null;
    this.exited = false;
  }

  start() {
    const { position } = this.session.progress;
    if (position >= 0 && this.window.location.hash === "") {
      this.window.history.replaceState(null, "", pageAddress(this.session.scope.pages[position]));
    }
    this.exitButton.hidden = false;
    this.exitButton.addEventListener("click", () => this.exit());
    this.window.addEventListener("hashchange", () => this.show(true));
    this.show(false);
  }

  /** The first screen leaves the focus where a browser puts it; each later one takes it to its heading. */
  show(focus) {
    const route = readHash(this.session.scope, this.window.location.hash);
    if (route === null || this.exited) {
      return;
    }
    this.screen?.close();
    this.replace(this.make(route));
    if (focus) {
      this.focusHeading();
    }
  }

  make(route) {
    if (route.screen === "page") {
      this.session.open(route.index);
      return pageScreen(this.session, route.index);
    }
    this.session.openCover();
    const screens = {
      cover: () => coverScreen(this.about),
      module: () => moduleScreen(this.about, route.module),
      finish: () => finishScreen(this.about, () => this.exit()),
    };
    return { element: screens[route.screen](), close: () => {} };
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

  /** Save and exit: only when the last step is known to be saved is the session ended. */
  async exit() {
    this.screen.close();
    this.exitButton.disabled = true;
    const outcome = await this.session.save();
    this.exitButton.disabled = false;
    if (outcome.saved) {
      await this.end();
    }
    this.replace({ element: exitScreen(this.about, outcome, () => this.exit()), close: () => {} });
    this.focusHeading();
  }

  async end() {
    const { adapter } = this.session;
    this.exited = true;
    this.exitButton.hidden = true;
    await this.settle(adapter);
    this.session.leave();
    await this.settle(adapter);
    const address = adapter.exitAddress?.() ?? null;
    if (address !== null && /^https?:/.test(address)) {
      this.window.location.assign(address);
    }
  }

  settle(adapter) {
    const patience = new Promise((resolve) => {
      this.window.setTimeout(resolve, SETTLE_MS);
    });
    return Promise.race([adapter.settle?.(), patience]);
  }

  /** The page is going away. */
  leave() {
    this.screen?.close();
    this.session.leave();
  }
}

