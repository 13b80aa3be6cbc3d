// SPDX-License-Identifier: Apache-2.0

// What the film "From a course to a first group" says and shows, slide by slide; content/films turns it into the film.

export const title = 'From a course to a first group';

/** `picture` names a drawing of films.mjs or content/films; a `chapter` begins where it stands; each of the `sentences` becomes one caption. */
export const slides = [
  {
    chapter: 'Wanting is not doing',
    heading: 'From a course to a first group',
    line: 'What lies between wanting and doing',
    picture: 'path',
    sentences: ['You know what the programme holds.', 'What lies between that and a first group?'],
  },
  {
    heading: '253 of 443 meant to do it',
    line: 'Of 148 who answered later, 49 had',
    picture: 'lens',
    sentences: ['When this training went online,', 'two hundred and fifty-three of the four hundred and forty-three who gave data', 'meant to run the programme.', 'Of one hundred and forty-eight who answered later,', 'forty-nine had done it.'],
  },
  {
    heading: 'What they spoke of',
    line: 'Managers, and leading a group',
    picture: 'cloud',
    sentences: ['Why only some? We can only guess at most of it.', 'Those who were interviewed spoke of support from managers,', 'and of skill in leading a group.'],
  },
  {
    chapter: 'Ten weeks',
    heading: 'Start with the obstacle',
    line: 'Who can remove it? What would you ask first?',
    picture: 'door',
    sentences: ['So take the largest obstacle at your site.', 'Who can remove it?', 'Go to that person with one question, not with a plea.'],
  },
  {
    heading: 'Ten weeks before',
    line: 'A manager, a room, a date, a second person',
    picture: 'calendar',
    sentences: ['About ten weeks before, settle four things.', 'Your manager agrees. There is a room.', 'There is a date, and somebody to lead with.'],
  },
  {
    heading: 'Safety before the first session',
    line: 'Whom do you ring, and where do you talk alone?',
    picture: 'shield',
    sentences: ['Then settle what nobody hopes to need.', 'If someone has a new sign, or is at risk,', 'whom do you ring, and where do you talk alone?'],
  },
  {
    heading: 'Try one piece',
    line: 'With three colleagues as patients',
    picture: 'chairs',
    sentences: ['Before it counts, try one piece on colleagues.', 'Say what you expect to happen, and see.', "And use the programme's own manual, not this example."],
  },
  {
    chapter: 'Afterwards',
    heading: 'Measure little, and always',
    line: 'Who came, what they can do, what went wrong',
    picture: 'clipboard',
    sentences: ['When it runs, measure little, and measure it every time.', 'Who came. What people can do. What went wrong.', 'It shows you what to ask next. It is not proof.'],
  },
  {
    heading: 'In the next seven days',
    line: 'One conversation, with a name and a day',
    picture: 'talk',
    sentences: ['Now make it small.', 'With whom will you talk in the next seven days?', 'Write down a name and a day.'],
  },
];
