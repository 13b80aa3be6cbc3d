/* SPDX-License-Identifier: Apache-2.0 */

/* The links in the header that lead to screens beside the course. */
import { h } from "./dom.mjs";
import { GLOSSARY, SEARCH } from "./routes.mjs";

/* In their order; a link that the course has no screen for is left out. */
const TOOLS = [
  { text: "Search", href: SEARCH, isIn: () => true },
  { text: "Glossary", href: GLOSSARY, isIn: ({ glossary }) => glossary !== undefined },
];

/** Fills `nav` of the launch page and shows it. */
export function showTools(nav, course) {
  nav.replaceChildren(...TOOLS.filter(({ isIn }) => isIn(course))
    .map(({ text, href }) => h("a.player-header__link.player-header__tool", { href }, text)));
  nav.hidden = false;
}
