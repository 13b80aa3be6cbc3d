// SPDX-License-Identifier: Apache-2.0

// Line drawings for films on any subject: what each shows in words, for the transcript, and its strokes on a canvas of 100 by 100. What
// is to stand out has the class "accent". A drawing that only one course needs stands in the films.mjs beside its slides.

export const pictures = {
  bell: {
    seen: 'a ringing bell',
    strokes: '<path d="M28 68c6-6 6-14 6-24a16 16 0 0 1 32 0c0 10 0 18 6 24zM44 76a6 6 0 0 0 12 0M50 28v-6"/><path d="M22 34c2-6 5-10 9-13M78 34c-2-6-5-10-9-13M14 38c1-10 6-18 13-23M86 38c-1-10-6-18-13-23" class="accent"/>',
  },
  calendar: {
    seen: 'a calendar with one day marked',
    strokes: '<path d="M18 26h64v58H18zM18 42h64M34 18v14M66 18v14M30 54h8M46 54h8M62 54h8M30 70h8M46 70h8"/><circle cx="66" cy="70" r="9" class="accent"/>',
  },
  chart: {
    seen: 'two bars, one twice as high as the other',
    strokes: '<path d="M16 16v68h70"/><path d="M56 84V54h16v30" /><path d="M28 84V26h16v58" class="accent"/>',
  },
  clipboard: {
    seen: 'a clipboard with three lines ticked',
    strokes: '<path d="M24 20h52v66H24zM40 20v-6h20v6M46 40h20M46 56h20M46 72h20"/><path d="M31 40l4 4 6-8M31 56l4 4 6-8M31 72l4 4 6-8" class="accent"/>',
  },
  cloud: {
    seen: 'a thought bubble with a question mark',
    strokes: '<path d="M30 62a14 14 0 0 1-2-28 20 20 0 0 1 38-6 17 17 0 0 1 6 34zM30 74a4 4 0 1 0 .1 0M20 86a2 2 0 1 0 .1 0"/><path d="M44 38a7 7 0 1 1 9 7c-3 1-4 3-4 5M49 56v.5" class="accent"/>',
  },
  compass: {
    seen: 'a compass',
    strokes: '<circle cx="50" cy="50" r="34"/><path d="M50 12v8M50 80v8M12 50h8M80 50h8"/><path d="M62 38L55 55 38 62l7-17z" class="accent"/>',
  },
  cycle: {
    seen: 'four boxes in a ring, each with an arrow to the next',
    strokes: '<path d="M38 10h24v18H38zM72 41h22v18H72zM38 72h24v18H38zM6 41h22v18H6z"/><path d="M66 20c8 2 13 7 16 15M82 35l1-7M82 35l-7-1M82 65c-3 8-8 13-16 15M66 80l6 4M66 80l5-5M34 80c-8-2-13-7-16-15M18 65l-1 7M18 65l7 1M18 35c3-8 8-13 16-15M34 20l-6-4M34 20l-5 5" class="accent"/>',
  },
  door: {
    seen: 'an open door',
    strokes: '<path d="M26 86V14h48v72M14 86h72M26 14l30 10v70L26 86"/><circle cx="49" cy="58" r="2.5" class="accent"/>',
  },
  ear: {
    seen: 'an ear',
    strokes: '<path d="M34 44a18 18 0 0 1 36 0c0 12-10 14-12 24-2 12-18 14-22 2M42 46a10 10 0 0 1 20 0c0 6-6 7-8 12"/><path d="M16 36c-3 8-3 16 0 24M24 40c-2 5-2 10 0 16" class="accent"/>',
  },
  lens: {
    seen: 'a magnifying glass over a sheet of paper',
    strokes: '<path d="M20 14h40v24M20 14v70h30M30 28h20M30 40h12M30 52h8"/><circle cx="60" cy="58" r="16" class="accent"/><path d="M72 70l14 16" class="accent"/>',
  },
  path: {
    seen: 'a winding path that leads to a hill',
    strokes: '<path d="M8 44c14-20 26-26 40-8 10-14 24-20 44 8"/><path d="M40 90c-10-10 30-14 20-24s-26-6-14-18" class="accent"/>',
  },
  plan: {
    seen: 'a line that goes up in small, even steps',
    strokes: '<path d="M14 14v72h74"/><path d="M20 76h14v-9h14v-9h14v-9h14v-9h8" class="accent"/>',
  },
  scales: {
    seen: 'a pair of scales',
    strokes: '<path d="M50 16v66M34 86h32M18 30l32-6 32-6"/><path d="M18 30L8 54h20zM82 18L72 42h20z" class="accent"/>',
  },
  shield: {
    seen: 'a shield with a tick',
    strokes: '<path d="M50 14l30 10v24c0 20-14 32-30 38-16-6-30-18-30-38V24zM36 50l10 10 20-22"/>',
  },
  steps: {
    seen: 'three rising steps with an arrow',
    strokes: '<path d="M14 84h24V66h24V48h24"/><path d="M18 62l50-38M54 24h14v13" class="accent"/>',
  },
  sun: {
    seen: 'the sun',
    strokes: '<circle cx="50" cy="50" r="18"/><path d="M50 14v8M50 78v8M14 50h8M78 50h8M24.5 24.5l6 6M69.5 69.5l6 6M24.5 75.5l6-6M69.5 30.5l6-6" class="accent"/>',
  },
  talk: {
    seen: 'two speech bubbles',
    strokes: '<path d="M14 20h48v30H34L24 60V50H14zM50 62h36v24h-6v9l-10-9H50z"/><path d="M24 31h28M24 39h18" class="accent"/>',
  },
};
