/** Takes back the last change, whoever made it. */

import { post } from "./api.js";
import { persian } from "./dom.js";
import { t } from "./language.js";
import { act, state } from "./live.js";
import { say, trying } from "./notice.js";

export async function undo() {
  const last = state.value?.undo;
  if (!last) return;
  if (await trying(() => act(post("undo")))) say([t("undone"), " ", persian(last)]);
}
