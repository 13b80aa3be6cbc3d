# SPDX-License-Identifier: Apache-2.0

# Language, warnings, sanitizers and coverage: what holds for every target.
option(BUILD_FUZZERS "Build the *_fuzz.c targets with libFuzzer (clang only)" OFF)
option(COVERAGE "Instrument for gcov" OFF)
set(SANITIZE "" CACHE STRING "Value for -fsanitize=, e.g. address,undefined or thread")

set(CMAKE_C_STANDARD 17)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_VERIFY_INTERFACE_HEADER_SETS ON)

# NDEBUG stays off in release: an assert tells of our own bug, and must do so at the user's too.
string(REPLACE "-DNDEBUG" "" CMAKE_C_FLAGS_RELWITHDEBINFO "${CMAKE_C_FLAGS_RELWITHDEBINFO}")

add_compile_definitions(_POSIX_C_SOURCE=200809L IBEST_VERSION="${PROJECT_VERSION}")
add_compile_options("$<$<COMPILE_LANGUAGE:C>:-Wall;-Wextra;-Wpedantic;-Wshadow;-Wconversion;-Wstrict-prototypes;-Wmissing-prototypes;-Wpointer-arith;-Wcast-qual;-Wwrite-strings;-Wformat=2;-Wundef;-Wvla;-Werror=implicit-function-declaration;-fno-common>")
if(SANITIZE)
  add_compile_options(-fsanitize=${SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  # Object libraries are CMake's own here: a header each, to see whether it compiles alone. What is made of it is thrown away.
  add_compile_options("$<$<STREQUAL:$<TARGET_PROPERTY:TYPE>,OBJECT_LIBRARY>:-fno-sanitize=all;-g0>")
  add_link_options(-fsanitize=${SANITIZE})
  set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES ${CMAKE_CURRENT_LIST_DIR}/sanitizer_options.cmake)
  # Hundreds of test programs are linked here. gold, which comes with binutils, takes a third of the time of its default; what is shipped keeps that.
  include(CheckLinkerFlag)
  check_linker_flag(C -fuse-ld=gold HAS_GOLD)
  if(HAS_GOLD)
    add_link_options(-fuse-ld=gold)
  endif()
endif()
if(BUILD_FUZZERS)
  add_compile_options(-fsanitize=fuzzer-no-link)
  add_link_options(-fsanitize=fuzzer-no-link)
endif()
if(COVERAGE)
  add_compile_options(--coverage)
  add_link_options(--coverage)
endif()
