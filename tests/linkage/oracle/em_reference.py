#!/usr/bin/env python3
"""em_reference.py INPUT.json [-o OUT.json]: reference EM for one training session (own code; formulas in EM.md).
INPUT: {"comparisons":[{"name":..,"levels":[{"gamma":g,"u":..,"m":..}, ...]}, ...], "lambda":.., "em_convergence":1e-4,
        "max_iterations":25, "patterns":[{"gammas":[..],"count":n[,"tf_bf":x]}, ...]}   gamma -1 = null level
Missing m / u -> default values. Output: final m per level (null = never observed, i.e. not trained), lambda, iterations."""
import json, sys, math
def default_m(n): return [(1-0.95)/(n-1)]*(n-1)+[0.95]
def default_u(n):
    w=[-5.0] if n==2 else [-5+i*8/(n-2) for i in range(n-1)]
    return [m/2.0**x for m,x in zip(default_m(n),w+[10.0])]
EPS_NOT_OBSERVED=1e-6
def em(comps, lam, patterns, conv=1e-4, maxit=25, fix_lambda=False):
    K=len(comps); m=[];u=[]; trained=[]
    for k in comps:
        n=len(k['levels']); dm,du=default_m(n),default_u(n); a,b={}, {}
        for l in k['levels']:
            g=l['gamma']; a[g]=l['m'] if l.get('m') is not None else dm[g]; b[g]=l['u'] if l.get('u') is not None else du[g]
        m.append(a);u.append(b)
    N=sum(p['count'] for p in patterns); hist=[]; obs=[{} for _ in comps]; change=None
    for it in range(1,maxit+1):
        bf=[{g:(math.inf if u[k][g]==0 else m[k][g]/u[k][g]) for g in m[k]} for k in range(K)]
        prior=lam/(1-lam); acc=[{} for _ in comps]; tot=[]; ll=[]
        for p in patterns:
            x=prior; inf=False
            for k in range(K):
                g=p['gammas'][k]
                if g>=0:
                    v=bf[k][g]; inf=inf or v==math.inf; x*=v
            x*=p.get('tf_bf',1.0)
            pr=1.0 if inf else min(max(x,1e-300),1e300); pr=1.0 if inf else pr/(1+pr)
            w=pr*p['count']; tot.append(w)
            for k in range(K): acc[k].setdefault(p['gammas'][k],[]).append(w)
        newlam=lam if fix_lambda else math.fsum(tot)/N
        ch=abs(newlam-lam); who='lambda'; newm=[]
        for k in range(K):
            s={g:math.fsum(v) for g,v in acc[k].items() if g>=0}; d=math.fsum(s.values()); a={}
            for g in m[k]:
                obs[k][g]=g in s
                a[g]=s[g]/d if g in s else EPS_NOT_OBSERVED
                if abs(a[g]-m[k][g])>ch: ch=abs(a[g]-m[k][g]); who=f"{comps[k]['name']} gamma {g}"
            newm.append(a)
        m=newm; lam=newlam; hist.append({'iteration':it,'lambda':lam,'max_change':ch,'of':who})
        if ch<conv: break
    return {'lambda':lam,'iterations':it,'max_change':ch,
      'comparisons':[{'name':k['name'],'levels':[{'gamma':l['gamma'],'m':(m[i][l['gamma']] if obs[i][l['gamma']] else None)} for l in k['levels']]} for i,k in enumerate(comps)],'history':hist}
if __name__=='__main__':
    d=json.load(open(sys.argv[1]))
    r=em(d['comparisons'],d['lambda'],d['patterns'],d.get('em_convergence',1e-4),d.get('max_iterations',25),d.get('fix_lambda',False))
    t=json.dumps(r,indent=1)
    open(sys.argv[3],'w').write(t+'\n') if len(sys.argv)>3 and sys.argv[2]=='-o' else print(t)
