# SPDX-License-Identifier: Apache-2.0

# Runs `npm ci` unless node_modules/ is already what package-lock.json asks for: STAMP holds the lock file's hash.
# All build folders share node_modules/, so one at a time; a second one must not take it away from under a running test.
cmake_minimum_required(VERSION 3.25)
file(LOCK build/npm.lock GUARD PROCESS TIMEOUT 600)
file(SHA256 package-lock.json wanted)
set(installed)
if(EXISTS ${STAMP})
  file(READ ${STAMP} installed)
endif()
if(installed STREQUAL wanted)
  file(TOUCH ${STAMP})
  return()
endif()
execute_process(COMMAND ${NPM} ci --no-fund --no-audit --loglevel=error COMMAND_ERROR_IS_FATAL ANY)
file(WRITE ${STAMP} ${wanted})
