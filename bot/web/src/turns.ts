/** Which answers of the conversation still have choices that count. */

import { isAboutDraft } from "./drafts";
import type { Entry } from "./types";

const START_ANEW = "/start_pa_nytt{";

/**
 * The answers whose choices still count: the newest, the draft's open question, and the decision that they only spoke
 * about, so that «Akutt fare» is never closed by «Hvorfor?» or by a draft.
 */
export function openTurns(entries: Entry[]): Set<number> {
  const open = new Set<number>();
  let hasDraft = false;
  for (const entry of [...entries].reverse()) {
    if (entry.kind === "user" && entry.state === "sent" && entry.payload.startsWith(START_ANEW)) return open;
    if (entry.kind !== "bot") continue;
    const { question, decision, draft } = entry.message.custom;
    const asksForDraft = entry.message.buttons.some(({ payload }) => isAboutDraft(payload));
    if (open.size === 0 || decision || (asksForDraft && !hasDraft)) open.add(entry.turn);
    if ((question && !asksForDraft) || decision) return open;
    hasDraft ||= asksForDraft || Boolean(draft);
  }
  return open;
}
