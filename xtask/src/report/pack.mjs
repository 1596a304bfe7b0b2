import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const { files, alone, quality, hashed } = JSON.parse(readFileSync(process.argv[1], "utf8"));

/** All of them as one: code has much in common, and what repeats in it mostly does so at even distances. */
function together(bytes) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_LGWIN]: 22, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length, [constants.BROTLI_PARAM_NPOSTFIX]: 1 };
  return brotliCompressSync(bytes, { params });
}

/** Nine bytes as eleven characters, from the space to ~ but for <: `www/src/boot.ts` reads them. */
function text(bytes) {
  const padded = Buffer.concat([bytes, Buffer.alloc((9 - (bytes.length % 9)) % 9)]);
  const out = Buffer.alloc((padded.length / 9) * 11);
  for (let at = 0, end = 11; at < padded.length; at += 9, end += 11) {
    const words = [padded.readUIntBE(at, 3), padded.readUIntBE(at + 3, 3), padded.readUIntBE(at + 6, 3)];
    for (let place = end - 1; place >= end - 11; place--) {
      let rest = 0;
      for (const [word, value] of words.entries()) {
        const whole = rest * 2 ** 24 + value;
        words[word] = Math.floor(whole / 94);
        rest = whole % 94;
      }
      out[place] = rest + 32 + (rest >= 28 ? 1 : 0);
    }
  }
  return out.toString("latin1");
}

const part = (packed) => ({ bytes: packed.length, text: text(packed) });
const contents = files.map((file) => readFileSync(file));
console.log(
  JSON.stringify({
    alone: part(gzipSync(readFileSync(alone), { level: 9 })),
    together: part(together(Buffer.concat(contents))),
    sizes: contents.map((bytes) => bytes.length),
    hashes: hashed.map((text) => createHash("sha256").update(text).digest("base64")),
  }),
);
