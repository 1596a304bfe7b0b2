/** Asks one question at a time: of those that come meanwhile only the last is asked, and the others are never answered. */
export class Latest<Q, A> {
  readonly #ask: (question: Q) => Promise<A>;
  readonly #answer: (answer: A, question: Q) => void;
  #waiting: { question: Q } | null = null;
  #running: Promise<void> | null = null;

  constructor(ask: (question: Q) => Promise<A>, answer: (answer: A, question: Q) => void) {
    this.#ask = ask;
    this.#answer = answer;
  }

  ask(question: Q): void {
    this.#waiting = { question };
    this.#running ??= this.#run();
  }

  /** Whether a question waits for the one before it. */
  get waits(): boolean {
    return this.#waiting !== null;
  }

  /** Forgets the question that waits. */
  drop(): void {
    this.#waiting = null;
  }

  /** Settles when nothing is asked any more. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #run(): Promise<void> {
    try {
      while (this.#waiting) {
        const { question } = this.#waiting;
        this.#waiting = null;
        const answer = await this.#ask(question);
        this.#answer(answer, question);
      }
    } finally {
      this.#running = null;
    }
  }
}
