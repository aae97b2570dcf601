// BSON's type bytes, as its specification numbers them, and the bound on nesting.

export const BSON = {
  double: 0x01,
  string: 0x02,
  object: 0x03,
  array: 0x04,
  binary: 0x05,
  undefined: 0x06,
  objectId: 0x07,
  boolean: 0x08,
  date: 0x09,
  null: 0x0a,
  regex: 0x0b,
  code: 0x0d,
  symbol: 0x0e,
  codeWithScope: 0x0f,
  int32: 0x10,
  timestamp: 0x11,
  int64: 0x12,
  decimal128: 0x13,
  minKey: 0xff,
  maxKey: 0x7f,
} as const;

/**
 * Levels below the outermost document, as MongoDB has them: its manual promises 100, its server stores 180
 * (https://www.mongodb.com/docs/manual/reference/limits/, BSONDepth in its source), and a command may wrap 20 more around.
 */
export const MAX_DEPTH = 180;
export const MAX_COMMAND_DEPTH = 200;
