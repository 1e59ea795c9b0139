# outturn_text(FOLDER FILE NAMESPACE FUNCTION): puts a text file of the repository into the module of FOLDER,
# as the result of `std::string_view FUNCTION()` in NAMESPACE; `FUNCTION_sha256()` is its digest, by which a
# page's content policy allows it.
function(outturn_text folder file namespace function)
  string(REPLACE "/" "_" target "outturn_${folder}")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/${file}")
  file(READ "${PROJECT_SOURCE_DIR}/${file}" content)
  file(SHA256 "${PROJECT_SOURCE_DIR}/${file}" digest)
  set(made "${PROJECT_BINARY_DIR}/${folder}/${function}.cpp")
  file(CONFIGURE OUTPUT "${made}" CONTENT [[#include <string_view>
namespace @namespace@ {
std::string_view @function@();
std::string_view @function@() {
  return R"of_file(@content@)of_file";
}
std::string_view @function@_sha256();
std::string_view @function@_sha256() { return "@digest@"; }
}  // namespace @namespace@
]] @ONLY)
  target_sources(${target} PRIVATE "${made}")
endfunction()
