# SPDX-License-Identifier: Apache-2.0

# build_style(<source.scss> <out.css>)
# Makes the style of pages out of Sass over nhsuk-frontend, which may @use "page", the style that all generated pages share.
function(build_style source out)
  get_filename_component(source ${source} ABSOLUTE)
  get_filename_component(name ${out} NAME)
  set(folder ${CMAKE_SOURCE_DIR}/base/style)
  add_custom_command(OUTPUT ${out}
    COMMAND ${NODE} ${folder}/build.mjs ${source} ${out}
    DEPENDS ${NPM_STAMP} ${folder}/build.mjs ${folder}/page.scss ${source}
    COMMENT "${name}" VERBATIM)
endfunction()
