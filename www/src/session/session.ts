/**
 * All that happens between the user and the engine: what is open, what goes wrong, what the address says.
 *
 * Fires `change` after anything that a component may show has changed, and `ahead` ([`AheadEvent`]) when it is about to.
 */

import { EngineStopped, type EngineClient } from "../engine/client.js";
import type { Parts } from "../engine/launch.js";
import type { Input } from "../engine/messages.js";
import type { EngineError, Intent, Picture, PictureRequest, Progress, Shown, Update } from "../engine/protocol.js";
import { asTrouble, Cancelled, type Remediable } from "../engine/trouble.js";
import { NetFrames } from "../net/frames.js";
import type { Place } from "./address.js";
import { AheadEvent } from "./ahead.js";
import { EMPTY_UPDATE } from "./empty_update.js";
import { namedSources, withFiles } from "./fragment.js";
import { heldFragment, heldInputs } from "./held_data.js";
import { Highlight } from "./highlight.js";
import { fileInput, foreignOrigin, urlInput } from "./inputs.js";
import { IntentQueue } from "./intents.js";
import { isPacked } from "./links.js";
import { withProblem, type Problem } from "./problems.js";
import { Questions } from "./questions.js";
import { filesIn, partsOf } from "./report_inputs.js";
import { keyMissing, openedFile, MOST_READ_BYTES, sealedAmong, type FoundFile } from "./sealed_file.js";
import { namesSealedFile, unsealed } from "./sealing.js";
import { firstLine, namesOf, stoppedWhileOpening } from "./stopped.js";
import { WHOLE_PAGE, type Surroundings } from "./surroundings.js";
import { onSystemTheme, showTheme } from "./theme.js";

export interface Opening {
  names: string[];
  progress: Map<string, Progress>;
  cancel(): void;
}

const CRASH_WINDOW_MS = 30_000;

/** How often a worker is started within that time, where each stops. */
const MOST_STARTS = 3;

export class Session extends Questions {
  update: Shown = EMPTY_UPDATE;
  opening: Opening | null = null;
  problems: Problem[] = [];
  /** What the user should know, without having to do anything. */
  notice: string | null = null;
  /** What a screen reader should say of the last thing that was done, where nothing else says it. */
  said = "";
  /** Names of local files that the address asks for. */
  missingFiles: string[] = [];
  started = false;
  /** How often the worker was started; generations of different workers are not comparable. */
  restarts = 0;
  /** The number of the last picture that gave runs other colours. */
  colours = 0;
  readonly highlight = new Highlight();

  #parts: Parts | undefined;
  #client: EngineClient | undefined;
  #reached = new Set<string>();
  /** What is open and what it is called by the engine that runs now. */
  #inputs = new Map<Input, number | null>();
  /** What the document itself holds, which stays open whatever the address names. */
  readonly #held = heldInputs();
  #crashes: number[] = [];
  #wanted = "";
  /** The engine's numbers of what it has open. */
  readonly #known = new Set<number>();
  #work: Promise<unknown> = Promise.resolve();
  #revived: Promise<void> = Promise.resolve();
  readonly #frames = new NetFrames();
  readonly #place: Place;
  #ended = false;
  #forgetTheme: () => void = () => undefined;
  readonly #queue = new IntentQueue(({ intent, live }) => this.#carryOut(intent, live));

  constructor(readonly around: Surroundings = WHOLE_PAGE) {
    super();
    this.#place = around.place((fragment) => void this.#navigate(fragment));
  }

