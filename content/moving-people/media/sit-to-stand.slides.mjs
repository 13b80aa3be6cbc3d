// SPDX-License-Identifier: Apache-2.0

// What the film "Sit to stand, step by step" says and shows, slide by slide; content/films turns it into the film. Each fact is one of
// move/standing.md, where its source is named.

export const title = 'Sit to stand, step by step';

/** `picture` names a drawing of films.mjs or content/films; a `chapter` begins where it stands; each of the `sentences` becomes one caption. */
export const slides = [
  {
    chapter: 'Setting up',
    heading: 'Sit to stand, step by step',
    line: 'Set up well, and take time',
    picture: 'stand',
    sentences: ['Most people need less help to stand than they get.', 'What they need is to be set up well, and time.'],
  },
  {
    heading: '1. Ready the aid',
    line: 'Within reach, brakes on',
    picture: 'chair',
    sentences: ['First, ready the aid.', 'The stick is within reach, or the frame stands in front.', 'If it is a wheelchair, put the brakes on.'],
  },
  {
    heading: '2. To the front',
    line: 'of chair, bed or toilet',
    picture: 'front',
    sentences: ['Second, bottom to the front of the chair.'],
  },
  {
    heading: '3. Feet back',
    line: 'Hands on the arms of the chair',
    picture: 'sit',
    sentences: ['Third, feet back under the knees, a little apart.', 'Hands on the arms of the chair.'],
  },
  {
    chapter: 'Rising',
    heading: '4. Lean forward',
    line: 'Nose over toes',
    picture: 'lean',
    sentences: ['Fourth, lean forward, nose over toes.'],
  },
  {
    heading: '5. Push up',
    line: '“Ready, steady, stand”',
    picture: 'stand',
    sentences: ['Fifth, push up with arms and legs.', 'A word helps to start together.', 'Ready, steady, stand.'],
  },
  {
    heading: '6. Find the balance',
    line: 'Then the aid, then walk',
    picture: 'walk',
    sentences: ['Sixth, wait a second or two, and find the balance.', 'Only then take the aid, and walk.', 'Sitting down is the same order backwards.'],
  },
  {
    chapter: 'If it needs more',
    heading: 'More help',
    line: 'A gentle push, and no more',
    picture: 'push',
    sentences: [
      'If more help is needed, give a gentle push forward, between the shoulder blades.',
      'If that is not enough, this is not the way to stand up today.',
      'Look at the handling plan.',
    ],
  },
  {
    heading: 'Never by the armpits',
    line: 'nor pulled up by the arms',
    picture: 'armpit',
    sentences: ['Do not lift anybody under the armpits, or pull them up by their arms.', 'And let nobody pull themselves up on a frame, for it is not fixed.'],
  },
  {
    heading: 'Then practise',
    line: 'with somebody who watches you',
    picture: 'clipboard',
    sentences: ['This film shows the order.', 'The skill comes with practice, watched by somebody who assesses you.'],
  },
];
