import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import type { FromPage, ToPage } from "../../protocol/reportPage";
import type { Activity } from "../../report/lead";
import { reportPage } from "../../report/page";
import { COMMANDS, REPORT_PANEL } from "../ids";
import { l10n } from "../l10n";
import type { Services } from "../services";
import type { SessionState } from "../training/sessionState";
import { reportHtml } from "./reportHtml";

/** Shows the last report in a panel, of which there is at most one, and keeps it up to date. */
export class ReportPanel implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private readonly subscriptions: vscode.Disposable;
  private activity: Activity;

  constructor(private readonly services: Services) {
    this.activity = activityOf(services.training.state);
    this.subscriptions = vscode.Disposable.from(
      services.reports.onDidChange(() => void this.send()),
      services.interruption.onDidChange(() => void this.send()),
      services.training.onDidChangeState((state) => this.note(state)),
    );
  }

  /** Opens the panel next to the editor, or brings it to the front. */
  show(): void {
    if (this.panel !== undefined) {
      this.panel.reveal();
      return;
    }
    const { createWebviewPanel } = vscode.window;
    const title = l10n.t("Training Report");
    this.adopt(createWebviewPanel(REPORT_PANEL, title, vscode.ViewColumn.Beside, this.webviewOptions()));
  }

  /** Takes over a panel that the editor has restored after a reload. */
  adopt(panel: vscode.WebviewPanel): void {
    this.panel?.dispose();
    this.panel = panel;
    panel.onDidDispose(() => {
      if (this.panel === panel) this.panel = undefined;
    });
    // A page that was hidden is loaded again when it is shown, and says so.
    panel.webview.onDidReceiveMessage((message: FromPage) => {
      if (message.type === "ready") void this.send();
      else void vscode.commands.executeCommand(COMMANDS.resume);
    });
    panel.webview.options = this.webviewOptions();
    panel.webview.html = this.html(panel.webview);
  }

  dispose(): void {
    this.subscriptions.dispose();
    this.panel?.dispose();
  }

  /** The state changes with every step; the page shows only whether the run is active. */
  private note(state: SessionState): void {
    const activity = activityOf(state);
    if (activity === this.activity) return;
    this.activity = activity;
    void this.send();
  }

  /** Gives the page what there is to show; without anything the panel closes. */
  private async send(): Promise<void> {
    if (this.panel === undefined) return;
    const report = await this.services.reports.last();
    if (report === undefined) this.panel?.dispose();
    if (report === undefined || !this.panel?.visible) return;
    const options = {
      activity: this.activity,
      isResumable: report.run === this.services.interruption.run?.run,
      l10n: l10n,
      language: vscode.env.language,
    };
    const message: ToPage = { type: "page", page: reportPage(report, options) };
    await this.panel.webview.postMessage(message);
  }

  private get files(): vscode.Uri {
    return vscode.Uri.joinPath(this.services.extension.extensionUri, "dist", "webview");
  }

  private webviewOptions(): vscode.WebviewOptions {
    return { enableScripts: true, localResourceRoots: [this.files] };
  }

  private html(webview: vscode.Webview): string {
    const uri = (name: string): string =>
      webview.asWebviewUri(vscode.Uri.joinPath(this.files, name)).toString();
    return reportHtml({
      title: l10n.t("Training Report"),
      language: vscode.env.language,
      script: uri("report.js"),
      style: uri("report.css"),
      cspSource: webview.cspSource,
      nonce: randomBytes(16).toString("base64url"),
    });
  }
}

function activityOf({ kind }: SessionState): Activity {
  if (kind === "paused") return "paused";
  return kind === "idle" || kind === "planning" ? "ended" : "running";
}
