/** The parts that cards are put together of; a part without content is null, and then left out. */

import { el, words } from "./dom.js";

/** @param {string} title @param {HTMLElement|null} content @param {string} [kind] @returns {HTMLElement|null} */
export function titled(title, content, kind = "") {
  return content && el("div", { class: `part ${kind}`.trim() }, el("h4", {}, title), content);
}

/** @param {HTMLElement[]} items @returns {HTMLElement|null} */
export function stack(items) {
  return items.length ? el("div", { class: "stack" }, ...items) : null;
}

/** @param {any[]} items @param {string} kind @returns {HTMLElement|null} */
export function bullets(items, kind) {
  const titles = items.map(words).filter(Boolean);
  return titles.length ? el("ul", { class: kind }, ...titles.map((title) => el("li", {}, title))) : null;
}

/** @param {any[]} items @returns {HTMLElement|null} one as a sentence, several as a list */
export function sentences(items) {
  return items.length === 1 ? el("p", {}, words(items[0])) : bullets(items, "dashes");
}

/** @param {string[]} lines each «what: value» @returns {HTMLElement|null} */
export function pairs(lines) {
  return lines.length ? el("dl", { class: "pairs" }, ...lines.map(pairOf)) : null;
}

/** @param {string} line @returns {HTMLElement} */
function pairOf(line) {
  const [what, ...value] = line.split(": ");
  return el("div", {}, el("dt", {}, what), el("dd", {}, value.join(": ")));
}

/** @param {string} text @returns {string} */
export function firstLine(text) {
  return text.split("\n", 1)[0].trim();
}
