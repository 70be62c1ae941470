import * as path from "node:path";
import { translated } from "../../protocol/localize";
import type { ComparedModel, ListedModel } from "../../protocol/models";
import { wordsText } from "../../report/words";
import type { Localize } from "../localize";
import { markdownTable } from "./markdownTable";

/** What a list shows as the model's name: the person's, or when its run began, "2026-01-31 09:30:05" in local time. */
export function title({ name, run }: ListedModel): string {
  return name ?? localTime(run) ?? run;
}

/** What sentences call the base model; `folder` is absent for the one in the box. */
export function baseName(folder: string | undefined, { t }: Localize): string {
  return folder === undefined ? t("the base model") : t("the base model {0}", path.basename(folder));
}

/** Which model the base model is. */
export function baseDetail(folder: string | undefined, isInUse: boolean, { t }: Localize): string {
  return [...(isInUse ? [t("in use")] : []), folder ?? t("comes with the extension")].join(" · ");
}

/** Of a run's name, which is a time in UTC. */
function localTime(run: string): string | undefined {
  const [, date, hours, minutes, seconds] = /^(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)/.exec(run) ?? [];
  if (date === undefined) return undefined;
  const time = new Date(`${date}T${hours}:${minutes}:${seconds}Z`);
  const two = (value: number) => String(value).padStart(2, "0");
  const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join("-");
  return `${day} ${[time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(":")}`;
}

/** Where it comes from and how good it was found. */
export function detail({ imported, found, isOutdated, inUse }: ListedModel, l10n: Localize): string {
  const { t } = l10n;
  const parts = [
    ...(inUse ? [t("in use")] : []),
    imported ? t("imported") : t("trained here"),
    ...(found ? [wordsText(found, { l10n, format: l10n.format })] : []),
    ...(isOutdated ? [t("not compared since the hidden words changed")] : []),
  ];
  return parts.join(" · ");
}

/** The models' names: first those that were trained here, then imported ones. */
export function modelsByOrigin(models: readonly ListedModel[], { t }: Localize): string[] {
  const names = (imported: boolean) => models.filter((model) => model.imported === imported).map(title);
  const [trained, imported] = [names(false), names(true)];
  return [
    ...(trained.length > 0 ? [t("Trained here ({0}): {1}.", trained.length, trained.join(", "))] : []),
    ...(imported.length > 0 ? [t("Imported ({0}): {1}.", imported.length, imported.join(", "))] : []),
  ];
}

/** The models side by side, as Markdown. */
export function comparisonText(rows: readonly ComparedModel[], l10n: Localize): string {
  const { t, format } = l10n;
  const head = [t("model"), t("the right word first"), t("among five"), t("hidden words"), t("files")];
  const lines = rows.map(({ model, found, failure }) => {
    const name = model === undefined ? t("the base model") : title(model);
    const label = model?.inUse ? `${name} (${t("in use")})` : name;
    if (found === undefined)
      return [label, failure === undefined ? "" : translated(failure, l10n), "", "", ""];
    const { words, files, first, amongFive } = found;
    const shares = [first, amongFive].map((count) => format.share(count / words));
    return [label, ...shares, format.count(words), format.count(files)];
  });
  return [
    `# ${t("Models of This Workspace")}`,
    "",
    t("Each model was asked for the same hidden words of files that training holds out."),
    "",
    ...markdownTable([head, ...lines]),
    "",
  ].join("\n");
}
