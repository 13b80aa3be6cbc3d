// SPDX-License-Identifier: Apache-2.0

// THE table of how a question of each type is answered on the screen: the moves that enter an answer, which is as the player's core/questions.mjs has it.

const check = ({ id }, answer) => answer.map((value) => ({ move: 'check', at: `#question-${id}-${value}` }));

const fill = (part) => ({ id }, [value]) => [{ move: 'fill', at: `#question-${id}-${part}`, value }];

const matching = ({ id, sources }, answer) => sources.map((source, place) => ({ move: 'choose', at: `#question-${id}-${source.id}`, value: answer[place] }));

const UP = 1;
const DOWN = 2;
const shift = ({ id }, place, button) => ({ move: 'click', at: `#question-${id} .player-ordering__item:nth-child(${place + 1}) button:nth-of-type(${button})` });

/* Each item goes up to its place. The order that is shown first counts as no answer: where it is the one wanted, an item goes down and up again. */
function ordering(question, answer) {
  const order = question.items.map(({ id }) => id);
  const moves = answer.flatMap((id, place) => {
    const from = order.indexOf(id);
    order.splice(place, 0, ...order.splice(from, 1));
    return Array.from({ length: from - place }, (_, step) => shift(question, from - step, UP));
  });
  return moves.length > 0 ? moves : [shift(question, 0, DOWN), shift(question, 1, UP)];
}

const TYPES = { 'single': check, 'multiple': check, 'true-false': check, 'scale': check, matching, ordering, 'numeric': fill('number'), 'text': fill('text') };

/** The moves that answer a question on the screen. */
export function enter(question, answer) {
  return TYPES[question.type](question, answer);
}
