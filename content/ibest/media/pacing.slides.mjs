// SPDX-License-Identifier: Apache-2.0

// What the film "Pacing" says and shows, slide by slide; content/films turns it into the film.

export const title = 'Pacing';

/** `picture` names a drawing of films.mjs or content/films; a `chapter` begins where it stands; each of the `sentences` becomes one caption. */
export const slides = [
  {
    chapter: 'Boom and bust',
    heading: 'Pacing',
    line: 'Out of boom and bust',
    picture: 'wave',
    sentences: ['On a good day, everything gets done.', 'On the next day, nothing does.', 'Many people with back pain know this well.'],
  },
  {
    heading: 'Who is in charge?',
    line: 'Pain says when to start, and when to stop',
    picture: 'bell',
    sentences: ['Who is in charge here? Pain is.', 'It says when to start, and it says when to stop.'],
  },
  {
    heading: 'The peaks get lower',
    line: 'Over weeks, less and less gets done',
    picture: 'wave',
    sentences: ['Over weeks, the good days bring less,', 'and the bad days last longer.'],
  },
  {
    chapter: 'A plan instead',
    heading: 'Let the plan decide',
    line: 'The same amount, on good days and on bad days',
    picture: 'plan',
    sentences: ['Pacing puts a plan in charge.', 'The amount is decided beforehand.', 'It is no more on a good day, and as near as can be on a bad one.'],
  },
  {
    heading: 'Find a baseline',
    line: '14, 8 and 11 minutes: begin with about 9',
    picture: 'calendar',
    sentences: ['Where to begin? Try it on three days, and write it down.', 'Fourteen minutes, eight minutes, eleven minutes.', 'The mean is eleven. Begin a little below: with about nine.'],
  },
  {
    heading: 'It should feel too easy',
    line: 'On a good day',
    picture: 'steps',
    sentences: ['On a good day, that will feel too easy.', 'That is how it should be. It has to work on a bad day too.'],
  },
  {
    heading: 'Then grow, in small steps',
    line: 'A minute more, when most days went well',
    picture: 'plan',
    sentences: ['After a week, look back.', 'If most days went well, add a minute.', 'If they did not, stay, or take one off.'],
  },
  {
    chapter: 'Not a rest cure',
    heading: 'Not “take it easy”',
    line: 'In the end, people do more',
    picture: 'path',
    sentences: ['Pacing does not mean taking it easy.', 'The line goes up. In the end, people do more, not less.'],
  },
  {
    heading: 'Ask your group',
    line: '“What do you overdo, and how would you divide it?”',
    picture: 'talk',
    sentences: ['Ask your group for one job that they tend to overdo.', 'Gardening, perhaps, or cleaning the car.', 'Then let them divide it, together.'],
  },
];
