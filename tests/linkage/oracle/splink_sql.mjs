#!/usr/bin/env node
// Independent of our engine: runs a saved Splink 4 model on DuckDB straight from its own SQL conditions.
// usage: node splink_sql.mjs MODEL.json NAME [--left A.csv --right B.csv | --in A.csv] [--id-order text|int|auto]
//        [--untrained default|one|eps] [--golden RESULT.json] [--out DIR] [--threads N] [--derive "expr as col"] [--no-write]
import {createRequire} from 'node:module'; import fs from 'node:fs';
const {DuckDBInstance}=createRequire(process.cwd()+'/')('@duckdb/node-api');
const A=process.argv.slice(2), opt=(k,d)=>{const i=A.indexOf('--'+k);return i<0?d:A[i+1]}, flag=k=>A.includes('--'+k);
const model=JSON.parse(fs.readFileSync(A[0],'utf8')), name=A[1], out=opt('out','out');
const link=model.link_type==='link_only', uid=model.unique_id_column_name;
const inst=await DuckDBInstance.create(':memory:',{threads:opt('threads','2'),memory_limit:opt('mem','6GB')});
const c=await inst.connect();
const q=async s=>(await c.runAndReadAll(s)).getRowObjectsJS();
const T=Date.now();
const rd=f=>`read_csv('${f}',header=true,all_varchar=true,nullstr='',delim=',',quote='"',escape='"',parallel=false)`;
const derive=opt('derive','');
const files=link?[opt('left'),opt('right')]:[opt('in')];
const info={duckdb:(await q('select version() v'))[0].v,name,link_type:model.link_type};
// one table "c" = Splink's df_concat; rn = row number in file order, sd = source dataset
await c.run(`create table c as select *, row_number() over () rn from (${files.map((f,i)=>`select ${i} sd, * ${derive?', '+derive:''} from ${rd(f)}`).join(' union all by name ')})`);
const nrec=Number((await q('select count(*) n from c'))[0].n);
const idint=Number((await q(`select count(*) n from c where try_cast("${uid}" as bigint) is null or cast(try_cast("${uid}" as bigint) as varchar)<>"${uid}"`))[0].n)===0;
const ord=opt('id-order','auto'); const useInt=ord==='int'||(ord==='auto'&&idint);
const idx=p=>useInt?`cast(${p}."${uid}" as bigint)`:`${p}."${uid}"`;
info.records=nrec; info.id_order=link?'left table, right table':(useInt?'integer':'text');
// --- blocking: rule i and not any earlier rule
const rules=model.blocking_rules_to_generate_predictions.map(b=>b.blocking_rule);
const cond=link?'l.sd < r.sd':`${idx('l')} < ${idx('r')}`;
const sqls=rules.map((b,i)=>`select l.rn lrn, r.rn rrn, ${i} mk from c l inner join c r on (${b}) where ${cond}`+
  (i?` and not (${rules.slice(0,i).map(x=>`coalesce((${x}),false)`).join(' or ')})`:''));
