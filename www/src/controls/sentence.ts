/** A message as a sentence of the page: it starts with a capital letter, unless with a name, and has no full stop of its own. */
export function sentence(message: string): string {
  const text = message.trim().replace(/\.$/, "");
  return /^[a-z]+(?:[\s,:;]|$)/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

/** A message as the rest of a sentence: no full stop of its own. */
export function clause(message: string): string {
  return message.trim().replace(/\.$/, "");
}
