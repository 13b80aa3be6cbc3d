// SPDX-License-Identifier: Apache-2.0

// What the film "A plan for a flare-up" says and shows, slide by slide; content/films turns it into the film.

export const title = 'A plan for a flare-up';

/** `picture` names a drawing of films.mjs or content/films; a `chapter` begins where it stands; each of the `sentences` becomes one caption. */
export const slides = [
  {
    chapter: 'It will come',
    heading: 'A plan for a flare-up',
    line: 'Written on a good day, for a bad one',
    picture: 'clipboard',
    sentences: ['Pain that has calmed down will come up again one day.', 'A flare-up is not a failure, and need not mean new damage.', 'But first: is it the same pain that you know?'],
  },
  {
    heading: 'Is anything new?',
    line: 'New signs: get help first',
    picture: 'shield',
    sentences: ['If something is new, such as numbness around the seat,', 'weak legs, or trouble with bladder or bowels,', 'that is no flare-up. Get help at once.'],
  },
  {
    chapter: 'The plan',
    heading: 'A plan on one page',
    line: 'Four questions, answered by the person',
    picture: 'clipboard',
    sentences: ['For the pain you know, a plan helps.', 'It has four questions, and the person answers them.'],
  },
  {
    heading: '1. How do I notice?',
    line: 'Early signs, in their own words',
    picture: 'bell',
    sentences: ['One. How do I notice that it is coming?', 'I get short with the children, says one man. He is made up.'],
  },
  {
    heading: '2. What do I cut back, and by how much?',
    line: 'Not to nothing',
    picture: 'plan',
    sentences: ['Two. What do I cut back, and by how much?', 'Half is a good answer. Nothing at all is not.'],
  },
  {
    heading: '3. What helps me?',
    line: 'Heat, a walk, music, a friend',
    picture: 'sun',
    sentences: ['Three. What has helped before?', 'Heat. A short walk. Music. Ringing a friend.'],
  },
  {
    heading: '4. How do I build up again?',
    line: 'Day by day, back to the old baseline',
    picture: 'steps',
    sentences: ['Four. How do I build up again?', 'A little each day, until the old amount is back.'],
  },
  {
    chapter: 'Thoughts on a bad day',
    heading: 'A sentence for the fridge',
    line: '“It came before, and it went.”',
    picture: 'cloud',
    sentences: ['And one sentence to keep on the fridge.', 'It came before, and it went.'],
  },
  {
    heading: 'Then tell somebody',
    line: 'Who should know about the plan?',
    picture: 'talk',
    sentences: ['Last, who should know about this plan?', 'A plan that somebody else knows', 'is easier to use on a bad day.'],
  },
];
