/** Making the audio and publishing it: one job at a time, its progress, its end. */

import { made, post, remove } from "./api.js";
import { button, byId, el, latin, those } from "./dom.js";
import { percent, t } from "./language.js";
import { act, state } from "./live.js";
import { say, trying } from "./notice.js";

const view = byId("make");
const opener = byId("make-button");

const start = (path, body) => trying(() => act(post(path, body)));

async function download(name) {
  const blob = await trying(() => made(name));
  if (!blob) return;
  const href = URL.createObjectURL(blob);
  el("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

function offers({ article, feeds, formats = ["mp3"] }, running) {
  const format = el(
    "select",
    { ariaLabel: t("format") },
    formats.map(name => el("option", { value: name }, name.toUpperCase())),
  );
  return [
    el(
      "p",
      { className: "row" },
      formats.length > 1 ? format : null,
      button(() => start("make", { format: format.value }), t("make-mp3"), {
        id: "make-mp3",
        className: "primary",
        disabled: running || !article,
      }),
    ),
    feeds.length ? el("h3", {}, t("publish")) : null,
    feeds.map(feed =>
      el(
        "p",
        { className: "row" },
        button(() => start("publish", { feed }), [t("publish-to"), el("bdi", {}, feed)], {
          disabled: running || !article,
        }),
      ),
    ),
    feeds.length
      ? null
      : el(
          "p",
          { className: "help" },
          t("no-feeds"),
          " ",
          el("code", { dir: "ltr" }, "narrate feed init"),
        ),
  ];
}

function progress(job) {
  const running = job.state === "running";
  return el(
    "div",
    { className: `job ${job.state}` },
    el(
      "p",
      { role: "status" },
      running ? t(`stage.${job.stage}`) : t(`job.${job.kind}.${job.state}`),
      " ",
      running && job.total ? percent(job.done / job.total) : null,
    ),
    running &&
      el("progress", {
        ariaLabel: t("progress"),
        ...(job.total && { max: job.total, value: job.done }),
      }),
    job.message &&
      el("p", { className: job.state === "failed" ? "error" : "help" }, latin(job.message)),
    running && button(() => trying(() => act(remove("job"))), t("cancel"), { id: "cancel" }),
    job.state === "done" &&
      job.file &&
      button(() => download(job.file), [t("download"), el("bdi", {}, job.file)], {
        id: "download",
        className: "primary",
      }),
  );
}

function draw(now) {
  const { job } = now;
  const running = job?.state === "running";
  const focused = document.activeElement?.id;
  view.replaceChildren(
    el("h2", {}, t("make")),
    ...those([offers(now, running), job && progress(job)]),
  );
  if (focused && !document.activeElement?.id) byId(focused)?.focus();
  opener.dataset.count = running && job.total ? percent(job.done / job.total) : "";
}

export function buildMake() {
  state.watch((now, before) => {
    if (!now) return;
    draw(now);
    const ended = before?.job?.state === "running" && now.job?.state !== "running" && now.job;
    if (ended && !view.matches(":popover-open"))
      say(t(`job.${ended.kind}.${ended.state}`), {
        action: t("show"),
        doing: () => view.showPopover(),
        error: ended.state === "failed",
      });
  });
}
