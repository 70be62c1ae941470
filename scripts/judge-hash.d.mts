export function judgeHash(folder?: string): string;
export const define: { readonly JUDGE_HASH: string };
