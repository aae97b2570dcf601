// A place in a text that is read from its beginning to its end.

export class Cursor {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** The code point here, or so many units further on; empty behind the end. */
  peek(ahead = 0): string {
    const code = this.text.codePointAt(this.at + ahead);
    return code === undefined ? '' : String.fromCodePoint(code);
  }

  /** Takes what a sticky expression finds here. */
  take(regex: RegExp): RegExpExecArray | undefined {
    regex.lastIndex = this.at;
    const found = regex.exec(this.text);
    if (found) this.at = regex.lastIndex;
    return found ?? undefined;
  }
}
