/** What a text is written in, by the end of its file's name; in lower case, without the dot. */
const BY_EXTENSION: Readonly<Record<string, readonly string[]>> = {
  Batch: ["bat", "cmd"],
  C: ["c", "h"],
  "C#": ["cs", "csx"],
  "C++": ["cc", "cpp", "cxx", "hh", "hpp", "hxx", "ipp", "inl"],
  CSS: ["css", "less", "sass", "scss", "styl"],
  Clojure: ["clj", "cljc", "cljs", "edn"],
  Dart: ["dart"],
  Elixir: ["ex", "exs"],
  Erlang: ["erl", "hrl"],
  "F#": ["fs", "fsi", "fsx"],
  Fortran: ["f", "f90", "f95", "for"],
  Go: ["go"],
  Groovy: ["gradle", "groovy"],
  HTML: ["htm", "html", "xhtml"],
  Haskell: ["hs", "lhs"],
  Java: ["java"],
  JavaScript: ["cjs", "js", "jsx", "mjs"],
  JSON: ["json", "json5", "jsonc", "jsonl"],
  Jupyter: ["ipynb"],
  Julia: ["jl"],
  Kotlin: ["kt", "kts"],
  LaTeX: ["bib", "cls", "sty", "tex"],
  Lisp: ["cl", "el", "lisp", "rkt", "scm"],
  Lua: ["lua"],
  Markdown: ["markdown", "md", "mdx", "rmd"],
  OCaml: ["ml", "mli"],
  "Objective-C": ["m", "mm"],
  PHP: ["php", "phtml"],
  Pascal: ["dpr", "pas"],
  Perl: ["pl", "pm"],
  PowerShell: ["ps1", "psd1", "psm1"],
  "Protocol Buffers": ["proto"],
  Python: ["py", "pyi", "pyx"],
  R: ["r"],
  Ruby: ["erb", "gemspec", "rake", "rb"],
  Rust: ["rs"],
  SQL: ["sql"],
  Scala: ["sbt", "sc", "scala"],
  Shell: ["bash", "fish", "ksh", "sh", "zsh"],
  Svelte: ["svelte"],
  Swift: ["swift"],
  TOML: ["toml"],
  Text: ["adoc", "asciidoc", "log", "org", "rst", "text", "txt"],
  TypeScript: ["cts", "mts", "ts", "tsx"],
  Vue: ["vue"],
  XML: ["csproj", "props", "svg", "targets", "xml", "xsd", "xsl"],
  YAML: ["yaml", "yml"],
  Zig: ["zig"],
};

const OTHER = "Other";

const LANGUAGES: ReadonlyMap<string, string> = new Map(
  Object.entries(BY_EXTENSION).flatMap(([language, ends]) => ends.map((end) => [end, language] as const)),
);

/** The language of a file, as a person calls it: `TypeScript`, `Markdown`; `Other` where its name does not tell. */
export function languageOf(path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
  const dot = name.lastIndexOf(".");
  return (dot > 0 && LANGUAGES.get(name.slice(dot + 1).toLowerCase())) || OTHER;
}
