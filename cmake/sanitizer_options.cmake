# SPDX-License-Identifier: Apache-2.0

# What ctest sets before the tests, for every program built with AddressSanitizer. It keeps what is freed from being given out again, so
# that a use of it is seen: by default 256 MB of it, which is new memory for each allocation, and a third of the time of all tests.
# Of 8 MB a test sees as much: who uses what was freed does so sooner.
if(NOT DEFINED ENV{ASAN_OPTIONS})
  set(ENV{ASAN_OPTIONS} quarantine_size_mb=8)
endif()
