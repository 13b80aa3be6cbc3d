# SPDX-License-Identifier: Apache-2.0

# Fails when clang-format would change a tracked C file; -DSOURCE=<the repository's root>.
cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/tracked_files.cmake)
find_program(CLANG_FORMAT clang-format)
if(NOT CLANG_FORMAT)
  set(REASON_TO_SKIP "SKIPPED: clang-format is not installed")
endif()
if(REASON_TO_SKIP)
  message(STATUS "${REASON_TO_SKIP}")
  return()
endif()

tracked_files(c_sources *.c *.h)
execute_process(COMMAND ${CLANG_FORMAT} --dry-run -Werror ${c_sources} WORKING_DIRECTORY ${SOURCE} RESULT_VARIABLE result)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "not formatted as .clang-format says: run `clang-format -i` on the files named above")
endif()
