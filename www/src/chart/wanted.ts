/** What the user last chose, until the picture shows it: a choice made meanwhile must not undo the one before. */
export class Wanted<Settings extends object> {
  #last: Settings | null = null;

  /** The settings that hold, given those that the picture shows. */
  over(shown: Settings): Settings {
    return this.#last ?? shown;
  }

  /** Changes a part of them; `carryOut` ends when the picture shows it. */
  async change(shown: Settings, part: Partial<Settings>, carryOut: (settings: Settings) => Promise<void>): Promise<void> {
    const settings = { ...this.over(shown), ...part };
    this.#last = settings;
    await carryOut(settings);
    if (this.#last === settings) this.#last = null;
  }
}
