/** How sure the reading of a token is, as one word that style.css colours and underlines. */

const DOUBTFUL = 0.6; // below it, lint lists a word too
const SURE = 0.8;
const LETTER = /[\p{L}\p{N}]/u;

/** The spoken words of a token, without the marks between them. */
export const wordsOf = (sentence, token) =>
  sentence.words.slice(...token.words).filter(word => word.phonemes || LETTER.test(word.spoken));

/** "own", "unread", "doubtful", "unsure" or "sure"; null where nothing is said for the token. */
export function certainty(sentence, token) {
  const words = wordsOf(sentence, token);
  if (!words.length) return null;
  if (words.some(word => !word.phonemes)) return "unread";
  if (words.some(word => word.source === "override")) return "own";
  const least = Math.min(...words.map(word => word.confidence));
  if (least < DOUBTFUL) return "doubtful";
  return least < SURE ? "unsure" : "sure";
}