  /** Starts the engine and shows what the address asks for. */
  async start(): Promise<void> {
    this.#forgetTheme = onSystemTheme(() => this.#changed());
    this.#show("loading");
    try {
      this.#parts = await this.around.load();
    } catch (error) {
      this.#fail(asTrouble(error, "Runloom cannot start", location.href), { label: "Reload the page", run: () => location.reload() });
      this.#show("error");
      return;
    }
    if (this.#ended) return;
    this.#newClient();
    this.started = true;
    await this.#navigate(this.#place.fragment || heldFragment(), this.#held);
  }

  /** Opens picked, dropped or pasted files. */
  async openFiles(files: File[]): Promise<void> {
    if (!RUNLOOM_REPORT) {
      const sealed = await sealedAmong(files);
      if (sealed && namesSealedFile(this.#place.fragment)) return this.#navigate(this.#place.fragment, [], sealed);
      if (sealed) return this.#fail(keyMissing(sealed));
    }
    return this.#openWanted(async () => (await Promise.all(files.map((file) => filesIn(file, this.#client)))).flat().map(fileInput));
  }

  /** Opens addresses, as the user wrote them. */
  openUrls(urls: string[]): Promise<void> {
    return this.#openWanted(() => urls.map(urlInput));
  }

  close(sourceId: number): Promise<void> {
    return this.#inTurn(async () => {
      const update = await this.ask((client) => client.close(sourceId));
      for (const [input, id] of this.#inputs) if (id === sourceId) this.#inputs.delete(input);
      if (update) this.#accept(update, { finished: true });
    });
  }

  /** Asks the engine for a change. `live`: one of many, as while typing or dragging. */
  apply(intent: Intent, { live = false } = {}): Promise<void> {
    return this.#queue.push(intent, live);
  }

  /** Ends a series of live intents: Back will undo them as one. */
  finishStep(): void {
    this.#place.finish();
  }

  async picture(request: PictureRequest): Promise<Picture | null> {
    const picture = await this.ask((client) => client.picture(request));
    if (picture && picture.colours !== this.colours) {
      this.colours = picture.colours;
      this.#changed();
    }
    return picture;
  }

  /** Ends the engine; the session is of no use any more. */
  end(): void {
    this.#ended = true;
    this.#forgetTheme();
    this.opening?.cancel();
    this.#client?.end();
    this.#client = undefined;
  }

  /** Settles when the engine has answered everything that it was asked. */
  async idle(): Promise<void> {
    await this.#client?.idle();
  }

  /** Makes the engine panic, for tests; settles once it has and the next is being started. */
  async crash(): Promise<void> {
    await this.#client?.crash().catch(() => undefined);
  }

  /** The module that the page's painter is made from. */
  get module(): WebAssembly.Module | undefined {
    return this.#parts?.module;
  }

  dismiss(problem: Problem): void {
    this.problems = this.problems.filter((other) => other !== problem);
    if (this.update.sources.length === 0 && this.problems.length === 0 && this.started) this.#show("ready");
    this.#changed();
  }

  /** Has a sentence said aloud. */
  say(sentence: string): void {
    this.said = sentence;
    this.#changed();
  }

  dismissNotice(): void {
    this.notice = null;
    this.#changed();
  }

  forgetMissingFiles(): void {
    this.missingFiles = [];
    this.#writeAddress({ finished: true });
    this.#changed();
  }

  /** Shows an error that a component found. */
  report(error: EngineError): void {
    this.#fail(error);
  }

  /** What inputs mean, where some of them are reports. */
  async #whole(inputs: Input[]): Promise<Input[]> {
    await this.#reachOrigins(inputs);
    return (await Promise.all(inputs.map((input) => partsOf(input, this.#client)))).flat();
  }

  #openWanted(make: () => Input[] | Promise<Input[]>): Promise<void> {
    return this.#inTurn(async () => {
      let inputs: Input[];
      try {
        inputs = await this.#whole(await make());
      } catch (error) {
        this.#fail(asTrouble(error, "That cannot be opened", "in this page"));
        return;
      }
      const found = this.missingFiles.filter((name) => inputs.some((input) => input.name === name));
      const opened = await this.#open(inputs);
      if (opened && found.length > 0) {
        this.missingFiles = this.missingFiles.filter((name) => !found.includes(name));
        await this.#restore(this.#wanted);
      }
      this.#writeAddress({ finished: true });
      this.#settleState();
    });
  }

  /** Opens inputs together, or one by one if together they fail. Tells the user what failed; says whether any opened. */
  async #open(inputs: Input[]): Promise<boolean> {
    if (inputs.length === 0) return false;
    try {
      await this.#openTogether(inputs);
      return true;
    } catch (error) {
      if (error instanceof EngineStopped) {
        this.#fail(stoppedWhileOpening(inputs, error));
        return false;
      }
      if (error instanceof Cancelled || inputs.length === 1) {
        for (const input of inputs) this.#inputs.delete(input);
        if (!(error instanceof Cancelled)) this.#failToOpen(inputs, error);
        return false;
      }
    }
    let any = false;
    for (const input of inputs) any = (await this.#open([input])) || any;
    return any;
  }

  async #openTogether(inputs: Input[]): Promise<void> {
    const client = this.#client;
    if (!client) return;
    await this.#reachOrigins(inputs);
    await this.#stoppable(inputs.map(({ name }) => name), async (onProgress, signal) => {
      const update = await client.open(inputs, onProgress, signal);
      const fresh = update.sources.filter((source) => !this.#known.has(source.id));
      inputs.forEach((input, at) => this.#inputs.set(input, fresh[at]?.id ?? null));
      this.#accept(update, { silent: true });
    });
  }

  /** Reads something while the user sees how far it is and may stop it. */
  async #stoppable<T>(names: string[], read: (onProgress: (step: Progress) => void, signal: AbortSignal) => Promise<T>): Promise<T> {
    const abort = new AbortController();
    const progress = new Map<string, Progress>();
    this.opening = { names, progress, cancel: () => abort.abort() };
    this.#show("loading");
    this.#changed();
    const onProgress = (step: Progress) => {
      progress.set(step.source, step);
      this.#changed();
    };
    try {
      return await read(onProgress, abort.signal);
    } finally {
      this.opening = null;
      this.#changed();
    }
  }

