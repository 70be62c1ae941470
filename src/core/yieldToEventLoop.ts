/** Lets messages and signals be handled: a run of a graph blocks its thread. */
export const yieldToEventLoop = () => new Promise<void>((resolve) => setTimeout(resolve, 0));
