/** Opening an article: one of the folder, a pasted text, an address, a file dropped anywhere. */

import { post, put } from "./api.js";
import { button, byId, dialogHead, el, latin } from "./dom.js";
import { t } from "./language.js";
import { act, state } from "./live.js";
import { say, trying } from "./notice.js";

const dialog = byId("open");
const folder = el("ul", { className: "folder" });
const area = el("textarea", { id: "pasted", rows: 5, dir: "auto", required: true, lang: "fa" });
const address = el("input", {
  id: "address",
  type: "url",
  dir: "ltr",
  required: true,
  placeholder: "https://",
});
const KINDS = ".txt,.text,.md,.markdown,.html,.htm,.xhtml,.docx,.epub,.pdf";
const file = el("input", { id: "file", type: "file", hidden: true, accept: KINDS });
const trouble = el("p", { className: "error", role: "alert" });

/** Does what opens an article; the dialog closes then, or says why it cannot be opened. */
async function opening(doing, done = () => {}) {
  trouble.textContent = "";
  dialog.classList.add("busy");
  dialog.ariaBusy = "true";
  try {
    await act(doing());
    done();
    dialog.close();
  } catch (error) {
    trouble.replaceChildren(error.status === 0 ? t("away") : latin(error.message));
  } finally {
    dialog.classList.remove("busy");
    dialog.ariaBusy = null;
  }
}

const form = (id, label, field, doing) =>
  el(
    "form",
    {
      onsubmit: event => {
        event.preventDefault();
        opening(doing, () => event.target.reset());
      },
    },
    el("label", { htmlFor: id }, label),
    field,
    el("button", {}, t("open-it")),
  );

function list({ articles, article }) {
  folder.replaceChildren(
    ...articles.map(name =>
      el(
        "li",
        {},
        button(() => opening(() => post("open", { name })), el("bdi", {}, name), {
          ariaCurrent: name === article?.name ? "true" : null,
        }),
      ),
    ),
  );
}

/** A file that was dropped or chosen goes into the folder and is opened. */
async function take(dropped) {
  if (dialog.open) return opening(() => put(dropped.name, dropped));
  say(t("opening-file"));
  const opened = await trying(() => act(put(dropped.name, dropped)));
  if (opened) say([t("opened"), " ", el("bdi", {}, dropped.name)]);
}

export const openLibrary = () => dialog.showModal();

export function buildLibrary() {
  file.addEventListener("change", () => {
    if (file.files[0]) take(file.files[0]);
  });
  dialog.append(
    dialogHead(dialog, t("open"), t("close")),
    trouble,
    el("h3", {}, t("in-folder")),
    folder,
    form("pasted", t("paste"), area, () => post("articles", { text: area.value })),
    form("address", t("address"), address, () => post("articles", { url: address.value })),
    el("label", { htmlFor: "choose-file" }, t("file")),
    file,
    button(() => file.click(), t("choose-file"), { id: "choose-file" }),
    el("p", { className: "help" }, t("drop-help")),
  );
  byId("article").addEventListener("click", openLibrary);
  state.watch(now => {
    if (now) list(now);
  });
  dropping();
}

/** A file may be dropped on any place of the page. */
function dropping() {
  const sign = byId("drop");
  const files = event => event.dataTransfer?.types.includes("Files");
  let inside = 0; // dragenter and dragleave come for every element on the way
  addEventListener("dragenter", event => {
    if (files(event)) {
      inside++;
      sign.hidden = false;
    }
  });
  addEventListener("dragleave", event => {
    if (files(event) && --inside <= 0) sign.hidden = true;
  });
  addEventListener("dragover", event => {
    if (files(event)) event.preventDefault();
  });
  addEventListener("drop", event => {
    if (!files(event)) return;
    event.preventDefault();
    inside = 0;
    sign.hidden = true;
    if (event.dataTransfer.files[0]) take(event.dataTransfer.files[0]);
  });
}
