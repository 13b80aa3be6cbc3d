/* SPDX-License-Identifier: Apache-2.0 */

/*
 * THE table of question types as they are shown. A type is
 *   hint(question)              what to do
 *   missing(question, answer)   what to say where the answer is none
 *   show(question, answer, id)  the fields as { element, first, read() }: `first` takes the focus when something is missing, read()
 *                               gives the answer as core/questions.mjs has it; ids in it begin with `id`. An event "input" comes
 *                               out of the element at each change
 *   tell(question, answer)      what was answered, for the result
 *   paper(question)             the question to be answered with a pen, without its answer
 */
import { multiple, single } from "./choice.mjs";
import { matching } from "./matching.mjs";
import { numeric } from "./numeric.mjs";
import { ordering } from "./ordering.mjs";
import { scale } from "./scale.mjs";
import { text } from "./text.mjs";

export const QUESTION_TYPES = { single, multiple, "true-false": single, matching, ordering, numeric, text, scale };
