/** Fetches a file for a user who is logged in by a token, which a link can't carry, and gives it as the link would. */

import { el } from "./dom";
import { hasToken } from "./login";
import { Failure, request } from "./network";
import { say } from "./texts";

/** Long enough for a slow machine to have begun the download. */
const KEPT_MS = 60_000;
const NAME = /filename="?([^";]+)/;

/** The link fetches its file where a token is in use; what goes wrong is said after it. */
export function fetchWhereNeeded(link: HTMLAnchorElement): HTMLAnchorElement {
  const status = el("p", { class: "status", role: "status" });
  link.addEventListener("click", (event) => {
    if (!hasToken()) return;
    event.preventDefault();
    link.after(status);
    void fetchFile(new URL(link.href)).then((problem) => status.replaceChildren(problem));
  });
  return link;
}

/** Hands over content as a file. */
export function saveAs(name: string, content: Blob): void {
  const href = URL.createObjectURL(content);
  el("a", { href, download: name }).click();
  window.setTimeout(() => URL.revokeObjectURL(href), KEPT_MS);
}

/** What went wrong; empty where nothing did. */
async function fetchFile(url: URL): Promise<string> {
  try {
    const response = await request(url);
    if (!response.ok) return say("not_downloaded");
    saveAs(nameOf(response, url), await response.blob());
    return "";
  } catch (error) {
    return error instanceof Failure ? error.message : say("not_downloaded");
  }
}

function nameOf(response: Response, url: URL): string {
  const given = NAME.exec(response.headers.get("Content-Disposition") ?? "")?.[1];
  return given ?? url.pathname.split("/").at(-1) ?? "";
}
