# The libraries of the engine in a browser, compiled from Debian's sources by scripts/browser_libraries.sh.
# Those that are not here (orcus, OpenSSL, SQLite, Poco, CLI11) leave their modules without sources: what a page
# needs of them stands in adapters/browser.
set(libraries "${PROJECT_SOURCE_DIR}/build/browser-libraries")
if(NOT EXISTS "${libraries}/lib/libxlsxwriter.a")
  message(FATAL_ERROR "no libraries for the browser: run ./wasm")
endif()
foreach(library Boost::headers Eigen3::Eigen nlohmann_json::nlohmann_json)
  add_library(${library} INTERFACE IMPORTED)
  target_include_directories(${library} SYSTEM INTERFACE "${libraries}/include")
endforeach()
target_include_directories(Eigen3::Eigen SYSTEM INTERFACE "${libraries}/include/eigen3")
foreach(library fmt xlsxwriter md z)
  add_library(browser_${library} STATIC IMPORTED)
  set_target_properties(browser_${library} PROPERTIES IMPORTED_LOCATION "${libraries}/lib/lib${library}.a")
  target_include_directories(browser_${library} SYSTEM INTERFACE "${libraries}/include")
endforeach()
target_link_libraries(browser_xlsxwriter INTERFACE browser_z)
add_library(fmt::fmt ALIAS browser_fmt)
add_library(xlsxwriter::xlsxwriter ALIAS browser_xlsxwriter)
add_library(md::md ALIAS browser_md)

# What the engine's program is in a browser: WebAssembly and the script that starts it.
function(outturn_browser_engine name)
  target_link_options(${name} PRIVATE -sMODULARIZE -sEXPORT_NAME=outturnEngine -sENVIRONMENT=worker,node
    -sALLOW_MEMORY_GROWTH -sINITIAL_MEMORY=67108864 -sTOTAL_STACK=8388608 -sFORCE_FILESYSTEM -sINVOKE_RUN=0
    -sDYNAMIC_EXECUTION=0 -sEXPORTED_RUNTIME_METHODS=FS,ccall,UTF8ToString -sMALLOC=emmalloc --no-entry)
endfunction()
add_compile_options(-fwasm-exceptions)
# Debian's libc++ for the browser is compiled to be small; strings are made here, to be quick.
add_compile_definitions(_LIBCPP_DISABLE_EXTERN_TEMPLATE)
add_link_options(-fwasm-exceptions)
