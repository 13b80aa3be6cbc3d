# SPDX-License-Identifier: Apache-2.0

# Fails when a tracked file breaks a rule that holds for the whole repository; -DSOURCE=<its root>.
cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/tracked_files.cmake)
if(REASON_TO_SKIP)
  message(STATUS "${REASON_TO_SKIP}")
  return()
endif()

set(LINES_MAX 600)

# A script may have its interpreter on line 1, so line 2 will do.
function(check_licence file)
  file(READ ${SOURCE}/${file} begin LIMIT 400)
  if(NOT begin MATCHES "^([^\n]*\n)?[^\n]*SPDX-License-Identifier: Apache-2\\.0")
    message(SEND_ERROR "${file}:1: lacks 'SPDX-License-Identifier: Apache-2.0', which tells who may use it and how: add it as a comment")
  endif()
endfunction()

function(check_length file)
  file(READ ${SOURCE}/${file} content)
  string(REGEX REPLACE "[^\n]" "" breaks "${content}")
  string(LENGTH "${breaks}" lines)
  if(lines GREATER LINES_MAX)
    message(SEND_ERROR "${file}: has ${lines} lines, over the limit of ${LINES_MAX}: split it by what its parts are for")
  endif()
endfunction()

# An address in package-lock.json binds the build to one registry, and may name one that only its author reaches.
function(check_no_resolved_addresses)
  execute_process(COMMAND ${GIT} -C ${SOURCE} grep -nE "\"resolved\"[[:space:]]*:[[:space:]]*\"[a-z+]+:" OUTPUT_VARIABLE found)
  if(found)
    message(SEND_ERROR "addresses under 'resolved': remove them with `npm config set omit-lockfile-registry-resolved true`, then `npm install`:\n${found}")
  endif()
endfunction()

# A store may hold learners, and whatever a program writes grows with each run.
function(check_nothing_made_is_tracked)
  tracked_files(made *.db *.db-* *.log)
  foreach(file IN LISTS made)
    message(SEND_ERROR "${file}: was made by a program: take it out with `git rm --cached`")
  endforeach()
endfunction()

tracked_files(sources *.c *.h *.js *.mjs *.sql *.cmake CMakeLists.txt **/CMakeLists.txt)
foreach(file IN LISTS sources)
  check_licence(${file})
endforeach()
tracked_files(c_sources *.c *.h)
foreach(file IN LISTS c_sources)
  check_length(${file})
endforeach()
check_no_resolved_addresses()
check_nothing_made_is_tracked()
list(LENGTH sources count)
message(STATUS "${count} files checked")
