/** Draws a text in paragraphs, with the lines that begin with a dash as a real list. */

import { el } from "./dom";

/** Lines in a row that are of one kind. */
type Block = { isList: boolean; lines: string[] };

const DASH = /^[–-]\s+/;

/** The text, with the sentence that is to stand out marked; nothing where there are no words. */
export function prose(text: string, marked = ""): HTMLElement[] {
  const sentence = marked.replace(DASH, "");
  return blocksOf(text.split("\n"))
    .map((block) => blockOf(block, sentence))
    .filter((node) => node.textContent !== "");
}

function blocksOf(lines: string[]): Block[] {
  const blocks: Block[] = [];
  for (const line of lines) {
    const isList = DASH.test(line);
    const last = blocks.at(-1);
    if (last?.isList === isList) last.lines.push(line);
    else blocks.push({ isList, lines: [line] });
  }
  return blocks;
}

function blockOf({ isList, lines }: Block, marked: string): HTMLElement {
  if (!isList) return el("p", { class: "text" }, ...withMark(lines.join("\n").trim(), marked));
  return el("ul", { class: "dashes" }, ...lines.map((line) => el("li", {}, ...withMark(line.replace(DASH, ""), marked))));
}

/** The text, with the sentence marked where it stands. */
function withMark(text: string, marked: string): (string | HTMLElement)[] {
  const at = marked === "" ? -1 : text.indexOf(marked);
  if (at < 0) return [text];
  return [text.slice(0, at), el("mark", {}, marked), text.slice(at + marked.length)];
}
