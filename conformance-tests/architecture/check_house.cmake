# SPDX-License-Identifier: Apache-2.0

# Fails when a tracked file breaks a rule that holds for the whole repository; -DSOURCE=<its root>.
cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/tracked_files.cmake)
if(REASON_TO_SKIP)
  message(STATUS "${REASON_TO_SKIP}")
  return()
endif()

set(LINES_MAX 600)

# What git greps in the tracked files that match, a line each; one process for all, as reading a thousand files here takes seconds.
function(grep_tracked variable options)
  execute_process(COMMAND ${GIT} -C ${SOURCE} -c core.quotePath=off grep ${options} -- ${ARGN} OUTPUT_VARIABLE lines OUTPUT_STRIP_TRAILING_WHITESPACE)
  string(REPLACE "\n" ";" lines "${lines}")
  set(${variable} "${lines}" PARENT_SCOPE)
endfunction()

# A script may have its interpreter on line 1, so line 2 will do.
function(check_licences)
  tracked_files(sources ${ARGN})
  grep_tracked(licensed "-noF;SPDX-License-Identifier: Apache-2.0" ${ARGN})
  list(FILTER licensed INCLUDE REGEX "^[^:]+:[12]:")
  list(TRANSFORM licensed REPLACE "^([^:]+):.*" "\\1")
  set(bare ${sources})
  list(REMOVE_ITEM bare ${licensed})
  foreach(file IN LISTS bare)
    message(SEND_ERROR "${file}:1: lacks 'SPDX-License-Identifier: Apache-2.0', which tells who may use it and how: add it as a comment")
  endforeach()
  list(LENGTH sources count)
  message(STATUS "${count} files checked")
endfunction()

function(check_lengths)
  grep_tracked(counts "-c;^" ${ARGN})
  foreach(count IN LISTS counts)
    string(REGEX MATCH "^(.+):([0-9]+)$" line "${count}")
    if(CMAKE_MATCH_2 GREATER LINES_MAX)
      message(SEND_ERROR "${CMAKE_MATCH_1}: has ${CMAKE_MATCH_2} lines, over the limit of ${LINES_MAX}: split it by what its parts are for")
    endif()
  endforeach()
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

check_licences(*.c *.h *.js *.mjs *.sql *.cmake CMakeLists.txt **/CMakeLists.txt)
check_lengths(*.c *.h)
check_no_resolved_addresses()
check_nothing_made_is_tracked()
