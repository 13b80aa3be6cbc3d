/* SPDX-License-Identifier: Apache-2.0 */

/* The player starts here: it takes the package from window.ibestPackage and puts adapter, session and screens together. */
import { startAdapter } from "./adapters/adapter.mjs";
import { createEnvironment } from "./core/environment.mjs";
import { scopeOf } from "./core/course.mjs";
import { Session } from "./core/session.mjs";
import { App } from "./view/app.mjs";
import { h, heading } from "./view/dom.mjs";
import { createSavingLine } from "./view/saving.mjs";
import { createRecorders } from "./xapi/recorder.mjs";

/* Only while the script is read does the browser tell which it is. */
const player = document.currentScript?.src ?? "";

async function main() {
  const packed = window.ibestPackage;
  const environment = createEnvironment(window);
  const scope = scopeOf(packed, document.body.dataset.module);
  const { adapter, launch } = await startAdapter(environment, packed, scope);
  const { recorders, reportsTo } = createRecorders(environment, packed, scope, launch);
  const saving = createSavingLine(document, launch, environment.now);
  const session = new Session({ scope, build: packed.build, adapter, launch, recorders, environment }, saving.show);
  const app = new App(window, session, { packed, scope, progress: session.progress, dropped: session.dropped,
    resumesUnsent: session.resumesUnsent, launch: { ...launch, reportsTo }, session, environment, saving: saving.state, player });
  watch(session, app);
  saving.show({ kind: "saving", why: "" });
  session.begin();
  app.start();
}

/*
 * pagehide comes in every way of leaving; `unload` is being taken out of browsers. A page that comes back from the browser's
 * cache has said goodbye to its LMS already, so it is loaded anew.
 */
function watch(session, app) {
  document.addEventListener("visibilitychange", () => session.setHidden(document.visibilityState === "hidden"));
  window.addEventListener("pagehide", () => app.leave());
  window.addEventListener("pageshow", (event) => event.persisted && window.location.reload());
  window.addEventListener("online", () => session.online());
}

main().catch((error) => {
  document.getElementById("main").replaceChildren(h("div", {}, heading("The course cannot start"),
    h("p", {}, `Tell whoever runs your LMS: ${error.message}.`)));
});
