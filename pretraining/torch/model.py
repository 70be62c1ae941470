"""BERT for masked language modelling (Devlin et al. 2018), with the names and the arithmetic of Transformers' BertForMaskedLM.

Only what pre-training needs: no dropout, one token type, the head and the last feed-forward network at the masked tokens alone.
"""
import torch
from torch import nn
from torch.nn import functional as F


class Layer(nn.Module):
    """A post-norm transformer layer (Vaswani et al. 2017)."""

    def __init__(self, config):
        super().__init__()
        hidden, inner, eps = config["hidden_size"], config["intermediate_size"], config["layer_norm_eps"]
        self.heads = config["num_attention_heads"]
        self.attention = nn.ModuleDict({
            "self": nn.ModuleDict({name: nn.Linear(hidden, hidden) for name in ("query", "key", "value")}),
            "output": nn.ModuleDict({"dense": nn.Linear(hidden, hidden), "LayerNorm": nn.LayerNorm(hidden, eps)}),
        })
        self.intermediate = nn.ModuleDict({"dense": nn.Linear(hidden, inner)})
        self.output = nn.ModuleDict({"dense": nn.Linear(inner, hidden), "LayerNorm": nn.LayerNorm(hidden, eps)})

    def forward(self, hidden, attended, rows=None):
        """[batch, sequence, hidden], or [rows, hidden] for the tokens number `rows` of the batch alone."""
        attention = self.attend(hidden, attended)
        if rows is not None:
            attention, hidden = attention.flatten(0, 1)[rows], hidden.flatten(0, 1)[rows]
        output = self.attention["output"]
        middle = output["LayerNorm"](output["dense"](attention) + hidden)
        fed = self.output["dense"](F.gelu(self.intermediate["dense"](middle)))
        return self.output["LayerNorm"](fed + middle)

    def attend(self, hidden, attended):
        batch, sequence, size = hidden.shape
        parts = self.attention["self"]
        query, key, value = (
            parts[name](hidden).view(batch, sequence, self.heads, -1).transpose(1, 2)
            for name in ("query", "key", "value")
        )
        found = F.scaled_dot_product_attention(query, key, value, attn_mask=attended)
        return found.transpose(1, 2).reshape(batch, sequence, size)


class BertForMaskedLM(nn.Module):
    def __init__(self, config):
        super().__init__()
        vocab, hidden, eps = config["vocab_size"], config["hidden_size"], config["layer_norm_eps"]
        layers = [Layer(config) for _ in range(config["num_hidden_layers"])]
        self.bert = nn.ModuleDict({
            "embeddings": nn.ModuleDict({
                "word_embeddings": nn.Embedding(vocab, hidden),
                "position_embeddings": nn.Embedding(config["max_position_embeddings"], hidden),
                "token_type_embeddings": nn.Embedding(config["type_vocab_size"], hidden),
                "LayerNorm": nn.LayerNorm(hidden, eps),
            }),
            "encoder": nn.ModuleDict({"layer": nn.ModuleList(layers)}),
        })
        self.cls = nn.ModuleDict({"predictions": Head(vocab, hidden, eps)})

    def forward(self, input_ids, attended, rows, labels):
        """The loss summed over the masked tokens.

        input_ids: int64 [batch, sequence]. attended: bool [batch, 1, 1, sequence], or None where all tokens are.
        rows: int64 [masked], places in the flattened batch. labels: int64 [masked].
        """
        return F.cross_entropy(self.logits(input_ids, attended, rows).float(), labels, reduction="sum")

    def logits(self, input_ids, attended, rows):
        """[masked, vocab]"""
        embeddings = self.bert["embeddings"]
        words = embeddings["word_embeddings"]
        positions = embeddings["position_embeddings"].weight[: input_ids.shape[1]]
        types = embeddings["token_type_embeddings"].weight[0]
        hidden = embeddings["LayerNorm"](words(input_ids) + positions + types)
        layers = self.bert["encoder"]["layer"]
        for number, layer in enumerate(layers):
            hidden = layer(hidden, attended, rows if number == len(layers) - 1 else None)
        return self.cls["predictions"](hidden, words.weight)


class Head(nn.Module):
    """The decoder's weight is the word embedding."""

    def __init__(self, vocab, hidden, eps):
        super().__init__()
        self.bias = nn.Parameter(torch.zeros(vocab))
        self.transform = nn.ModuleDict({"dense": nn.Linear(hidden, hidden), "LayerNorm": nn.LayerNorm(hidden, eps)})

    def forward(self, hidden, words):
        transformed = self.transform["LayerNorm"](F.gelu(self.transform["dense"](hidden)))
        return F.linear(transformed, words, self.bias)
