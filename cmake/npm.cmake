# SPDX-License-Identifier: Apache-2.0

# Installs the JavaScript parts that package-lock.json names into node_modules/, anew whenever the lock file changes.
# What needs them depends on the file NPM_STAMP.
find_program(NODE NAMES node nodejs REQUIRED)
find_program(NPM npm REQUIRED)
set(NPM_STAMP ${CMAKE_SOURCE_DIR}/node_modules/.installed)
add_custom_command(OUTPUT ${NPM_STAMP}
  COMMAND ${CMAKE_COMMAND} -D NPM=${NPM} -D STAMP=${NPM_STAMP} -P ${CMAKE_SOURCE_DIR}/cmake/npm_ci.cmake
  DEPENDS ${CMAKE_SOURCE_DIR}/package-lock.json
  WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
  COMMENT "npm ci" VERBATIM)
add_custom_target(npm ALL DEPENDS ${NPM_STAMP})
