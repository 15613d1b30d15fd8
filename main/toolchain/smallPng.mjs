// @ts-check
/** Writes a browser's picture anew, smaller: flat colours compress best without the filters that a browser chooses for photographs. */
import { deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = 8;
/** Length, type and check sum around the data of a chunk. */
const FRAME = 12;

/**
 * @param {Buffer} png 8 bits a channel, colour with or without transparency, not interlaced
 * @returns {Buffer} the same picture; `png` itself where that is smaller
 */
export function smallPng(png) {
  const header = png.subarray(SIGNATURE + 8, SIGNATURE + 8 + 13);
  const width = header.readUInt32BE(0);
  const height = header.readUInt32BE(4);
  const channels = header[9] === 6 ? 4 : 3;
  const line = width * channels;
  const pixels = unfiltered(inflateSync(Buffer.concat(dataOf(png))), line, height, channels);
  const plain = Buffer.alloc((line + 1) * height);
  for (let y = 0; y < height; y += 1) pixels.copy(plain, y * (line + 1) + 1, y * line, (y + 1) * line);
  const small = Buffer.concat([
    png.subarray(0, SIGNATURE),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(plain, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  return small.length < png.length ? small : png;
}

/** @param {Buffer} png */
function dataOf(png) {
  const parts = [];
  for (let at = SIGNATURE; at < png.length;) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + length));
    at += length + FRAME;
  }
  return parts;
}

/**
 * @param {Buffer} raw lines, each after the number of its filter (PNG §9)
 * @param {number} line bytes
 * @param {number} height
 * @param {number} channels
 */
function unfiltered(raw, line, height, channels) {
  const pixels = Buffer.alloc(line * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (line + 1)] ?? 0;
    for (let x = 0; x < line; x += 1) {
      const at = y * line + x;
      const left = x >= channels ? (pixels[at - channels] ?? 0) : 0;
      const up = y > 0 ? (pixels[at - line] ?? 0) : 0;
      const corner = x >= channels && y > 0 ? (pixels[at - line - channels] ?? 0) : 0;
      pixels[at] = (raw[y * (line + 1) + 1 + x] ?? 0) + guess(filter, left, up, corner);
    }
  }
  return pixels;
}

/**
 * @param {number} filter
 * @param {number} left
 * @param {number} up
 * @param {number} corner
 */
function guess(filter, left, up, corner) {
  if (filter === 0) return 0;
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  const estimate = left + up - corner;
  const [toLeft, toUp, toCorner] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - corner)];
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

/**
 * @param {string} type
 * @param {Buffer} data
 */
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(checkSum(body), body.length + 4);
  return framed;
}

/** @param {Buffer} data */
function checkSum(data) {
  let sum = 0xffffffff;
  for (const byte of data) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}
