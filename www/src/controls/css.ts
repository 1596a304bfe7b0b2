import { noChange } from "lit";
import { type ElementPart, Directive, directive, type PartInfo, PartType } from "lit/directive.js";

/** CSS properties by name, custom ones included. */
export type Css = Record<string, string>;

/**
 * Sets CSS properties of an element through its style object: `<div ${css({ left: "4px" })}>`.
 *
 * Lit's own `styleMap` writes a `style` attribute first, which the page's Content-Security-Policy refuses.
 */
class CssDirective extends Directive {
  #set: Css = {};

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error("css() belongs directly into a tag");
  }

  override update(part: ElementPart, [wanted]: [Css]): typeof noChange {
    const { style } = part.element as HTMLElement;
    for (const name of Object.keys(this.#set)) if (!(name in wanted)) style.removeProperty(name);
    for (const [name, value] of Object.entries(wanted)) if (this.#set[name] !== value) style.setProperty(name, value);
    this.#set = wanted;
    return noChange;
  }

  render(_wanted: Css): typeof noChange {
    return noChange;
  }
}

export const css = directive(CssDirective);
