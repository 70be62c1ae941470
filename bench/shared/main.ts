/** Runs a bench with the arguments of its process; what goes wrong is said in one sentence. */
export function runMain(main: (argv: readonly string[]) => void | Promise<void>): void {
  Promise.resolve()
    .then(() => main(process.argv.slice(2)))
    .catch((error: Error) => {
      console.error(error.message);
      process.exitCode = 1;
    });
}
