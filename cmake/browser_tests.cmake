# SPDX-License-Identifier: Apache-2.0

# Tests that start a browser run one at a time, as two would be slower than any patience, but beside other tests; and early, so that
# none of them is left when the others are done.
function(browser_tests)
  set_tests_properties(${ARGN} PROPERTIES RESOURCE_LOCK chromium COST 100)
endfunction()
