# liborcus comes without a CMake package in Debian 12. Only its parser library is wanted (zip, XML), not the
# import filters.
find_path(ORCUS_INCLUDE_DIR orcus/sax_parser.hpp PATH_SUFFIXES liborcus-0.17 REQUIRED)
find_library(ORCUS_PARSER_LIBRARY NAMES orcus-parser-0.17 REQUIRED)
mark_as_advanced(ORCUS_INCLUDE_DIR ORCUS_PARSER_LIBRARY)
add_library(orcus::parser UNKNOWN IMPORTED)
set_target_properties(orcus::parser PROPERTIES
  IMPORTED_LOCATION "${ORCUS_PARSER_LIBRARY}"
  INTERFACE_INCLUDE_DIRECTORIES "${ORCUS_INCLUDE_DIR}")
