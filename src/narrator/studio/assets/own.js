/** The field for a reading of one's own; what is wrong with it is shown beside it, and where. */

import { button, el, icon, latin, those } from "./dom.js";
import { t } from "./language.js";

const COLUMN = /column (\d+)/; // how the server says where a reading is wrong

/**
 * The field, as {row, clear, wrong}; `wrong(refused)` shows what the server says of it.
 *
 * `typed(reading)` is called with every key, `hear(event)` where it is to be heard.
 */
export function ownReading({ error, typed, hear }) {
  const input = el("input", {
    id: "own",
    type: "text",
    dir: "auto",
    autocomplete: "off",
    spellcheck: false,
    "aria-describedby": "reading-help reading-error",
    placeholder: t("reading-example"),
    oninput: () => {
      input.ariaInvalid = null;
      typed(input.value.trim());
    },
  });
  const row = el(
    "div",
    { className: "field" },
    el("label", { htmlFor: "own" }, t("own-reading")),
    input,
    button(
      event => {
        typed(input.value.trim());
        hear(event);
      },
      [icon("play"), t("hear")],
    ),
    el("p", { id: "reading-help", className: "help" }, t("reading-help")),
  );
  const clear = () => {
    input.value = "";
    input.ariaInvalid = null;
  };
  const wrong = refused => {
    const column = Number(COLUMN.exec(refused.message)?.[1] ?? 0);
    error.replaceChildren(
      ...those([column && `${t("wrong-at", { n: column })} `, latin(refused.message)]),
    );
    if (!input.value) return;
    input.ariaInvalid = "true";
    input.focus();
    if (column) input.setSelectionRange(column - 1, column);
  };
  return { row, clear, wrong };
}
