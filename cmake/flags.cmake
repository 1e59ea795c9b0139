# Flags common to every target, as one interface target.
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_SCAN_FOR_MODULES OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
set(CMAKE_CXX_FLAGS_DEBUG "-O0 -g -D_GLIBCXX_ASSERTIONS")

find_program(OUTTURN_CCACHE ccache)
if(OUTTURN_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${OUTTURN_CCACHE}")
endif()

# Some fifty test programs hold the whole engine each: where lld is at hand it links them in a quarter of the time.
find_program(OUTTURN_LLD ld.lld)
if(OUTTURN_TESTS AND OUTTURN_LLD)
  add_link_options(-fuse-ld=lld)
endif()

# Sources compiled together share a namespace, so a local name may well shadow a neighbour's helper.
set(shadow -Wshadow)
if(CMAKE_UNITY_BUILD AND CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  set(shadow -Wshadow=local)
elseif(CMAKE_UNITY_BUILD)
  set(shadow)
endif()

add_library(outturn_flags INTERFACE)
target_include_directories(outturn_flags INTERFACE "${PROJECT_SOURCE_DIR}")
target_compile_options(outturn_flags INTERFACE
  -Wall -Wextra ${shadow} -Wnon-virtual-dtor -Woverloaded-virtual -Wold-style-cast -Wvla
  -Wno-missing-field-initializers    # designated initializers leave the rest at their defaults
  -Werror=switch -Werror=return-type # a closed variant is switched over exhaustively
  -ffp-contract=off                  # a spreadsheet has no fused multiply-add; no machine may add one
  "-ffile-prefix-map=${PROJECT_SOURCE_DIR}/=")
if(OUTTURN_WERROR)
  target_compile_options(outturn_flags INTERFACE -Werror)
endif()

if(OUTTURN_FUZZ AND NOT CMAKE_CXX_COMPILER_ID MATCHES Clang)
  message(FATAL_ERROR "OUTTURN_FUZZ needs clang: cmake --preset sanitize")
endif()
set(watch)
if(OUTTURN_SANITIZE)
  list(APPEND watch -fsanitize=address,undefined -fno-sanitize-recover=all)
endif()
if(OUTTURN_FUZZ AND OUTTURN_SANITIZE)
  list(APPEND watch -fsanitize=fuzzer-no-link)
elseif(OUTTURN_FUZZ)
  # Which branches were taken, and no more: ten times the inputs in the same time.
  list(APPEND watch -fsanitize-coverage=inline-8bit-counters,pc-table)
endif()
if(watch)
  target_compile_options(outturn_flags INTERFACE ${watch} -fno-omit-frame-pointer -D_GLIBCXX_ASSERTIONS)
  if(OUTTURN_SANITIZE)
    target_link_options(outturn_flags INTERFACE ${watch})
  endif()
endif()
