import { chromium } from "playwright-core";
const [,, out, hash, w="1400", h="1000", dark="", full=""]=process.argv;
const b=await chromium.launch({executablePath:"/usr/bin/chromium",args:["--no-sandbox","--disable-quic","--no-first-run"]});
const p=await b.newPage({viewport:{width:+w,height:+h},colorScheme:dark?"dark":"light"});
p.on("console",m=>{if(m.type()==="error")console.log(m.text())});
await p.goto("http://127.0.0.1:8931/#"+hash); await p.waitForSelector('html[data-runloom=ready]'); await p.waitForTimeout(4000);
await p.screenshot({path:out,fullPage:!!full}); await b.close();
