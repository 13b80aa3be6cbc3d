// SPDX-License-Identifier: Apache-2.0

// Imports the course interchange files of an AICC package as a strict LMS would: what CMI001 asks for, and what LMSs were seen to stumble over.

const COURSE_KEYS = ['course_creator', 'course_id', 'course_system', 'course_title', 'level', 'max_fields_cst', 'total_aus', 'total_blocks', 'version'];
const AU_KEYS = ['system_id', 'type', 'command_line', 'file_name', 'max_score', 'mastery_score', 'max_time_allowed', 'time_limit_action', 'system_vendor', 'core_vendor', 'web_launch', 'au_password'];
const DES_KEYS = ['system_id', 'developer_id', 'title', 'description'];
const FIELD_MAX = 255;

function demand(holds, what) {
  if (!holds) throw new Error(what);
}

/* Lines that end with CR LF, the last one too. */
function linesOf(text, name) {
  demand(text.endsWith('\r\n'), `${name}: the last line has no end`);
  const lines = text.split('\r\n').slice(0, -1);
  demand(lines.every((line) => !/[\r\n]/.test(line)), `${name}: a CR or LF by itself`);
  return lines;
}

/* Records as arrays: every field quoted, no quote in one. */
function recordsOf(text, name) {
  return linesOf(text, name).map((line) => {
    demand(/^"[^"]*"(,"[^"]*")*$/.test(line), `${name}: no record of quoted fields: ${line}`);
    const fields = line.slice(1, -1).split('","');
    demand(fields.every((field) => field.length <= FIELD_MAX), `${name}: a field of more than ${FIELD_MAX} characters`);
    return fields;
  });
}

/* Records as objects by the names in the first one, which has to have exactly `keys`. */
function tableOf(text, name, keys) {
  const [names, ...rows] = recordsOf(text, name);
  demand(names.map((key) => key.toLowerCase()).join() === keys.join(), `${name}: columns ${names.join()}`);
  demand(rows.every((row) => row.length === keys.length), `${name}: a record of another length`);
  return rows.map((row) => Object.fromEntries(keys.map((key, index) => [key, row[index]])));
}

function groupsOf(text) {
  const groups = {};
  let lines = null;
  for (const line of linesOf(text, 'crs')) {
    const [, group] = /^\[(\w+)\]$/.exec(line) ?? [];
    if (group) {
      demand(!groups[group.toLowerCase()], `crs: [${group}] twice`);
      groups[group.toLowerCase()] = lines = [];
    } else {
      demand(lines, `crs: '${line}' before the first group`);
      lines.push(line);
    }
  }
  return groups;
}

function valuesOf(lines) {
  return Object.fromEntries(lines.map((line) => {
    const [, name, value] = /^(\w+)=([^=]*)$/.exec(line) ?? [];
    demand(name, `crs: '${line}' is no name=value`);
    return [name.toLowerCase(), value];
  }));
}

function courseOf(text) {
  const groups = groupsOf(text);
  for (const group of ['course', 'course_behavior', 'course_description']) demand(groups[group], `crs: no [${group}]`);
  const course = valuesOf(groups.course);
  for (const key of COURSE_KEYS) demand(course[key], `crs: no ${key}`);
  demand(/^[\w.-]{1,255}$/.test(course.course_id), `crs: course_id '${course.course_id}'`);
  demand(/^[1-3]/.test(course.level), `crs: level '${course.level}'`);
  demand(/^[2-4]\.0$/.test(course.version), `crs: version '${course.version}'`);
  const { max_normal: maxNormal } = valuesOf(groups.course_behavior);
  demand(/^[1-9]\d?$/.test(maxNormal), `crs: max_normal '${maxNormal}'`);
  return course;
}

/* The ids of the units, in their order. */
function membersOf(text, course) {
  const [names, ...rows] = recordsOf(text, 'cst');
  demand(names[0].toLowerCase() === 'block' && names.slice(1).every((name) => name.toLowerCase() === 'member') && names.length > 1, `cst: columns ${names.join()}`);
  demand(rows.length === 1 && rows[0][0].toLowerCase() === 'root', 'cst: one block, the root, is expected');
  demand(rows[0].length === names.length, 'cst: a record of another length');
  demand(names.length <= Number(course.max_fields_cst), 'cst: more fields than max_fields_cst');
  return rows[0].slice(1);
}

/** `files` = { crs, des, au, cst } as text. Returns { course, units }, a unit being its records in .au and .des together; throws with the first rule that is broken. */
export function importCourse(files) {
  const course = courseOf(files.crs);
  const members = membersOf(files.cst, course);
  const units = tableOf(files.au, 'au', AU_KEYS);
  const descriptors = tableOf(files.des, 'des', DES_KEYS);
  const ids = (rows) => rows.map((row) => row.system_id).join();
  demand(new Set(members).size === members.length, 'cst: a member twice');
  demand(members.every((id) => /^A\d{1,9}$/.test(id)), `cst: ids ${members.join()}`);
  demand(ids(units) === members.join() && ids(descriptors) === members.join(), 'the units of .au, .des and .cst differ');
  demand(Number(course.total_aus) === members.length, `crs: total_aus ${course.total_aus}`);
  demand(Number(course.total_blocks) === 0, `crs: total_blocks ${course.total_blocks}`);
  for (const unit of units) {
    demand(unit.file_name !== '', `au: no file_name of ${unit.system_id}`);
    demand(/^(100)?$/.test(unit.max_score), `au: max_score '${unit.max_score}'`);
    demand(unit.mastery_score === '', 'au: a mastery score, which LMSs overrule the status with');
  }
  for (const { title, system_id: id } of descriptors) demand(title !== '', `des: no title of ${id}`);
  return { course, units: units.map((unit, index) => ({ ...descriptors[index], ...unit })) };
}
