import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import {
  CallToolRequestSchema,
  type CallToolResult,
  ListToolsRequestSchema,
} from "@modelcontextprotocol/sdk/types.js";
import { fitting, type Model, type Tool } from "../../tools/tool";

/** UTF-16 units of an answer: some thousand tokens of an agent's context. */
const ANSWER_LIMIT = 20_000;

/** A server of the Model Context Protocol that answers with `model`, which it is to ask until `signal` aborts. */
export function toolServer(
  tools: readonly Tool[],
  model: (signal: AbortSignal) => Model,
  version: string,
): Server {
  const server = new Server({ name: "workspace-mlm", version }, { capabilities: { tools: {} } });
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: tools.map(({ name, description, inputSchema }) => ({
      name,
      description,
      inputSchema,
      annotations: { readOnlyHint: true, openWorldHint: false },
    })),
  }));
  server.setRequestHandler(CallToolRequestSchema, ({ params }, { signal }) => {
    const tool = tools.find(({ name }) => name === params.name);
    return tool === undefined
      ? failure(`There is no tool ${params.name}.`)
      : call(tool, params.arguments, model(signal));
  });
  return server;
}

/** A fault is an answer, too: the agent reads how to ask instead. */
async function call(tool: Tool, input: unknown, model: Model): Promise<CallToolResult> {
  try {
    const answer = await tool.ask(input, model);
    return {
      content: [{ type: "text", text: await fitting(answer, ({ length }) => length <= ANSWER_LIMIT) }],
    };
  } catch (error) {
    return failure(error instanceof Error ? error.message : String(error));
  }
}

function failure(text: string): CallToolResult {
  return { content: [{ type: "text", text }], isError: true };
}
