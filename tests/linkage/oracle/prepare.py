#!/usr/bin/env python3
"""prepare.py DATA: the CSVs as the saved models' training saw them, into data/ of the folder it is started in.

Header names and values trimmed, '' = missing, a `cluster` truth column. DATA is data/linkage; historical_50k.csv,
synth_100k.csv and synth_1m.csv (golden/linkage/make_synth.py) lie unpacked in the folder itself as *.raw.csv.
"""
import csv, re, sys
D=sys.argv[1].rstrip('/')+'/'
SETS=[(D+'fake_1000/fake_1000.csv','fake_1000',None),(D+'febrl/dataset3.csv','febrl3','rec'),
 (D+'febrl/dataset4a.csv','febrl4a','rec'),(D+'febrl/dataset4b.csv','febrl4b','rec'),
 ('historical_50k.raw.csv','historical_50k',None),('synth_100k.raw.csv','synth_100k',None),('synth_1m.raw.csv','synth_1m',None)]
for src,name,mode in SETS:
    with open(src,newline='',encoding='utf-8') as f, open(f'data/{name}.csv','w',newline='',encoding='utf-8') as g:
        r=csv.reader(f); h=[x.strip() for x in next(r)]; w=csv.writer(g,lineterminator='\n')
        add = mode=='rec'
        w.writerow(h+(['cluster'] if add else [])); n=0; ch=0; miss=0
        for row in r:
            if not row: continue
            v=[x.strip() for x in row]; assert len(v)==len(h),row
            ch+= v!=row
            if add: v.append(re.match(r'^rec-\d+',v[h.index('rec_id')]).group(0))
            w.writerow(v); n+=1
        print(name,n,'rows; rows changed by trimming:',ch)
