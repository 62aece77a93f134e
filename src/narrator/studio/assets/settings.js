/** The view of settings: voice, pace and pauses, kept as soon as they are changed. */

import { post } from "./api.js";
import { byId, el, latin } from "./dom.js";
import { number, t } from "./language.js";
import { act, state } from "./live.js";
import { trying } from "./notice.js";
import * as panel from "./panel.js";

const OFTEN = ["sentence", "paragraph", "heading", "chapter"];
const [SLOWEST, FASTEST] = [0.5, 2];

const section = panel.view("settings");
let drawn = "";

const keep = settings => trying(() => act(post("settings", settings)));

function draw({ settings, voices }) {
  const key = JSON.stringify([settings, voices]);
  if (key === drawn) return;
  drawn = key;
  const focused = document.activeElement?.id;
  const shown = el("output", {}, `${number(settings.pace)}×`);
  const rest = Object.keys(settings.pauses).filter(name => !OFTEN.includes(name));
  section.querySelector("form")?.remove();
  section.append(el("form", { onsubmit: event => event.preventDefault() },
    el("label", { htmlFor: "voice" }, t("voice")),
    el("select", { id: "voice", onchange: event => keep({ voice: event.target.value }) },
      voices.map(voice => el("option", { value: voice.id, selected: voice.id === settings.voice, disabled: !voice.ready },
        `${voice.name || voice.id} · ${voice.engine}${voice.ready ? "" : ` (${t("not-installed")})`}`))),
    voices.every(voice => voice.ready) ? null : el("p", { className: "help" }, t("install-voice"), " ", latin("narrate voices install")),
    el("label", { htmlFor: "pace" }, t("pace"), " ", shown),
    el("input", { id: "pace", type: "range", min: SLOWEST, max: FASTEST, step: 0.05, value: settings.pace,
      oninput: event => { shown.textContent = `${number(Number(event.target.value))}×`; },
      onchange: event => keep({ pace: Number(event.target.value) }) }),
    el("fieldset", {}, el("legend", {}, t("pauses")), OFTEN.map(name => pause(name, settings.pauses[name]))),
    el("details", { open: section.querySelector("details")?.open ?? false }, el("summary", {}, t("more-pauses")), rest.map(name => pause(name, settings.pauses[name])))));
  if (focused) byId(focused)?.focus();
}

const pause = (name, value) =>
  el("label", { className: "pause" }, t(`pause.${name}`),
    el("input", { id: `pause-${name}`, type: "number", min: 0, max: 10_000, step: 50, value, dir: "ltr",
      onchange: event => { if (event.target.reportValidity()) keep({ pauses: { [name]: Number(event.target.value) } }); } }),
    el("span", { className: "small" }, t("ms")));

export function buildSettings() {
  section.append(panel.head("settings", t("settings")));
  byId("settings-button").addEventListener("click", () => {
    panel.open("settings", () => byId("settings-button").focus());
    panel.enter();
  });
  state.watch(now => { if (now) draw(now); });
}
