/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Makes xAPI statements from the session's events: the only file that knows their shape. IRIs come from the vocabulary, which
 * is generated from the profile, and from the package.
 */
import { activityTypes, categories, extensions, profile, verbs } from "vocabulary";
import { isoDuration } from "../core/duration.mjs";
import { responseOf } from "../core/interaction.mjs";
import { interactionDefinition } from "./interactions.mjs";

/** Share of a video that must have been played for "completed", as the statements tell. */
export const VIDEO_THRESHOLD = 0.95;

/* Pages that ask, by kind: what they are. */
const ASKERS = { quiz: "assessment", survey: "survey", scenario: "scenario" };

/* By event kind: what is said of it. Each maker gets (maker, event) and returns one statement. */
const makers = {
  "launched": (maker) => aboutActivity(maker, "initialized", {}),
  "module-started": (maker, { module }) => aboutModule(maker, "initialized", module, {}),
  "page-seen": pageSeen,
  "video": video,
  "answered": answered,
  "quiz-marked": quizMarked,
  "survey-sent": surveySent,
  "scenario-ended": scenarioEnded,
  "downloaded": downloaded,
  "progressed": (maker, { percent }) =>
    aboutActivity(maker, "progressed", { result: { extensions: { [extensions.cmi5Progress]: percent } } }),
  "module-completed": (maker, event) => aboutModule(maker, "completed", event.module, completion(event)),
  "module-passed": (maker, event) => aboutModule(maker, "passed", event.module, success(event)),
  "completed": (maker, event) => aboutActivity(maker, "completed", completion(event)),
  "passed": (maker, event) => aboutActivity(maker, "passed", success(event)),
  "left": (maker, { seconds }) => aboutActivity(maker, "terminated", { result: { duration: isoDuration(seconds) } }),
};

/**
 * `maker` = { scope, actor, uuid, registration?, template? }: a registration given at launch goes before the attempt's own; a
 * cmi5 context template's entries come first and unchanged. Returns the statements that the event gives rise to: one, or none.
 */
export function statementsFor(maker, event) {
  const make = makers[event.kind];
  return make === undefined ? [] : [finish(maker, event, make(maker, event))];
}

/**
 * Adds to a cmi5-defined statement (made by the cmi5 library) what this profile asks for beside it: the profile's category,
 * the kind of activity, the version of the course, and the course a module belongs to.
 */
export function addProfile(scope, statement) {
  statement.object.definition = { ...definition(kindOf(scope)), ...statement.object.definition };
  statement.context.revision ??= scope.course.version;
  mergeActivities(statement.context, { category: [{ id: profile }], ...parentOf(scope) });
  return statement;
}

function finish(maker, event, { verb, object, activities, context, result }) {
  const statement = {
    id: maker.uuid(),
    timestamp: new Date(event.at).toISOString(),
    actor: maker.actor,
    verb: { id: verbs[verb], display: { en: verb } },
    object,
    context: contextOf(maker, event, activities, context),
  };
  return result === undefined ? statement : { ...statement, result };
}

function contextOf(maker, event, activities, own = {}) {
  const context = maker.template === undefined ? {} : JSON.parse(JSON.stringify(maker.template));
  context.registration = maker.registration ?? event.registration;
  context.revision ??= maker.scope.course.version;
  if (own.extensions !== undefined) {
    context.extensions = { ...context.extensions, ...own.extensions };
  }
  mergeActivities(context, { ...activities, category: [{ id: profile }, ...(activities.category ?? [])] });
  return context;
}

/*
 * A template's entries keep their places: LMSs compare the arrays by position. An activity that it names only by id is named
 * again, as the profile asks for its type.
 */
function mergeActivities(context, activities) {
  context.contextActivities ??= {};
  Object.entries(activities).forEach(([relation, added]) => {
    const before = context.contextActivities[relation] ?? [];
    const isNew = ({ id, definition: own }) =>
      !before.some((other) => other.id === id && other.definition?.type === own?.type);
    context.contextActivities[relation] = [...before, ...added.filter(isNew)];
  });
}

function aboutActivity({ scope }, verb, details) {
  return { verb, object: activity(scope.activity.iri, kindOf(scope), scope, scope.activity.title),
    activities: parentOf(scope), ...details };
}

function aboutModule({ scope }, verb, module, details) {
  return { verb, object: moduleActivity(scope, module, module.title), activities: { parent: [courseActivity(scope)] },
    ...details };
}

function pageSeen({ scope }, { module, page }) {
  return { verb: "experienced", object: activity(page.iri, "page", scope, page.title), activities: within(scope, module) };
}

/* A quiz that judges nobody only has a score. */
function quizMarked({ scope }, { module, page, score, passed }) {
  const judged = passed === null ? {} : { success: passed };
  return {
    verb: verbOfMark(passed),
    object: activity(page.iri, "assessment", scope, page.title),
    activities: within(scope, module),
    context: momentOf(page),
    result: { ...judged, score: { scaled: score / 100, raw: score, min: 0, max: 100 } },
  };
}

