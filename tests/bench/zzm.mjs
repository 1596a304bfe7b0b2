import { million } from "./measure/million.mjs";
const q=(a,p)=>{const s=[...a].sort((x,y)=>x-y);return s[Math.min(s.length-1,Math.floor(p*s.length))].toFixed(1)};
const f=await million("http://127.0.0.1:8940",["search","uniform"],{pictures:5,moves:40});
for(const {kind,first,brush,hover,memory,copy_ms,page} of f){const i=a=>a.map(x=>x.inside_ms??x);console.log(kind,"first",q(i(first),.5),"brush",q(i(brush),.5),q(i(brush),.95),"hover",q(i(hover),.5),q(i(hover),.95),"mem",memory/1e6,"copy",copy_ms.toFixed(1),"page",q(page.map(p=>p.drawn_ms??p),.5))}
