// node-llama-cpp, asked line by line: {"prompt", "tokens"} in, {"tokens"} out.
// Its arguments: the folder of its modules, the model, tokens of context, threads.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [modules, modelPath, contextSize, threads] = process.argv.slice(2);
const { getLlama, LlamaCompletion } = await import(
  pathToFileURL(`${modules}/node-llama-cpp/dist/index.js`).href
);
const llama = await getLlama({ gpu: false, build: "never", progressLogs: false, maxThreads: Number(threads) });
const model = await llama.loadModel({ modelPath });
const context = await model.createContext({ contextSize: Number(contextSize), threads: Number(threads) });
const completion = new LlamaCompletion({ contextSequence: context.getSequence() });
console.log(JSON.stringify({ ready: true }));
for await (const line of createInterface({ input: process.stdin })) {
  const { prompt, tokens } = JSON.parse(line);
  let count = 0;
  await completion.generateCompletion(model.tokenize(prompt, true), {
    maxTokens: tokens,
    temperature: 0,
    onToken: (chunk) => { count += chunk.length; },
  });
  console.log(JSON.stringify({ tokens: count }));
}
process.exit(0);
