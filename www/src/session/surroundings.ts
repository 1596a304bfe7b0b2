import { EngineClient } from "../engine/client.js";
import { load, type Parts } from "../engine/launch.js";
import { Address, type Place } from "./address.js";

/** What a session lives in: a page of its own, a frame, or an element of another's page. */
export interface Surroundings {
  /** Has the theme's colours, and says in its `data-runloom` and `data-theme` what state the session is in and how it looks. */
  root: HTMLElement;
  /** Whether one chart stands alone, without what surrounds it on the page. */
  bare: boolean;
  /** Whether other origins are reached through frames, as the page's own policy allows no other way. */
  reachesThroughFrames: boolean;
  place(onNavigate: (fragment: string) => void): Place;
  load(): Promise<Parts>;
  client(parts: Parts, onDeath: (why: string) => void): EngineClient;
}

const own = {
  root: document.documentElement,
  reachesThroughFrames: true,
  load,
  client: (parts: Parts, onDeath: (why: string) => void) => new EngineClient(parts, onDeath),
};

/** The whole page. */
export const WHOLE_PAGE: Surroundings = { ...own, bare: false, place: (onNavigate) => new Address(onNavigate) };

/** A page within a frame of another, with one chart. */
export const FRAME: Surroundings = { ...own, bare: true, place: (onNavigate) => new Address(onNavigate, { makesEntries: false }) };
