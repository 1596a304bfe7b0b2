import { html, type TemplateResult } from "lit";

import { grouped } from "../controls/count.js";
import type { Shown } from "../engine/protocol.js";

/** `N of M runs`, said aloud when it changes. */
export function statusLine({ matching, total }: Shown): TemplateResult {
  return html`<div class="status" role="status">${grouped(matching)} of ${grouped(total)} runs</div>`;
}
