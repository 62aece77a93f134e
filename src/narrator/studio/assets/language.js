/** The language of the interface: the address's `lang`, or else Persian. */

export const NAMES = { fa: "فارسی", en: "English" };

const asked = new URLSearchParams(location.search).get("lang");
export const language = Object.hasOwn(NAMES, asked) ? asked : "fa";
export const other = language === "fa" ? "en" : "fa";

const phrases = await (await fetch(`/assets/${language}.json`)).json();
const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
const percents = new Intl.NumberFormat(language, { style: "percent" });
const plural = new Intl.PluralRules(language);

export const number = value => numbers.format(value);
export const percent = value => percents.format(value);
export const known = key => key in phrases;

/** Minutes and seconds. */
export function clock(seconds) {
  const two = new Intl.NumberFormat(language, {
    minimumIntegerDigits: 2,
    maximumFractionDigits: 0,
  });
  return `${number(Math.floor(seconds / 60))}:${two.format(Math.floor(seconds % 60))}`;
}

/** The phrase called `key`; `{name}` in it is filled from `values`; `n` chooses the plural. */
export function t(key, values = {}) {
  const phrase = phrases[key] ?? key;
  const chosen =
    typeof phrase === "string" ? phrase : (phrase[plural.select(values.n)] ?? phrase.other);
  return chosen.replace(/\{(\w+)\}/g, (_, name) =>
    typeof values[name] === "number" ? number(values[name]) : values[name],
  );
}

/** Puts phrases into what index.html marks with data-t, data-t-label and data-t-placeholder. */
export function translate(root) {
  document.documentElement.lang = language;
  document.documentElement.dir = language === "fa" ? "rtl" : "ltr";
  for (const one of root.querySelectorAll("[data-t]")) one.append(t(one.dataset.t));
  for (const one of root.querySelectorAll("[data-t-label]")) one.ariaLabel = t(one.dataset.tLabel);
  for (const one of root.querySelectorAll("[data-t-placeholder]"))
    one.placeholder = t(one.dataset.tPlaceholder);
}
