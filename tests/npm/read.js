// Reads the feed in a file as three libraries of podcast apps do; prints what each makes of it.
"use strict";
const { readFileSync } = require("fs");
const RssParser = require("rss-parser");
const partytime = require("podcast-partytime");
const feedParser = require("podcast-feed-parser");

const xml = readFileSync(process.argv[2], "utf8");
const fields = { item: [["podcast:transcript", "transcripts", { keepArray: true }], ["podcast:chapters", "chapters"]] };

async function main() {
  const rss = await new RssParser({ customFields: fields }).parseString(xml);
  const party = await partytime.parseFeed(xml);
  const feed = feedParser.getPodcastFromFeed(xml);
  console.log(JSON.stringify({
    "rss-parser": {
      title: rss.title,
      items: rss.items.map(item => ({
        title: item.title, guid: item.guid, url: item.enclosure.url, bytes: Number(item.enclosure.length),
        type: item.enclosure.type, seconds: Number(item.itunes.duration),
        chapters: item.chapters.$.url, captions: item.transcripts.map(entry => entry.$.url),
      })),
    },
    "podcast-partytime": {
      title: party.title,
      items: party.items.map(item => ({
        title: item.title, guid: item.guid, url: item.enclosure.url, bytes: item.enclosure.length,
        type: item.enclosure.type, seconds: item.duration,
        chapters: item.podcastChapters.url, captions: item.podcastTranscripts.map(entry => entry.url),
      })),
    },
    "podcast-feed-parser": {
      title: feed.meta.title,
      items: feed.episodes.map(item => ({
        title: item.title, url: item.enclosure.url, bytes: Number(item.enclosure.length),
        type: item.enclosure.type, seconds: item.duration,
      })),
    },
  }));
}

main();
