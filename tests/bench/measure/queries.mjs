/** The same questions to the engines of three pages of one browser, in turn, so that a busy moment of the machine hits all of them. */

import { QUESTIONS } from "../queries/questions.js";
import { freshPage, inBrowser, peakMemory } from "./browser.mjs";
import { median } from "./statistics.mjs";

export const ENGINES = ["runloom", "duckdb", "arquero"];
const WARM_UPS = 3;

/** Per question and engine the times of `samples` answers, in milliseconds. Throws where two engines answer differently. */
export function queries(origin, file, samples) {
  return inBrowser(async (browser) => {
    const engines = [];
    for (const engine of ENGINES) {
      const page = await freshPage(browser);
      await page.goto(`${origin}/queries/page.html?engine=${engine}`);
      await page.waitForFunction(() => globalThis.engine);
      const begun = performance.now();
      const opened = await page.evaluate((address) => globalThis.engine.open(address), `../data/${file}`);
      console.log(`${engine} ${opened.version} has ${opened.runs} runs x ${opened.columns} columns after ${Math.round(performance.now() - begun)} ms`);
      engines.push({ ...opened, name: await page.evaluate(() => globalThis.engine.name), page });
    }
    const questions = QUESTIONS.map((question) => ({ ...question, answer: null, engines: engines.map(({ name }) => ({ name, times: [], inside: [] })) }));
    for (let round = -WARM_UPS; round < samples; round++) {
      for (const [number, question] of questions.entries()) {
        for (const [place, { page, name }] of engines.entries()) {
          const { answer, time_ms, inside_ms } = await page.evaluate((number) => globalThis.engine.ask(number), number);
          agree(question, name, answer);
          if (round < 0) continue;
          question.engines[place].times.push(time_ms);
          question.engines[place].inside.push(inside_ms);
        }
      }
    }
    for (const { name, engines } of questions) {
      console.log(`${name}: ${engines.map(({ name, times, inside }) => `${name} ${median(times).toFixed(1)} ms${inside[0] ? ` (${median(inside).toFixed(1)} inside)` : ""}`).join(", ")}`);
    }
    return { engines: engines.map(({ name, version, runs, columns }) => ({ name, version, runs, columns })), questions, memory: await peakMemory(browser) };
  });
}

function agree(question, engine, answer) {
  question.answer ??= answer;
  if (JSON.stringify(question.answer) !== JSON.stringify(answer)) {
    throw new Error(`${engine} answers "${question.name}" with ${JSON.stringify(answer).slice(0, 200)}, not ${JSON.stringify(question.answer).slice(0, 200)}`);
  }
}
