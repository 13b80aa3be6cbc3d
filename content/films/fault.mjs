// SPDX-License-Identifier: Apache-2.0

/** What an author can put right: which file, what is wrong, what to do. */
export class Fault extends Error {}

/** What the machine lacks. */
export class Missing extends Error {}
