import type { Terms } from "./licence";
import type { Registry } from "./sources";

/** What the notices say of one package of the corpus. */
export interface Notice extends Pick<Terms, "version" | "licence" | "copyright"> {
  readonly name: string;
  readonly registry: Registry;
  readonly heldOut: boolean;
}

const MAX_HOLDERS = 12;
const REGISTRY: Readonly<Record<Registry, string>> = {
  deb: "Debian package",
  "deb-src": "Debian source package",
  npm: "npm package",
};

const HEADING = `The base model was trained on text from the packages below, all under permissive licences, and on
sentences of our own (MIT, like the rest of this project). Packages marked "evaluation" were held out of the training
and only measured on. Files under other licences inside these packages were left out. The holders named are the
principal ones; each package's own copyright file lists all of them.
`;

/** The text of DATA-NOTICES: each package, version, licence and copyright. */
export function noticesText(notices: readonly Notice[]): string {
  const sorted = [...notices].sort((a, b) => (a.name < b.name ? -1 : 1));
  return [HEADING, ...sorted.map(noticeText), WORDNET].join("\n");
}

function noticeText({ name, version, licence, copyright, registry, heldOut }: Notice): string {
  const holders = copyright.slice(0, MAX_HOLDERS).map((line) => `    ${line}`);
  if (copyright.length > MAX_HOLDERS) holders.push("    and others");
  const use = heldOut ? ", evaluation" : "";
  return [`${name} ${version} (${REGISTRY[registry]}${use})`, `  Licence: ${licence}`, ...holders, ""].join(
    "\n",
  );
}

const WORDNET = `WordNet 3.0 asks for its notice to be kept:

  WordNet 3.0 Copyright 2006 by Princeton University. All rights reserved. THIS SOFTWARE AND DATABASE IS PROVIDED
  "AS IS" AND PRINCETON UNIVERSITY MAKES NO REPRESENTATIONS OR WARRANTIES, EXPRESS OR IMPLIED. BY WAY OF EXAMPLE, BUT
  NOT LIMITATION, PRINCETON UNIVERSITY MAKES NO REPRESENTATIONS OR WARRANTIES OF MERCHANTABILITY OR FITNESS FOR ANY
  PARTICULAR PURPOSE OR THAT THE USE OF THE LICENSED SOFTWARE, DATABASE OR DOCUMENTATION WILL NOT INFRINGE ANY THIRD
  PARTY PATENTS, COPYRIGHTS, TRADEMARKS OR OTHER RIGHTS. The name of Princeton University or Princeton may not be used
  in advertising or publicity pertaining to distribution of the software and/or database. Title to copyright in this
  software, database and any associated documentation shall at all times remain with Princeton University.
`;
