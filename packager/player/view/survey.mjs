/* SPDX-License-Identifier: Apache-2.0 */

/* A survey page: questions without right answers, sent once. */
import { h, insetText } from "./dom.mjs";
import { questionForm } from "./form.mjs";

/** Fills `place`, an empty element, with the survey of a page; `onDone` is called when it was sent. */
export function showSurvey(place, session, index, onDone) {
  if (session.progress.pages[index].done) {
    place.replaceChildren(insetText(h("p", {}, "You have answered this questionnaire. Thank you.")));
    return;
  }
  const { draft } = session.progress;
  const begun = session.environment.elapsed();
  place.replaceChildren(h("p", {}, "Nothing here is marked. You can send your answers once."), questionForm(session.questions(index), {
    answers: draft?.index === index ? draft.answers : {},
    button: "Send my answers",
    onDraft: (answers) => session.keepDraft(index, answers),
    onSubmit(answers) {
      session.send(index, answers, (session.environment.elapsed() - begun) / 1000);
      const title = h("h2.nhsuk-heading-m", { tabindex: "-1" }, "Thank you");
      place.replaceChildren(title, h("p", {}, "You have answered this questionnaire."));
      title.focus();
      onDone();
    },
  }));
}
