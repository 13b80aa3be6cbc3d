/* SPDX-License-Identifier: Apache-2.0 */

/* What several types of question need. */
import { h, hidden, htmlOf, tag } from "../dom.mjs";

/** Markdown's one paragraph would be a block inside a label or a sentence. */
export function inline(html) {
  const match = /^\s*<p>((?:(?!<p>)[\s\S])*)<\/p>\s*$/.exec(html);
  return match === null ? html : match[1];
}

/** The words of HTML, for places that take no elements: options, names of buttons, what is read out. */
export function wordsOf(html) {
  return htmlOf("span", html).textContent.replace(/\s+/g, " ").trim();
}

/** "Your answer: …", for the result. */
export function yourAnswer(...content) {
  return h("p", {}, h("strong", {}, "Your answer: "), ...content);
}

/** "Your answer" as the name of a field; `extra` stands behind it. */
export function fieldLabel(id, extra = "") {
  return h("label.nhsuk-label", { for: id }, `Your answer${extra}`);
}

/** To write on. */
export function penLine() {
  return h("span.player-paper__line", {}, " ");
}

/** What there is to choose from or to number, each with a box: `kind` is "boxes" or "circles". */
export function penList(kind, texts) {
  return h(`ul.player-paper__list.player-paper__list--${kind}`, {}, texts.map((html) => htmlOf("li", inline(html))));
}

/** Right or not, in words and colour. */
export function verdict(isRight) {
  return isRight ? tag("Right", "green") : tag("Not right", "red");
}

/** A button of one of several like it: `whose` is heard, not seen. */
export function smallButton(text, whose, click) {
  return h("button.nhsuk-button.nhsuk-button--secondary.nhsuk-button--small", { type: "button", click }, text, hidden(` ${whose}`));
}
