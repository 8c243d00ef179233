/** Draws a text in paragraphs, with the lines that begin with a dash as a real list. */

import { el } from "./dom.js";

/** @typedef {{isList: boolean, lines: string[]}} Block lines in a row that are of one kind */

const DASH = /^[–-]\s+/;

/**
 * @param {string} text
 * @param {string} [marked] the sentence of it that is to stand out
 * @returns {HTMLElement[]} nothing where there are no words
 */
export function prose(text, marked = "") {
  const sentence = marked.replace(DASH, "");
  return blocksOf(text.split("\n"))
    .map((block) => blockOf(block, sentence))
    .filter((node) => node.textContent !== "");
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

/** @param {Block} block @param {string} marked @returns {HTMLElement} */
function blockOf({ isList, lines }, marked) {
  if (!isList) return el("p", { class: "text" }, ...withMark(lines.join("\n").trim(), marked));
  return el("ul", { class: "dashes" }, ...lines.map((line) => el("li", {}, ...withMark(line.replace(DASH, ""), marked))));
}

/** @param {string} text @param {string} marked @returns {(string|HTMLElement)[]} the text, with the sentence marked where it stands */
function withMark(text, marked) {
  const at = marked === "" ? -1 : text.indexOf(marked);
  if (at < 0) return [text];
  return [text.slice(0, at), el("mark", {}, marked), text.slice(at + marked.length)];
}
