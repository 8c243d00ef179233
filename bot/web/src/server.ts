/** Where the bot's server is: where the script came from, unless the page says another place. */

const WEB = new Set(["http:", "https:"]);
/** A path from the server's own root, as it writes its addresses; it may itself lie beneath a path. */
const FROM_ROOT = /^\/(?![/\\])/;

const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : "";
const ORIGIN = new URL("./", script || document.baseURI);

let root = ORIGIN;

/** The server that the page names; without one, or with one that is no address, where the script came from. */
export function useServer(address: string | null): void {
  const folder = address?.replace(/\/?$/, "/");
  root = folder && URL.canParse(folder, document.baseURI) ? new URL(folder, document.baseURI) : ORIGIN;
}

/** The address of one of the server's own paths; an address stays as it is. */
export function serverUrl(path: string | URL): URL {
  return new URL(path, root);
}

/** What the server gave as its own address; null where it is no address, or another server's. */
export function ownUrl(address: string): URL | null {
  const path = address.replace(FROM_ROOT, "");
  const url = address && URL.canParse(path, root) ? new URL(path, root) : null;
  const isOwn = url?.origin === root.origin && WEB.has(url.protocol); // a blob: has its maker's origin
  return isOwn ? url : null;
}
