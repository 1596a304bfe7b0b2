/** What the page itself has to know of an address before there is an engine: which sources it names. */
export interface NamedSources {
  /** Addresses, as written. */
  urls: string[];
  /** Names of local files, which only the user can open again. */
  files: string[];
}

/** The sources named by a fragment or a query string. */
export function namedSources(text: string): NamedSources {
  const named: NamedSources = { urls: [], files: [] };
  for (const pair of text.replace(/^[#?]/, "").split("&")) {
    const cut = pair.indexOf("=");
    if (cut < 0) continue;
    const value = decoded(pair.slice(cut + 1)).trim();
    if (value === "") continue;
    const key = decoded(pair.slice(0, cut)).trim();
    if (key === "src" && !named.urls.includes(value)) named.urls.push(value);
    if (key === "file" && !named.files.includes(value)) named.files.push(value);
  }
  return named;
}

/** The query string's sources as the start of a fragment; everything else in the query stays there. */
export function movedToFragment(search: string, hash: string): { search: string; fragment: string } {
  const pairs = search.replace(/^\?/, "").split("&").filter((pair) => pair !== "");
  const sources = pairs.filter((pair) => /^src=/.test(pair));
  const rest = pairs.filter((pair) => !sources.includes(pair));
  const fragment = [...sources, hash.replace(/^#/, "")].filter((part) => part !== "").join("&");
  return { search: rest.length > 0 ? `?${rest.join("&")}` : "", fragment };
}

/** `file=` pairs for files that are still missing, to be put behind a fragment. */
export function withFiles(fragment: string, files: string[]): string {
  return [fragment, ...files.map((name) => `file=${encodeURIComponent(name)}`)].filter((part) => part !== "").join("&");
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
