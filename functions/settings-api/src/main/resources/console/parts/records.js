// Comma-separated values as text that is cut, never read: the API reads them. A record ends with its
// line, unless the line ends inside of quotes.

const QUOTE = 34;
const LINE_FEED = 10;
const RETURN = 13;

const MOST_RECORDS = 500;

/** A call may have a megabyte, and a character three bytes. */
const MOST_CHARACTERS = 250_000;

/**
 * @typedef {object} Chunk
 * @property {number} number from 0
 * @property {number} firstRow the row of its first record, as a spreadsheet counts
 * @property {number} records
 * @property {string} csv with the heading line
 * @property {boolean} last
 */

/**
 * Reads a file of UTF-8 text.
 * @param {Blob} file
 * @returns {Promise<{headings: string[], records: number, chunks: Chunk[]}>} fails with a sentence
 */
export async function recordsOf(file) {
  let text;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    throw new Error("The file is not UTF-8 text. Save it as “CSV UTF-8”.");
  }
  const separator = separatorOf(text);
  const ends = endsOf(text, separator);
  const heading = text.slice(0, ends[0] ?? 0);
  if (heading.trim() === "" || ends.length < 2) {
    throw new Error("The file has no rows below a heading line.");
  }
  return {
    headings: cellsOf(heading, separator),
    records: ends.length - 1,
    chunks: chunksOf(text, heading, ends),
  };
}

/** Whichever there are more of in the heading line. */
function separatorOf(text) {
  const line = /^[^\r\n]*/.exec(text)[0].replaceAll(/"[^"]*"/g, "");
  return line.split(";").length > line.split(",").length ? ";" : ",";
}

/** Where each record ends, its line end included. */
function endsOf(text, separator) {
  const between = separator.charCodeAt(0);
  const ends = [];
  let quoted = false;
  let begins = true;
  for (let i = 0; i < text.length; i += 1) {
    const character = text.charCodeAt(i);
    if (quoted) {
      if (character === QUOTE && text.charCodeAt(i + 1) === QUOTE) {
        i += 1;
      } else if (character === QUOTE) {
        quoted = false;
      }
    } else if (character === LINE_FEED || character === RETURN) {
      if (character === RETURN && text.charCodeAt(i + 1) === LINE_FEED) {
        i += 1;
      }
      ends.push(i + 1);
      begins = true;
    } else {
      quoted = character === QUOTE && begins;
      begins = character === between;
    }
  }
  if ((ends.at(-1) ?? 0) < text.length) {
    ends.push(text.length);
  }
  return ends;
}

function chunksOf(text, heading, ends) {
  const chunks = [];
  const head = /[\r\n]$/.test(heading) ? heading : `${heading}\n`;
  let from = 1;
  while (from < ends.length) {
    let to = from + 1;
    while (
      to < ends.length &&
      to - from < MOST_RECORDS &&
      ends[to] - ends[from - 1] <= MOST_CHARACTERS
    ) {
      to += 1;
    }
    chunks.push({
      number: chunks.length,
      firstRow: from + 1,
      records: to - from,
      csv: head + text.slice(ends[from - 1], ends[to - 1]),
      last: to === ends.length,
    });
    from = to;
  }
  return chunks;
}

/** The cells of a heading line. */
function cellsOf(line, separator) {
  const cells = line.trim().match(separator === ";" ? /("[^"]*")+|[^;]+/g : /("[^"]*")+|[^,]+/g);
  return (cells ?? [])
    .map((cell) => cell.trim().replace(/^"([^]*)"$/, "$1").replaceAll('""', '"').trim())
    .filter(Boolean);
}
