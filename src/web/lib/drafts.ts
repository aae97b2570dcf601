// What was typed and not sent, by person and conversation, until the page is left.
export const drafts = new Map<string, string>();
