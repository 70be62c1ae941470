import type { BaseConfig } from "../baseConfig";
import type { HiddenAct } from "../blocks/activations";

/** Local attention looks only at tokens near by. */
export type LayerType = "full_attention" | "sliding_attention";

export type TokenIdField = "bos_token_id" | "eos_token_id" | "cls_token_id" | "sep_token_id";

export interface ModernBertConfig extends BaseConfig {
  readonly modelType: "modernbert";
  /** For each layer. */
  readonly layerTypes: readonly LayerType[];
  /** Tokens that local attention sees, half of them on either side. */
  readonly localAttention: number;
  /** The base of the rotary embeddings' frequencies. */
  readonly ropeTheta: Readonly<Record<LayerType, number>>;
  /** Of the head. */
  readonly classifierActivation: HiddenAct;
  readonly normEps: number;
  readonly normBias: boolean;
  readonly attentionBias: boolean;
  readonly mlpBias: boolean;
  readonly classifierBias: boolean;
  readonly decoderBias: boolean;
  readonly embeddingDropout: number;
  readonly attentionDropout: number;
  readonly mlpDropout: number;
  /** Ids of tokens that only Transformers asks for, as its fields name them; null for none. */
  readonly tokenIds: Readonly<Record<TokenIdField, number | null>>;
  /** Whether the decoder's weight is the word embedding. */
  readonly tieWordEmbeddings: boolean;
}
