// SPDX-License-Identifier: Apache-2.0

// What the film "Hurt is not the same as harm" says and shows, slide by slide; content/films turns it into the film.

export const title = 'Hurt is not the same as harm';

/** `picture` names a drawing of films.mjs or content/films; a `chapter` begins where it stands; each of the `sentences` becomes one caption. */
export const slides = [
  {
    chapter: 'Pain as an alarm',
    heading: 'Hurt is not the same as harm',
    line: 'One idea, in one minute',
    picture: 'person',
    sentences: ['Hurt is not the same as harm.', 'Here is one way to explain that to a group.'],
  },
  {
    heading: 'Pain is real',
    line: 'An alarm that is there to protect us',
    picture: 'bell',
    sentences: ['Pain is always real.', 'Think of it as an alarm that is there to protect you.'],
  },
  {
    heading: 'An alarm does not measure the damage',
    line: 'It may ring for burnt toast',
    picture: 'toaster',
    sentences: ['But an alarm does not measure the damage.', 'A smoke alarm is just as loud when only the toast has burnt.'],
  },
  {
    chapter: 'Hurt and harm are two things',
    heading: 'Much hurt, little harm. Much harm, little hurt.',
    line: 'A paper cut, and sunburn',
    picture: 'sun',
    sentences: ['A paper cut hurts a lot, and does very little harm.', 'Sunburn does harm before it hurts at all.'],
  },
  {
    heading: 'Safe to move',
    line: 'once serious causes have been ruled out',
    picture: 'shield',
    sentences: ['With your back, serious causes come first.', 'Once a professional has ruled them out,', 'your back is safe to move, even if that hurts a little.'],
  },
  {
    chapter: 'With your group',
    heading: 'Try it and see',
    line: 'Predict. Do it. Compare.',
    picture: 'steps',
    sentences: ['So try something small.', 'First say what you think will happen.', 'Then do it, and compare.'],
  },
  {
    heading: 'Ask your group',
    line: '“When did it hurt, and no harm was done?”',
    picture: 'talk',
    sentences: ['And now ask your group:', 'When did it hurt, and no harm was done?', 'Then wait, and let them answer.'],
  },
];
