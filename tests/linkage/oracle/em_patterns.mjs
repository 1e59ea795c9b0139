#!/usr/bin/env node
// Agreement-pattern counts of one EM training session, from the model's own SQL conditions.
// node em_patterns.mjs MODEL.json OUT.json --in CSV | --left A --right B --block col1,col2 [--derive "expr as col"] [--tf]
// Comparisons using a blocked column are switched off. With --tf the rows are grouped by (gammas, product of the term-frequency factors).
import {createRequire} from 'node:module'; import fs from 'node:fs';
const {DuckDBInstance}=createRequire(process.cwd()+'/')('@duckdb/node-api');
const A=process.argv.slice(2), opt=(k,d)=>{const i=A.indexOf('--'+k);return i<0?d:A[i+1]}, flag=k=>A.includes('--'+k);
const model=JSON.parse(fs.readFileSync(A[0],'utf8')), link=model.link_type==='link_only', uid=model.unique_id_column_name;
const c=await (await DuckDBInstance.create(':memory:',{threads:'2',memory_limit:'8GB'})).connect();
const q=async s=>(await c.runAndReadAll(s)).getRowObjectsJS();
const files=link?[opt('left'),opt('right')]:[opt('in')], derive=opt('derive','');
const rd=f=>`read_csv('${f}',header=true,all_varchar=true,nullstr='',delim=',',quote='"',escape='"',parallel=false)`;
await c.run(`create table c as select *, row_number() over () rn from (${files.map((f,i)=>`select ${i} sd, * ${derive?', '+derive:''} from ${rd(f)}`).join(' union all by name ')})`);
const block=opt('block').split(',');
// columns of a comparison: identifiers ending _l/_r in its conditions
const colsOf=k=>new Set(k.comparison_levels.flatMap(l=>[...l.sql_condition.matchAll(/"([^"]+)_[lr]"/g)].map(m=>m[1])));
const active=model.comparisons.map((k,i)=>[k,i]).filter(([k])=>!block.some(b=>colsOf(k).has(b)));
const lv=active.map(([k])=>{let g=k.comparison_levels.filter(l=>!l.is_null_level).length-1; return k.comparison_levels.map(l=>({...l,gamma:l.is_null_level?-1:g--}))});
const norm=s=>s.toLowerCase().replace(/"/g,'').replace(/\s+/g,' ').trim(), isElse=l=>l.sql_condition.trim().toUpperCase()==='ELSE';
const tfcols=[...new Set(lv.flat().map(l=>l.tf_adjustment_column).filter(Boolean))];
for(const t of tfcols) await c.run(`create table "tf_${t}" as select "${t}", cast(count(*) as double)/(select count("${t}") from c) tf from c where "${t}" is not null group by "${t}"`);
await c.run(`create table ctf as select c.* ${tfcols.map(t=>`, "tf_${t}".tf as "tf_${t}"`).join('')} from c ${tfcols.map(t=>`left join "tf_${t}" on c."${t}"="tf_${t}"."${t}"`).join(' ')}`);
const need=[...new Set(lv.flat().flatMap(l=>[...l.sql_condition.matchAll(/"([^"]+)_[lr]"/g)].map(m=>m[1]))), ...tfcols.map(t=>'tf_'+t)];
const wide=need.flatMap(n=>[`l."${n}" "${n}_l"`,`r."${n}" "${n}_r"`]).join(', ');
const K=active.map((_,k)=>k);
const gcase=k=>`case ${lv[k].map(l=>isElse(l)?`else ${l.gamma}`:`when ${l.sql_condition} then ${l.gamma}`).join(' ')} end as g${k}`;
const tfk=K.filter(k=>lv[k].some(l=>l.tf_adjustment_column));
const tfcase=k=>`case ${lv[k].map(l=>{ if(!l.tf_adjustment_column||l.gamma<0||isElse(l)) return `when g${k}=${l.gamma} then cast(1 as double)`;
  const t=l.tf_adjustment_column,a=`coalesce("tf_${t}_l","tf_${t}_r")`,b=`coalesce("tf_${t}_r","tf_${t}_l")`,e=lv[k].find(x=>!x.is_null_level&&norm(x.sql_condition)===`${t}_l = ${t}_r`.toLowerCase());
  return `when g${k}=${l.gamma} then (case when ${a} is not null then pow(cast('${e.u_probability}' as double)/greatest(${a},${b},cast('${l.tf_minimum_u_value??0}' as double)),cast('${l.tf_adjustment_weight??1}' as double)) else 1.0 end)`}).join(' ')} end`;
const idint=Number((await q(`select count(*) n from c where try_cast("${uid}" as bigint) is null`))[0].n)===0;
const idx=p=>idint?`cast(${p}."${uid}" as bigint)`:`${p}."${uid}"`;
const on=block.map(b=>`l."${b}"=r."${b}"`).join(' and '), cond=link?'l.sd<r.sd':`${idx('l')} < ${idx('r')}`;
const tfx=flag('tf')&&tfk.length?tfk.map(tfcase).join('*'):'cast(1 as double)';
const gs=K.map(k=>'g'+k).join(',');
const rows=await q(`select ${gs}, tf, count(*)::int n from (select ${gs}, ${tfx} tf from (select *, ${K.map(gcase).join(', ')} from (select ${wide} from ctf l join ctf r on ${on} where ${cond}))) group by ${gs}, tf order by ${gs}, tf`);
const o={model:A[0].replace(/.*\//,''),block,link_type:model.link_type,with_term_frequencies:flag('tf'),pairs:rows.reduce((s,r)=>s+r.n,0),
 comparisons:active.map(([k,i],j)=>({name:k.output_column_name,index:i,levels:lv[j].filter(l=>l.gamma>=0).map(l=>({gamma:l.gamma,label:l.label_for_charts,u:l.u_probability??null}))})),
 patterns:rows.map(r=>flag('tf')?{gammas:K.map(k=>r['g'+k]),tf_bf:r.tf,count:r.n}:{gammas:K.map(k=>r['g'+k]),count:r.n})};
// one pattern a line
const head=JSON.stringify({...o,patterns:undefined},null,1).replace(/\n}$/,'');
fs.writeFileSync(A[1],head+',\n "patterns": [\n'+o.patterns.map(p=>JSON.stringify(p)).join(',\n')+'\n]}\n');
console.log(A[1],o.pairs,'pairs',o.patterns.length,'rows');
