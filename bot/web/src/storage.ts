/** What the browser remembers; a browser that refuses storage only loses the memory. */

export type Area = "localStorage" | "sessionStorage";

const PREFIX = "hva-na.";

/** What was kept, or null; as untrusted as anything from outside. */
export function recall(area: Area, key: string): any {
  try {
    return JSON.parse(window[area].getItem(PREFIX + key) ?? "null");
  } catch {
    return null;
  }
}

export function keep(area: Area, key: string, value: unknown): void {
  try {
    window[area].setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // Full or forbidden: the widget goes on without memory.
  }
}

export function forget(area: Area, key: string): void {
  try {
    window[area].removeItem(PREFIX + key);
  } catch {
    // Forbidden: then nothing was kept.
  }
}

/** An id that can't be guessed, of 128 random bits; `randomUUID` has fewer, and is missing on plain-http intranets. */
export function newSender(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
