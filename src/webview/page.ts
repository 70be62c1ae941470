import type { PageAction, ReportPage, ReportSection } from "../protocol/reportPage";
import { element } from "./elements";
import type { Memory } from "./pageState";
import { sectionView } from "./section";
import type { View } from "./view";

/** The whole page; its sections stay where they are during a run. `act` is called when its action's button is pressed. */
export function pageView(memory: Memory, act: (action: PageAction) => void): View<ReportPage> {
  const title = element("h1", {});
  const lead = element("div", { class: "lead", role: "status" });
  const action = element("div", { class: "action" });
  const sections = element("div", { class: "sections" });
  const views = new Map<string, View<ReportSection>>();
  return {
    element: element("main", {}, element("header", {}, title, lead, action), sections),
    update(page) {
      document.documentElement.lang = page.language;
      title.textContent = page.title;
      updateLead(lead, page.lead);
      updateAction(action, page.action, act);
      for (const section of page.sections) {
        const view = views.get(section.id) ?? sectionView(section, { memory, language: page.language });
        views.set(section.id, view);
        place(sections, view.element, page.sections.indexOf(section));
        view.update(section);
      }
      for (const [id, view] of views) {
        if (page.sections.some((section) => section.id === id)) continue;
        view.element.remove();
        views.delete(id);
      }
    },
  };
}

/** The last sentence changes at every step and is not announced. */
function updateLead(lead: HTMLElement, sentences: readonly string[]): void {
  const paragraphs = sentences.map((sentence, i) => {
    const isStatus = i === 0;
    const isDetail = i === sentences.length - 1;
    return element(
      "p",
      isStatus ? { class: "status" } : isDetail ? { class: "detail", "aria-live": "off" } : {},
      sentence,
    );
  });
  const same = paragraphs.map((paragraph, i) => paragraph.textContent === lead.children[i]?.textContent);
  if (lead.children.length === paragraphs.length) {
    paragraphs.forEach((paragraph, i) => {
      if (!same[i]) lead.children[i]!.replaceWith(paragraph);
    });
  } else lead.replaceChildren(...paragraphs);
}

function updateAction(
  parent: HTMLElement,
  action: PageAction | undefined,
  act: (action: PageAction) => void,
): void {
  if (parent.textContent === (action?.label ?? "")) return;
  parent.replaceChildren();
  if (action === undefined) return;
  const button = element("button", { type: "button" }, action.label);
  button.addEventListener("click", () => act(action));
  parent.append(button);
}

function place(parent: HTMLElement, child: HTMLElement, index: number): void {
  const there = parent.children[index] ?? null;
  if (there !== child) parent.insertBefore(child, there);
}
