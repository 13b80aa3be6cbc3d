// SPDX-License-Identifier: Apache-2.0

// What the film "A ladder back to what matters" says and shows, slide by slide; content/films turns it into the film.

export const title = 'A ladder back to what matters';

/** `picture` names a drawing of films.mjs or content/films; a `chapter` begins where it stands; each of the `sentences` becomes one caption. */
export const slides = [
  {
    chapter: 'Why fear stays',
    heading: 'A ladder back to what matters',
    line: 'Small tests, in the right order',
    picture: 'ladder',
    sentences: ['Many people stop doing what they love,', 'because they are afraid of what it will do to their back.'],
  },
  {
    heading: 'Avoiding brings relief',
    line: 'and so it keeps itself alive',
    picture: 'cycle',
    sentences: ['Staying away brings relief at once.', 'But then nobody finds out what would have happened.', 'So the fear stays as it was.'],
  },
  {
    chapter: 'Building the ladder',
    heading: 'List what is avoided',
    line: 'Swimming, in this made-up example',
    picture: 'clipboard',
    sentences: ['Here is a way out. The example is made up.', 'Pat has not been swimming for three years.', 'Ask for a list of steps that lead there.'],
  },
  {
    heading: 'Give each a number',
    line: 'How worried would it make you, 0 to 10?',
    picture: 'chart',
    sentences: ['Ask for a number with each. How worried would it make you?', 'Floating, three. One slow width, five. Ten lengths, nine.'],
  },
  {
    heading: 'Begin near three',
    line: 'A stretch, but within reach',
    picture: 'ladder',
    sentences: ['Begin near three.', 'It should be a stretch, and it should be within reach.'],
  },
  {
    chapter: 'Climbing it',
    heading: 'Predict',
    line: '“What do you think will happen?”',
    picture: 'cloud',
    sentences: ['Before the first step, ask for a prediction.', 'Pat says: I will seize up, and somebody will have to help me out.'],
  },
  {
    heading: 'Do it, more than once',
    line: 'One good day could be luck',
    picture: 'calendar',
    sentences: ['Then do it, and more than once.', 'One good day could be luck.'],
  },
  {
    heading: 'Compare',
    line: '“What happened? What does that tell you?”',
    picture: 'scales',
    sentences: ['Then compare. What happened?', 'I was stiff, says Pat, and I got out by myself.', 'What does that tell you?'],
  },
  {
    heading: 'One rung at a time',
    line: 'and the goal at the top',
    picture: 'ladder',
    sentences: ['When a rung is easy, go up one.', 'At the top stands the goal: ten lengths on a Thursday,', 'and coffee with friends afterwards.'],
  },
];
