/** Links that only ever lead to this server. */

import { el, unseen } from "./dom.js";

/** @param {string} address @returns {URL|null} null where it is no address, or another server's */
function ownUrl(address) {
  const url = address && URL.canParse(address, document.baseURI) ? new URL(address, document.baseURI) : null;
  return url?.origin === location.origin ? url : null;
}

/** @param {string} address @param {string} title @returns {HTMLElement|null} */
export function downloadLink(address, title) {
  const url = ownUrl(address);
  return url && el("a", { class: "download", href: url.href, download: true }, title);
}

/** @param {string} procedure @param {string} kommune @returns {HTMLElement|null} the chart as it is in the kommune */
export function chartLink(procedure, kommune) {
  const url = procedure === "" ? null : ownUrl(`prosedyrer/${encodeURIComponent(procedure)}`);
  if (!url) return null;
  if (kommune !== "") url.searchParams.set("kommune", kommune);
  const attributes = { class: "elsewhere", href: url.href, target: "_blank", rel: "noopener" };
  return el("a", attributes, "Se hele prosedyren som figur", unseen(" (åpnes i ny fane)"));
}
