// SPDX-License-Identifier: Apache-2.0

// Reads of an MP4 file what a course test needs to know: how long it plays and whether it can start while it loads.

/** The boxes directly inside bytes[from..to): [{ type, start, end }], start being where the content begins. */
function boxes(bytes, from, to) {
  const found = [];
  let at = from;
  while (at + 8 <= to) {
    let size = bytes.readUInt32BE(at);
    let header = 8;
    if (size === 1) {
      size = Number(bytes.readBigUInt64BE(at + 8));
      header = 16;
    } else if (size === 0) {
      size = to - at;
    }
    if (size < header || at + size > to) throw new Error(`the box at byte ${at} does not fit into its parent`);
    found.push({ type: bytes.toString('latin1', at + 4, at + 8), start: at + header, end: at + size });
    at += size;
  }
  return found;
}

/** Seconds by the movie header (ISO/IEC 14496-12, 8.2.2): version 1 has 64-bit times. */
function movieSeconds(bytes, mvhd) {
  const wide = bytes[mvhd.start] === 1;
  const timescale = bytes.readUInt32BE(mvhd.start + (wide ? 20 : 12));
  const duration = wide ? Number(bytes.readBigUInt64BE(mvhd.start + 24)) : bytes.readUInt32BE(mvhd.start + 16);
  return duration / timescale;
}

/** { seconds, startsWhileLoading } of a whole MP4 file; throws an Error for anything else. */
export function readMp4(bytes) {
  const top = boxes(bytes, 0, bytes.length);
  const moov = top.find((box) => box.type === 'moov');
  const mdat = top.find((box) => box.type === 'mdat');
  if (!moov || !mdat) throw new Error('not an MP4 file: it has no moov or no mdat box');
  const mvhd = boxes(bytes, moov.start, moov.end).find((box) => box.type === 'mvhd');
  if (!mvhd) throw new Error('the moov box has no movie header (mvhd)');
  return { seconds: movieSeconds(bytes, mvhd), startsWhileLoading: moov.start < mdat.start };
}
