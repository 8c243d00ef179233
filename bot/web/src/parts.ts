/** The parts that cards are put together of; a part without content is null, and then left out. */

import { el, words } from "./dom";

/** `level` is h3 in a card that has no title of its own, so that no level is skipped. */
export function titled(title: string, content: HTMLElement | null, kind = "", level: "h3" | "h4" = "h4"): HTMLElement | null {
  return content && el("div", { class: `part ${kind}`.trim() }, el(level, {}, title), content);
}

export function stack(items: HTMLElement[]): HTMLElement | null {
  return items.length ? el("div", { class: "stack" }, ...items) : null;
}

export function bullets(items: any[], kind: string): HTMLElement | null {
  const titles = items.map(words).filter(Boolean);
  return titles.length ? el("ul", { class: kind }, ...titles.map((title) => el("li", {}, title))) : null;
}

/** One as a sentence, several as a list. */
export function sentences(items: any[]): HTMLElement | null {
  return items.length === 1 ? el("p", {}, words(items[0])) : bullets(items, "dashes");
}

/** Lines of «what: value». */
export function pairs(lines: string[]): HTMLElement | null {
  return lines.length ? el("dl", { class: "pairs" }, ...lines.map(pairOf)) : null;
}

function pairOf(line: string): HTMLElement {
  const [what = "", ...value] = line.split(": ");
  return el("div", {}, el("dt", {}, what), el("dd", {}, value.join(": ")));
}

export function firstLine(text: string): string {
  return (text.split("\n", 1)[0] ?? "").trim();
}
