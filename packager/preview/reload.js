// SPDX-License-Identifier: Apache-2.0

// Put into each page of a preview: loads it again when the course has changed.
(function () {
  "use strict";
  var PAUSE_MS = 500;
  var address = new URL("/-/version", location.href);
  var first = null;

  function look() {
    fetch(address, { cache: "no-store" })
      .then(function (answer) { return answer.text(); })
      .then(function (version) {
        if (first !== null && version !== first) {
          location.reload();
          return;
        }
        first = version;
        setTimeout(look, PAUSE_MS);
      })
      .catch(function () { setTimeout(look, 4 * PAUSE_MS); });
  }

  look();
}());
