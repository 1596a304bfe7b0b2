import { isReport, reportParts } from "../engine/glue.js";
import { Trouble } from "../engine/trouble.js";
import type { FileHandle, ReportFilePart } from "../engine/protocol.js";

/** A report says so within these. */
const HEAD_BYTES = 1024;

/** The files within a file that is a report; `null` of any other. */
export async function partsOf(file: FileHandle): Promise<ReportFilePart[] | null> {
  if (!isReport(await file.read(0, Math.min(file.len, HEAD_BYTES)))) return null;
  return reportParts(file.name, await file.read(0, file.len)).parts;
}

/** Which file within a report an address means; `null` where it means no report's. */
export function partNamed(address: string): string | null {
  const { protocol, hash } = new URL(address);
  return protocol.startsWith("http") && hash.length > 1 ? decodeURIComponent(hash.slice(1)) : null;
}

/** That file. */
export async function reportPart(report: FileHandle, name: string): Promise<FileHandle> {
  const part = (await partsOf(report))?.find((part) => part.name === name);
  if (!part) throw new Trouble("The address cannot be opened", report.url ?? report.name, `there is no report with a file ${name} in it`, "Open it without what follows its #.");
  const { bytes } = part;
  return { name, url: report.url, len: bytes.byteLength, read: (start, end) => Promise.resolve(bytes.slice(start, end) as Uint8Array<ArrayBuffer>) };
}
