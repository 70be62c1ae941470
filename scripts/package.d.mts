export const TARGETS: readonly string[];
export const REQUIRED: readonly string[];
export function checkContents(target: string, native: readonly string[], files: readonly string[]): void;
export function packageExtension(target: string): Promise<string>;
