// SPDX-License-Identifier: Apache-2.0

// What the film "The evidence in two minutes" says and shows, slide by slide; content/films turns it into the film.

export const title = 'The evidence in two minutes';

/** `picture` names a drawing of films.mjs or content/films; a `chapter` begins where it stands; each of the `sentences` becomes one caption. */
export const slides = [
  {
    chapter: 'The question',
    heading: 'The evidence in two minutes',
    line: 'What one trial asked, and what it found',
    picture: 'lens',
    sentences: ['Does a group programme add anything', 'when people with back pain have already had good advice?', 'That is what the BeST trial asked.'],
  },
  {
    heading: '701 people',
    line: '56 general practices in England',
    picture: 'chairs',
    sentences: ['Seven hundred and one adults took part,', 'from fifty-six general practices in England.', 'All of them had trouble with their lower back.'],
  },
  {
    heading: 'Everyone had good advice',
    line: 'Two in three were offered the group as well',
    picture: 'scales',
    sentences: ['Everyone had a consultation about staying active.', 'Then chance decided.', 'Two in three were offered an assessment and six group sessions.', 'One in three were not.'],
  },
  {
    chapter: 'The answer',
    heading: 'After one year: less disability',
    line: '2.4 points better, against 1.1',
    picture: 'chart',
    sentences: ['A year later, disability had fallen in both arms.', 'It fell by two point four points with the group,', 'and by one point one with advice alone.'],
  },
  {
    heading: 'After one year: less pain',
    line: '13.4 percentage points, against 6.4',
    picture: 'chart',
    sentences: ['Pain had fallen too:', 'by thirteen point four percentage points with the group,', 'and by six point four without it.'],
  },
  {
    heading: 'A low price',
    line: '£1,786 for a year in full quality of life',
    picture: 'scales',
    sentences: ['The price was low.', 'One quality-adjusted year of life cost less than two thousand pounds.'],
  },
  {
    chapter: 'What it does not say',
    heading: 'Nobody is the mean',
    line: 'Some gain more, others little',
    picture: 'person',
    sentences: ['The average effect is modest, and it lasts.', 'But a mean hides people.', 'Some gained a great deal, and others little or nothing.'],
  },
  {
    heading: 'Coming counts',
    line: 'Three sessions and the assessment',
    picture: 'calendar',
    sentences: ['Those who came to the assessment and at least three sessions', 'gained somewhat more than the average.', 'So a group that people want to come back to matters.'],
  },
  {
    heading: 'Say it honestly',
    line: 'In one sentence, to one patient',
    picture: 'talk',
    sentences: ['How would you put this to a patient, in one honest sentence?', 'Stop here for a moment, and try.'],
  },
];
