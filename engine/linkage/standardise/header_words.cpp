#include "engine/linkage/standardise/header_words.h"

#include <algorithm>
#include <array>
#include <vector>

#include "engine/linkage/standardise/characters.h"

namespace outturn::linkage {
namespace {

struct Phrases {
  ColumnRole role;
  FieldKind kind;
  std::string_view phrases;  ///< with commas between
};

constexpr auto field = ColumnRole::field;

constexpr std::array<Phrases, 21> known = {{
    {field, FieldKind::given_name,
     "first name,given name,given names,forename,forenames,fname,first,given,christian name,known as,"
     "preferred name,middle name,middle names,first names,vorname,prenom"},
    {field, FieldKind::family_name,
     "last name,surname,family name,lname,last,maiden name,second name,sname,previous surname,nachname"},
    {field, FieldKind::full_name,
     "full name,name,first and surname,person name,customer name,client name,contact name,account name,"
     "account holder,beneficiary,payee,payer,patient name,participant name,contact"},
    {field, FieldKind::date,
     "date of birth,dob,d o b,birth date,birthdate,birthday,date,birth dt,dt,date of death,dod,timestamp"},
    {field, FieldKind::postcode,
     "postcode,post code,postal code,zip,zip code,zipcode,pcode,pc,plz,postal,postal zip,eircode"},
    {field, FieldKind::nino,
     "nino,ni number,ni no,ni num,national insurance,national insurance number,nat ins"},
    {field, FieldKind::nhs_number, "nhs number,nhs no,nhs num,nhs,chi number,chi,nhs id"},
    {field, FieldKind::email, "email,e mail,email address,e mail address,mail"},
    {field, FieldKind::phone,
     "phone,telephone,tel,mobile,cell,landline,phone number,telephone number,mobile number,phone no,tel no,"
     "contact number,fax"},
    {field, FieldKind::sex, "sex,gender"},
    {field, FieldKind::organisation,
     "company,company name,business,business name,organisation,organisation name,organization,"
     "organization name,org,org name,employer,employer name,trading name,supplier,supplier name,vendor,"
     "vendor name,charity,charity name,merchant,merchant name,shop,shop name,store name,restaurant,"
     "restaurant name,legal name,firm,firm name,brand,manufacturer,publisher,institution,school,school name,"
     "account name company,trading as,registered name"},
    {field, FieldKind::address_line,
     "address,addr,street,address line,line,house number,street number,house,house no,house name,flat,road,"
     "street address,street name,address street,premises,building"},
    {field, FieldKind::place,
     "city,town,suburb,county,state,country,region,district,birth place,birthplace,place of birth,"
     "birth city,place,locality,province,municipality,nationality,borough,village,post town,location"},
    {field, FieldKind::number,
     "age,year,birth year,year of birth,yob,month,birth month,birth day,count,quantity,volume,latitude,"
     "longitude,lat,lng,lon,employees"},
    {field, FieldKind::amount,
     "amount,value,price,total,balance,payment,cost,fee,salary,income,gbp,eur,usd,credit,debit,turnover,"
     "revenue,amt"},
    {field, FieldKind::identifier,
     "account,account number,account no,acct,iban,sort code,bic,swift,ssn,soc sec,soc sec id,social security,"
     "social security number,passport,passport number,licence,license,licence number,tax id,tax number,tax,"
     "vat,vat number,company number,registration number,charity number,uprn,card,card number,ein,duns,siren,"
     "siret,isbn,url,website,web,national id,upn,uln,student number,hospital number,crn,personal number"},
    {field, FieldKind::free_text,
     "memo,description,notes,note,comment,comments,reference,occupation,job,job title,profession,details,"
     "title,category,type,industry,sector,narrative,particulars,journal,editor,author,authors,cuisine,"
     "status,ethnicity,religion,language,subject,payment reference,transaction description,pages"},
    {ColumnRole::row_id, FieldKind::identifier,
     "unique id,rec id,record id,row id,id,uid,uuid,guid,row,row number,row no,record,record number,record "
     "no,"
     "index,idx,pk,key,recid,rowid,transaction id,transaction number,unnamed,entry,case id,customer id,"
     "client id,person id,patient id,participant id,user id,member id,id number"},
    {ColumnRole::truth, FieldKind::identifier,
     "cluster,cluster id,ground truth,truth,true id,gold,entity id,ent id,match id,true match,is match,"
     "gold id,true cluster,duplicate of,label"},
    {ColumnRole::source, FieldKind::free_text,
     "source dataset,source,dataset,data set,source system,source file,file name,filename,file,data source"},
    {field, FieldKind::identifier, "reference number,ref no,ref number,ref"},
}};

/// Where `phrase` stands in `words` as whole words, the last place; npos when nowhere.
std::size_t last_place(std::string_view words, std::string_view phrase) {
  for (std::size_t at = words.rfind(phrase); at != std::string_view::npos;
       at = at == 0 ? std::string_view::npos : words.rfind(phrase, at - 1)) {
    const std::size_t end = at + phrase.size();
    if ((at == 0 || words[at - 1] == ' ') && (end == words.size() || words[end] == ' ')) return at;
  }
  return std::string_view::npos;
}

std::string without_blanks(std::string_view text) {
  std::string out(text);
  out.erase(std::remove(out.begin(), out.end(), ' '), out.end());
  return out;
}

struct Best {
  std::optional<HeaderMeaning> meaning;
  std::size_t end = 0;

  void offer(const Phrases& of, std::string_view phrase, std::size_t ends_at) {
    if (meaning && (ends_at < end || (ends_at == end && phrase.size() <= meaning->phrase.size()))) return;
    meaning = {of.role, of.kind, phrase};
    end = ends_at;
  }
};

template <class Take>
void each_phrase(const Phrases& of, Take take) {
  for (std::size_t at = 0; at < of.phrases.size();) {
    const std::size_t end = std::min(of.phrases.find(',', at), of.phrases.size());
    take(of.phrases.substr(at, end - at));
    at = end + 1;
  }
}

}  // namespace

std::string header_in_words(std::string_view header) {
  std::string out;
  char before = ' ';
  for (const char c : header) {
    const bool new_word = is_capital(c) && is_small(before);
    before = c;
    if ((!is_letter(c) || new_word) && !out.empty() && out.back() != ' ') out += ' ';
    if (is_letter(c)) out += small(c);
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::optional<HeaderMeaning> meaning_of_header(std::string_view header) {
  const std::string words = header_in_words(header);
  const std::string squeezed = without_blanks(words);
  Best best;
  for (const Phrases& of : known) {
    each_phrase(of, [&](std::string_view phrase) {
      if (const std::size_t at = last_place(words, phrase); at != std::string_view::npos) {
        best.offer(of, phrase, at + phrase.size());
      } else if (phrase.find(' ') != std::string_view::npos && without_blanks(phrase) == squeezed) {
        best.offer(of, phrase, words.size());
      }
    });
  }
  return best.meaning;
}

}  // namespace outturn::linkage
