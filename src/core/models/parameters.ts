import type { ModelConfig } from "./config";

export type ParameterShapes = ReadonlyMap<string, readonly number[]>;

type NamedShape = readonly [name: string, shape: readonly number[]];

/**
 * Names and shapes of a masked language model's parameters, in the order in which Transformers'
 * `BertForMaskedLM` and `DistilBertForMaskedLM` declare them. A dense weight is [out, in]. The decoder's weight is
 * the word embedding and is not listed.
 */
export function parameterShapes(config: ModelConfig): ParameterShapes {
  return new Map(config.modelType === "bert" ? bert(config) : distilbert(config));
}

function bert(config: ModelConfig): NamedShape[] {
  const { vocabSize, hiddenSize, maxPositionEmbeddings, typeVocabSize } = config;
  return [
    ["bert.embeddings.word_embeddings.weight", [vocabSize, hiddenSize]],
    ["bert.embeddings.position_embeddings.weight", [maxPositionEmbeddings, hiddenSize]],
    ["bert.embeddings.token_type_embeddings.weight", [typeVocabSize, hiddenSize]],
    ...layerNorm("bert.embeddings.LayerNorm", hiddenSize),
    ...layers(config.numHiddenLayers, (layer) => bertLayer(`bert.encoder.layer.${layer}`, config)),
    ["cls.predictions.bias", [vocabSize]],
    ...dense("cls.predictions.transform.dense", hiddenSize, hiddenSize),
    ...layerNorm("cls.predictions.transform.LayerNorm", hiddenSize),
  ];
}

function bertLayer(layer: string, { hiddenSize, intermediateSize }: ModelConfig): NamedShape[] {
  return [
    ...dense(`${layer}.attention.self.query`, hiddenSize, hiddenSize),
    ...dense(`${layer}.attention.self.key`, hiddenSize, hiddenSize),
    ...dense(`${layer}.attention.self.value`, hiddenSize, hiddenSize),
    ...dense(`${layer}.attention.output.dense`, hiddenSize, hiddenSize),
    ...layerNorm(`${layer}.attention.output.LayerNorm`, hiddenSize),
    ...dense(`${layer}.intermediate.dense`, intermediateSize, hiddenSize),
    ...dense(`${layer}.output.dense`, hiddenSize, intermediateSize),
    ...layerNorm(`${layer}.output.LayerNorm`, hiddenSize),
  ];
}

function distilbert(config: ModelConfig): NamedShape[] {
  const { vocabSize, hiddenSize, maxPositionEmbeddings } = config;
  return [
    ["distilbert.embeddings.word_embeddings.weight", [vocabSize, hiddenSize]],
    ["distilbert.embeddings.position_embeddings.weight", [maxPositionEmbeddings, hiddenSize]],
    ...layerNorm("distilbert.embeddings.LayerNorm", hiddenSize),
    ...layers(config.numHiddenLayers, (layer) =>
      distilbertLayer(`distilbert.transformer.layer.${layer}`, config),
    ),
    ...dense("vocab_transform", hiddenSize, hiddenSize),
    ...layerNorm("vocab_layer_norm", hiddenSize),
    ["vocab_projector.bias", [vocabSize]],
  ];
}

function distilbertLayer(layer: string, { hiddenSize, intermediateSize }: ModelConfig): NamedShape[] {
  return [
    ...dense(`${layer}.attention.q_lin`, hiddenSize, hiddenSize),
    ...dense(`${layer}.attention.k_lin`, hiddenSize, hiddenSize),
    ...dense(`${layer}.attention.v_lin`, hiddenSize, hiddenSize),
    ...dense(`${layer}.attention.out_lin`, hiddenSize, hiddenSize),
    ...layerNorm(`${layer}.sa_layer_norm`, hiddenSize),
    ...dense(`${layer}.ffn.lin1`, intermediateSize, hiddenSize),
    ...dense(`${layer}.ffn.lin2`, hiddenSize, intermediateSize),
    ...layerNorm(`${layer}.output_layer_norm`, hiddenSize),
  ];
}

function layers(count: number, layer: (index: number) => NamedShape[]): NamedShape[] {
  return Array.from({ length: count }, (_, index) => layer(index)).flat();
}

function dense(name: string, out: number, input: number): NamedShape[] {
  return [
    [`${name}.weight`, [out, input]],
    [`${name}.bias`, [out]],
  ];
}

function layerNorm(name: string, size: number): NamedShape[] {
  return [
    [`${name}.weight`, [size]],
    [`${name}.bias`, [size]],
  ];
}
