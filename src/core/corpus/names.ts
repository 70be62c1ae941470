/**
 * What is left out by name, as ignore patterns per reason. Only `.mlmignore` can bring such a thing back
 * (`!vendor/`): it is the one ignore file that speaks about training.
 */
export const NAME_RULES: readonly {
  readonly reason: "vendored" | "generated" | "own-output";
  readonly patterns: string;
}[] = [
  {
    reason: "own-output",
    // Each rule and each word that is added would change what is learnt.
    patterns: `
      .mlmignore
      .mlmwords`,
  },
  {
    reason: "vendored",
    patterns: `
      node_modules/
      bower_components/
      jspm_packages/
      .yarn/
      .pnpm-store/
      vendor/
      third_party/
      third-party/
      thirdparty/
      Pods/
      Carthage/
      site-packages/
      dist-packages/
      .venv/
      venv/
      .tox/
      .nox/
      .eggs/
      .gradle/
      .m2/
      .bundle/
      .terraform/
      elm-stuff/`,
  },
  {
    reason: "generated",
    patterns: `
      __pycache__/
      .mypy_cache/
      .pytest_cache/
      .ruff_cache/
      .ipynb_checkpoints/
      .next/
      .nuxt/
      .svelte-kit/
      .parcel-cache/
      .turbo/
      .nyc_output/
      *.egg-info/
      *.map
      *.min.js
      *.min.mjs
      *.min.css
      *.bundle.js
      *.chunk.js
      *.snap
      *_pb2.py
      *_pb2_grpc.py
      *.pb.go
      *.pb.cc
      *.pb.h
      *.g.dart
      *.freezed.dart
      *.designer.cs
      package-lock.json
      npm-shrinkwrap.json
      yarn.lock
      pnpm-lock.yaml
      bun.lock
      bun.lockb
      deno.lock
      composer.lock
      Gemfile.lock
      Podfile.lock
      Cargo.lock
      Pipfile.lock
      poetry.lock
      uv.lock
      pdm.lock
      pubspec.lock
      mix.lock
      flake.lock
      go.sum
      gradle.lockfile
      packages.lock.json
      Package.resolved
      .terraform.lock.hcl`,
  },
];

/** Folders of version-control systems; nothing brings them back. */
export const VERSION_CONTROL_FOLDERS: ReadonlySet<string> = new Set([
  ".git",
  ".hg",
  ".svn",
  ".bzr",
  ".jj",
  "CVS",
  "_darcs",
]);
