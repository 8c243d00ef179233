/** Draws a text in paragraphs, with the lines that begin with a dash as a real list. */

import { el } from "./dom.js";

/** @typedef {{isList: boolean, lines: string[]}} Block lines in a row that are of one kind */

const DASH = /^[–-]\s+/;

/** @param {string} text @returns {HTMLElement[]} nothing where there are no words */
export function prose(text) {
  return blocksOf(text.split("\n")).map(blockOf).filter((node) => node.textContent !== "");
}

/** @param {string[]} lines @returns {Block[]} */
function blocksOf(lines) {
  /** @type {Block[]} */
  const blocks = [];
  for (const line of lines) {
    const isList = DASH.test(line);
    const last = blocks.at(-1);
    if (last?.isList === isList) last.lines.push(line);
    else blocks.push({ isList, lines: [line] });
  }
  return blocks;
}

/** @param {Block} block @returns {HTMLElement} */
function blockOf({ isList, lines }) {
  if (!isList) return el("p", { class: "text" }, lines.join("\n").trim());
  return el("ul", { class: "dashes" }, ...lines.map((line) => el("li", {}, line.replace(DASH, ""))));
}
