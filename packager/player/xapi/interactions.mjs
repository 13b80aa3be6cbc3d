/* SPDX-License-Identifier: Apache-2.0 */

/* What an xAPI definition says of a question: its type, its wording, what there was to choose from, and what is right. */
import { interactionType, patternsOf } from "../core/interaction.mjs";

/* By interaction type: the lists of components that xAPI has for it (Data 2.4.4.1). */
const COMPONENTS = {
  "choice": ({ choices }) => ({ choices: choices.map(worded) }),
  "matching": ({ sources, targets }) => ({ source: sources.map(worded), target: targets.map(worded) }),
  "sequencing": ({ items }) => ({ choices: items.map(worded) }),
  "likert": (question) => ({ scale: scaleOf(question) }),
};

/** The members of a definition for `question`, in `language`. */
export function interactionDefinition(question, language) {
  const type = interactionType(question);
  const patterns = patternsOf(question);
  const components = COMPONENTS[type]?.(question) ?? {};
  return {
    interactionType: type,
    ...(patterns.length === 0 ? {} : { correctResponsesPattern: patterns }),
    ...mapValues(components, (members) => members.map(({ id, text }) => ({ id, description: { [language]: text } }))),
    description: { [language]: textOf(question.html) },
  };
}

function worded({ id, html }) {
  return { id, text: textOf(html) };
}

/* The ends have words, the rest numbers. */
function scaleOf({ min, max, from, to }) {
  const words = { [min]: `${min}: ${from}`, [max]: `${max}: ${to}` };
  return Array.from({ length: max - min + 1 }, (_, order) => {
    const id = String(min + order);
    return { id, text: words[id] ?? id };
  });
}

function mapValues(object, change) {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value)]));
}

/* HTML that the packager made from Markdown, as plain text. */
function textOf(html) {
  return html.replace(/<[^>]*>/g, " ").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, "\"")
    .replace(/&amp;/g, "&").replace(/\s+/g, " ").trim();
}
