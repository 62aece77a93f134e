/** The state of the server, as it is now: views watch it, actions go through `act`. */

import { events, get, Refused } from "./api.js";
import { Watched } from "./watched.js";

const PATIENCE = [500, 1000, 2000, 5000]; // ms until the server is looked for again

export const state = new Watched(null);

/** "ready", "away" (the server does not answer) or "stranger" (our token is not the server's). */
export const link = new Watched("ready");

/** What the server has to say of files that others changed, one line. */
export const remark = new Watched("");

function take(next) {
  if (state.value && next.revision < state.value.revision) return;
  state.value = next;
}

/** Does what changes something, and takes over the state it leads to. */
export async function act(doing) {
  const next = await doing;
  take(next);
  return next;
}

async function refresh() {
  take(await get("state"));
}

async function listen() {
  const told = events();
  const first = told.next(); // listening before looking, so that nothing falls between
  first.catch(() => {}); // told below, or by what fails before
  await refresh();
  link.value = "ready";
  for (let event = await first; !event.done; event = await told.next()) {
    const { job, revision, error } = event.value;
    if (job) state.value = { ...state.value, job };
    if (revision > state.value.revision) await refresh();
    if (error) remark.value = error;
  }
}

/** Keeps the state for as long as the page is open, through restarts of the network. */
export async function follow() {
  for (let missed = 0; ; missed++) {
    try {
      await listen();
      missed = -1;
    } catch (error) {
      if (!(error instanceof Refused)) console.error(error);
      if (error.status === 401) {
        link.value = "stranger";
        return;
      }
    }
    link.value = "away";
    await new Promise(done =>
      setTimeout(done, PATIENCE[Math.min(Math.max(missed, 0), PATIENCE.length - 1)]),
    );
  }
}
