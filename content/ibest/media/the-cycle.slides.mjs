// SPDX-License-Identifier: Apache-2.0

// What the film "Drawing the cycle" says and shows, slide by slide; content/films turns it into the film.

export const title = 'Drawing the cycle';

/** `picture` names a drawing of films.mjs or content/films; a `chapter` begins where it stands; each of the `sentences` becomes one caption. */
export const slides = [
  {
    chapter: 'One twinge',
    heading: 'Drawing the cycle',
    line: 'One person, one occasion, five boxes',
    picture: 'cycle',
    sentences: ["This is how one person's pain can be drawn as a cycle.", 'The person in it is made up. Let us call her Robin.'],
  },
  {
    heading: 'What happened?',
    line: 'A twinge, lifting a bag',
    picture: 'person',
    sentences: ['On Sunday, Robin lifted a shopping bag and felt a twinge.', 'Begin there. Nobody argues about a situation.'],
  },
  {
    heading: 'What went through your mind?',
    line: '“Something has gone.”',
    picture: 'cloud',
    sentences: ['Then ask what went through her mind.', 'Something has gone, she thought. I will be in bed again.'],
  },
  {
    heading: 'How did that feel?',
    line: 'Frightened, and angry with herself',
    picture: 'bell',
    sentences: ['Ask how that felt.', 'She was frightened, and angry with herself.'],
  },
  {
    heading: 'What did your body do?',
    line: 'It tightened; she held her breath',
    picture: 'breath',
    sentences: ['Ask what her body did.', 'Her muscles tightened, and she held her breath.'],
  },
  {
    heading: 'What did you do?',
    line: 'Lay down, and cancelled the evening',
    picture: 'calendar',
    sentences: ['Ask what she did next.', 'She lay down, and she cancelled the evening with her friends.'],
  },
  {
    chapter: 'The ring closes',
    heading: 'And then?',
    line: 'Less done, less trust, more watching',
    picture: 'cycle',
    sentences: ['And then? By the next weekend she had lifted nothing at all.', 'She trusted her back less, and watched it more.', 'So the next twinge would sound even louder.'],
  },
  {
    chapter: 'Breaking in',
    heading: 'Where would you like to break in?',
    line: 'Her pen, her answer',
    picture: 'door',
    sentences: ['Now give Robin the pen, and ask one question.', 'Where would you like to break in?', 'She points at the bag. I could try a lighter one, she says.'],
  },
  {
    heading: 'Small, and her own',
    line: 'Change one box, and the others can follow',
    picture: 'steps',
    sentences: ['That is enough.', 'Change one box, and the others can follow.', 'And the plan is hers, so it may well happen.'],
  },
];
