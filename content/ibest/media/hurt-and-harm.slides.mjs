// SPDX-License-Identifier: Apache-2.0

// What the film "Hurt is not the same as harm" says and shows, slide by slide; make-video.mjs turns it into the film.

export const title = 'Hurt is not the same as harm';

/** `seen` describes the picture for the transcript; each of the `sentences` becomes one caption. */
export const slides = [
  {
    heading: 'Hurt is not the same as harm',
    line: 'One idea, in one minute',
    picture: 'person',
    seen: 'the title, “Hurt is not the same as harm: one idea, in one minute”, beside a person with a hand on the back.',
    sentences: ['Hurt is not the same as harm.', 'Here is one way to explain that to a group.'],
  },
  {
    heading: 'Pain is real',
    line: 'An alarm that is there to protect us',
    picture: 'bell',
    seen: '“Pain is real: an alarm that is there to protect us”, beside a ringing bell.',
    sentences: ['Pain is always real.', 'Think of it as an alarm that is there to protect you.'],
  },
  {
    heading: 'An alarm does not measure the damage',
    line: 'It may ring for burnt toast',
    picture: 'toaster',
    seen: '“An alarm does not measure the damage: it may ring for burnt toast”, beside a smoking toaster.',
    sentences: ['But an alarm does not measure the damage.', 'A smoke alarm is just as loud when only the toast has burnt.'],
  },
  {
    heading: 'Much hurt, little harm. Much harm, little hurt.',
    line: 'A paper cut, and sunburn',
    picture: 'sun',
    seen: '“Much hurt, little harm. Much harm, little hurt. A paper cut, and sunburn”, beside the sun.',
    sentences: ['A paper cut hurts a lot, and does very little harm.', 'Sunburn does harm before it hurts at all.'],
  },
  {
    heading: 'Safe to move',
    line: 'once serious causes have been ruled out',
    picture: 'shield',
    seen: '“Safe to move, once serious causes have been ruled out”, beside a shield with a tick.',
    sentences: ['With your back, serious causes come first.', 'Once a professional has ruled them out,', 'your back is safe to move, even if that hurts a little.'],
  },
  {
    heading: 'Try it and see',
    line: 'Predict. Do it. Compare.',
    picture: 'steps',
    seen: '“Try it and see. Predict. Do it. Compare”, beside three rising steps with an arrow.',
    sentences: ['So try something small.', 'First say what you think will happen.', 'Then do it, and compare.'],
  },
  {
    heading: 'Ask your group',
    line: '“When did it hurt, and no harm was done?”',
    picture: 'talk',
    seen: '“Ask your group: When did it hurt, and no harm was done?”, beside two speech bubbles.',
    sentences: ['And now ask your group:', 'When did it hurt, and no harm was done?', 'Then wait, and let them answer.'],
  },
];

/** Line drawings on a canvas of 100 by 100. */
export const pictures = {
  person: '<circle cx="50" cy="18" r="10"/><path d="M50 28c-3 10-6 20-4 34M46 62l-8 30M46 62l14 14-2 16M49 36l16 10-12 10M48 36l-14 14"/><path d="M68 58l7 3M66 64l5 6" stroke="#b3261e"/>',
  bell: '<path d="M28 68c6-6 6-14 6-24a16 16 0 0 1 32 0c0 10 0 18 6 24zM44 76a6 6 0 0 0 12 0M50 28v-6"/><path d="M22 34c2-6 5-10 9-13M78 34c-2-6-5-10-9-13M14 38c1-10 6-18 13-23M86 38c-1-10-6-18-13-23" stroke="#b3261e"/>',
  toaster: '<path d="M18 54h64v26a6 6 0 0 1-6 6H24a6 6 0 0 1-6-6zM30 54V42a6 6 0 0 1 6-6h28a6 6 0 0 1 6 6v12M82 62h6v8"/><path d="M40 28c-4-5 4-8 0-14M52 28c-4-5 4-8 0-14M64 28c-4-5 4-8 0-14" stroke="#b3261e"/>',
  sun: '<circle cx="50" cy="50" r="18"/><path d="M50 14v8M50 78v8M14 50h8M78 50h8M24.5 24.5l6 6M69.5 69.5l6 6M24.5 75.5l6-6M69.5 30.5l6-6" stroke="#b3261e"/>',
  shield: '<path d="M50 14l30 10v24c0 20-14 32-30 38-16-6-30-18-30-38V24zM36 50l10 10 20-22"/>',
  steps: '<path d="M14 84h24V66h24V48h24"/><path d="M18 62l50-38M54 24h14v13" stroke="#b3261e"/>',
  talk: '<path d="M14 20h48v30H34L24 60V50H14zM50 62h36v24h-6v9l-10-9H50z"/><path d="M24 31h28M24 39h18" stroke="#b3261e"/>',
};
