import { setSiteBase } from "../engine/site_base.js";
import { ChartElement } from "./chart_element.js";
import { ReportElement } from "./report_element.js";

/** Defines the elements; the files of the site lie below `site`. */
export function defineElements(site: string): void {
  setSiteBase(site);
  customElements.define("runloom-chart", ChartElement);
  customElements.define("runloom-report", ReportElement);
}
