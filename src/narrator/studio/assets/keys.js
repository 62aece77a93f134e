/** Keys of the whole page, known by their place too, so that a Persian keyboard will do. */

import { byId, dialogHead, el } from "./dom.js";
import { step } from "./doubts.js";
import { t } from "./language.js";
import * as panel from "./panel.js";
import { compare, playOn, playOrStop } from "./playbar.js";
import * as text from "./text.js";
import { undo } from "./undo.js";
import { chooseReading, openWord } from "./word.js";

const FIELDS = "textarea, select, input:not([type=radio], [type=checkbox], [type=range])";
const OWN_SPACE = "button, summary, a, input, select, [role=slider]"; // those that Space presses
const HELP = [
  "Space",
  "Shift+Space",
  "N",
  "P",
  "Enter",
  "1-9",
  "U",
  "B",
  "/",
  "Arrows",
  "Esc",
  "?",
];

const dialog = byId("help");
const single = el("input", { type: "checkbox", checked: true }); // whether keys work at all

const does = {
  n: () => step(1),
  p: () => step(-1),
  u: () => undo(),
  b: event => compare(true, event.timeStamp),
  "/": () => byId("search").focus(),
  "?": () => dialog.showModal(),
};

/** The key by what it types or, where that is no Latin letter or sign, by where it lies. */
function named({ key, code, shiftKey }) {
  if (/^Digit[1-9]$/.test(code) && !shiftKey) return code.slice(5);
  if (key === "?" || key === "؟") return "?";
  if (code === "Slash") return "/";
  if (/^[a-z]$/i.test(key)) return key.toLowerCase();
  return /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : key;
}

function pressed(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing)
    return;
  const covered = document.querySelector("dialog[open], :popover-open");
  if (event.key === "Escape" && event.target.type !== "search" && !covered) return panel.close();
  if (!single.checked || covered?.matches("dialog") || event.target.closest(FIELDS)) return;
  const key = named(event);
  if (key === " ") {
    if (event.target.closest(OWN_SPACE)) return;
    if (event.shiftKey) playOn(event.timeStamp);
    else playOrStop(event.timeStamp);
  } else if (/^[1-9]$/.test(key)) {
    if (!chooseReading(Number(key))) return;
  } else if (key === "Enter" && event.target === document.body && text.chosen.value)
    openWord(text.chosen.value);
  else if (does[key]) does[key](event);
  else return;
  event.preventDefault();
}

export function buildKeys() {
  dialog.append(
    dialogHead(dialog, t("keys-title"), t("close")),
    el(
      "dl",
      { className: "keys" },
      HELP.flatMap(keys => [
        el(
          "dt",
          {},
          keys.split("+").map(key => el("kbd", {}, t(`key.${key}`))),
        ),
        el("dd", {}, t(`does.${keys}`)),
      ]),
    ),
    el("label", { className: "check" }, single, t("single-keys")),
  );
  byId("help-button").addEventListener("click", () => dialog.showModal());
  addEventListener("keydown", pressed);
}
