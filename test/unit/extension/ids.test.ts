import * as fs from "node:fs";
import * as path from "node:path";
import { describe, expect, test } from "vitest";
import {
  COLORS,
  COMMANDS,
  CONFIGURATION,
  CONTEXT_KEYS,
  MCP_PROVIDER,
  SETTINGS,
  VIEWS,
} from "../../../src/extension/ids";
import { TOOLS } from "../../../src/tools/tools";

const root = path.join(import.meta.dirname, "../../..");
const manifest = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
const strings = JSON.parse(fs.readFileSync(path.join(root, "package.nls.json"), "utf8")) as Record<
  string,
  string
>;
const { contributes } = manifest;

const sorted = (names: Iterable<string>): string[] => [...names].sort();

describe("package.json and ids.ts agree", () => {
  test("commands", () => {
    const contributed = contributes.commands.map(({ command }: { command: string }) => command);
    expect(sorted(contributed)).toEqual(sorted(Object.values(COMMANDS)));
  });

  test("settings", () => {
    const sections = contributes.configuration as { properties: object }[];
    const contributed = sections.flatMap(({ properties }) => Object.keys(properties));
    expect(sorted(contributed)).toEqual(
      sorted(Object.values(SETTINGS).map((name) => `${CONFIGURATION}.${name}`)),
    );
  });

  test("the tools of agents, as they describe themselves", () => {
    const contributed = contributes.languageModelTools as {
      name: string;
      modelDescription: string;
      inputSchema: object;
    }[];
    expect(contributed).toEqual(
      TOOLS.map(({ name, description, inputSchema }) =>
        expect.objectContaining({ name, modelDescription: description, inputSchema }),
      ),
    );
  });

  test("the server of the Model Context Protocol", () => {
    expect(contributes.mcpServerDefinitionProviders.map(({ id }: { id: string }) => id)).toEqual([
      MCP_PROVIDER,
    ]);
  });

  test("views", () => {
    const contributed = Object.values<{ id: string }[]>(contributes.views).flat();
    expect(sorted(contributed.map(({ id }) => id))).toEqual(sorted(Object.values(VIEWS)));
  });

  test("colours", () => {
    expect(sorted(contributes.colors.map(({ id }: { id: string }) => id))).toEqual(
      sorted(Object.values(COLORS)),
    );
  });

  test("context keys", () => {
    const { commands, keybindings, menus, views, walkthroughs } = contributes;
    const text = JSON.stringify([commands, keybindings, menus, views, walkthroughs]);
    const used = new Set(text.match(/(?<!config\.)workspaceMlm\.\w+(?= [=!]=| &&|")/g));
    const others: string[] = [...Object.values(COMMANDS), ...Object.values(VIEWS)];
    const contextKeys = [...used].filter((name) => !others.includes(name));
    expect(sorted(contextKeys)).toEqual(sorted(Object.values(CONTEXT_KEYS)));
  });

  test("what the walkthrough opens", () => {
    const text = JSON.stringify(contributes.walkthroughs) + JSON.stringify(strings);
    const opened = [...text.matchAll(/command:(workspaceMlm\.\w+)/g)].map(([, command]) => command);
    expect(opened.length).toBeGreaterThan(0);
    for (const command of opened) expect(Object.values(COMMANDS)).toContain(command);
  });
});

test("every string of package.json is translated, and none is left over", () => {
  const used = [...JSON.stringify(manifest).matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key!);
  expect(sorted(new Set(used))).toEqual(sorted(Object.keys(strings)));
});

test("the title of the training command", () => {
  expect(strings["command.train"]).toBe("Train MLM on Workspace");
});

test("every setting has a description and a scope, every number a range", () => {
  const sections = contributes.configuration as { properties: Record<string, Record<string, unknown>> }[];
  for (const [name, schema] of sections.flatMap(({ properties }) => Object.entries(properties))) {
    expect(schema, name).toMatchObject({ markdownDescription: expect.anything(), scope: expect.anything() });
    if (schema["type"] === "number" || schema["type"] === "integer") {
      expect(schema, name).toMatchObject({ minimum: expect.any(Number), maximum: expect.any(Number) });
    }
  }
});

test("every setting has its place, those that people change first before the others", () => {
  const sections = contributes.configuration as {
    order: number;
    properties: Record<string, { order: number }>;
  }[];
  expect(sections.map(({ order }) => order)).toEqual(sections.map((_section, index) => index + 1));
  for (const { properties } of sections) {
    const places = Object.values(properties).map(({ order }) => order);
    expect(places).toEqual(places.map((_place, index) => index + 1));
  }
});

test("what is relative to each workspace folder can be set for each", () => {
  const sections = contributes.configuration as { properties: Record<string, Record<string, string>> }[];
  const settings = sections.flatMap(({ properties }) => Object.values(properties));
  const english = (schema: Record<string, string>) =>
    strings[schema["markdownDescription"]!.replaceAll("%", "")]!;
  const relative = settings.filter((schema) => english(schema).includes("relative to each workspace folder"));
  expect(relative.map(({ scope }) => scope)).toEqual(["resource", "resource"]);
});

test("every file that package.json names is there", () => {
  const steps = contributes.walkthroughs.flatMap(({ steps }: { steps: object[] }) => steps) as {
    media: { markdown: string };
  }[];
  for (const file of [manifest.icon, ...steps.map(({ media }) => media.markdown)]) {
    expect(fs.existsSync(path.join(root, file)), file).toBe(true);
  }
});
