import { Latest } from "../../www/src/engine/latest.ts";
import { expect, test } from "./support/test.ts";

test("a question that comes right after the last answer is asked too", async () => {
  const asked: number[] = [];
  const latest = new Latest<number, number>(
    async (question) => question,
    (answer) => {
      asked.push(answer);
      if (answer === 1) queueMicrotask(() => latest.ask(2));
    },
  );
  latest.ask(1);
  await expect.poll(() => asked).toEqual([1, 2]);
});
