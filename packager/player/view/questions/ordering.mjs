/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Items to put into order: each has buttons that move it up and down. What a move did is read out, and the focus stays on the button.
 * The order that is shown first tells nothing, so it is no answer before something was moved.
 */
import { h, htmlOf } from "../dom.mjs";
import { inline, penList, smallButton, wordsOf } from "./parts.mjs";

function show({ items }, answer, id) {
  const order = (answer.length === 0 ? items.map((item) => item.id) : answer).slice();
  const isMoved = { value: answer.length > 0 };
  const news = h("p.nhsuk-u-visually-hidden", { role: "status" });
  const rows = new Map(items.map((item) => [item.id, rowOf(item, (event, step) => move(event.currentTarget, item, step))]));
  const list = h("ol.player-ordering", { id: `${id}-order`, tabindex: "-1" }, order.map((each) => rows.get(each)));

  function move(pressed, item, step) {
    const from = order.indexOf(item.id);
    const to = from + step;
    if (to < 0 || to >= order.length) {
      news.textContent = `${wordsOf(item.html)} is already ${to < 0 ? "first" : "last"}.`;
      return;
    }
    order.splice(to, 0, ...order.splice(from, 1));
    isMoved.value = true;
    list.append(...order.map((each) => rows.get(each)));
    pressed.focus();
    news.textContent = `${wordsOf(item.html)} is now ${to + 1} of ${order.length}.`;
    list.dispatchEvent(new Event("input", { bubbles: true }));
  }

  return { element: h("div", {}, list, news), first: list, read: () => (isMoved.value ? order.slice() : []) };
}

function rowOf(item, move) {
  const words = wordsOf(item.html);
  return h("li.player-ordering__item", {}, htmlOf("span.player-ordering__text", inline(item.html)),
    h("span.player-ordering__buttons", {}, smallButton("Move up", words, (event) => move(event, -1)),
      smallButton("Move down", words, (event) => move(event, 1))));
}

function tell({ items }, answer) {
  return [h("p", {}, h("strong", {}, "Your order:")),
    h("ol.nhsuk-list.nhsuk-list--number", {}, answer.map((id) => htmlOf("li", inline(items.find((item) => item.id === id).html))))];
}

export const ordering = {
  hint: () => "Use the buttons to put these into order.",
  missing: () => "Move at least one of these",
  show,
  tell,
  paper: ({ items }) => [h("p", {}, "Number these in their order:"), penList("boxes", items.map(({ html }) => html))],
};
