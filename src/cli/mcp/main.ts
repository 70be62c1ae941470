import { version } from "../../../package.json";
import type { LoadParams } from "../../protocol/filling";
import { serveMcp } from "./serveMcp";

/** What the editor starts for its agents: the one argument says, as JSON, what to load. */
const params = JSON.parse(process.argv[2]!) as LoadParams;
void serveMcp({ params, version, signal: new AbortController().signal });
