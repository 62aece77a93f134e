/** The form in the view of a word: what it may be read as, heard as soon as chosen, and where. */

import { tried } from "./api.js";
import { el, icon, latin, persian } from "./dom.js";
import { number, t } from "./language.js";
import { ownReading } from "./own.js";
import { playTrial } from "./player.js";

const PATHS = { reading: "readings", ezafe: "ezafe", as: "acronyms" }; // where a choice is kept

/**
 * The form; its `choose(digit)` chooses the reading of that number, and says whether there is one.
 *
 * Args:
 *   place: {sentence, token}, written so; details: what the server offers for it.
 *   scope: the one chosen first; chose(scope): another was chosen.
 *   save(path, body, label): keeps a choice; raises Refused where the server says no.
 */
export function choices({ place, written, details, scope, chose, save }) {
  let choice = null; // {reading | ezafe | as}, as the server takes it
  let label = "";

  const error = el("p", { id: "reading-error", className: "error", role: "alert" });
  const submit = el("button", { className: "primary", disabled: true }, t("save"));
  const first = details.scopes.includes(scope) ? scope : details.scopes[0];
  const reach = segments(
    "scope",
    t("scope"),
    details.scopes.map(value => ({
      value,
      label: t(`scope.${value}`),
      checked: value === first,
      picked: () => chose(value),
    })),
  );
  const own = ownReading({
    error,
    typed: reading => pick({ reading }, reading),
    hear: event => hear(event.timeStamp),
  });
  const readings = details.readings.map((reading, at) =>
    option(reading, at, event => {
      own.clear();
      pick({ reading: reading.reading }, reading.vocalised ?? reading.phonemes);
      hear(event.timeStamp);
    }),
  );

  function pick(to, said) {
    [choice, label] = [to, said];
    error.textContent = "";
    submit.disabled = to.reading === "";
    reach.hidden = "ezafe" in to; // which is written into the text, here
    if (!("reading" in to))
      readings.forEach(one => {
        one.firstChild.checked = false;
      });
    const [here, article] = reach.querySelectorAll("input");
    if (here?.value === "here") {
      here.disabled = "as" in to;
      if (here.disabled && here.checked) article.checked = true;
    }
  }

  async function hear(since) {
    const asked = tried({ ...place, ...choice });
    asked.catch(own.wrong);
    await playTrial(place.sentence, asked, since);
  }

  async function keep(event) {
    event.preventDefault();
    const [kind] = Object.keys(choice);
    const scoped = kind === "ezafe" ? {} : { scope: new FormData(form).get("scope") };
    await save(PATHS[kind], { ...place, ...choice, ...scoped }, `${written} ← ${label}`).catch(
      own.wrong,
    );
  }

  const heard = (name, title, options) =>
    segments(
      name,
      title,
      options.map(({ choice: to, ...rest }) => ({
        ...rest,
        picked: event => {
          own.clear();
          pick(to, rest.said);
          hear(event.timeStamp);
        },
      })),
    );
  const form = el(
    "form",
    { onsubmit: keep },
    el("fieldset", {}, el("legend", {}, t("readings")), readings, own.row, error),
    details.ezafe === null
      ? null
      : heard(
          "ezafe",
          t("ezafe"),
          [true, false].map(ezafe => {
            const said = t(ezafe ? "with-ezafe" : "without-ezafe");
            return {
              value: ezafe,
              label: said,
              said,
              checked: ezafe === details.ezafe,
              choice: { ezafe },
            };
          }),
        ),
    details.acronym &&
      heard(
        "as",
        t("acronym"),
        details.acronym.map(({ as, spoken, now }) => ({
          value: as,
          label: [t(`as.${as}`), " ", persian(spoken)],
          said: t(`as.${as}`),
          checked: now,
          choice: { as },
        })),
      ),
    details.scopes.length ? reach : null,
    submit,
  );
  form.choose = digit => {
    const radio = readings[digit - 1]?.firstChild;
    radio?.focus();
    radio?.click();
    return Boolean(radio);
  };
  return form;
}

/** Some choices of which one holds, side by side; `picked(event)` is called for the one pressed. */
function segments(name, title, options) {
  return el(
    "fieldset",
    { className: "segments" },
    el("legend", {}, title),
    options.map(({ value, label, checked, picked }) =>
      el(
        "label",
        {},
        el("input", { type: "radio", name, value, checked, onclick: picked }),
        el("span", {}, label),
      ),
    ),
  );
}

/** A reading among others. Its number is the key that chooses it. */
function option({ vocalised, phonemes, now }, at, picked) {
  return el(
    "label",
    { className: "reading" },
    el("input", {
      type: "radio",
      name: "reading",
      value: at,
      checked: Boolean(now),
      onclick: picked,
    }),
    vocalised ? persian(vocalised) : null,
    latin(phonemes, "ipa"),
    icon("play"),
    now ? el("span", { className: "small" }, t("now")) : null,
    el("kbd", { ariaHidden: "true" }, number(at + 1)),
  );
}
