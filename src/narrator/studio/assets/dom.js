/** Elements made by script: text becomes text nodes, never markup. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * An element with properties and children.
 *
 * `on…` are listeners, `data` fills dataset, a name that is no property of the element is
 * an attribute; children that are missing are left out.
 */
export function el(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "data") Object.assign(made.dataset, value);
    else if (name in made) made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...those(children));
  return made;
}

/** What is there among `children`, of which some may be lists and others missing. */
export const those = children => children.flat(2).filter(child => child || child === "");

/** A symbol of index.html; what it stands for is said by the element it is in. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#i-${name}`);
  svg.setAttribute("class", `icon i-${name}`);
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

/** A button that shows `content` and does `press(event)`. */
export const button = (press, content, properties = {}) =>
  el("button", { type: "button", onclick: press, ...properties }, content);

/** A button that shows only a symbol, and is called `label`. */
export const sign = (symbol, label, press, properties = {}) =>
  button(press, icon(symbol), { title: label, ariaLabel: label, ...properties });

/** The head of a dialog of index.html: its title, and a button that closes it. */
export const dialogHead = (dialog, title, close) =>
  el(
    "header",
    {},
    el("h2", { id: `${dialog.id}-title` }, title),
    sign("close", close, () => dialog.close(), { className: "close" }),
  );

export const byId = id => document.getElementById(id);

/** Persian of an article, whatever the language of the interface. */
export const persian = (text, tag = "bdi") => el(tag, { lang: "fa", dir: "auto" }, text);

/** Phonemes, Latin, messages of the server: from left to right in a text that is not. */
export const latin = (text, className = "") =>
  el("bdi", { dir: "ltr", lang: "en", className }, text);

export const calm = matchMedia("(prefers-reduced-motion: reduce)");
