import { CODE_KINDS } from "../../pretraining/corpus/kinds";
import type { Source } from "../../pretraining/corpus/sources";

/** A package as a folder of text files, under a name of its own. */
export interface SampleFolder {
  readonly name: string;
  readonly source: Source;
  /** The folder of the package that is taken; all of it when absent. */
  readonly root?: string;
}

type Options = Partial<Omit<Source, "registry" | "name">>;

const code = (registry: Source["registry"], name: string, options: Options = {}): Source => ({
  ...{ registry, name, reader: "files", kinds: CODE_KINDS, cap: 0.6 },
  ...options,
});

const documentation = (name: string): Source => code("deb", name, { reader: "html", kinds: ["prose"] });

/** A corpus leaves installed packages out, which is what a folder of this name holds. */
const PYTHON = "usr/lib/python3/dist-packages";

const LIB = { only: /^lib\// } as const;

/** What figures are taken on. The model in the box has read express' files, and none of the others'. */
const MEASURED: readonly SampleFolder[] = [
  { name: "winston", source: code("npm", "winston", LIB) },
  { name: "express", source: code("npm", "express", LIB) },
  { name: "flask", source: code("deb", "python3-flask"), root: PYTHON },
  { name: "gin", source: code("deb", "golang-github-gin-gonic-gin-dev") },
  { name: "reqwest", source: code("deb", "librust-reqwest-dev") },
  { name: "commons-collections", source: code("deb-src", "libcommons-collections4-java") },
  { name: "flask-documentation", source: documentation("python-flask-doc") },
  { name: "sqlite-documentation", source: documentation("sqlite3-doc") },
  { name: "devils-dictionary", source: code("deb", "dict-devil", { reader: "devil", kinds: ["everyday"] }) },
];

/** What the shipped weights of the ranking are fitted on; the model in the box has read none. */
const FITTED: readonly SampleFolder[] = [
  { name: "axios", source: code("npm", "axios", LIB) },
  { name: "rxjs", source: code("npm", "rxjs", { only: /^src\// }) },
  { name: "requests", source: code("deb", "python3-requests"), root: PYTHON },
  { name: "djangorestframework", source: code("deb", "python3-djangorestframework"), root: PYTHON },
  { name: "containerd", source: code("deb-src", "containerd") },
  { name: "ureq", source: code("deb", "librust-ureq-dev") },
  { name: "commons-codec", source: code("deb-src", "libcommons-codec-java") },
  { name: "redis", source: code("deb-src", "redis", { only: /^[^/]+\/(src|tests|utils)\// }) },
  { name: "tomcat-documentation", source: documentation("tomcat10-docs") },
  { name: "beautiful-soup-documentation", source: documentation("python-bs4-doc") },
  { name: "jinja-documentation", source: documentation("python-jinja2-doc") },
  { name: "debian-faq", source: documentation("debian-faq") },
];

export const SAMPLE_FOLDERS = { measured: MEASURED, fitted: FITTED } as const;
