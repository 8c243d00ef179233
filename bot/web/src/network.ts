/** Every call to the bot's server: with the user's token, within its time, and with a sentence for each way it can fail. */

import { canLogIn, forgetToken, tokenInUse } from "./login";
import { serverUrl } from "./server";
import { say } from "./texts";

/** Longer than the server's own limit, so that its sentence normally comes first. */
const TIMEOUT_MS = 20_000;

/** «Offline»: the network, or the server, was not there. «Login»: the user must log in first. */
export type Reason = "refused" | "offline" | "login";

/** There is no answer; `message` is the sentence to show. */
export class Failure extends Error {
  constructor(
    sentence: string,
    readonly acute = false,
    readonly reason: Reason = "refused",
  ) {
    super(sentence);
  }
}

/** What the server answers to one of its own paths or addresses, whatever its status but 401. Throws Failure. */
export async function request(path: string | URL, options: RequestInit = {}): Promise<Response> {
  const headers = new Headers(options.headers);
  const token = await tokenInUse();
  if (token) headers.set("Authorization", `Bearer ${token}`);
  const response = await inTime(serverUrl(path), { ...options, headers });
  if (response.status === 401) throw strange();
  return response;
}

/** What the answer holds; null where it is no JSON. Throws Failure where the network is lost before its end. */
export async function jsonOf(response: Response): Promise<any> {
  try {
    return await response.json();
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw lost();
  }
}

/** The sentence, with when to come back where the server says it and the sentence does not. */
export function withWait(sentence: string, response: Response): string {
  const seconds = Number(response.headers.get("Retry-After"));
  if (!(seconds > 0) || sentence.includes(String(seconds))) return sentence;
  return `${sentence} ${say("again_in", { seconds })}`;
}

async function inTime(url: URL, options: RequestInit): Promise<Response> {
  const limit = new AbortController();
  window.setTimeout(() => limit.abort(), TIMEOUT_MS);
  try {
    return await fetch(url, { ...options, signal: limit.signal });
  } catch {
    // A browser that says it is offline may still reach its own machine, so it is only asked when nothing came.
    throw limit.signal.aborted && navigator.onLine ? new Failure(`${say("too_slow")} ${say("urgent")}`) : lost();
  }
}

function lost(): Failure {
  return new Failure(`${say("unreachable")} ${say("urgent")}`, false, "offline");
}

/** The server doesn't know the user. */
function strange(): Failure {
  forgetToken();
  if (canLogIn()) return new Failure(`${say("log_in_first")} ${say("urgent")}`, false, "login");
  return new Failure(`${say("not_let_in")} ${say("urgent")}`);
}
