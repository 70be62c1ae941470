/** How to run an exported training job, and how its result comes back. */
export function jobReadme({ files, tokens }: { readonly files: number; readonly tokens: number }): string {
  return `# A training job of Workspace MLM

It trains the masked language model in \`base/\` on ${files.toLocaleString("en-US")} files (${tokens.toLocaleString("en-US")} tokens) with the example
\`run_mlm.py\` of Hugging Face Transformers. **\`data/\` holds the text of the workspace**: pass this folder on only to
people who may read it. Files that may hold secrets were left out.

## Run it

Install PyTorch, \`transformers\` 5 or later, \`datasets\`, \`accelerate\` and \`evaluate\`, and take \`run_mlm.py\` from
\`examples/pytorch/language-modeling\` of the same release of Transformers. Then, in this folder, on as many processes as
there are GPUs:

\`\`\`sh
. ./environment.sh
accelerate launch --num_processes 2 run_mlm.py run_mlm.json
\`\`\`

or

\`\`\`sh
. ./environment.sh
torchrun --nproc_per_node 2 run_mlm.py run_mlm.json
\`\`\`

On a machine without a GPU put \`"use_cpu": true\` into \`run_mlm.json\`, or each process trains by itself.

\`environment.sh\` forbids downloads and reports. \`evaluate.load("accuracy")\` wants its metric on disk; where that is not
there, leave \`do_eval\` and \`validation_file\` out of \`run_mlm.json\`. A step takes \`per_device_train_batch_size\`
sequences on each process: divide it by their number for the steps that training in the editor would take.

## Take the result back

**Workspace MLM: Import Model** on the folder \`output\` checks it, evaluates it on the workspace's held-out masks and
lists it beside the others; on a command line \`workspace-mlm fill --model output\` uses it as it is. \`training_args.bin\`,
a pickle, is never opened.

## What is here

| file | what |
| --- | --- |
| \`data/train.json\`, \`data/validation.json\` | one object with \`text\` a line, split by file |
| \`base/\` | the model to start from |
| \`run_mlm.json\` | the recipe |
| \`evaluation/masks.json\` | the held-out sequences with their masks, on which models are compared |
| \`manifest.json\` | SHA-256 of every file |
`;
}
