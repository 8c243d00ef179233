/** Draws the widget before anything is said: the button, the header, the settings, the starters and the writing box. */

import { el, unseen } from "./dom";
import { type DraftFields, drawDraftPanel } from "./draft_panel";
import { drawErase, type EraseFields } from "./erase";
import type { SettingsFields } from "./settings";
import { emergencyNumbers, say, starters } from "./texts";

/** «Boks» fills the box that the page gives it, «knapp» is a button in the corner that opens it. */
export type Visning = "boks" | "knapp";

/** What the rest of the widget works with. */
export type Surface = {
  /** All of it. */
  root: HTMLElement;
  /** The button that opens the panel; null in a box. */
  launcher: HTMLButtonElement | null;
  panel: HTMLElement;
  title: HTMLElement;
  close: HTMLButtonElement | null;
  restart: HTMLButtonElement;
  erase: EraseFields;
  /** Room for what all users are to know, above the conversation. */
  notice: HTMLElement;
  frame: HTMLElement;
  scroller: HTMLElement;
  draft: DraftFields;
  settings: SettingsFields;
  welcome: HTMLElement;
  undo: HTMLElement;
  log: HTMLElement;
  typing: HTMLElement;
  skip: HTMLButtonElement;
  composer: HTMLFormElement;
  box: HTMLTextAreaElement;
  send: HTMLButtonElement;
};

/** `isSettled` leaves out the choice of kommune, which the page has made. */
export function drawSurface(visning: Visning, isSettled: boolean): Surface {
  const draft = drawDraftPanel();
  const parts = { ...drawHeader(visning), ...drawTalk(isSettled), ...drawDock(draft.bar), draft };
  const launcher = visning === "knapp" ? drawLauncher() : null;
  const frame = el("div", { class: "frame" }, parts.header, parts.notice, parts.scroller, draft.panel, parts.dock);
  const dialog: Record<string, string> = launcher ? { role: "dialog", "aria-labelledby": "title" } : {};
  const panel = el("div", { class: "panel", id: "panel", ...dialog }, frame);
  const root = el("section", { class: `widget ${visning}`, "aria-label": say("name") }, launcher, panel);
  return { ...parts, root, launcher, panel, frame };
}

function drawLauncher(): HTMLButtonElement {
  const attributes = { type: "button", class: "launcher", "aria-expanded": "false", "aria-controls": "panel" };
  return el("button", attributes, mark(), say("name"));
}

/** The sign of the bot. */
function mark(): HTMLElement {
  return el("span", { class: "mark", "aria-hidden": "true" }, "?");
}

function drawHeader(visning: Visning) {
  const title = el("h2", { id: "title", class: "brand", tabindex: "-1" }, mark(), say("name"));
  const restart = el("button", { type: "button", class: "quiet", hidden: true }, say("restart"));
  const erase = drawErase();
  const close = visning === "knapp" ? drawClose() : null;
  const skip = el("button", { type: "button", class: "skip" }, say("skip"));
  const acts = el("div", { class: "topbar__acts" }, restart, erase.ask, close);
  const header = el("div", {}, el("div", { class: "topbar" }, skip, title, acts), erase.confirm);
  return { title, restart, erase, close, skip, header, notice: el("div", { class: "notices" }) };
}

function drawClose(): HTMLButtonElement {
  return el("button", { type: "button", class: "close", "aria-label": say("close") }, "×");
}

/** What scrolls: from the lead to the newest answer. */
function drawTalk(isSettled: boolean) {
  const { settings, fields } = drawSettings(isSettled);
  const undo = el("div", { class: "notice", role: "status" });
  const welcome = drawWelcome(undo);
  const log = el("div", { id: "log", class: "log", role: "log", "aria-live": "off", "aria-label": say("log"), tabindex: "-1" });
  const typing = el("div", { class: "typing", role: "status" });
  const column = el("div", { class: "column" }, el("p", { class: "lead" }, say("lead")), fields, welcome, log, typing);
  return { settings, welcome, undo, log, typing, scroller: el("div", { class: "scroller" }, column) };
}

function drawSettings(isSettled: boolean) {
  const kommune = el("select", { id: "kommune", autocomplete: "off" });
  const rolle = el("select", { id: "rolle", autocomplete: "off" });
  const notice = el("div", { class: "notice", role: "status" });
  const fields = el(
    "div",
    { class: "settings", role: "group", "aria-label": say("settings") },
    isSettled ? null : el("label", { class: "field", for: "kommune" }, el("span", {}, say("kommune")), kommune),
    el("label", { class: "field", for: "rolle" }, el("span", {}, say("rolle")), rolle),
    notice,
  );
  return { settings: { kommune, rolle, notice }, fields };
}

function drawWelcome(undo: HTMLElement): HTMLElement {
  const buttons = starters().map((text) => el("li", {}, el("button", { type: "button", class: "starter" }, text)));
  const title = el("h3", { id: "welcome-title" }, say("welcome"));
  return el("div", { class: "welcome" }, undo, title, el("ul", { class: "starters" }, ...buttons));
}

function drawDock(draftBar: HTMLElement) {
  const box = el("textarea", {
    id: "message",
    rows: "1",
    placeholder: say("placeholder"),
    enterkeyhint: "send",
    "aria-describedby": "never-names",
    spellcheck: "true",
  });
  const send = el("button", { type: "submit", class: "send" }, say("send"));
  const label = el("label", { class: "unseen", for: "message" }, say("label"));
  const note = el("p", { id: "never-names", class: "composer__note" }, say("never_names"));
  const composer = el("form", { class: "column composer", autocomplete: "off" }, label, box, send, note);
  return { box, send, composer, dock: el("div", { class: "dock" }, draftBar, composer, emergencyLine()) };
}

function emergencyLine(): HTMLElement {
  const links = emergencyNumbers().flatMap(([number, who], place) => [
    place ? " · " : " ",
    el("a", { href: `tel:${number}` }, number, unseen(`, ${who}`)),
  ]);
  const numbers = el("span", { class: "emergency__numbers" }, say("ring"), ...links);
  return el("p", { class: "emergency" }, el("span", { class: "column" }, say("danger"), " ", numbers));
}
