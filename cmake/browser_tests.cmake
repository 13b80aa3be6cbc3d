# SPDX-License-Identifier: Apache-2.0

# Tests that start a browser run one at a time, as two would be slower than any patience, but beside other tests; and early, so that
# none of them is left when the others are done.
function(browser_tests)
  set_tests_properties(${ARGN} PROPERTIES RESOURCE_LOCK chromium COST 100)
endfunction()

# add_browser_test(NAME ENVIRONMENT FILE...): files of such tests as one test, whose browser they share.
function(add_browser_test name environment)
  add_test(NAME ${name} COMMAND ${NODE} ${PROJECT_SOURCE_DIR}/packager/player/fixtures/together.mjs ${ARGN})
  set_tests_properties(${name} PROPERTIES ENVIRONMENT "${environment}" TIMEOUT 900)
  browser_tests(${name})
endfunction()
