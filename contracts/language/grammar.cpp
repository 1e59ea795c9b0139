#include "contracts/language/grammar.h"

#include <algorithm>
#include <array>
#include <string>

#include "engine/base/problem.h"

namespace outturn::language {
namespace {

constexpr LineForm meaning_line{"meaning", "words", "said beside it in the workbook", false, true};
constexpr LineForm rounded_line{"rounded", "rounding", "how it is rounded, with its clause", false, true};

constexpr std::array contract_lines{LineForm{"currency", "code", "three letters of ISO 4217"},
                                    LineForm{"starts", "date", "the first day"},
                                    LineForm{"ends", "date", "the last day"},
                                    LineForm{"payer", "words", "who pays"},
                                    LineForm{"provider", "words", "who is paid"},
                                    LineForm{"about", "words", "what it is for"},
                                    LineForm{"amounts", "words as they stand", "such as: exclude VAT"}};

constexpr std::array document_lines{
    LineForm{"by", "words", "who published it"}, LineForm{"dated", "date | year | words", "its date"},
    LineForm{"address", "words", "where it is to be found"}, LineForm{"file", "words", "its file"}};

constexpr std::array assumption_lines{
    LineForm{"reading", "name words", "one answer to an open question", true},
    LineForm{"use", "name", "the reading that is used"}, LineForm{"because", "words", "why"}};

constexpr std::array parameter_lines{
    LineForm{"is", "figure { clause }", "its value", false, true},
    LineForm{"from", "( \"contract\" \"start\" | date ) [ \"until\" date ] figure { clause }",
             "its value from a day on, until the next line begins or the day named", true},
    LineForm{"chosen", "\"by\" name", "the date that decides which holds", false, true}, meaning_line};

constexpr std::array ratecard_lines{
    LineForm{"file", "words", "the CSV file beside the contract that holds its table"},
    LineForm{"sha256", "words", "the digest which that file must have"},
    LineForm{"price", "\"chosen\" \"by\" name", "the date that decides which row of a code holds"},
    LineForm{"chosen", "\"by\" name", "the same", false, true}};

constexpr std::array points_lines{LineForm{"below", "( figure | \"continues\" ) { clause }",
                                           "what holds before the first knot; or the first line goes on"},
                                  LineForm{"above", "( figure | \"continues\" ) { clause }",
                                           "what holds beyond the last knot; or the last line goes on"}};

constexpr std::array input_lines{
    LineForm{"in", "\"order\" \"of\" names", "the order in which rows count"},
    LineForm{"dated", "\"by\" name", "the date that the cut-off looks at"},
    LineForm{"decided", "\"by\" name \"on\" name", "the columns that say who decided on the row, and when"}};

constexpr std::array comparison_lines{
    LineForm{"design", "words", "what the outcome is compared with"},
    LineForm{"method", "words", "the analysis must have been made by this method, word for word"},
    LineForm{"at", "\"least\" number \"people\"", "fewer taking part give no verdict"},
    LineForm{"balance", "\"within\" percentage",
             "how far matched groups may differ in anything known, in standard deviations"},
    LineForm{"in", "\"order\" \"of\" names", "the order in which rows count"},
    LineForm{"dated", "\"by\" name", "the date that the cut-off looks at"},
    LineForm{"decided", "\"by\" name \"on\" name", "the columns that say who decided on the row, and when"}};

constexpr std::array savings_lines{
    LineForm{"base", "words", "the financial year of prices and discounting, which is year 0"},
    LineForm{"discount",
             "percentage { clause } | \"by\" \"year\" percentage { \",\" percentage } { clause } | \"green\" "
             "\"book\" edition schedule [ \",\" \"accept\" \"unverified\" ] { clause }",
             "the real rate of each year after the base, of every year, or those of an edition: standard, "
             "reduced, health, health reduced"},
    LineForm{"deflator",
             "words number { \",\" words number } { clause } | \"release\" edition [ \",\" \"accept\" "
             "\"unverified\" ] { clause }",
             "the index of each year of prices, all of one release; or the release they are taken from"},
    LineForm{"table", "name \"file\" words [ \"sha256\" words ]",
             "a file of values of your own beside the contract; unit costs are taken from it by this name",
             true},
    LineForm{"population", "number", "people it is for"},
    LineForm{"need", "( percentage | name ) { clause }", "share of them in need of it"},
    LineForm{"engagement", "( percentage | name ) { clause }", "share of those who come"},
    LineForm{"retention", "( percentage | name ) { clause }", "share of those who stay"},
    LineForm{"impact", "( percentage | name ) [ \"net\" \"of\" \"comparison\" ] { clause }",
             "share of those for whom it changes what happens"},
    LineForm{"deadweight", "( percentage | name ) [ \"all\" \"the\" \"same\" ] { clause }",
             "share that would have happened anyway; never on top of an impact net of a comparison"},
    LineForm{"displacement", "( percentage | name ) { clause }",
             "share that takes the place of somebody else's"},
    LineForm{"attribution", "( percentage | name ) { clause }", "share brought about by others"},
    LineForm{"benefits", "\"by\" \"year\" percentage { \",\" percentage }",
             "how much of an outcome's yearly saving falls in each year: lag, and falling off"},
    LineForm{"costs", "\"by\" \"year\" figure { \",\" figure }", "of delivery, in prices of the base year"},
    LineForm{"optimism", "\"benefits\" percentage [ \",\" \"costs\" percentage ]",
             "by how much benefits are lowered and costs raised for optimism"},
    LineForm{"range", "name figure \"to\" figure { clause }",
             "from where to where a figure may lie: what becomes of the measures there", true},
    LineForm{
        "draw",
        "name ( \"uniform\" figure \"to\" figure | ( \"triangular\" | \"pert\" ) figure \"to\" figure "
        "\",\" \"likely\" figure | ( \"normal\" | \"lognormal\" | \"beta\" ) figure \",\" \"SD\" figure | "
        "\"choice\" figure \"at\" percentage { \",\" figure \"at\" percentage } ) { clause }",
        "what a figure may be, for a simulation", true},
    LineForm{"correlate", "name \"with\" name number { clause }",
             "two drawn figures that go together: their rank correlation, from -1 to 1", true},
    LineForm{"simulate", "number \"draws\" \",\" \"seed\" number { clause }",
             "how often all drawn figures are drawn, and from which seed, so that anybody draws the same"},
    LineForm{"threshold", "name figure { \",\" figure }", "how often a measure comes to more than this",
             true},
    LineForm{"payments",
             "\"by\" \"year\" ( figure | name ) { \",\" ( figure | name ) } | \"each\" \"year\" name",
             "paid for the outcomes in each year, in prices of the base year"},
    LineForm{
        "payer", "words \"pays\" percentage { clause }",
        "an agency of the table, and its share of the payments: what is left of its savings, year by year",
        true}};

constexpr std::array approaches_lines{
    LineForm{"outcome", "words [ \",\" \"several\" \"per\" \"person\" ]", "what is counted as an outcome"},
    LineForm{"against", "name", "the approach that the others are set against, such as doing nothing"},
    LineForm{"present", "name", "the approach that runs today: which of the others are better for less?"}};

constexpr std::array value_lines{
    LineForm{"is", "expression", "how it is worked out", false, true},
    LineForm{"from", "( \"contract\" \"start\" | date ) [ \"until\" date ] \"is\" expression { clause }",
             "how it is worked out from a day on, until the next line begins or the day named", true},
    LineForm{"chosen", "\"by\" name", "the date that decides which holds", false, true},
    rounded_line,
    LineForm{"exactly", "{ clause }", "not rounded at all", false, true},
    meaning_line};

constexpr std::array payment_lines{
    LineForm{"when", "expression", "otherwise nothing is paid", false, true},
    LineForm{"pay", "expression", "the amount", false, true},
    LineForm{"achieved", "expression",
             "what counts as achieved, whatever is paid for it; as `when`, unless said"},
    LineForm{"worth", "expression",
             "what is achieved is worth, such as the card's price; as `pay`, unless said"},
    rounded_line,
    LineForm{"once", "\"per\" names", "only the first row of the same", false, true},
    LineForm{"at", "\"most\" expression \"times\" \"per\" names", "only so many rows of the same"},
    LineForm{"may", "\"be\" \"negative\" { clause }",
             "a deduction or clawback: without this line, less than nothing is told"},
    meaning_line};

constexpr std::array cap_lines{
    LineForm{"on", "names", "the payments under it, in the order they use it up", false, true},
    LineForm{"in", "\"order\" \"of\" names", "the order of rows, where the input has none"},
    LineForm{"cut", "( \"latest\" | \"last\" \"named\" ) \"first\"",
             "who goes short: the latest rows, or the payments named last", false, true},
    LineForm{
        "excess",
        "\"is\" ( \"lost\" | \"carried\" \"forward\" [ \"for\" \"this\" name ] | \"moved\" \"to\" name )",
        "what becomes of what is cut; lost, unless said"}};

constexpr std::array split_lines{
    LineForm{"residue", "\"to\" \"the\" ( \"largest\" \"remainder\" | \"last\" )",
             "who gets the pennies that no share holds whole"},
    LineForm{"over", "\"the\" \"cap\" \"is\" ( \"not\" \"paid\" | \"paid\" \"by\" \"the\" \"others\" )",
             "what is done with what is over a payer's cap"}};

constexpr std::array<StatementForm, 17> statements{{
    {StatementKind::contract, "contract", "words", "its title in quotation marks",
     "title, currency, dates, parties", "Cover", "", contract_lines,
     "contract \"Doorstep Advice (invented)\"\n  currency GBP\n  starts   2024-04-01\n  ends     "
     "2026-03-31"},
    {StatementKind::document, "document", "name words", "its name and words in quotation marks",
     "a source that clauses cite", "Cover, Audit", "", document_lines,
     "document C \"Contract as signed\"\n  dated 2024-03-01"},
    {StatementKind::assumption, "assumption", "name words { clause }",
     "its name and words in quotation marks",
     "what is assumed where the documents are silent; with `reading` lines, an open question", "Assumptions",
     "", assumption_lines,
     "assumption halves \"Half a penny is rounded up\"\n  because \"the contract does not say\""},
    {StatementKind::parameter, "parameter", "name type clauses", "its name, its type",
     "one figure or date of the contract, or one that changes by date", "Inputs, or a table by date", "",
     parameter_lines, "parameter early_threshold percent          [C Sch 3 para 2.1]\n  is 10%"},
    {StatementKind::ratecard, "ratecard", "name clauses", "its name",
     "a table of codes with prices or other figures", "a sheet of its own",
     "code, yours, from, until, source", ratecard_lines,
     "ratecard outcomes                          [C Sch 2]\n  | code | outcome       | price   | source      "
     "    "
     "|\n  | PLAN | Agrees a plan | £120.00 | [C Sch 2 row 1] |"},
    {StatementKind::bands,
     "bands",
     "name clauses",
     "its name",
     "a table of tiers with both edges said",
     "a sheet of its own",
     "measured, given, source",
     {},
     "bands council_pays                         [C Sch 4]\n  | reduction     | fee       |\n  | below 8.5%  "
     "  | "
     "£0.00     |\n  | at least 8.5% | £4,800.00 |"},
    {StatementKind::points, "points", "name clauses", "its name",
     "a line through knots, with what holds before the first and beyond the last", "a sheet of its own",
     "measured, given, source", points_lines,
     "points jail_pay                            [C Sch 4]\n  | reduction | pays          |\n  | 20%       | "
     "£3,200,000.00 |\n  | 65%       | £6,130,000.00 |\n  below £0.00\n  above £6,130,000.00"},
    {StatementKind::calendar,
     "calendar",
     "name clauses",
     "its name",
     "days that do not count, such as holidays",
     "a sheet of its own",
     "from, until, meaning, source",
     {},
     "calendar school_holidays                   [C Sch 1 para 4]\n  | from       | until      | meaning |\n"
     "  | 2024-07-22 | 2024-09-02 | summer  |"},
    {StatementKind::input, "input", "name [ \",\" \"each\" kind ] clauses",
     "its name, \", each KIND\" where it is one for each row", "a table of evidence, NAME.csv",
     "a sheet for its rows", "column, type, meaning", input_lines,
     "input people, each person                  [C Sch 1 para 2]\n  | column     | type | meaning           "
     "  "
     "|\n  | person     | key  | a pseudonym         |\n  | start_date | date | the first interview |"},
    {StatementKind::comparison, "comparison", "name [ \",\" \"each\" kind ] clauses",
     "its name, \", each KIND\" where it is one for each row",
     "figures that an analysis made, NAME.csv, with its proof, NAME.json",
     "Comparison, Balance, Effect, Baseline", "column, type, meaning", comparison_lines,
     "comparison similar_people                  [C Sch 2 para 4]\n  | column          | type                "
     "          | "
     "meaning                  |\n  | comparison_rate | percent with 2 decimal places | reoffended, without "
     "us  "
     "|\n  design   matched group\n  at least 60 people\n  balance  within 10%"},
    {StatementKind::value, "value", "name type [ \",\" \"each\" kind ] clauses",
     "its name, its type, \", each KIND\" where it is one for each row",
     "something worked out, once or for each row", "a formula column, or a line of Payments", "", value_lines,
     "value reduction percent, each cohort       [C Sch 3 para 2.2]\n  is (expected - actual) / expected\n  "
     "rounded to 2 decimal places, half up     [assumption rounding]"},
    {StatementKind::payment, "payment", "name [ \",\" \"each\" kind ] clauses",
     "its name, \", each KIND\" where it is one for each row", "what is paid, when, how often",
     "formula columns and totals", "", payment_lines,
     "payment outcome_payment, each claim        [C Sch 3 para 2]\n  when evidenced\n  pay  code.price\n  "
     "once per "
     "person and code"},
    {StatementKind::cap, "cap", "name expression [ \",\" \"per\" name ] clauses",
     "its name, its amount, \"per ...\" where it is one for each of something",
     "a limit on payments, over the contract or for each person", "running columns beside the payment", "",
     cap_lines,
     "cap contract_cap £250,000.00               [C Sch 3 para 6]\n  on  outcome_payment\n  cut latest "
     "first"},
    {StatementKind::split, "split", "name \"of\" name [ \",\" \"each\" kind ] clauses",
     "its name, \"of\" and a payment, \", each KIND\" where each row is split",
     "who pays a payment, by which shares, up to which caps", "a column a payer, and totals",
     "payer, share (a percentage, a name or rest), cap, source", split_lines,
     "split shares of outcome_payment             [C Sch 5]\n  | payer   | share | cap         |\n  | "
     "central | "
     "60%   "
     "| £900,000.00 |\n  | city    | 40%   | -           |\n  residue to the largest remainder\n  over the "
     "cap "
     "is not paid"},
    {StatementKind::savings, "savings", "name clauses", "its name",
     "what the public purse gets back, by agency and year, written out as parameters and values",
     "Inputs, a sheet of years, Payments",
     "line, saves, unit_cost, unit, prices_of, per_outcome, agency, share, cashable, kind, source",
     savings_lines,
     "savings fewer_stays                         [C Sch 5]\n  base       \"2025-26\"\n  discount   3.5%\n  "
     "deflator   "
     "\"2011-12\" 70.3261, \"2025-26\" 103.2388\n  population 1200\n  impact     7%\n  benefits by year 0%, "
     "100%\n  "
     "costs by year £25,000.00, £0.00\n  | line  | saves          | unit_cost | prices_of | per_outcome | "
     "agency | "
     "kind   |\n  | HE4.0 | A&E attendance | £109.00   | 2011-12   | 2           | NHS    | fiscal |"},
    {StatementKind::approaches, "approaches", "name clauses", "its name",
     "what each of several approaches costs and brings, set against each other",
     "a sheet of approaches, a sheet of pairs",
     "approach, words, people, cost, outcomes, low, high, saved, source", approaches_lines,
     "approaches ways                              [C Sch 7]\n  outcome \"people who did not reoffend\"\n  "
     "against nothing_done\n  | approach     | people | cost        | outcomes |\n  | nothing_done | 400    "
     "| "
     "£0.00       | 180      |\n  | mentoring    | 400    | £240,000.00 | 196      |"},
    {StatementKind::note,
     "note",
     "clauses \"not\" \"calculated\" \":\" words",
     "clauses, \"not calculated:\" and the reason",
     "a clause that is not calculated, and why",
     "Audit",
     "",
     {},
     "note [C Sch 3 para 9] not calculated: \"termination, settled by hand\""},
}};

constexpr std::array<FunctionForm, 16> functions{{
    {"sum", "sum(amount)",
     "of all rows; `sum(x where condition)` of some, `sum(x for this person)` of those of this row"},
    {"count", "count(condition)", "rows that meet it; `count(claims)` all rows"},
    {"smallest", "smallest(x)", "of all rows, or of those `for this person`; unknown where there are none"},
    {"largest", "largest(x)", "the same, the other way"},
    {"previous", "previous(x, at first y)",
     "x of the row above, and y where there is none; `previous(x for this person, at first y)` of the same "
     "person"},
    {"min", "min(a, b)", "the smaller of two or more"},
    {"max", "max(a, b)", "the larger of two or more"},
    {"abs", "abs(a)", "without its sign"},
    {"root", "root(x)", "square root, as the whole of a value that is rounded half up"},
    {"known", "known(x)", "`if known(end_date) then end_date else as_at`"},
    {"months_between", "months_between(a, b)", "complete months from a to b; 0 where b is not after a"},
    {"days_between", "days_between(a, b)",
     "days from a to b, b itself not counted; `days_between(a, b without holidays)` only those that count"},
    {"date_after", "date_after(a, 13 weeks)",
     "the day that completes so many days, a being the first; also `without` a calendar"},
    {"year", "year(d)", "of a date"},
    {"month", "month(d)", "of a date, 1 to 12"},
    {"month_end", "month_end(d)", "the last day of its month"},
}};

constexpr std::string_view rules =
    R"ebnf(table row  = "|" { cell "|" }
type       = [ "exact" ] ( "money" | "percent" | "points" | "count" | "number" | "rate" "per" ... | "date" | "days"
           | "weeks" | "months" | "truth" | "text" | "code" "of" name | "key" [ "of" name ] )
           [ "with" number "decimal" "places" ]
column     = type [ "by" name { "." name } ] { "," ( "may" "be" "unknown" | "at" "least" figure | "more" "than" figure
           | "at" "most" figure ) }
rounding   = "to" ( number "decimal" "places" | "pence" | "whole" word ) "," way [ "," "from" "rounded" "values" ]
             clauses
way        = "half" "up" | "half" "to" "even" | "down" | "up" | "towards" "zero" | "away" "from" "zero"
clauses    = clause { clause }
clause     = "[" document place "]" | "[" "assumption" name "]"
names      = name { ( "," | "and" ) name }
expression = "if" expression "then" expression "else" expression | condition
condition  = negation { "and" negation } | negation { "or" negation }
negation   = { "not" } comparison
comparison = sum [ ( "=" | "<>" | "<" | "<=" | ">" | ">=" ) sum | "within" product ( "after" | "before" ) sum ]
sum        = product { ( "+" | "-" ) product }
product    = power { ( "*" | "/" ) power }
power      = single [ "^" single ]
single     = figure | date | words | "yes" | "no" | name { "." name } | "-" single | "(" expression ")"
           | name "(" expression { "," expression } [ "so" "far" | "before" ] [ "where" expression ]
             [ "for" "this" name { "and" name } ] [ "," "at" "first" expression ] [ "without" name ] ")"
figure     = [ "-" ] ( amount | percentage | number [ "points" | "days" | "weeks" | "months" ] )
)ebnf";

}  // namespace

std::span<const StatementForm> statement_forms() { return statements; }

const StatementForm& statement_form(std::string_view word) {
  const auto found = std::find_if(statements.begin(), statements.end(),
                                  [&](const StatementForm& form) { return form.word == word; });
  if (found == statements.end()) throw Fault("there is no statement \"" + std::string(word) + "\"");
  return *found;
}

std::span<const FunctionForm> function_forms() { return functions; }
std::string_view other_rules() { return rules; }

}  // namespace outturn::language
