// SPDX-License-Identifier: Apache-2.0

// What the film "The assessment session" says and shows, slide by slide; content/films turns it into the film.

export const title = 'The assessment session';

/** `picture` names a drawing of films.mjs or content/films; a `chapter` begins where it stands; each of the `sentences` becomes one caption. */
export const slides = [
  {
    chapter: 'Before you start',
    heading: 'The assessment session',
    line: 'One conversation, before the group',
    picture: 'ear',
    sentences: ['Before the group begins, you meet each person alone.', 'What happens in that hour decides how much the group can do.'],
  },
  {
    heading: 'Serious causes first',
    line: 'Then, and only then, reassure',
    picture: 'shield',
    sentences: ['First, look for serious causes.', 'If something points that way, follow your pathway today.', 'Only when you have looked, and found nothing, can you say:', 'your back is safe to move.'],
  },
  {
    chapter: 'The story',
    heading: 'Ask for the story',
    line: '“Tell me about your back.”',
    picture: 'talk',
    sentences: ['Then ask for the story, and let it take its time.', 'Tell me about your back. What do you think is going on?'],
  },
  {
    heading: 'Listen for beliefs',
    line: "“It's crumbling.” “It's worn out.”",
    picture: 'ear',
    sentences: ['Listen for the words that a person uses.', "Crumbling. Worn out. Like my father's.", 'Behind such a word, there is often a rule:', 'if it hurts, I must stop.'],
  },
  {
    heading: "Don't argue yet",
    line: 'Ask what the word means',
    picture: 'cloud',
    sentences: ['Do not argue with it yet.', 'Ask where the word comes from, and what it keeps them from doing.'],
  },
  {
    chapter: 'The plan',
    heading: 'A goal of their own',
    line: '“What would you like to do again?”',
    picture: 'compass',
    sentences: ['Then look ahead.', 'What would you like to do again that matters to you?', 'That is the beginning of a goal.'],
  },
  {
    heading: 'Choose exercises together',
    line: 'Two or three, from a list, tried out now',
    picture: 'clipboard',
    sentences: ['Choose two or three exercises together, from a list.', 'Agree on a level, and try them out there and then.', 'Say how they can grow, week by week.'],
  },
  {
    heading: 'Close with a prediction',
    line: '“What do you think will happen?”',
    picture: 'steps',
    sentences: ['At the end, ask what they expect to happen this week.', 'Write it down.', 'It is the first test of try it and see.'],
  },
  {
    heading: 'See you in the group',
    line: 'Name, date, room, and what will happen there',
    picture: 'chairs',
    sentences: ['And say what the first group session will be like.', 'Strangers in a circle are easier to face', 'when you know that someone there knows your name.'],
  },
];
