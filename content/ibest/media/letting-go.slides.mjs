// SPDX-License-Identifier: Apache-2.0

// What the film "A minute to let go" says and shows, slide by slide; content/films turns it into the film.

export const title = 'A minute to let go';

/** `picture` names a drawing of films.mjs or content/films; a `chapter` begins where it stands; each of the `sentences` becomes one caption, with `pause` seconds after it. */
export const slides = [
  {
    chapter: 'Why relax?',
    heading: 'A minute to let go',
    line: 'One short relaxation, to try and to lead',
    picture: 'breath',
    sentences: ['When pain is up, we tighten, and we hold our breath.', 'That is human, and it does not help for long.', 'Here is something short to try, and to lead in a group.'],
  },
  {
    heading: 'It is an offer',
    line: 'Eyes open or shut; sit, stand or lie down',
    picture: 'door',
    sentences: ['It is an offer. Nobody has to.', 'Sit, stand or lie down. Eyes may stay open.', 'If it does not feel good, stop, and look around the room.'],
  },
  {
    chapter: 'The exercise',
    heading: 'Feel what holds you',
    line: 'The chair, the floor',
    picture: 'person',
    pause: 2.5,
    sentences: ['First, feel what holds you up.', 'The chair under you. The floor under your feet.'],
  },
  {
    heading: 'Let the breath go out',
    line: 'a little longer than it came in',
    picture: 'breath',
    pause: 2.5,
    sentences: ['Now let the breath come in, by itself.', 'And let it go out, a little longer than it came in.', 'Once more. In, and slowly out.'],
  },
  {
    heading: 'Shoulders, jaw, hands',
    line: 'Tighten a little, then let go',
    picture: 'steps',
    pause: 2.5,
    sentences: ['Lift your shoulders a little, and let them sink.', 'Close your hands, and let them open.', 'Let your jaw be loose.'],
  },
  {
    heading: 'Where is your attention?',
    line: 'It may wander. Bring it back.',
    picture: 'compass',
    pause: 2.5,
    sentences: ['Your attention will wander, perhaps to the pain.', 'That is what attention does.', 'Notice it, and bring it back to the breath going out.'],
  },
  {
    heading: 'And look around',
    line: 'Three things you can see',
    picture: 'sun',
    pause: 2.5,
    sentences: ['Now look around, and find three things that you can see.', 'Stretch, if you like.'],
  },
  {
    chapter: 'Afterwards',
    heading: "Ask, don't tell",
    line: '“What did you notice?”',
    picture: 'ear',
    sentences: ['Afterwards, ask what people noticed.', 'Some will say: nothing at all. Thank them too.'],
  },
  {
    heading: 'Try it and see',
    line: 'Once a day, for a week, before the pain is up',
    picture: 'calendar',
    sentences: ['Relaxing is a skill, so it wants practice.', 'Once a day, for a week, and not only when the pain is up.', 'Then look together at whether it was worth it.'],
  },
];
