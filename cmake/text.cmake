# outturn_text(FOLDER FILE NAMESPACE FUNCTION): puts a text file of the repository into the module of FOLDER,
# as the result of `std::string_view FUNCTION()` in NAMESPACE.
function(outturn_text folder file namespace function)
  string(REPLACE "/" "_" target "outturn_${folder}")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/${file}")
  file(READ "${PROJECT_SOURCE_DIR}/${file}" content)
  set(made "${PROJECT_BINARY_DIR}/${folder}/${function}.cpp")
  file(CONFIGURE OUTPUT "${made}" CONTENT [[#include <string_view>
namespace @namespace@ {
std::string_view @function@();
std::string_view @function@() {
  return R"of_file(@content@)of_file";
}
}  // namespace @namespace@
]] @ONLY)
  target_sources(${target} PRIVATE "${made}")
endfunction()
