/** The server's answers. The token stands in the address, behind the #, and goes nowhere else. */

const token = decodeURIComponent(location.hash.slice(1));

/** What the server says no to, in its own words; `status` is 0 where it cannot be reached. */
export class Refused extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

async function answer(path, options = {}) {
  const headers = { Authorization: `Bearer ${token}` };
  let got;
  try {
    got = await fetch(`/api/${path}`, { ...options, headers });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refused(error.message, 0);
  }
  if (got.ok) return got;
  const said = await got.json().catch(() => ({}));
  throw new Refused(said.error ?? `${got.status} ${got.statusText}`, got.status);
}

function posted(path, body, options = {}) {
  return answer(path, { method: "POST", body: JSON.stringify(body ?? {}), ...options });
}

export const get = async path => (await answer(path)).json();
export const post = async (path, body) => (await posted(path, body)).json();
export const remove = async path => (await answer(path, { method: "DELETE" })).json();
export const put = async (name, file) =>
  (await answer(`articles/${encodeURIComponent(name)}`, { method: "PUT", body: file })).json();
export const made = async name => (await answer(`made/${encodeURIComponent(name)}`)).blob();

/** {blob, words: [[token, start, stop]…] in seconds, before: whether there is an earlier sound}. */
async function sound(asked) {
  const got = await asked;
  return {
    blob: await got.blob(),
    words: JSON.parse(got.headers.get("Narrator-Words") ?? "[]"),
    before: got.headers.get("Narrator-Before") === "1",
  };
}

export const heard = (sentence, before = false) =>
  sound(answer(`sentences/${sentence}/audio${before ? "?take=before" : ""}`));
export const tried = trial => sound(posted("try", trial));

/** What the server tells of its own accord, one object after the other, until it ends. */
export async function* events() {
  const got = await answer("events");
  const reader = got.body.pipeThrough(new TextDecoderStream()).getReader();
  const read = () =>
    reader.read().catch(error => {
      throw new Refused(error.message, 0);
    });
  let rest = "";
  for (let part = await read(); !part.done; part = await read()) {
    const lines = (rest + part.value).split("\n");
    rest = lines.pop();
    for (const line of lines) if (line.trim()) yield JSON.parse(line);
  }
}