  #failToOpen(inputs: Input[], error: unknown): void {
    const trouble = asTrouble(error, "That cannot be opened", namesOf(inputs));
    this.#fail(trouble, this.#remedy(trouble, inputs, () => this.#openWanted(() => inputs)));
  }

  /** What the user may have the page do about a trouble with inputs, before it tries again. */
  #remedy({ remedy }: Remediable, inputs: Input[], again: () => Promise<void>): Problem["remedy"] {
    if (remedy !== "follow") return null;
    const follow = async () => {
      for (const origin of inputs.map(foreignOrigin)) {
        if (origin !== null) this.#client?.reach(origin, await this.#frames.port(origin, true));
      }
      await again();
    };
    return { label: "Follow it", run: () => void follow() };
  }

  async #reachOrigins(inputs: Input[]): Promise<void> {
    for (const input of inputs) {
      const origin = foreignOrigin(input);
      if (origin === null || !this.around.reachesThroughFrames || this.#reached.has(origin)) continue;
      this.#client?.reach(origin, await this.#frames.port(origin));
      this.#reached.add(origin);
    }
  }

  async #carryOut(intent: Intent, live: boolean): Promise<void> {
    await this.#revived;
    const answer = this.ask((client) => client.apply(intent));
    const ahead = new AheadEvent();
    if (live) this.dispatchEvent(ahead);
    const [update] = await Promise.all([answer, ahead.drawn()]);
    if (update) this.#accept(update, { finished: !live });
  }

  /** Opens and closes until the sources are those of `link`, then restores the view that it describes. */
  #navigate(link: string, held: Input[] = [], file: FoundFile | null = null): Promise<void> {
    return this.#inTurn(async () => {
      const fragment = await this.#readable(link, file);
      if (fragment === null) {
        await this.#open(held);
        this.#settleState();
        return;
      }
      this.#wanted = fragment;
      const named = namedSources(fragment);
      const isNamed = (input: Input) => this.#held.includes(input) || (input.url === null ? named.files.includes(input.name) : named.urls.includes(input.url));
      for (const [input, id] of [...this.#inputs].filter(([input]) => !isNamed(input))) {
        const update = id === null ? null : await this.ask((client) => client.close(id));
        this.#inputs.delete(input);
        if (update) this.#accept(update, { silent: true });
      }
      const has = (url: string) => [...this.#inputs.keys()].some((input) => input.url === url);
      const wanted = [...held];
      for (const url of named.urls.filter((url) => !has(url))) {
        try {
          wanted.push(...(await this.#whole([urlInput(url)])));
        } catch (error) {
          this.#fail(asTrouble(error, "That cannot be opened", url));
        }
      }
      await this.#open(wanted);
      const open = [...this.#inputs.keys(), ...held];
      this.missingFiles = named.files.filter((name) => !open.some((input) => input.url === null && input.name === name));
      await this.#restore(fragment);
      this.#settleState();
    });
  }

  /** The readable form of a fragment, whose sealed file may be there already; `null` where it cannot be read, which the user is told. */
  async #readable(fragment: string, file: FoundFile | null): Promise<string | null> {
    if (!isPacked(fragment)) return fragment;
    const named: Input[] = [];
    try {
      const compact = await unsealed(
        fragment,
        RUNLOOM_REPORT
          ? null
          : async (key, address) => {
              const input = urlInput(address);
              named.push(input);
              return openedFile(key, file ?? (await this.#sealedFile(input)));
            },
      );
      return (await this.#client?.expandLink(compact)) ?? null;
    } catch (error) {
      if (error instanceof Cancelled) return null;
      const trouble = asTrouble(error, "The link cannot be opened", "the address of this page");
      this.#fail(trouble, this.#remedy(trouble, named, () => this.#navigate(fragment)));
      return null;
    }
  }

  async #sealedFile(input: Input): Promise<FoundFile> {
    const where = input.from as string;
    await this.#reachOrigins([input]);
    const bytes = await this.#stoppable([input.name], (_, signal) => this.running().firstBytes(where, MOST_READ_BYTES, signal));
    return { where, bytes };
  }

  async #restore(fragment: string): Promise<void> {
    const update = await this.ask((client) => client.apply({ type: "restore", fragment }));
    if (update) this.#accept(update, { silent: true });
  }

  #newClient(): void {
    if (!this.#parts) return;
    const client = this.around.client(this.#parts, (why) => {
      this.#revived = this.#revive(why);
    });
    this.#client = client;
    this.#known.clear();
    this.restarts += 1;
    this.colours = 0;
    this.#reached.clear();
  }

  /** A new worker with everything that was open. Restores less each time the engine stops again soon after. */
  #revive(why: string): Promise<void> {
    const cancelled = why === "cancelled";
    const now = performance.now();
    if (!cancelled) this.#crashes = [...this.#crashes.filter((at) => now - at < CRASH_WINDOW_MS), now];
    const attempt = cancelled ? 1 : this.#crashes.length;
    // A worker that stops before anything was asked of it would be started for ever.
    if (attempt <= MOST_STARTS) this.#newClient();
    this.#show("loading");
    return this.#inTurn(async () => {
      const fragment = this.update.fragment;
      if (attempt > 2) {
        this.#giveUp(why, [...this.#inputs.keys()], fragment);
        return;
      }
      await this.#open([...this.#inputs.keys()]);
      if (attempt === 1) await this.#restore(fragment);
      if (!cancelled) {
        const lost = attempt === 1 ? "Nothing was lost." : "The view was reset, because it stopped twice.";
        this.notice = `The engine stopped (${firstLine(why)}) and was started again. ${lost}`;
      }
      this.#settleState();
    });
  }

  #giveUp(why: string, inputs: Input[], fragment: string): void {
    this.update = { ...EMPTY_UPDATE, view: { ...EMPTY_UPDATE.view, theme: this.update.view.theme } };
    this.#inputs.clear();
    this.notice = null;
    const hint = "Try again, or open something else. Please report it with the file, if you may share it.";
    const error = { what: "The engine keeps stopping", where: namesOf(inputs), why: firstLine(why), hint };
    const again = () => {
      this.#crashes = [];
      if (!this.#client?.alive) this.#newClient();
      void this.#inTurn(async () => {
        await this.#open(inputs);
        await this.#restore(fragment);
        this.#settleState();
      });
    };
    this.#fail(error, { label: "Try again", run: again });
    this.#settleState();
  }

  protected override running(): EngineClient {
    if (this.#client) return this.#client;
    throw new EngineStopped("That did not work", "in this page", "the engine is not running", "Reload the page.");
  }

  protected override async ask<T>(question: (client: EngineClient) => Promise<T>): Promise<T | null> {
    const client = this.#client;
    if (!client) return null;
    try {
      return await question(client);
    } catch (error) {
      if (error instanceof EngineStopped) return null;
      this.#fail(asTrouble(error, "That did not work", "in the engine"));
      return null;
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#work.catch(() => undefined).then(work);
    this.#work = turn;
    return turn;
  }

  #accept(update: Update, { finished = false, silent = false }: { finished?: boolean; silent?: boolean }): void {
    this.update = { ...update, grid: update.grid ?? this.update.grid, columns: update.columns ?? this.update.columns };
    for (const { id } of update.sources) this.#known.add(id);
    showTheme(this.around.root, update.view.theme);
    if (!silent) this.#writeAddress({ finished });
    this.#changed();
  }

  #writeAddress(options: { finished: boolean }): void {
    if (this.update.sources.length === 0 && this.missingFiles.length > 0) return;
    this.#place.write(withFiles(this.update.fragment, this.missingFiles), options);
  }

  #settleState(): void {
    const bare = this.update.sources.length === 0 && this.problems.length > 0;
    this.#show(bare ? "error" : "ready");
    this.#changed();
  }

  #fail(error: EngineError, remedy: Problem["remedy"] = null): void {
    this.problems = withProblem(this.problems, { error, remedy });
    this.#changed();
  }

  #show(state: "loading" | "ready" | "error"): void {
    this.around.root.dataset["runloom"] = state;
  }

  #changed(): void {
    this.dispatchEvent(new Event("change"));
  }
}
