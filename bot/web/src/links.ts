/** Links that only ever lead to the bot's own server. */

import { el, unseen } from "./dom";
import { fetchWhereNeeded } from "./download";
import { ownUrl } from "./server";
import { say } from "./texts";

export function downloadLink(address: string, title: string): HTMLElement | null {
  const url = ownUrl(address);
  return url && fetchWhereNeeded(el("a", { class: "download", href: url.href, download: true }, title));
}

/** The chart of a procedure as it is in the kommune. */
export function chartLink(procedure: string, kommune: string): HTMLElement | null {
  const url = procedure === "" ? null : ownUrl(`prosedyrer/${encodeURIComponent(procedure)}`);
  if (!url) return null;
  if (kommune !== "") url.searchParams.set("kommune", kommune);
  return inNewTab(url, "elsewhere", say("chart"));
}

export function pageLink(address: string, title: string): HTMLElement | null {
  const url = ownUrl(address);
  return url && inNewTab(url, "page", title);
}

function inNewTab(url: URL, look: string, title: string): HTMLElement {
  const attributes = { class: look, href: url.href, target: "_blank", rel: "noopener" };
  return el("a", attributes, title, unseen(` ${say("new_tab")}`));
}
