/** The kinds of text that the corpus keeps apart and the evaluation reports on; `stories` and `talks` are held out only. */
export const KINDS = [
  "everyday",
  "sentences",
  "stories",
  "talks",
  "examples",
  "grammar",
  "glosses",
  "prose",
  "javascript",
  "typescript",
  "python",
  "go",
  "rust",
  "java",
  "c",
  "shell",
  "yaml",
  "json",
  "markdown",
] as const;

export type Kind = (typeof KINDS)[number];

const EXTENSIONS: Readonly<Record<string, Kind>> = {
  ".js": "javascript",
  ".mjs": "javascript",
  ".cjs": "javascript",
  ".jsx": "javascript",
  ".ts": "typescript",
  ".tsx": "typescript",
  ".mts": "typescript",
  ".py": "python",
  ".go": "go",
  ".rs": "rust",
  ".java": "java",
  ".c": "c",
  ".h": "c",
  ".sh": "shell",
  ".bash": "shell",
  ".yaml": "yaml",
  ".yml": "yaml",
  ".json": "json",
  ".md": "markdown",
};

/** The kinds that a file's extension alone decides. */
export const CODE_KINDS: readonly Kind[] = [...new Set(Object.values(EXTENSIONS))];

/** The kind of a file by its path's extension, or undefined for a file that the corpus does not take. */
export function kindOfPath(path: string): Kind | undefined {
  const dot = path.lastIndexOf(".");
  return dot < 0 ? undefined : EXTENSIONS[path.slice(dot).toLowerCase()];
}

/** Most megabytes of training text kept of a kind. */
export const KIND_CAP_MB: Readonly<Record<Kind, number>> = {
  everyday: 40,
  sentences: 40,
  stories: 1,
  talks: 1,
  examples: 10,
  grammar: 12,
  glosses: 10,
  prose: 110,
  javascript: 80,
  typescript: 80,
  python: 80,
  go: 80,
  rust: 80,
  java: 80,
  c: 80,
  shell: 10,
  yaml: 8,
  json: 8,
  markdown: 40,
};

/** Weights of the kinds, in proportion to which a training batch is drawn and the vocabulary learnt. */
export const MIXTURE: Readonly<Record<Kind, number>> = {
  everyday: 0.12,
  sentences: 0.12,
  stories: 0,
  talks: 0,
  examples: 0.02,
  grammar: 0.005,
  glosses: 0.02,
  prose: 0.24,
  javascript: 0.07,
  typescript: 0.08,
  python: 0.09,
  go: 0.045,
  rust: 0.05,
  java: 0.05,
  c: 0.045,
  shell: 0.015,
  yaml: 0.015,
  json: 0.015,
  markdown: 0.03,
};
