/** A tab that is a copy of another has got its memory too, and must not go on with the other's conversation. */

const CHANNEL = "hva-na";

/**
 * Asks the site's other tabs once, and answers them, until `end`: `sender` is whose conversation this tab has now, and
 * `taken` is called when another tab had it first.
 */
export function claim(sender: () => string, taken: () => void, end: AbortSignal): void {
  const channel = new BroadcastChannel(CHANNEL);
  const asker = crypto.getRandomValues(new Uint32Array(4)).join("-");
  channel.addEventListener("message", ({ data }) => {
    if (data?.asker !== undefined && data.sender === sender()) channel.postMessage({ taken: data.asker });
    if (data?.taken === asker) taken();
  });
  channel.postMessage({ asker, sender: sender() });
  end.addEventListener("abort", () => channel.close());
}
