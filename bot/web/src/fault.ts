/** «Meld feil»: a small form beneath an answer, by which a teacher says what is wrong with it. */

import { sendFault } from "./api";
import { el, list, words } from "./dom";
import { Failure } from "./network";
import { say } from "./texts";
import type { BotEntry, BotMessage, Card, Fault } from "./types";

const CAUSES = new Map([
  ["wrong", "cause_wrong"],
  ["missing", "cause_missing"],
  ["outdated", "cause_outdated"],
  ["unclear", "cause_unclear"],
  ["not_my_kommune", "cause_not_my_kommune"],
]);
const LONGEST_COMMENT = "1000";

/** The answer that the report is about, who reports it, and in what words it was asked for. */
export type Reported = { entry: BotEntry; sender: string; kommune: string; question: string };

/** Opens the form beneath the button and moves focus into it, or closes it. */
export function toggleFault(button: HTMLButtonElement, reported: Reported): void {
  const tools = button.closest(".tools");
  const open = tools?.querySelector("form");
  if (open) return close(open, button);
  const form = drawForm(reported);
  listen(form, button, reported);
  sayStatus(button, "");
  button.setAttribute("aria-expanded", "true");
  tools?.append(form);
  form.querySelector("input")?.focus();
}

function listen(form: HTMLFormElement, button: HTMLButtonElement, reported: Reported): void {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void send(form, button, reported);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.stopPropagation(); // the panel round it stays open
    close(form, button);
  });
  form.querySelector("[data-cancel]")?.addEventListener("click", () => close(form, button));
}

function close(form: HTMLFormElement, button: HTMLButtonElement): void {
  button.setAttribute("aria-expanded", "false");
  button.focus();
  form.remove();
}

async function send(form: HTMLFormElement, button: HTMLButtonElement, reported: Reported): Promise<void> {
  const given = new FormData(form);
  if (!given.has("cause")) return refuse(form);
  const sending = form.querySelector("[type=submit]");
  if (sending?.getAttribute("aria-disabled") === "true") return;
  sending?.setAttribute("aria-disabled", "true");
  sayError(form, "");
  sayStatus(button, say("fault_sending"));
  try {
    const thanks = await sendFault(faultOf(given, reported));
    close(form, button);
    sayStatus(button, thanks);
  } catch (error) {
    sayStatus(button, "");
    sayError(form, `${say("fault_failed")} ${error instanceof Failure ? error.message : ""}`.trim());
    sending?.removeAttribute("aria-disabled");
  }
}

/** Without a cause nothing is sent. */
function refuse(form: HTMLFormElement): void {
  sayError(form, say("fault_which"));
  form.querySelector("input")?.focus();
}

function faultOf(given: FormData, { entry, sender, kommune, question }: Reported): Fault {
  return {
    sender,
    cause: String(given.get("cause")),
    comment: String(given.get("comment")).trim(),
    kommune,
    about: aboutOf(entry.message),
    ...(given.has("question") ? { question } : {}),
  };
}

/** Which answer it was, by its ids and sources; never the words that it answered. */
function aboutOf({ custom }: BotMessage): Card {
  const { procedure, outcome, sources } = custom.decision ?? {};
  const cited = list(sources ?? custom.answer?.passages).map((one) => ({ guide: words(one?.guide), section: words(one?.section) }));
  const about = { route: words(custom.route), procedure: words(procedure), outcome: words(outcome) };
  return { ...Object.fromEntries(Object.entries(about).filter(([, value]) => value !== "")), sources: cited };
}

/** A decision is known by its ids; what was asked of the guides is not known unless it is sent along. */
function drawForm({ entry, question }: Reported): HTMLFormElement {
  const [names, error] = [`fault-names-${entry.id}`, `fault-error-${entry.id}`];
  const causes = [...CAUSES].map(([cause, title]) => check("radio", "cause", cause, say(title)));
  const asked = !entry.message.custom.decision && question !== "";
  const submit = el("button", { type: "submit" }, say("send"));
  const cancel = el("button", { type: "button", class: "quiet", "data-cancel": true }, say("cancel"));
  const comment = el("textarea", { name: "comment", rows: "2", maxlength: LONGEST_COMMENT, "aria-describedby": names });
  return el(
    "form",
    { class: "fault", novalidate: true, autocomplete: "off" },
    el("fieldset", { "aria-describedby": error }, el("legend", {}, say("fault_title")), ...causes),
    el("label", { class: "field" }, el("span", {}, say("fault_comment")), comment),
    el("p", { id: names, class: "hint" }, say("fault_names")),
    asked ? check("checkbox", "question", "yes", say("fault_question", { question })) : null,
    el("p", { id: error, class: "error", role: "alert" }),
    el("div", { class: "row" }, submit, cancel),
  );
}

function check(type: string, name: string, value: string, title: string): HTMLElement {
  return el("label", { class: "check" }, el("input", { type, name, value }), el("span", {}, title));
}

function sayError(form: HTMLFormElement, text: string): void {
  form.querySelector(".error")?.replaceChildren(text);
}

function sayStatus(button: HTMLButtonElement, text: string): void {
  button.closest(".tools")?.querySelector(".status")?.replaceChildren(text);
}
