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

add_library(outturn_flags INTERFACE)
target_include_directories(outturn_flags INTERFACE "${PROJECT_SOURCE_DIR}")
target_compile_options(outturn_flags INTERFACE
  -Wall -Wextra -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wold-style-cast -Wvla
  -Wno-missing-field-initializers    # designated initializers leave the rest at their defaults
  -Werror=switch -Werror=return-type # a closed variant is switched over exhaustively
  -ffp-contract=off                  # a spreadsheet has no fused multiply-add; no machine may add one
  "-ffile-prefix-map=${PROJECT_SOURCE_DIR}/=")
if(OUTTURN_WERROR)
  target_compile_options(outturn_flags INTERFACE -Werror)
endif()

if(OUTTURN_SANITIZE OR OUTTURN_FUZZ)
  set(sanitize -fsanitize=address,undefined -fno-sanitize-recover=all)
  if(OUTTURN_FUZZ)
    if(NOT CMAKE_CXX_COMPILER_ID MATCHES Clang)
      message(FATAL_ERROR "OUTTURN_FUZZ needs clang: cmake --preset fuzz")
    endif()
    list(APPEND sanitize -fsanitize=fuzzer-no-link)
  endif()
  target_compile_options(outturn_flags INTERFACE ${sanitize} -fno-omit-frame-pointer -D_GLIBCXX_ASSERTIONS)
  target_link_options(outturn_flags INTERFACE ${sanitize})
endif()
