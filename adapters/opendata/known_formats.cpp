#include "adapters/opendata/known_formats.h"

#include <algorithm>
#include <initializer_list>

namespace outturn::opendata {
namespace {

constexpr std::string_view ogl = "Open Government Licence v3.0";

bool has_all(const Columns& columns, std::initializer_list<const char*> names) {
  return std::all_of(names.begin(), names.end(), [&](const char* name) { return columns.find(name) >= 0; });
}

bool is_fingertips(const Columns& columns, std::string_view /*file*/) {
  return has_all(columns, {"Indicator ID", "Indicator Name", "Area Code", "Time period", "Value"});
}

bool is_moj_series(const Columns& columns, std::string_view /*file*/) {
  return has_all(columns, {"measure", "temporal_unit", "date", "group", "rate", "value"});
}

bool is_moj_overview(const Columns& columns, std::string_view /*file*/) {
  return has_all(columns, {"cohort", "adult_juvenile", "subcategory1", "reoffenders", "reoffences"});
}

bool is_nomis(const Columns& columns, std::string_view /*file*/) {
  return has_all(columns, {"GEOGRAPHY_CODE", "OBS_VALUE"});
}

bool is_ees(const Columns& columns, std::string_view /*file*/) {
  return has_all(columns, {"time_period", "time_identifier", "geographic_level"});
}

bool is_police_street(const Columns& columns, std::string_view /*file*/) {
  return has_all(columns, {"Crime ID", "Month", "Reported by", "Crime type"});
}

bool is_police_outcomes(const Columns& columns, std::string_view /*file*/) {
  return has_all(columns, {"Crime ID", "Month", "Reported by", "Outcome type"});
}

bool is_rough_sleeping(const Columns& columns, std::string_view /*file*/) {
  const bool areas = has_all(columns, {"ONS code", "Local authority / Region"}) ||
                     has_all(columns, {"ons_code", "area_name"});
  return areas && columns.begins("20") >= 0;
}

bool is_ae_monthly(const Columns& columns, std::string_view /*file*/) {
  return has_all(columns, {"Period", "Org Code", "Org name"}) &&
         columns.begins("A&E attendances Type 1") >= 0;
}

bool is_ae_series(const Columns& columns, std::string_view /*file*/) {
  return has_all(columns, {"period", "org_code", "type", "attendances", "breaches", "admissions"});
}

bool is_deprivation_summary(const Columns& columns, std::string_view /*file*/) {
  return has_all(columns, {"index_domain", "average_rank"});
}

bool is_deprivation_areas(const Columns& columns, std::string_view /*file*/) {
  return columns.begins("lsoa") >= 0 &&
         (columns.begins("Index of Multiple Deprivation (IMD)") >= 0 || columns.find("IMD19") >= 0 ||
          columns.find("IMD25") >= 0 || columns.find("IMD15") >= 0);
}

/// A year and a value could be anything: then the file's name, or the user, must say so.
bool is_deflators(const Columns& columns, std::string_view file) {
  bool years = false;
  for (std::size_t i = 0; i < columns.size(); ++i) years = years || columns.name(i).ends_with("year");
  if (years && columns.begins("GDP deflator") > 0) return true;
  return has_all(columns, {"year", "value"}) &&
         (file.empty() || file.find("deflator") != std::string_view::npos);
}

}  // namespace

const std::vector<KnownFormat>& known_formats() {
  static const std::vector<KnownFormat> all = {
      {"fingertips", "Public health profiles (Fingertips)", "Office for Health Improvement and Disparities",
       ogl, is_fingertips, read_fingertips},
      {"moj-reoffending", "Proven reoffending statistics", "Ministry of Justice", ogl, is_moj_series,
       read_moj_series},
      {"moj-overview", "Proven reoffending overview", "Ministry of Justice", ogl, is_moj_overview,
       read_moj_overview},
      {"nomis", "Official census and labour market statistics (Nomis)", "Office for National Statistics", ogl,
       is_nomis, read_nomis},
      {"ees", "Explore education statistics", "Department for Education", ogl, is_ees, read_ees},
      {"police-street", "Street-level crime", "Home Office, data.police.uk", ogl, is_police_street,
       read_police_street},
      {"police-outcomes", "Outcomes of crimes", "Home Office, data.police.uk", ogl, is_police_outcomes,
       read_police_outcomes},
      {"rough-sleeping", "Rough sleeping snapshot in England",
       "Ministry of Housing, Communities and Local Government", ogl, is_rough_sleeping, read_rough_sleeping},
      {"ae-monthly", "A&E attendances and emergency admissions", "NHS England", ogl, is_ae_monthly,
       read_ae_monthly},
      {"ae-series", "A&E attendances and emergency admissions, collected", "NHS England", ogl, is_ae_series,
       read_ae_series},
      {"deprivation-summary", "Indices of deprivation, local authorities",
       "Ministry of Housing, Communities and Local Government", ogl, is_deprivation_summary,
       read_deprivation_summary},
      {"deprivation", "Indices of deprivation, small areas",
       "Ministry of Housing, Communities and Local Government", ogl, is_deprivation_areas,
       read_deprivation_areas},
      {"gdp-deflators", "GDP deflators at market prices", "HM Treasury", ogl, is_deflators, read_deflators},
  };
  return all;
}

}  // namespace outturn::opendata
