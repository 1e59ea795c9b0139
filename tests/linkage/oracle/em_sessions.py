#!/usr/bin/env python3
"""em_sessions.py SET [--write]: chains the training sessions of a set exactly as Splink does and compares with the
golden model's m. Session order matters: session 2 starts from session 1's medians. Works in the folder it is
started in: data/ holds the sets (prepare.py), em/ receives patterns and results; $GOLDEN is golden/linkage."""
import json, sys, subprocess, statistics, os
from em_reference import em, default_m, default_u
G=os.environ['GOLDEN'].rstrip('/')+'/'
HERE=os.path.dirname(os.path.abspath(__file__))+'/'
S={'fake_1000':[['first_name','surname'],['dob']],'febrl3':[['date_of_birth'],['postcode']],'febrl4':[['date_of_birth'],['postcode']],
   'historical_50k':[['first_name','surname'],['dob']],'synth_100k':[['first_name','surname'],['dob']],'synth_1m':[['first_name','surname'],['dob']]}
def run(s,tf,blocks=None,write=False,quiet=False):
    M=json.load(open(f'{G}models/splink4_{s}.json')); R=json.load(open(f'{G}results/splink4_duckdb_{s}.json'))['stages']
    lv={}  # name -> gamma -> {u,m(list of trained)}
    ex={}  # exact col -> (comparison, gamma)
    for k in M['comparisons']:
        L=[l for l in k['comparison_levels'] if not l.get('is_null_level')]; n=len(L); lv[k['output_column_name']]={}
        for i,l in enumerate(L):
            g=n-1-i; lv[k['output_column_name']][g]={'u':l.get('u_probability'),'gold':l.get('m_probability'),'tr':[],'n':n}
            c=l['sql_condition'].replace('"','').split(' = ')
            if len(c)==2 and c[0].endswith('_l') and c[1]==c[0][:-2]+'_r': ex[c[0][:-2]]=(k['output_column_name'],g)
    cur=lambda d,g: statistics.median(d['tr']) if d['tr'] else None
    out=[]
    for si,b in enumerate(blocks or S[s]):
        f=f"em/{s}_session{si+1}{'_tf' if tf else ''}_patterns.json"
        if not os.path.exists(f) or blocks:
            files=['--left','data/febrl4a.csv','--right','data/febrl4b.csv'] if s=='febrl4' else ['--in',f'data/{s}.csv']
            if s=='historical_50k': files+=['--derive',"(first_name||' '||surname) as first_name_surname_concat"]
            subprocess.run(['node',HERE+'em_patterns.mjs',f'{G}models/splink4_{s}.json',f]+files+['--block',','.join(b)]+(['--tf'] if tf else []),check=True,stdout=subprocess.DEVNULL if quiet else None)
        P=json.load(open(f))
        x=M['probability_two_random_records_match']; x=x/(1-x); adj=[]
        for col in b:
            if col in ex:
                n,g=ex[col]; d=lv[n][g]; m=cur(d,g); m=default_m(d['n'])[g] if m is None else m; u=d['u'] if d['u'] is not None else default_u(d['n'])[g]
                x*=m/u; adj.append({'comparison':n,'gamma':g,'m':m,'u':u,'bayes_factor':m/u})
        lam=x/(1+x)
        comps=[{'name':c['name'],'levels':[{'gamma':l['gamma'],'label':l['label'],'u':l['u'],'m':cur(lv[c['name']][l['gamma']],l['gamma'])} for l in c['levels']]} for c in P['comparisons']]
        # write explicit initial values (defaults filled in)
        for c in comps:
            n=len(c['levels'])
            for l in c['levels']:
                l['m_source']='default' if l['m'] is None else 'previous session'; l['u_source']='default' if l['u'] is None else 'model'
                if l['m'] is None: l['m']=default_m(n)[l['gamma']]
                if l['u'] is None: l['u']=default_u(n)[l['gamma']]
        r=em(comps,lam,P['patterns'],M['em_convergence'],M['max_iterations'])
        for c in r['comparisons']:
            for l in c['levels']:
                if l['m'] is not None: lv[c['name']][l['gamma']]['tr'].append(l['m'])
        gi=R.get(f'em{si+1}_iterations')
        out.append((b,P['pairs'],len(P['patterns']),lam,r['lambda'],r['iterations'],gi))
        if write:
            t='_tf' if tf else ''
            inp={'set':s,'session':si+1,'block':b,'with_term_frequencies':tf,'pairs':P['pairs'],'lambda_before_blocking_adjustment':M['probability_two_random_records_match'],'lambda_adjustment':adj,'lambda':lam,'em_convergence':M['em_convergence'],'max_iterations':M['max_iterations'],'comparisons':comps}
            h=json.dumps(inp,indent=1)[:-2]
            open(f'em/{s}_session{si+1}{t}_input.json','w').write(h+',\n "patterns": [\n'+',\n'.join(json.dumps(p) for p in P['patterns'])+'\n]}\n')
            json.dump({'set':s,'session':si+1,'block':b,'with_term_frequencies':tf,'golden_iterations':gi,**r},open(f'em/{s}_session{si+1}{t}_result.json','w'),indent=1)
    fin=[]; mx=0
    for n,ls in lv.items():
        for g in sorted(ls,reverse=True):
            d=ls[g]; m=cur(d,g); fin.append({'comparison':n,'gamma':g,'m_median':m,'m_golden':d['gold'],'sessions':d['tr']})
            if m is not None and d['gold'] is not None: mx=max(mx,abs(m-d['gold']))
    mis=[(f['comparison'],f['gamma'],f['m_median'],f['m_golden']) for f in fin if (f['m_median'] is None)!=(f['m_golden'] is None)]
    if write: json.dump({'set':s,'with_term_frequencies':tf,'max_abs_m_difference_from_golden':mx,'trained_status_differs':mis,'levels':fin},open(f"em/{s}{'_tf' if tf else ''}_final.json",'w'),indent=1)
    return mx,mis,out
if __name__=='__main__':
    for s in [a for a in sys.argv[1:] if not a.startswith('--')]:
        for tf in (False,True):
            mx,mis,o=run(s,tf,write='--write' in sys.argv)
            print(s,'tf' if tf else 'no tf','max |m - golden|',mx,'trained status differs',mis)
            for x in o: print('   block',x[0],'pairs',x[1],'rows',x[2],'lambda0 %.6g lambda %.6g'%(x[3],x[4]),'iterations',x[5],'golden',x[6])
