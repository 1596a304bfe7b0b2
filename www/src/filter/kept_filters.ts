/** A filter with the name that the user gave it. */
export interface SavedFilter {
  name: string;
  text: string;
}

const RECENT = "runloom.filters.recent";
const SAVED = "runloom.filters.saved";
const RECENT_AT_MOST = 20;
const SAVED_AT_MOST = 200;
/** Longer ones are programs' filters, and would fill the browser's storage. */
const LONGEST = 4000;

/** The filters that this browser keeps: in its storage, or where that is blocked, until the page is left. */
export class KeptFilters {
  readonly #memory = new Map<string, string>();

  /** The newest first. */
  get recent(): string[] {
    return this.#read(RECENT, (entry) => (typeof entry === "string" ? entry : null));
  }

  get saved(): SavedFilter[] {
    return this.#read(SAVED, (entry) => {
      const { name, text } = (entry ?? {}) as Partial<SavedFilter>;
      return typeof name === "string" && typeof text === "string" ? { name, text } : null;
    });
  }

  remember(text: string): void {
    if (text.trim() === "" || text.length > LONGEST) return;
    this.#write(RECENT, [text, ...this.recent.filter((other) => other !== text)].slice(0, RECENT_AT_MOST));
  }

  forgetRecent(): void {
    this.#write(RECENT, []);
  }

  /** Saves a filter under a name of its own, in the place of the one that had it. */
  save(saved: SavedFilter): void {
    this.#write(SAVED, [saved, ...this.saved.filter(({ name }) => name !== saved.name)].slice(0, SAVED_AT_MOST));
  }

  rename(name: string, to: string): void {
    const others = this.saved.filter((other) => other.name === name || other.name !== to);
    this.#write(SAVED, others.map((other) => (other.name === name ? { ...other, name: to } : other)));
  }

  remove(name: string): void {
    this.#write(SAVED, this.saved.filter((other) => other.name !== name));
  }

  #read<T>(key: string, as: (entry: unknown) => T | null): T[] {
    try {
      const entries: unknown = JSON.parse(this.#stored(key) ?? "[]");
      return Array.isArray(entries) ? entries.map(as).filter((entry) => entry !== null) : [];
    } catch {
      return [];
    }
  }

  #stored(key: string): string | null {
    try {
      return this.#memory.get(key) ?? localStorage.getItem(key);
    } catch {
      return null;
    }
  }

  #write(key: string, entries: unknown[]): void {
    const text = JSON.stringify(entries);
    try {
      localStorage.setItem(key, text);
      this.#memory.delete(key);
    } catch {
      this.#memory.set(key, text);
    }
  }
}
