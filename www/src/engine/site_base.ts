let base: string | undefined;

/** Where the files of the site are: beside the document, or where a script said that they are. */
export function siteBase(): string {
  return base ?? document.baseURI;
}

/** Says where they are for a script that runs in another's page. */
export function setSiteBase(address: string): void {
  base = address;
}
