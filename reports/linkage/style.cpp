#include "reports/linkage/style.h"

namespace outturn::linkage_page {

std::string_view style() {
  return R"(
:root{color-scheme:light dark;--page:#fff;--card:#f6f7f9;--ink:#1b2230;--soft:#566073;--line:#d9dee6;
--track:#eceff4;--for:#1a6d8c;--against:#b4531a;--mark:#7a2e8a;--warn:#fff6e5;--warnline:#b7791f}
@media (prefers-color-scheme:dark){:root{--page:#11151c;--card:#191f29;--ink:#e8ebf1;--soft:#a9b3c4;
--line:#333d4d;--track:#232b38;--for:#63bcd9;--against:#f09a5e;--mark:#d59be3;--warn:#2b2415;--warnline:#d8a24a}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",
Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:break-word}
header,main,footer{max-width:62rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2.5rem}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 .25rem;letter-spacing:-.01em}
h2{font-size:1.35rem;line-height:1.25;margin:0 0 .75rem;letter-spacing:-.005em}
h3{font-size:1.02rem;margin:1.75rem 0 .4rem}
p{margin:.5rem 0;max-width:46rem}
section{padding:1.75rem 0 1.5rem;border-top:1px solid var(--line)}
section:first-child{border-top:0}
a{color:var(--for)}
a:focus-visible,.wide:focus-visible{outline:3px solid var(--for);outline-offset:2px}
code{font:.82em/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;color:var(--soft);overflow-wrap:anywhere}
small,.soft,.read{color:var(--soft)}
small{font-size:.82em}
.read{font-size:.92rem}
.read b{font-weight:600;color:var(--ink)}
nav ul{display:flex;flex-wrap:wrap;gap:.35rem .9rem;list-style:none;margin:1.1rem 0 1.4rem;padding:0;font-size:.93rem}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(13rem,1fr));gap:.75rem;margin:1rem 0;padding:0;list-style:none}
.cards li{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:.8rem .95rem}
.cards b{display:block;font-size:1.65rem;line-height:1.2;font-weight:650;font-variant-numeric:tabular-nums;letter-spacing:-.01em}
.cards span+small,.cards b+small{display:block;line-height:1.35;margin-top:.15rem}
.lead{font-size:1.08rem}
.warnings{list-style:none;margin:0;padding:0}
.warnings li{background:var(--warn);border-left:4px solid var(--warnline);border-radius:.25rem;padding:.6rem .9rem;margin:.6rem 0;max-width:50rem}
.wide{overflow-x:auto;margin:.75rem 0}
table{border-collapse:collapse;width:100%;font-size:.92rem;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:600;padding:.3rem 0}
th,td{padding:.36rem .6rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
thead th{font-size:.82rem;font-weight:600;color:var(--soft);vertical-align:bottom;line-height:1.3}
tbody th{font-weight:400}
tr>:first-child{padding-left:0}
tr>:last-child{padding-right:0}
.n{text-align:right;white-space:nowrap}
tr>.n:first-child{text-align:left}
.draw{width:34%;min-width:6.5rem;padding-top:.55rem}
.rates .draw{width:22%}
.sizes .draw{width:72%}
table.heat{width:auto;min-width:min(100%,24rem)}
.heat th,.heat td,.heat tr>:last-child{padding-left:.9rem;padding-right:.9rem}
.heat tr>:first-child{padding-left:0}
.group th{font-weight:650;padding-top:1rem;border-bottom-color:var(--soft)}
.sum th,.sum td{font-weight:650}
svg.bar{display:block;width:100%;height:1.05rem;background:var(--track);border-radius:2px}
svg.interval{display:block;width:100%;min-width:8rem;max-width:16rem;height:auto}
.for{fill:var(--for)}.against{fill:var(--against)}.total{fill:var(--mark)}.plain{fill:var(--soft)}
.zero{stroke:var(--ink);stroke-width:.5}
figure{margin:.75rem 0}
svg.chart{display:block;width:100%;max-width:52rem;height:auto}
.chart text{font-size:13px;fill:var(--soft);font-variant-numeric:tabular-nums}
.chart .name{fill:var(--ink)}
.chart .note{fill:var(--mark);font-weight:600}
.middle{text-anchor:middle}.end{text-anchor:end}
.grid{stroke:var(--line);stroke-width:1}
.axis{stroke:var(--soft);stroke-width:1}
.decision{stroke:var(--mark);stroke-width:2;stroke-dasharray:2 3}
.curve{fill:none;stroke-width:2.5;stroke-linejoin:round}
.precision{stroke:var(--for)}.recall{stroke:var(--against)}
.dashed{stroke-dasharray:7 5}
.span{stroke:var(--for);stroke-width:4;opacity:.45}
.expected{stroke:var(--against);stroke-width:2.5}
.found{fill:var(--for)}
.key{display:flex;flex-wrap:wrap;gap:.3rem 1.3rem;list-style:none;margin:.3rem 0;padding:0;font-size:.9rem}
.key svg{width:2.4rem;height:.8rem;vertical-align:middle;margin-right:.4rem}
.heat .own{background:var(--card);font-weight:650}
.example{break-inside:avoid;margin:1.5rem 0}
.example h3 small{font-weight:400}
.values td{border-bottom-style:dotted}
footer{color:var(--soft);font-size:.88rem;padding-top:1rem;padding-bottom:3rem;border-top:1px solid var(--line)}
@media (max-width:34rem){body{font-size:15px}header{padding-top:1.5rem}h1{font-size:1.5rem}
.cards{grid-template-columns:repeat(2,1fr)}.cards b{font-size:1.3rem}
th,td{padding:.34rem .4rem}table{font-size:.86rem}.draw{min-width:4.5rem;width:26%}
.chart text{font-size:21px}}
@media print{:root{color-scheme:light;--page:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#bbb;--track:#f0f0f0;
--for:#1a6d8c;--against:#b4531a;--mark:#7a2e8a;--warn:#fff;--warnline:#b7791f}
@page{size:A4;margin:16mm 14mm}
body{font-size:9.5pt}nav{display:none}header,main,footer{max-width:none;padding:0}
section{padding:5mm 0}h2,h3,.read,caption{break-after:avoid}tr,figure,.cards li,.warnings li{break-inside:avoid}
.wide{overflow:visible}svg,.warnings li,.cards li{print-color-adjust:exact;-webkit-print-color-adjust:exact}a{color:inherit;text-decoration:none}}
)";
}

}  // namespace outturn::linkage_page
