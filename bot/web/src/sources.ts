/** Draws where an answer stands written, folded until someone wants to read it. */

import { el, words } from "./dom";
import { stack } from "./parts";
import { prose } from "./prose";
import { say } from "./texts";
import type { Card } from "./types";

/** More than these are folded together: a phone must not end in a wall of sources. */
const SHOWN = 4;

/** The first ones, and the rest behind «Vis alle». */
export function sourceList(sources: Card[]): HTMLElement | null {
  const drawn = sources.map(sourceOf);
  const rest = stack(drawn.slice(SHOWN));
  const summary = say("all_sources", { count: drawn.length });
  const more = rest && el("details", { class: "more" }, el("summary", {}, summary), rest);
  return stack([...drawn.slice(0, SHOWN), ...(more ? [more] : [])]);
}

/** Opens the passage's own words where they are given. */
export function sourceOf(source: Card): HTMLElement {
  const text = words(source?.text);
  if (text === "") return el("p", { class: "source" }, sourceLine(source));
  return el("details", { class: "source" }, el("summary", {}, sourceLine(source)), quote(text, words(source.marked)));
}

/** A passage, with the sentence that answers marked. */
export function quote(text: string, marked = ""): HTMLElement {
  return el("blockquote", {}, ...prose(text, marked));
}

/** Section – kind of source: guide, owner, date, page. */
export function sourceLine(source: Card): string {
  const guide = words(source?.title) || words(source?.guide);
  const kind = words(source?.kind);
  const saysIt = guide.toLowerCase().startsWith(kind.toLowerCase()); // «Veileder for …» needn't be called «Veileder:» as well
  const named = [saysIt ? "" : kind, guide].filter(Boolean).join(": ");
  const page = Number.isInteger(source?.page) ? say("page_number", { page: source.page }) : "";
  const place = [named, words(source?.owner), words(source?.date), page].filter(Boolean).join(", ");
  return [words(source?.section), place].filter(Boolean).join(" – ") || words(source);
}
