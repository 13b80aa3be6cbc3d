# SPDX-License-Identifier: Apache-2.0

# Fails when a file includes "folder/header.h" of a module that its own module does not name in DEPENDS.
cmake_minimum_required(VERSION 3.25)

function(check_module name folder)
  file(GLOB files ${folder}/*.c ${folder}/*.h)
  foreach(file IN LISTS files)
    file(STRINGS ${file} includes REGEX "^#include \"[a-z0-9_]+/")
    foreach(include IN LISTS includes)
      string(REGEX REPLACE "^#include \"([a-z0-9_]+)/.*" "\\1" used "${include}")
      if(NOT used IN_LIST ARGN AND NOT used STREQUAL name)
        message(SEND_ERROR "${file} includes ${used}/, but module ${name} depends only on: ${ARGN}")
      endif()
    endforeach()
  endforeach()
endfunction()

include(${RULES}) # one check_module(name folder depends...) a module, written by add_module()
