/* SPDX-License-Identifier: Apache-2.0 */

/* HACP's texts, as LMSs write them and as they are written to LMSs. */
import assert from "node:assert/strict";
import test from "node:test";
import { aiccData, masteryOf, modeOf, readAiccLaunch, readAnswer, requestBody, scoreOf, statusOf } from "./hacp.mjs";

const at = (search, page = "https://content.example/a/index.html") => readAiccLaunch({ search, href: page + search });

for (const [query, address] of [
  ["?AICC_SID=1&AICC_URL=https%3A%2F%2Flms.example%2Faicc.php", "https://lms.example/aicc.php"],
  ["?a=b&aicc_url=https%3A%2F%2Flms.example%2Faicc.php%3Fc%3D7&Aicc_Sid=1", "https://lms.example/aicc.php?c=7"],
  ["?aicc_sid=1&aicc_url=http://lms.example/aicc", "http://lms.example/aicc"],
  ["?aicc_sid=1&aicc_url=lms.example/aicc", "https://lms.example/aicc"],
  ["?aicc_sid=1&aicc_url=/mod/scorm/aicc.php", "https://content.example/mod/scorm/aicc.php"],
]) {
  test(`'${query}' is launched from ${address}`, () =>
    assert.deepEqual(at(query), { launch: { address, sessionId: "1" } }));
}

for (const [query, missing] of [["", "aicc_url"], ["?aicc_sid=1", "aicc_url"], ["?aicc_url=lms.example&aicc_sid=", "aicc_sid"],
  ["?aicc_sid=1&aicc_url=ftp://lms.example/", "aicc_url"], ["?aicc_sid=1&aicc_url=javascript:alert(1)", "aicc_url"],
  ["?aicc_sid=1&aicc_url=https://:/", "aicc_url"]]) {
  test(`'${query}' has no usable ${missing}`, () => assert.deepEqual(at(query), { missing }));
}

test("an answer is read whatever its case, blanks, ends of lines and comments", () => {
  for (const end of ["\r\n", "\n", "\r"]) {
    const answer = readAnswer(["Error = 0", "ERROR_TEXT=ok", "aicc_data=[CORE]", "; Score = 7", " lesson_Location = a.b=c ", "SCORE=",
      "[core_lesson]", "", "1.a.b", "[Student_Data]", "Mastery_Score = 80", ""].join(end));
    assert.equal(answer.error, 0);
    assert.equal(answer.message, "ok");
    assert.equal(answer.core.get("lesson_location"), "a.b=c");
    assert.equal(answer.core.get("score"), "");
    assert.equal(answer.lesson, "1.a.b");
    assert.equal(masteryOf(answer.studentData), 80);
  }
});

test("groups may begin in the line below aicc_data, and all may be missing", () => {
  assert.equal(readAnswer("error=0\naicc_data=\n[Core]\nStudent_ID=x\n").core.get("student_id"), "x");
  const bare = readAnswer("error=3\r\nerror_text=Invalid Session ID");
  assert.deepEqual([bare.error, bare.message, bare.core.size, bare.lesson], [3, "Invalid Session ID", 0, ""]);
});

test("a page to sign in is no answer, and an error without a number is one", () => {
  assert.equal(readAnswer("<!doctype html><title>Sign in</title>"), null);
  assert.equal(readAnswer(""), null);
  assert.equal(readAnswer("error=\r\n").error, -1);
});

for (const [text, status] of [["passed", "passed"], ["P", "passed"], ["Completed", "completed"], ["c", "completed"], ["F", "failed"],
  ["INCOMPLETE , resume", "incomplete"], ["i,r", "incomplete"], ["Browsed", "browsed"], ["N,A", "not attempted"],
  ["not attempted, ab-initio", "not attempted"], ["", "not attempted"], ["x", "not attempted"]]) {
  test(`Lesson_Status '${text}' is ${status}`, () => assert.equal(statusOf(new Map([["lesson_status", text]])), status));
}

test("modes and scores are read by what they begin with", () => {
  for (const [text, mode] of [["Review", "review"], ["b", "browse"], ["normal", "normal"], ["", "normal"]]) {
    assert.equal(modeOf(new Map([["lesson_mode", text]])), mode);
  }
  assert.equal(modeOf(new Map()), "normal");
  for (const [text, score] of [["80", 80], ["66.67, 100, 0", 66.67], ["", null], [" ", null], ["0", 0]]) {
    assert.equal(scoreOf(new Map([["score", text]])), score);
  }
});

test("what is put has every element each time, in lines that end with CR LF", () => {
  assert.equal(aiccData({ location: "a.b", status: "incomplete", isSuspended: true, score: null, time: "00:01:05", lesson: "1.a" }),
    "[Core]\r\nLesson_Location=a.b\r\nLesson_Status=incomplete,suspend\r\nScore=\r\nTime=00:01:05\r\n[Core_Lesson]\r\n1.a\r\n");
  assert.equal(aiccData({ location: "", status: "passed", isSuspended: false, score: 80, time: "00:00:01", lesson: "" }),
    "[Core]\r\nLesson_Location=\r\nLesson_Status=passed\r\nScore=80\r\nTime=00:00:01\r\n[Core_Lesson]\r\n");
});

test("the fields of a request have small letters, and escape what a form would take for its own", () => {
  assert.equal(requestBody("GetParam", "a&b=c d"), "command=GetParam&version=4.0&session_id=a%26b%3Dc%20d");
  assert.equal(requestBody("PutParam", "1", "[Core]\r\nScore=+"),
    "command=PutParam&version=4.0&session_id=1&aicc_data=%5BCore%5D%0D%0AScore%3D%2B");
});
