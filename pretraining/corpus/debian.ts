import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder, type PackageRecord } from "./cache";
import { run } from "./command";

const SYSTEM_LISTS = ["/etc/apt/sources.list", "/etc/apt/sources.list.d/debian.sources"];

/** Sets up apt's own lists of source packages inside the cache; the system's lists stay as they are. */
export function prepareSourceLists(): void {
  for (const folder of ["parts", "lists", "archives/partial"])
    mkdirSync(cacheFolder("apt", folder), { recursive: true });
  for (const [index, file] of SYSTEM_LISTS.filter((file) => existsSync(file)).entries()) {
    const text = readFileSync(file, "utf8").replace(/^Types: deb$/gm, "Types: deb-src");
    const extension = file.endsWith(".sources") ? "sources" : "list";
    writeFileSync(
      cacheFolder("apt", "parts", `source${index}.${extension}`),
      text.replace(/^deb /gm, "deb-src "),
    );
  }
  run(cacheFolder(), "apt-get", "-q", ...sourceOptions(), "update");
}

function sourceOptions(): string[] {
  return [
    "Dir::Etc::SourceList=/dev/null",
    `Dir::Etc::SourceParts=${cacheFolder("apt", "parts")}`,
    `Dir::State::Lists=${cacheFolder("apt", "lists")}`,
    `Dir::Cache=${cacheFolder("apt")}`,
    "APT::Sandbox::User=root",
  ].flatMap((option) => ["-o", option]);
}

/** Downloads a binary package and extracts it into `files`, without installing anything. */
export function fetchBinary(folder: string, name: string): PackageRecord {
  run(folder, "apt-get", "-q", "-o", "APT::Sandbox::User=root", "download", name);
  const archive = archiveOf(folder, /\.deb$/);
  run(folder, "dpkg", "-x", archive, "files");
  const version = run(folder, "dpkg-deb", "-f", archive, "Version").trim();
  const copyright = ["copyright", "copyright.gz"]
    .map((file) => join("files/usr/share/doc", name, file))
    .find((path) => existsSync(join(folder, path)));
  return { name, version, ...(copyright && { copyright }) };
}

/** Downloads a source package and extracts its upstream archives into `files`, and Debian's copyright file. */
export function fetchSource(folder: string, name: string): PackageRecord {
  run(folder, "apt-get", "-q", ...sourceOptions(), "--download-only", "source", name);
  mkdirSync(join(folder, "files"), { recursive: true });
  for (const archive of readdirSync(folder).filter((file) => /\.orig(-[\w-]+)?\.tar\.\w+$/.test(file)))
    run(folder, "tar", "-xf", archive, "-C", "files", "--no-same-owner");
  const debian = archiveOf(folder, /\.debian\.tar\.\w+$/);
  run(folder, "tar", "-xf", debian, "debian/copyright");
  const version = /^Version: (.*)$/m.exec(readFileSync(join(folder, archiveOf(folder, /\.dsc$/)), "utf8"));
  return { name, version: version![1]!, copyright: "debian/copyright" };
}

function archiveOf(folder: string, pattern: RegExp): string {
  const archive = readdirSync(folder).find((file) => pattern.test(file));
  if (!archive) throw new Error(`${folder} holds no file like ${pattern}.`);
  return archive;
}
