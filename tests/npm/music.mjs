// Reads an audio file as music-metadata does; prints what it finds.
import { parseFile } from "music-metadata";

const { common, format } = await parseFile(process.argv[2], { includeChapters: true });
const pictures = (common.picture ?? []).map(picture => picture.data.length);
// Of ID3 in seconds, of MP4 in the units of its track.
const chapters = (format.chapters ?? []).map(({ title, start, timeScale = 1, image }) => (
  { title, start: start / timeScale, image: image?.data.length ?? 0 }
));
console.log(JSON.stringify({ title: common.title, artist: common.artist, pictures, chapters }));
