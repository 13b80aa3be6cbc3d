// SPDX-License-Identifier: Apache-2.0

// The form for the key, and what stands in the page without one.
import { signIn, signOut } from "./reports.mjs";

const find = (id) => document.getElementById(id);

export function askToSignIn(problem) {
  signOut();
  find("sign-in").hidden = false;
  find("shown").hidden = true;
  find("panels").replaceChildren();
  find("fields").replaceChildren();
  find("sign-in-error").hidden = !problem;
  find("sign-in-error").textContent = problem ?? "";
  for (const group of document.querySelectorAll("#sign-in .nhsuk-form-group")) {
    group.classList.toggle("nhsuk-form-group--error", Boolean(problem));
  }
  if (problem) {
    find("key").focus();
  }
}

export function showSignedIn() {
  find("sign-in").hidden = true;
  find("shown").hidden = false;
}

// `enter` is called once a key is there, `leave` when it is to be forgotten.
export function listenForKey(enter, leave) {
  find("sign-in").addEventListener("submit", (event) => {
    event.preventDefault();
    signIn(find("key").value.trim(), find("secret").value.trim());
    find("secret").value = "";
    enter();
  });
  find("sign-out").addEventListener("click", leave);
}
