/** Who the user is to the server: a token that the host page gives, or that the bot's own login gives in a window. */

import { serverUrl } from "./server";
import { forget, keep, recall } from "./storage";

type Token = { token: string; expires: number; server: string };

/** A token that ends this soon would end before it arrives. */
const MARGIN_MS = 5_000;
const WINDOW = "popup,width=520,height=700";

/** What the host page gives; undefined where it gives nothing, and the user logs in here. */
export type TokenSource = (() => Promise<string> | string) | undefined;

let source: () => TokenSource = () => undefined;
let own: Token | null = null;
let listening: AbortController | null = null;

/** Asked anew for each call, since the host page may set its source late. */
export function useTokenSource(given: () => TokenSource): void {
  source = given;
}

/** The token for the next call; empty where there is none. A host that fails to give one has none. */
export async function tokenInUse(): Promise<string> {
  try {
    return (await source()?.()) || ownToken();
  } catch {
    return "";
  }
}

/** Whether links must be fetched, because a link carries no token. */
export function hasToken(): boolean {
  return !canLogIn() || ownToken() !== "";
}

/** Where the host page gives the token, it is the host that logs in. */
export function canLogIn(): boolean {
  return source() === undefined;
}

export function forgetToken(): void {
  own = null;
  forget("sessionStorage", "token");
}

/**
 * Opens the login in a window of its own; `done` is called when it has given a token. False where the browser did not
 * allow the window.
 */
export function openLogin(done: () => void): boolean {
  const url = serverUrl("logg-inn");
  url.search = String(new URLSearchParams({ vindu: "1", opphav: location.origin }));
  const popup = window.open(url, "_blank", WINDOW);
  listening?.abort();
  listening = new AbortController();
  const onMessage = (event: MessageEvent): void => {
    if (popup === null || event.source !== popup || event.origin !== url.origin || !take(event.data?.hvaNa)) return;
    listening?.abort();
    done();
  };
  window.addEventListener("message", onMessage, { signal: listening.signal });
  return popup !== null;
}

function take(given: any): boolean {
  if (typeof given?.token !== "string" || typeof given.expires !== "number") return false;
  own = { token: given.token, expires: given.expires, server: serverUrl("").href };
  keep("sessionStorage", "token", own); // so that a reload keeps it; gone with the tab
  return true;
}

/** Only for the server that gave it, and only while it counts. */
function ownToken(): string {
  own ??= recall("sessionStorage", "token");
  const counts = own?.server === serverUrl("").href && own.expires * 1000 - MARGIN_MS > Date.now();
  return counts && own ? own.token : "";
}
