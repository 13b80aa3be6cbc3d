# SPDX-License-Identifier: Apache-2.0

# tracked_files(<variable> <pattern>...): the files that git tracks and that match, relative to SOURCE.
# REASON_TO_SKIP is set where there is no repository to ask, as in an unpacked release.
find_program(GIT git)
if(NOT GIT OR NOT EXISTS ${SOURCE}/.git)
  set(REASON_TO_SKIP "SKIPPED: no git repository at ${SOURCE}")
endif()

function(tracked_files variable)
  execute_process(COMMAND ${GIT} -C ${SOURCE} -c core.quotePath=off ls-files -- ${ARGN}
    OUTPUT_VARIABLE lines OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  string(REPLACE "\n" ";" lines "${lines}")
  set(files "")
  foreach(file IN LISTS lines)
    if(EXISTS ${SOURCE}/${file}) # git still tracks what was just deleted
      list(APPEND files ${file})
    endif()
  endforeach()
  list(REMOVE_DUPLICATES files)
  set(${variable} ${files} PARENT_SCOPE)
endfunction()