await c.run(`create table pairs as ${sqls.join(' union all ')}`);
const np=Number((await q('select count(*) n from pairs'))[0].n);
const nd=Number((await q('select count(*) n from (select distinct lrn,rrn from pairs)'))[0].n);
info.pairs=np; info.distinct_pairs=nd;
info.pairs_by_rule=(await q('select mk, count(*)::int n from pairs group by mk order by mk')).map(r=>[r.mk,r.n]);
// --- term frequencies
const comps=model.comparisons, tfcols=[...new Set(comps.flatMap(k=>k.comparison_levels.map(l=>l.tf_adjustment_column).filter(Boolean)))];
for(const t of tfcols) await c.run(`create table "tf_${t}" as select "${t}", cast(count(*) as double)/(select count("${t}") from c) tf from c where "${t}" is not null group by "${t}"`);
await c.run(`create table ctf as select c.* ${tfcols.map(t=>`, "tf_${t}".tf as "tf_${t}"`).join('')} from c ${tfcols.map(t=>`left join "tf_${t}" on c."${t}"="tf_${t}"."${t}"`).join(' ')}`);
const cols=(await q(`select column_name n from information_schema.columns where table_name='ctf' order by ordinal_position`)).map(r=>r.n);
const wide=cols.flatMap(n=>[`l."${n}" "${n}_l"`,`r."${n}" "${n}_r"`]).join(', ');
// --- gammas from the model's own sql_condition
const lv=comps.map(k=>{const ls=k.comparison_levels; const n=ls.filter(l=>!l.is_null_level).length; let g=n-1;
  // Splink 4 defaults for untrained levels (indexed by comparison vector value)
  const dm=[...Array(n-1).fill(0.05/(n-1)),0.95]; // (1-0.95)/(n-1)
  dm.fill((1-0.95)/(n-1),0,n-1);
  const w=n===2?[-5]:Array.from({length:n-1},(_,i)=>-5+i*(3+5)/(n-2)); w.push(10);
  const du=dm.map((m,i)=>m/2**w[i]);
  return ls.map(l=>({...l,gamma:l.is_null_level?-1:g--})).map(l=>({...l,n,dm:l.gamma<0?null:dm[l.gamma],du:l.gamma<0?null:du[l.gamma]}))});
