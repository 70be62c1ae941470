import type { Kind } from "../../core/unlikely/verdict";
import { findingText, type ToldFinding } from "./findingLines";

const RULES: Readonly<Record<Kind, string>> = {
  misspelt: "The letters of the word are hardly meant so.",
  unexpected: "Another word would stand here.",
};

const KINDS = Object.keys(RULES) as Kind[];

/** Findings as a log in the Static Analysis Results Interchange Format (OASIS, SARIF 2.1.0). */
export function sarifLog(findings: readonly ToldFinding[]) {
  const rules = KINDS.map((id) => ({ id, shortDescription: { text: RULES[id] } }));
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "workspace-mlm", rules } },
        columnKind: "utf16CodeUnits",
        results: findings.map(sarifResult),
      },
    ],
  };
}

function sarifResult(finding: ToldFinding) {
  const { path, line, column, from, to, kind, fixes } = finding;
  const artifactLocation = { uri: path.split("/").map(encodeURIComponent).join("/") };
  const region = { startLine: line, startColumn: column, endColumn: column + to - from };
  return {
    ruleId: kind,
    ruleIndex: KINDS.indexOf(kind),
    level: kind === "misspelt" ? "warning" : "note",
    message: { text: findingText(finding) },
    locations: [{ physicalLocation: { artifactLocation, region } }],
    fixes: fixes.map(({ word }) => ({
      description: { text: `Change to "${word}"` },
      artifactChanges: [
        { artifactLocation, replacements: [{ deletedRegion: region, insertedContent: { text: word } }] },
      ],
    })),
  };
}
