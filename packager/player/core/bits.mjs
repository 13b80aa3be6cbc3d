/* SPDX-License-Identifier: Apache-2.0 */

/* Small numbers as bits, and bits as text of [A-Za-z0-9_-]. */

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const BITS_A_DIGIT = 6;

/** Puts numbers one behind the other, each in so many bits. */
export class BitWriter {
  constructor() {
    this.bits = [];
  }

  put(value, width) {
    for (let bit = 0; bit < width; bit += 1) {
      this.bits.push((value >> bit) & 1);
    }
    return this;
  }

  /** Six bits a character, lowest first; trailing zeros are left out, so what was not touched costs nothing. */
  text() {
    let text = "";
    for (let start = 0; start < this.bits.length; start += BITS_A_DIGIT) {
      text += DIGITS[numberAt(this.bits, start, BITS_A_DIGIT)];
    }
    return text.replace(/A+$/, "");
  }
}

/** Takes out again what a BitWriter has put into a text. Behind its end there are zeros. */
export class BitReader {
  constructor(text) {
    this.bits = [...text].flatMap((digit) => new BitWriter().put(DIGITS.indexOf(digit), BITS_A_DIGIT).bits);
    this.place = 0;
  }

  take(width) {
    const value = numberAt(this.bits, this.place, width);
    this.place += width;
    return value;
  }
}

function numberAt(bits, start, width) {
  let value = 0;
  for (let bit = 0; bit < width; bit += 1) {
    value |= (bits[start + bit] ?? 0) << bit;
  }
  return value;
}