const mode=opt('untrained','default');
const isElse=l=>l.sql_condition.trim().toUpperCase()==='ELSE';
const gcase=k=>`case ${lv[k].map(l=>isElse(l)?`else ${l.gamma}`:`when ${l.sql_condition} then ${l.gamma}`).join(' ')} end as g${k}`;
// ancillary: exact-match u for a tf column in this comparison
const norm=s=>s.toLowerCase().replace(/"/g,'').replace(/\s+/g,' ').trim();
const uex=(k,l)=>{const t=l.tf_adjustment_column.toLowerCase();
  const e=lv[k].find(x=>!x.is_null_level&&norm(x.sql_condition)===`${t}_l = ${t}_r`);
  if(!e) throw new Error('no exact level for '+t); return e.u_probability??e.du};
info.untrained=[];
const bfcase=k=>`case ${lv[k].map(l=>{ if(l.gamma<0) return `when g${k}=-1 then cast(1 as double)`;
  let m=l.m_probability,u=l.u_probability,b;
  if(m==null||u==null){ const m2=m??l.dm,u2=u??l.du; b=mode==='one'?1:mode==='eps'?(m??1e-6)/(u??1e-6):m2/u2;
    info.untrained.push({comparison:comps[k].output_column_name,gamma:l.gamma,level:l.label_for_charts,m:m??null,u:u??null,m_used:m2,u_used:u2,log2bf:Math.log2(b)}); }
  else b=m/u;
  return `when g${k}=${l.gamma} then cast('${b}' as double)`}).join(' ')} end as b${k}`;
const tfcase=k=>`case ${lv[k].map(l=>{ if(!l.tf_adjustment_column||l.gamma<0||(l.tf_adjustment_weight??1)===0||isElse(l)) return `when g${k}=${l.gamma} then cast(1 as double)`;
  const t=l.tf_adjustment_column, a=`coalesce("tf_${t}_l","tf_${t}_r")`, b=`coalesce("tf_${t}_r","tf_${t}_l")`, mn=l.tf_minimum_u_value??0;
  return `when g${k}=${l.gamma} then (case when ${a} is not null then pow(cast('${uex(k,l)}' as double)/greatest(${a},${b},cast('${mn}' as double)),cast('${l.tf_adjustment_weight??1}' as double)) else cast(1 as double) end)`}).join(' ')} end as t${k}`;
const K=comps.map((_,k)=>k), tfk=K.filter(k=>lv[k].some(l=>l.tf_adjustment_column));
const lam=model.probability_two_random_records_match, bl=lam/(1-lam);
const prod=[`cast('${bl}' as double)`,...K.map(k=>`b${k}`),...tfk.map(k=>`t${k}`)];
const tfall=[...tfcols.flatMap(t=>[`"tf_${t}_l"`,`"tf_${t}_r"`])];
const hasCluster=cols.includes('cluster');
await c.run(`create table g as select mk, "${uid}_l" lid, "${uid}_r" rid, cluster_l=cluster_r as truth ${tfall.map(x=>','+x).join('')}, ${K.map(gcase).join(', ')} from (select mk, ${wide} from pairs p join ctf l on p.lrn=l.rn join ctf r on p.rrn=r.rn)`);
await c.run(`create table s as select *, log2(${prod.join('*')}) weight, ${[`log2(cast('${bl}' as double))`,...K.map(k=>`log2(b${k})`),...tfk.map(k=>`log2(t${k})`)].join('+')} weight_sum, (${prod.join('*')})/(1+(${prod.join('*')})) p from (select *, ${[...K.map(bfcase),...tfk.map(tfcase)].join(', ')} from g)`);
info.wall_s=(Date.now()-T)/1000;
info.max_abs_product_vs_sum=(await q('select max(abs(weight-weight_sum)) d from s'))[0].d;
info.nonfinite=Number((await q('select count(*) n from s where weight is null or isinf(weight) or isnan(weight)'))[0].n);
const th=[0.5,0.9,0.99,0.999];
const r=(await q(`select count(*) filter (truth)::int alltp, ${th.map((t,i)=>`count(*) filter (p>=${t} and truth)::int tp${i}, count(*) filter (p>=${t} and not truth)::int fp${i}`).join(', ')} from s`))[0];
info.thresholds=Object.fromEntries(th.map((t,i)=>[t,{tp:r['tp'+i],fp:r['fp'+i]}])); info.true_in_blocking=r.alltp;
// nearest distance to a threshold: how robust the counts are to rounding
info.min_distance_to_threshold=Object.fromEntries(await Promise.all(th.map(async t=>[t,(await q(`select min(abs(weight-log2(${t}/(1-${t})))) d from s`))[0].d])));
if(opt('golden')){const G=JSON.parse(fs.readFileSync(opt('golden'),'utf8')); info.golden={engine:G.engine,pairs_equal:G.pairs_compared===np,pairs_golden:G.pairs_compared};
  for(const t of th){const e=G.pairwise[String(t)],m=info.thresholds[t]; info.golden[t]={equal:e.tp===m.tp&&e.fp===m.fp,golden:{tp:e.tp,fp:e.fp}}}
  const b=G.pairwise.best, m=(await q(`select count(*) filter (truth)::int tp, count(*) filter (not truth)::int fp from s where weight>=${b.match_weight-0.025}`))[0];
  info.golden.best={weight:b.match_weight,note:'golden best = weights rounded to the nearest 0.05, i.e. weight >= w-0.025',equal:b.tp===m.tp&&b.fp===m.fp,golden:{tp:b.tp,fp:b.fp},ours:m}; info.golden.lambda_equal=G.lambda===lam;}
if(!flag('no-write')){ fs.mkdirSync(out,{recursive:true});
  const pat=K.map(k=>`g${k}`).join(`||' '||`);
  await c.run(`copy (select lid as "left", rid as "right", weight, p as probability, ${pat} as levels, mk as rule from s order by lid, rid) to '${out}/pairs_${name}.csv' (header, delimiter ',')`);
  await c.run(`copy (select ${pat} as levels, count(*) n, count(*) filter (truth) n_true from s group by 1 order by n desc, levels) to '${out}/patterns_${name}.csv' (header, delimiter ',')`);
  info.patterns=Number((await q(`select count(distinct ${pat}) n from s`))[0].n);
  info.comparisons=comps.map(k=>k.output_column_name);
  info.level_counts={}; for(const k of K) info.level_counts[comps[k].output_column_name]=Object.fromEntries((await q(`select g${k} g, count(*)::int n from s group by 1 order by 1`)).map(r=>[r.g,r.n]));
  fs.writeFileSync(`${out}/summary_${name}.json`,JSON.stringify(info,null,1)); }
console.log(JSON.stringify(info,null,1));