function verbOfMark(passed) {
  if (passed === null) {
    return "scored";
  }
  return passed ? "passed" : "failed";
}

function answered({ scope }, { module, page, question, chosen, correct, seconds }) {
  const object = activity(question.iri, "cmiInteraction", scope);
  Object.assign(object.definition, interactionDefinition(question, scope.language));
  return {
    verb: "answered",
    object,
    activities: { parent: [askedIn(scope, page)], grouping: [moduleActivity(scope, module), courseActivity(scope)] },
    context: momentOf(page),
    result: { response: responseOf(question, chosen), ...(correct === null ? {} : { success: correct }),
      duration: isoDuration(seconds) },
  };
}

/* What is asked before and after a course is the same activity, so that the answers can be compared. */
function askedIn(scope, page, title) {
  const iri = page.kind === "survey" ? `${scope.course.iri}/surveys/${page.survey.instrument}` : page.iri;
  return activity(iri, ASKERS[page.kind], scope, title);
}

function surveySent({ scope }, { module, page, seconds }) {
  return {
    verb: "completed",
    object: askedIn(scope, page, page.title),
    activities: within(scope, module),
    context: momentOf(page),
    result: { completion: true, duration: isoDuration(seconds) },
  };
}

/* Which end was reached is the response. */
function scenarioEnded({ scope }, { module, page, end }) {
  return {
    verb: "completed",
    object: askedIn(scope, page, page.title),
    activities: within(scope, module),
    result: { completion: true, response: end },
  };
}

/* Whether it is asked before or after the course. */
function momentOf({ quiz, survey }) {
  const moment = survey?.moment ?? quiz?.purpose;
  return ["before", "after"].includes(moment) ? { extensions: { [extensions.moment]: moment } } : {};
}

function downloaded({ scope }, { module, page, download }) {
  return {
    verb: "downloaded",
    object: activity(`${scope.course.iri}/${encodeURI(download.href)}`, "file", scope, download.title),
    activities: { parent: [activity(page.iri, ASKERS[page.kind] ?? "page")],
      grouping: [moduleActivity(scope, module), courseActivity(scope)] },
  };
}

/* The video profile: which extensions a verb has. */
const videoResults = {
  initialized: () => undefined,
  played: ({ time }) => ({ extensions: { [extensions.videoTime]: time } }),
  paused: (state) => ({ extensions: watched(state) }),
  seeked: ({ from, to }) => ({ extensions: { [extensions.videoTimeFrom]: from, [extensions.videoTimeTo]: to } }),
  interacted: ({ time }) => ({ extensions: { [extensions.videoTime]: time } }),
  completed: (state) => ({ completion: true, duration: isoDuration(state.seconds), extensions: watched(state) }),
  terminated: (state) => ({ extensions: watched(state) }),
};

/* How fast it plays from then on. */
const TELL_SPEED = ["initialized", "interacted"];

function video({ scope }, { module, page, verb, video: state }) {
  return {
    verb,
    object: activity(page.video.iri, "video", scope, page.title),
    activities: { ...within(scope, module), category: [{ id: categories.video }] },
    context: { extensions: {
      [extensions.videoLength]: state.length,
      [extensions.videoSessionId]: state.session,
      [extensions.videoCompletionThreshold]: VIDEO_THRESHOLD,
      ...(TELL_SPEED.includes(verb) ? { [extensions.videoSpeed]: `${state.speed}x` } : {}),
    } },
    result: videoResults[verb](state),
  };
}

function watched({ time, progress, segments }) {
  return {
    [extensions.videoTime]: time,
    [extensions.videoProgress]: progress,
    [extensions.videoPlayedSegments]: segments,
  };
}

function completion({ seconds }) {
  return { result: { completion: true, duration: isoDuration(seconds) } };
}

function success({ score, seconds }) {
  return { result: { success: true, duration: isoDuration(seconds), score: { scaled: score / 100 } } };
}

function within(scope, module) {
  return { parent: [moduleActivity(scope, module)], grouping: [courseActivity(scope)] };
}

function kindOf(scope) {
  return scope.activity.kind;
}

function parentOf(scope) {
  return kindOf(scope) === "module" ? { parent: [courseActivity(scope)] } : {};
}

function courseActivity(scope) {
  return activity(scope.course.iri, "course");
}

function moduleActivity(scope, module, title) {
  return activity(module.iri, "module", scope, title);
}

function activity(iri, type, scope, title) {
  return { id: iri, definition: definition(type, scope, title) };
}

function definition(type, scope, title) {
  const named = title === undefined ? {} : { name: { [scope.language]: title } };
  return { type: activityTypes[type], ...named };
}
