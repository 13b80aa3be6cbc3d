// SPDX-License-Identifier: Apache-2.0

// What the film "Four steps with a thought" says and shows, slide by slide; content/films turns it into the film.

export const title = 'Four steps with a thought';

/** `picture` names a drawing of films.mjs or content/films; a `chapter` begins where it stands; each of the `sentences` becomes one caption. */
export const slides = [
  {
    chapter: 'Unhelpful, not wrong',
    heading: 'Four steps with a thought',
    line: 'From a thought that stops me to one that helps',
    picture: 'cloud',
    sentences: ['Some thoughts keep us at home.', 'They need not be wrong. They are unhelpful.', 'Here are four steps to take with one of them.'],
  },
  {
    heading: 'A made-up example',
    line: 'Chris, invited to a wedding',
    picture: 'calendar',
    sentences: ['Chris, a made-up patient, is invited to a wedding.', 'The chairs will be hard, and the day will be long.'],
  },
  {
    chapter: 'The four steps',
    heading: '1. Catch it',
    line: '“What went through your mind just then?”',
    picture: 'ear',
    sentences: ['Step one. Catch the thought.', 'You sighed just now. What went through your mind?'],
  },
  {
    heading: '2. Write it down',
    line: "“I'll ruin it for everyone.”",
    picture: 'clipboard',
    sentences: ["Step two. Write it down, in the person's own words.", 'I will ruin it for everyone.'],
  },
  {
    heading: '3. Look at both sides',
    line: 'What speaks for it? What does not fit?',
    picture: 'scales',
    sentences: ['Step three. Look at both sides.', 'What speaks for it? He did leave early, last year.', 'What does not fit? Nobody minded, and he danced once.'],
  },
  {
    heading: 'What would you tell a friend?',
    line: 'Most of us are kinder to friends',
    picture: 'talk',
    sentences: ['What would you say to a friend who thought so?', 'Most of us are kinder to friends than to ourselves.'],
  },
  {
    heading: '4. Find one that helps',
    line: 'and that can be believed',
    picture: 'steps',
    sentences: ['Step four. Find a thought that helps, and can be believed.', 'I may have to stand at the back now and then.', 'They would rather have me there than not.'],
  },
  {
    chapter: 'Feelings first',
    heading: 'How much do you believe it?',
    line: 'Below 5 out of 10: keep looking',
    picture: 'chart',
    sentences: ['Ask how much Chris believes it, from nought to ten.', 'Below five, keep looking.'],
  },
  {
    heading: 'Feelings need no correcting',
    line: 'Name them, make room, and wait',
    picture: 'chairs',
    sentences: ['And if there is sadness or anger, do not hurry past it.', 'Name it, make room for it, and wait.', 'In a group, somebody nods. That does more than any technique.'],
  },
];
