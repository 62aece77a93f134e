/** The view of settings: voice, pace and pauses, kept as soon as they are changed. */

import { post } from "./api.js";
import { byId, el } from "./dom.js";
import { number, t } from "./language.js";
import { act, state } from "./live.js";
import { trying } from "./notice.js";
import * as panel from "./panel.js";

const OFTEN = ["sentence", "paragraph", "heading", "chapter"];
const SELDOM = [
  "quote",
  "list_item",
  "footnote",
  "clause",
  "comma",
  "semicolon",
  "colon",
  "dash",
  "ellipsis",
];
const [SLOWEST, FASTEST] = [0.5, 2];

const section = panel.view("settings");

const keep = settings => trying(() => act(post("settings", settings)));

const times = pace => `${number(Number(pace))}×`;

const voice = el("select", { id: "voice", onchange: () => keep({ voice: voice.value }) });
const missing = el(
  "p",
  { className: "help" },
  t("install-voice"),
  " ",
  el("code", { dir: "ltr" }, "narrate voices install"),
);
const shown = el("output", { htmlFor: "pace" });
const pace = el("input", {
  id: "pace",
  type: "range",
  min: SLOWEST,
  max: FASTEST,
  step: 0.05,
  oninput: () => {
    shown.textContent = times(pace.value);
  },
  onchange: () => keep({ pace: Number(pace.value) }),
});
const pauses = Object.fromEntries([...OFTEN, ...SELDOM].map(name => [name, pause(name)]));

function pause(name) {
  const input = el("input", {
    id: `pause-${name}`,
    type: "number",
    min: 0,
    max: 10_000,
    step: 10,
    dir: "ltr",
    onchange: () => {
      if (input.reportValidity()) keep({ pauses: { [name]: input.valueAsNumber } });
    },
  });
  return input;
}

const row = name =>
  el(
    "label",
    { className: "pause" },
    t(`pause.${name}`),
    pauses[name],
    el("span", { className: "small" }, t("ms")),
  );

/** Shows what holds; the field that a person is at is left alone. */
function show({ settings, voices }) {
  const set = (input, value) => {
    if (input !== document.activeElement) input.value = value;
  };
  if (voice !== document.activeElement)
    voice.replaceChildren(
      ...voices.map(({ id, name, engine, ready }) =>
        el(
          "option",
          { value: id, selected: id === settings.voice, disabled: !ready },
          `${name || id} · ${engine}${ready ? "" : ` (${t("not-installed")})`}`,
        ),
      ),
    );
  missing.hidden = voices.every(({ ready }) => ready);
  set(pace, settings.pace);
  shown.textContent = times(pace.value);
  for (const [name, input] of Object.entries(pauses)) set(input, settings.pauses[name]);
}

export function buildSettings() {
  section.append(
    panel.head("settings", t("settings")),
    el(
      "form",
      { onsubmit: event => event.preventDefault() },
      el("label", { htmlFor: "voice" }, t("voice")),
      voice,
      missing,
      el("label", { htmlFor: "pace" }, t("pace"), " ", shown),
      pace,
      el("fieldset", {}, el("legend", {}, t("pauses")), OFTEN.map(row)),
      el("details", {}, el("summary", {}, t("more-pauses")), SELDOM.map(row)),
    ),
  );
  byId("settings-button").addEventListener("click", () => {
    panel.open("settings", () => byId("settings-button").focus());
    panel.enter();
  });
  state.watch(show);
}
