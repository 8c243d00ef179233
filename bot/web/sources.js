/** Draws where an answer stands written, folded until someone wants to read it. */

import { el, words } from "./dom.js";
import { stack } from "./parts.js";
import { prose } from "./prose.js";

/** @import { Card } from "./types.js" */

/** More than these are folded together: a phone must not end in a wall of sources. */
const SHOWN = 4;

/** @param {Card[]} sources @returns {HTMLElement|null} the first ones, and the rest behind «Vis alle» */
export function sourceList(sources) {
  const drawn = sources.map(sourceOf);
  const rest = stack(drawn.slice(SHOWN));
  const more = rest && el("details", { class: "more" }, el("summary", {}, `Vis alle kildene (${drawn.length})`), rest);
  return stack([...drawn.slice(0, SHOWN), ...(more ? [more] : [])]);
}

/** @param {Card} source @returns {HTMLElement} opens the passage's own words where they are given */
export function sourceOf(source) {
  const text = words(source?.text);
  if (text === "") return el("p", { class: "source" }, sourceLine(source));
  return el("details", { class: "source" }, el("summary", {}, sourceLine(source)), quote(text, words(source.marked)));
}

/** @param {string} text @param {string} [marked] the sentence that answers @returns {HTMLElement} */
export function quote(text, marked = "") {
  return el("blockquote", {}, ...prose(text, marked));
}

/** @param {Card} source @returns {string} section – kind of source: guide, owner, date, page */
export function sourceLine(source) {
  const guide = words(source?.title) || words(source?.guide);
  const kind = words(source?.kind);
  const saysIt = guide.toLowerCase().startsWith(kind.toLowerCase()); // «Veileder for …» needn't be called «Veileder:» as well
  const named = [saysIt ? "" : kind, guide].filter(Boolean).join(": ");
  const page = Number.isInteger(source?.page) ? `side ${source.page}` : "";
  const place = [named, words(source?.owner), words(source?.date), page].filter(Boolean).join(", ");
  return [words(source?.section), place].filter(Boolean).join(" – ") || words(source);
}
