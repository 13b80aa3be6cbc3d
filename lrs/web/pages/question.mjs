// SPDX-License-Identifier: Apache-2.0

// Questions: the hardest ones of a quiz, or one with the answers chosen and its change from before the course to after it.
export const question = {
  name: "question",
  link: "Question",
  title: "Questions",
  caption: "Question",
  choose: "Choose a question: in the filters, or by its row in the table.",
  subject: "question",
  panels: [["item", "wide"], ["answers"], ["change"]],
  choosing: [["hardest", "wide"], ["change", "wide"]],
  filters: ["course", "quiz", "question", "organisation", "icb", "region", "profession", "staff_group", "band", "source", "from", "to"],
};
