import * as path from "node:path";
import * as vscode from "vscode";
import { CONFIGURATION, MCP_PROVIDER } from "../ids";
import { l10n } from "../l10n";
import { describeError } from "../localize";
import { loadParams } from "../processes/loadParams";
import type { Services } from "../services";

/** What VS Code has from 1.101 on. */
interface McpApi {
  readonly lm: { registerMcpServerDefinitionProvider?(id: string, provider: McpProvider): vscode.Disposable };
  readonly McpStdioServerDefinition?: new (
    label: string,
    command: string,
    args: string[],
    env: Record<string, string>,
    version: string,
  ) => object;
}

interface McpProvider {
  readonly onDidChangeMcpServerDefinitions: vscode.Event<void>;
  provideMcpServerDefinitions(): object[];
}

/** Offers the tools to the editor's agents as a server, too; not where the editor is too old for that. */
export function registerMcpServer(services: Services): vscode.Disposable {
  const { lm, McpStdioServerDefinition: Definition } = vscode as unknown as McpApi;
  if (lm.registerMcpServerDefinitionProvider === undefined || Definition === undefined)
    return new vscode.Disposable(() => {});
  const changes = new vscode.EventEmitter<void>();
  const provider: McpProvider = {
    onDidChangeMcpServerDefinitions: changes.event,
    provideMcpServerDefinitions: () => {
      const args = serverArguments(services);
      if (args === undefined) return [];
      const { version } = services.extension.extension.packageJSON as { version: string };
      return [
        new Definition("Workspace MLM", process.execPath, args, { ELECTRON_RUN_AS_NODE: "1" }, version),
      ];
    },
  };
  return vscode.Disposable.from(
    changes,
    lm.registerMcpServerDefinitionProvider(MCP_PROVIDER, provider),
    vscode.workspace.onDidGrantWorkspaceTrust(() => changes.fire()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(CONFIGURATION)) changes.fire();
    }),
  );
}

/** The server's script and what it is to load, as the editor's own process loads it. */
function serverArguments(services: Services): string[] | undefined {
  try {
    const params = loadParams(services);
    return [path.join(services.extension.extensionPath, "dist/mcp.js"), JSON.stringify(params)];
  } catch (error) {
    services.log.warn(describeError(error, l10n).message);
    return undefined;
  }
}
