/* SPDX-License-Identifier: Apache-2.0 */

/* The glossary: all terms by their first letter. One that a link has named is marked, and takes the focus. */
import { backLink, h, heading, htmlOf } from "./dom.mjs";

/** `id` names a term, "" or an unknown one none. Returns { element, focus }; `focus` is the heading of the term that was named. */
export function glossaryScreen({ packed, scope }, { term: id }, back) {
  const { glossary } = packed.course;
  const letters = byLetter(glossary, scope.language);
  const element = h("div", {},
    backLink(back),
    heading("Glossary"),
    letters.length > 1 ? letterList(letters) : null,
    letters.map(({ letter, terms }) => h("section", { "aria-labelledby": letterId(letter) },
      h("h2.nhsuk-heading-m", { id: letterId(letter), tabindex: "-1" }, letter),
      terms.map((term) => termBlock(term, term.id === id)))));
  return { element, focus: element.querySelector("[aria-current]") };
}

function termBlock({ term, html }, isNamed) {
  return h(`div.player-term${isNamed ? ".player-term--named" : ""}`, {},
    h("h3.nhsuk-heading-s", isNamed ? { "tabindex": "-1", "aria-current": "true" } : {}, term),
    htmlOf("div.player-html", html));
}

/* By script, so that the address keeps naming the screen. */
function letterList(letters) {
  return h("nav", { "aria-label": "Letters" }, h("ul.player-letters", {}, letters.map(({ letter }) => h("li", {},
    h("a.nhsuk-link.player-letters__link", { href: `#${letterId(letter)}`, click(event) {
      event.preventDefault();
      const title = document.getElementById(letterId(letter));
      title.scrollIntoView();
      title.focus();
    } }, letter)))));
}

function letterId(letter) {
  return `letter-${letter}`;
}

/* [{ letter, terms }] in the order of the language; an accent is no other letter, and what is no letter comes under "#". */
function byLetter(glossary, language) {
  const { compare } = new Intl.Collator(language);
  const groups = new Map();
  [...glossary].sort((one, other) => compare(one.term, other.term)).forEach((term) => {
    const letter = letterOf(term.term);
    groups.set(letter, [...(groups.get(letter) ?? []), term]);
  });
  return [...groups].map(([letter, terms]) => ({ letter, terms })).sort((one, other) => compare(one.letter, other.letter));
}

function letterOf(term) {
  const [first] = term.normalize("NFD").toUpperCase();
  return first.toLowerCase() === first ? "#" : first;
}
