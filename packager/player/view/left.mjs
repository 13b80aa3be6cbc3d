/* SPDX-License-Identifier: Apache-2.0 */

/* What is left to do, with the way there: at the end of the course, and where there is no certificate yet. */
import { countsAttempts, isJudged, pageIsDone, percentToWatch } from "../core/progress.mjs";
import { h } from "./dom.mjs";
import { pageAddress } from "./routes.mjs";

export function leftToDo(scope, progress) {
  const left = scope.pages.filter((place) => !pageIsDone(scope, progress, place.index));
  return h("ul.nhsuk-list.nhsuk-list--bullet", {}, left.map((place) => h("li", {},
    h("a.nhsuk-link", { href: pageAddress(place) }, place.page.title),
    scope.modules.length > 1 ? ` (${place.module.title})` : "", `: ${whatIsLeft(place)}`)));
}

/* By kind of page. */
function whatIsLeft({ module, page }) {
  const words = { text: "open it", video: `watch at least ${percentToWatch(module, page)}% of its video`,
    quiz: isJudged(page) && !countsAttempts(module) ? "pass its quiz" : "answer its questions", survey: "answer its questions",
    scenario: "follow it to an end" };
  return page.kind === "video" && percentToWatch(module, page) === 0 ? words.text : words[page.kind];
}
