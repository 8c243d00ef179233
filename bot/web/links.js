/** Links that only ever lead to this server. */

import { el, unseen } from "./dom.js";

const WEB = new Set(["http:", "https:"]);

/** @param {string} address @returns {URL|null} null where it is no address, or another server's */
function ownUrl(address) {
  const url = address && URL.canParse(address, document.baseURI) ? new URL(address, document.baseURI) : null;
  const isOwn = url?.origin === location.origin && WEB.has(url.protocol); // a blob: has its maker's origin
  return isOwn ? url : null;
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
  return inNewTab(url, "elsewhere", "Se hele prosedyren som figur");
}

/** @param {string} address @param {string} title @returns {HTMLElement|null} */
export function pageLink(address, title) {
  const url = ownUrl(address);
  return url && inNewTab(url, "page", title);
}

/** @param {URL} url @param {string} look @param {string} title @returns {HTMLElement} */
function inNewTab(url, look, title) {
  const attributes = { class: look, href: url.href, target: "_blank", rel: "noopener" };
  return el("a", attributes, title, unseen(" (åpnes i ny fane)"));
}
