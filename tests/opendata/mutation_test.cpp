// Spoilt files never end the program: seeded changes of small files of every format are read, and either give
// a sound table or say what is wrong.
#include <cstdint>

#include "tests/opendata/open_data.h"

namespace outturn::opendata {
namespace {

std::uint64_t next(std::uint64_t& state) {  // splitmix64
  std::uint64_t z = state += 0x9E3779B97F4A7C15U;
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
  return z ^ (z >> 31U);
}

const char* const seeds[] = {
    "Indicator ID,Indicator Name,Area Code,Area Name,Area Type,Sex,Age,Category Type,Category,Time "
    "period,Value,Lower CI "
    "95.0 limit,Upper CI 95.0 limit,Count,Denominator,Value "
    "note\n1,Rate,E92000001,England,England,Persons,10-24 "
    "yrs,,,2011/12,347.36,343.7,351.0,35241,9987942,\n1,Rate,E06000001,Hartlepool,UA,Persons,10-24 "
    "yrs,,,2016 - "
    "18,,,,5,*,Value suppressed\n",
    "DATE_NAME,GEOGRAPHY_CODE,GENDER_NAME,MEASURE_NAME,MEASURES,OBS_VALUE,OBS_STATUS,OBS_CONF,RECORD_"
    "COUNT\nMarch "
    "2023,E06000001,Total,Claimants,20301,3.7,A,F,2\nMarch 2023,E06000002,Total,Claimants,20301,#,Q,C,2\n",
    "time_period,time_identifier,geographic_level,country_code,country_name,school_type,pupils,pct\n201718,"
    "Academic "
    "year,National,E92000001,England,Total,5,c\n201718,Week 12,National,E92000001,England,Primary,n/a,1.5\n",
    "measure,temporal_unit,date,group,rate,value\nnew,3-monthly,2000-01-01,Adult,binary,30.8\nnew,3-monthly,"
    "2000-01-01,"
    "Adult,cohort,1000\nnew,3-monthly,2000-01-01,Adult,reoffenders,308\nold,annual,2002-01-01,All,binary,\n",
    "cohort,category,adult_juvenile,subcategory1,subcategory2,offenders,reoffenders,reoffences\nApr 2013 to "
    "Mar 2014,b. Age "
    "and sex,a. Adult,b. 18 to 20,a. Male,\"12,345\",4000,*\n",
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last "
    "outcome "
    "category,Context\nab,2022-08,F,F,-0.1,51.5,x,E01000001,City "
    "001A,Robbery,,\n,2022-09,G,G,,,,,,Robbery,,\n",
    "ONS code,Local authority / Region,,2016,2017,Number of households 2017 ('000)2,2017 rough sleeping "
    "rate\nE92000001,England,,4134,4751,23464.26,0.2025\n,% change,,1,2,,\n-,Rest,,1,2,3,4\n",
    "Period,Org Code,Parent Org,Org name,A&E attendances Type "
    "1\nMSitAE-JANUARY-2024,R0A,N,M,100\nTOTAL,TOTAL,,,100\n",
    "lad19cd,lad19nm,index_domain,average_rank,rank_average_rank,year\nE06000001,Hartlepool,IMD,22581.98,25,"
    "2019\n",
    "LSOA code (2011),LSOA name (2011),LAD code (2019),LAD name (2019),Index of Multiple Deprivation (IMD) "
    "Score\nE01000001,City,E09000001,City,6.208\n",
    "Financial year,GDP deflator at market prices,x,Calendar year,GDP deflator\n2023-24,96.9,1,2023,96.251\n",
};

std::string spoilt(std::string text, std::uint64_t& state) {
  static constexpr char signs[] = ",\"\n\r;\t[]*-.0e9/%\x80\xFF\xC2 ";
  for (std::uint64_t n = 1 + next(state) % 4; n > 0 && !text.empty(); --n) {
    const std::size_t at = next(state) % text.size();
    const std::size_t length = next(state) % 12;
    switch (next(state) % 5) {
      case 0:
        text[at] = signs[next(state) % (sizeof signs - 1)];
        break;
      case 1:
        text.erase(at, length);
        break;
      case 2:
        text.insert(at, text.substr(next(state) % text.size(), length));
        break;
      case 3:
        text.insert(at, 1, signs[next(state) % (sizeof signs - 1)]);
        break;
      default:
        text.resize(at);
        break;
    }
  }
  return text;
}

TEST(SpoiltOpenData, GivesASoundTableOrProblems) {
  std::uint64_t state = 20261128;
  std::size_t read_count = 0;
  for (int round = 0; round < 1500; ++round) {
    for (const char* seed : seeds) {
      const std::string bytes = spoilt(seed, state);
      ReadBack read;
      ASSERT_NO_THROW(read = read_back("gdp_deflator.csv", bytes)) << bytes;
      if (!read.table) {
        EXPECT_TRUE(read.problems.has_errors()) << bytes;
        continue;
      }
      ++read_count;
      EXPECT_EQ(comparison::published_fault(*read.table), "") << bytes;
    }
  }
  EXPECT_GT(read_count, 5000U);
}

TEST(SpoiltOpenData, SpoiltDeclarationsAreTold) {
  const std::string declaration =
      "area code from code\nperiod from year\nyears are academic\nvalue from n\ngroup sex from s\ninterval "
      "95 from a, b\n"
      "marker * means suppressed, 1 to 7\nleave out code TOTAL\nrate per 100,000\nboundaries of 2021\ndates "
      "begin 3 months\n";
  std::uint64_t state = 7;
  for (int round = 0; round < 3000; ++round) {
    const std::string text = spoilt(declaration, state);
    ReadBack read;
    ASSERT_NO_THROW(read = read_declared_text("code,year,s,n,a,b\nE06000001,2019/20,Male,5,4,6\n", text))
        << text;
    EXPECT_TRUE(read.table || read.problems.has_errors()) << text;
  }
}

}  // namespace
}  // namespace outturn::opendata
