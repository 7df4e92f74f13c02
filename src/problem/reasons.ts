/** The reason of the one syntax error that stands for all that a tab in YAML's indentation brings about. */
export const TAB = 'tab';
