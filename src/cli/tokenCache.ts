import { join } from "node:path";
import { MAX_TOKEN_CACHE_SIZE, type TokenCacheLimits } from "../engine/corpus/readCorpus";
import { userCacheFolder } from "../node/userCacheFolder";
import type { OptionValues } from "./options";

/** For every command that tokenises a folder. */
export const TOKEN_CACHE_OPTION = {
  "no-token-cache": {
    kind: "flag",
    help: "read every file; else the tokens of unchanged ones are kept in the user's cache folder",
  },
} as const;

export function tokenCache(values: OptionValues<typeof TOKEN_CACHE_OPTION>): TokenCacheLimits | undefined {
  if (values["no-token-cache"]) return undefined;
  return { folder: join(userCacheFolder(), "tokens"), maxSize: MAX_TOKEN_CACHE_SIZE };
}
